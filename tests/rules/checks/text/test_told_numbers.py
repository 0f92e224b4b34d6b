"""What the text says of requests and of table two, held against the cells."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from rules.checks.text.requested import Requested
from rules.checks.text.tabled import Tabled
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap, Note, Result

Make = Callable[..., CheckContext]
_NEW, _IN = "applications.new.total", "applications.carried_in.total"
_S1 = ("section.1",)
_RECEIVED = Requested(where=_S1, told="received")


def run(check: Check, context: CheckContext) -> list[Result]:
    """All results; breaches carry what the check declares."""
    results = list(check.run(context))
    assert all(set(one.facts) == check.facts for one in results if isinstance(one, Breach))
    return results


@pytest.mark.parametrize("number", [7, 8])
def test_either_way_of_counting_passes(context_of: Make, number: int) -> None:
    """新收 alone, or with what came over from last year; the note says with what it agrees."""
    context = context_of(f"全年收到政府信息公开申请{number}件。", cells={_NEW: 7, _IN: 1})
    [note] = run(_RECEIVED, context)
    assert isinstance(note, Note)
    assert "本年新收" in note.text


def test_a_figure_that_fits_none_is_a_breach(context_of: Make) -> None:
    """Both sums and the words are told, with their place."""
    [breach] = run(_RECEIVED, context_of("全年收到政府信息公开申请9件。", cells={_NEW: 7, _IN: 1}))
    assert isinstance(breach, Breach)
    assert breach.facts["quote"] == "全年收到政府信息公开申请9件"
    assert breach.facts["found"] == Decimal(9)
    assert breach.places == ("P10+0:14",)
    assert breach.refs == _S1


def test_a_long_clause_is_quoted_from_the_words_that_count(context_of: Make) -> None:
    """The clause as far as it is short."""
    text = "我局" + "认真" * 12 + "对待、" + "收到公开申请9件" + "。"
    [breach] = run(_RECEIVED, context_of(text, cells={_NEW: 7}))
    assert isinstance(breach, Breach)
    assert len(str(breach.facts["quote"])) <= 40


@pytest.mark.parametrize(
    "text",
    [
        "全年收到公开申请约9件。",
        "其中通过网站收到公开申请9件。",
        "2022年收到公开申请9件。",
        "各乡镇收到公开申请9件。",
        "公开信息9条。",
    ],
)
def test_what_cannot_be_compared_is_a_gap(context_of: Make, text: str) -> None:
    """Rough figures, parts, other years and other bodies prove nothing."""
    assert [type(one) for one in run(_RECEIVED, context_of(text, cells={_NEW: 7}))] == [Gap]


def test_accepted_requests_may_be_fewer(context_of: Make) -> None:
    """Only where some may never have been accepted, and never more than came."""
    cells = {_NEW: 7, "applications.other.1.total": 1}
    assert [type(one) for one in run(_RECEIVED, context_of("受理公开申请6件。", cells=cells))] == [Gap]
    assert [type(one) for one in run(_RECEIVED, context_of("受理公开申请8件。", cells=cells))] == [Breach]


def test_a_cell_without_number_proves_nothing(context_of: Make) -> None:
    """A figure that was not read is never zero."""
    context = context_of("收到公开申请9件。没有收到公开申请。", report={"cells": {}})
    assert [type(one) for one in run(_RECEIVED, context)] == [Gap]
    assert [type(one) for one in run(Requested(where=_S1, told="none"), context)] == [Gap]


def test_what_is_told_rightly_may_be_told_again_in_part(context_of: Make) -> None:
    """A lesser figure of the same is one of its parts; a greater one is not."""
    cells = {"applications.granted.total": 5, "applications.total.total": 9, _NEW: 9}
    told = Requested(where=_S1, told="results")
    assert not [
        one
        for one in run(told, context_of("办结申请9件，予以公开5件。予以公开3件。", cells=cells))
        if isinstance(one, Breach)
    ]
    assert [
        one
        for one in run(told, context_of("办结申请9件，予以公开5件。予以公开6件。", cells=cells))
        if isinstance(one, Breach)
    ]


def test_a_part_of_unknown_size_can_only_be_less(context_of: Make) -> None:
    """因…不予公开1件 says nothing of all refusals, but cannot be more than they are."""
    cells = {"applications.refused.1.total": 2, _NEW: 9}
    told = Requested(where=_S1, told="results")
    few, many = (context_of(f"收到公开申请9件，因历史原因不予公开{n}件。", cells=cells) for n in (1, 3))
    assert [type(one) for one in run(told, few)] == [Gap]
    assert [type(one) for one in run(told, many)] == [Breach]


def test_last_year_needs_its_report(context_of: Make) -> None:
    """Only a figure said to be of last year is held against it, and no difference."""
    told = Requested(where=_S1, told="last")
    assert told.needs == {"previous"}
    assert [type(one) for one in run(told, context_of("收到公开申请比上年增加3件。"))] == [Gap]


def test_money_is_rounded_and_the_fee_stays_below(context_of: Make) -> None:
    """To what its last digit is worth; the fee for handling information is part of all fees."""
    cells = {"proactive.fees.amount": 62}
    fees, handling = Tabled(where=_S1, told="fees"), Tabled(where=_S1, told="handling")
    assert [type(one) for one in run(fees, context_of("行政事业性收费62.4万元。", cells=cells))] == [Breach]
    assert [type(one) for one in run(fees, context_of("行政事业性收费62万元。", cells=cells))] == [Note]
    assert [type(one) for one in run(fees, context_of("未收取任何行政事业性收费。", cells=cells))] == [Breach]
    assert [type(one) for one in run(fees, context_of("未收取行政事业性收费。", cells={}))] == [Note]
    assert [type(one) for one in run(handling, context_of("收取信息处理费500元。", cells=cells))] == [Note]
    assert [type(one) for one in run(handling, context_of("收取信息处理费630000元。", cells=cells))] == [Breach]
