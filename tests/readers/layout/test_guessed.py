"""Tables without rulings whose labels run over several lines and over the page end; what is not certain stays open."""

from readers.blocks import Grid, Text
from readers.layout import Glyph, PageMarks, compose
from readers.layout.marks import Ruling

_DOWN = 12  # points from line to line


def page(number: int, *placed: tuple[str, float, int]) -> PageMarks:
    """A page with texts at (left, number of the line), 10 points high."""
    glyphs = []
    for text, left, line in placed:
        top = 100 + line * _DOWN
        for letter in text:
            wide = 6 if letter.isascii() else 10
            glyphs.append(Glyph(letter, left, top, left + wide, top + 10))
            left += wide  # noqa: PLW2901 - the pen moves on
    return PageMarks(number=number, width=595, height=842, glyphs=glyphs)


def figures(line: int, *texts: str, left: float = 200, apart: float = 60) -> tuple[tuple[str, float, int], ...]:
    """Figures side by side."""
    return tuple((text, left + at * apart, line) for at, text in enumerate(texts))


def rows(*pages: PageMarks) -> list[list[tuple[str, float]]]:
    """The texts of the only grid, row by row, each with its certainty."""
    (grid,) = (block for block in compose(list(pages)) if isinstance(block, Grid))
    assert not grid.certain
    return [[(cell.text, cell.certainty) for cell in grid.cells if cell.row == row] for row in range(grid.height)]


def texts(*pages: PageMarks) -> list[list[str]]:
    """The same without certainty."""
    return [[text for text, _ in row] for row in rows(*pages)]


def test_labels_of_several_lines_belong_to_the_figures_beside_their_first_line() -> None:
    """Numbers tell where a label begins; its further lines are not those of the next one, however near they are."""
    sheet = page(
        1, ("1.属于国家", 60, 0), *figures(0, "3", "4"), ("秘密", 60, 1), ("2.其他法律", 60, 2), *figures(2, "5", "6"),
        ("行政法规", 60, 3), ("禁止公开", 60, 4), ("3.其他", 60, 5), *figures(5, "7", "8"),
    )  # fmt: skip
    assert texts(sheet) == [
        ["1.属于国家秘密", "3", "4"], ["2.其他法律行政法规禁止公开", "5", "6"], ["3.其他", "7", "8"],
    ]  # fmt: skip


def test_labels_of_several_lines_belong_to_the_figures_beside_their_last_line() -> None:
    """The same where cells are filled from below."""
    sheet = page(
        1, ("1.属于国家", 60, 0), ("秘密", 60, 1), *figures(1, "3", "4"), ("2.其他法律", 60, 2), ("行政法规", 60, 3),
        ("禁止公开", 60, 4), *figures(4, "5", "6"),
    )  # fmt: skip
    assert texts(sheet) == [["1.属于国家秘密", "3", "4"], ["2.其他法律行政法规禁止公开", "5", "6"]]


def test_a_label_that_the_page_end_cuts_comes_back_whole() -> None:
    """Its figures stand above the page end or below it; the next rows follow it."""
    above = page(1, ("1.甲", 60, 0), *figures(0, "3", "4"), ("2.其他法律", 60, 1), *figures(1, "5", "6"))
    below = page(2, ("行政法规", 60, 0), ("3.乙", 60, 1), *figures(1, "7", "8"), ("4.丙", 60, 2), *figures(2, "9", "0"))
    assert texts(above, below)[1:3] == [["2.其他法律行政法规", "5", "6"], ["3.乙", "7", "8"]]
    above = page(
        1, ("1.甲", 60, 0), *figures(0, "3", "4"), ("2.乙", 60, 1), *figures(1, "1", "1"), ("3.其他法律", 60, 2)
    )
    below = page(2, ("行政法规", 60, 0), *figures(0, "5", "6"), ("4.丙", 60, 1), *figures(1, "9", "0"))
    assert texts(above, below)[2:] == [["3.其他法律行政法规", "5", "6"], ["4.丙", "9", "0"]]


def test_a_figure_that_a_narrow_cell_wraps_is_one_figure() -> None:
    """93 and 4 below it are 934 where 934 had no room; below a figure that had room stands another one."""
    narrow = page(
        1, ("1.属于国家", 60, 0), *figures(0, "93", "61", apart=28), ("秘密", 60, 1), *figures(1, "4", apart=28),
        ("2.其他", 60, 2), *figures(2, "5", "6", apart=28),
    )  # fmt: skip
    assert texts(narrow)[0] == ["1.属于国家秘密", "934", "61"]


def test_figures_beside_no_label_lose_their_certainty() -> None:
    """So does what a label without figures has: nobody can say which are whose."""
    sheet = page(
        1, ("1.甲", 60, 0), *figures(0, "3", "4"), ("2.乙", 60, 1), *figures(3, "5", "6"), ("3.丙", 60, 5),
        *figures(5, "7", "8"),
    )  # fmt: skip
    assert rows(sheet) == [
        [("1.甲", 1.0), ("3", 1.0), ("4", 1.0)], [("2.乙", 1.0), ("？", 0.0), ("？", 0.0)], [("5", 0.0), ("6", 0.0)],
        [("3.丙", 1.0), ("7", 1.0), ("8", 1.0)],
    ]  # fmt: skip


def test_one_row_of_many_figures_is_a_table_and_headings_are_none() -> None:
    """The heading above it and the one below it stay text, though nothing parts them from the row."""
    sheet = page(
        1, ("四、政府信息公开行政复议、行政诉讼情况", 60, 0), ("结", 60, 1), ("总", 100, 1), ("果", 60, 2),
        ("计", 100, 2), *figures(3, "1", "2", "3", "4", "5", left=60, apart=40),
        ("五、存在的主要问题及改进情况", 60, 4),
    )  # fmt: skip
    blocks = compose([sheet])
    assert [type(block) for block in blocks] == [Text, Grid, Text]
    assert texts(sheet) == [["结果", "总计"], ["1", "2", "3", "4", "5"]]


def test_rules_between_rows_part_labels_without_numbers() -> None:
    """Level rules alone draw no grid, yet they say where a row ends."""
    sheet = page(
        1, ("行政许可", 60, 0), *figures(0, "3", "4"), ("决定", 60, 1), ("行政处罚", 60, 2), *figures(2, "5", "6"),
        ("决定", 60, 3), ("行政强制", 60, 4), *figures(4, "7", "8"),
    )  # fmt: skip
    sheet.across = [Ruling(100 + line * _DOWN - 1, 50, 400) for line in (0, 2, 4, 5)]
    assert texts(sheet) == [["行政许可决定", "3", "4"], ["行政处罚决定", "5", "6"], ["行政强制", "7", "8"]]
