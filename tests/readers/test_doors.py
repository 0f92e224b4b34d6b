"""The same report through every door: each printed cell at its place, each figure in its cell."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from filings.edition import Edition
from readers import mht, ods, ofd, pdf, read, rtf, sheet, text
from readers.blocks import Grid, Pages
from samples.writers import comma as comma_writer
from samples.writers import mht as mht_writer
from samples.writers import ods as ods_writer
from samples.writers import ofd as ofd_writer
from samples.writers import pdf as pdf_writer
from samples.writers import printed
from samples.writers import rtf as rtf_writer
from samples.writers import xlsx as xlsx_writer
from samples.writers.canvas import Style, draw
from samples.writers.parts import Part, PlainTable, placed
from schemas import editions

DATA = Path(__file__).parent / "data"
TEXT = "本机关认真开展工作，依法公开信息，全年办理情况见下表，数据真实准确。" * 4
TITLE = "青川县人民政府2023年政府信息公开工作年度报告"
FORMS = tuple(editions.edition(name) for name in ("2019", "2021"))
STYLES = {
    "plain": Style(),
    "low": Style(start=300, numbered=False),
    "cut": Style(start=500, cut=True, running="青川县人民政府办公室"),
    "open": Style(start=430, cut=True, closed=False),
}
Door = tuple[Callable[[Sequence[Part]], bytes], Callable[[bytes], Pages], str]


def drawn(style: Style, write: Callable[..., bytes], **options: object) -> Callable[[Sequence[Part]], bytes]:
    """A writer of drawn pages in one style."""
    return lambda parts: write(draw(parts, style), **options)


DOORS: dict[str, Door] = {
    **{f"pdf {name}": (drawn(style, pdf_writer.write), pdf.read, "a.pdf") for name, style in STYLES.items()},
    **{f"ofd {name}": (drawn(style, ofd_writer.write), ofd.read, "a.ofd") for name, style in STYLES.items()},
    "pdf flat": (drawn(Style(), pdf_writer.write, rules="flat"), pdf.read, "a.pdf"),
    "pdf turned": (drawn(Style(start=200), pdf_writer.write, turned=True), pdf.read, "a.pdf"),
    "ofd parts": (drawn(Style(), ofd_writer.write, template="青川县文件", documents=2), ofd.read, "a.ofd"),
    "xlsx": (xlsx_writer.write, sheet.read, "a.xlsx"),
    "ods": (ods_writer.write, ods.read, "a.ods"),
    "rtf": (rtf_writer.write, rtf.read, "a.rtf"),
    "rtf gbk": (lambda parts: rtf_writer.write(parts, gbk=True), rtf.read, "a.doc"),
    "mht": (mht_writer.write, mht.read, "a.mht"),
    "mht gbk": (lambda parts: mht_writer.write(parts, charset="gb2312"), mht.read, "a.doc"),
}
# saved as text a sheet keeps its fields, and loses which of them were merged
UNMERGED: dict[str, Door] = {
    "csv": (comma_writer.write, text.read, "a.csv"),
    "tabs": (lambda parts: comma_writer.write(parts, delimiter="\t", encoding="utf-16"), text.read, "a.txt"),
}


def unique(form: Edition) -> dict[str, str]:
    """A value for every cell that no other cell has."""
    return {ref: str(10_001 + index) for index, ref in enumerate(form.refs)}


def misplaced(parts: Sequence[Part], pages: Pages) -> list[object]:
    """Printed cells that are not found at their row and column with their text and spans."""
    wanted = [part for part in parts if isinstance(part, PlainTable)]
    grids = [block for block in pages.blocks if isinstance(block, Grid)]
    assert len(grids) == len(wanted)
    wrong: list[object] = []
    for table, grid in zip(wanted, grids, strict=True):
        cells = {(cell.row, cell.column): cell for cell in grid.cells}
        for row, column, spot in placed(table):
            cell = cells.pop((row, column), None)
            if cell is None or ("".join(cell.text.split()), cell.rows, cell.columns) != (
                spot.text, spot.rows, spot.columns,
            ):  # fmt: skip
                wrong.append((row, column, spot, cell))
        wrong += cells.values()
    return wrong


def wrong_cells(values: Mapping[str, str], data: bytes, name: str) -> list[object]:
    """Cells of the read report whose value is not the printed one."""
    report = read(data, name)
    assert len(report.cells) in (198, 200)
    return [(ref, cell) for ref, cell in report.cells.items() if cell.value != Decimal(values[ref])]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_every_printed_cell_is_found_at_its_place(door: Door, form: Edition) -> None:
    """100 % of the cells of both forms, in every format and style, at the right row and column with their spans."""
    write, reader, _ = door
    parts = list(printed.sections(form, unique(form), TEXT))
    assert misplaced(parts, reader(write(parts))) == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@pytest.mark.parametrize("door", (DOORS | UNMERGED).values(), ids=DOORS | UNMERGED)
def test_every_figure_reaches_its_cell(door: Door, form: Edition) -> None:
    """The whole way from bytes to report: every figure in the cell that it was printed for, title and sections read."""
    write, _, name = door
    values = unique(form)
    data = write([TITLE, *printed.sections(form, values, TEXT)])
    assert wrong_cells(values, data, name) == []
    report = read(data, name)
    assert (report.title, report.year, report.edition) == (TITLE, 2023, form.id)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@pytest.mark.parametrize(
    "door", [DOORS["pdf cut"], DOORS["xlsx"], DOORS["ofd low"], UNMERGED["csv"]], ids=["pdf", "xlsx", "ofd", "csv"]
)
def test_blank_cells_stay_blank(door: Door, form: Edition) -> None:
    """A form printed without any figure gives no figure at all, and no zero."""
    write, _, name = door
    report = read(write([TITLE, *printed.sections(form, {}, TEXT)]), name)
    assert not [cell for cell in report.cells.values() if cell.value is not None]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_table_without_rulings_is_read_in_most_parts_and_never_wrongly(form: Edition) -> None:
    """Without rulings columns are guessed: most figures are found, the others are left open, none is wrong."""
    values = {ref: str(1001 + index) for index, ref in enumerate(form.refs)}
    data = pdf_writer.write(draw([TITLE, *printed.sections(form, values, TEXT)], Style(ruled=False)))
    cells = read(data, "a.pdf").cells
    assert not [ref for ref, cell in cells.items() if cell.value not in (None, Decimal(values[ref]))]
    assert sum(cell.value is not None for cell in cells.values()) >= 170


@pytest.mark.parametrize("name", ["form_2019.doc", "form_2021.doc", "form_2021.xls", "form_2021_office.pdf"])
def test_files_of_an_office_program_are_read(name: str) -> None:
    """Files that LibreOffice made of a sample form, figures wrapped and cut by the page end among them."""
    form = editions.edition(name[5:9])
    assert wrong_cells(unique(form), (DATA / name).read_bytes(), name) == []


def test_a_pdf_of_an_office_program_keeps_the_printed_grid() -> None:
    """The rulings of another producer give the same grid; rows and figures that the page end cuts are mended."""
    form = editions.edition("2021")
    pages = pdf.read((DATA / "form_2021_office.pdf").read_bytes())
    assert misplaced(list(printed.sections(form, unique(form))), pages) == []
