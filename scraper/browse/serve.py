"""Putting Datasette together for one archive, and serving it."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

from scraper.browse.descriptions import ABOUT, TITLE, tables
from scraper.browse.queries import queries

_FOLDER = Path(__file__).parent
SETTINGS = {
    "default_page_size": 50,
    "sql_time_limit_ms": 3_500,
    "facet_time_limit_ms": 1_500,
    "default_facet_size": 8,
    "suggest_facets": False,
    "truncate_cells_html": 280,
    "allow_download": False,
    "max_returned_rows": 2_000,
}


def make_datasette(path: Path) -> Any:
    """Give a Datasette on an archive: readable while others write, with our pages and words.

    Its settings go into `metadata` in version 0.65 and into `config` since 1.0; each version is given its own.
    """
    from datasette.app import Datasette
    from datasette.plugins import pm

    from scraper.browse import plugin

    if not pm.is_registered(plugin):
        pm.register(plugin, name="scraper.browse")
    name = path.stem
    said = {"title": TITLE, "description": ABOUT}
    configured: dict[str, Any] = {
        "databases": {name: {"tables": tables(), "queries": queries()}},
        "extra_css_urls": ["/-/scrape/style.css"],
    }
    takes_config = "config" in inspect.signature(Datasette.__init__).parameters
    options: dict[str, Any] = (
        {"config": configured, "metadata": said | {"databases": configured["databases"]}}
        if takes_config
        else {"metadata": said | configured}
    )
    return Datasette(
        [str(path)],
        settings=SETTINGS,
        template_dir=str(_FOLDER / "templates"),
        static_mounts=[("-/scrape", str(_FOLDER / "static"))],
        **options,
    )


def serve(path: Path, host: str, port: int) -> None:
    """Serve an archive until interrupted.

    Raises: OSError, when the port is taken.
    """
    import uvicorn

    uvicorn.run(make_datasette(path).app(), host=host, port=port, log_level="warning", lifespan="on")
