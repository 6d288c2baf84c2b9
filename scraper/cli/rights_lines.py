"""What a page and its site said of its use, for `scrape show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scraper.archive.permissions import CaptureRights


def rights_record(rights: CaptureRights) -> dict[str, Any]:
    """Give it as plain values."""
    said = rights.said
    return {
        "at": rights.at,
        "digest": rights.digest,
        "is_kept": rights.is_kept,
        "noarchive": said.noarchive,
        "noai": said.noai,
        "tdm_reserved": said.tdm_reserved,
        "tdm_policy": said.tdm_policy,
        "licence": said.licence,
        "sources": dict(said.sources),
        "robots": {"status": rights.robots_status, "text": rights.robots_text},
    }


def rights_lines(rights: CaptureRights) -> dict[str, str | None]:
    """Give what is out of the ordinary, by label."""
    said = rights.said
    asked = [
        *(["not to be kept"] if said.noarchive else []),
        *(["not to be trained on"] if said.noai else []),
        *(["text and data mining reserved"] if said.tdm_reserved else []),
    ]
    return {
        "Asked": ", ".join(asked) or None,
        "Licence": said.licence,
        "Capture": None if rights.is_kept else f"not kept, as the page asked; SHA-256 {rights.digest}",
    }
