"""Web pages -> blocks: visible text only, tables with their spans, in the encoding that the bytes are really in."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import accumulate, repeat
from operator import sub
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from filings import place, problems
from filings.report import Problem
from readers import html_controls, html_leaves, html_tables
from readers.blocks import Block, Grid, GridCell, Pages, Picture, Text
from readers.html_looks import PLAIN, Context, HtmlLooks, looks_of, odd_tags, plain_looks, suspects
from readers.html_tables import Plain
from readers.interpret.dates import find_date
from readers.limits import BLOCKS, GRID_AREA, GRID_CELLS, GRID_COLUMNS, MOST_CHARACTERS, NESTING, SPAN_COLUMNS
from readers.refusal import Unreadable
from readers.text import broken, decode
from readers.visibility import SIGNS, Piece, Role, Run, shown, undirected

_TAGS = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*")
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr", "param"}
)
_CLOSED_BY_OTHERS = frozenset(
    {"p", "li", "td", "th", "tr", "option", "dt", "dd", "thead", "tbody", "tfoot", "colgroup"}
)
_UNSEEN = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "iframe",
        "object",
        "canvas",
        "audio",
        "video",
        "button",
    }
)
_BREAKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "section", "article", "header", "footer", "main",
     "nav", "aside", "blockquote", "pre", "dl", "dt", "dd", "form", "fieldset", "figure", "center", "address", "body",
     "hr", "caption", "tr", "td", "th"}
)  # fmt: skip
_CELLS = ("td", "th")
_CELL_TAGS = frozenset({"<td", "<th", "</td", "</th"})
_WRAPPING = frozenset({"p", "span", "div", "font", "b", "strong"})
_MOST_TAGS = 1000
_SHORT = 2_000  # characters of a cell's markup whose text is worth keeping
_FLAT = ("</", "<li", "<p>", "<p ", "<br")  # nothing nests in these
_text_block = partial(tuple.__new__, Text)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_DATES = ("pubdate", "publishdate", "publish_date", "publishtime", "article:published_time", "firstpublishedtime")


def read(data: bytes, *, whole: bool = False) -> Pages:
    """Read a web page. ``Unreadable`` if it is nested or filled beyond any real page.

    ``whole``: leave all to the parser's tree, which takes longer and gives the same.
    """
    text = decode(data)
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"网页超过 {MOST_CHARACTERS // 10000} 万字，不像是年度报告")
    zero = b"\0" in data and "\0" in text  # the parser drops it here and replaces it there
    looks = looks_of(text)
    tree, plain = _whole(text) if whole or zero or looks is not None else _parsed(text)
    walk = _walked(tree, plain, looks)
    if walk is None:  # a table that was cut out stands where text is not plain
        tree, plain = _whole(text)
        walk = _walked(tree, plain, looks) or _PageWalk(_Page(plain_looks(), set()))
    head = tree.css_first("title")
    published = _published(tree)
    return Pages(
        blocks=tuple(walk.blocks),
        problems=(*walk.problems(), *broken(text)),
        flattened=not any(isinstance(block, Grid) for block in walk.blocks),
        title=_BLANKS.sub(" ", head.text()).strip() if head is not None else "",
        published_on=find_date(published) if published else None,
    )


def _walked(tree: LexborHTMLParser, plain: Sequence[Plain], looks: HtmlLooks | None) -> "_PageWalk | None":
    """The page read to its end; None where a table that was cut out would have to be weighed."""
    root = tree.body or tree.root
    page = _Page(
        looks or plain_looks(), suspects(tree.root, coloured=looks is not None) if tree.root is not None else set()
    )
    if looks is not None:
        page.looks.match(tree)
        page.suspects |= page.looks.met
    walk = _PageWalk(page, plain)
    if root is not None:
        try:
            walk.flow(root, page.looks.enter(root, page.looks.root))
        except _Weighed:
            return None
    walk.end_paragraph()
    return walk


class _Weighed(Exception):  # noqa: N818 - no error, the way back to the tree
    """A table that was cut out stands in an element that changes how it is shown."""


def _parsed(text: str) -> tuple[LexborHTMLParser, Sequence[Plain]]:
    """The tree of a page, and the tables that were cut out of it: all of them, or none where one did not come back."""
    page, plain = html_tables.cut(text, _by_tree)
    page = html_leaves.flat(page)
    _guard(page)
    tree = LexborHTMLParser(page)
    return (tree, plain) if _came_back(tree, page, len(plain)) else _whole(text)


def _came_back(tree: LexborHTMLParser, page: str, tables: int) -> bool:
    """Whether every mark stands where a table or a paragraph stood, and nothing hidden can reach over one."""
    ends = page.count(html_leaves.END)
    marks = tree.css(f"table[{html_tables.MARK}]")
    if page.count(html_tables.MARK) != tables or len(marks) != tables or (ends and tree.body is None):
        return False
    if ends and tree.body is not None and tree.body.text().count(html_leaves.END) != ends:
        return False
    if ends and any(html_leaves.END in title.text() for title in tree.css("title")):
        return False
    return not odd_tags(tree.root) & html_leaves.CLOSES_ITSELF


def _whole(text: str) -> tuple[LexborHTMLParser, Sequence[Plain]]:
    _guard(text)
    return LexborHTMLParser(text), ()


def _guard(text: str) -> None:
    """Refuse before a tree is built: parsers are quadratic on deep nesting."""
    if text.count("<") - sum(map(text.count, _FLAT)) <= NESTING:
        return  # fewer tags than may nest
    tags: list[str] = _TAGS.findall(text)
    if _nesting(tags) > NESTING:
        raise Unreadable("网页层层嵌套过深，已拒绝")
    if sum(count for tag, count in Counter(tags).items() if tag.lower() in _CELL_TAGS) > 2 * GRID_CELLS:
        raise Unreadable("表格单元格过多，不像是年度报告")


class _Steps(dict[str, int]):
    """What a tag does to the depth: ``<div`` goes one down, ``</div`` one up, ``<br`` nothing."""

    def __missing__(self, tag: str) -> int:
        name = tag.strip("</").lower()
        step = 0 if name in _VOID or name in _CLOSED_BY_OTHERS else -1 if tag[1] == "/" else 1
        if len(self) < _MOST_TAGS:
            self[tag] = step
        return step


_STEPS = _Steps()


def _nesting(tags: Iterable[str]) -> int:
    """How deep the tags nest at most; closing tags that close nothing do not count."""
    depths = list(accumulate(map(_STEPS.__getitem__, tags), initial=0))
    deepest: int = max(map(sub, depths, accumulate(depths, min)))
    return deepest


def _published(tree: LexborHTMLParser) -> str:
    for meta in tree.css("meta"):
        name = (meta.attributes.get("name") or meta.attributes.get("property") or "").lower()
        if name in _DATES:
            return meta.attributes.get("content") or ""
    return ""


class _Page:
    """What is known of a whole page while its parts are read. ``hidden``: some text is not shown."""

    def __init__(self, looks: HtmlLooks, suspect: set[int]) -> None:
        self.looks = looks
        self.suspects = suspect
        self.hidden = False


class _PageWalk:
    """One pass over the visible page. ``cell``: over one cell of a table."""

    def __init__(self, page: _Page, plain: Sequence[Plain] = (), *, cell: bool = False) -> None:
        self._plain = plain
        self._page = page
        self._cell = cell
        self.blocks: list[Block] = []
        self._pieces: list[Piece] = []
        self._paragraphs = 0
        self._tables = 0

    def problems(self) -> tuple[Problem, ...]:
        """Hidden text, if there was any."""
        if not self._page.hidden:
            return ()
        return (Problem(code=problems.HIDDEN_DATA, message="网页里有不显示的文字，没有读取；公开前请删除。"),)

    def flow(self, parent: Any, context: Context = PLAIN) -> None:  # noqa: ANN401 - a node of the parser
        """Read the children of an element as running text."""
        node = parent.child
        while node is not None:
            tag = node.tag
            if tag == "-text":
                self._text(node.text_content, context)
            elif tag == "br":
                self._pieces.append("\x0b")
            elif tag == "table":
                self._table(node, context)
            elif tag in html_controls.TAGS:
                self._control(node, tag, context)
            elif tag not in _UNSEEN and tag[0] != "-":
                inner = context
                if context is not PLAIN or node.mem_id in self._page.suspects:
                    inner = self._page.looks.enter(node, context)
                self._element(node, tag, inner)
            node = node.next

    def _text(self, text: str, context: Context) -> None:
        role = None if context is PLAIN else context.counts
        if role is None:
            self._pieces.append(text)
            return
        self._page.hidden |= role is Role.HIDDEN and bool(text.strip())
        self._pieces.append(Run(text, role))

    def _control(self, node: Any, tag: str, context: Context) -> None:  # noqa: ANN401
        """An element that shows something else than text between its tags."""
        if tag == "img" and not self._cell:
            self.end_paragraph()
            self.blocks.append(Picture(place=place.paragraph(max(1, self._paragraphs))))
            return
        inner = self._page.looks.enter(node, context)
        for piece in html_controls.pieces(node, tag, cell=self._cell):
            if isinstance(piece, str):
                self._text(piece, inner)
            else:
                self._pieces.append(piece if inner.counts is None else Run(piece.text, Role.HIDDEN))

    def _element(self, node: Any, tag: str, context: Context) -> None:  # noqa: ANN401
        breaks = tag in _BREAKS
        if breaks and self._pieces:
            self.end_paragraph()
        if self._page.looks.generated:
            self._added(node, "before")
        self.flow(node, context)
        if self._page.looks.generated:
            self._added(node, "after")
        if breaks and self._pieces:
            self.end_paragraph()

    def _added(self, node: Any, part: str) -> None:  # noqa: ANN401
        """Digits that a style sheet writes around an element."""
        text = self._page.looks.added(node, part)
        if any(one.isdigit() for one in text) or "(" in text:
            self._pieces.append(SIGNS[Role.UNSURE])

    def end_paragraph(self) -> None:
        """Close the paragraph that is being read; each line of it is a block."""
        if not self._pieces:
            return
        text = shown(self._pieces).strip()
        self._pieces.clear()
        if text.split(None, 1) == [text]:  # no blank in it, no break
            lines = [text]
        else:
            parts = text.replace(html_leaves.END, "\x0b").split("\x0b")
            lines = _single_blanks([line for part in parts if (line := part.strip())])
        first, self._paragraphs = self._paragraphs, self._paragraphs + len(lines)
        places = map(place.paragraph, range(first + 1, self._paragraphs + 1))
        self.blocks.extend(map(_text_block, zip(lines, places, repeat(object=False), repeat(1.0), strict=False)))
        if len(self.blocks) > BLOCKS:
            raise Unreadable("网页段落过多，不像是年度报告")

    def _table(self, node: Any, context: Context) -> None:  # noqa: ANN401
        self.end_paragraph()
        mark = node.attributes.get(html_tables.MARK) if self._plain else None
        if mark is not None:
            if context is not PLAIN:
                raise _Weighed
            self._tables += 1
            self.blocks.append(html_tables.grid(self._plain[int(mark)], self._tables))
            return
        inner = self._entered(node, context)
        if self._is_gone(node):
            return
        if any(other.mem_id != node.mem_id for other in node.css("table")):
            self._frame(node, inner)
            return
        self._tables += 1
        cells = tuple(self._cells(node, self._tables, inner))
        if cells:
            self.blocks.append(Grid(cells=cells, place=f"T{self._tables}"))
        if node.css_first("img") is not None:
            self.blocks.append(Picture(place=f"T{self._tables}"))

    def _entered(self, node: Any, context: Context) -> Context:  # noqa: ANN401
        if context is PLAIN and node.mem_id not in self._page.suspects:
            return context
        return self._page.looks.enter(node, context)

    def _is_gone(self, node: Any) -> bool:  # noqa: ANN401
        """Whether an element takes no room at all."""
        if node.mem_id not in self._page.suspects or not self._page.looks.is_gone(node):
            return False
        self._page.hidden |= bool(node.text().strip())
        return True

    def _frame(self, node: Any, context: Context) -> None:  # noqa: ANN401
        """A table around tables is layout: its cells are read as running text."""
        for row, outer in self._rows(node, context):
            for cell in _children(row, _CELLS):
                if not self._is_gone(cell):
                    self.flow(cell, self._entered(cell, outer))
                    self.end_paragraph()

    def _rows(self, table: Any, context: Context) -> Iterator[tuple[Any, Context]]:  # noqa: ANN401
        for child in _children(table, ("tr", "thead", "tbody", "tfoot")):
            if self._is_gone(child):
                continue
            outer = self._entered(child, context)
            if child.tag == "tr":
                yield child, outer
                continue
            yield from ((row, self._entered(row, outer)) for row in _children(child, ("tr",)) if not self._is_gone(row))

    def _cells(self, table: Any, number: int, context: Context) -> Iterator[GridCell]:  # noqa: ANN401
        """The printed cells with their anchors; ``until``: column -> first row in which it is free again."""
        until: dict[int, int] = {}
        rows = list(self._rows(table, context))
        area = 0
        for row_index, (row, outer) in enumerate(rows):
            column = 0
            there = (cell for cell in _children(row, _CELLS) if not self._is_gone(cell))
            for cell_index, cell in enumerate(there, 1):
                while until and until.get(column, 0) > row_index:
                    column += 1
                down, across = _spans(cell, len(rows) - row_index)
                yield GridCell(
                    row=row_index,
                    column=column,
                    text=_cell_text(cell, self._page, self._entered(cell, outer)),
                    place=place.cell(number, row_index + 1, cell_index),
                    rows=down,
                    columns=across,
                )
                if down > 1:
                    until.update(dict.fromkeys(range(column, column + across), row_index + down))
                column += across
                area += down * across
                if column > GRID_COLUMNS or area > GRID_AREA:
                    raise Unreadable("表格合并单元格异常，已拒绝")


def _single_blanks(lines: list[str]) -> list[str]:
    whole = "".join(lines)  # one look at all of them: most paragraphs hold no blank
    return [_BLANKS.sub(" ", line) for line in lines] if any(blank in whole for blank in " \t\r\n\f") else lines


def _children(parent: Any, tags: tuple[str, ...]) -> Iterator[Any]:  # noqa: ANN401
    node = parent.child
    while node is not None:
        if node.tag in tags:
            yield node
        node = node.next


def _spans(cell: Any, rows_left: int) -> tuple[int, int]:  # noqa: ANN401
    attributes = cell.attributes
    if not attributes:
        return 1, 1
    down, across = attributes.get("rowspan"), attributes.get("colspan")
    return min(html_tables.span(down), rows_left), min(html_tables.span(across), SPAN_COLUMNS)


def _by_tree(markup: str) -> str:
    """The text of a cell, from the markup within it."""
    return _remembered(markup) if len(markup) <= _SHORT else _of_markup(markup)


def _of_markup(markup: str) -> str:
    cell = LexborHTMLParser(f"<table><tr><td>{markup}</td></tr></table>").css_first("td")
    return cell_text(cell) if cell is not None else ""


_remembered = lru_cache(maxsize=1024)(_of_markup)


def cell_text(cell: Any) -> str:  # noqa: ANN401
    """The visible text of a cell that stands in plain markup."""
    return _cell_text(cell, _Page(plain_looks(), suspects(cell)), PLAIN)


def _cell_text(cell: Any, page: _Page, context: Context) -> str:  # noqa: ANN401
    child = cell.child if context is PLAIN and not page.looks.generated else None
    while child is not None and child.next is None:
        tag = child.tag
        if tag == "-text":
            text = _BLANKS.sub(" ", child.text_content).strip()
            if "\x0b" not in text and html_leaves.END not in text:
                return undirected(text)
        if tag not in _WRAPPING or child.mem_id in page.suspects:
            break
        child = child.child  # an editor's <p><span>12</span></p>
    if cell.child is None and not page.looks.generated:
        return ""
    walk = _PageWalk(page, cell=True)
    walk._element(cell, "div", context)  # noqa: SLF001 - its own kind
    walk.end_paragraph()
    return "\n".join(block.text for block in walk.blocks if isinstance(block, Text))
