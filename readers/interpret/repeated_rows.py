"""Rows and tables that stand there twice with other figures: which of them counts nobody can say.

Cells that differ stay open and one sentence names both; the same figures twice are no fault. A row counts as the same
one again where its label stands within the table, a table where most of its rows stand there once more.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from filings.edition import Row, Table
from filings.figure import CellState
from filings.nouns import dataclass
from filings.report import Cell
from readers.interpret import problem_messages
from readers.interpret.align import EXACT, LabelMatch
from readers.interpret.found import Aligned, TablesBuilder
from readers.interpret.row_slots import RowSlots, after
from readers.interpret.rows import RowForm, fill
from readers.interpret.tokens import Token

_MOST_AGAIN = 200  # rows looked at; a form has thirty


@dataclass(frozen=True, slots=True)
class Again:
    """A row that stands there once more: its form, its label as printed, its cells, and where it begins."""

    line: RowForm
    label: str
    cells: dict[str, Cell]
    at: int


def tell_repeated_rows(
    found: TablesBuilder,
    tokens: Sequence[Token],
    table: Table,
    aligned: Aligned,
    stops: set[int],
    line_of: Callable[[Row], RowForm],
) -> None:
    """Leave open what a second row or table of the same labels says otherwise, and tell it."""
    rows = list(_again(tokens, table, aligned, stops, line_of))
    whole = len({one.line.address for one in rows}) * 2 > len(table.rows)
    first, last = found.extents[table.key]
    blocks = {tokens[hit.start].block for hit in aligned[1].values() if tokens[hit.start].grid_row >= 0}
    if not whole:
        rows = [one for one in rows if first <= one.at <= last or tokens[one.at].block in blocks]
    _tell(found, table.key, rows, whole=whole)


def tell_repeated_figures(
    found: TablesBuilder, tokens: Sequence[Token], line: RowForm, windows: Sequence[RowSlots], *, whole: bool
) -> None:
    """The same for a table of one row, of which these windows hold the figures again. ``whole``: with its header."""
    rows = [
        Again(line, "", dict(fill(tokens, line, window, tokens[window.slots[0]].place, None).cells), window.slots[0])
        for window in windows
        if is_whole_row(tokens, window, line)
    ]
    _tell(found, line.address, rows, whole=whole)


def is_whole_row(tokens: Sequence[Token], window: RowSlots, line: RowForm) -> bool:
    """Whether every cell of the row is a figure, and no words stand in it."""
    filled = [tokens[at] for at in window.slots if tokens[at].text]
    return len(filled) == len(line.refs) and all(token.figure for token in filled)


def _again(
    tokens: Sequence[Token], table: Table, aligned: Aligned, stops: set[int], line_of: Callable[[Row], RowForm]
) -> Iterator[Again]:
    """Rows that have the label of a row that was read, and as many figures."""
    words, hits = aligned
    rows = {row.address: row for row in table.rows}
    read = {label for label in hits if words.wanted[label].key in rows}
    bodies = {body: labels[0] for body, labels in words.bodies.items() if len(labels) == 1 and labels[0] in read}
    used: Collection[int] = {at for hit in hits.values() for at in range(hit.start, hit.end + 1)}
    left = _MOST_AGAIN
    for at, token in [(at, token) for at, token in enumerate(tokens) if token.body in bodies]:
        label = bodies[token.body]
        if at in used or token.number != words.number(label, token.body):
            continue
        line = line_of(rows[words.wanted[label].key])
        window = after(tokens, LabelMatch(label, at, at, EXACT), stops, len(line.refs))
        if is_whole_row(tokens, window, line):
            yield Again(line, token.text, dict(fill(tokens, line, window, token.place, None).cells), at)
            left -= 1
            if not left:
                return


def _tell(found: TablesBuilder, table: str, rows: Sequence[Again], *, whole: bool) -> None:
    differing: list[tuple[str, Cell, Cell]] = []
    for one in rows:
        these = [(one.label, found.cells[ref], cell) for ref, cell in one.cells.items() if _differs(found, ref, cell)]
        for ref, cell in one.cells.items():
            if _differs(found, ref, cell):
                mine = found.cells[ref]
                raw = f"{mine.raw} {cell.raw}"
                found.cells[ref] = replace(mine, raw=raw, state=CellState.AMBIGUOUS, value=None)
        if these and not whole:
            found.problems.append(problem_messages.repeated_row(table, *these[0]))
        differing += these
    if differing and whole:
        found.problems.append(problem_messages.repeated_table(table, len(differing), *differing[0]))


def _differs(found: TablesBuilder, ref: str, other: Cell) -> bool:
    mine = found.cells.get(ref)
    return mine is not None and None not in (mine.value, other.value) and mine.value != other.value
