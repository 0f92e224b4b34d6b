"""The grammar of ``place``: where in a document something stands, as one short string.

========================  =============================================================
``""``                    the document as a whole
``L12`` ``L12:3``         line 12 of a text (column 3, counted in characters), from 1
``P14``                   the 14th paragraph of the body (Word, web page), from 1
``T2R5C3`` ``T2R5C3P2``   2nd table, 5th row, 3rd printed cell (2nd paragraph in it)
``G3`` ``G3@72,90,40,12`` page 3, with the box x, y, width, height in points, y downward
``S表三!B4``              cell B4 of the sheet named 表三
``/tables/review/3``      JSON pointer (RFC 6901)
========================  =============================================================

Any form may end in ``+12:8``: eight characters from the twelfth (from 0) of the text that stands there.
"""

import re

from filings.patterns import pattern

_SPAN = pattern(r"^(?P<base>.*)\+(?P<start>\d+):(?P<length>\d+)$", re.DOTALL)
_LINE = pattern(r"^L(\d+)(?::(\d+))?$")
_PARAGRAPH = pattern(r"^P(\d+)$")
_CELL = pattern(r"^T(\d+)R(\d+)C(\d+)(?:P(\d+))?$")
_PAGE = pattern(r"^G(\d+)(?:@([\d.]+),([\d.]+),([\d.]+),([\d.]+))?$")
_SHEET = pattern(r"^S(.*)!([A-Z]+\d+)$", re.DOTALL)


def line(number: int, column: int | None = None) -> str:
    """Line ``number`` of a text, from 1."""
    return f"L{number}" if column is None else f"L{number}:{column}"


def paragraph(number: int) -> str:
    """Paragraph ``number`` of the body, from 1."""
    return f"P{number}"


def cell(table: int, row: int, column: int, inner: int | None = None) -> str:
    """Printed cell of a table, all counted from 1; ``inner`` is a paragraph within the cell."""
    return f"T{table}R{row}C{column}" + ("" if inner is None else f"P{inner}")


def page(number: int, box: tuple[float, float, float, float] | None = None) -> str:
    """Page ``number`` from 1, with an optional box (x, y, width, height) in points, y downward."""
    if box is None:
        return f"G{number}"
    return f"G{number}@" + ",".join(f"{side:.1f}".rstrip("0").rstrip(".") for side in box)


def sheet(name: str, address: str) -> str:
    """Cell ``address`` (``B4``) of the sheet ``name``."""
    return f"S{name}!{address}"


def pointer(path: str) -> str:
    """A JSON pointer."""
    return path


def span(place: str, start: int, length: int) -> str:
    """``length`` characters from ``start`` of the text at ``place``."""
    return f"{unspan(place)}+{start}:{length}"


def unspan(place: str) -> str:
    """The place without its character span."""
    found = _SPAN.match(place)
    return found["base"] if found else place


def span_of(place: str) -> tuple[int, int] | None:
    """(start, length) of a place that names characters, else None."""
    found = _SPAN.match(place)
    return (int(found["start"]), int(found["length"])) if found else None


def page_box(place: str) -> tuple[int, tuple[float, float, float, float] | None] | None:
    """(page, box or None) of a place on a page, else None."""
    found = _PAGE.match(unspan(place))
    if found is None:
        return None
    if found[2] is None:
        return int(found[1]), None
    return int(found[1]), (float(found[2]), float(found[3]), float(found[4]), float(found[5]))


def describe(place: str) -> str:
    """The place in a clerk's words: 第12行, 第2个表格第5行第3格, 第3页, 工作表“表三”B4."""
    base = unspan(place)
    if found := _LINE.match(base):
        return f"第{found[1]}行"
    if found := _PARAGRAPH.match(base):
        return f"第{found[1]}段"
    if found := _CELL.match(base):
        return f"第{found[1]}个表格第{found[2]}行第{found[3]}格"
    if found := _PAGE.match(base):
        return f"第{found[1]}页"
    if found := _SHEET.match(base):
        return f"工作表“{found[1]}”{found[2]}"
    return base
