"""The data period: stated, whole, once."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filings.report import Paragraph
from rules.checks.text.period import PeriodCheck
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap, Result
from rules.text.periods import periods

Told = Callable[[Check, str], list[Result]]
MISSING, WRONG, REPEATED = PeriodCheck(fault="missing"), PeriodCheck(fault="wrong"), PeriodCheck(fault="repeated")


def quotes(results: list[Result]) -> list[object]:
    """What each breach quotes."""
    return [result.facts["quote"] for result in results if isinstance(result, Breach)]


@pytest.mark.parametrize(
    "period",
    [
        "自2023年1月1日起至2023年12月31日止",
        "从2023年1月1日起到12月31日",
        "2023 年 1 月 1 日 — 2023 年 12 月 31 日",
        "2023年1月1日-12月31日",
        "2023.1.1-2023.12.31",
        "2023年01月01日至同年12月31日",
        "二〇二三年一月一日至二〇二三年十二月三十一日",
    ],
)
def test_a_whole_year_is_read_however_it_is_written(period: str, told: Told) -> None:
    """No clerk is blamed for the way a date is written."""
    lead = f'lead = "所列数据的统计期限{period}。"'
    assert quotes(told(MISSING, lead)) == quotes(told(WRONG, lead)) == quotes(told(REPEATED, lead)) == []


@pytest.mark.parametrize(
    ("period", "quote"),
    [
        ("2023年1月1日至2023年12月30日", "2023年1月1日至2023年12月30日"),
        ("2023年1月1日至次年12月31日", "2023年1月1日至次年12月31日"),
        ("2022年12月1日至2023年11月30日", "2022年12月1日至2023年11月30日"),
        ("2023年2月1日至12月31日", "2023年2月1日至12月31日"),
    ],
)
def test_any_other_days_are_wrong(period: str, quote: str, told: Told) -> None:
    """The period is 1 January to 31 December of the report's year."""
    assert quotes(told(WRONG, f'lead = "数据统计期限为{period}。"')) == [quote]


def test_a_period_must_be_stated_somewhere(told: Told) -> None:
    """In the lead, or elsewhere when it is called so; a year alone will do."""
    assert quotes(told(MISSING, 'lead = "根据《条例》编制。"')) == [""]
    assert quotes(told(MISSING, 'lead = "根据《条例》编制。统计数据为2023年度。"')) == []
    section = 'lead = "根据《条例》编制。"\nsection.1 = "所列数据统计期限为2023年1月1日至12月31日。"'
    assert quotes(told(MISSING, section)) == []
    other = 'lead = "根据《条例》编制。"\nsection.1 = "2023年1月1日至12月31日公开信息86条。"'
    assert quotes(told(MISSING, other)) == [""]


def test_the_second_statement_is_repeated(told: Told) -> None:
    """Every statement after the first is told."""
    lead = '"统计期限为2023年1月1日至12月31日。"'
    assert len(quotes(told(REPEATED, f"lead = [{lead}, {lead}, {lead}]"))) == 2


def test_the_same_period_elsewhere_does_no_harm(told: Told) -> None:
    """Other days in another part are told; the same days there contradict nothing."""
    lead = 'lead = "统计期限自2023年1月1日起至2023年12月31日止。"\nsection.1 = "统计期限为2023年'
    assert quotes(told(REPEATED, f'{lead}1月1日至12月31日。"')) == []
    assert quotes(told(REPEATED, f'{lead}1月1日至11月30日。"')) == ["2023年1月1日至11月30日"]


def test_without_a_year_nothing_is_wrong(context_of: Callable[..., CheckContext]) -> None:
    """Whose year it should be is not known."""
    (gap,) = WRONG.run(context_of("公开信息86条。", report={"year": None}))
    assert isinstance(gap, Gap)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet="自从20年1月3日至止起-.，。统计期限为二〇三", max_size=60))
def test_any_lead_is_read_without_a_crash(context_of: Callable[..., CheckContext], text: str) -> None:
    """Garbled periods are found or not, never an error; what is found stands in the text."""
    lead = (Paragraph(text=text, place="P2"),)
    assert all(period.quote in text for period in periods(context_of("正文。", report={"lead": lead})))


def test_days_of_something_else_are_no_data_period(context_of: Callable[..., CheckContext]) -> None:
    """A campaign from March to June stands beside the data period, in a paragraph that does not call it so."""
    context = context_of("数据统计期限为2023年1月1日至2023年12月31日。", "2023年3月1日至2023年6月30日开展专项检查。")
    assert [period.last for period in periods(context) if period.part == "section.1"] == [(2023, 12, 31)]
