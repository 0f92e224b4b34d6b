"""The three tables of a report drawn as they were filed, with the numbers of the findings at the cells concerned."""

from collections.abc import Mapping, Sequence

from filings.edition import Edition
from filings.figure import CellState, plain
from filings.nouns import dataclass
from filings.personal import without_numbers
from filings.report import Cell, Report
from schemas.printed import PrintedCell, PrintedTable, printed

NOT_READ: Mapping[CellState, str] = {
    CellState.BLANK: "空", CellState.ABSENT: "未读到", CellState.AMBIGUOUS: "未读准",
}  # fmt: skip
_NUMERALS = "一二三四五六"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The number of a finding at a cell. ``anchor``: where the finding stands on the page. ``says``: its title."""

    sign: str
    anchor: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMarks:
    """What is marked at a cell. ``culprit``: it is probably the wrong one; else it takes part only."""

    culprit: bool = False
    marks: tuple[Mark, ...] = ()
    used_by: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnCell:
    """One cell of the drawing.

    ``head``: row or column, ``""`` for a figure. ``text``: as written, or what stands for a cell without a figure
    (``unread``). ``doubt``: a word beside the figure. ``name``: what messages call the cell. ``value``: for a form
    field, ``""`` where nothing was read.
    """

    text: str
    rows: int = 1
    columns: int = 1
    head: str = ""
    ref: str = ""
    name: str = ""
    unread: bool = False
    doubt: str = ""
    value: str = ""
    marks: CellMarks = CellMarks()

    @property
    def scope(self) -> str:
        """The scope of a head."""
        if self.head == "column":
            return "colgroup" if self.columns > 1 else "col"
        return "rowgroup" if self.rows > 1 else "row"

    @property
    def anchor(self) -> str:
        """Where the cell stands on the page."""
        return cell_anchor(self.ref)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnTable:
    """One table. ``notes``: what was read beside its cells. ``headers``: rows that are repeated on each page."""

    key: str
    title: str
    heading: str
    rows: tuple[tuple[DrawnCell, ...], ...]
    headers: int
    notes: tuple[str, ...] = ()


def cell_anchor(ref: str) -> str:
    """The anchor of a cell: ``c-applications-total-natural``."""
    return "c-" + ref.replace(".", "-")


def redrawn(report: Report, form: Edition, marks: Mapping[str, CellMarks]) -> tuple[DrawnTable, ...]:
    """The tables; none where no cell of any was read. ``marks``: by cell address."""
    if not report.cells:
        return ()
    tables = printed(form, single=single_other(report))
    return tuple(_drawn(table, report, form, marks) for table in tables)


def single_other(report: Report) -> bool:
    """Whether 其他处理 stands there as one row, as the 2021 form allows, not as three."""
    there = [ref for ref, cell in report.cells.items() if cell.state is not CellState.ABSENT]
    split = any(ref.startswith("applications.other.1.") for ref in there)
    return not split and any(ref.startswith("applications.other.") for ref in there)


def _drawn(table: PrintedTable, report: Report, form: Edition, marks: Mapping[str, CellMarks]) -> DrawnTable:
    section = report.section(table.section)
    return DrawnTable(
        key=table.key,
        title=table.title,
        heading=section.heading if section else form.sections[table.section - 1].heading,
        rows=tuple(tuple(_cell(one, report, form, marks) for one in row) for row in table.rows),
        headers=table.headers,
        notes=tuple(_notes(table, report, form)),
    )


def _cell(one: PrintedCell, report: Report, form: Edition, marks: Mapping[str, CellMarks]) -> DrawnCell:
    if not one.ref:
        return DrawnCell(text=one.text, rows=one.rows, columns=one.columns, head=one.head)
    cell = report.cells.get(one.ref)
    return DrawnCell(
        text=shown(cell),
        rows=one.rows,
        columns=one.columns,
        ref=one.ref,
        name=form.titles.get(one.ref, one.ref),
        unread=cell is None or cell.state in NOT_READ,
        doubt="推定" if cell is not None and cell.state is CellState.INFERRED else "",
        value=written(cell),
        marks=marks.get(one.ref, CellMarks()),
    )


def shown(cell: Cell | None) -> str:
    """What stands in a cell: as written; where nothing could be read, that and why. Never a zero of our own."""
    if cell is None:
        return NOT_READ[CellState.ABSENT]
    return NOT_READ.get(cell.state) or written(cell)


def written(cell: Cell | None) -> str:
    """What a form field of the cell begins with, ``""`` where nothing was read."""
    if cell is None or cell.state in NOT_READ:
        return ""
    if cell.state is CellState.INFERRED:
        return plain(cell.value)
    return without_numbers(cell.raw)


def _notes(table: PrintedTable, report: Report, form: Edition) -> Sequence[str]:
    extra = [one.raw for one in report.extras if one.table == table.key]
    rows = [
        f"{form.titles.get(one.row, one.row)}写了{len(one.raw)}个数：{'、'.join(map(without_numbers, one.raw))}"
        for one in report.surplus
        if one.row.partition(".")[0] == table.key
    ]
    return [*rows, *(["表里多出：" + "、".join(map(without_numbers, extra))] if extra else [])]
