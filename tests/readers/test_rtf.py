"""RTF and saved pages: codings, skipped destinations, merged cells, and a .doc that is really something else."""

import pytest

from filings import problems
from readers import mht, read, rtf
from readers.blocks import Grid, Picture, Text
from readers.refusal import Unreadable
from samples.writers import mht as mht_writer


def texts(body: str, head: str = r"\ansi\ansicpg936\uc1") -> list[str]:
    """The paragraphs of an RTF with this body."""
    data = ("{\\rtf1" + head + " " + body + "}").encode("latin-1")
    return [block.text for block in rtf.read(data).blocks if isinstance(block, Text)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (r"\u24635?\u20307?", "总体"),
        (r"\'d7\'dc\'cc\'e5", "总体"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"{\uc2\u24635\'d7\'dc}\u20307?", "总体"),
        (r"{\uc0\u24635}", "总"),
        (r"a\~b\_c\-d\\\{\}", "a b-cd\\{}"),
        (r"a\tab b\line c\emdash", "a\tb\nc—"),
        (r"{\v secret}seen", "seen"),
        (r"{\*\unknown x}{\header y}{\field{\*\fldinst PAGE}{\fldrslt 7}}", "7"),
        (r"{\pict\bin4 }}}}}seen", "seen"),
        (r"{\info{\operator x}{\title t}}seen", "seen"),
    ],
)
def test_text_is_decoded_and_the_rest_is_skipped(body: str, found: str) -> None:
    """Unicode escapes, GBK bytes, substitutes, symbols, hidden text, fields and destinations."""
    assert texts(body + r"\par") == [found]


def test_the_coding_of_a_font_wins_over_that_of_the_file() -> None:
    """Bytes in a Big5 font are Big5, whatever the file says; bytes of no coding are replaced."""
    fonts = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset136 B;}}"
    assert texts(fonts + r"\f1\'c1\'60\'c5\'e9\f0\par") == ["總體"]
    assert texts(r"\'d7\'dc\par", head=r"\ansicpg936") == ["总"]
    assert texts(r"\'c1\'60\par", head=r"\ansicpg950") == ["總"]
    assert texts(r"\'d7\'dc\par", head=r"\ansicpg99999") == ["总"]
    assert texts(r"\'ff\'ff\par") == ["\ufffd\ufffd"]


def test_cells_merge_to_the_right_and_down() -> None:
    """Merge flags and cell edges give spans; a row with more cells than it declares keeps them."""
    body = (
        r"\trowd\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000 A\intbl\cell B\cell\cell\row"
        r"\trowd\clvmrg\cellx1000\cellx2000\cellx3010 \intbl\cell C\cell D\cell\row"
        r"\trowd\cellx1000 E\intbl\cell F\cell\row\pard after\par"
    )
    first, after = rtf.read(("{\\rtf1 " + body + "}").encode()).blocks
    assert isinstance(first, Grid)
    assert [(cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in first.cells] == [
        (0, 0, 2, 1, "A"), (0, 1, 1, 2, "B"), (1, 1, 1, 1, "C"), (1, 2, 1, 1, "D"),
        (2, 0, 1, 1, "E"), (2, 1, 1, 1, "F"),
    ]  # fmt: skip
    assert isinstance(after, Text)
    assert (first.cells[1].place, after.place) == ("T1R1C2", "P1")


def test_paragraphs_and_inner_tables_stay_in_their_cell() -> None:
    """Two paragraphs of a cell keep their break, the cells of an inner table a tab; an unfinished row is kept."""
    body = r"\trowd\cellx1000\cellx2000\pard\intbl a\par b\cell\pard\intbl c\nestcell d\nestcell\cell"
    (grid,) = rtf.read(("{\\rtf1 " + body + "}").encode()).blocks
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == ["a\nb", "c\td"]


def test_pictures_title_and_author_are_told() -> None:
    """A picture is a block, the title is kept, the author is hidden data."""
    data = rb"{\rtf1{\info{\title Report}{\author Wang}}before\par{\pict 00ff}after\par}"
    pages = rtf.read(data)
    assert [type(block) for block in pages.blocks] == [Text, Picture, Text]
    assert (pages.title, [problem.code for problem in pages.problems]) == ("Report", [problems.HIDDEN_DATA])


@pytest.mark.parametrize("data", [rb"{\rtf1}", rb"{\rtf1{\*\x y}}"])
def test_an_rtf_without_text_is_refused(data: bytes) -> None:
    """Nothing to read is said."""
    with pytest.raises(Unreadable, match="没有可读"):
        rtf.read(data)


def test_too_many_paragraphs_are_refused() -> None:
    """The limit on blocks holds."""
    with pytest.raises(Unreadable, match="太多"):
        rtf.read(b"{\\rtf1" + b"a\\par " * 100_001 + b"}")


def test_the_html_part_of_a_saved_page_is_found() -> None:
    """Every page in the message is taken, decoded from its transfer coding; pictures are not."""
    data = mht_writer.write(["总体情况"], charset="gb2312")
    (part,) = mht.html_parts(data)
    assert "总体情况" in part.decode("gb2312")
    assert mht.html_parts(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx") == []
    empty = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
    empty += b"Content-Type: text/html\r\n\r\n\r\n"
    assert mht.html_parts(empty + b"--b--") == []
    many = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 600
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    assert mht.html_parts(head + many + b"--b--") == []


def test_a_doc_that_is_really_a_saved_page_is_read_and_told() -> None:
    """The content decides; the wrong extension is a problem of its own."""
    report = read(mht_writer.write(["青川县人民政府2023年政府信息公开工作年度报告", "一、总体情况", "无。"]), "a.doc")
    assert problems.FORMAT_MISMATCH in {problem.code for problem in report.problems}
    assert report.year == 2023
