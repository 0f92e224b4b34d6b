"""The cells of one sheet -> blocks: running text, headings, and a grid for every table among them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import repeat
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


_sheet_cell = partial(tuple.__new__, SheetCell)
_grid_cell = partial(tuple.__new__, GridCell)


def address(row: int, column: int) -> str:
    """A1 address of a cell counted from 0."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


class SheetRow(NamedTuple):
    """A row of a sheet: its printed cells, and those of them that hold something."""

    number: int
    cells: list[SheetCell]
    filled: list[SheetCell]

    @property
    def alone(self) -> bool:
        """Whether one cell of the row is filled."""
        return len(self.filled) == 1


def sheet_row(
    number: int, columns: Sequence[int], texts: Sequence[str], down: Sequence[int], across: Sequence[int]
) -> SheetRow:
    """A row from its columns."""
    cells = list(map(_sheet_cell, zip(repeat(number), columns, texts, down, across, strict=False)))
    return SheetRow(number, cells, [cell for cell in cells if cell[2]])


def rows_of(cells: Iterable[SheetCell]) -> Iterator[SheetRow]:
    """Cells by row, in the order in which the rows come first."""
    rows: dict[int, list[SheetCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    yield from (SheetRow(number, row, [cell for cell in row if cell.text]) for number, row in rows.items())


def blocks(name: str, rows: Iterable[SheetRow]) -> list[Block]:
    """The blocks of the sheet ``name``; a blank row, a section heading and running text end a table."""
    found = {row.number: row for row in rows}
    if sum(len(row.cells) for row in found.values()) > limits.GRID_CELLS:
        raise Unreadable("电子表格的格子太多，年度报告不会这么大")
    width = max((cell.column + cell.columns for row in found.values() for cell in row.filled), default=0)
    out: list[Block] = []
    for run in _runs(found, width):
        if len(run) == 1 and run[0].alone:
            cell = run[0].filled[0]
            out.append(Text(cell.text, place.sheet(name, address(cell.row, cell.column))))
        else:
            out.append(_grid(name, run))
    return out


def _runs(rows: dict[int, SheetRow], width: int) -> Iterator[list[SheetRow]]:
    """Rows that stand together; a line of running text is a run of its own."""
    run: list[SheetRow] = []
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
        end = max([end, index, *[index + cell.rows - 1 for cell in row.cells if cell.rows > 1]])
    if run:
        yield from _whole(run)


def _whole(run: list[SheetRow]) -> Iterator[list[SheetRow]]:
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


def _grid(name: str, run: list[SheetRow]) -> Grid:
    filled = [cell for row in run for cell in row.filled]
    top, left = filled[0].row, min(cell.column for cell in filled)
    low = max(cell.row + cell.rows for cell in filled)
    far = max(cell.column + cell.columns for cell in filled)
    columns_at = [place.sheet(name, address(0, column)[:-1]) for column in range(left, far)]
    placed = [
        _grid_cell((row - top, column - left, text, f"{columns_at[column - left]}{row + 1}", rows, columns, 1.0))
        for line in run
        for row, column, text, rows, columns in line.cells
        if row < low and left <= column < far
    ]
    return Grid(cells=tuple(placed), place=place.sheet(name, address(top, left)))
