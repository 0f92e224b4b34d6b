"""Word documents: what Word shows is what is read."""

import pytest

from readers.blocks import Grid, Picture, Text
from readers.docx import read
from readers.refusal import Unreadable
from samples.writers.parts import PlainTable, Spot
from samples.writers.word import package, paragraph, write

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def _texts(body: str, **members: str) -> list[str]:
    found = read(package(body, members={name.replace("__", "/"): text for name, text in members.items()}))
    return [block.text for block in found.blocks if isinstance(block, Text)]


def _cells(body: str) -> list[tuple[int, int, str]]:
    grid = next(block for block in read(package(body)).blocks if isinstance(block, Grid))
    return [(cell.row, cell.column, cell.text) for cell in grid.cells]


def test_merged_cells_stand_once() -> None:
    """A merged cell is one anchor with its spans; its text is never repeated."""
    table = PlainTable(((Spot("甲", rows=2), Spot("乙", columns=2)), (Spot("1"), Spot("2"))))
    grid = next(block for block in read(write([table])).blocks if isinstance(block, Grid))
    assert [(c.row, c.column, c.rows, c.columns, c.text) for c in grid.cells] == [
        (0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "1"), (1, 2, 1, 1, "2"),
    ]  # fmt: skip
    assert (grid.width, grid.height, grid.cells[1].place) == (3, 2, "T1R1C2")


def test_deletions_are_left_out_and_insertions_kept() -> None:
    """Tracked changes are read as accepted, and said."""
    body = (
        '<w:p><w:r><w:t>收到</w:t></w:r><w:del w:id="1"><w:r><w:delText>3</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>5</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r></w:p>'
    )
    pages = read(package(body))
    assert [block.text for block in pages.blocks if isinstance(block, Text)] == ["收到5件"]
    assert [problem.code for problem in pages.problems] == ["hidden_data"]
    assert "修订" in pages.problems[0].message


@pytest.mark.parametrize("row", ['<w:trPr><w:del w:id="3"/></w:trPr>', ""])
def test_deleted_rows_are_left_out(row: str) -> None:
    """A row deleted under tracked changes is no row."""
    body = f"<w:tbl><w:tr>{row}<w:tc>{paragraph('甲')}</w:tc></w:tr><w:tr><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    assert [text for _, _, text in _cells(body)] == (["乙"] if row else ["甲", "乙"])


def test_text_box_is_counted_once() -> None:
    """A text box is stored twice (AlternateContent) and read once, after its paragraph."""
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent {MC}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert _texts(body) == ["正文", "框内"]


def test_text_box_in_a_cell_belongs_to_the_cell() -> None:
    """A figure in a text box within a cell is that cell's."""
    box = f"<w:p><w:r><w:txbxContent>{paragraph('7')}</w:txbxContent></w:r></w:p>"
    assert _cells(f"<w:tbl><w:tr><w:tc>{box}</w:tc><w:tc>{paragraph('8')}</w:tc></w:tr></w:tbl>") == [
        (0, 0, "7"), (0, 1, "8"),
    ]  # fmt: skip


def test_content_controls_hide_nothing() -> None:
    """Paragraphs, rows and cells within content controls are read."""
    cell = f"<w:sdt><w:sdtPr/><w:sdtContent><w:tc>{paragraph('1')}</w:tc></w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell}<w:tc>{paragraph('2')}</w:tc></w:tr></w:sdtContent></w:sdt>"
    assert _cells(f"<w:tbl>{row}</w:tbl>") == [(0, 0, "1"), (0, 1, "2")]
    assert _texts(f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>") == ["甲"]


def test_cells_left_out_before_a_row_shift_it() -> None:
    """GridBefore moves the first cell to the right."""
    row = f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr><w:tc>{paragraph("1")}</w:tc></w:tr>'
    assert _cells(f"<w:tbl>{row}</w:tbl>") == [(0, 2, "1")]


def test_table_around_tables_is_layout() -> None:
    """A frame is taken apart: its text is running text, its inner table the table."""
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('1')}</w:tc><w:tc>{paragraph('2')}</w:tc></w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{paragraph('一、总体情况')}{inner}{paragraph('完')}</w:tc></w:tr></w:tbl>"
    assert [type(block).__name__ for block in read(package(body)).blocks] == ["Text", "Grid", "Text"]


def test_breaks_and_tabs_are_kept() -> None:
    """Tabs, line breaks and hard hyphens are characters; tab stops of the layout are none."""
    tabs = "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
    runs = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/></w:r>"
    assert _texts(f"<w:p>{tabs}{runs}</w:p>") == ["甲\t乙\n丙-"]
    assert _cells(f"<w:tbl><w:tr><w:tc><w:p>{runs}</w:p></w:tc></w:tr></w:tbl>") == [(0, 0, "甲\t乙\n丙-")]


