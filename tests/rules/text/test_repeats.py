"""Words written twice in a row."""

from hypothesis import given
from hypothesis import strategies as st

from rules.text.repeats import repeats


def doubled(text: str) -> list[str]:
    """The doubled words, with both their times."""
    return sorted(text[span.start - (span.end - span.start) : span.end] for span in repeats(text))


def test_words_of_two_to_four_are_found() -> None:
    """Once each, with the longest word first; single characters and signs are no words."""
    assert doubled("安排资金资金到位，信息化信息化，加强工作加强工作，的的，12121212，……") == [
        "信息化信息化", "加强工作加强工作", "资金资金",
    ]  # fmt: skip


def test_rare_signs_shift_nothing() -> None:
    """A sign beyond two bytes before a repeat does not move it."""
    assert doubled("𠀀𠀀资金资金") == ["资金资金"]


@given(st.text(alphabet="资金工作的，1𠀀", max_size=60))
def test_every_repeat_is_found_and_true(text: str) -> None:
    """What is reported repeats; a place of which nothing is reported repeats nowhere else."""
    spans = list(repeats(text))
    for span in spans:
        size = span.end - span.start
        assert text[span.start : span.end] == text[span.start - size : span.start]
    covered = {at for span in spans for at in range(2 * span.start - span.end, span.end)}
    for at in range(len(text)):
        for size in (2, 3, 4):
            word = text[at : at + size]
            if len(word) == size and word == text[at + size : at + 2 * size] and all("一" <= s <= "鿿" for s in word):
                assert covered & set(range(at, at + 2 * size))


def test_an_empty_text_repeats_nothing() -> None:
    """No text, no repeat."""
    assert doubled("") == []
