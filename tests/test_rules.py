"""Site rules: read strictly, found by domain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from scraper.errors import RuleError
from scraper.extract import read
from scraper.extract.document import Document
from scraper.extract.next_page import next_page
from scraper.rules import KEYS, NO_RULES, SiteRules, parse_rules, rules_for


def test_a_rule_file_is_read_with_its_examples() -> None:
    text = (
        'headline = "h1.title"\nstrip = ["div.promo"]\ntimezone = "Europe/Lisbon"\n[[example]]\npage = "ferry.html"\n'
    )

    rules = parse_rules(text, "courier.example.toml")

    assert (rules.headline, rules.strip, rules.timezone) == (("h1.title",), ("div.promo",), "Europe/Lisbon")
    assert rules.examples == ({"page": "ferry.html"},)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("headline = ", "Invalid value"),
        ('headlines = "h1"', "unknown key 'headlines'"),
        ("headline = 3", "headline must be a text or a list of texts"),
        ("name = 3", "name must be a text"),
        ('body = "div@class"', "names an attribute, but whole elements are meant"),
        ('tags = ["a", "h1[@content"]', "is no CSS selector"),
        ('version = "old"', "write each version as a table, [[version]]"),
        ("[[version]]\nuntil = 2020-01-01", "version 1: has no selector of a field"),
        ('[[version]]\nname = "Courier"\nbody = "p"', "version 1: unknown key 'name'"),
        ("[[version]]\nuntil = 2020-01-01T10:00:00Z\nbody = 'p'", "until must be a day"),
        ("[[version]]\nsince = 2021-01-01\nuntil = 2020-01-01\nbody = 'p'", "until is before since"),
        ('strip = "div"', "strip must be a list of texts"),
        ('timezone = "Europe/Atlantis"', "unknown time zone 'Europe/Atlantis'"),
        ('example = "ferry.html"', "write each example as a table, [[example]]"),
        ('headline = "h1["', "is no CSS selector"),
        ('strip = ["div", "p:has("]', "is no CSS selector"),
    ],
)
def test_a_wrong_rule_file_is_an_error_that_names_it(text: str, said: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rules(text, "courier.example.toml")

    assert str(caught.value).startswith("courier.example.toml: ")
    assert said in str(caught.value)


RULE_FILES = sorted(Path(str(files("scraper") / "sites")).glob("*.toml"))
FIXTURES = Path(__file__).parent.parent / "fixtures"
NOT_READ_FROM_PAGES = frozenset({"feeds"})


def wanted_by(example: Mapping[str, Any]) -> dict[str, Any]:
    """Give what an example wants of an article, lists as tuples."""
    wanted = {key: value for key, value in example.items() if key not in ("page", "html", "path")}
    return {key: tuple(value) if isinstance(value, list) else value for key, value in wanted.items()}


def read_example(site: str, example: Mapping[str, Any], rules: SiteRules) -> dict[str, Any]:
    """Read an example by some rules, and give what was read of the fields that it names."""
    path = example.get("page") or example.get("path", "story")
    html = (FIXTURES / site / path).read_bytes() if "page" in example else example["html"]
    url = f"https://{site}/{path}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scraper.extract.article.rules_for", lambda _: rules)
        reading = read(html, url)
    got = {key: getattr(reading.article, key, None) for key in wanted_by(example)}
    if "next_page" in example:
        got["next_page"] = next_page(Document.parse(html, url), rules)
    return got


def keys_used(rules: SiteRules) -> set[str]:
    """Name the keys that a file has; a version's own selectors count as the version."""
    return {key for key in KEYS if getattr(rules, key)} | ({"versions"} if rules.versions else set())


@pytest.mark.parametrize("file", RULE_FILES, ids=lambda file: file.stem)
def test_every_rule_that_is_shipped_is_read_and_has_an_example(file: Path) -> None:
    rules = parse_rules(file.read_text("utf-8"), file.name)

    assert rules_for(f"www.{file.stem}") == rules
    assert rules.examples, "a rule comes with the example that shows why it is there"
    for example in rules.examples:
        assert read_example(file.stem, example, rules) == wanted_by(example)


@pytest.mark.parametrize(
    ("file", "key"),
    [
        (file, key)
        for file in RULE_FILES
        for key in sorted(keys_used(parse_rules(file.read_text("utf-8"), file.name)) - NOT_READ_FROM_PAGES)
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else value,
)
def test_every_rule_that_is_shipped_is_needed_by_an_example(file: Path, key: str) -> None:
    rules = parse_rules(file.read_text("utf-8"), file.name)

    without = replace(rules, **{key: getattr(NO_RULES, key)})

    assert any(read_example(file.stem, example, without) != wanted_by(example) for example in rules.examples)


def test_the_document_names_every_key_and_no_other() -> None:
    document = (FIXTURES.parent / "docs" / "sites.md").read_text("utf-8")
    tables = document.split("| key |")[1:]
    rows = [re.findall(r"^\| `([^`]+)`", table.partition("\n\n")[0], re.MULTILINE) for table in tables]

    assert [sorted(keys) for keys in rows] == [sorted({*KEYS, "[[version]]", "[[example]]"}), ["since", "until"]]


def test_the_rules_of_the_document_are_right_and_prove_themselves() -> None:
    document = (FIXTURES.parent / "docs" / "sites.md").read_text("utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```", document, re.MULTILINE | re.DOTALL)

    examples = [
        (rules, example) for block in blocks for rules in [parse_rules(block, "sites.md")] for example in rules.examples
    ]

    assert len(examples) >= 3
    for rules, example in examples:
        assert read_example("courier.example", example, rules) == wanted_by(example)
        assert read_example("courier.example", example, NO_RULES) != wanted_by(example)


def test_a_host_without_rules_has_none() -> None:
    assert rules_for("nobody.example") is NO_RULES
    assert rules_for("") is NO_RULES
