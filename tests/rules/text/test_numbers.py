"""Numbers in running text: every style a clerk writes is read back, and what is no count is left alone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.figure import plain
from rules.text.numbers import chinese, quantities

_DIGITS = "零一二三四五六七八九"


def only(text: str) -> tuple[str, str, bool]:
    """Value, unit and exactness of the only number in a text."""
    [found] = quantities(text)
    return plain(found.value), found.unit, found.exact


def in_chinese(number: int) -> str:
    """A whole number below a hundred million in Chinese numerals, as taught at school."""
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return in_chinese(number // 10_000) + "万" + gap + (in_chinese(rest) if rest else "")
    written, skipped = "", False
    for step, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if digit:
            written += ("零" if skipped and written else "") + _DIGITS[digit] + sign
            skipped = False
        else:
            skipped = True
    return written or "零"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到7件", ("7", "件", True)),
        ("收到１２件", ("12", "件", True)),
        ("收到1,234件", ("1234", "件", True)),
        ("收到1，234件", ("1234", "件", True)),
        ("收到一百二十三件", ("123", "件", True)),
        ("收到两件", ("2", "件", True)),
        ("近50件", ("50", "件", False)),
        ("50余件", ("50", "件", False)),
        ("50多条", ("50", "条", False)),
        ("50件左右", ("50", "件", False)),
        ("几十件", ("10", "件", False)),
        ("110万余件", ("1100000", "件", False)),
        ("3.5万元", ("35000", "元", False)),
        ("247.4元", ("247.4", "元", True)),
        ("99.5%", ("99.5", "%", True)),
        ("占４％", ("4", "%", True)),
        ("3000人次", ("3000", "人次", True)),
        ("共12", ("12", "", True)),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, expected: tuple[str, str, bool]) -> None:
    """Value as meant, unit as written, and whether it is exact."""
    assert only(text) == expected


@pytest.mark.parametrize("text", ["一是加强", "第3次会议", "三十余", "1-6月", "A4纸", "第十三届"])
def test_what_counts_nothing_is_left_alone(text: str) -> None:
    """Ordinals, ranges, codes and numerals without a unit are no counts of something."""
    assert not [found for found in quantities(text) if found.unit]


@given(st.integers(min_value=0, max_value=99_999_999))
def test_every_style_is_read_back(number: int) -> None:
    """Arabic, full-width, with thousands commas and in Chinese numerals: the same value."""
    wide = str(number).translate({ord("0") + d: ord("０") + d for d in range(10)})
    for written in (str(number), wide, f"{number:,}", in_chinese(number)):
        [found] = quantities(f"收到{written}件申请")
        assert (found.value, found.unit, found.exact) == (Decimal(number), "件", True)


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_percentages_are_read_back(share: Decimal) -> None:
    """A percentage keeps its decimals."""
    [found] = quantities(f"占{share}%")
    assert (found.value, found.unit) == (share, "%")


@given(st.text(alphabet="0123456789０９,，.万亿余多几一二两三十百千零〇件条元%第近约-", max_size=40))
def test_any_text_is_read_without_failing(text: str) -> None:
    """No text makes the reader fail; numbers stand in order and do not overlap."""
    end = 0
    for found in quantities(text):
        assert end <= found.start < found.end
        end = found.end


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("二〇二三", 2023),
        ("十", 10),
        ("二十", 20),
        ("三千零五", 3005),
        ("一亿零三万", 100_030_000),
        ("十十", None),
        ("百千", None),
        ("两三", None),
        ("万", None),
        ("一二十", None),
        ("零十", None),
        ("一百万亿", None),
    ],
)
def test_chinese_numerals(written: str, value: int | None) -> None:
    """Well-formed numerals have a value; others none, so that nothing is guessed."""
    assert chinese(written) == value


@pytest.mark.parametrize(
    ("text", "step", "rough"),
    [
        ("收费62.91万元", "100", False),
        ("收费3.5万元", "1000", False),
        ("收费3万元", "10000", False),
        ("收费629100元", "1", False),
        ("占比99.5%", "0.1", False),
        ("收费约3.5万元", "1000", True),
        ("收费60余万元", "10000", True),
        ("公开一百二十三件", "1", False),
    ],
)
def test_a_number_knows_what_its_last_digit_is_worth(text: str, step: str, *, rough: bool) -> None:
    """Rounded money can be held against a table to the digit that was written; a rough number cannot."""
    [found] = quantities(text)
    assert (found.step, found.rough) == (Decimal(step), rough)


def test_a_count_named_by_its_word_is_exact() -> None:
    """办结数8件 tells eight; 数十件 and 几十件 are rough."""
    assert [one.exact for one in quantities("办结数8件，数十件，几十件")] == [True, False, False]


def test_together_is_no_case() -> None:
    """合在一起 counts nothing; 发生一起 is one case."""
    assert [one.unit for one in quantities("两类合在一起，发生一起")] == ["起"]
