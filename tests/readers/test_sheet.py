"""Spreadsheets: values as the reader of a sheet sees them, text and tables on one sheet, hidden sheets, A1 places."""

import io
import re
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from filings import problems
from readers import ods, read, sheet, sheet_guard
from readers.blocks import Grid, Text
from readers.refusal import Unreadable
from readers.sheet_blocks import SheetCell, blocks, letters, rows_of
from samples.writers import ods as ods_writer
from samples.writers import printed
from samples.writers import xlsx as xlsx_writer
from samples.writers.package import pack
from samples.writers.parts import PlainTable, Spot
from schemas import editions

DATA = Path(__file__).parent / "data"
TABLE = PlainTable(((Spot("项目"), Spot("数量")), (Spot("行政许可"), Spot("12")), (Spot("行政强制"), Spot(""))))


def book(*rows: list[object]) -> bytes:
    """An xlsx by another program than ours."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        page = workbook.add_worksheet("表三")
        date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for index, row in enumerate(rows):
            page.write_row(index, 0, row)
        page.write_datetime(len(rows), 0, __import__("datetime").datetime(2024, 1, 31), date)
        page.write_string(len(rows), 1, "末")
    return out.getvalue()


def test_numbers_are_written_as_they_are_seen() -> None:
    """Whole numbers without .0, decimals without noise, large and small ones without exponent, dates in Chinese."""
    (grid,) = sheet.read(book(["甲", 12, 247.4, 0.1 + 0.2, 1e16, 0.00000012, True])).blocks
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells if cell.text] == [
        "甲", "12", "247.4", "0.3", "10000000000000000", "0.00000012", "TRUE", "2024年1月31日", "末",
    ]  # fmt: skip


def test_places_are_a1_addresses() -> None:
    """A cell is named by its sheet and address, far columns too."""
    pages = sheet.read(xlsx_writer.write(["一、总体情况", TABLE], sheet="表三"))
    grid = pages.blocks[1]
    assert isinstance(grid, Grid)
    assert [cell.place for cell in grid.cells] == [
        "S表三!A2",
        "S表三!B2",
        "S表三!A3",
        "S表三!B3",
        "S表三!A4",
        "S表三!B4",
    ]
    assert [letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_hidden_sheets_are_told_and_not_read() -> None:
    """A hidden sheet is a problem; its content is not in the report."""
    pages = sheet.read(xlsx_writer.write(["一、总体情况", TABLE], hidden="不公开的底稿"))
    assert [problem.code for problem in pages.problems] == [problems.HIDDEN_DATA]
    assert "底稿" in pages.problems[0].message
    assert not [block for block in pages.blocks if isinstance(block, Text) and "不公开" in block.text]


def test_text_headings_and_tables_on_one_sheet_are_told_apart() -> None:
    """A heading and a long sentence end a table; a short line over the table stays with it."""
    long = "本机关认真开展工作，依法公开信息，全年办理情况见下表，数据真实准确。"
    head = PlainTable(((Spot("第二十条第（五）项", columns=2),), *TABLE.rows))
    found = sheet.read(
        xlsx_writer.write(["一、总体情况", long, "二、主动公开", head, "三、其他情况", TABLE, long])
    ).blocks
    assert [type(block).__name__ for block in found] == ["Text", "Text", "Text", "Grid", "Text", "Grid", "Text"]
    assert isinstance(found[3], Grid)
    assert found[3].cells[0].text == "第二十条第（五）项"


def test_a_blank_row_ends_a_table_and_a_merged_cell_bridges_it() -> None:
    """Two tables with a blank row between them are two; a cell merged over that row makes them one."""
    rows = [
        SheetCell(0, 0, "甲"),
        SheetCell(0, 1, "1"),
        SheetCell(1, 0, ""),
        SheetCell(2, 0, "乙"),
        SheetCell(2, 1, "2"),
    ]
    assert [type(block) for block in blocks("表", rows_of(rows))] == [Grid, Grid]
    rows[0] = SheetCell(0, 0, "甲", 3, 1)
    (grid,) = blocks("表", rows_of(rows[:2] + rows[4:]))
    assert isinstance(grid, Grid)
    assert grid.height == 3


def test_blank_rows_of_values_stay_in_their_table() -> None:
    """A label without a figure is a row of the table; a section heading at its start is not."""
    rows = [
        SheetCell(0, 0, "三、收到和处理情况"),
        SheetCell(1, 0, "项目"),
        SheetCell(1, 1, "数量"),
        SheetCell(2, 0, "一、本年新收"),
        SheetCell(2, 1, ""),
    ]
    found = blocks("表", rows_of(rows))
    assert [type(block) for block in found] == [Text, Grid]
    assert isinstance(found[1], Grid)
    assert found[1].height == 2


def test_lines_alone_are_text() -> None:
    """A sheet with one filled cell in every row holds text, no table; an empty one holds nothing."""
    assert [type(block) for block in blocks("表", rows_of([SheetCell(i, 0, "第") for i in range(3)]))] == [Text] * 3
    assert blocks("表", rows_of([SheetCell(0, 0, "")])) == []


def test_too_many_cells_are_refused() -> None:
    """The limit on cells holds."""
    with pytest.raises(Unreadable, match="太多"):
        blocks("表", rows_of(SheetCell(row, column, "1") for row in range(300) for column in range(200)))


def test_macros_are_told() -> None:
    """A workbook with macros is read, and the macros are named."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as workbook:
        workbook.add_worksheet().write_row(0, 0, ["甲", 1])
    import zipfile  # noqa: PLC0415 - used here only

    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert ["宏" in problem.message for problem in sheet.read(data.getvalue()).problems] == [True]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pack({"xl/workbook.bin": b"x"}), "xlsb"),
        (pack({"xl/workbook.xml": "<workbook/>"}), "没有任何内容|损坏"),
        (pack({"xl/workbook.xml": "<broken"}), "损坏|没有任何内容"),
        (pack({"a.txt": b"x"}), "损坏"),
    ],
)
def test_broken_workbooks_are_refused(data: bytes, reason: str) -> None:
    """Binary, empty and broken workbooks: each with its reason."""
    with pytest.raises(Unreadable, match=reason):
        sheet.read(data)


