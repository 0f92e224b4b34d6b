"""Styled lines on stdout, written as rich writes them but without loading it: that took as long as two bare Pythons.

What is out of the ordinary (a word longer than a line, signs that move the cursor, a forced style) is left to rich.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

from rich.cells import cell_len

from filings.patterns import pattern

Piece = tuple[str, str]
"""(text, style). Styles: those of ``_CODES``."""

_CODES: Mapping[str, tuple[str, str]] = {  # attribute and colour, as terminals take them
    "": ("", ""), "bold": ("1", ""), "dim": ("2", ""), "bold red": ("1", "31"), "green": ("", "32"),
    "yellow": ("", "33"), "magenta": ("", "35"), "cyan": ("", "36"),
}  # fmt: skip
_USUAL_WIDTH = 80
_WORD = pattern(r"\s*\S+\s*")
_ODD = pattern(r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_FORCED = ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")


class Screen:
    """Where a command writes for people. ``width``: columns of a line."""

    def __init__(self, out: TextIO | None = None, environ: Mapping[str, str] | None = None) -> None:
        self._out = sys.stdout if out is None else out
        self._environ = os.environ if environ is None else environ
        terminal = self._out.isatty()
        dumb = terminal and self._environ.get("TERM", "").lower() in {"dumb", "unknown"}
        self.width = _width(self._environ, dumb=dumb)
        self._styled = terminal and not dumb
        self._coloured = not self._environ.get("NO_COLOR")
        self._forced = any(name in self._environ for name in _FORCED)

    def say(self, *pieces: Piece) -> None:
        """Write pieces of one text; a line that is too long is broken at blanks."""
        lines = None if self._forced or any(_ODD.search(text) for text, _ in pieces) else _broken(pieces, self.width)
        if lines is None:
            self._by_rich(pieces)
            return
        self._out.write("".join(f"{''.join(self._piece(*piece) for piece in line)}\n" for line in lines))
        self._out.flush()

    def _piece(self, text: str, style: str) -> str:
        attribute, colour = _CODES[style]
        codes = ";".join(filter(None, (attribute, colour if self._coloured else "")))
        return f"\x1b[{codes}m{text}\x1b[0m" if self._styled and text and codes else text

    def _by_rich(self, pieces: Iterable[Piece]) -> None:
        from rich.console import Console  # noqa: PLC0415 - see above
        from rich.text import Text  # noqa: PLC0415 - the same

        console = Console(file=self._out, width=self.width, highlight=False, _environ=dict(self._environ))
        console.print(Text.assemble(*pieces))


def _width(environ: Mapping[str, str], *, dumb: bool) -> int:
    """Columns as they are set, else those of the terminal that any of the three streams is, else the usual."""
    columns, lines = environ.get("COLUMNS", ""), environ.get("LINES", "")
    if dumb and not (columns.isdigit() and lines.isdigit()):
        return _USUAL_WIDTH
    if columns.isdigit():
        return int(columns)
    for stream in range(3):
        try:
            return os.get_terminal_size(stream).columns or _USUAL_WIDTH
        except OSError:  # no terminal
            continue
    return _USUAL_WIDTH


def _broken(pieces: Sequence[Piece], width: int) -> list[list[Piece]] | None:
    """The lines of a text; None where a word is longer than a line."""
    lines = []
    for line in _split(pieces):
        text = "".join(words for words, _ in line)
        if cell_len(text) <= width:
            lines.append(line)
            continue
        starts = _starts(text, width)
        if starts is None:
            return None
        for start, end in zip((0, *starts), (*starts, len(text)), strict=True):
            lines.append(list(_cut(line, start, start + len(_fitted(text[start:end], width)))))
    return lines


def _split(pieces: Iterable[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for text, style in pieces:
        first, *more = text.split("\n")
        lines[-1].append((first, style))
        lines += [[(line, style)] for line in more]
    return lines


def _starts(text: str, width: int) -> list[int] | None:
    """Where lines after the first begin, each with a word; None where a word is longer than a line."""
    starts, used = [], 0
    for found in _WORD.finditer(text):
        word = found[0]
        size = cell_len(word.rstrip())
        if size > width:
            return None
        if used + size > width:
            starts.append(found.start())
            used = 0
        used += cell_len(word)
    return starts


def _fitted(line: str, width: int) -> str:
    """A line without the blanks at its end that stand outside."""
    bare = line.rstrip()
    return bare + " " * min(len(line) - len(bare), max(width - cell_len(bare), 0))


def _cut(pieces: Iterable[Piece], start: int, end: int) -> Iterator[Piece]:
    """The part of a line between two of its characters."""
    at = 0
    for text, style in pieces:
        yield text[max(start - at, 0) : max(end - at, 0)], style
        at += len(text)
