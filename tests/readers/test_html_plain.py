"""Plain tables and paragraphs are taken out of a page before it is parsed, with the result that its tree would give."""

import re
from dataclasses import replace
from random import Random

import pytest

from bench.markup import like_a_site
from readers import html, html_tables
from readers.blocks import Grid
from readers.refusal import Unreadable
from samples.damage import KINDS, damage
from samples.forms import Draft, compose, refs
from samples.writers import page

_TEXTS = (
    "0", "12", " 3 ", "", "&nbsp;", "&nbsp;7&nbsp;", "第二十条第（五）项", "a<br>b", "a<br/> <br />b", "x &lt; y",
    "&#49;2", "１２", "\t\n 5\n", "甲　乙", "<b>8</b>", "<b>1</b>2", "<!-- 9 -->4", "<img src='a.png'>", "<p>1</p>2",
    "<p>1</p><p>2</p>", "\x0b6", "<span style='display:none'>9</span>1", "<sup>2</sup>3", "<a href='x'>1</a>",
    "</div>2", "<table><tr><td>1</table>", "a\0b", "gouji-cut", "9" * 700,
)  # fmt: skip
_WRAPPERS = (
    ("", ""), ("<p>", "</p>"), ("<p style='margin:0'><span>", "</span></p>"), ("<p>", ""), ("<div><b>", "</b></div>"),
    ("<font color=red>", "</font>"), ("<p hidden>", "</p>"), ("<span STYLE='Display: none'>", "</span>"),
    (" <p>\n<span lang=EN-US>", "</span> \n</p> "), ("<span>", "</p>"), ("<o:p>", "</o:p>"),
    ('<p title="a>b">', "</p>"),
    ("<strong>", "</strong><em></em>"), ("<p style=\"font-family:'宋体'\">", "</p>"),
)  # fmt: skip
_CELLS = (
    "td", "td", "td", "td rowspan=2", 'td colspan="3"', "td ROWSPAN='2' colspan=2", "th", "td hidden", "td width=10 ",
    'td rowspan="0"', "td rowspan=²", "td data-rowspan=5 rowspan=2 rowspan=3", "td style='display:none'",
    'td title="a>b"',
)  # fmt: skip
_ROWS = ("<tr>", "<tr>", "<tr>", "<tr style='height:1cm'>", "<tr hidden>", "</tr><tr>", "</tbody><tbody><tr>")
_TABLES = (
    "<table>", "<table>", "<table border=1 >", "<table style='display:none'>", "<table><tbody>", "<TABLE>", "<table>x",
    "<table><caption>c</caption>", "<table><colgroup><col width=1><col></colgroup>", "<p>open<table>", "<b><table>",
    "<div title='<table><tr><td>1</td></tr></table>'><table>", "<select><table>", "<table><tr><td><table>",
)  # fmt: skip
_BETWEEN = (
    "<p>正文。</p>", "<p style='color:red'><span>第二段</span></p>", "<li><a href=x>栏目</a></li>", "文字", "<!--",
    "-->", "<p hidden>不见<p>可见", "<script>var a='<table><tr><td>1</td></tr></table>'</script>", "<div>", "</div>",
    "<br>", "\x1c", "<p>一<br>二</p>", "<p>a&amp;b &nbsp;c</p>", "<ul><li>甲<li>乙</ul>", "<p><b>粗</p>",
    "<table gouji-cut=0></table>", "<textarea><p>1</p></textarea>", "<title><p>题</p></title>",
    "<xmp><p>1</p></xmp>", "<a style='display:none'>", "<h1>题</h1>", "<p>x</div></p>", "<p\n>y</p>", "<P>z</P>",
)  # fmt: skip


def _made(draws: Random) -> str:
    out = [draws.choice(("<!doctype html>", "", "<html><body>"))]
    for _ in range(draws.randrange(1, 4)):
        out += draws.choices(_BETWEEN, k=draws.randrange(4))
        out.append(draws.choice(_TABLES))
        for _ in range(draws.randrange(1, 4)):
            out.append(draws.choice(_ROWS))
            for _ in range(draws.randrange(1, 4)):
                cell, (before, after) = draws.choice(_CELLS), draws.choice(_WRAPPERS)
                end = draws.choice((f"</{cell[:2]}>",) * 9 + ("", "</th>"))
                out.append(f"<{cell}>{before}{draws.choice(_TEXTS)}{after}{end}")
            out.append(draws.choice(("</tr>",) * 5 + ("", "</tr>\n", "</tr>&nbsp;")))
        out.append(draws.choice(("</table>",) * 5 + ("</tbody></table>", "")))
    return "".join((*out, *draws.choices(_BETWEEN, k=draws.randrange(3))))


