"""Copies: of oneself, of last year, of a neighbour that filed first; and forgotten plans."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from filings.dossier import Neighbour
from filings.report import Paragraph
from gateway.submission_view import for_the_office
from rules.book_io.rulebook import rulebook
from rules.book_io.zero_report import zero_report
from rules.checks.text.similar import Similar
from rules.engine.context import CheckContext
from rules.engine.render import render
from rules.engine.results import Breach, Gap

Make = Callable[..., CheckContext]
SECTIONS = ("section.1", "section.5")
LAST = Similar(where=SECTIONS, against="last", share=90)
NEAR = Similar(where=SECTIONS, against="neighbours", share=90)
PASSAGE = Similar(where=SECTIONS, against="neighbours", least=100)
SELF = Similar(where=("all",), against="self", least=45)
PLANS = Similar(where=("all",), against="last", fault="dropped", share=10)
ONE = (
    "围绕群众关心的饮水安全和防汛备汛，逐月公布水质监测结果和水库水位，组织村民代表到水厂看一看、问一问；"
    "窗口当面受理、当面登记，能当场答复的当场答复，不能当场答复的约好日子，逾期的由分管负责人过问，原因记在台账上。"
)
TWO = (
    "把招生片区画成地图贴在校门口，家长扫一扫就能看到自家孩子该去哪所学校；食堂每周晒账本，买了多少米面肉菜一目了然，"
    "家长委员会随时可以到后厨看一看，提了意见的当天给回音，第二天贴出改了什么。"
)


def neighbours(*texts: str, first: bool = True) -> tuple[Neighbour, ...]:
    """Neighbours whose first section says a text."""
    return tuple(
        Neighbour(agency=str(n), name=f"云岭县{n}号局", filed_first=first, passages={1: text, 5: ""})
        for n, text in enumerate(texts)
    )


def last(text: str, five: str = "人手少，更新慢。") -> dict[str, object]:
    """Last year's report with these sections one and five."""
    report = zero_report("2021", 2022)
    texts = {1: (Paragraph(text=text, place="P1"),), 5: (Paragraph(text=five, place="P2"),)}
    sections = tuple(replace(s, paragraphs=texts.get(s.number, s.paragraphs)) for s in report.sections)
    return {"previous": replace(report, sections=sections)}


def breaches(check: Similar, context: CheckContext) -> list[Breach]:
    """The breaches, with all their facts."""
    found = [result for result in check.run(context) if isinstance(result, Breach)]
    assert all(set(breach.facts) == check.facts for breach in found)
    return found


def without_five(context_of: Make, text: str, **more: object) -> CheckContext:
    """A context whose section five is empty, so that only section one is compared."""
    context = context_of(text, **more)
    sections = tuple(replace(s, paragraphs=() if s.number == 5 else s.paragraphs) for s in context.report.sections)
    return replace(context, dossier=replace(context.dossier, report=replace(context.report, sections=sections)))


def test_what_a_check_needs_follows_from_whom_it_compares_with() -> None:
    """Without the other text a rule is not applicable."""
    assert (SELF.needs, LAST.needs, NEAR.needs) == (frozenset(), {"previous"}, {"neighbours"})


def test_a_neighbours_text_under_another_name_is_found(context_of: Make) -> None:
    """The most alike of all neighbours is named, with a passage as it stands in this report."""
    text = f"2023年，云岭县水务局{ONE}"
    others = neighbours(TWO, f"2022年，云岭县1号局{ONE}", "简短。")
    (breach,) = breaches(NEAR, without_five(context_of, text, neighbours=others))
    assert breach.facts["other"] == "云岭县1号局"
    assert breach.facts["percent"] == 100
    assert str(breach.facts["passage"]).rstrip("…") in text
    assert breach.refs == SECTIONS


@pytest.mark.parametrize("rule", ["X02", "X03", "X04"])
def test_the_agency_is_not_told_with_whom_it_shares_a_text(context_of: Make, rule: str) -> None:
    """No word that it reads names the other body; the facts, which the office sees, do."""
    context = context_of(ONE, TWO, neighbours=neighbours(ONE + TWO))
    section = next(one for one in context.report.sections if one.number == 1)
    sections = tuple(
        replace(one, paragraphs=section.paragraphs) if one.number == 5 else one for one in context.report.sections
    )
    near = tuple(replace(one, passages={1: ONE + TWO, 5: ONE + TWO}) for one in context.dossier.neighbours or ())
    dossier = replace(context.dossier, report=replace(context.report, sections=sections), neighbours=near)
    again = replace(context, dossier=dossier)
    book = rulebook().by_id[rule]
    found = [render(one, book, again) for one in book.check.run(again) if isinstance(one, Breach)]
    assert found
    for one in found:
        assert "云岭县0号局" not in one.message + one.fix + one.place
        assert one.facts["other"] == "云岭县0号局"
        assert for_the_office(one) == "（另一个单位是云岭县0号局）"
        assert for_the_office(replace(one, rule="X01")) == ""


