"""Tables of Word documents -> grids: gridSpan, vMerge, and the short way for tables that hold nothing but text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from filings import place
from readers.blocks import Block, Grid, GridCell, Picture
from readers.limits import GRID_CELLS, GRID_COLUMNS, SPAN_COLUMNS
from readers.refusal import Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = _W + "val"
_TC, _TCPR, _TR, _P, _T = (_W + name for name in ("tc", "tcPr", "tr", "p", "t"))
_SPAN, _MERGE = _W + "gridSpan", _W + "vMerge"
_STYLE = _W + "pStyle"
_NOT_PLAIN = (
    *(
        _W + name
        for name in ("tab", "br", "cr", "noBreakHyphen", "txbxContent", "del", "moveFrom", "numPr", "gridBefore")
    ),
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)


@dataclass(slots=True)
class WordCell:
    """A cell as Word stores it. ``merge``: ``""``, ``restart`` or ``continue``; ``drawn``: a picture stands in it."""

    columns: int
    merge: str
    text: str
    drawn: bool = False


@dataclass(slots=True)
class WordRow:
    """A row. ``skipped``: grid columns left out before its first cell."""

    skipped: int
    cells: list[WordCell]


def plain_rows(table: Any, *, styled: bool) -> list[WordRow] | None:  # noqa: ANN401 - lxml ships no types
    """The rows of a table of plain text, in one pass; None where the table holds more. ``styled``: styles number."""
    rows: list[WordRow] = []
    cell = WordCell(1, "", "")
    for element in table.iter(_T, _P, _TC, _SPAN, _MERGE, _TR, *_NOT_PLAIN, *((_STYLE,) if styled else ())):
        tag = element.tag
        if tag == _T:
            cell.text += element.text or ""
        elif tag == _P:
            cell.text += "\n"
        elif tag == _TC:
            cell = WordCell(1, "", "")
            rows[-1].cells.append(cell)
        elif tag == _SPAN:
            cell.columns = number(element, least=1)
        elif tag == _MERGE:
            cell.merge = element.get(_VAL) or "continue"
        elif tag == _TR:
            rows.append(WordRow(0, []))
        else:
            return None
    return rows


def span_of(cell: Any) -> tuple[int, str]:  # noqa: ANN401
    """(columns, ``""``, ``restart`` or ``continue``) of a cell."""
    columns, merge = 1, ""
    for properties in cell.iterchildren(_TCPR):
        for one in properties.iterchildren(_SPAN, _MERGE):
            if one.tag == _SPAN:
                columns = number(one, least=1)
            else:
                merge = one.get(_VAL) or "continue"
    return columns, merge


def number(element: Any, *, least: int) -> int:  # noqa: ANN401
    """The value of an element that counts columns, within reason."""
    text = element.get(_VAL) or ""
    return min(max(int(text), least), SPAN_COLUMNS) if text.isdigit() and len(text) < 8 else least  # noqa: PLR2004


def grid(rows: Iterable[WordRow], table: int) -> Iterator[Block]:
    """The grid of the table numbered ``table``, and a picture if one stands in it."""
    cells: list[GridCell] = []
    heights: dict[int, int] = {}
    open_spans: dict[int, int] = {}
    drawn = False
    for row_index, row in enumerate(rows):
        column = row.skipped
        for cell_index, cell in enumerate(row.cells, 1):
            if cell.merge == "continue" and column in open_spans:
                heights[open_spans[column]] = row_index
            else:
                open_spans.pop(column, None)
                if cell.merge:
                    open_spans[column] = len(cells)
                drawn = drawn or cell.drawn
                where = place.cell(table, row_index + 1, cell_index)
                cells.append(
                    GridCell(row=row_index, column=column, text=cell.text.strip(), place=where, columns=cell.columns)
                )
            column += cell.columns
        if len(cells) > GRID_CELLS or column > GRID_COLUMNS:
            raise Unreadable("表格单元格过多，不像是年度报告")
    for index, last in heights.items():
        cells[index] = cells[index]._replace(rows=last - cells[index].row + 1)
    yield Grid(cells=tuple(cells), place=f"T{table}")
    if drawn:
        yield Picture(place=f"T{table}")
