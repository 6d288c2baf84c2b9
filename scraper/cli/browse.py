"""`scrape browse`: the archive in Datasette, in a web browser."""

from __future__ import annotations

from typing import Annotated

from scraper.cli.options import Db, archive_to_read, configuration
from scraper.cli.plain import Option
from scraper.errors import ConfigError
from scraper.terminal import say


def browse(
    host: Annotated[str, Option("--host", "The address to listen on.", "HOST")] = "127.0.0.1",
    port: Annotated[int, Option("--port", "The port to listen on.", "PORT", least=1)] = 8001,
    open_browser: Annotated[bool, Option("--open", "Open a web browser on it.")] = False,
    db: Db = None,
) -> None:
    """Show the archive in a web browser until Ctrl-C: newest stories, search, facets, queries."""
    archive_to_read(db).close()  # an archive that cannot be used is said to be so here, in one sentence
    try:
        from scraper.browse.serve import serve
    except ModuleNotFoundError as error:
        raise ConfigError("browsing needs Datasette: pip install 'scrape-news[browse]'") from error
    url = f"http://{host}:{port}/"
    say(f"browse at {url} (Ctrl-C ends it)")
    if open_browser:
        import webbrowser

        webbrowser.open(url)
    try:
        serve(configuration(db).archive, host, port)
    except ModuleNotFoundError as error:
        raise ConfigError("browsing needs Datasette: pip install 'scrape-news[browse]'") from error
