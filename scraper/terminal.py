"""Printing for people: what is safe to show, how wide it is, when it may be bold.

What a page says may hold escape sequences that rewrite a terminal or its title; nothing of a page is printed
but through `printable`.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from typing import IO

BOLD, DIM, STRUCK, GREEN, RED, YELLOW = "1", "2", "9", "32", "31", "33"
MAX_COLUMNS = 100  # longer lines are hard to read

# C0 but for the newline, DEL and C1, line and paragraph separators, what turns the direction of writing over
# (the "Trojan Source" characters of Unicode TR 36), and halves of surrogate pairs, which no encoding has.
UNPRINTABLE = "\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")


def printable(text: str) -> str:
    r"""Replace every character that could do more than stand on the screen; newlines stay, a tab is a space.

    >>> printable("a\x1b[31mb\tc\u202ed")
    'a�[31mb c�d'
    """
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\t", " "))


def one_line(text: str) -> str:
    r"""Give a text on one line, printable.

    >>> one_line("Ferry\n  returns")
    'Ferry returns'
    """
    return printable(" ".join(text.split()))


def is_terminal(stream: IO[str]) -> bool:
    """Tell whether a person is looking at a stream, as far as one can know."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def may_style(stream: IO[str]) -> bool:
    """Tell whether bold and colour are wanted: NO_COLOR and TERM=dumb say no, FORCE_COLOR says yes.

    Reference: https://no-color.org, https://force-color.org.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal(stream) and os.environ.get("TERM") not in ("dumb", "")


def styled(text: str, *styles: str) -> str:
    """Wrap a text in escape sequences (ECMA-48 SGR)."""
    return f"\x1b[{';'.join(styles)}m{text}\x1b[0m" if styles else text


def columns() -> int:
    """Give how many columns to fill: those of the terminal, MAX_COLUMNS at the most."""
    import shutil  # 4 ms that only a terminal needs

    return max(20, min(shutil.get_terminal_size().columns, MAX_COLUMNS))


def width(text: str) -> int:
    """Give the columns that a text takes; ideographs take two, combining marks none.

    >>> width("Ferry"), width("フェリー"), width("e\u0301")
    (5, 8, 1)
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def wrapped(text: str, at: int) -> str:
    r"""Wrap each line of a text at a number of columns: between words, or anywhere in a script without spaces.

    >>> wrapped("The ferry has returned", 10)
    'The ferry\nhas\nreturned'
    """
    return "\n".join(line for paragraph in text.split("\n") for line in _lines(paragraph, at))


def wrapped_styled(line: str, at: int, indent: int = 0) -> str:
    r"""Wrap a line that has escape sequences of our own between words; later lines are indented.

    >>> wrapped_styled("\x1b[32mThe ferry\x1b[0m has returned", 12, 2)
    '\x1b[32mThe ferry\x1b[0m\n  has\n  returned'
    """
    lines, used, style = [""], 0, ""
    for piece in re.findall(r"\x1b\[[\d;]*m|\s+|[^\s\x1b]+", line):
        if piece.startswith("\x1b"):
            style = "" if piece == "\x1b[0m" else piece
            lines[-1] += piece
            continue
        for part in [piece] if width(piece) <= at - indent or piece.isascii() else piece:
            if used + width(part) > at and used > indent:
                lines[-1] = lines[-1].rstrip() + ("\x1b[0m" if style else "")
                lines.append(" " * indent + style)
                used = indent
                part = part.lstrip()
            lines[-1] += part
            used += width(part)
    return "\n".join(lines)


def shortened(text: str, at: int) -> str:
    """Cut a line that takes more than a number of columns and mark the cut.

    >>> shortened("Ferry returns", 8)
    'Ferry r…'
    """
    if width(text) <= at:
        return text
    while text and width(text) > at - 1:
        text = text[:-1]
    return text + "…"


def say(text: str) -> None:
    """Print a line about progress on standard error; it may go unread."""
    _write_error(text)


def complain(text: str) -> None:
    """Print a sentence about a failure on standard error."""
    prefix = styled("scrape:", RED) if may_style(sys.stderr) else "scrape:"
    _write_error(f"{prefix} {printable(text).rstrip()}", is_safe=True)


def _write_error(text: str, *, is_safe: bool = False) -> None:
    try:
        sys.stderr.write((text if is_safe else printable(text)) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody listens; the results still count
        pass


def _lines(paragraph: str, at: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in re.findall(r"\s*\S+", paragraph):
        bare = word.lstrip()
        if width(line) + width(word) <= at:
            line += word if line else bare
        elif width(bare) <= at or bare.isascii():  # a URL is not broken, because it would not open
            lines += [line] if line else []
            line = bare
        else:
            for character in word:
                if width(line) + width(character) > at:
                    lines.append(line)
                    line = ""
                line += character
    return [*lines, line]
