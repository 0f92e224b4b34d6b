"""What a person sees of a cell, construct by construct: the digits that are shown, or a sign that leaves it open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.figure import CellState, read_figure
from readers import docx, html, rtf
from readers.blocks import Grid
from readers.visibility import SIGNS, Role, Run, against, shown
from samples.writers.word import package

_OPEN = None


def _value(text: str) -> int | None:
    """The figure of a cell; None where it stays open."""
    figure = read_figure(text)
    assert figure.state in (CellState.NUMBER, CellState.AMBIGUOUS), text
    return None if figure.value is None else int(figure.value)


@pytest.mark.parametrize(
    ("pieces", "seen"),
    [
        (["5230", Run("1", Role.RAISED)], 5230),
        ([Run("1", Role.RAISED), "5230"], 5230),
        (["52", Run("1", Role.RAISED), "30"], _OPEN),
        ([Run("5230", Role.RAISED)], _OPEN),
        ([Run("5320", Role.STRUCK), "5230"], 5230),
        (["5", Run("3", Role.STRUCK), "230"], _OPEN),
        ([Run("5230", Role.STRUCK)], _OPEN),
        (["52", Run("9", Role.HIDDEN), "30"], 5230),
        (["5230", Run("12", Role.ANNOTATION), Run("7", Role.DECORATION)], 5230),
        (["52", Run("?", Role.SYMBOL), "0"], _OPEN),
        ([Run("?", Role.SYMBOL)], _OPEN),
        ([Run("?", Role.PICTURE), "5230"], _OPEN),
        (["523", Run("0", Role.MOVED)], _OPEN),
        ([Run("5230", Role.MOVED)], 5230),
        (["52", Run("?", Role.PICTURE), "0"], _OPEN),
        (["52", Run("30", Role.UNSURE)], _OPEN),
        ([Run("x", Role.EQUATION)], _OPEN),
        (["\u200e5230\u200f"], 5230),
        (["\u202e0325\u202c"], _OPEN),
    ],
)
def test_a_role_decides_what_counts(pieces: list[str | Run], seen: int | None) -> None:
    """Each role counts as the model says: set aside, beside the figure, or a doubt that leaves the cell open."""
    assert _value(shown(pieces)) == seen


def test_words_keep_their_raised_text_and_lose_their_marks() -> None:
    """A note mark is no part of a label; a whole raised sentence is somebody's taste and is read."""
    assert shown(["予以公开", Run("注1", Role.RAISED)]) == "予以公开"
    assert shown(["见", Run("本办法第三条的规定", Role.RAISED)]) == "见本办法第三条的规定"


def test_a_mark_is_kept_beside_the_figure() -> None:
    """The raw text of a cell shows the mark as what it is."""
    assert shown(["5230", Run("1", Role.RAISED)]) == "5230¹"


@given(st.integers(0, 10**6), st.lists(st.sampled_from(list(Role)), min_size=1, max_size=4), st.integers(0, 99))
def test_no_run_ever_adds_a_digit(figure: int, roles: list[Role], digits: int) -> None:
    """Whatever stands behind a figure, in whatever role: the figure itself, or an open cell."""
    text = shown([str(figure), *(Run(str(digits), role) for role in roles)])
    assert _value(text) in (figure, None)


def test_letters_are_lost_where_their_colour_is_the_ground() -> None:
    """White on white is hidden, pale on white is in doubt, black is seen."""
    white = (255, 255, 255)
    assert against(white, white) is Role.HIDDEN
    assert against((225, 225, 225), white) is Role.UNSURE
    assert against((0, 0, 0), white) is None
    assert against(white, (0, 0, 128)) is None


_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_POWER = "<m:sSup><m:e><m:r><m:t>52</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup>"
_RUBY = "<w:ruby><w:rt><w:r><w:t>1</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>5230</w:t></w:r></w:rubyBase></w:ruby>"
_RUN = "<w:r>{}<w:t>{}</w:t></w:r>"
_V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
_C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin">{1}</w:fldChar></w:r><w:r><w:instrText>{0}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_CHOICE = '<w:ffData><w:ddList>{}<w:listEntry w:val="99"/><w:listEntry w:val="5230"/></w:ddList></w:ffData>'


def _look(look: str, text: str) -> str:
    return _RUN.format(f"<w:rPr>{look}</w:rPr>", text)


