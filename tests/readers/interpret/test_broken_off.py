"""A table that breaks off is told once, with the last row that is there."""

from dataclasses import replace

import pytest

from filings import problems
from filings.report import Report
from readers import read
from samples.forms import Draft, compose, refs
from samples.writers import flat, page, word
from samples.writers.parts import PlainTable

_DRAFT = Draft(edition="2021", values={})
_WRITERS = {
    "a.html": page.write,
    "a.docx": word.write,
    "a.txt": lambda parts: flat.LAYOUTS["tabs"](parts).encode(),
}


def _cut(name: str, table: int, rows: int) -> Report:
    """A report of which table ``table`` ends after so many printed rows."""
    parts = list(compose(replace(_DRAFT, values=dict.fromkeys(refs(_DRAFT), "0"))))
    at = [index for index, part in enumerate(parts) if isinstance(part, PlainTable)][table]
    whole = parts[at]
    assert isinstance(whole, PlainTable)
    parts[at] = PlainTable(tuple(tuple(replace(spot, rows=1) for spot in row) for row in whole.rows[:rows]))
    return read(_WRITERS[name](parts), name)


@pytest.mark.parametrize("name", _WRITERS)
def test_a_table_that_ends_in_the_middle_is_said_once(name: str) -> None:
    """The problem names the last row that was read, how many rows are missing, and where to look."""
    report = _cut(name, 1, 12)
    (problem,) = [one for one in report.problems if one.code == problems.TABLE_CUT]
    last = "applications.refused.5"
    assert problem.place == report.labels[last].place
    assert report.labels[last].raw in problem.message
    absent = {ref.rpartition(".")[0] for ref, cell in report.cells.items() if cell.state == "absent"}
    assert f"后面的 {len(absent)} 行都没有" in problem.message


@pytest.mark.parametrize("name", _WRITERS)
def test_one_row_left_out_at_the_end_is_no_cut(name: str) -> None:
    """The last row alone, or rows missing in the middle, are findings of their own."""
    report = _cut(name, 1, 29)
    assert problems.TABLE_CUT not in {one.code for one in report.problems}


def test_the_first_table_may_break_off_too() -> None:
    """Table two, cut before the fees, is told in the same way."""
    report = _cut("a.html", 0, 7)
    assert [one.code for one in report.problems if one.code == problems.TABLE_CUT] == [problems.TABLE_CUT]
