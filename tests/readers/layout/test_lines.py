"""Loose glyphs become lines, words, cell texts and paragraphs."""

import random

from hypothesis import given
from hypothesis import strategies as st

from readers.layout import Glyph, PageMarks, compose
from readers.layout.furniture import without
from readers.layout.lines import Line, cell_text, lines
from readers.layout.paragraphs import margins, paragraphs


def row(text: str, left: float = 0, top: float = 0, size: float = 10) -> list[Glyph]:
    """A printed line; a blank leaves a gap of one em."""
    out = []
    for letter in text:
        wide = size * (0.5 if letter.isascii() and letter != " " else 1)
        if letter != " ":
            out.append(Glyph(letter, left, top, left + wide, top + size))
        left += wide
    return out


def line(text: str, left: float = 0, top: float = 0, size: float = 10) -> Line:
    """One printed line."""
    (found,) = lines(row(text, left, top, size))
    return found


@given(st.integers(0, 1000))
def test_the_order_of_glyphs_does_not_matter(seed: int) -> None:
    """A page tells its characters in any order; lines come out the same."""
    glyphs = row("第一行文字", top=10) + row("第二行12", top=30)
    random.Random(seed).shuffle(glyphs)
    assert [found.text for found in lines(glyphs)] == ["第一行文字", "第二行12"]


def test_wide_gaps_part_words_and_narrow_ones_do_not() -> None:
    """Two ems of gap are a tab, half an em is nothing between Chinese letters and a blank between Latin ones."""
    assert line("行政  许可").text == "行政\t许可"
    near = [*row("行"), *row("政", left=15), *row("a", left=40), *row("b", left=48)]
    assert [found.text for found in lines(near)] == ["行政\ta b"]


def test_overprinted_bold_is_read_once() -> None:
    """The same letter drawn twice a hair apart is one letter; two equal digits side by side are two."""
    bold = [glyph for glyph in row("总计") for glyph in (glyph, glyph._replace(left=glyph.left + 0.4))]
    assert lines(bold)[0].text == "总计"
    assert line("11").text == "11"


def test_blank_glyphs_make_no_line() -> None:
    """A line of blanks only is none."""
    assert lines([Glyph("　", 0, 0, 10, 10)]) == []


def test_two_numbers_below_each_other_stay_apart() -> None:
    """Short figures on two lines of a wide cell are two figures; a figure that fills its cell was wrapped."""
    rows = [line("12"), line("3", top=12)]
    assert cell_text(rows, 60) == "12\n3"
    assert cell_text(rows, 20) == "123"
    assert cell_text([], 60) == ""


def test_words_in_a_cell_join_without_a_blank_unless_latin() -> None:
    """Wrapped Chinese joins, Latin words keep a blank."""
    assert cell_text([line("行政"), line("许可", top=12)], 60) == "行政许可"
    assert cell_text([line("ab"), line("cd", top=12)], 60) == "ab cd"


def test_page_numbers_and_running_lines_are_dropped() -> None:
    """What stands at the edge of the page and repeats, or is a page number, is no text."""
    pages = [
        (800.0, [line("青川县 2023", top=20), line(f"正文{number}", top=300), line(f"— {number} —", top=770)])
        for number in (1, 2)
    ]
    assert [[one.text for one in kept] for kept in without(pages)] == [["正文1"], ["正文2"]]


def test_a_single_line_at_the_edge_is_kept() -> None:
    """A line at the top that does not repeat is text."""
    assert [one.text for (one,) in without([(800.0, [line("标题", top=20)])])] == ["标题"]


def test_lines_that_go_on_make_one_paragraph() -> None:
    """A full line followed by one without indent goes on; an indent or an early end starts anew."""
    printed = [
        line("一二三四五六七八", left=20),
        line("九十一二三四五六七八", top=15),
        line("九十", top=30),
        line("新段", left=20, top=45),
    ]
    found = paragraphs([(1, one) for one in printed], margins([printed]))
    assert [text.text for text in found] == ["一二三四五六七八九十一二三四五六七八九十", "新段"]
    assert found[0].place == "G1@0,0,100,40"


def test_a_paragraph_goes_on_over_the_page_end() -> None:
    """The last line of a page and the first of the next are one paragraph when the first is full."""
    first, second = [line("一二三四五六七八九十", top=700)], [line("一二三四五", top=50)]
    (found,) = paragraphs([(1, first[0]), (2, second[0])], margins([first, second]))
    assert found.text == "一二三四五六七八九十一二三四五"
    assert found.place == "G1@0,700,100,10"


def test_letters_of_another_size_and_wide_spaces_start_a_block() -> None:
    """A heading in larger type and a blank line both part paragraphs."""
    big = [line("一二三四五六七八九十", size=16), line("一二三四五六七八九十一二三四五六", top=20)]
    assert len(paragraphs([(1, one) for one in big], margins([big]))) == 2
    far = [line("一二三四五六七八九十", top=top) for top in (0, 15, 30, 80)]
    assert len(paragraphs([(1, one) for one in far], margins([far]))) == 2


def test_latin_words_keep_their_blank_over_a_line_end() -> None:
    """An address that wraps is not glued."""
    printed = [line("一二三四五六七八ab"), line("cd", top=15)]
    (found,) = paragraphs([(1, one) for one in printed], margins([printed]))
    assert found.text.endswith("ab cd")


def test_a_page_without_anything_gives_no_block() -> None:
    """Nothing in, nothing out."""
    assert compose([PageMarks(number=1, width=595, height=842)]) == ()
    assert compose([]) == ()


def test_pictures_stand_where_they_are_printed() -> None:
    """A picture comes between the lines above and below it."""
    sheet = PageMarks(number=3, width=595, height=842, pictures=[(100, 300, 400, 500)])
    sheet.glyphs = row("上文", top=200) + row("下文", top=600)
    assert [block.place for block in compose([sheet])] == ["G3@0,200,20,10", "G3@100,300,300,200", "G3@0,600,20,10"]


def test_a_digit_printed_over_a_letter_is_not_certain() -> None:
    """Two texts that lie over each other are no figure and no words; digits beside letters are both."""
    over = [Glyph("总", 0, 0, 10, 10), Glyph("7", 2, 0, 8, 10), Glyph("计", 10, 0, 20, 10)]
    beside = [Glyph("总", 0, 0, 10, 10), Glyph("7", 10, 0, 16, 10)]
    assert [line.certainty for line in lines(over)] == [0.0]
    assert [line.certainty for line in lines(beside)] == [1.0]
