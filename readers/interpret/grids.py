"""Where grid positions put the cells of a row: under the printed header, in the line of the label."""

from collections.abc import Mapping, Sequence

from filings.place import page_box
from readers.blocks import Block, Grid, GridCell
from readers.interpret.labels import is_figure
from readers.interpret.tokens import Token

_FEW_HEADS = 3  # fewer tell nothing of a row


class Positions:
    """The grids of a document by position, expanded only where asked for."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._maps: dict[int, dict[tuple[int, int], GridCell]] = {}
        self._widths: dict[int, int] = {}
        self._talls: dict[int, dict[tuple[int, int], int]] = {}

    def partly(self, header: Mapping[int, Token], row: Token, size: int) -> tuple[str | None, ...] | None:
        """What stands under each head in a row that has fewer cells than the form; None for cells without a head.

        A column may be hidden, or a head reach down into the row: then what follows is not the first cell.
        """
        if row.grid_row < 0 or len(header) < _FEW_HEADS or not self._comparable(header, row):
            return None
        grid = self._map(row.block)
        label = grid.get((row.grid_row, row.grid_column))  # alone in its row it reaches over all of it
        under = {index: grid.get((row.grid_row, head.grid_column)) for index, head in header.items()}
        none = (None, label)
        own = {index: "" if cell in none or cell.row != row.grid_row else cell.text for index, cell in under.items()}
        return tuple(own.get(index) for index in range(size))

    def opinion(
        self, header: Mapping[int, Token], row: Token, size: int, *, inclusive: bool = False
    ) -> tuple[str, ...] | None:
        """The texts under the header tokens (by cell, from 0) in the row of the label ``row``.

        ``inclusive``: ``row`` is the first cell itself, the row has no label. None where positions say nothing: no
        certain grid, a header that is not whole, cells that are merged away.
        """
        if row.grid_row < 0 or len(header) != size or not self._comparable(header, row):
            return None
        grid = self._map(row.block)
        cells = [grid.get((row.grid_row, header[index].grid_column)) for index in range(size)]
        own = [cell for cell in cells if cell is not None and cell.row == row.grid_row]
        least = row.grid_column - inclusive
        if len({cell.column for cell in own}) != size or any(cell.column <= least for cell in own):
            return None
        return tuple(cell.text for cell in own)

    def anchor(self, block: int, row: int, column: int) -> tuple[int, int] | None:
        """Where the cell begins that covers this row and column; None in a grid whose cells are not certain."""
        if not self._width(block):
            return None
        cell = self._map(block).get((row, column))
        return (cell.row, cell.column) if cell else None

    def reaching(self, label: Token, slots: Sequence[Token]) -> set[str]:
        """The places of figures that stand for several rows: they reach below the row of their label."""
        tall = self._tall(label.block) if label.grid_row >= 0 else {}
        if not tall:
            return set()
        own = self._map(label.block).get((label.grid_row, label.grid_column))
        end = own.row + own.rows if own is not None else label.grid_row + 1
        return {one.place for one in slots if tall.get((one.grid_row, one.grid_column), 0) > end}

    def _tall(self, index: int) -> dict[tuple[int, int], int]:
        """Where figures of several rows begin -> the row behind them."""
        if index not in self._talls:
            block = self._blocks[index]
            cells = block.cells if isinstance(block, Grid) and block.certain else ()
            self._talls[index] = {
                (one.row, one.column): one.row + one.rows for one in cells if one.rows > 1 and is_figure(one.text)
            }
        return self._talls[index]

    def is_elsewhere(self, label: Token, slots: Sequence[Token]) -> bool:
        """Whether figures on a page that draws no table stand on another line than their label."""
        block = self._blocks[label.block]
        if isinstance(block, Grid) and block.certain:
            return False
        return page_box(block.place) is not None and any(one.row != label.row for one in slots)

    def is_loose(self, block: int) -> bool:
        """Whether a block is a line of a page that stands in no table."""
        return not isinstance(one := self._blocks[block], Grid) and page_box(one.place) is not None

    def is_guessed(self, block: int) -> bool:
        """Whether a block is a grid of which nothing says for certain where its cells are."""
        return isinstance(grid := self._blocks[block], Grid) and not grid.certain

    def _comparable(self, header: Mapping[int, Token], row: Token) -> bool:
        others = {token.block for token in header.values()}
        return len(others) == 1 and 0 < self._width(row.block) == self._width(others.pop())

    def _width(self, index: int) -> int:
        """The width of a grid whose columns are certain, else 0."""
        if index not in self._widths:
            block = self._blocks[index]
            self._widths[index] = block.width if isinstance(block, Grid) and block.certain else 0
        return self._widths[index]

    def _map(self, index: int) -> dict[tuple[int, int], GridCell]:
        if index not in self._maps:
            block = self._blocks[index]
            self._maps[index] = _expand(block) if isinstance(block, Grid) else {}
        return self._maps[index]


def _expand(grid: Grid) -> dict[tuple[int, int], GridCell]:
    return {
        (row, column): cell
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
