"""Figures of a grid that stand under no words at all: then a cell more has moved the others of its row."""

from collections.abc import Sequence

from readers.interpret.grids import Positions
from readers.interpret.tokens import Token


def has_unnamed(tokens: Sequence[Token], positions: Positions, slots: Sequence[int]) -> bool:
    """Whether a row of these cells holds a figure besides them that has no words above it."""
    rows = {(tokens[at].block, tokens[at].grid_row) for at in slots}
    cells = {
        (token.block, token.grid_row, token.grid_column): at
        for at, token in enumerate(tokens)
        if token.grid_row >= 0 and any(token.block == block for block, _ in rows)
    }

    def is_headed(token: Token) -> bool:
        anchors = (positions.anchor(token.block, above, token.grid_column) for above in range(token.grid_row))
        over = (cells.get((token.block, *anchor)) for anchor in anchors if anchor)
        return any(at is not None and tokens[at].body and not tokens[at].figure for at in over)

    beside = (tokens[at] for (block, row, _), at in cells.items() if (block, row) in rows and at not in slots)
    return any(token.figure and not is_headed(token) for token in beside)
