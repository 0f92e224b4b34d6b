"""Titles of reports taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.title import is_title, parse_title, written_year


@pytest.mark.parametrize(
    ("text", "agency", "year", "annual", "work"),
    [
        ("云岭县水务局2023年政府信息公开工作年度报告", "云岭县水务局", 2023, True, True),
        ("云岭县水务局 2023 年度政府信息公开工作年度报告", "云岭县水务局", 2023, True, True),
        ("2023年政府信息公开工作年度报告", "", 2023, True, True),
        ("云岭县政府信息公开工作年度报告", "云岭县", None, True, True),
        ("云岭县水务局二〇二三年政府信息公开年度报告", "云岭县水务局", 2023, True, False),
        ("云岭县水务局政府信息公开工作年度报告（2023年）", "云岭县水务局", 2023, True, True),
        ("《云岭县水务局2023年信息公开工作报告》", "云岭县水务局", 2023, False, True),
        ("云岭县２０２３年政府信息公开年报", "云岭县", 2023, True, False),
    ],
)
def test_title_is_taken_apart(text: str, agency: str, year: int | None, *, annual: bool, work: bool) -> None:
    """Agency, year and the usual words are found wherever the title puts them."""
    found = parse_title(text)
    assert (found.agency, found.year, found.annual, found.work, found.ends) == (agency, year, annual, work, True)
    assert is_title(text)


@pytest.mark.parametrize(
    "text",
    ["关于做好2023年政府信息公开工作年度报告的通知", "云岭县水务局2023年工作报告", "政府信息公开指南", "", "报告"],
)
def test_other_titles_are_none(text: str) -> None:
    """A notice about reports, or another report, is no title of a report."""
    assert not is_title(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [("2020", 2020), ("二〇二〇", 2020), ("二零二一", 2021), ("二○二四", 2024), ("20", None), ("十九", None)],
)
def test_written_year(text: str, year: int | None) -> None:
    """Years in digits and in numerals; anything else is none."""
    assert written_year(text) == year


@given(st.text(max_size=80))
def test_any_text_is_taken_apart(text: str) -> None:
    """Nothing that stands in a title line makes it fall over."""
    found = parse_title(text)
    assert found.year is None or 1900 <= found.year <= 2099
