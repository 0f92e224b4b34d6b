"""One pass over the visible page: paragraphs, tables with their spans, pictures, each in its place."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import repeat
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from filings import place, problems
from filings.patterns import pattern
from filings.report import Problem
from readers import html_controls, html_leaves, html_tables
from readers.blocks import Block, Grid, GridCell, Picture, Text
from readers.html_looks import PLAIN, Context, HtmlLooks, plain_looks
from readers.html_moulds import Plain
from readers.html_suspects import odd_nodes, says_odd, suspects
from readers.html_tree import BREAKS, CELLS, UNSEEN, WRAPPING, children, spans
from readers.limits import BLOCKS, GRID_AREA, GRID_COLUMNS
from readers.refusal import Unreadable
from readers.visibility import DRAWN, SIGNS, Piece, Role, Run, shown, undirected

_SHORT = 2_000  # characters of a cell's markup whose text is worth keeping
_text_block = partial(tuple.__new__, Text)
_BLANKS = pattern(r"[ \t\r\n\f]+")


class Weighed(Exception):  # noqa: N818 - no error, the way back to the tree
    """A table that was cut out stands in an element that changes how it is shown."""


class WebPage:
    """What is known of a whole page while its parts are read. ``hidden``: some text is not shown."""

    def __init__(self, looks: HtmlLooks, suspect: set[int]) -> None:
        self.looks = looks
        self.suspects = suspect
        self.hidden = False


class PageWalk:
    """One pass over the visible page. ``cell``: over one cell of a table."""

    def __init__(self, page: WebPage, plain: Sequence[Plain] = (), *, cell: bool = False) -> None:
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
            elif tag in UNSEEN:
                if self._cell and tag in html_controls.DRAWN:
                    self._control(node, tag, context)
            elif tag[0] != "-":
                plain = context is PLAIN and node.mem_id not in self._page.suspects
                self._element(node, tag, context if plain else self._changed(node, tag, context))
            node = node.next

    def _changed(self, node: Any, tag: str, context: Context) -> Context:  # noqa: ANN401
        """How text stands in an element; the summary of closed details is shown, and read first."""
        inner = self._page.looks.enter(node, context)
        summary = next(children(node, ("summary",)), None) if tag == "details" else None
        if summary is not None and inner.role is Role.HIDDEN and not self._page.looks.is_gone(node):
            self._element(summary, "summary", inner._replace(role=context.role))
            summary.decompose()
        return inner

    def _text(self, text: str, context: Context) -> None:
        role = None if context is PLAIN else context.counts
        if role is Role.DECORATION and self._cell:
            role = Role.UNSURE  # pale, but within a cell no watermark
        if role is None or (role is Role.MOVED and not self._cell):
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
        breaks = tag in BREAKS
        if breaks and self._pieces:
            self.end_paragraph()
        if self._page.looks.generated:
            self._added(node, "before")
            if self._cell and any(map(_is_odd_part, self._page.looks.firsts(node))):
                self._pieces.append(SIGNS[Role.UNSURE])
        if self._cell and node.mem_id in self._page.suspects and self._page.looks.covers(node, ""):
            self._pieces.append(DRAWN)
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
        elif self._cell and self._page.looks.covers(node, part) and any(map(str.isdecimal, node.text())):
            self._pieces.append(DRAWN)

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
                raise Weighed
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
            for cell in children(row, CELLS):
                if not self._is_gone(cell):
                    self.flow(cell, self._entered(cell, outer))
                    self.end_paragraph()

    def _rows(self, table: Any, context: Context) -> Iterator[tuple[Any, Context]]:  # noqa: ANN401
        for child in children(table, ("tr", "thead", "tbody", "tfoot")):
            if self._is_gone(child):
                continue
            outer = self._entered(child, context)
            if child.tag == "tr":
                yield child, outer
                continue
            yield from ((row, self._entered(row, outer)) for row in children(child, ("tr",)) if not self._is_gone(row))

    def _cells(self, table: Any, number: int, context: Context) -> Iterator[GridCell]:  # noqa: ANN401
        """The printed cells with their anchors; ``until``: column -> first row in which it is free again."""
        until: dict[int, int] = {}
        rows = list(self._rows(table, context))
        area = 0
        for row_index, (row, outer) in enumerate(rows):
            column = 0
            there = (cell for cell in children(row, CELLS) if not self._is_gone(cell))
            for cell_index, cell in enumerate(there, 1):
                while until and until.get(column, 0) > row_index:
                    column += 1
                down, across = spans(cell, len(rows) - row_index)
                yield GridCell(
                    row=row_index,
                    column=column,
                    text=_cell_text(cell, self._page, _settled(self._entered(cell, outer))),
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


def _settled(context: Context) -> Context:
    """A cell that is moved as a whole keeps the order of its characters."""
    return context._replace(role=None) if context.role is Role.MOVED else context


def _is_odd_part(declared: Mapping[str, str]) -> bool:
    """Whether a first letter or line is shown otherwise than the rest; drop capitals are only large and set aside."""
    return says_odd({name: value for name, value in declared.items() if name != "float" and "margin" not in name})


def _single_blanks(lines: list[str]) -> list[str]:
    whole = "".join(lines)  # one look at all of them: most paragraphs hold no blank
    return [_BLANKS.sub(" ", line) for line in lines] if any(blank in whole for blank in " \t\r\n\f") else lines


def by_tree(markup: str) -> str:
    """The text of a cell, from the markup within it."""
    return _remembered(markup) if len(markup) <= _SHORT else _of_markup(markup)


def _of_markup(markup: str) -> str:
    cell = LexborHTMLParser(f"<table><tr><td>{markup}</td></tr></table>").css_first("td")
    return cell_text(cell) if cell is not None else ""


_remembered = lru_cache(maxsize=1024)(_of_markup)


def cell_text(cell: Any) -> str:  # noqa: ANN401
    """The visible text of a cell that stands in plain markup."""
    return _cell_text(cell, WebPage(plain_looks(), suspects(cell, odd_nodes(cell))), PLAIN)


def _cell_text(cell: Any, page: WebPage, context: Context) -> str:  # noqa: ANN401
    child = cell.child if context is PLAIN and not page.looks.generated else None
    while child is not None and child.next is None:
        tag = child.tag
        if tag == "-text":
            text = _BLANKS.sub(" ", child.text_content).strip()
            if "\x0b" not in text and html_leaves.END not in text:
                return undirected(text)
        if tag not in WRAPPING or child.mem_id in page.suspects:
            break
        child = child.child  # an editor's <p><span>12</span></p>
    if cell.child is None and not page.looks.generated:
        return ""
    walk = PageWalk(page, cell=True)
    walk._element(cell, "div", context)  # noqa: SLF001 - its own kind
    walk.end_paragraph()
    return "\n".join(block.text for block in walk.blocks if isinstance(block, Text))
