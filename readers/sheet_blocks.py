"""The cells of one sheet -> blocks: running text, headings, and a grid for every table among them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from filings import place
from readers import limits
from readers.blocks import Block, Grid, GridCell, Text
from readers.refusal import Unreadable

_SECTION = re.compile(r"\s*[一二三四五六七八九十]{1,2}\s*[、.．]")
_SHORT = 24  # characters: a longer line alone in its row is running text
_WIDE = 0.75  # of the columns in use: a merged cell that wide stands over the table


class SheetCell(NamedTuple):
    """A printed cell, row and column from 0."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


def address(row: int, column: int) -> str:
    """A1 address of a cell counted from 0."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


class _Row(NamedTuple):
    cells: list[SheetCell]
    filled: list[SheetCell]

    @property
    def alone(self) -> bool:
        """Whether one cell of the row is filled."""
        return len(self.filled) == 1


def blocks(name: str, cells: Iterable[SheetCell]) -> list[Block]:
    """The blocks of the sheet ``name``; a blank row, a section heading and running text end a table."""
    rows: dict[int, _Row] = {}
    width = 0
    for cell in cells:
        row = rows.get(cell.row)
        if row is None:
            row = rows[cell.row] = _Row([], [])
        row.cells.append(cell)
        if cell.text:
            row.filled.append(cell)
            width = max(width, cell.column + cell.columns)
    if sum(len(row.cells) for row in rows.values()) > limits.GRID_CELLS:
        raise Unreadable("电子表格的格子太多，年度报告不会这么大")
    out: list[Block] = []
    for run in _runs(rows, width):
        if len(run) == 1 and run[0].alone:
            cell = run[0].filled[0]
            out.append(Text(text=cell.text, place=place.sheet(name, address(cell.row, cell.column))))
        else:
            out.append(_grid(name, run))
    return out


def _runs(rows: dict[int, _Row], width: int) -> Iterator[list[_Row]]:
    """Rows that stand together; a line of running text is a run of its own."""
    run: list[_Row] = []
    end = -1  # last row that the run reaches, with its merged cells
    for index in sorted(rows):
        row = rows[index]
        if not row.filled and index > end:
            continue
        text = row.alone and index > end and _is_text(row.filled[0], first=not run or index > end + 1, width=width)
        if run and (text or index > end + 1):
            yield from _whole(run)
            run = []
        if text:
            yield [row]
        else:
            run.append(row)
        end = max(end, index, *(cell.row + cell.rows - 1 for cell in row.cells if cell.rows > 1))
    if run:
        yield from _whole(run)


def _whole(run: list[_Row]) -> Iterator[list[_Row]]:
    """A run, or its rows one by one when none of them holds two cells: that is text, no table."""
    if all(row.alone for row in run):
        yield from ([row] for row in run)
    else:
        yield run


def _is_text(cell: SheetCell, *, first: bool, width: int) -> bool:
    """A cell alone in its row that is no part of a table: a section heading, a sentence, a line before any table."""
    over_all = cell.columns >= _WIDE * width
    if _SECTION.match(cell.text):
        return over_all or first
    return len(cell.text) > _SHORT and (over_all or first or cell.text.endswith("。"))


def _grid(name: str, run: list[_Row]) -> Grid:
    filled = [cell for row in run for cell in row.filled]
    top, left = filled[0].row, min(cell.column for cell in filled)
    low = max(cell.row + cell.rows for cell in filled)
    far = max(cell.column + cell.columns for cell in filled)
    columns_at = [place.sheet(name, address(0, column)[:-1]) for column in range(left, far)]
    placed = [
        GridCell(
            row=row - top,
            column=column - left,
            text=text,
            place=f"{columns_at[column - left]}{row + 1}",
            rows=rows,
            columns=columns,
        )
        for line in run
        for row, column, text, rows, columns in line.cells
        if row < low and left <= column < far
    ]
    return Grid(cells=tuple(placed), place=place.sheet(name, address(top, left)))
