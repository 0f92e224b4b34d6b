"""Report <-> JSON: nothing is lost on the way, and every departure from the shape is named."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filings.figure import CellState
from filings.report import Cell, Extra, Label, Paragraph, Problem, Report, Section, Surplus
from schemas.editions import edition
from schemas.report import faults, from_json, tables, to_json

_words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)
_days = st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31))
_paragraphs = st.lists(st.builds(Paragraph, text=_words, place=_words), max_size=2).map(tuple)
_figures = st.integers(-999, 999_999).map(Decimal) | st.integers(0, 99_999_999).map(lambda n: Decimal(n) / 10000)


@st.composite
def _cells(draw: st.DrawFn, name: str) -> dict[str, Cell]:
    found = {}
    for ref in draw(st.lists(st.sampled_from(edition(name).refs), unique=True, max_size=30)):
        state = draw(st.sampled_from(CellState))
        value = draw(_figures) if state in (CellState.NUMBER, CellState.INFERRED) else None
        found[ref] = Cell(raw=draw(_words), state=state, value=value, place=draw(_words))
    return found


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report that a reader could make."""
    name = draw(st.sampled_from(["2019", "2021"]))
    return Report(
        edition=name,
        title=draw(st.none() | _words),
        agency=draw(st.none() | _words),
        year=draw(st.none() | st.integers(1990, 2199)),
        signed_by=draw(st.none() | _words),
        signed_on=draw(_days),
        published_on=draw(_days),
        lead=draw(_paragraphs),
        closing=draw(_paragraphs),
        sections=draw(
            st.lists(
                st.builds(Section, number=st.integers(1, 6), heading=_words, place=_words, paragraphs=_paragraphs),
                max_size=3,
            ).map(tuple)
        ),
        cells=draw(_cells(name)),
        labels=draw(st.dictionaries(_words, st.builds(Label, raw=_words, place=_words), max_size=3)),
        extras=draw(st.just((Extra(table="applications", raw="小计", place="T2R1C4"),)) | st.just(())),
        surplus=draw(st.just((Surplus(row="review", raw=("0", "1"), place="L3"),)) | st.just(())),
        problems=draw(st.just((Problem(code="leftover", message="请删除。", place="L1"),)) | st.just(())),
        places=draw(st.dictionaries(st.sampled_from(["title", "year"]), _words)),
    )


@settings(deadline=None)
@given(report=reports())
def test_nothing_is_lost_on_the_way(report: Report) -> None:
    """A report written as JSON text, and read back, is the same report; and it has the published shape."""
    data = json.loads(json.dumps(to_json(report)))
    assert faults(data) == []
    assert from_json(data) == report


def _least(**more: object) -> dict[str, Any]:
    data: dict[str, Any] = {"edition": "2021", "title": None, "agency": None, "year": 2023, "tables": {}}
    return data | more


def test_tables_alone_make_a_report() -> None:
    """Numbers by key are enough: cells, places and labels follow from the form; what is null is blank, not zero."""
    data = _least(tables={"proactive": {"fees": [2.5]}, "applications": {"new": [1, 0, 0, 0, 0, 0, None]}})
    report = from_json(data)
    fee, total = report.cells["proactive.fees.amount"], report.cells["applications.new.total"]
    assert (fee.value, fee.raw, fee.state) == (Decimal("2.5"), "2.5", CellState.NUMBER)
    assert fee.place == "/tables/proactive/fees/0"
    assert (total.value, total.state) == (None, CellState.BLANK)
    assert report.labels["applications.new"].raw == "一、本年新收政府信息公开申请数量"
    assert "applications.carried_in" not in report.labels


def test_tables_count_more_than_claimed_states() -> None:
    """A cell that claims to be a number has one only if the tables give it; a number in the tables is one."""
    cells = {
        "applications.new.natural": {"raw": "", "state": "number"},
        "applications.new.business": {"raw": "若干", "state": "number"},
        "applications.new.research": {"raw": "3", "state": "blank"},
    }
    data = _least(cells=cells, tables={"applications": {"new": [None, None, 3, 4, None, None, None]}})
    report = from_json(data)
    states = {ref.rpartition(".")[2]: cell.state.value for ref, cell in report.cells.items()}
    assert states == {"natural": "blank", "business": "text", "research": "number", "charity": "number"}


@pytest.mark.parametrize(
    ("rows", "name"),
    [({"licences": [1]}, "2021"), ({"licences": [1, 0, 2]}, "2019"), ({"regulations": [0, 0, 0]}, None), ({}, None)],
)
def test_edition_follows_from_the_rows(rows: dict[str, list[int]], name: str | None) -> None:
    """Where the sender names no form, the widths of the rows tell it, if only one form has them."""
    assert from_json(_least(edition=None, tables={"proactive": rows})).edition == name


@pytest.mark.parametrize(
    ("change", "pointer", "words"),
    [
        ({"year": "2023"}, "/year", "一个整数"),
        ({"tables": {"review": [0] * 14}}, "/tables/review", "至少要有15项，现在是14项"),
        ({"tables": {"applications": {"new": [0] * 8}}}, "/tables/applications/new", "最多7项"),
        ({"tables": {"applications": {"neu": [0] * 7}}}, "/tables/applications", "“neu”"),
        ({"tables": {"proactive": {"services": [0, 0, 0]}}}, "/tables/proactive/services", "2021年版式没有这一行"),
        ({"tables": {"proactive": {"licences": [0, 0, 0]}}}, "/tables/proactive/licences", "应有1个数，现在是3个"),
        ({"signed_on": "昨天"}, "/signed_on", "昨天"),
        ({"edition": "2008"}, "/edition", "只能是"),
        ({"sections": [{"heading": "一、总体情况"}]}, "/sections/0", "缺少“number”"),
    ],
)
def test_each_fault_is_located_and_worded(change: dict[str, Any], pointer: str, words: str) -> None:
    """A document that departs from the shape is told where and how, in Chinese."""
    found = faults(_least(**change))
    assert [where for where, _ in found] == [pointer]
    assert words in found[0][1]


@pytest.mark.parametrize("data", [None, [], "报告", 3])
def test_what_is_no_object_is_a_fault(data: object) -> None:
    """Any JSON value may be handed in."""
    assert faults(data)[0][0] == ""


def test_a_table_that_is_not_there_is_empty() -> None:
    """No cell of a table means no row of it, and None for the review table: never zeros."""
    assert tables(Report()) == {"proactive": {}, "applications": {}, "review": None}
    assert tables(
        Report(
            edition="2019",
            cells={"applications.new.total": Cell(raw="1", state=CellState.NUMBER, value=Decimal(1), place="")},
        )
    )["applications"] == {"new": [None] * 6 + [1]}


def test_rows_may_be_null() -> None:
    """A row given as null is a row that is not there."""
    report = from_json(_least(tables={"proactive": {"fees": None}, "applications": None, "review": None}))
    assert faults(_least(tables={"proactive": {"fees": None}})) == []
    assert report.cells == {}
