"""The neutral model that every format is read into: an ordered list of blocks, each with a place.

A reader of a container (text, web page, Word, PDF, OFD, spreadsheet, scan) makes Blocks and judges nothing; one
interpreter (``readers.interpret``) makes a Report of them. A grid keeps anchors and spans: a merged cell stands once,
at its upper left corner, and its value is never repeated.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from filings.report import Problem

LOW_CERTAINTY = 0.9
"""A figure read from a picture with less certainty than this is left open."""


class Text(NamedTuple):
    """A paragraph or a line. ``heading``: the source itself marks it as a heading. ``certainty``: 0 to 1 (scans)."""

    text: str
    place: str
    heading: bool = False
    certainty: float = 1.0


class GridCell(NamedTuple):
    """A printed cell, anchored at ``row``/``column`` (from 0) of the expanded grid. ``certainty``: 0 to 1 (scans).

    A tuple: a report has five hundred, and all of a field can be looked at in one step.
    """

    row: int
    column: int
    text: str
    place: str
    rows: int = 1
    columns: int = 1
    certainty: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table with real cells. ``certain``: False where columns were guessed (no rulings), so labels decide alone."""

    cells: tuple[GridCell, ...]
    place: str
    certain: bool = True

    @property
    def height(self) -> int:
        """Number of grid rows."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        """Number of grid columns."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image that stands where text could: a scanned table, a stamp."""

    place: str


Block = Text | Grid | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What a container reader returns. ``flattened``: tables may stand in the text as loose lines (txt, md, bad html).

    ``title``: the document's own title property or <title>, ``""`` if none. ``published_on``: from the page's own data.
    """

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    flattened: bool = False
    title: str = ""
    published_on: date | None = None
