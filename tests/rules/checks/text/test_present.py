"""Needed things: words of lists, and a number, a signature, a date."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from rules.checks.text.present import Present
from rules.engine.results import Breach, Check, Gap, Result

Told = Callable[[Check, str], list[Result]]


def missing(results: list[Result]) -> list[object]:
    """What was missing, for each breach."""
    return [result.facts["missing"] for result in results if isinstance(result, Breach)]


def test_one_breach_lists_everything_that_is_missing(told: Told) -> None:
    """A clerk gets one finding with all that must be added, in the order of the rule."""
    check = Present(where=("lead", "contact"), words=("address", "phone", "postcode"))
    assert missing(told(check, 'lead = "现将情况报告如下。"')) == [("地址", "电话", "邮政编码")]
    assert missing(told(check, 'lead = "地址：建设路18号。"')) == [("电话", "邮政编码")]
    assert missing(told(check, "")) == []


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("全年公开信息86条。", True),
        ("办结率100%。", True),
        ("召开会议三次。", True),
        ("2023年，从3月5日起改版。", False),
        ("第一，加强领导。", False),
        ("按照2023 年度的要求办理。", False),
    ],
)
def test_a_number_counts_something(text: str, stands: bool, told: Told) -> None:  # noqa: FBT001 - a table of cases
    """Years and days say nothing of the work done."""
    assert missing(told(Present(where=("section.1",), signs=("number",)), f'section.1 = "{text}"')) == [
        ("具体数字",)
    ] * (not stands)


@pytest.mark.parametrize(
    ("closing", "lacking"),
    [
        (["云岭县水务局", "2024年1月20日"], []),
        (["2024-01-20"], [("落款单位",)]),
        (["云岭县教育局"], [("落款日期",)]),
        (["云岭县水务局二○二四年一月二十日"], []),
        (["（此页无正文）"], [("落款单位", "落款日期")]),
    ],
)
def test_a_closing_is_signed_and_dated(closing: list[str], lacking: list[object], told: Told) -> None:
    """Any body signs; a day in figures or numerals dates."""
    given = "closing = [" + ",".join(f'"{line}"' for line in closing) + "]"
    assert missing(told(Present(where=("closing",), signs=("signature", "date")), given)) == lacking


def test_nothing_is_asked_where_the_cells_are_zero(told: Told) -> None:
    """What presupposes a case is not asked of a report without one."""
    check = Present(where=("section.5",), words=("corrections",), given=("review.reconsideration.corrected",))
    (gap,) = told(check, "")
    assert isinstance(gap, Gap)
    assert missing(told(check, 'review.reconsideration.corrected = 2\nsection.5 = "栏目更新慢，已加快。"')) != []


def test_nothing_is_asked_of_a_section_without_text(told: Told) -> None:
    """An empty section is told by the rule on empty sections."""
    (gap,) = told(Present(where=("section.1",), words=("topic_requests",)), "section.1 = []")
    assert isinstance(gap, Gap)


def test_words_of_another_kind_of_agency_do_not_count(told: Told) -> None:
    """The title of a report is looked at without its blanks."""
    check = Present(where=("title",), words=("annual_report",))
    assert missing(told(check, 'title = "云岭县水务局2023年政府信息公开 工作年度报告"')) == []
    assert missing(told(check, 'title = "云岭县水务局2023年政务公开年度报告"')) != []


def test_a_sentence_that_says_neither_leaves_it_open(told: Told) -> None:
    """What is said in other words than the lists' is not missing; where every sentence is of one list, the other is."""
    check = Present(where=("section.5",), words=("problems", "improvements"), every_sentence=True)
    assert missing(told(check, 'section.5 = "栏目管理员常换人，发布的信息里有错别字。明年打算每季度培训一次。"')) == []
    assert missing(told(check, 'section.5 = "部分栏目更新不够及时。解读形式单一。"')) == [("改进",)]
    planned = replace(check, planned="improvements")
    assert missing(told(planned, 'section.5 = "部分栏目不够及时。2024年，问题栏目每季度检查一次。"')) == []
    assert missing(told(check, 'section.5 = "下一步将加强培训。"')) == [("存在的问题",)]
