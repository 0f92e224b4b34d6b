"""What was read out of a submitted document: an annual report, cell by cell, each with its place."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from filings.figure import CellState
from filings.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a statutory table.

    ``value`` is None unless ``state`` is ``number`` or ``inferred``; counts are whole numbers, money is in 万元.
    ``raw`` is what stands in the document, ``""`` for a cell that is blank or absent.
    """

    raw: str
    state: CellState
    value: Decimal | None
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A printed row or column label, as written."""

    raw: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A printed row or column that the form does not have. ``table``: proactive, applications, review."""

    table: str
    raw: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surplus:
    """A row with more numbers than cells, resolved without guessing (finding C16). ``row``: its address."""

    row: str
    raw: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a reader has to report about a document.

    code: one of ``filings.problems``. message: in Chinese. place: where, ``""`` for the whole document.
    """

    code: str
    message: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of running text. text: as written, without surrounding blanks. place: where it stands."""

    text: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the six statutory sections, in document order.

    number: what it is, 1 to 6, not what is printed. heading: as printed. place: of the heading. paragraphs: below it.
    """

    number: int
    heading: str
    place: str
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An annual report as read. Absent things are None or missing from the mappings, never zero.

    ``cells`` maps a stable key (``applications.total.natural``, ``proactive.fees.amount``,
    ``review.reconsideration.upheld``) to its cell. ``labels`` maps row keys (``applications.total``), column keys
    (``applications.columns.natural``, ``proactive.fees.columns.amount``, ``review.reconsideration``,
    ``review.columns.reconsideration.upheld``), block keys (``proactive.blocks.fees``: 第二十条第（八）项) and
    ``applications.note`` to what is printed, in document order. ``places`` says where title, agency, year, signed_on
    and published_on were read. ``signed_by``: the body printed at the end, if any.
    """

    edition: str | None = None
    title: str | None = None
    agency: str | None = None
    year: int | None = None
    signed_by: str | None = None
    signed_on: date | None = None
    published_on: date | None = None
    lead: tuple[Paragraph, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: tuple[Paragraph, ...] = ()
    cells: Mapping[str, Cell] = field(default_factory=dict)
    labels: Mapping[str, Label] = field(default_factory=dict)
    extras: tuple[Extra, ...] = ()
    surplus: tuple[Surplus, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)

    def section(self, number: int) -> Section | None:
        """The section ``number`` (1 to 6), or None."""
        return next((section for section in self.sections if section.number == number), None)

    def value(self, ref: str) -> Decimal | None:
        """The value of a cell, or None when the cell is missing or holds none."""
        cell = self.cells.get(ref)
        return cell.value if cell else None
