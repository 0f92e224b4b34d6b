"""No text that comes from outside becomes a formula in a table that we write."""

import csv
import io
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletins.cells import csv_bytes, plain, unsigned, workbook

_EVIL = (
    '=cmd|"/c calc"!A1', "+1+1", "@SUM(1)", "-2+3", "\t=1+1", '=HYPERLINK("http://evil/","x")', "\r=1", " =1+1",
    "＝1+1", "'=1", "\u3000@x", "http://evil/", "mailto:a@b", "{=1}",
)  # fmt: skip


def test_a_workbook_holds_no_formula_and_no_link() -> None:
    """Every spelling of a formula, written the plain way, is a text."""
    stream = BytesIO()
    book = workbook(stream)
    page = book.add_worksheet()
    for row, text in enumerate(_EVIL):
        page.write(row, 0, text)
    book.close()
    with zipfile.ZipFile(stream) as made:
        sheet = made.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower()
    assert sheet.count('t="s"') == len(_EVIL)


@pytest.mark.parametrize("text", ["水务局", "-3", "12.5", "+7", "", "a=b"])
def test_what_is_harmless_is_left_alone(text: str) -> None:
    """Names and numbers stay as they are."""
    assert plain(text) == text


@given(st.text(max_size=20) | st.sampled_from(_EVIL))
def test_csv_begins_no_cell_like_a_formula_and_comes_back(text: str) -> None:
    """Behind blanks and signs, no cell begins like a formula unless it is a number; reading gives the text again."""
    written = plain(text)
    assert not written.lstrip(" \u3000").startswith(tuple("=@\t\r＝＋－＠"))
    assert unsigned(written) == text


def test_csv_rows_are_signed() -> None:
    """The bytes of a table have the sign in each cell that needs it."""
    ((first, second),) = csv.reader(io.StringIO(csv_bytes([("=1+1", "水务局")]).decode("utf-8-sig"), newline=""))
    assert (first, second) == ("'=1+1", "水务局")
