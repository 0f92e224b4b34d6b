"""PDF beyond the printed form: what the file carries beside its pages, pictures, fonts without codes, odd drawing."""

import zlib

import pytest

from filings import problems
from readers import pdf
from readers.blocks import Grid, Picture, Text
from readers.layout import PageMarks
from readers.layout.marks import Glyph
from readers.refusal import Unreadable
from samples.writers import pdf as writer
from samples.writers.canvas import draw
from samples.writers.parts import PlainTable, Spot

BIG = b"q 500 0 0 700 40 60 cm /I Do Q"
IMAGE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
    b"stream\n\x80\nendstream"
)


def one_page(content: bytes, *, resources: bytes = b"", objects: tuple[bytes, ...] = (), more: bytes = b"") -> bytes:
    """A PDF of one page with this content; ``objects`` are numbered from 6 on, ``more`` goes into the page."""
    stream = zlib.compress(content)
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
        + (resources or b"/Font << /F 5 0 R >>") + b" >> " + more + b" >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *objects,
    ]  # fmt: skip
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start, count = len(out), len(bodies) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, start))


def test_the_author_is_told() -> None:
    """A person named in the file's properties is hidden data; a program's usual name is not."""
    leaves = draw(["一、总体情况"])
    (problem,) = pdf.read(writer.write(leaves, author="王小明")).problems
    assert (problem.code, "王小明" in problem.message) == (problems.HIDDEN_DATA, True)
    assert pdf.read(writer.write(leaves, author="Administrator")).problems == ()


def test_comments_are_told() -> None:
    """Sticky notes on a page are hidden data; a link is none."""
    note = b"<< /Type /Annot /Subtype /%s /Rect [10 10 30 30] /Contents (x) >>"
    text = b"BT /F 12 Tf 100 700 Td (Hello) Tj ET"
    with_note = pdf.read(one_page(text, objects=(note % b"Text",), more=b"/Annots [6 0 R]"))
    assert [problem.code for problem in with_note.problems] == [problems.HIDDEN_DATA]
    assert pdf.read(one_page(text, objects=(note % b"Link",), more=b"/Annots [6 0 R]")).problems == ()


def test_a_picture_behind_text_is_a_block_of_its_own() -> None:
    """A large picture on a page with painted text is reported as a picture, and nothing is complained about."""
    both = b"/Font << /F 5 0 R >> /XObject << /I 6 0 R >>"
    picture = one_page(BIG + b" BT /F 12 Tf 100 700 Td (Hello) Tj ET", resources=both, objects=(IMAGE,))
    pages = pdf.read(picture)
    assert {type(block) for block in pages.blocks} == {Text, Picture}
    assert pages.problems == ()


def test_the_text_layer_of_a_scan_is_marked() -> None:
    """Invisible text under a picture is what a scanner guessed: it is read, and the reader is told to compare."""
    picture = one_page(BIG + b" BT 3 Tr /F 12 Tf 100 700 Td (Hello) Tj ET",
                       resources=b"/Font << /F 5 0 R >> /XObject << /I 6 0 R >>", objects=(IMAGE,))  # fmt: skip
    pages = pdf.read(picture)
    assert [block.text for block in pages.blocks if isinstance(block, Text)] == ["Hello"]
    assert [(problem.code, "核对" in problem.message) for problem in pages.problems] == [(problems.SCANNED, True)]


def test_a_scan_without_text_is_one_picture() -> None:
    """A PDF of pictures only gives pictures and says which page was not read."""
    pages = pdf.read(one_page(BIG, resources=b"/XObject << /I 6 0 R >>", objects=(IMAGE,)))
    assert [type(block) for block in pages.blocks] == [Picture]
    assert [problem.code for problem in pages.problems] == [problems.SCANNED]
    assert "第 1 页" in pages.problems[0].message


def test_a_scan_is_read_where_a_recogniser_is_given() -> None:
    """With a recogniser, a picture page becomes text, and the problem asks to compare it with the original."""
    pytest.importorskip("cv2", reason="the ocr extra is not installed")

    def recognise(number: int, picture: object) -> PageMarks:
        assert picture is not None
        return PageMarks(number=number, width=595, height=842, glyphs=[Glyph("字", 100, 100, 112, 112, 0.9)])

    pages = pdf.read(one_page(BIG, resources=b"/XObject << /I 6 0 R >>", objects=(IMAGE,)), lambda: recognise)
    assert [block.text for block in pages.blocks if isinstance(block, Text)] == ["字"]
    assert "核对" in pages.problems[0].message


def test_a_small_picture_is_no_block() -> None:
    """Stamps and emblems are left out."""
    content = b"q 40 0 0 40 40 60 cm /I Do Q BT /F 12 Tf 100 700 Td (Hello) Tj ET"
    pages = pdf.read(one_page(content, resources=b"/Font << /F 5 0 R >> /XObject << /I 6 0 R >>", objects=(IMAGE,)))
    assert [type(block) for block in pages.blocks] == [Text]


