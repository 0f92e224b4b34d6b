"""The cells of one sheet -> blocks: running text, headings, and a grid for every table among them."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import compress, count
from operator import add
from typing import NamedTuple

from filings import place
from filings.nouns import dataclass
from filings.patterns import pattern
from readers import limits
from readers.blocks import Block, ColumnCells, Grid, Shape, Text, shaped
from readers.refusal import Unreadable

_SECTION = pattern(r"\s*[一二三四五六七八九十]{1,2}\s*[、.．]")
_LARGEST = 2_000  # squares of a grid whose shape is worth keeping
_SHORT = 24  # characters: a longer line alone in its row is running text
_WIDE = 0.75  # of the columns in use: a merged cell that wide stands over the table


class SheetCell(NamedTuple):
    """A printed cell, row and column from 0."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    found, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


@dataclass(frozen=True, slots=True, eq=False)
class PrintedColumns:
    """Where the printed cells of a row stand: their columns, increasing, and their spans.

    ``ends``: the columns behind them; ``tallest``: how many rows the tallest reaches down. One object for all rows of
    the same cells, see ``printed_at``.
    """

    columns: tuple[int, ...]
    down: tuple[int, ...]
    across: tuple[int, ...]
    ends: tuple[int, ...]
    tallest: int


def printed_at(columns: tuple[int, ...], down: tuple[int, ...], across: tuple[int, ...]) -> PrintedColumns:
    """Cells with these columns and spans."""
    return (_kept if len(columns) <= _MOST_KEPT else _printed)(columns, down, across)


def _printed(columns: tuple[int, ...], down: tuple[int, ...], across: tuple[int, ...]) -> PrintedColumns:
    return PrintedColumns(columns, down, across, tuple(map(add, columns, across)), max(down, default=1))


_MOST_KEPT = 60  # cells of a row worth keeping; the forms have fifteen
_kept = lru_cache(maxsize=1024)(_printed)


class PrintedSheetRow(NamedTuple):
    """A row of a sheet: its printed cells with their texts. ``filled``: which of them hold something."""

    number: int
    printed: PrintedColumns
    texts: Sequence[str]
    filled: tuple[int, ...]

    @property
    def alone(self) -> bool:
        """Whether one cell of the row is filled."""
        return len(self.filled) == 1

    @property
    def low(self) -> int:
        """The row below the filled cells."""
        if self.printed.tallest == 1:
            return self.number + 1
        return self.number + max(map(self.printed.down.__getitem__, self.filled))

    @property
    def far(self) -> int:
        """The column behind the filled cells."""
        ends, filled = self.printed.ends, self.filled
        return ends[filled[0]] if len(filled) == 1 else max(map(ends.__getitem__, filled))


def sheet_row(number: int, printed: PrintedColumns, texts: Sequence[str]) -> PrintedSheetRow:
    """A row from its columns."""
    if len(texts) == 1:  # as in most rows, which are running text
        return _sheet_row((number, printed, texts, _ONLY if texts[0] else ()))
    return _sheet_row((number, printed, texts, tuple(compress(count(), texts))))


_ONLY = (0,)
_sheet_row = partial(tuple.__new__, PrintedSheetRow)
_line = partial(tuple.__new__, Text)