def test_who_filed_first_is_not_accused(context_of: Make) -> None:
    """The neighbour that filed later has to explain itself."""
    assert breaches(NEAR, without_five(context_of, ONE, neighbours=neighbours(ONE, first=False))) == []


def test_different_texts_are_not_alike(context_of: Make) -> None:
    """Two bodies that write of their own work share nothing."""
    assert breaches(NEAR, without_five(context_of, ONE, neighbours=neighbours(TWO))) == []
    assert breaches(PASSAGE, without_five(context_of, ONE, neighbours=neighbours(TWO))) == []


def test_a_long_passage_is_found_in_its_part(context_of: Make) -> None:
    """A passage is enough, however much else was written; a shorter one is not."""
    context = without_five(context_of, ONE + TWO, neighbours=neighbours(TWO[::-1] * 3 + ONE + TWO))
    (breach,) = breaches(PASSAGE, context)
    assert breach.refs == ("section.1",)
    assert breaches(PASSAGE, without_five(context_of, ONE + TWO, neighbours=neighbours(TWO[:60]))) == []


def test_a_neighbour_found_for_other_parts_is_not_compared(context_of: Make) -> None:
    """Its marks told which parts are alike; the others need not be looked at."""
    (near,) = neighbours(ONE + TWO)
    near = replace(near, groups=frozenset({(1,)}))
    assert breaches(PASSAGE, without_five(context_of, ONE + TWO, neighbours=(near,)))
    assert breaches(NEAR, without_five(context_of, ONE + TWO, neighbours=(near,))) == []


def test_short_texts_are_not_judged(context_of: Make) -> None:
    """Everybody says the same in ten words."""
    (gap,) = NEAR.run(without_five(context_of, "公开信息86条。", neighbours=neighbours("公开信息86条。")))
    assert isinstance(gap, Gap)


@pytest.mark.parametrize(("text", "count"), [(ONE, 1), (TWO, 0)])
def test_last_years_report_is_recognised(context_of: Make, text: str, count: int) -> None:
    """The own report of last year, and only a copy of it."""
    found = breaches(LAST, without_five(context_of, ONE, **last(text, "")))
    assert [breach.facts["other"] for breach in found] == ["本单位上年的报告"] * count


def test_a_paragraph_that_stands_twice_is_marked_at_its_second_place(context_of: Make) -> None:
    """Both places are given, the second first."""
    context = context_of(f"开头。{ONE}", f"（二）后面。{ONE}")
    (breach,) = breaches(SELF, context)
    assert breach.refs == ("section.1",)
    assert [place.partition("+")[0] for place in breach.places] == ["P11", "P10"]
    assert breach.facts["other"] == "第一部分第1段"


def test_repeated_law_is_no_repetition(context_of: Make) -> None:
    """Names of laws and forms may stand as often as needed."""
    law = "《中华人民共和国政府信息公开条例》《中华人民共和国政府信息公开工作年度报告格式》，政府信息公开，政务公开，"
    assert breaches(SELF, context_of(law + "甲。", law + "乙。")) == []


def test_only_named_parts_are_searched_for_repetition(context_of: Make) -> None:
    """A repetition between a named part and another one does not count."""
    check = Similar(where=("section.6",), against="self", least=45)
    assert breaches(check, context_of(ONE, ONE)) == []


def test_plans_that_were_not_taken_up_are_told(context_of: Make) -> None:
    """A plan of last year that this year's text does not touch, one finding for all; kept ones count as kept."""
    kept = "下一步，逐月公布水质监测结果和水库水位，组织村民代表到水厂看一看"
    lost = "下一步，编印办事指南送到每个村的公告栏，方便老年人查看"
    (breach,) = breaches(PLANS, context_of(ONE, **last(TWO, f"{kept}。{lost}。")))
    assert breach.facts["percent"] == 50
    assert breach.facts["passage"] == lost
    assert breaches(PLANS, context_of(ONE, **last(TWO, f"{kept}。"))) == []
    assert breaches(PLANS, context_of(ONE, **last(TWO, "人手少。"))) == []


def test_last_year_without_the_section_is_no_copy(context_of: Make) -> None:
    """A section that did not stand last year cannot have been copied."""
    report = replace(zero_report("2021", 2022), sections=())
    assert breaches(LAST, context_of(ONE, previous=report)) == []
    assert breaches(PLANS, context_of(ONE, previous=report)) == []