_PLAIN = _RUN.format("", "5230")


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        (_PLAIN + _look('<w:vertAlign w:val="superscript"/>', "1"), 5230),
        (_PLAIN + _look('<w:vertAlign w:val="subscript"/>', "1"), 5230),
        (_PLAIN + _look('<w:position w:val="8"/>', "1"), 5230),
        (_PLAIN + _look('<w:vertAlign w:val="baseline"/>', "1"), 52301),
        (_look("<w:strike/>", "5320") + _PLAIN, 5230),
        (_look("<w:dstrike/>", "5320") + _PLAIN, 5230),
        (_look('<w:strike w:val="0"/>', "1") + _PLAIN, 15230),
        (_PLAIN + _look("<w:vanish/>", "99"), 5230),
        (_PLAIN + _look("<w:specVanish/>", "99"), 5230),
        (_PLAIN + _look('<w:color w:val="FFFFFF"/>', "99"), 5230),
        (_PLAIN + _look('<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>', "99"), 523099),
        (_PLAIN + _look('<w:color w:val="0000FF"/><w:shd w:val="clear" w:fill="0000FF"/>', "99"), 5230),
        (_PLAIN + _look('<w:sz w:val="2"/>', "99"), 5230),
        (_PLAIN + _look('<w:w w:val="1"/>', "99"), 5230),
        (_look('<w:rPrChange w:id="1" w:author="a"><w:rPr><w:strike/></w:rPr></w:rPrChange>', "5230"), 5230),
        ('<w:r><w:t>52</w:t><w:sym w:font="Wingdings" w:char="F033"/><w:t>0</w:t></w:r>', _OPEN),
        (f"<w:r>{_RUBY}</w:r>", 5230),
        (f"<m:oMath {_M}><m:r><m:t>5230</m:t></m:r></m:oMath>", 5230),
        (f"<m:oMath {_M}>{_POWER}</m:oMath>", _OPEN),
        ('<w:bdo w:val="rtl"><w:r><w:t>5230</w:t></w:r></w:bdo>', _OPEN),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>99</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + _PLAIN + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            5230,
        ),
        (_FIELD.format("EQ 5230", ""), _OPEN),
        (_FIELD.format("EQ \\s\\up8(1)", "") + _PLAIN, _OPEN),
        (_FIELD.format(" FORMDROPDOWN ", _CHOICE.format('<w:result w:val="1"/>')), 5230),
        (_FIELD.format(" FORMDROPDOWN ", _CHOICE.format("")), 99),
        (f"<w:r><w:pict><v:shape {_V}><v:textpath string='5230'/></v:shape></w:pict></w:r>", _OPEN),
        (f"<w:r><w:object><v:shape {_V}><v:imagedata/></v:shape></w:object></w:r>", _OPEN),
        (f"<w:r><w:drawing><c:chart {_C}/></w:drawing></w:r>", _OPEN),
    ],
)  # fmt: skip
def test_word_shows(cell: str, seen: int | None) -> None:
    """Run properties of Word and the elements that change what is shown (ISO/IEC 29500-1, 17.3.2 and 22.1)."""
    body = f"<w:tbl><w:tr><w:tc><w:p>{cell}</w:p></w:tc><w:tc><w:p>{_PLAIN}</w:p></w:tc></w:tr></w:tbl>"
    found = next(block for block in docx.read(package(body)).blocks if isinstance(block, Grid))
    assert [_value(text) for text in found.texts] == [seen, 5230]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<w:r><w:t>52</w:t></w:r><w:r><w:ptab w:alignment="right"/></w:r><w:r><w:t>30</w:t></w:r>', "52\t30"),
        (f"<w:r><w:pict><v:shape {_V} style='position:absolute'><v:imagedata/></v:shape></w:pict></w:r>", ""),
        (_FIELD.format(" FORMDROPDOWN ", _CHOICE.format('<w:result w:val="7"/>')), ""),
        ('<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>230</w:t></w:r>', "1 230"),
    ],
)
def test_word_makes_no_figure_of_what_stands_apart(cell: str, text: str) -> None:
    """A tab parts digits, a seal is none, a list without a choice shows nothing, a number of a list stands before."""
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    body = f"<w:tbl><w:tr><w:tc><w:p>{cell}</w:p></w:tc><w:tc><w:p>{_PLAIN}</w:p></w:tc></w:tr></w:tbl>"
    data = package(body, members={"word/numbering.xml": numbering})
    found = next(block for block in docx.read(data).blocks if isinstance(block, Grid))
    assert list(found.texts) == [text, "5230"]


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ("5230<sup>1</sup>", 5230),
        ("5230<sub>1</sub>", 5230),
        ("5230<span style='vertical-align:super'>1</span>", 5230),
        ("523<sup style='vertical-align:baseline'>0</sup>", 5230),
        ("<del>5320</del>5230", 5230),
        ("<s>5320</s><ins>5230</ins>", 5230),
        ("<span style='text-decoration: line-through'>5320</span>5230", 5230),
        ("5230<span class='x'>99</span>", 5230),
        ("5230<span class='y'>99</span>", 5230),
        ("5230<i id='z'>99</i>", 5230),
        ("5230<span class='screen'>9</span>", 52309),
        ("5230<span class='back'>9</span>", 52309),
        ("<ruby>5230<rp>(</rp><rt>1</rt><rp>)</rp></ruby>", 5230),
        ("<input value='5230'>", 5230),
        ("<input type=hidden value=99>5230", 5230),
        ("<textarea>5230</textarea>", 5230),
        ("<select><option>1<option selected>5230</select>", 5230),
        ("5230<span hidden>99</span>", 5230),
        ("5230<font color=white>99</font>", 5230),
        ("5230<span style='color:#fff'>99</span>", 5230),
        ("523<span style='color:#fff;background:#00f'>0</span>", 5230),
        ("523<span style='opacity:0'>9</span>0", 5230),
        ("5230<span style='font-size:0'>99</span>", 5230),
        ("5230<span style='position:absolute;left:-9999px'>99</span>", 5230),
        ("5230<span style='display:inline-block;width:0;overflow:hidden'>99</span>", 5230),
        ("5230<span style='visibility:hidden'>99</span>", 5230),
        ("<span style='visibility:hidden'>99<b style='visibility:visible'>5230</b></span>", 5230),
        ("<bdo dir=rtl>0325</bdo>", _OPEN),
        ("<b class=made></b>5230", _OPEN),
        ("52<img src=3.png>0", _OPEN),
        ("<math><mn>5230</mn></math>", 5230),
        ("<math><msup><mn>52</mn><mn>3</mn></msup></math>", _OPEN),
        ("5230<details><summary></summary>99</details>", 5230),
        ("<details><summary>5230</summary>99</details>", 5230),
        ("<details hidden><summary>99</summary></details>5230", 5230),
        ("5230<span style='font-variant-position:super'>1</span>", _OPEN),
        ("5230<span style=\"font-feature-settings:'sups' 1\">1</span>", 5230),
        ("5230<span style='vertical-align:text-top;font-size:60%'>1</span>", 5230),
        ("<span style='vertical-align:top;font-size:15px'>5230</span>", 5230),
        ("5230<span style='font:0/0 a'>9</span>", 5230),
        ("5230<span style='display:ruby-text'>99</span>", 5230),
        ("<span class=back style='all:unset'>5230</span>", _OPEN),
        ("<font face=Wingdings>5230</font>", _OPEN),
        ("<span style='font-family:宋体,\"Wingdings 2\"'>5230</span>", _OPEN),
        ("<dialog open>9</dialog>5230", _OPEN),
        ("<input value=52><input value=30>", _OPEN),
        ("<input value=5230>件", 5230),
        ("<s><span style='display:inline-block'>5230</span></s>", 5230),
        ("<div style='width:10px;overflow:hidden;white-space:nowrap'>5230</div>", _OPEN),
        ("<div style='max-width:1ch;overflow:hidden'>5230</div>", _OPEN),
        ("<div style='height:4px;overflow:hidden'>5230</div>", _OPEN),
        ("<div style='width:100%;overflow:hidden'>5230</div>", 5230),
        ("<div style='width:80px;height:20px;overflow:hidden'>5230</div>", 5230),
        ("<div style='width:10px'>5230</div>", 5230),
        ("5230<i style='background:linear-gradient(#000,#000)'>9</i>", 5230),
        ("523<i style='background:linear-gradient(#eee,#fff)'>0</i>", 5230),
        ("5230<i style='display:none;display:foo'>9</i>", 5230),
        ("523<i style='display:none;display:inline'>0</i>", 5230),
        ("5230<i style='color:Canvas'>9</i>", 5230),
        ("<div class=over>5230</div>", _OPEN),
        ("<div>5230<b style='position:absolute;inset:0;background:#fff'></b></div>", _OPEN),
        ("<div>5230<b style='position:absolute;inset:0'></b></div>", 5230),
        ("5230<b class=over></b>", 5230),
    ],
)
@pytest.mark.parametrize("whole", [False, True])
def test_a_page_shows(cell: str, seen: int | None, *, whole: bool) -> None:
    """Tags, attributes and style rules that change what is shown, with and without the short way through tables."""
    sheet = (
        "<style>.x{display:none} td .y{visibility:hidden} #z{color:white} .back{display:none}"
        "td span.back{display:inline}"
        ".over::after{content:'';position:absolute;inset:0;background:#fff}"
        ".made::before{content:'9'} @media print{.screen{display:none}} @media (max-width:600px){.screen{display:none}}"
        "</style>"
    )
    page = f"{sheet}<table><tr><td>{cell}</td><td>5230</td></tr></table>"
    found = next(block for block in html.read(page.encode(), whole=whole).blocks if isinstance(block, Grid))
    assert [_value(text) for text in found.texts] == [seen, 5230]


