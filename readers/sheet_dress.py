"""Cells of an xlsx that show something else than they hold: by their style, by conditions, by the view of the sheet."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from filings.patterns import pattern
from readers.sheet_formats import general
from readers.sheet_looks import Book, CellLook, StoredCell, changes, text_of
from readers.sheet_places import square, squares
from readers.visibility import BLACK, Role, against

_PLAIN = CellLook()
_MOST_SQUARES, _MOST_COLUMNS = 50_000, 1000
_NARROW = pattern(r"\d(?:\.\d*)?")


class DressedCell(NamedTuple):
    """``text``: what the cell shows, None for what it holds; ``role``: of that text, None if plain."""

    text: str | None
    role: Role | None


def cell(element: Any, looks: Book, *, zeros: bool) -> DressedCell:  # noqa: ANN401 - lxml ships no types
    """How a cell is shown. ``zeros``: the sheet shows zeros as blanks."""
    style = element.get("s", "0")
    look = looks.looks.get(int(style), _PLAIN) if style.isdecimal() else _PLAIN
    kind, written = element.get("t", "n"), element.findtext("{*}v") or ""
    if zeros and kind == "n" and written.strip("0.") == "" and written:
        return DressedCell("", look.role)
    stored = StoredCell(kind, written, look, element.find("{*}is"))
    return DressedCell(text_of(stored, looks.strings, looks.colours), look.role)


def doubtful(root: Any, looks: Book) -> Iterator[tuple[int, int]]:  # noqa: ANN401
    """Squares that a condition may hide, and formulas that are shown instead of their results."""
    if any(view.get("showFormulas") in ("1", "true") for view in root.iter("{*}sheetView")):
        for element in root.iter("{*}c"):
            at = square(element.get("r", ""))
            if at and element.find("{*}f") is not None:
                yield at
    left = _MOST_SQUARES
    for one in root.iter("{*}conditionalFormatting"):
        if any(_may_hide(rule, looks) for rule in one.iter("{*}cfRule")):
            for part in (one.get("sqref") or one.findtext("{*}sqref") or "").split():
                for at in squares(part):
                    left -= 1
                    if left < 0:
                        return
                    yield at


def crowded(root: Any, looks: Book) -> Iterator[tuple[int, int]]:  # noqa: ANN401
    """Squares of numbers that have no room in their column: #### is shown, or a number with fewer digits."""
    narrow = _narrow(root)
    if not narrow:
        return
    joined = {at for one in root.iter("{*}mergeCell") for at in islice(squares(one.get("ref", "")), 1)}
    for one in root.iter("{*}c"):
        at = square(one.get("r", ""))
        if at and at[1] in narrow and one.get("t", "n") == "n" and at not in joined:
            style = one.get("s", "0")
            scale = looks.scales.get(int(style), 1.0) if style.isdecimal() else 1.0
            if len(_digits(one.findtext("{*}v") or "")) * scale > narrow[at[1]]:
                yield at


def _digits(written: str) -> str:
    try:
        return general(float(written))
    except ValueError:
        return ""


def _narrow(root: Any) -> dict[int, float]:  # noqa: ANN401
    """Columns of a few characters -> how many."""
    found: dict[int, float] = {}
    for one in root.iter("{*}col"):
        first, last, width = one.get("min", ""), one.get("max", ""), one.get("width", "")
        if first.isdecimal() and last.isdecimal() and _NARROW.fullmatch(width):
            end = min(int(last), int(first) + _MOST_COLUMNS)
            found.update(dict.fromkeys(range(int(first) - 1, end), float(width)))
    return found


def _may_hide(rule: Any, looks: Book) -> bool:  # noqa: ANN401
    number = rule.get("dxfId", "")
    return (number.isdecimal() and int(number) in looks.dressed) or any(
        inner.get("showValue") in ("0", "false") or _is_lost(inner, looks) for inner in rule
    )


def _is_lost(inner: Any, looks: Book) -> bool:  # noqa: ANN401
    """Whether letters may be lost in what a rule says: in its dress, on the colours of a scale, on a bar."""
    if inner.tag.endswith("}dxf"):
        return changes(inner, looks.colours)
    if not inner.tag.endswith(("}colorScale", "}dataBar")):
        return False
    grounds = [found for one in inner.iterchildren("{*}color", "{*}fillColor") if (found := looks.colours.ink(one))]
    return any(against(BLACK, ground) for ground in grounds)