def test_pictures_keep_their_place() -> None:
    """A picture in the text, and one in a table, are said to be there."""
    drawing = '<w:r><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:r>'
    body = f"<w:p>{drawing}</w:p><w:tbl><w:tr><w:tc><w:p>{drawing}</w:p></w:tc></w:tr></w:tbl>"
    assert [block.place for block in read(package(body)).blocks if isinstance(block, Picture)] == ["P1", "T1"]


NUMBERS = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def _numbered(text: str, level: int = 0) -> str:
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr>'
    return f"<w:p><w:pPr>{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_automatic_numbers_are_printed() -> None:
    """一、 二、 made by Word stand before their headings; deeper levels start anew.

    An empty paragraph has its number too, as Word and LibreOffice show it.
    """
    body = "".join(
        [
            _numbered("总体情况"),
            _numbered("甲", 1),
            _numbered("乙", 1),
            _numbered(""),
            _numbered("主动公开"),
            _numbered("丙", 1),
        ]
    )
    assert [text for text in _texts(body, word__numbering_xml="") if text] == ["总体情况", "甲", "乙", "主动公开", "丙"]
    assert [text for text in _texts(body, **{"word/numbering.xml": NUMBERS}) if text] == [
        "一、总体情况", "1.甲", "2.乙", "二、", "三、主动公开", "1.丙",
    ]  # fmt: skip


def test_numbers_of_styles_are_printed() -> None:
    """A paragraph style may carry the number."""
    number = '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'
    styles = f'<w:styles {W}><w:style w:styleId="2">{number}</w:style></w:styles>'
    body = '<w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>' + paragraph("无号")
    assert _texts(body, **{"word/numbering.xml": NUMBERS, "word/styles.xml": styles}) == ["一、总体情况", "无号"]


@pytest.mark.parametrize(
    ("body", "members", "words"),
    [
        (paragraph("甲"), {"word/vbaProject.bin": "x"}, "宏"),
        ('<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>', {}, "批注"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:p>", {}, "隐藏文字"),
        (
            paragraph("甲"),
            {"docProps/core.xml": '<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>李明</dc:creator></a>'},
            "李明",
        ),
    ],
)
def test_hidden_data_is_said(body: str, members: dict[str, str], words: str) -> None:
    """Macros, comments, hidden text and the author are named, each with what to do."""
    found = read(package(body, members=members)).problems
    assert [problem.code for problem in found] == ["hidden_data"]
    assert words in found[0].message


@pytest.mark.parametrize(
    "core", ["<a", '<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Admin</dc:creator></a>']
)
def test_nameless_properties_are_quiet(core: str) -> None:
    """A damaged property part, or a name that is none, is nothing to speak of."""
    assert read(package(paragraph("甲"), members={"docProps/core.xml": core})).problems == ()


def test_a_package_without_text_is_refused() -> None:
    """A zip that is no Word document says so."""
    with pytest.raises(Unreadable, match="没有 Word 正文"):
        read(package("").replace(b"word/document.xml", b"word/dokument.xml"))


def test_absurd_spans_are_refused() -> None:
    """Columns without end are no report."""
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="99999999999"/></w:tcPr>{paragraph("1")}</w:tc>'
    huge = f'<w:tc><w:tcPr><w:gridSpan w:val="900"/></w:tcPr>{paragraph("1")}</w:tc>'
    assert _cells(f"<w:tbl><w:tr>{wide}</w:tr></w:tbl>") == [(0, 0, "1")]
    with pytest.raises(Unreadable, match="过多"):
        read(package(f"<w:tbl><w:tr>{huge * 3}</w:tr></w:tbl>"))


def test_hidden_words_are_not_read() -> None:
    """What Word does not show stands in no paragraph and in no figure; that it is there is told."""
    veiled = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>1</w:t></w:r>'
    body = f"<w:p>{veiled}{shown}</w:p><w:tbl><w:tr><w:tc><w:p>{shown}{veiled}</w:p></w:tc></w:tr></w:tbl>"
    pages = read(package(body))
    text, grid = pages.blocks
    assert isinstance(text, Text)
    assert isinstance(grid, Grid)
    assert (text.text, grid.cells[0].text) == ("1", "1")
    assert ["隐藏文字" in problem.message for problem in pages.problems] == [True]


def test_the_number_of_a_list_is_no_digit_of_a_figure() -> None:
    """A cell whose paragraph is numbered shows 1. beside its 12; a label keeps its number."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = (
        f'<w:numbering xmlns:w="{name}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    cells = "".join(
        f"<w:tc><w:p>{numbered}<w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("属于国家秘密", "12", "3")
    )
    body = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    blocks = read(package(body, members={"word/numbering.xml": numbering})).blocks
    assert [cell.text for block in blocks if isinstance(block, Grid) for cell in block.cells] == [
        "1.属于国家秘密", "12", "3",
    ]  # fmt: skip
