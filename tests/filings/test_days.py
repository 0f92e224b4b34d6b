"""Days as people write them; days that no calendar has get one sentence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.days import day, month_day

_FORMS = (
    "{y}-{m}-{d}", "{y}-{m:02}-{d:02}", "{y}年{m}月{d}日", "{y} 年 {m} 月 {d} 日", "{y}.{m}.{d}", "{y}/{m}/{d}",
    "{y}{m:02}{d:02}", " {y}-{m}-{d} ", "{y}－{m}－{d}", "{y}．{m}．{d}", "{y}年{m}月{d}号",
)  # fmt: skip


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(_FORMS), st.booleans())
def test_every_form_of_a_day_is_that_day(one: date, form: str, wide: bool) -> None:  # noqa: FBT001 - a parameter
    """Whatever stands between the numbers, padded or not, in half-width or full-width digits."""
    text = form.format(y=one.year, m=one.month, d=one.day)
    if wide:
        text = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert day(text) == one


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-2-30", "没有2026年2月30日这一天，2月只有28天"), ("2024年2月30日", "2月只有29天"),
        ("20261301", "没有13月"), ("2026-0-1", "没有0月"), ("0000-01-01", "没有0年"), ("明天", "不是日期"),
        ("2026", "不是日期"), ("", "不是日期"), ("2026-1-1-1", "不是日期"), ("26-1-1", "不是日期"),
    ],
)  # fmt: skip
def test_what_is_no_day_gets_one_sentence(text: str, told: str) -> None:
    """The sentence says which part is wrong, or how to write a day."""
    with pytest.raises(ValueError, match=told) as found:
        day(text)
    assert "\n" not in str(found.value)


@pytest.mark.parametrize("text", ["01-20", "1月20日", "1.20", "0120", "1/20", "１月２０日"])
def test_month_and_day(text: str) -> None:
    """A date of every year is written without one."""
    assert month_day(text) == (1, 20)


@pytest.mark.parametrize(
    ("text", "told"), [("2月30日", "没有2月30日这一天"), ("13-1", "没有13月"), ("元旦", "不是月日")]
)
def test_month_and_day_that_are_none(text: str, told: str) -> None:
    """No year is named where none was written."""
    with pytest.raises(ValueError, match=told) as found:
        month_day(text)
    assert "2000" not in str(found.value)
