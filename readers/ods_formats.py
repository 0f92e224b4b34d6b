"""Number formats of OpenDocument (ODF 1.3 part 3, 16.29): what a cell shows of the number that it holds.

The text of a cell is what the program showed when it saved. It is held against the number of the cell: a factor of the
format (thousands, per cent), literal digits and dates show another figure than the cell holds. Digits that fill the
cell up (``number:fill-character``) and the colours of a format are not in that text.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from filings.figure import read_figure
from filings.patterns import pattern

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_COUNTED = frozenset({"float", "currency"})
_WRITTEN = frozenset({"", "string"})
_SHOWN = pattern(r"\d[\d,]*(?:\.(\d+))?")
_CONDITION = pattern(r"\s*value\(\)\s*(<=|>=|!=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*", re.ASCII)
_DASHES = frozenset("-—–− ")
_MOST_MAPS = 20


class NumberFormat(NamedTuple):
    """What a format adds to its number. ``fills``: digits that fill the cell up; ``colour``: "" for none."""

    fills: bool = False
    colour: str = ""


PLAIN = NumberFormat()


class NumberFormats:
    """The number formats of a document, by name."""

    def __init__(self, styles: Mapping[str, Any]) -> None:
        self._styles = styles

    def of(self, name: str, cell: Any) -> NumberFormat:  # noqa: ANN401 - lxml ships no types
        """The part of a format that shows the number of a cell; with digits that fill, where that cannot be told."""
        style = self._styles.get(name)
        if style is None:
            return PLAIN
        if value_type(cell) in _WRITTEN:  # a format for numbers says nothing of a text
            return _format(style) if style.tag == _NUMBER + "text-style" else PLAIN
        held, ways = held_number(cell), list(style.iterchildren(_STYLE + "map"))[:_MOST_MAPS]
        for way in ways:
            told = _CONDITION.fullmatch(way.get(_STYLE + "condition", ""))
            if held is None or told is None:
                return _unknown(style, *(self._styles.get(one.get(_STYLE + "apply-style-name")) for one in ways))
            if _holds(held, told[1], Decimal(told[2])):
                return _format(self._styles.get(way.get(_STYLE + "apply-style-name", "")))
        return _format(style)


def _holds(held: Decimal, sign: str, other: Decimal) -> bool:
    if sign in ("!=", "<>"):
        return held != other
    return ("<" in sign and held < other) or (">" in sign and held > other) or ("=" in sign and held == other)


def _format(style: Any) -> NumberFormat:  # noqa: ANN401 - lxml ships no types
    if style is None:
        return PLAIN
    fills = any(one.isdigit() for fill in style.iterchildren(_NUMBER + "fill-character") for one in fill.text or "")
    colours = (one.get(_FO + "color", "") for one in style.iterchildren(_STYLE + "text-properties"))
    return NumberFormat(fills, next(colours, ""))


def _unknown(*styles: Any) -> NumberFormat:  # noqa: ANN401 - lxml ships no types
    """Of one of several formats, nobody knows which."""
    odd = any(_format(style) != PLAIN for style in styles)
    return NumberFormat(fills=True) if odd else PLAIN


def value_type(cell: Any) -> str:  # noqa: ANN401 - lxml ships no types
    """What kind of value a cell holds, "" if none is told."""
    return str(cell.get(_OFFICE + "value-type", ""))


def held_number(cell: Any) -> Decimal | None:  # noqa: ANN401 - lxml ships no types
    """The number that a cell holds, None if it holds none."""
    try:
        held = Decimal(cell.get(_OFFICE + "value", ""))
    except InvalidOperation:
        return None
    return held if held.is_finite() else None


def shows_another(cell: Any, text: str) -> bool:  # noqa: ANN401 - lxml ships no types
    """Whether the text of a cell is a figure, and not the one that it holds, rounded as it is written."""
    kind = value_type(cell)
    if kind in _WRITTEN or not any(read_figure(text, money=money).value is not None for money in (False, True)):
        return False
    shown = _SHOWN.search(unicodedata.normalize("NFKC", text))
    held = held_number(cell)
    if kind not in _COUNTED or shown is None or held is None or "%" in text:
        return True
    half = Decimal(5).scaleb(-len(shown[1] or "") - 1)
    return abs(Decimal(shown[0].replace(",", "")) - abs(held)) > half


def shown_zero(cell: Any, text: str) -> bool:  # noqa: ANN401 - lxml ships no types
    """Whether the text is the dash by which a format shows a zero that the cell holds."""
    return bool(text) and _DASHES.issuperset(text) and value_type(cell) in _COUNTED and held_number(cell) == 0


def named(root: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - lxml ships no types
    """The number formats of a part with their names."""
    for style in root.iter(f"{_NUMBER}*"):
        if (name := style.get(_STYLE + "name")) is not None:
            yield name, style
