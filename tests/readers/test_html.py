"""Web pages: visible text, real tables, bounded."""

from datetime import date

import pytest

from readers.blocks import Grid, Picture, Text
from readers.html import read
from readers.refusal import Unreadable
from readers.visibility import SIGNS, Role


def _texts(page: str) -> list[str]:
    return [block.text for block in read(page.encode()).blocks if isinstance(block, Text)]


def _cells(page: str) -> list[tuple[int, int, int, int, str]]:
    grid = next(block for block in read(page.encode()).blocks if isinstance(block, Grid))
    return [(cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in grid.cells]


def test_spans_are_expanded_with_anchors_only() -> None:
    """Cells below a rowspan move right; no text is repeated."""
    page = "<table><tr><td rowspan=2>甲<td colspan=2>乙</tr><tr><td>1<td>2</tr></table>"
    assert _cells(page) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "1"), (1, 2, 1, 1, "2")]


def test_spans_are_clamped() -> None:
    """A rowspan reaches no further than the table; nonsense counts as one."""
    page = "<table><thead><tr><td rowspan=900>甲<td colspan=x>乙</tr></thead><caption>表</caption></table>"
    assert _cells(page) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]


def test_only_visible_text_counts() -> None:
    """Scripts, styles, hidden elements and comments are not read; hidden text is said."""
    page = (
        "<html><head><title>题</title><style>p{}</style></head><body><script>var a</script><!-- 注 -->"
        "<p style='display: none'>藏</p><p hidden></p><p>见<b>粗</b>体</p>散文<br>第二行<table style='display:none'>"
        "<tr><td>9</table></body></html>"
    )
    pages = read(page.encode())
    assert [block.text for block in pages.blocks if isinstance(block, Text)] == ["见粗体", "散文", "第二行"]
    assert [problem.code for problem in pages.problems] == ["hidden_data"]
    assert (pages.title, pages.flattened) == ("题", True)


def test_layout_tables_are_taken_apart() -> None:
    """A page that stands in a table: the inner table is the table."""
    page = "<table><tr><td><p>一、总体情况</p><table><tbody><tr><td>1<td>2</tr></tbody></table></td></tr></table>"
    assert _texts(page) == ["一、总体情况"]
    assert _cells(page) == [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "2")]


def test_cells_with_markup_are_read() -> None:
    """Paragraphs in a cell are lines, inline markup is none; a blank cell is blank; a picture may be a digit."""
    page = "<table><tr><td><p>本年新</p><p>制作<span>数量</span></p><td></td><td><img src=a>3</tr></table>"
    assert [text for *_, text in _cells(page)] == ["本年新\n制作数量", "", f"{SIGNS[Role.PICTURE]}3"]
    assert [b.place for b in read(page.encode()).blocks if isinstance(b, Picture)] == ["T1"]


def test_publication_date_of_the_page() -> None:
    """The meta element that government sites carry."""
    page = '<meta name="keywords" content="x"><meta name="PubDate" content="2021-02-08 10:00"><p>文</p>'
    assert read(page.encode()).published_on == date(2021, 2, 8)
    assert read("<p>文</p>".encode()).published_on is None


@pytest.mark.parametrize(("claimed", "real"), [("gb2312", "gb18030"), ("utf-8", "gb18030"), ("big5", "utf-8")])
def test_bytes_tell_the_encoding(claimed: str, real: str) -> None:
    """Whatever the page claims."""
    page = f'<html><head><meta charset="{claimed}"></head><body><p>云岭县政府信息公开</p></body></html>'
    assert [b.text for b in read(page.encode(real)).blocks if isinstance(b, Text)] == ["云岭县政府信息公开"]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<div>" * 2000, "嵌套"),
        ("<b>" * 200_000, "嵌套"),
        ("<table><tr><td>" * 2000, "嵌套"),
        ("<td>" * 200_001, "单元格过多"),
        ("字" * 5_000_001, "500 万字"),
        ("<table><tr>" + "<td colspan=1000 rowspan=9>x" * 30 + "</table>", "合并单元格"),
        ("<p>x</p>" * 100_001, "段落过多"),
    ],
)
def test_hostile_pages_are_refused(page: str, words: str) -> None:
    """Nesting, cells, length, spans and paragraphs have limits; the reason is said."""
    with pytest.raises(Unreadable, match=words):
        read(page.encode())


