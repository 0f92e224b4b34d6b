"""Where the cells of a plain table of a web page stand, by the attributes of its rows and cells."""

import re
from functools import lru_cache

from readers.blocks import Shape, shaped
from readers.limits import SPAN_COLUMNS

_MOST_ACROSS = 200
_MOST_AREA = 20_000
ATTRIBUTE = re.compile(r"\s+([a-zA-Z_:][\w:.-]*)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")


@lru_cache(maxsize=32)
def shape(
    rows: tuple[str | None, ...], cells: tuple[str | None, ...], closing: tuple[str | None, ...]
) -> tuple[Shape, tuple[str, ...]] | None:
    """Where the cells stand, and their places; None where one stands in no row, or spans are out of all reason."""
    lines: list[list[str]] = []
    is_open = False
    for row, cell, end in zip(rows, cells, closing, strict=True):
        if row is not None:
            lines.append([])
        elif cell is not None:
            if not is_open:
                return None
            lines[-1].append(cell)
        is_open = end is None
    return _laid_out(lines)


def _laid_out(lines: list[list[str]]) -> tuple[Shape, tuple[str, ...]] | None:
    until: dict[int, int] = {}
    found: list[tuple[int, int, str, int, int]] = []
    area = 0
    for row, cells in enumerate(lines):
        column = 0
        for number, cell in enumerate(cells, 1):
            while until and until.get(column, 0) > row:
                column += 1
            down, across = _asked(cell)
            down, across = min(down, len(lines) - row), min(across, SPAN_COLUMNS)
            found.append((row, column, f"R{row + 1}C{number}", down, across))
            if down > 1:
                until.update(dict.fromkeys(range(column, column + across), row + down))
            column += across
            area += down * across
            if column > _MOST_ACROSS or area > _MOST_AREA:
                return None
    if not found:
        return None
    rows, columns, places, heights, widths = zip(*found, strict=True)
    return shaped(rows, columns, heights, widths), places


@lru_cache(maxsize=1024)
def _asked(attributes: str) -> tuple[int, int]:
    """The spans that a cell asks for; of an attribute that stands twice the first counts."""
    named: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(attributes):
        named.setdefault(name.lower(), value.strip("\"'"))
    return span(named.get("rowspan")), span(named.get("colspan"))


def span(text: str | None) -> int:
    """The number of rows or columns that an attribute asks for; 1 where it asks for none."""
    bare = (text or "").strip()
    return max(1, int(bare)) if bare.isdecimal() and len(bare) < 8 else 1  # noqa: PLR2004 - no such span
