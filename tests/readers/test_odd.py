"""Odd reports of every format against what was written down of them, and the short ways against the long ones."""

from random import Random

import pytest

from bench.oracle import run
from readers import docx, html
from readers.blocks import Grid
from readers.visibility import SIGNS, Role
from samples.odd import made
from samples.odd_markup.word import MEMBERS
from samples.writers import word


def test_no_figure_is_read_that_nobody_sees() -> None:
    """Every construct of every format, mixed: no figure is wrong, none is lost as a blank, plain cells are read."""
    tally = run(72, 3)
    assert tally.wrong == []
    assert sum(many for (_, outcome), many in tally.plain.items() if outcome != "right") <= 0.01 * sum(
        tally.plain.values()
    )


@pytest.mark.parametrize("seed", range(6))
def test_odd_pages_give_what_the_tree_gives(seed: int) -> None:
    """With and without the short way through plain tables and paragraphs an odd page is read alike."""
    data = made("html", Random(seed)).data
    for page in (data, data.replace(b"<style>", b"<!--").replace(b"</style>", b"-->")):
        assert html.read(page) == html.read(page, whole=True)


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def _grid_of(rows: str, *, styled: bool = False) -> list[str]:
    """The texts of a table of a Word file; ``styled``: its style hides letters in some rows."""
    style = (
        '<w:style w:type="table" w:styleId="Bands"><w:tblStylePr w:type="band1Horz"><w:rPr><w:vanish/></w:rPr>'
        "</w:tblStylePr></w:style></w:styles>"
    )
    members = MEMBERS | {"word/styles.xml": MEMBERS["word/styles.xml"].replace("</w:styles>", style)}
    named = '<w:tblPr><w:tblStyle w:val="Bands"/></w:tblPr>' if styled else ""
    data = word.package(f"<w:tbl>{named}{rows}</w:tbl>", members=members)
    return [text for block in docx.read(data).blocks if isinstance(block, Grid) for text in block.texts]


def test_a_hidden_row_of_a_word_table_is_not_read() -> None:
    """Word does not show it."""
    shown, hidden = _cell("1") + _cell("2"), _cell("8") + _cell("9")
    assert _grid_of(f"<w:tr>{shown}</w:tr><w:tr><w:trPr><w:hidden/></w:trPr>{hidden}</w:tr>") == ["1", "2"]


def test_cells_merged_in_the_old_way_show_the_first() -> None:
    """What the cells hold that go on from the one before it is not shown."""
    row = _cell("1", '<w:hMerge w:val="restart"/>') + _cell("8", "<w:hMerge/>") + _cell("2")
    assert _grid_of(f"<w:tr>{row}</w:tr>") == ["1", "2"]


def test_a_table_style_that_hides_some_rows_leaves_digits_open() -> None:
    """Which rows it meets is not worked out; words are kept."""
    rows = f"<w:tr>{_cell('甲')}{_cell('12')}</w:tr>"
    assert _grid_of(rows) == ["甲", "12"]
    assert _grid_of(rows, styled=True) == ["甲", SIGNS[Role.UNSURE]]
