"""Tables that are turned: the heads of the columns stand before rows of figures, the labels of the rows above them.

Such a table is not read. What seems blank or absent in it stands there all the same, and stays open.
"""

from collections.abc import Sequence
from dataclasses import replace

from filings.edition import Table
from filings.figure import CellState
from readers.interpret.found import TablesBuilder
from readers.interpret.labels import body
from readers.interpret.merged_digits import row_labels
from readers.interpret.tokens import Token

_REACH = 400  # tokens below the last label
_NOT_THERE = frozenset({CellState.BLANK, CellState.ABSENT})


def open_turned(found: TablesBuilder, tokens: Sequence[Token], table: Table) -> None:
    """Leave open what seems not to be there where heads of columns have figures behind them."""
    cells = found.cells
    lacking = [ref for row in table.rows for ref in row.refs if ref in cells and cells[ref].state in _NOT_THERE]
    if not lacking:
        return
    first, last = found.extents[table.key]
    heads = {body(text) for row in table.rows for one in row.columns for text in (one.label, *one.aliases)}
    heads -= row_labels()
    for at in range(first, min(last + _REACH, len(tokens) - 1)):
        token = tokens[at]
        if token.body in heads and tokens[at + 1].figure:
            break
    else:
        return
    cells.update({ref: replace(cells[ref], state=CellState.AMBIGUOUS, place=token.place) for ref in lacking})