def test_text_without_codes_is_refused() -> None:
    """A font whose letters have no Unicode value gives no text; that is said, not guessed."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfrange <00> <FF> <E000> endbfrange endcmap"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap)
    data = one_page(b"BT /F 12 Tf 100 700 Td (Hello) Tj ET", resources=b"/Font << /F 6 0 R >>", objects=(font, stream))
    with pytest.raises(Unreadable, match="编码"):
        pdf.read(data)


def test_text_outside_the_page_is_not_read() -> None:
    """Nobody sees what stands off the page."""
    pages = pdf.read(one_page(b"BT /F 12 Tf 100 700 Td (in) Tj 5000 0 Td (out) Tj ET"))
    assert [block.text for block in pages.blocks if isinstance(block, Text)] == ["in"]


def test_rulings_inside_forms_and_boxes_count() -> None:
    """A table drawn as cell boxes in a form of its own is a grid, at the place where the form is put."""
    boxes = b"0 0 60 20 re S 60 0 60 20 re S 0 20 120 20 re S 0 0 m 5 5 10 10 20 0 c S"
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 200] /Length %d >>\nstream\n%s\nendstream" % (
        len(boxes),
        boxes,
    )
    content = b"q 1 0 0 1 100 600 cm /X Do Q BT /F 9 Tf 105 605 Td (1) Tj 60 0 Td (2) Tj -60 20 Td (head) Tj ET"
    pages = pdf.read(one_page(content, resources=b"/Font << /F 5 0 R >> /XObject << /X 6 0 R >>", objects=(form,)))
    (grid,) = pages.blocks
    assert isinstance(grid, Grid)
    assert [(cell.row, cell.column, cell.columns, cell.text) for cell in grid.cells] == [
        (0, 0, 2, "head"), (1, 0, 1, "1"), (1, 1, 1, "2"),
    ]  # fmt: skip
    assert grid.cells[1].place == "G1@100,222,60,20"


def test_shading_is_no_ruling() -> None:
    """A coloured area behind text draws no cell."""
    pages = pdf.read(one_page(b"0.9 g 90 600 200 100 re f 0 g BT /F 12 Tf 100 650 Td (Hello) Tj ET"))
    assert [type(block) for block in pages.blocks] == [Text]


def _said(content: bytes, **more: object) -> str:
    pages = pdf.read(one_page(content, **more))  # type: ignore[arg-type] # its own names
    return "".join(block.text for block in pages.blocks if isinstance(block, Text))


@pytest.mark.parametrize("colour", [b"1 g", b"0.5 g", b"0 g"])
def test_the_end_of_a_text_may_be_painted_over(colour: bytes) -> None:
    """A figure in one piece of which an area covers the last digits: only the first are seen."""
    text = b"BT /F 12 Tf 100 700 Td (1234599) Tj ET "
    assert _said(text + colour + b" 133.4 695 30 20 re f") == "12345"
    assert _said(colour + b" 133.4 695 30 20 re f 0 g " + text)[:5] == "12345"


def test_digits_below_each_other_are_two_lines() -> None:
    """A narrow column parts a figure into lines that begin at the same place: nothing is printed over anything."""
    assert _said(b"BT /F 12 Tf 100 700 Td (12) Tj 0 -14 Td (34) Tj ET").isdecimal()


@pytest.mark.parametrize(("size", "rise"), [(10, 4), (7, 5), (10, -4)])
def test_a_mark_hardly_smaller_than_its_figure_is_a_mark(size: int, rise: int) -> None:
    """Browsers print raised digits in five sixths of the size."""
    content = b"BT /F 12 Tf 100 700 Td (5230) Tj /F %d Tf 27 %d Td (1) Tj ET" % (size, rise)
    assert _said(content) == "5230¹"


def test_letters_that_lean_are_letters_and_pale_ones_a_watermark() -> None:
    """Italics lean upon a level line; what is turned as a whole, or pale and leaning, belongs to no text."""
    text = b"BT /F 12 Tf 100 700 Td (one) Tj ET "
    assert _said(text + b"BT /F 12 Tf 1 0 .25 1 100 650 Tm (two) Tj ET").split() == ["one", "two"]
    assert _said(text + b".8 g BT /F 12 Tf 1 0 .25 1 100 650 Tm (two) Tj ET") == "one"
    assert _said(text + b"BT /F 12 Tf .97 .26 -.26 .97 100 650 Tm (two) Tj ET") == "one"


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F 12 Tf 100 700 Td (5230) Tj ET BT /F 12 Tf 100 700 Td (5320) Tj ET",
        b"/Span << /ActualText (9999) >> BDC BT /F 12 Tf 100 700 Td (5230) Tj ET EMC",
        b"BT /F 12 Tf 100 700 Td (5230) Tj 1 Tz 27 0 Td (99) Tj ET",
    ],
)
def test_digits_that_nobody_can_read_are_none(content: bytes) -> None:
    """Printed over each other, said to be others than are drawn, or squeezed to a line."""
    assert not _said(content).isdecimal()


@pytest.mark.parametrize(("kind", "seen"), [(b"Square", False), (b"Ink", False), (b"Redact", False), (b"Link", True)])
def test_what_is_drawn_by_hand_over_digits_leaves_them_open(kind: bytes, *, seen: bool) -> None:
    """A square, a stroke or a redaction as an annotation may hide what lies under it."""
    note = b"<< /Type /Annot /Subtype /%s /F 4 /IC [1 1 1] /Rect [98 690 140 715] >>" % kind
    text = b"BT /F 12 Tf 100 700 Td (5230) Tj ET"
    assert _said(text, objects=(note,), more=b"/Annots [6 0 R]").isdecimal() is seen


def test_the_same_bytes_give_the_same_blocks() -> None:
    """Reading twice gives equal blocks and places."""
    data = writer.write(draw(["一、总体情况", PlainTable(((Spot("甲"), Spot("1")), (Spot("乙"), Spot("2"))))]))
    assert pdf.read(data) == pdf.read(data)
