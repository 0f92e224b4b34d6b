"""What a page reader hands to the layout: glyphs, rulings and pictures, in points, y downward from the upper edge."""

from dataclasses import field
from typing import NamedTuple

from filings.nouns import dataclass
from readers.visibility import Role

Box = tuple[float, float, float, float]  # left, top, right, bottom


class Glyph(NamedTuple):
    """A character (or, from a scan, a piece of text) in its em box. ``certainty``: 0 to 1; ``role``: None if plain."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    certainty: float = 1.0
    role: Role | None = None

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Horizontal centre."""
        return (self.left + self.right) / 2


class Ruling(NamedTuple):
    """A straight line: ``at`` is its y when it lies across the page, its x when it goes down."""

    at: float
    start: float
    end: float


@dataclass(slots=True, kw_only=True)
class PageMarks:
    """One page as its container reader found it; ``number`` from 1.

    ``slants``: lines that neither lie nor stand, from x, y to x, y. ``hidden``: it carries text that nobody sees;
    ``commented``: comments lie on it.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Ruling] = field(default_factory=list)
    down: list[Ruling] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    slants: list[Box] = field(default_factory=list)
    hidden: bool = False
    commented: bool = False


class PieceCell(NamedTuple):
    """A cell of a piece, anchored at row and column of the piece's own grid.

    ``full``: its last printed line reaches the cell's right side, so the text may go on on the next page.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str
    box: Box
    page: int
    certainty: float
    full: bool = False


def in_order(cell: PieceCell) -> tuple[int, int, float]:
    """Sorts cells as they are read."""
    return cell.row, cell.column, cell.box[0]


@dataclass(slots=True, kw_only=True)
class TablePiece:
    """The part of a table that stands on one page (or, once joined, the table).

    ``xs``: the column edges; of guessed columns the centres of those that hold figures. ``labels``: how many columns
    stand before these. ``open_top``, ``open_bottom``: the outer rule is missing there, a row was cut.
    """

    page: int
    xs: list[float]
    top: float
    bottom: float
    cells: list[PieceCell]
    open_top: bool = False
    open_bottom: bool = False
    certain: bool = True
    labels: int = 0

    @property
    def height(self) -> int:
        """Number of grid rows."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)
