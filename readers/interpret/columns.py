"""The columns of the applications table as its header prints them: in the form's order, another, or some as one."""

from collections.abc import Iterable, Mapping, Sequence

from filings.edition import Row, Table
from filings.figure import CellState
from filings.nouns import dataclass
from filings.report import Cell
from readers.interpret import forms
from readers.interpret.align import LabelMatch
from readers.interpret.cell_assignment import RowSum
from readers.interpret.header import Header
from readers.interpret.row_slots import after
from readers.interpret.rows import RowForm
from readers.interpret.tokens import Token

_MERGED = 3  # columns: natural persons, all organisations, total
_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class ColumnOrder:
    """``order``: the form's columns in printed order, ``()`` for its own; ``merged``: all organisations in one.

    ``heads``: the tokens of the printed columns, by their place in a row.
    """

    heads: Mapping[int, Token]
    order: tuple[int, ...] = ()
    merged: bool = False

    def line(self, row: Row, table: Table) -> RowForm:
        """What a row of figures is to hold."""
        line = RowForm(row.address, row.refs, row.columns, forms.row_sums(table))
        return _merged(line) if self.merged else _reordered(line, self.order)

    def complete(self, cells: dict[str, Cell], row: Row) -> None:
        """A column that stands for several says nothing of any of them: their cells are not there."""
        if self.merged:
            del cells[_organisations(row.address)]
            for ref in row.refs[1:-1]:
                cells[ref] = Cell(raw="", state=CellState.ABSENT, value=None, place="")


def columns_of(
    header: Header, table: Table, tokens: Sequence[Token], rows: Iterable[LabelMatch], stops: set[int]
) -> ColumnOrder:
    """The printed columns above these rows."""
    size = len(table.rows[0].columns)
    if _is_merged(header, size, tokens, tuple(rows), stops):
        heads = (header.columns[0], header.organisations, header.columns[size - 1])
        return ColumnOrder({at: head for at, head in enumerate(heads) if head is not None}, merged=True)
    order = _order(header, size)
    heads_by_place = {place: header.columns[index] for place, index in enumerate(order)} if order else header.columns
    return ColumnOrder(heads_by_place, order=order)


def _is_merged(header: Header, size: int, tokens: Sequence[Token], rows: Sequence[LabelMatch], stops: set[int]) -> bool:
    """Whether the header has natural persons, organisations and total alone, and no row has more figures than that."""
    if header.organisations is None or set(header.columns) != {0, size - 1} or header.extras:
        return False
    figures = [sum(tokens[index].figure for index in after(tokens, hit, stops, _MERGED).slots) for hit in rows]
    return max(figures, default=0) == _MERGED and figures.count(_MERGED) >= _LEAST_ROWS


def _organisations(row: str) -> str:
    return f"{row}.organisations"


def _merged(line: RowForm) -> RowForm:
    first, last = line.refs[0], line.refs[-1]
    columns = (line.columns[0], line.columns[1], line.columns[-1])
    return RowForm(line.address, (first, _organisations(line.address), last), columns, (RowSum((0, 1), 2),))


def _order(header: Header, size: int) -> tuple[int, ...]:
    """The form's columns as the header prints them, if it is whole and in another order than the form; else ``()``."""
    heads = header.columns
    if len(heads) != size or any(token.grid_column < 0 or not token.certain for token in heads.values()):
        return ()
    if len({token.block for token in heads.values()}) != 1 or len({one.grid_column for one in heads.values()}) != size:
        return ()
    order = tuple(sorted(heads, key=lambda index: heads[index].grid_column))
    return order if order != tuple(range(size)) else ()


def _reordered(line: RowForm, order: tuple[int, ...]) -> RowForm:
    """A row whose cells stand in the order that the header prints."""
    if not order:
        return line
    at = {index: place for place, index in enumerate(order)}
    sums = tuple(RowSum(tuple(at[part] for part in one.parts), at[one.total]) for one in line.sums)
    refs, columns = (tuple(line.refs[index] for index in order), tuple(line.columns[index] for index in order))
    return RowForm(line.address, refs, columns, sums)
