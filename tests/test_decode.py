"""Bytes become text as in a browser."""

from __future__ import annotations

import pytest

from scraper.decode import decode

JAPANESE = "連絡船が今朝、港に戻ったと当局が発表した。乗客は全員無事だった。"
RUSSIAN = "Паром вернулся в порт сегодня утром, сообщили власти. Все пассажиры целы и невредимы."


@pytest.mark.parametrize(
    ("body", "content_type", "text", "source"),
    [
        ("\ufeffcafé".encode(), "text/html; charset=latin-1", "café", "BOM"),
        (b"\xff\xfec\x00", None, "c", "BOM"),
        ("café".encode("cp1252"), "text/html; charset=ISO-8859-1", "café", "HTTP header"),
        (b"\x93quoted\x94", "text/html;charset='latin-1'", "“quoted”", "HTTP header"),
        ("<meta charset=utf-8>é".encode(), "text/html; charset=unknown", "<meta charset=utf-8>é", "meta"),
        (b"<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=windows-1252'>\x80", None, "€", "meta"),
        (b"<meta content='text/html; charset=windows-1252'>\xc3\xa9", None, "é", "valid UTF-8"),
        (b"<!-- <meta charset=koi8-r> --><meta charset=utf-8>\xc3\xa9", None, "é", "meta"),
        (b"<meta charset=utf-16>\xc3\xa9", None, "é", "meta"),
        (b"x" * 5_000 + b"<meta charset=koi8-r>\xc1", None, "а", "meta"),
        (
            b"<meta name=a content='charset=koi8-r'><meta charset=gb2312>" + "中文㐂".encode("gb18030"),
            None,
            "中文㐂",
            "meta",
        ),
        (b"<?xml version='1.0' encoding='iso-8859-1'?>\xe9", None, "é", "XML"),
        (b"plain \xc3\xa9", None, "é", "valid UTF-8"),
        (b"", None, "", "valid UTF-8"),
        (b"\xff\xfe"[:1] + b"\x80\x81", "text/html; charset=utf-8", "\ufffd", "HTTP header"),
        (b"<meta charset=iso-2022-cn>caf\xc3\xa9", None, "café", "valid UTF-8"),
    ],
)
def test_the_encoding_is_found_where_browsers_look(
    body: bytes, content_type: str | None, text: str, source: str
) -> None:
    found = decode(body, content_type)

    assert found.source == source
    assert text in found.text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(JAPANESE * 8, "shift_jis"), (JAPANESE * 8, "euc_jp"), (RUSSIAN * 8, "cp1251"), (RUSSIAN * 8, "koi8_r")],
)
def test_an_undeclared_encoding_is_guessed(text: str, encoding: str) -> None:
    found = decode(f"<p>{text}</p>".encode(encoding))

    assert found.source == "guess"
    assert found.text == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "body", [bytes(range(256)) * 40, b"\x80" * 1_000, b"<meta charset=" * 1_000, b"<meta " + b"a=1 " * 10_000]
)
def test_no_bytes_are_too_strange(body: bytes) -> None:
    assert isinstance(decode(body).text, str)


def test_a_page_cut_inside_a_character_is_still_utf_8() -> None:
    assert decode(("ferry " * 50 + "é").encode()[:-1]).source == "valid UTF-8"
