"""Tables of Word documents -> grids: gridSpan, vMerge, and the short way for tables that hold nothing but text."""

from collections.abc import Iterator
from dataclasses import field
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from filings.nouns import dataclass
from readers.blocks import Block, ColumnCells, Grid, Picture, Shape, shaped
from readers.limits import GRID_CELLS, GRID_COLUMNS, SPAN_COLUMNS
from readers.refusal import Unreadable
from readers.visibility import SIGNS, Role, undirected
from readers.word_parts import DRAWINGS, PICTURES, SHAPES
from readers.word_roles import ROLED

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = _W + "val"
_TC, _TCPR, _TR, _P, _T = (_W + name for name in ("tc", "tcPr", "tr", "p", "t"))
_SPAN, _MERGE = _W + "gridSpan", _W + "vMerge"
_BREAKS = (_W + "br", _W + "cr")
_LINES = (_P, *_BREAKS)
_MERGES = (_SPAN, _MERGE)
_STYLE = _W + "pStyle"
_NOT_PLAIN = (
    *(_W + name for name in ("tab", "ptab", "noBreakHyphen", "txbxContent", "del", "moveFrom", "numPr", "gridBefore")),
    _W + "hidden",
    _W + "hMerge",
    *PICTURES,
    *DRAWINGS,
    *SHAPES,
    ROLED,
)
_MOST_KEPT = 2000  # cells of a shape worth keeping


@dataclass(slots=True)
class WordTable:
    """A table as Word stores it, cell after cell. ``merges``: ``""``, ``restart`` or ``continue``.

    ``begins``: number of the first cell of each row; ``skipped``: grid columns left out before it; ``drawn``: cells
    in which a picture stands; ``alone``: those in which nothing else stands in the line.
    """

    begins: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    drawn: set[int] = field(default_factory=set)
    alone: set[int] = field(default_factory=set)

    def row(self, skipped: int = 0) -> None:
        """Begin a row."""
        self.begins.append(len(self.texts))
        self.skipped.append(skipped)

    def cell(self, columns: int, merge: str, text: str, *, drawn: bool = False) -> None:
        """Add a cell to the row."""
        if drawn:
            self.drawn.add(len(self.texts))
        self.columns.append(columns)
        self.merges.append(merge)
        self.texts.append(text)


class PrintedCells(NamedTuple):
    """The printed cells. ``kept``: which of the stored ones they are; ``places``: without the table."""

    kept: tuple[int, ...]
    places: tuple[str, ...]
    shape: Shape


def plain_table(table: Any, *, styled: bool) -> WordTable | None:  # noqa: ANN401 - lxml ships no types
    """A table of plain text, in one pass; None where it holds more. ``styled``: styles number."""
    found = WordTable()
    columns, merges, texts = found.columns, found.merges, found.texts
    if next(table.iter(_TR, _TC, _T, *_LINES, *_NOT_PLAIN), table).tag != _TR:
        return None
    for element in table.iter(_T, *_LINES, _TC, _SPAN, _MERGE, _TR, *_NOT_PLAIN, *((_STYLE,) if styled else ())):
        tag = element.tag
        if tag == _T:
            texts[-1] += element.text or ""
        elif tag == _TC:
            columns.append(1)
            merges.append("")
            texts.append("")
        elif tag == _P or tag in _BREAKS:
            if texts[-1]:
                texts[-1] += "\n"
        elif tag in _MERGES:
            _merge(found, element)
        elif tag == _TR:
            found.row()
        else:
            return None
    return found


def _merge(found: WordTable, element: Any) -> None:  # noqa: ANN401
    """The last cell reaches over several columns, or over several rows."""
    if element.tag == _SPAN:
        found.columns[-1] = number(element, least=1)
    else:
        found.merges[-1] = element.get(_VAL) or "continue"


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


def grid(table: WordTable, number: int) -> Iterator[Block]:
    """The grid of the table ``number`` of its document, and a picture if one stands in it."""
    if len(table.texts) > 2 * GRID_CELLS:
        raise Unreadable("表格单元格过多，不像是年度报告")
    keys = tuple(table.begins), tuple(table.skipped), tuple(table.columns), tuple(table.merges)
    printed = (_kept_cells if len(table.texts) <= _MOST_KEPT else _printed)(*keys)
    where = f"T{number}"
    texts = [table.texts[at].strip() for at in printed.kept]
    if table.alone and any(map(str.isdecimal, texts)):  # a table of figures, of which some are pictures
        texts = [
            SIGNS[Role.PICTURE] if at in table.alone else text for at, text in zip(printed.kept, texts, strict=True)
        ]
    if undirected(whole := "".join(texts)) != whole:
        texts = [undirected(text).strip() for text in texts]
    yield Grid(cells=ColumnCells(printed.shape, texts, [where + place for place in printed.places]), place=where)
    if table.drawn and not table.drawn.isdisjoint(printed.kept):
        yield Picture(place=where)


def _printed(
    begins: tuple[int, ...], skipped: tuple[int, ...], columns: tuple[int, ...], merges: tuple[str, ...]
) -> PrintedCells:
    """Lay the cells out. ``open_spans``: grid column -> the cell that goes on downwards there."""
    found: list[tuple[int, int, int, str, int]] = []
    heights: dict[int, int] = {}
    open_spans: dict[int, int] = {}
    for row, (begin, end) in enumerate(pairwise((*begins, len(columns)))):
        column = skipped[row]
        for at in range(begin, end):
            if merges[at] == "continue" and column in open_spans:
                heights[open_spans[column]] = row
            else:
                open_spans.pop(column, None)
                if merges[at]:
                    open_spans[column] = len(found)
                found.append((at, row, column, f"R{row + 1}C{at - begin + 1}", columns[at]))
            column += columns[at]
        if len(found) > GRID_CELLS or column > GRID_COLUMNS:
            raise Unreadable("表格单元格过多，不像是年度报告")
    down = tuple(heights.get(index, row) - row + 1 for index, (_, row, *_) in enumerate(found))
    kept, rows, at_columns, places, across = zip(*found, strict=True) if found else ((),) * 5
    return PrintedCells(kept, places, shaped(rows, at_columns, down, across))


_kept_cells = lru_cache(maxsize=128)(_printed)
