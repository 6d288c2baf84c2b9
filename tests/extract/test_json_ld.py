"""JSON-LD as publishers really write it."""

from __future__ import annotations

from typing import Any

import pytest

from scraper.extract.document import Document
from scraper.extract.json_ld import json_ld_objects, parse_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        ('<!--\n{"a": 1}\n-->', {"a": 1}),
        ('//<![CDATA[\n{"a": 1}\n//]]>', {"a": 1}),
        ('{"a": 1,}', {"a": 1}),
        ('{"a": "line\nbreak"}', {"a": "line\nbreak"}),
        ('{"a": "don\\\'t"}', {"a": "don\\'t"}),
        ('{"a": 1}; var x = 2;', {"a": 1}),
        ('{"a": ' + "9" * 6_000 + "}", {"a": None}),
        ("[" * 200_000, None),
        ('{"a": ', None),
        ("", None),
    ],
)
def test_broken_json_is_mended_or_skipped(text: str, value: Any) -> None:
    assert parse_json(text) == value


def test_objects_come_out_of_lists_and_graphs_in_page_order() -> None:
    scripts = [
        '[{"@type":"A"},null,{"@graph":[{"@type":"B"},"x"]}]',
        "{broken",
        '{"@type":"C","mainEntity":{"@type":"D"}}',
    ]

    found = [item.get("@type") for item in json_ld_objects(scripts)]

    assert found == ["A", None, "B", "C", "D"]


def test_other_scripts_are_not_json_ld() -> None:
    html = '<script>{"@type":"NewsArticle"}</script><script type="Application/LD+JSON">{"@type":"NewsArticle"}</script>'

    assert len(Document.parse(html).articles_ld) == 1
