"""OFD beyond the printed form: positions, maps, templates, shared drawings, and what is refused whole."""

import pytest

from filings import problems
from readers import ofd
from readers.blocks import Grid, Picture, Text
from readers.ofd_page import deltas, numbers
from readers.refusal import Unreadable
from samples.writers.package import pack

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def document(
    content: str, *, common: str = "", extra: dict[str, str] | None = None, page: str = "", info: str = ""
) -> bytes:
    """An OFD of one page; ``page`` goes before its content."""
    body = f"<ofd:DocBody>{info}<ofd:DocRoot>/D/Document.xml</ofd:DocRoot></ofd:DocBody>"
    return pack(
        {
            "OFD.xml": f"<ofd:OFD {SPACE}>{body}</ofd:OFD>",
            "D/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>"
            '<ofd:Page BaseLoc="Pages\\P.xml"/></ofd:Pages></ofd:Document>',
            "D/Pages/P.xml": f"<ofd:Page {SPACE}>{page}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content>"
            "</ofd:Page>",
        }
        | (extra or {})
    )


def text(words: str, x: float = 20, y: float = 30, *, inner: str = "", more: str = "") -> str:
    """A text object."""
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 5" Size="4" {more}><ofd:TextCode X="0" Y="3.5" {inner}>{words}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def texts(data: bytes) -> list[str]:
    """The running text."""
    return [block.text for block in ofd.read(data).blocks if isinstance(block, Text)]


def test_distances_may_be_repeated() -> None:
    """``g 3 2.5`` stands for three distances; what is broken or endless is cut off."""
    assert deltas("1 g 3 2.5 4", 9) == [1, 2.5, 2.5, 2.5, 4]
    assert deltas("g 99999999999 1", 4) == [1, 1, 1, 1]
    assert deltas("1 g 3", 9) == [1]
    assert deltas("1 x 3", 9) == [1]
    assert deltas("nan 1", 9) == []
    assert deltas("1 nan x", 9) == []
    assert deltas(None, 9) == []


def test_numbers_must_be_as_many_as_told() -> None:
    """A box needs four finite numbers."""
    assert numbers("0 0 210 297", 4) == (0, 0, 210, 297)
    assert numbers("0 0 210", 4) is None
    assert numbers("a b c d", 4) is None
    assert numbers("0 0 inf 1", 4) is None


def test_text_stands_where_boundary_and_map_put_it() -> None:
    """The place is in points from the upper left corner, after the object's own map."""
    (block,) = ofd.read(document(text("总体情况", more='CTM="2 0 0 2 0 0"'))).blocks
    assert isinstance(block, Text)
    assert block.text == "总体情况"
    assert block.place.startswith("G1@56.7,")


def test_letters_with_wide_distances_are_words() -> None:
    """Distances part words even inside one text object."""
    assert texts(document(text("行政许可", inner='DeltaX="4 20 4"'))) == ["行政\t许可"]


def test_upright_text_and_invisible_objects() -> None:
    """Text that runs down keeps its order; what is marked invisible is not read."""
    down = text("甲乙", inner='DeltaY="8"')
    hidden = text("藏", y=90).replace("<ofd:TextObject", '<ofd:TextObject Visible="false"')
    assert texts(document(down + hidden)) == ["甲乙"]


def test_blocks_templates_and_shared_drawings_are_read() -> None:
    """Text in a page block, in a template and in a composite drawing all stand on the page."""
    unit = f'<ofd:CompositeGraphicUnit ID="9"><ofd:Content>{text("共用")}</ofd:Content></ofd:CompositeGraphicUnit>'
    data = document(
        f"<ofd:PageBlock>{text('内层')}</ofd:PageBlock>"
        '<ofd:CompositeObject Boundary="0 20 200 200" ResourceID="9"/>'
        '<ofd:CompositeObject Boundary="0 20 200 200" ResourceID="none"/>',
        common='<ofd:TemplatePage ID="2" BaseLoc="T.xml"/><ofd:PublicRes>R.xml</ofd:PublicRes>',
        page='<ofd:Template TemplateID="2"/><ofd:Template TemplateID="7"/>',
        extra={
            "D/T.xml": f"<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{text('模板', y=80)}</ofd:Layer></ofd:Content>"
            "</ofd:Page>",
            "D/R.xml": f"<ofd:Res {SPACE}>{unit}</ofd:Res>",
        },
    )
    assert texts(data) == ["内层", "共用", "模板"]


def test_a_closed_path_draws_a_cell() -> None:
    """Boxes drawn as closed paths make a grid; filled areas, curves and unpainted paths do not."""

    def path(data: str, x: float, more: str = "") -> str:
        box = f'Boundary="{x} 28 30 8"'
        return f"<ofd:PathObject {box} {more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"

    box = "M 0 0 L 30 0 L 30 8 L 0 8 C"
    drawn = path(box, 20) + path(box, 50) + path("M 0 0 B 1 1 2 2 30 0 Q 1 1 2 2", 80)
    quiet = path(box, 100, 'Stroke="false"') + path(box, 130, 'Stroke="false" Fill="true"')
    (grid,) = ofd.read(document(drawn + quiet + text("甲", x=22) + text("1", x=55))).blocks
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == ["甲", "1"]


def test_pages_of_pictures_are_named() -> None:
    """A page that is one picture is a picture and a problem that names the page."""
    pages = ofd.read(document('<ofd:ImageObject Boundary="10 10 190 270" ResourceID="3"/>'))
    assert [type(block) for block in pages.blocks] == [Picture]
    assert [problem.code for problem in pages.problems] == [problems.SCANNED]


def test_author_and_title_are_told() -> None:
    """What the document says about itself; a document that names nobody has no problem."""
    info = "<ofd:DocInfo><ofd:Title>年度报告</ofd:Title><ofd:Author>李小花</ofd:Author></ofd:DocInfo>"
    pages = ofd.read(document(text("总体情况"), info=info))
    assert pages.title == "年度报告"
    assert ["李小花" in problem.message for problem in pages.problems] == [True]
    assert ofd.read(document(text("总体情况"))).problems == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (text("¤¤¤¤"), "编码"),
        ("", "没有文字"),
        ('<ofd:TextObject Boundary="1 2"/>', "没有文字"),
        (
            '<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 '
            + "B 1 1 2 2 3 3 " * 300 + "</ofd:AbbreviatedData></ofd:PathObject>",
            "轮廓",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_whole_is_refused(content: str, reason: str) -> None:
    """Letters without codes, letters drawn as shapes, empty pages: refused with the reason."""
    with pytest.raises(Unreadable, match=reason):
        ofd.read(document(content))


def test_a_missing_part_is_refused() -> None:
    """A page that the package does not hold makes the whole document unreadable."""
    data = pack({"OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>no.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"})
    with pytest.raises(Unreadable, match="缺少"):
        ofd.read(data)


def test_page_sizes_that_lie_fall_back_to_the_default() -> None:
    """A page without a sane size takes the document's, or A4."""
    area = "<ofd:Area><ofd:PhysicalBox>0 0 -5 99999</ofd:PhysicalBox></ofd:Area>"
    assert texts(document(text("总体情况"), page=area)) == ["总体情况"]
    small = "<ofd:Area><ofd:PhysicalBox>0 0 10 10</ofd:PhysicalBox></ofd:Area>"
    with pytest.raises(Unreadable):
        ofd.read(document(text("总体情况"), page=small))
