"""Tables without rulings: what was not found in them is open, for nobody can say that it is not there."""

from collections.abc import Sequence

from filings import problems
from filings.edition import Table
from filings.figure import CellState
from filings.patterns import pattern
from filings.place import page_box
from filings.report import Cell
from readers.blocks import Block, Grid, Text
from readers.interpret.found import TablesBuilder
from readers.interpret.grids import Positions
from readers.interpret.labels import is_figure
from readers.interpret.tokens import Token

_FIGURES = 5  # loose ones under a heading; running text parts none by gaps
_STRUNG = pattern(r"(?<![\d-])\d{12,}(?![\d-])")  # figures that stand there as one; telephone numbers are shorter
_NOT_THERE = frozenset({CellState.ABSENT, CellState.BLANK})


def is_loose(block: Block) -> bool:
    """Whether a part of a page is no table that rulings draw."""
    return page_box(block.place) is not None and not (isinstance(block, Grid) and block.certain)


def is_unread(blocks: Sequence[Block]) -> bool:
    """Whether figures stand side by side on these parts of a page, in a table that no rulings draw."""
    if any(isinstance(block, Grid) and not block.certain for block in blocks):
        return True
    loose = [block.text for block in blocks if isinstance(block, Text) and page_box(block.place)]
    return sum(is_figure(word) for text in loose if "。" not in text for word in text.split()) >= _FIGURES


def has_figures(block: Block) -> bool:
    """Whether a block holds so many figures that it is a table or what is left of one, and no sentence."""
    if isinstance(block, Grid):
        return sum(map(is_figure, block.texts)) >= _FIGURES
    if not isinstance(block, Text) or "。" in block.text:
        return False
    return sum(map(is_figure, block.text.split())) >= _FIGURES or _STRUNG.search(block.text) is not None


def open_cells(table: Table, where: str) -> dict[str, Cell]:
    """Every cell of a table that is there and was not read."""
    refs = (ref for row in table.rows if not row.optional for ref in row.refs)
    return {ref: Cell(raw="", state=CellState.AMBIGUOUS, value=None, place=where) for ref in refs}


def open_guessed(found: TablesBuilder, tokens: Sequence[Token], positions: Positions) -> None:
    """Leave open, in each such table, the cells that seem blank or absent, and the groups that seem to have figures."""
    guessed = {
        table: tokens[first].place
        for table, (first, last) in found.extents.items()
        if any(map(positions.is_guessed, range(tokens[first].block, tokens[last].block + 1)))
        or (positions.is_loose(tokens[first].block) and positions.is_loose(tokens[last].block))
    }
    for ref, cell in found.cells.items():
        if cell.state in _NOT_THERE and (table := ref.partition(".")[0]) in guessed:
            found.cells[ref] = Cell(raw="", state=CellState.AMBIGUOUS, value=None, place=cell.place or guessed[table])
    if "applications" in guessed:
        found.problems = [one for one in found.problems if one.code != problems.PARENT_NUMBER]
