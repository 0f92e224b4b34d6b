"""Odd reports of every format against what was written down of them, and the short ways against the long ones."""

from random import Random

import pytest

from bench.oracle import run
from readers import docx, html
from readers.blocks import Grid, Text
from readers.visibility import SIGNS, Role
from samples.forms import Draft, write
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


@pytest.mark.parametrize("seed", range(12))
def test_odd_word_files_give_what_the_long_way_gives(seed: int) -> None:
    """With and without what spares plain runs and plain tables an odd file is read alike; so is a plain one."""
    for form in ("docx", "plain"):
        data = made("docx", Random(seed)).data if form == "docx" else write(Draft(edition="2021", values={}), "docx")
        assert docx.read(data) == docx.read(data, whole=True)


_HIDDEN = {
    "quotes": ("<w:vanish/>", ""),
    "single quotes": ("<w:sz w:val='2'/>", ""),
    "break in the tag": ('<w:sz\n w:val="2"/>', ""),
    "value as a reference": ('<w:sz w:val="&#50;"/>', ""),
    "behind a change": ('<w:rPrChange w:id="1"><w:rPr><w:b/></w:rPr></w:rPrChange><w:vanish/>', ""),
    "another prefix": ("<x:vanish xmlns:x='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>", ""),
    "white": ('<w:color w:val="FFFFFF"/>', ""),
    "white in single quotes": ("<w:color w:val='FFFFFF'/>", ""),
    "on its shading": ('<w:shd w:val="clear" w:fill="00FF00"/><w:color w:val="00FF00"/>', ""),
    "yellow on a marked style": ('<w:rStyle w:val="M"/><w:color w:val="FFFF00"/>', '<w:highlight w:val="yellow"/>'),
    "style in single quotes": ("<w:rStyle w:val='M'/>", "<w:vanish/>"),
}


@pytest.mark.parametrize("name", _HIDDEN)
def test_however_a_property_is_written_it_hides(name: str) -> None:
    """Other prefixes, quotes, references and places of a property in the file change nothing of what it does."""
    run, style = _HIDDEN[name]
    sheet = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:style w:type="character" w:styleId="M"><w:rPr>{style}</w:rPr></w:style></w:styles>'
    )
    body = f"<w:p><w:r><w:t>1</w:t></w:r><w:r><w:rPr>{run}</w:rPr><w:t>9</w:t></w:r></w:p>"
    data = word.package(body, members={"word/styles.xml": sheet})
    found = docx.read(data)
    assert [block.text for block in found.blocks if isinstance(block, Text)] == ["1"]
    assert found == docx.read(data, whole=True)


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


@pytest.mark.parametrize(
    ("height", "texts"),
    [
        ('<w:trHeight w:val="1" w:hRule="exact"/>', ["1", "2"]),
        ('<w:trHeight w:hRule="exact" w:val="60"/>', ["1", "2"]),
        ('<w:trHeight w:val="400" w:hRule="exact"/>', ["1", "2", "8", "9"]),
        ('<w:trHeight w:val="1" w:hRule="atLeast"/>', ["1", "2", "8", "9"]),
        ('<w:trHeight w:val="1"/>', ["1", "2", "8", "9"]),
    ],
)
def test_a_row_of_no_height_is_not_read(height: str, texts: list[str]) -> None:
    """An exact height of a few points cuts off all that stands in the row; a least one grows."""
    shown, flat = _cell("1") + _cell("2"), _cell("8") + _cell("9")
    assert _grid_of(f"<w:tr>{shown}</w:tr><w:tr><w:trPr>{height}</w:trPr>{flat}</w:tr>") == texts


_LINES = (
    '<w:style w:type="paragraph" w:styleId="Flat"><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heir"><w:basedOn w:val="Flat"/></w:style></w:styles>'
)