def _outcome(data: bytes, *, whole: bool) -> object:
    try:
        return html.read(data, whole=whole)
    except Unreadable as refusal:
        return str(refusal)


@pytest.mark.no_cover  # the tests below take the same ways
@pytest.mark.parametrize("seed", range(10))
def test_any_markup_gives_what_the_tree_gives(seed: int) -> None:
    """Three hundred pages of odd markup for each seed: the same blocks, places, problems and refusals both ways."""
    draws = Random(seed)
    for _ in range(300):
        data = _made(draws).encode()
        assert _outcome(data, whole=False) == _outcome(data, whole=True), data.decode()


_PADDING = f" title='{'字' * 580}'"


@pytest.mark.parametrize("padding", ["", _PADDING])
@pytest.mark.parametrize("seed", range(4))
def test_tables_written_as_one_before_give_what_the_tree_gives(seed: int, padding: str) -> None:
    """So does every page once more, with other texts between the same tags: whatever was remembered of the first.

    Of small tables the rows are remembered, of large ones the tags (``padding``).
    """
    draws = Random(f"again {seed}")
    for _ in range(100):
        made = re.sub("<(t[drh])", rf"<\1{padding}", _made(draws))
        again = re.sub(r">[^<]+<", lambda _: f">{draws.choice(_TEXTS)}<", made)
        for page_again in (made, again):
            data = page_again.encode()
            assert _outcome(data, whole=False) == _outcome(data, whole=True), page_again


@pytest.mark.parametrize("padding", ["", _PADDING])
@pytest.mark.parametrize("text", _TEXTS)
def test_any_text_in_a_table_of_known_tags(text: str, padding: str) -> None:
    """A mould is left where a text brings tags of its own or is blank, and any other text is read as ever."""
    table = "<table><tr><td><p>{}</p></td><th>{}</th></tr><tr><td colspan=2>{}</td></tr></table>"
    table = re.sub("<(t[drh]|p)", rf"<\1{padding}", table).replace(
        "</tr></table>", f"<td>9</td><td{padding}>8</td>" * 6 + "</tr></table>"
    )
    html.read(table.format("甲", "乙", "1").encode())
    for texts in ((text, "乙", "1"), ("甲", text, "1"), ("甲", "乙", text), (text, text, text)):
        data = table.format(*texts).encode()
        assert html.read(data) == html.read(data, whole=True)


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_reports_give_what_the_tree_gives(kind: str) -> None:
    """So do reports in a site's markup, whatever happened to their tables."""
    draws = Random(kind)
    for name in ("2019", "2021"):
        draft = Draft(
            edition=name, values={ref: str(draws.randrange(99)) for ref in refs(Draft(edition=name, values={}))}
        )
        data = like_a_site(page.write(damage(compose(draft), kind, draws)))
        assert html.read(data) == html.read(data, whole=True)


@pytest.mark.parametrize("seed", range(4))
def test_broken_pages_give_what_the_tree_gives(seed: int) -> None:
    """So do pages in which single characters were changed, dropped or doubled."""
    draws = Random(seed)
    sound = like_a_site(page.write(compose(Draft(edition="2021", values={})))).decode()
    start = sound.index("<table")
    for _ in range(25):
        text = list(sound)
        for _ in range(draws.randrange(1, 6)):
            at = draws.randrange(start, len(text))
            text[at] = draws.choice(("", text[at] * 2, draws.choice("<>/\"'= &\x0b"), text[draws.randrange(len(text))]))
        data = "".join(text).encode()
        assert _outcome(data, whole=False) == _outcome(data, whole=True)


def test_large_tables_really_have_a_mould() -> None:
    """A table of a site's markup is known when another of the same tags comes, whatever figures stand in it."""
    draft = Draft(edition="2021", values={})
    texts = [
        like_a_site(page.write(compose(replace(draft, values=dict.fromkeys(refs(draft), figure))))).decode()
        for figure in ("7", "38")
    ]
    for _ in range(2):  # whatever other tables came before: now its moulds are the first to be tried
        html.read(texts[0].encode())
    at = texts[1].index("本年新收")
    assert html_tables._MOULDS.cast(texts[1], texts[1].rindex("<table", 0, at)) is not None


def test_plain_tables_really_are_cut_out() -> None:
    """The short way is taken for a site's usual markup: the tree holds no cell of the three tables."""
    text = like_a_site(page.write(compose(Draft(edition="2021", values={})))).decode()
    tree, plain, _ = html._parsed(text)
    assert len(plain) == 3
    assert tree.css("td") == []
    assert sum(isinstance(block, Grid) for block in html.read(text.encode()).blocks) == 3
