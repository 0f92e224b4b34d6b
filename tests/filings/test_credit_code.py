"""The check character of GB 32100."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.credit_code import check_character, fault, is_credit_code

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
STEMS = st.text(alphabet=ALPHABET, min_size=17, max_size=17)


@pytest.mark.parametrize(
    "code", ["91350100M000100Y43", "11430000000000000Y"[:17] + check_character("11430000000000000")]
)
def test_right_codes(code: str) -> None:
    """The standard's own example, and one made up with its check character."""
    assert is_credit_code(code)


@given(STEMS)
def test_a_computed_character_is_right(stem: str) -> None:
    """Whatever the first seventeen are, the eighteenth makes a right code."""
    assert fault(stem + check_character(stem)) == ""


@given(STEMS, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_noticed(stem: str, place: int, other: str) -> None:
    """The weights are powers of 3 modulo the prime 31, so that no single slip goes through."""
    code = stem + check_character(stem)
    slipped = code[:place] + other + code[place + 1 :]
    assert is_credit_code(slipped) == (slipped == code)


@given(STEMS, st.integers(0, 15))
def test_any_two_neighbours_swapped_are_noticed(stem: str, place: int) -> None:
    """The most common slip of a typist."""
    code = stem + check_character(stem)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_credit_code(swapped) == (swapped == code)


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("123", "应为18位，现为3位"),
        ("91350100M000100YI3", "出现了“I”"),
        ("91350100m000100Y43", "出现了“m”"),
        ("91350100M000100Y44", "应为“3”"),
    ],
)
def test_faults_are_worded(code: str, word: str) -> None:
    """Length, a strange character, the wrong check character: each is said in Chinese."""
    assert word in fault(code)


@pytest.mark.parametrize("stem", ["1" * 16, "I" * 17])
def test_no_check_character_without_a_stem(stem: str) -> None:
    """Asking for the check character of something else is a wrong call."""
    with pytest.raises(ValueError, match=stem):
        check_character(stem)
