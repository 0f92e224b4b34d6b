"""Web pages -> blocks: visible text only, tables with their spans, in the encoding that the bytes are really in."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from filings.patterns import pattern
from readers import css_variables, html_leaves, html_tables
from readers.blocks import Grid, Pages
from readers.html_guard import guard
from readers.html_looks import HtmlLooks, plain_looks
from readers.html_moulds import Plain
from readers.html_suspects import has_variables, looks_of, odd_nodes, suspects
from readers.html_walk import PageWalk, WebPage, Weighed, by_tree
from readers.interpret.dates import find_date
from readers.limits import MOST_CHARACTERS
from readers.refusal import Unreadable
from readers.text import broken, decode

_BLANKS = pattern(r"[ \t\r\n\f]+")
_DATES = ("pubdate", "publishdate", "publish_date", "publishtime", "article:published_time", "firstpublishedtime")


def read(data: bytes, *, whole: bool = False) -> Pages:
    """Read a web page. ``Unreadable`` if it is nested or filled beyond any real page.

    ``whole``: leave all to the parser's tree, which takes longer and gives the same.
    """
    text = decode(data)
    zero = b"\0" in data and "\0" in text  # the parser drops it here and replaces it there
    return of_text(text, whole=whole or zero)


def of_text(text: str, *, whole: bool = False) -> Pages:
    """The same for a page that is decoded already."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"网页超过 {MOST_CHARACTERS // 10000} 万字，不像是年度报告")
    parsed = _whole(text) if whole else _parsed(text)
    if has_variables(parsed.tree):
        text = css_variables.resolved(text)
        parsed = _whole(text) if whole else _parsed(text)
    looks = looks_of(parsed.tree, text)
    if looks is not None and not whole:
        parsed = _whole(text)
    walk = _walked(parsed, looks)
    if walk is None:  # a table that was cut out stands where text is not plain
        parsed = _whole(text)
        walk = _walked(parsed, looks) or PageWalk(WebPage(plain_looks(), set()))
    tree = parsed.tree
    head = tree.css_first("title")
    published = _published(tree)
    return Pages(
        blocks=tuple(walk.blocks),
        problems=(*walk.problems(), *broken(text)),
        flattened=not any(isinstance(block, Grid) for block in walk.blocks),
        title=_BLANKS.sub(" ", head.text()).strip() if head is not None else "",
        published_on=find_date(published) if published else None,
    )


class _Parsed(NamedTuple):
    """The tree of a page, the tables that were cut out of it, and the elements that may change how text is shown."""

    tree: LexborHTMLParser
    plain: Sequence[Plain]
    odd: Sequence[Any]


def _walked(parsed: _Parsed, looks: HtmlLooks | None) -> PageWalk | None:
    """The page read to its end; None where a table that was cut out would have to be weighed."""
    tree, plain, odd = parsed
    root = tree.body or tree.root
    page = WebPage(
        looks or plain_looks(), suspects(tree.root, odd, coloured=looks is not None) if tree.root is not None else set()
    )
    if looks is not None:
        page.looks.match(tree)
        page.suspects |= page.looks.met
    walk = PageWalk(page, plain)
    if root is not None:
        try:
            walk.flow(root, page.looks.enter(root, page.looks.root))
        except Weighed:
            return None
    walk.end_paragraph()
    return walk


def _parsed(text: str) -> _Parsed:
    """The tree of a page, and the tables that were cut out of it: all of them, or none where one did not come back."""
    page, plain = html_tables.cut(text, by_tree)
    page = html_leaves.flat(page)
    guard(page)
    tree = LexborHTMLParser(page)
    parsed = _Parsed(tree, plain, odd_nodes(tree.root))
    return parsed if _came_back(parsed, page) else _whole(text)


def _came_back(parsed: _Parsed, page: str) -> bool:
    """Whether every mark stands where a table or a paragraph stood, and nothing hidden can reach over one."""
    tree, tables = parsed.tree, len(parsed.plain)
    ends = page.count(html_leaves.END)
    marks = tree.css(f"table[{html_tables.MARK}]")
    if page.count(html_tables.MARK) != tables or len(marks) != tables or (ends and tree.body is None):
        return False
    if ends and tree.body is not None and tree.body.text().count(html_leaves.END) != ends:
        return False
    if ends and any(html_leaves.END in title.text() for title in tree.css("title")):
        return False
    return html_leaves.CLOSES_ITSELF.isdisjoint(node.tag for node in parsed.odd)


def _whole(text: str) -> _Parsed:
    guard(text)
    tree = LexborHTMLParser(text)
    return _Parsed(tree, (), odd_nodes(tree.root))


def _published(tree: LexborHTMLParser) -> str:
    for meta in tree.css("meta"):
        name = (meta.attributes.get("name") or meta.attributes.get("property") or "").lower()
        if name in _DATES:
            return meta.attributes.get("content") or ""
    return ""
