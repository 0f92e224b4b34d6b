"""Sheets saved as text: read as tables where every row is whole, as text where one is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers import read, text
from readers.blocks import Grid, Text
from readers.comma import table_blocks
from samples import forms
from samples.writers import comma
from schemas.editions import edition

FORM = edition("2021")
VALUES = {ref: str(10_001 + index) for index, ref in enumerate(FORM.refs)}
DRAFT = forms.Draft(edition="2021", values=VALUES)
WHOLE = comma.write(forms.compose(DRAFT), encoding="utf-8").decode()
LINES = WHOLE.splitlines()
FIGURES = [number for number, line in enumerate(LINES) if sum(field.isdigit() for field in line.split(",")) > 1]


def test_prose_is_no_table() -> None:
    """Sentences with commas are text, and so is a table too small to be a saved report."""
    assert table_blocks("一, 二, 三, 四。\n" * 3) == []
    assert table_blocks("年内开会，研究工作。\n" * 50) == []
    assert isinstance(text.read("甲,乙\n".encode() * 20).blocks[0], Text)


def test_a_saved_sheet_has_its_tables_and_addresses() -> None:
    """Grids with the addresses that a spreadsheet program shows for the file."""
    grids = [block for block in text.read(WHOLE.encode()).blocks if isinstance(block, Grid)]
    assert len(grids) >= 3
    assert all(grid.place.startswith("Scsv!") for grid in grids)


@given(line=st.sampled_from(FIGURES), field=st.integers(0, 14), more=st.booleans())
def test_a_row_that_lost_or_won_a_field_gives_no_wrong_figure(line: int, field: int, more: bool) -> None:  # noqa: FBT001
    """One comma too few or too many moves figures to the next column: then nothing is taken for certain."""
    fields = LINES[line].split(",")
    changed = [*fields[:field], "", *fields[field:]] if more else fields[:field] + fields[field + 1 :]
    damaged = "\n".join([*LINES[:line], ",".join(changed), *LINES[line + 1 :]])
    cells = read(damaged.encode(), "a.csv").cells
    assert not [ref for ref, cell in cells.items() if cell.value is not None and str(cell.value) != VALUES[ref]]


def test_a_broken_row_is_named_once() -> None:
    """One sentence says in which line the fields do not fit, instead of many about tables that are not found."""
    at = FIGURES[4]
    for broken in (f"{LINES[at]},", LINES[at].rpartition(",")[0]):
        report = read("\n".join([*LINES[:at], broken, *LINES[at + 1 :]]).encode(), "a.csv")
        assert [f"第{at + 1}行的格数与其他行不同" in problem.message for problem in report.problems] == [True]
        assert not report.cells


@pytest.mark.parametrize("sign", [",", "\t"])
def test_a_field_of_any_size_is_no_fault(sign: str) -> None:
    """A field that the library refuses makes the file text."""
    assert table_blocks((f"{sign * 5}\n" * 20) + "甲" * 200_000) == []