def rows_of(cells: Iterable[SheetCell]) -> Iterator[PrintedSheetRow]:
    """Cells by row, in the order in which the rows come first."""
    rows: dict[int, list[SheetCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    for number, row in rows.items():
        _, columns, texts, down, across = zip(*row, strict=True)
        yield sheet_row(number, printed_at(columns, down, across), texts)


class _Heads(dict[int, str]):
    """The places of the columns of a sheet, without a row."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __missing__(self, column: int) -> str:
        head = self[column] = place.sheet(self._name, letters(column))
        return head


def blocks(name: str, rows: Iterable[PrintedSheetRow], unseen: Collection[int] = ()) -> list[Block]:
    """The blocks of the sheet ``name``; a blank row, a section heading and running text end a table.

    ``unseen``: rows that are hidden and left out, which end nothing.
    """
    found = {row.number: row for row in rows}
    if sum([len(row.texts) for row in found.values()]) > limits.GRID_CELLS:
        raise Unreadable("电子表格的格子太多，年度报告不会这么大")
    width = max([row.far for row in found.values() if row.filled], default=0)
    out: list[Block] = []
    heads = _Heads(name)
    for run in _runs(found, width, unseen):
        number, printed, texts, filled = run[0]
        if len(run) == 1 and len(filled) == 1:
            at = filled[0]
            out.append(_line((texts[at], f"{heads[printed.columns[at]]}{number + 1}", False, 1.0)))
        else:
            out.append(_grid(heads, run))
    return out


def _runs(rows: dict[int, PrintedSheetRow], width: int, unseen: Collection[int]) -> Iterator[list[PrintedSheetRow]]:
    """Rows that stand together; a line of running text is a run of its own."""
    run: list[PrintedSheetRow] = []
    end = -1  # last row that the run reaches, with its merged cells
    for index in sorted(rows):
        row = rows[index]
        while unseen and end + 1 in unseen and run:
            end += 1
        beyond = index > end
        if beyond and not row.filled:
            continue
        text = beyond and len(row.filled) == 1 and _is_text(row, width, first=not run or index > end + 1)
        if run and (text or index > end + 1):
            yield from _whole(run)
            run = []
        if text:
            yield [row]
        else:
            run.append(row)
        if beyond or row.printed.tallest > 1:
            end = max(end, index + row.printed.tallest - 1)
    if run:
        yield from _whole(run)


def _whole(run: list[PrintedSheetRow]) -> Iterator[list[PrintedSheetRow]]:
    """A run, or its rows one by one when none of them holds two cells: that is text, no table."""
    if all(row.alone for row in run):
        yield from ([row] for row in run)
    else:
        yield run


def _is_text(row: PrintedSheetRow, width: int, *, first: bool) -> bool:
    """A cell alone in its row that is no part of a table: a section heading, a sentence, a line before any table."""
    at = row.filled[0]
    text = row.texts[at]
    over_all = row.printed.across[at] >= _WIDE * width
    if _SECTION.match(text):
        return over_all or first
    return len(text) > _SHORT and (over_all or first or text.endswith("。"))


def _grid(heads: _Heads, run: list[PrintedSheetRow]) -> Grid:
    filled = [row for row in run if row.filled]
    top, left = filled[0].number, min([row.printed.columns[row.filled[0]] for row in filled])
    low, far = max([row.low for row in filled]), max([row.far for row in filled])
    shown = run if run[-1].number < low else [row for row in run if row.number < low]
    lines = tuple([(row.number - top, row.printed) for row in shown])
    small = len(lines) * (far - left) <= _LARGEST
    shape, parts = (_kept_shape if small else _shape)(lines, left, far)
    texts: list[str] = []
    places: list[str] = []
    for row, (within, columns) in zip(shown, parts, strict=True):
        texts += row.texts[within]
        line = str(row.number + 1)
        places += [heads[column] + line for column in columns]
    return Grid(cells=ColumnCells(shape, texts, places), place=f"{heads[left]}{top + 1}")


_Part = tuple[slice, tuple[int, ...]]
"""Which of the cells of a row stand in a grid, and their columns."""


def _shape(lines: tuple[tuple[int, PrintedColumns], ...], left: int, far: int) -> tuple[Shape, tuple[_Part, ...]]:
    """The shape of a grid between two columns, from its rows, and what it takes of each row."""
    fields: tuple[list[int], list[int], list[int], list[int]] = ([], [], [], [])
    parts: list[_Part] = []
    for row, printed in lines:
        within = slice(bisect_left(printed.columns, left), bisect_left(printed.columns, far))
        columns = printed.columns[within]
        added = (
            (row,) * len(columns),
            [column - left for column in columns],
            printed.down[within],
            printed.across[within],
        )
        for field, more in zip(fields, added, strict=True):
            field.extend(more)
        parts.append((within, columns))
    rows, columns, down, across = map(tuple, fields)
    return shaped(rows, columns, down, across), tuple(parts)


_kept_shape = lru_cache(maxsize=128)(_shape)
