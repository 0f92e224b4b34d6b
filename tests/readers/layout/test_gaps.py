"""Tables without rulings: columns and rows from where the numbers stand; running text is left alone."""

from readers.blocks import Grid, Text
from readers.layout import Glyph, PageMarks, compose
from readers.layout.affine import SAME, apply, bounds, chain
from readers.layout.marks import Ruling
from readers.layout.strokes import take_outline


def sheet(*placed: tuple[str, float, float]) -> PageMarks:
    """A page with texts at (left, top), 10 points high."""
    glyphs = []
    for text, left, top in placed:
        for letter in text:
            wide = 5 if letter.isascii() else 10
            glyphs.append(Glyph(letter, left, top, left + wide, top + 10))
            left += wide  # noqa: PLW2901 - the pen moves on
    return PageMarks(number=1, width=595, height=842, glyphs=glyphs)


def test_numbers_above_each_other_are_columns() -> None:
    """Two rows with numbers make a guessed grid; the wrapped label goes to its nearest row, groups stand apart."""
    page = sheet(
        ("组", 20, 212), ("行政许可", 60, 200), ("12", 200, 206), ("3", 260, 206), ("事项", 60, 212),
        ("行政处罚", 60, 230), ("7", 203, 230), ("无", 258, 230),
    )  # fmt: skip
    (grid,) = compose([page])
    assert isinstance(grid, Grid)
    assert not grid.certain
    assert [(cell.row, cell.column, cell.text) for cell in grid.cells] == [
        (0, 0, "组"), (0, 1, "行政许可事项"), (0, 2, "12"), (0, 3, "3"), (1, 1, "行政处罚"), (1, 2, "7"), (1, 3, "无"),
    ]  # fmt: skip


def test_two_numbers_in_one_guessed_cell_stay_apart() -> None:
    """Numbers nearer than a column are kept apart by a tab and not glued."""
    page = sheet(("甲", 60, 200), ("1", 200, 200), ("2", 216, 200), ("乙", 60, 215), ("12", 203, 215))
    (grid,) = compose([page])
    assert isinstance(grid, Grid)
    assert grid.cells[1].text == "1\t2"


def test_rows_without_labels_have_one_empty_label_column() -> None:
    """A grid of bare numbers is a grid."""
    (grid,) = compose([sheet(("1", 100, 200), ("2", 200, 200), ("3", 100, 215), ("4", 200, 215))])
    assert isinstance(grid, Grid)
    assert [cell.column for cell in grid.cells] == [1, 2, 1, 2]


def test_running_text_with_one_gap_is_no_table() -> None:
    """A single line with a number apart, or lines far apart, stay text."""
    blocks = compose([sheet(("联系电话", 60, 200), ("12345", 200, 200), ("地址", 60, 300), ("9", 200, 300))])
    assert [type(block) for block in blocks] == [Text, Text]


def test_a_label_after_the_last_row_is_text() -> None:
    """What follows the last row of numbers is no part of the table."""
    page = sheet(("甲", 60, 200), ("1", 200, 200), ("乙", 60, 215), ("2", 200, 215), ("说明", 60, 230))
    assert [type(block) for block in compose([page])] == [Grid, Text]


def test_a_guessed_table_goes_on_over_the_page_end() -> None:
    """The same columns on the next page are the same table."""
    first = sheet(("甲", 60, 780), ("1", 200, 780), ("乙", 60, 795), ("2", 200, 795))
    second = sheet(("丙", 60, 60), ("3", 200, 60), ("丁", 60, 75), ("4", 200, 75))
    second.number = 2
    (grid,) = compose([first, second])
    assert isinstance(grid, Grid)
    assert (grid.height, grid.certain) == (4, False)


def test_maps_chain_and_bound() -> None:
    """A map after another is the map of both; a turned box is bounded."""
    double, moved = (2.0, 0.0, 0.0, 2.0, 0.0, 0.0), (1.0, 0.0, 0.0, 1.0, 10.0, 20.0)
    assert apply(chain(double, moved), 1, 1) == apply(moved, *apply(double, 1, 1)) == (12, 22)
    assert bounds((0, 1, 1, 0, 0, 0), (1, 2, 3, 5)) == (2, 1, 5, 3)
    assert apply(SAME, 3, 4) == (3, 4)


def test_outlines_give_their_straight_sides() -> None:
    """Upright and level sides of strokes count, leaning ones and short ones do not, filled areas not at all."""
    page = PageMarks(number=1, width=100, height=100)
    take_outline(page, [(0, 0), (50, 0), (50, 40), (10, 20), (10, 22)], stroked=True)
    assert (page.across, page.down) == ([Ruling(0, 0, 50)], [Ruling(50, 0, 40)])
    take_outline(page, [(0, 0), (50, 0), (50, 40)], stroked=False)
    take_outline(page, [], stroked=True)
    take_outline(page, [(0, 90), (30, 90.5)], stroked=False)
    assert page.across[1:] == [Ruling(90.25, 0, 30)]
