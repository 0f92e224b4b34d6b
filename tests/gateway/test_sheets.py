"""Tables that clerks keep: whatever program wrote them, cells come as text and rows keep their number."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filings.errors import UsageError
from gateway.sheets import LOST, read_sheet, write_sheet

_CELLS = st.text("县局=+-@,\"'甲1 ", max_size=6).map(str.strip)


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.tuples(_CELLS, _CELLS), max_size=4))
def test_what_is_written_is_read_back(tmp_path: Path, name: str, rows: list[tuple[str, str]]) -> None:
    """Formulas, quotes, commas and blanks stay what they were; empty rows are left out, numbers kept."""
    write_sheet(tmp_path / name, ("单位", "说明"), rows, "表")
    sheet = read_sheet(tmp_path / name, ["单位"])
    assert sheet.heads == ("单位", "说明")
    assert [(r.number, r.cells["单位"], r.cells["说明"]) for r in sheet.rows] == [
        (number, *row) for number, row in enumerate(rows, 2) if any(row)
    ]


def test_values_of_a_spreadsheet_come_as_people_see_them(tmp_path: Path) -> None:
    """Whole numbers without .0, days as days, numbers that lost digits marked as such."""
    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet()
    page.write_row(0, 0, ["年度", "比例", "日期", "代码"])
    page.write_row(1, 0, [2025, 0.5])
    page.write_datetime(1, 2, date(2026, 1, 20), book.add_format({"num_format": "yyyy-mm-dd"}))
    page.write_number(1, 3, 114500000070013706)
    book.close()
    (row,) = read_sheet(path, ["年度"]).rows
    assert row.cells == {"年度": "2025", "比例": "0.5", "日期": "2026-01-20", "代码": LOST}


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [("a.csv", b"\xff\xff\xff\xfe", "编码无法识别"), ("a.xls", b"nothing", "打不开"), ("a.csv", b"", "没有找到表头")],
)
def test_what_is_no_table_says_so(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    """One sentence with the name of the file and what to do."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError, match=why):
        read_sheet(tmp_path / name, ["单位"])


def test_a_written_sheet_prints_as_wide_as_the_paper(tmp_path: Path) -> None:
    """Landscape, one page wide, long cells wrapped, and every page has the heads."""
    write_sheet(tmp_path / "t.xlsx", ("单位", "名称"), [("A01", "很长的名称" * 20)], "名录")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        page = book.read("xl/worksheets/sheet1.xml")
        assert b'orientation="landscape"' in page
        assert b"<pageSetUpPr fitToPage" in page
        assert b"_xlnm.Print_Titles" in book.read("xl/workbook.xml")
        assert book.read("xl/styles.xml").count(b'wrapText="1"') == 2


def test_a_folder_that_is_not_there_cannot_be_written_to(tmp_path: Path) -> None:
    """The path and the reason are told."""
    with pytest.raises(UsageError, match="写不了"):
        write_sheet(tmp_path / "nowhere" / "t.csv", ("单位",), [], "表")