def test_old_records_tell_the_extent() -> None:
    """The cell records of an xls stream give the farthest row and column, also of rows of cells in one record."""
    stream = struct.pack("<HHHHH", 0x203, 6, 9, 3, 0) + struct.pack("<HHHHHH", 0xBD, 8, 4, 1, 0, 200) + b"\x03\x02"
    assert sheet_guard.extent(stream) == (10, 201)


def test_ods_styles_hide_sheets() -> None:
    """A sheet that its style hides is told and not read; the author is told too."""
    spaces = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text", "style")
    )
    style = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    cell = "<table:table-row><table:table-cell><text:p>秘</text:p></table:table-cell></table:table-row>"
    both = (
        f'<table:table table:name="藏" table:style-name="h">{cell}</table:table>'
        f'<table:table table:name="明">{cell}</table:table>'
    )
    data = pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {spaces}>{style}{both}</office:document-content>",
            "meta.xml": '<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>王小明</dc:creator></m>',
        }
    )
    pages = ods.read(data)
    assert [block.place for block in pages.blocks] == ["S明!A1"]
    assert ["藏" in pages.problems[0].message, "王小明" in pages.problems[1].message] == [True, True]


def test_repeated_cells_are_unfolded_within_bounds() -> None:
    """Equal cells repeat as the file says, a million of them are cut off."""
    data = ods_writer.write([TABLE])
    (grid,) = ods.read(data).blocks
    assert isinstance(grid, Grid)
    assert grid.height == 3
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    cell = '<table:table-cell table:number-columns-repeated="2"><text:p>1</text:p></table:table-cell>'
    for repeated, height in (("3", 3), ("1048576", 100), ("x", 1), ("0", 1)):
        row = f'<table:table-row table:number-rows-repeated="{repeated}">{cell}</table:table-row>'
        table = f'<table:table table:name="表">{row}</table:table>'
        body = f"<office:document-content {spaces}>{table}</office:document-content>"
        (grid,) = ods.read(pack({"content.xml": body})).blocks
        assert isinstance(grid, Grid)
        assert (grid.height, grid.width) == (height, 2)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"mimetype": "x"}, "没有正文"),
        ({"content.xml": "<a/>", "META-INF/manifest.xml": "<a><encryption-data/></a>"}, "密码"),
        ({"content.xml": "<a/>"}, "没有任何内容"),
    ],
)
def test_broken_ods_files_are_refused(parts: dict[str, str], reason: str) -> None:
    """No content, locked content, empty content."""
    with pytest.raises(Unreadable, match=reason):
        ods.read(pack(dict(parts)))


