"""Figures torn by a blank or a break: joined where the sums leave one way, else open; never half a figure."""

from random import Random

import pytest

from filings.figure import CellState
from filings.report import Report
from readers import read
from samples.figures import valid_report
from samples.forms import FORMATS, Draft, compose, refs, write
from samples.writers import ods, rtf, xlsx

_FORMS = (*FORMATS, "rtf", "xlsx", "ods")
_REF = "applications.new.natural"
_ROW = ("business", "research", "charity", "legal", "other")


def _written(values: dict[str, str], form: str) -> Report:
    draft = Draft(edition="2021", values=values)
    if form in FORMATS:
        return read(write(draft, form), "")
    return read({"rtf": rtf, "xlsx": xlsx, "ods": ods}[form].write(compose(draft)), "")


def _values(**figures: str) -> dict[str, str]:
    """Zeros, with these figures in the row of new applications."""
    zeros = dict.fromkeys(refs(Draft(edition="2021", values={})), "0")
    return zeros | {f"applications.new.{name}": text for name, text in figures.items()}


@pytest.mark.parametrize("tear", [" ", "\n", "  "])
@pytest.mark.parametrize("form", _FORMS)
def test_one_way_is_taken(form: str, tear: str) -> None:
    """5230 torn between 2 and 3: only the whole figure gives the total, and it is told as inferred."""
    report = _written(_values(natural=f"52{tear}30", business="7", total="5237"), form)
    cell = report.cells[_REF]
    assert (cell.value, cell.state) == (5230, CellState.INFERRED)
    assert report.value("applications.new.total") == 5237
    assert [report.value(f"applications.new.{name}") for name in _ROW] == [7, 0, 0, 0, 0]


@pytest.mark.parametrize("form", _FORMS)
def test_total_torn_by_a_break(form: str) -> None:
    """The end of the last figure of a row on a line of its own is no figure of the next row, nor nothing."""
    report = _written(_values(natural="5230", business="7", total="52\n37"), form)
    assert report.value("applications.new.total") == 5237


@pytest.mark.parametrize("form", ["loose", "tabs", "pipes", "html", "docx"])
def test_a_blank_beside_leaves_it_open(form: str) -> None:
    """``2 3`` beside a blank, of which 2 or 3 alone would do as well: the cell is open."""
    cell = _written(_values(natural="2 3", business="", total="23"), form).cells[_REF]
    assert cell.value is None
    assert cell.state in (CellState.TEXT, CellState.AMBIGUOUS)


@pytest.mark.parametrize("form", ["lines", "spaced"])
def test_two_ways_stay_open(form: str) -> None:
    """Of loose figures ``1 1 0`` with total 11, 11 and 0 do as well as 1 and 10: both cells are open."""
    report = _written(_values(natural="1 1", total="11"), form)
    assert report.value(_REF) is None
    assert report.value("applications.new.business") is None


def test_without_a_sum_nothing_is_joined() -> None:
    """Table two has no sums: a torn figure stays text there."""
    report = _written(_values() | {"proactive.licences.decisions": "52 30"}, "html")
    assert report.cells["proactive.licences.decisions"].state is CellState.TEXT


@pytest.mark.parametrize("form", ["tabs", "pipes", "html"])
def test_its_parts_are_not_two_cells(form: str) -> None:
    """``52 30`` before a blank cell: 30 is not the figure of the cell behind it."""
    row = {"issued": "52 30", "repealed": "1", "valid": ""}
    report = _written(_values() | {f"proactive.normative.{name}": text for name, text in row.items()}, form)
    assert report.value("proactive.normative.issued") is None
    assert report.value("proactive.normative.repealed") == 1
    assert report.value("proactive.normative.valid") is None


def test_cells_of_a_table_are_not_joined() -> None:
    """52 and 30 in two cells of a row, and leaving one out fits nothing: open."""
    data = write(Draft(edition="2021", values=_values(natural="5230", total="5230")), "html").decode()
    assert data.count("<td>5230</td>") == 2
    report = read(data.replace("<td>5230</td>", "<td>52</td><td>30</td>", 1).encode(), "")
    assert report.value(_REF) is None


@pytest.mark.parametrize("form", _FORMS)
def test_no_half_of_a_figure_is_read(form: str) -> None:
    """In valid reports, whichever figure is torn: it is read whole or stays open, the others are right or open."""
    for seed in range(6):
        draws = Random(seed)
        found = valid_report(draws)
        values = {ref: str(int(found.value(ref) or 0)) for ref in refs(Draft(edition="2021", values={}))}
        ref = draws.choice(sorted(one for one, text in values.items() if len(text) > 1 and "proactive" not in one))
        cut, tear = draws.randrange(1, len(values[ref])), draws.choice(" \n")
        report = _written(values | {ref: values[ref][:cut] + tear + values[ref][cut:]}, form)
        wrong = {
            one: (report.cells[one].raw, text)
            for one, text in values.items()
            if report.cells[one].value not in (None, int(text))
        }
        assert wrong == {}


def test_read_alike_when_its_layout_came_before() -> None:
    """The short way by layouts does not leave a torn figure as text that the long way joins."""
    values = _values(natural="52 30", total="5230")
    found = [_written(values, "html").value(_REF) for _ in range(4)]
    assert found == [5230] * 4
