"""The grammar of places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings import place


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (place.line(12), "第12行"),
        (place.line(12, 3), "第12行"),
        (place.paragraph(4), "第4段"),
        (place.cell(2, 5, 3), "第2个表格第5行第3格"),
        (place.cell(2, 5, 3, 1), "第2个表格第5行第3格"),
        (place.page(3), "第3页"),
        (place.page(3, (72.0, 90.5, 40.0, 12.0)), "第3页"),
        (place.sheet("表三", "B4"), "工作表“表三”B4"),
        (place.pointer("/tables/review/3"), "/tables/review/3"),
        ("", ""),
    ],
)
def test_a_place_is_described_in_a_clerks_words(written: str, words: str) -> None:
    """Every form of the grammar has words, with or without a character span."""
    assert place.describe(written) == words
    assert place.describe(place.span(written, 3, 8)) == words


def test_a_page_box_is_read_back() -> None:
    """The box of a place on a page comes back as it was given; other places have none."""
    assert place.page_box(place.page(3, (72.0, 90.5, 40.0, 12.0))) == (3, (72.0, 90.5, 40.0, 12.0))
    assert place.page_box(place.page(3)) == (3, None)
    assert place.page_box(place.line(3)) is None


@given(st.integers(1, 10**6), st.integers(0, 10**4), st.integers(1, 10**4))
def test_a_span_is_taken_off_as_it_was_put_on(number: int, start: int, length: int) -> None:
    """A span changes nothing else of a place, and a second one replaces the first."""
    base = place.paragraph(number)
    spanned = place.span(place.span(base, 0, 1), start, length)
    assert place.unspan(spanned) == base
    assert place.span_of(spanned) == (start, length)
    assert place.span_of(base) is None