@pytest.mark.parametrize(
    ("properties", "seen"),
    [
        ('<w:spacing w:line="20" w:lineRule="exact"/>', ""),
        ('<w:spacing w:lineRule="exact" w:line="60"/>', ""),
        ('<w:spacing w:line="240" w:lineRule="exact"/>', "12"),
        ('<w:spacing w:line="20" w:lineRule="auto"/>', "12"),
        ('<w:pStyle w:val="Flat"/>', ""),
        ('<w:pStyle w:val="Heir"/>', ""),
        ('<w:pStyle w:val="Heir"/><w:spacing w:line="360" w:lineRule="auto"/>', "12"),
        ('<w:pStyle w:val="Heir"/><w:spacing w:before="10"/>', ""),
    ],
)
def test_a_line_of_no_height_is_not_read(properties: str, seen: str) -> None:
    """Said by the paragraph, by its style or by one above it; told as hidden text."""
    members = MEMBERS | {"word/styles.xml": MEMBERS["word/styles.xml"].replace("</w:styles>", _LINES)}
    found = docx.read(word.package(f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>12</w:t></w:r></w:p>", members=members))
    assert [block.text for block in found.blocks if isinstance(block, Text)] == [seen]
    assert bool(found.problems) is not bool(seen)


_BOUND = '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a/b"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
_SHAPE = (
    '<w:tc><w:tcPr/><w:p><w:r><w:t>{}</w:t></w:r><w:r><w:drawing><x:anchor xmlns:x="x" behindDoc="{}"><y:wsp '
    'xmlns:y="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"/></x:anchor></w:drawing></w:r></w:p>'
    "</w:tc>"
)
_RECT = (
    '<w:tc><w:tcPr/><w:p><w:r><w:t>12</w:t></w:r><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" '
    'style="position:absolute{}"/></w:pict></w:r></w:p></w:tc>'
)


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        (_cell("12", '<w:cellDel w:id="1" w:author="x"/>'), SIGNS[Role.UNSURE]),
        (_cell("甲", '<w:cellDel w:id="1" w:author="x"/>'), "甲"),
        (_cell("12", '<w:cellIns w:id="1" w:author="x"/>'), "12"),
        (_BOUND.format(_cell("57")), "57"),
        (_BOUND.format(_cell("12")), SIGNS[Role.UNSURE]),
        (_BOUND.format(_cell("2025年1月20日")), "2025年1月20日"),
        (_SHAPE.format("12", 0), SIGNS[Role.PICTURE]),
        (_SHAPE.format("甲", 0), "甲"),
        (_SHAPE.format("12", 1), "12"),
        (_RECT.format(""), SIGNS[Role.PICTURE]),
        (_RECT.format(";z-index:-1"), "12"),
        (_cell("12").replace("<w:t>", '<w:rPr><w:fitText w:val="20"/></w:rPr><w:t>'), SIGNS[Role.UNSURE]),
        (_cell("12").replace("<w:t>", '<w:rPr><w:fitText w:val="900"/></w:rPr><w:t>'), "12"),
    ],
)
def test_what_is_gone_filled_in_or_covered_leaves_digits_open(cell: str, seen: str) -> None:
    """Cells deleted as a change, controls bound to other data, areas drawn over digits, no room: words are kept."""
    data = word.package(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>", members={"customXml/item1.xml": "<a><b>57</b></a>"})
    (text,) = _texts_of(data)
    assert text.replace("12", "" if seen in SIGNS.values() else "12") == seen


def _texts_of(data: bytes) -> list[str]:
    return [text for block in docx.read(data).blocks if isinstance(block, Grid) for text in block.texts]


def test_cells_merged_in_the_old_way_show_the_first() -> None:
    """What the cells hold that go on from the one before it is not shown."""
    row = _cell("1", '<w:hMerge w:val="restart"/>') + _cell("8", "<w:hMerge/>") + _cell("2")
    assert _grid_of(f"<w:tr>{row}</w:tr>") == ["1", "2"]


def test_a_table_style_that_hides_some_rows_leaves_digits_open() -> None:
    """Which rows it meets is not worked out; words are kept."""
    rows = f"<w:tr>{_cell('甲')}{_cell('12')}</w:tr>"
    assert _grid_of(rows) == ["甲", "12"]
    assert _grid_of(rows, styled=True) == ["甲", SIGNS[Role.UNSURE]]
