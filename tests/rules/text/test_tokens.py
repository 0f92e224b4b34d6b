"""Tokens: identity numbers, cards, phones, years, mail and document numbers, and what only looks like them."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.engine.context import CheckContext
from rules.text.body import Body
from rules.text.span import Span
from rules.text.tokens import (
    bank_cards,
    document_numbers,
    identity_numbers,
    mail_hosts,
    masked,
    mobile_numbers,
    years,
)

Make = Callable[..., CheckContext]
_PART = ("section.1",)


def words(body: Body, spans: list[Span]) -> list[str]:
    """What stands at some spans."""
    return [body.text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("号码11010519491231002X。", ["11010519491231002X"]),
        ("号码11010519491231002x。", ["11010519491231002x"]),
        ("号码１１０１０５１９４９１２３１００２X。", ["１１０１０５１９４９１２３１００２X"]),
        ("号码110105194912310021。", []),  # wrong check sign
        ("号码110105194913310026。", []),  # no such month
        ("号码110105184912310020。", []),  # nobody is that old
        ("编号A11010519491231002X。", []),  # part of a longer code
        ("号码110105********002X。", []),
    ],
)
def test_identity_numbers(context_of: Make, text: str, found: list[str]) -> None:
    """Only eighteen signs with a real day of birth and the right check sign."""
    body = context_of(text).body
    assert words(body, list(identity_numbers(body, _PART))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("卡号6222020200112233446。", ["6222020200112233446"]),
        ("卡号6222020200112233447。", []),
        ("单号9222020200112233441。", []),  # no card begins like that
        ("http://a.cn/6222020200112233446", []),
        ("号码110105194912310029。", []),
        ("电话13800138000。", []),  # eleven digits are no card
        ("单号62220202001122334460。", []),  # nor are twenty
    ],
)
def test_bank_cards(context_of: Make, text: str, found: list[str]) -> None:
    """Sixteen to nineteen digits that satisfy Luhn, standing alone."""
    body = context_of(text).body
    assert words(body, list(bank_cards(body, _PART))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("电话13800138000。", ["13800138000"]),
        ("电话138****8000。", []),
        ("电话12800138000。", []),
        ("电话0399-3216688。", []),
        ("单号138001380001。", []),
        ("见x=13800138000", []),
    ],
)
def test_mobile_numbers(context_of: Make, text: str, found: list[str]) -> None:
    """Eleven digits from 13 to 19, not masked, no landline, no part of something longer."""
    body = context_of(text).body
    assert words(body, list(mobile_numbers(body, _PART))) == found


def test_years_are_of_this_century(context_of: Make) -> None:
    """Four digits from 2000 on, full-width too; a count of four digits that begins otherwise is no year."""
    body = context_of("2019年、２０２１年和1999年，信息3050条。").body
    assert [year for year, _ in years(body, _PART)] == [2019, 2021]


def test_mail_hosts_are_small_letters(context_of: Make) -> None:
    """The part behind the sign, folded, without a stop at its end."""
    body = context_of("邮箱SWJ＠Yunling.gov.cn.，或abc@126.com。").body
    assert [host for host, _ in mail_hosts(body, _PART)] == ["yunling.gov.cn", "126.com"]
    assert list(mail_hosts(context_of("没有邮箱。").body, _PART)) == []


def test_document_numbers_in_any_bracket(context_of: Make) -> None:
    """Issuer, brackets, year and number are told apart."""
    body = context_of("依据国办公开办函[2021]第30号和云政发〔2020〕3号。").body
    found = [(one["open"], one["number"]) for one, _ in document_numbers(body, _PART)]
    assert found == [("[", "第30"), ("〔", "3")]
    plain = context_of("上年（2022年）和本年（2023）相比，见通知[2023]。").body
    assert list(document_numbers(plain, _PART)) == []  # a year in brackets alone is no number of a document


@given(st.text(min_size=6, max_size=20))
def test_masks_hide_all_but_the_ends(text: str) -> None:
    """No more than five signs of a number are shown."""
    shown = masked(text)
    assert shown[:3] == text[:3]
    assert set(shown[3:-2]) == {"*"}
