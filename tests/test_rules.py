"""Site rules: read strictly, found by domain."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from scraper.errors import RuleError
from scraper.extract import extract
from scraper.rules import NO_RULES, parse_rules, rules_for


def test_a_rule_file_is_read_with_its_examples() -> None:
    text = (
        'headline = "h1.title"\nstrip = ["div.promo"]\ntimezone = "Europe/Lisbon"\n[[example]]\npage = "ferry.html"\n'
    )

    rules = parse_rules(text, "courier.example.toml")

    assert (rules.headline, rules.strip, rules.timezone) == ("h1.title", ("div.promo",), "Europe/Lisbon")
    assert rules.examples == ({"page": "ferry.html"},)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("headline = ", "Invalid value"),
        ('headlines = "h1"', "unknown key 'headlines'"),
        ("headline = 3", "headline must be a text"),
        ('strip = "div"', "strip must be a list of texts"),
        ('timezone = "Europe/Atlantis"', "unknown time zone 'Europe/Atlantis'"),
        ('example = "ferry.html"', "written as [[example]]"),
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


@pytest.mark.parametrize("file", RULE_FILES, ids=lambda file: file.stem)
def test_every_rule_that_is_shipped_is_right_and_proves_itself(file: Path) -> None:
    rules = parse_rules(file.read_text("utf-8"), file.name)

    assert rules_for(f"www.{file.stem}") == rules
    assert rules.examples, "a rule comes with the example that shows why it is there"
    for example in rules.examples:
        page = Path(__file__).parent.parent / "fixtures" / file.stem / example["page"]
        article = extract(page.read_bytes(), f"http://{file.stem}/{example['page']}")
        read = {name: getattr(article, name) for name in example if name != "page"}
        assert read == {name: value for name, value in example.items() if name != "page"}


def test_a_host_without_rules_has_none() -> None:
    assert rules_for("nobody.example") is NO_RULES
    assert rules_for("") is NO_RULES
