"""The six headings: each has one class, and what is out of order is always told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filings.dossier import Dossier
from filings.report import Report, Section
from rules.book_io.zero_report import zero_report
from rules.checks.form.headings import HeadingsCheck
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Result
from rules.lexicon.lists import Lists
from rules.text.headings import classed
from schemas.editions import edition

Told = Callable[[Check, str], list[Result]]
FAULTS = get_args(get_type_hints(HeadingsCheck)["fault"])


def context(report: Report, lists: Lists) -> CheckContext:
    """A context with nothing but a report."""
    dossier = Dossier(as_of=date(2024, 4, 1), report=report)
    return CheckContext(dossier=dossier, edition=edition(report.edition or "2021"), lists=lists)


def faults(report: Report, lists: Lists) -> dict[str, list[Breach]]:
    """The breaches of each fault, faults without any left out."""
    one = context(report, lists)
    found = {fault: [b for b in HeadingsCheck(fault=fault).run(one) if isinstance(b, Breach)] for fault in FAULTS}
    return {fault: breaches for fault, breaches in found.items() if breaches}


def with_heading(number: int, heading: str, name: str = "2021") -> Report:
    """A clean report with one heading changed."""
    report = zero_report(name)
    return replace(
        report, sections=tuple(replace(s, heading=heading) if s.number == number else s for s in report.sections)
    )


@pytest.mark.parametrize("name", ["2019", "2021"])
def test_the_forms_own_headings_are_right(name: str, lists: Lists) -> None:
    """A report that follows either form has no fault."""
    assert faults(zero_report(name), lists) == {}


@pytest.mark.parametrize("name", ["2019", "2021"])
@pytest.mark.parametrize(
    ("number", "heading", "fault"),
    [
        (1, "总体情况", "unnumbered"),
        (1, "第一部分 总体情况", "script"),
        (1, "—、总体情况", "script"),
        (1, "①总体情况", "script"),
        (2, "2.主动公开政府信息情况", "script"),
        (2, "（二）主动公开政府信息情况", "script"),
        (2, "贰、主动公开政府信息情况", "script"),
        (2, "II、主动公开政府信息情况", "script"),
        (2, "二、主动公开政府信息的情况", "variant"),
        (2, "二、行政机关主动公开政府信息情况", "variant"),
        (2, "二、主动公开情况", "variant"),
        (2, "二、政府信息发布情况", "altered"),
        (2, "二、政府信息情况", "altered"),
        (3, "三、收到和处理政务公开申请情况", "altered"),
        (3, "三、收到和处理政府信息公开情况", "altered"),
        (4, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "variant"),
        (4, "四、政府信息公开行政诉讼情况", "altered"),
        (5, "五、存在的主要问题", "altered"),
        (5, "五、主要不足及整改情况", "variant"),
        (6, "六、需要报告的其他事项", "retitled"),
        (6, "七、其他需要报告的事项", "shifted"),
        (6, "十一、其他需要报告的事项", "shifted"),
    ],
)
def test_a_heading_has_exactly_one_class(number: int, heading: str, fault: str, name: str, lists: Lists) -> None:
    """Whatever is wrong with a line is told by one rule only, on either form, with its place."""
    found = faults(with_heading(number, heading, name), lists)
    assert list(found) == [fault]
    (breach,) = next(iter(found.values()))
    assert breach.refs == (f"section.{number}",)
    assert breach.places == (f"P{number * 9}",)
    assert breach.facts["found"] == heading


@pytest.mark.parametrize(
    "heading",
    [
        "四、政府信息公开行政复议，行政诉讼情况",
        "四、 政府信息公开 行政复议、行政诉讼情况",
        "四．政府信息公开行政复议、行政诉讼情况：",
    ],
)
def test_signs_and_blanks_do_not_matter(heading: str, lists: Lists) -> None:
    """A comma for a pause mark, a blank, or a colon at the end is no fault of a heading."""
    assert faults(with_heading(4, heading), lists) == {}


def test_a_missing_section_takes_its_table_with_it(lists: Lists) -> None:
    """The breach refers to the table as well, so that rules on a missing table give way."""
    report = zero_report()
    report = replace(report, sections=tuple(s for s in report.sections if s.number != 3))
    (breach,) = faults(report, lists)["missing"]
    assert breach.refs == ("section.3", "applications")
    assert breach.facts == {"number": "三", "found": "", "expected": "收到和处理政府信息公开申请情况"}


def test_a_report_that_is_cut_off_is_told_once(lists: Lists) -> None:
    """What is missing at the end is one fault, with all its tables; a section left out before it is another."""
    report = zero_report()
    report = replace(report, sections=tuple(s for s in report.sections if s.number in (1, 3)))
    left_out, cut_off = faults(report, lists)["missing"]
    assert left_out.refs == ("section.2", "proactive")
    assert cut_off.refs == ("section.4", "section.5", "section.6", "review")
    assert cut_off.facts["number"] == "四至六"


def test_a_report_without_headings_is_told_once(lists: Lists) -> None:
    """Six missing sections are one fault: nothing was recognised."""
    (breach,) = faults(replace(zero_report(), sections=()), lists)["missing"]
    assert breach.refs[0] == "headings"
    assert len(breach.facts["expected"]) == 6  # type: ignore[arg-type]


@pytest.mark.parametrize("order", [o for o in permutations(range(6)) if o != tuple(range(6))][::7])
def test_shuffled_sections_are_always_told(order: tuple[int, ...], lists: Lists) -> None:
    """Every order but the right one is one breach, and marks no more sections than must move."""
    report = zero_report()
    report = replace(report, sections=tuple(report.sections[at] for at in order))
    found = faults(report, lists)
    assert list(found) == ["order"]
    (breach,) = found["order"]
    assert 1 <= len(breach.refs) < 6
    assert breach.facts["expected"] == "一、二、三、四、五、六"


def test_a_repeated_section_is_out_of_order(lists: Lists) -> None:
    """The same section twice cannot stand in order."""
    report = zero_report()
    report = replace(report, sections=(*report.sections[:3], report.sections[2], *report.sections[3:]))
    (breach,) = faults(report, lists)["order"]
    assert breach.facts["found"] == "一、二、三、三、四、五、六"


def test_a_shift_is_told_once_for_all_that_follow(lists: Lists) -> None:
    """Numbers that run off together are one fault, at the first of them."""
    report = zero_report()
    moved = [replace(s, heading=f"{'一四五六七八'[s.number - 1]}、{s.heading[2:]}") for s in report.sections]
    (breach,) = faults(replace(report, sections=tuple(moved)), lists)["shifted"]
    assert breach.refs == tuple(f"section.{number}" for number in range(2, 7))
    assert breach.facts["found"] == "四、主动公开政府信息情况"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    sections=st.lists(
        st.builds(Section, number=st.integers(1, 6), heading=st.text(max_size=30), place=st.just("P1")), max_size=8
    )
)
def test_any_heading_has_one_class_and_never_crashes(lists: Lists, sections: list[Section]) -> None:
    """Arbitrary headings in any order are classed, each once."""
    report = replace(zero_report(), sections=tuple(sections))
    assert len(classed(context(report, lists))) == len(sections)
    marked = [ref for breaches in faults(report, lists).values() for b in breaches for ref in b.places]
    assert len(marked) <= len(sections)