def test_deep_but_honest_pages_are_read() -> None:
    """Many elements that are closed again are no nesting."""
    assert len(_texts("<div><span>甲</span></div>" * 1000)) == 1000


@pytest.mark.parametrize("stray", ["", "</div>" * 900, "</span></b>" * 500])
def test_closing_tags_that_close_nothing_hide_no_depth(stray: str) -> None:
    """However many stray closing tags stand before, deep nesting is refused, in any case of letters."""
    for opening in ("<div>", "<DIV class='a'>", "<SPAN>"):
        with pytest.raises(Unreadable, match="嵌套过深"):
            read(f"<html><body>{stray}{opening * 2000}字".encode())
        assert read(f"<html><body>{stray}{opening * 100}字".encode()).blocks


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p><span style='x'> 1 2 </span></p>", "1 2"),
        ("<p style='display:none'>12</p>", ""),
        ("<p hidden>12</p>", ""),
        ("<p><font><b>12</b></font></p>", "12"),
        ("<p>1</p><p>2</p>", "1\n2"),
        ("<p>1<br>2</p>", "1\n2"),
        ("<p>1\x0b2</p>", "1\n2"),
        ("<p></p>", ""),
        ("<script>1</script>", ""),
    ],
)
def test_what_an_editor_wraps_around_a_figure(cell: str, text: str) -> None:
    """Wrappings are seen through, hidden ones are not read, and lines stay lines."""
    blocks = read(f"<table><tr><td>{cell}</td><td>x</td></tr></table>".encode()).blocks
    grid = next(block for block in blocks if isinstance(block, Grid))
    assert grid.cells[0].text == text


def test_hidden_rows_and_columns_are_no_part_of_a_table() -> None:
    """What the browser does not show moves no cell, and is told."""
    page = (
        "<table><tr><td>甲</td><td style='display:none'>77</td><td>1</td></tr>"
        "<tr hidden><td>乙</td><td>2</td></tr><tr><td>丙</td><td>3</td></tr></table>"
    )
    pages = read(page.encode())
    (grid,) = pages.blocks
    assert isinstance(grid, Grid)
    assert [(cell.row, cell.column, cell.text) for cell in grid.cells] == [
        (0, 0, "甲"), (0, 1, "1"), (1, 0, "丙"), (1, 1, "3"),
    ]  # fmt: skip
    assert ["不显示的文字" in problem.message for problem in pages.problems] == [True]


def test_a_span_of_odd_digits_is_no_span() -> None:
    """A raised two is a digit to Unicode and no number: the page is read all the same."""
    (grid,) = read("<table><tr><td rowspan='²'>甲</td><td>1</td></tr></table>".encode()).blocks
    assert isinstance(grid, Grid)
    assert grid.cells[0].rows == 1


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ("<style>.x{display:none}</style>", ""),
        ("<style media=all>.x{display:none}</style>", ""),
        ("<style type=text/css media='screen, print'>.x{display:none}</style>", ""),
        ("<style media=print>.x{display:none}</style>", "12"),
        ("<style type=text/less>.x{display:none}</style>", "12"),
        ("<!-- <style>.x{display:none}</style> -->", "12"),
        ("<noscript><style>.x{display:none}</style></noscript>", "12"),
        ("<template><style>.x{display:none}</style></template>", "12"),
        ("<script>'<style>.x{display:none}</style>'</script>", "12"),
    ],
)
def test_only_style_elements_that_a_browser_heeds_hide(head: str, shown: str) -> None:
    """Rules for paper, of other languages, and such that only look like rules change nothing on a screen."""
    data = f"<html><head>{head}</head><body><table><tr><td>甲</td><td><i class=x>12</i></td></tr></table>".encode()
    grid = next(block for block in read(data).blocks if isinstance(block, Grid))
    assert grid.cells[1].text == shown
    assert read(data) == read(data, whole=True)