def test_a_page_whose_style_sheet_is_too_large_stays_open() -> None:
    """A sheet of megabytes is not weighed: every figure of the page is left open, no word is lost."""
    page = "<style>" + "a{color:red}" * 60_000 + "</style><table><tr><td>标签</td><td>5230</td></tr></table>"
    found = next(block for block in html.read(page.encode()).blocks if isinstance(block, Grid))
    assert list(found.texts) == ["标签", SIGNS[Role.UNSURE]]


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        (r"5230{\super 1}", 5230),
        (r"5230{\sub 1}", 5230),
        (r"5230{\up6 1}", 5230),
        (r"5230\super 1\nosupersub ", 5230),
        (r"{\strike 5320}5230", 5230),
        (r"{\striked1 5320}5230", 5230),
        (r"{\strike0 1}5230", 15230),
        (r"5230{\v 99}", 5230),
        (r"5230{\deleted 99}", 5230),
        (r"5230{\cf1 99}", 5230),
        (r"5230{\cf1\highlight2 99}", 523099),
        (r"5230{\fs2 99}", 5230),
        (r"{\super 1\plain 5230}", 15230),
        (r"52{\*\moMath x}0", _OPEN),
        (r"\sl-20 99\pard\intbl 5230", 5230),
        (r"\sl-300 5230", 5230),
        (r"5230{\shp{\*\shpinst{\shptxt 1}}}", _OPEN),
        (r"5230{\do\dobxpage\dprect}", _OPEN),
        (r"\sl20 5230", 5230),
        (r"52\u-4045?0", _OPEN),
    ],
)
def test_rich_text_shows(cell: str, seen: int | None) -> None:
    """Control words for characters, with their groups and what takes them back."""
    colours = r"{\colortbl;\red255\green255\blue255;\red0\green0\blue255;}"
    row = rf"\trowd\cellx1000\cellx2000\intbl {cell}\cell {{\plain 5230}}\cell\row"
    found = next(b for b in rtf.read(rf"{{\rtf1{colours}{row}\pard x\par}}".encode()).blocks if isinstance(b, Grid))
    texts = [one.text for one in found.cells]
    assert texts[1] == "5230"
    if cell.startswith(r"{\super 1\plain"):
        assert texts[0].startswith("5230") or _value(texts[0]) in (5230, None)
    else:
        assert _value(texts[0]) == seen


