"""Figures as clerks write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.figure import UNWEIGHED, CellState, fold, plain, read_figure


@pytest.mark.parametrize(
    ("raw", "value"),
    [("7", 7), (" 7 ", 7), ("７", 7), ("1,234", 1234), ("+214", 214), ("-9", -9), ("－9", -9), ("3件", 3), ("1O", 10)],
)
def test_a_number_is_read_however_it_is_written(raw: str, value: int) -> None:
    """Full-width digits, commas, signs, units of count and letters that stand for digits do not hide a number."""
    figure = read_figure(raw)
    assert (figure.value, figure.state) == (Decimal(value), CellState.NUMBER)


@pytest.mark.parametrize(
    ("raw", "value"), [("247.4万元", "247.4"), ("251000元", "25.1"), ("0.5亿元", "5000"), ("12", "12")]
)
def test_money_is_in_ten_thousands_whatever_unit_was_written(raw: str, value: str) -> None:
    """A written unit is converted to 万元; a bare amount is taken as 万元."""
    assert read_figure(raw, money=True).value == Decimal(value)


@pytest.mark.parametrize("raw", ["", "  ", "\u3000", "\u200b\n"])
def test_a_blank_is_a_blank(raw: str) -> None:
    """Nothing but white space is blank, and has no value."""
    assert read_figure(raw).state is CellState.BLANK
    assert read_figure(raw).value is None


@pytest.mark.parametrize("raw", ["/", "／", "—", "——", "-", "无"])
def test_a_stroke_says_nothing(raw: str) -> None:
    """A stroke or 无 is a slash: no value, and not a blank."""
    assert read_figure(raw).state is CellState.SLASH


@pytest.mark.parametrize(
    "raw", ["若干", "约10", "10余", "3万件", "1.2.3", "12,34", "一", "1" * 41, "l", "5º", "5Ⅰ", "Ⅻ", "5ᵒ", "5ª", "½"]
)
def test_words_are_no_number(raw: str) -> None:
    """What is not plainly a number stays text, without a value."""
    figure = read_figure(raw)
    assert (figure.value, figure.state) == (None, CellState.TEXT)


@pytest.mark.parametrize(
    "raw",
    ["12\n3", "1 2", "1\u30002", "1\u2009234", "1\u202f234", "1\u200b \u200b2", "1, 234", "1，\n234", "1 O", "12 3件"],
)
@pytest.mark.parametrize("money", [False, True])
def test_two_numbers_in_a_cell_are_not_one(raw: str, *, money: bool) -> None:
    """White space between digits parts two numbers or tears one: text, whatever kind of white space it is."""
    figure = read_figure(raw, money=money)
    assert (figure.value, figure.state) == (None, CellState.TEXT)


@pytest.mark.parametrize(
    "raw",
    [
        "5①",
        "5²",
        "5 ①",
        "5[1]",
        "5〔12〕",
        "5件¹²",
        "5*",
        "5 ＊",
        "5**",
        "5†",
        "5※",
        "5₁",
        "5❶",
        "5⑴",
        "5注1",
        "5（注）",
        "5（注1）",
        "5【注②】",
        "5件*",
    ],
)
def test_the_mark_of_a_footnote_is_no_digit(raw: str) -> None:
    """A raised, circled or bracketed number behind a figure stands beside it and makes it no larger."""
    assert read_figure(raw).value == 5


@pytest.mark.parametrize(
    "raw", ["①", "1½", "5①3", "5[1]3", "①5", "[1]", "5[123]", "*5", "5*3", "注1", "5（1）", "*", "5注释1"]
)
def test_a_mark_elsewhere_leaves_the_cell_without_a_value(raw: str) -> None:
    """A mark without a figure, or within one, is no number."""
    assert read_figure(raw).state is CellState.TEXT


@pytest.mark.parametrize("sign", UNWEIGHED)
@pytest.mark.parametrize("raw", ["{}", "5{}3", "{}53", "53{}"])
def test_what_a_reader_could_not_weigh_is_ambiguous(raw: str, sign: str) -> None:
    """A sign of a reader's doubt anywhere in a cell leaves it open, in money as well."""
    assert read_figure(raw.format(sign)).state is CellState.AMBIGUOUS
    assert read_figure(raw.format(sign), money=True).value is None


@pytest.mark.parametrize(
    ("raw", "value"), [("1\u200b2", 12), ("- 5", -5), ("12 件", 12), (" 12\n", 12), ("12\u00ad3", 123)]
)
def test_white_space_elsewhere_and_invisible_characters_do_not_matter(raw: str, value: int) -> None:
    """Around the digits, before a unit or after a sign white space says nothing; what nobody sees parts nothing."""
    assert read_figure(raw).value == value


@given(
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.text(alphabet=" \t\n\u00a0\u2009\u202f\u3000", min_size=1, max_size=4),
)
def test_no_two_numbers_are_read_as_one(one: int, other: int, between: str) -> None:
    """Whatever stands before and after white space, a cell of two numbers has no value."""
    assert read_figure(f"{one}{between}{other}").value is None


@pytest.mark.parametrize(("raw", "styled", "odd", "signed"), [
    ("７", True, False, False), ("1,000", True, False, False), ("O", True, False, False), ("007", False, True, False),
    ("5%", False, True, False), ("+3", False, False, True), ("2024-1-5", False, True, False),
    ("0", False, False, False),
])  # fmt: skip
def test_oddities_are_noted(raw: str, styled: bool, odd: bool, signed: bool) -> None:  # noqa: FBT001 - expected facts
    """Style, oddity and sign are told apart, so that each rule hears of its own."""
    figure = read_figure(raw)
    assert (figure.styled, figure.odd, figure.signed) == (styled, odd, signed)


@given(st.text(max_size=30))
def test_no_text_becomes_a_zero(raw: str) -> None:
    """A value comes from digits alone: no text without a zero in it is read as 0, and nothing raises."""
    figure = read_figure(raw)
    assert (figure.value is None) == (figure.state is not CellState.NUMBER)
    if figure.value == 0:
        assert "0" in fold(raw) or set("Oo〇○") & set(fold(raw))


@given(st.integers(-(10**9), 10**9))
def test_a_number_written_plainly_is_read_back(number: int) -> None:
    """Plain and read_figure are each other's inverse on whole numbers."""
    assert read_figure(plain(number)).value == number


@pytest.mark.parametrize(("value", "text"), [(None, ""), (7, "7"), (Decimal(7), "7"), (Decimal("247.40"), "247.4")])
def test_a_value_is_written_plainly(value: Decimal | int | None, text: str) -> None:
    """No exponent, no trailing zeros, nothing for nothing."""
    assert plain(value) == text
