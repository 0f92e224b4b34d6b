"""Shares and changes as they are written."""

from decimal import Decimal

import pytest

from rules.statements.rates import rates


@pytest.mark.parametrize(
    ("text", "value", "sure"),
    [
        ("占54.8%", "54.8", True),
        ("占５４．８％", "54.8", True),
        ("占百分之五十九点二", "59.2", True),
        ("占百分之六十", "60", True),
        ("增长两成", "20", True),
        ("占六成半", "65", True),
        ("占五成六", "56", True),
        ("占三分之一左右", "33.33", False),
        ("下降约一半", "50", False),
        ("增加一倍", "100", True),
        ("增长1.5倍", "150", True),
        ("增加了2倍", "200", True),
        ("占七成以上", "70", False),
    ],
)
def test_a_rate_is_read_in_every_spelling(text: str, value: str, *, sure: bool) -> None:
    """Digits, Chinese numerals, tenths, fractions; rough ones are marked."""
    (rate,) = rates(text)
    assert (round(rate.value, 2), rate.sure) == (round(Decimal(value), 2), sure)
    assert text[rate.start : rate.end] in text


@pytest.mark.parametrize("text", ["成立三成员小组", "是上年的1.5倍", "百分之百百", "三份", "二成效显著"])
def test_other_words_are_no_rates(text: str) -> None:
    """一成立 is no tenth, and no number is made of what is not one."""
    assert list(rates(text)) == []


def test_a_rate_means_what_rounds_or_cuts_to_it() -> None:
    """Less than one unit of the last place; a fraction in words is rounder."""
    (exact,) = rates("54.8%")
    assert exact.means(Decimal("54.75"))
    assert exact.means(Decimal("54.89"))
    assert not exact.means(Decimal("54.9"))
    (rough,) = rates("两成")
    assert rough.means(Decimal("22.5"))
    assert not rough.means(Decimal(30))