@pytest.mark.parametrize(("height", "rows"), [(-20, 1), (-400, 2), (20, 2)])
def test_a_row_of_rich_text_of_no_height_is_not_read(height: int, rows: int) -> None:
    """A negative height is exact and cuts off, a positive one is the least; what is left out is told."""
    row = r"\trowd{}\cellx1000\cellx2000\pard\intbl 甲\cell 7\cell\row"
    text = "{\\rtf1\\ansicpg65001 " + row.format("") + row.format(rf"\trrh{height}") + "\\pard x\\par}"
    pages = rtf.read(text.encode())
    found = next(block for block in pages.blocks if isinstance(block, Grid))
    assert (found.height, len(pages.problems)) == (rows, 2 - rows)


@pytest.mark.parametrize(
    ("shade", "cell", "seen"),
    [
        (r"\clcbpat2", r"{\cf1 5230}", 5230),
        (r"\clcbpat2", r"{\cf2 5230}", None),
        (r"\clcbpat1", r"{\cf1 5230}", None),
        (r"\clcbpat2", r"5230", 5230),
        ("", r"\cbpat2{\cf1 5230}", 5230),
        ("", r"\cbpat2{\cf2 5230}", None),
        (r"\clcbpat2", r"\cbpat1{\cf1 5230}", None),
    ],
)
def test_rich_text_is_seen_against_its_cell_and_paragraph(shade: str, cell: str, seen: int | None) -> None:
    """White letters on a blue cell are seen, blue ones are not; the next cell and the next row stand on paper."""
    colours = r"{\colortbl;\red255\green255\blue255;\red0\green0\blue255;}"
    row = rf"\trowd{shade}\cellx1000\cellx2000\pard\intbl {cell}\cell \pard\intbl {{\cf2 7}}\cell\row"
    plain = r"\trowd\cellx1000\cellx2000\pard\intbl {\cf2 8}\cell {\cf1 9}\cell\row"
    found = next(
        b for b in rtf.read(rf"{{\rtf1{colours}{row}{plain}\pard x\par}}".encode()).blocks if isinstance(b, Grid)
    )
    assert [_value(one.text) if one.text.strip() else None for one in found.cells] == [seen, 7, 8, None]
