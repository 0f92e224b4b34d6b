"""Tables without rulings: what was not found in them is open, for nobody can say that it is not there."""

from collections.abc import Sequence

from filings import problems
from filings.figure import CellState
from filings.report import Cell
from readers.interpret.found import TablesBuilder
from readers.interpret.grids import Positions
from readers.interpret.tokens import Token

_NOT_THERE = frozenset({CellState.ABSENT, CellState.BLANK})


def open_guessed(found: TablesBuilder, tokens: Sequence[Token], positions: Positions) -> None:
    """Leave open, in each such table, the cells that seem blank or absent, and the groups that seem to have figures."""
    guessed = {
        table: tokens[first].place
        for table, (first, last) in found.extents.items()
        if any(map(positions.is_guessed, range(tokens[first].block, tokens[last].block + 1)))
    }
    for ref, cell in found.cells.items():
        if cell.state in _NOT_THERE and (table := ref.partition(".")[0]) in guessed:
            found.cells[ref] = Cell(raw="", state=CellState.AMBIGUOUS, value=None, place=cell.place or guessed[table])
    if "applications" in guessed:
        found.problems = [one for one in found.problems if one.code != problems.PARENT_NUMBER]
