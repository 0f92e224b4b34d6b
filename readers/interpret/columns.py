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
from readers.interpret.printed_order import Order, ordered, reordered
from readers.interpret.row_slots import after
from readers.interpret.rows import RowForm
from readers.interpret.tokens import Token

_MERGED = 3  # columns: natural persons, all organisations, total
_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class ColumnOrder:
    """``order``: the form's columns in printed order, ``()`` for its own; ``merged``: all organisations in one.

    ``heads``: the tokens of the printed columns, by their place in a row. ``unknown``: nobody can say in which order.
    """

    heads: Mapping[int, Token]
    order: tuple[int, ...] = ()
    merged: bool = False
    unknown: bool = False

    def line(self, row: Row, table: Table) -> RowForm:
        """What a row of figures is to hold."""
        line = RowForm(row.address, row.refs, row.columns, forms.row_sums(table))
        return _merged(line) if self.merged else reordered(line, self.order)

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
    return ColumnOrder(heads_by_place, order=order or (), unknown=order is None)


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


def _order(header: Header, size: int) -> Order:
    """The form's columns as the header prints them."""
    heads = header.columns
    if not all(token.certain for token in heads.values()):
        return ()
    if all(token.grid_column < 0 for token in heads.values()):
        return ordered(_as_text(header, size), size)
    one_grid = len({(token.block, token.grid_column < 0) for token in heads.values()}) == 1
    if not one_grid or len({one.grid_column for one in heads.values()}) != len(heads):
        return ()
    return ordered(sorted(heads, key=lambda index: heads[index].grid_column), size)


def _as_text(header: Header, size: int) -> list[int]:
    """The columns in the order of a text.

    What reaches down over several lines of a header stands in the first of them: natural persons and the total only
    change places where both stand on the line of the organisations, or of the head above those.
    """
    heads, at = header.columns, header.at
    printed = sorted(heads, key=at.__getitem__)
    under = [index for index in printed if 0 < index < size - 1]
    rows = {token.row for token in heads.values()}
    if not under or not header.organisations or (len(rows) == 1 and header.organisations.row not in rows):
        two_lines = printed[:2] == [0, size - 1] and heads[0].row != heads[under[0]].row if under else False
        return [0, *printed[2:], size - 1] if two_lines else printed
    line = [index for index in printed if index not in under and heads[index].row == header.organisations.row]
    before = [index for index in line if at[index] < (header.organisations_at or 0)]
    behind = [index for index in line if index not in before]
    others = [index for index in printed if index not in (*under, *line)]
    return [*(one for one in others if not one), *before, *under, *behind, *(one for one in others if one)]
