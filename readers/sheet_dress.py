"""Cells of an xlsx that show something else than they hold: by their style, by conditions, by the view of the sheet."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from readers.sheet_looks import Book, CellLook, StoredCell, changes, text_of
from readers.sheet_places import square, squares
from readers.visibility import Role

_PLAIN = CellLook()
_MOST_SQUARES = 50_000


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
    return DressedCell(text_of(StoredCell(kind, written, look, element.find("{*}is")), looks.strings), look.role)


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


def _may_hide(rule: Any, looks: Book) -> bool:  # noqa: ANN401
    number = rule.get("dxfId", "")
    return (number.isdecimal() and int(number) in looks.dressed) or any(
        inner.get("showValue") in ("0", "false") or (inner.tag.endswith("}dxf") and changes(inner)) for inner in rule
    )