def test_formulas_without_results_are_said_once() -> None:
    """A sheet that was written by a program and never opened holds formulas alone: one sentence says what to do."""
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(
        io.BytesIO(xlsx_writer.write((PlainTable(((Spot("甲"), *(Spot("1") for _ in range(6))),)),)))
    ) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    whole, bare = (re.sub(rb"<v>1</v>", cell, parts[part]) for cell in (rb"<f>A1</f><v>1</v>", rb"<f>A1</f>"))
    assert sheet.read(pack(parts | {part: whole})).blocks
    with pytest.raises(Unreadable, match=r"6 处公式没有保存计算结果，.*保存一次后再报送"):
        sheet.read(pack(parts | {part: bare}))


def _cells(width: int = 5, **written: str) -> bytes:
    """An xlsx whose row 甲 1 1 1 … has some of its cells written otherwise: B='<c …>…</c>'."""
    part = "xl/worksheets/sheet1.xml"
    rows = (tuple(Spot(text) for text in ("甲", *["1"] * (width - 1))),)
    with zipfile.ZipFile(io.BytesIO(xlsx_writer.write((PlainTable(rows),)))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for letter, cell in written.items():
        pattern = rb"<c r=\"%s1\"[^>]*>.*?</c>" % letter.encode()
        parts[part], count = re.subn(pattern, lambda _, cell=cell: cell.encode(), parts[part])
        assert count == 1
    return pack(parts)


def _row(data: bytes) -> list[str]:
    (grid,) = sheet.read(data).blocks
    assert isinstance(grid, Grid)
    return [cell.text for cell in grid.cells]


def test_a_formula_without_a_figure_is_no_blank() -> None:
    """An error shows as it is, a formula that was never calculated says so, one whose result is no text is blank."""
    data = _cells(
        B='<c r="B1" t="e"><f>SUM(X1)</f><v>#REF!</v></c>',
        C='<c r="C1"><f>SUM(A1:A1)</f></c>',
        D='<c r="D1" t="str"><f>IF(B1=1,"","不平")</f><v></v></c>',
        E="<c t='e'><v>#N/A</v></c>",
    )
    assert _row(data) == ["甲", "#REF!", "（公式没有结果）", "", "#N/A"]


def test_many_formulas_that_give_no_text_are_no_fault() -> None:
    """Formulas that warn only where something is wrong have an empty text for a result."""
    warns = '<c r="{}1" t="str"><f>IF(A1=1,"","不平")</f><v></v></c>'
    data = _cells(8, **{letter: warns.format(letter) for letter in "CDEFGH"})
    assert _row(data)[:2] == ["甲", "1"]


def test_an_error_in_an_old_spreadsheet_is_no_blank() -> None:
    """A number of a real xls file made an error in place: that cell alone says so."""
    data = (DATA / "form_2021.xls").read_bytes()
    whole = [cell for grid in sheet.read(data).blocks if isinstance(grid, Grid) for cell in grid.cells]
    at = data.index(struct.pack("<HH", 0x27E, 10))
    row, column = struct.unpack_from("<HH", data, at + 4)
    broken = bytearray(data)
    struct.pack_into("<H", broken, at, 0x205)
    broken[at + 10 : at + 14] = bytes((0x17, 1, 0, 0))
    after = [cell for grid in sheet.read(bytes(broken)).blocks if isinstance(grid, Grid) for cell in grid.cells]
    changed = [new for old, new in zip(whole, after, strict=True) if old.text != new.text]
    assert [cell.text for cell in changed] == ["#REF!"]
    assert changed[0].place.endswith(f"{letters(column)}{row + 1}")


@pytest.mark.parametrize("what", ["row", "column", ""])
def test_hidden_rows_and_columns_with_content_are_told(what: str) -> None:
    """Whoever opens the published file can unhide them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        page = workbook.add_worksheet("表三")
        for index in range(3):
            page.write_row(index, 0, ["甲", 1, 2])
        if what == "row":
            page.set_row(1, None, None, {"hidden": True})
        if what == "column":
            page.set_column(2, 2, None, None, {"hidden": True})
        page.set_row(9, None, None, {"hidden": True})  # an empty one hides nothing
    said = [problem.message for problem in sheet.read(out.getvalue()).problems]
    assert said == (["工作表“表三”里有隐藏的行或列，里面有内容；公开前请删除或取消隐藏。"] if what else [])


def test_rows_with_content_stand_there_where_all_unused_rows_are_hidden() -> None:
    """A default height of zero (zeroHeight) hides what the sheet does not list; Excel and LibreOffice show the rest."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        page = made.add_worksheet("年报")
        page.set_default_row(hide_unused_rows=True)
        page.write_row(0, 0, ["项目", "数量"])
        page.write_row(1, 0, ["行政许可", 12])
    assert b"zeroHeight" in zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml")
    pages = sheet.read(out.getvalue())
    assert [text for one in pages.blocks if isinstance(one, Grid) for text in one.texts] == [
        "项目",
        "数量",
        "行政许可",
        "12",
    ]
    assert pages.problems == ()


def test_a_hidden_row_of_an_old_spreadsheet_is_told() -> None:
    """The flag of a row of a real xls file set in place."""
    data = bytearray((DATA / "form_2021.xls").read_bytes())
    assert not sheet.read(bytes(data)).problems
    data[data.index(struct.pack("<HH", 0x208, 16)) + 4 + 12] |= 0x20
    assert "隐藏的行或列" in sheet.read(bytes(data)).problems[0].message


def test_a_hidden_row_of_an_open_document_is_told() -> None:
    """The same in an ods, whose rows say so themselves."""
    plain = ods_writer.write((TABLE,))
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not ods.read(plain).problems
    parts["content.xml"] = parts["content.xml"].replace(
        b"<table:table-row", b'<table:table-row table:visibility="collapse"', 1
    )
    assert "隐藏的行或列" in ods.read(pack(parts)).problems[0].message


@pytest.mark.parametrize(
    ("kind", "size", "seen"),
    [("row", "row-height", ("0.02in", "0.2in")), ("column", "column-width", ("0.1cm", "2cm"))],
)
def test_a_row_or_column_of_no_size_of_an_open_document_is_told(kind: str, size: str, seen: tuple[str, str]) -> None:
    """One of a pixel hides what stands in it, one of a usual size does not."""
    with zipfile.ZipFile(io.BytesIO(ods_writer.write((TABLE,)))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for length, told in zip(seen, (1, 0), strict=True):
        style = (
            f'<office:automatic-styles><style:style style:name="thin" style:family="table-{kind}">'
            f'<style:table-{kind}-properties style:{size}="{length}"/></style:style></office:automatic-styles>'
        )
        content = parts["content.xml"].decode().replace("<office:body>", f"{style}<office:body>")
        own = '<table:table-column table:style-name="thin"/>' if kind == "column" else ""
        content = re.sub("(<table:table [^>]*>)", rf"\1{own}", content)
        if kind == "row":
            content = content.replace("<table:table-row", '<table:table-row table:style-name="thin"', 1)
        assert len(ods.read(pack(parts | {"content.xml": content.encode()})).problems) == told


def test_a_text_in_place_of_a_figure_is_no_row_of_its_own() -> None:
    """The cell says what stands there; a label that the form does not have it is not."""
    form = editions.edition("2021")
    values = {ref: str(1001 + at) for at, ref in enumerate(form.refs)}
    values["applications.refused.1.charity"] = "#REF!"
    report = read(xlsx_writer.write(list(printed.sections(form, values, "正文。"))), "a.xlsx")
    assert report.cells["applications.refused.1.charity"].raw == "#REF!"
    assert report.extras == ()
