"""Which glyphs of a page count: watermarks do not, note marks stand beside their figure, struck ones are no digits."""

from readers.layout.lines import cell_text, lines
from readers.layout.marks import Glyph, PageMarks, Ruling
from readers.layout.seen import settle
from readers.visibility import SIGNS, Role


def _printed(text: str, left: float, top: float, size: float) -> list[Glyph]:
    return [
        Glyph(one, left + at * size / 2, top, left + (at + 1) * size / 2, top + size) for at, one in enumerate(text)
    ]


def _text(glyphs: list[Glyph], across: list[Ruling] | None = None) -> str:
    body = _printed("0123456789" * 4, 100, 500, 10)  # what is usual on the page
    sheet = PageMarks(number=1, width=600, height=800, glyphs=[*body, *glyphs], across=across or [])
    settle(sheet)
    return cell_text(lines([one for one in sheet.glyphs if one.top < 400]), 100)


def test_a_raised_mark_stands_beside_its_figure() -> None:
    """A small digit above the line is the mark of a note, below it as well; one as large is a digit."""
    figure = _printed("5230", 50, 100, 10)
    assert _text([*figure, *_printed("1", 70, 98, 6)]) == "5230¹"
    assert _text([*figure, *_printed("1", 70, 107, 6)]) == "5230¹"
    assert _text([*figure, *_printed("1", 70, 100, 10)]) == "52301"


def test_letters_of_a_watermark_belong_to_nothing() -> None:
    """Large letters over others are left out; a large title that lies over nothing is read."""
    figure = _printed("5230", 50, 100, 10)
    assert _text([*figure, *_printed("70", 40, 80, 60)]) == "5230"
    assert _text(_printed("标题", 50, 100, 22)) == "标题"


def test_a_line_through_digits_strikes_them() -> None:
    """A line through the middle of letters that ends where they end strikes; a rule of a table does not."""
    wrong, right = _printed("5320", 50, 100, 10), _printed("5230", 50, 130, 10)
    assert _text([*wrong, *right], [Ruling(105, 50, 70)]) == "5230"
    assert _text(right, [Ruling(135, 0, 300)]) == "5230"
    assert _text(wrong, [Ruling(105, 50, 70)]) == SIGNS[Role.STRUCK]
