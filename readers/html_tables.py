"""Tables of web pages in plain markup, cut out of the page and read without a tree: one pass of one pattern.

Editors write each cell the same way: an opening tag, wrappers around one text, closing tags. A table of nothing but
such cells is taken out of the page, and an empty one with a mark is left in its place for the parser. Whatever is
written in another way stays in the page, and is read from the parser's tree.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from filings.patterns import pattern
from readers.blocks import ColumnCells, Grid
from readers.html_moulds import Moulds, Plain
from readers.html_spans import ATTRIBUTE, shape
from readers.html_suspects import is_odd, is_odd_ground, is_odd_ink
from readers.visibility import undirected

MARK = "gouji-cut"
_MOST_CELLS = 2_000
_MOST_CHARACTERS = 1_000_000
_LONGEST = 600  # characters of attributes or of a text: longer ones are left to the tree, and no memory keeps them
_LONGEST_ROW = 4_000  # characters of a row that is worth keeping
_ATTRIBUTES = r"((?:\s[^>]*+)?+)"
_PIECE = pattern(
    rf"<td{_ATTRIBUTES}>((?:\s*+<[a-z][^>]*+>)*+)([^<]*+(?:<br\s*/?>[^<]*+)*+)((?:</[a-z:]++>\s*+)*?)</td>"
    rf"|<tr{_ATTRIBUTES}>"
    rf"|</?((?:tr|tbody|thead|tfoot|colgroup|col)(?:\s[^>]*+)?+)>"
    rf"|<t([dh]){_ATTRIBUTES}>([^<]*+(?:<(?!/?t[a-z])[^<]*+)*+)</t\7>"
)
_SLOTS = 10  # the groups of the pattern, and what stands before each match
_TAG = pattern(r"<(/?)([a-z:]+)([^>]*)>")
_WRAPPERS = frozenset({"p", "span", "font", "b", "strong", "em", "i", "u", "div", "center", "o:p"})
_INNER = _WRAPPERS | {"br", "sup", "sub", "s", "a"}
_PLAIN = pattern(r"(?:\s+[a-zA-Z_:][\w:.-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?")
_HIDING = pattern(r"hidden|popover|display|visibility|&#|dings|dingbats|marlett|mt extra|bookshelf", re.IGNORECASE)
_COLOURED = pattern("style|color", re.IGNORECASE)
_BLANKS = pattern(r"[ \t\r\n\f]+")
_BREAK = pattern(r"<br\s*/?>")


ByTree = Callable[[str], str]
"""The text of a cell by the parser, from its markup."""


def cut(page: str, by_tree: ByTree) -> tuple[str, list[Plain]]:
    """A page without its plain tables, and these; ``MARK`` with their index stands where they stood."""
    kept: list[str] = []
    found: list[Plain] = []
    done = at = 0
    while (start := page.find("<table", at)) >= 0:
        table, start, at = _known(page, start, by_tree) or _new(page, start, by_tree)
        if table is not None:
            kept += (page[done:start], f"<table {MARK}={len(found)}></table>")
            found.append(table)
            done = at
    return "".join((*kept, page[done:])), found


_Piece = tuple[Plain | None, int, int]
"""A table, None if it is not plain, where it begins and where it ends."""


def _known(page: str, start: int, by_tree: ByTree) -> _Piece | None:
    """The table that begins there, if one was written in the same way before."""
    cast = _MOULDS.cast(page, start)
    if cast is None or cast.stop - start > _MOST_CHARACTERS or max(map(len, cast.texts)) > _LONGEST:
        return None
    mould = cast.mould
    found = [text if text.isalnum() else _text(text, by_tree) for text in cast.texts]
    return Plain(mould.shape, mould.places, mould.picks([*found, ""])), start, cast.stop


def _new(page: str, start: int, by_tree: ByTree) -> _Piece:
    """The first table from there on that holds no other."""
    stop = page.find("</table>", start)
    if stop < 0:
        return None, start, len(page)
    found = _plain(page, start, stop, by_tree)
    if found is None and (inner := page.rfind("<table", start + 1, stop)) > 0:
        start, found = inner, _plain(page, inner, stop, by_tree)
    end = stop + len("</table>")
    if found is not None:
        _MOULDS.learn(page[start:end])
    return found, start, end


def grid(table: Plain, number: int) -> Grid:
    """The grid of a plain table that is the table ``number`` of its page."""
    where = f"T{number}"
    return Grid(cells=ColumnCells(table.shape, table.texts, _located(where, table.places)), place=where)


@lru_cache(maxsize=128)
def _located(where: str, places: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(where + place for place in places)


def _plain(page: str, start: int, stop: int, by_tree: ByTree) -> Plain | None:
    """A table in plain markup, None for any other."""
    head = page.find(">", start)
    if stop - start > _MOST_CHARACTERS or head > stop or not harmless(page[start + len("<table") : head]):
        return None
    read: list[_Pieces] = []
    at = head + 1
    while at < stop:
        end = page.find("</tr>", at, stop) + len("</tr>")
        row = page[at : end if end > at else stop]
        known = (_known_row if len(row) <= _LONGEST_ROW else _row)(row, by_tree)
        if known is None:
            return None
        read.append(known)
        at += len(row)
    if not read:
        return None
    rows, cells, closing, texts = (tuple(chain.from_iterable(columns)) for columns in zip(*read, strict=True))
    laid = shape(rows, cells, closing) if len(rows) <= _MOST_CELLS else None
    return Plain(*laid, texts) if laid else None


def _trial(source: str) -> Plain | None:
    """A table from its source, if no cell of it must be read by the parser."""
    return _plain(source, 0, len(source) - len("</table>"), _odd)


def _odd(_markup: str) -> str:
    """Stands for a cell that the parser must read: such a table has no mould."""
    return "?"


_MOULDS = Moulds(_trial)


class _Pieces(NamedTuple):
    """What was cut out of a row, piece by piece: its own tag, a cell's attributes, another tag; the texts of cells."""

    rows: tuple[str | None, ...]
    cells: tuple[str | None, ...]
    closing: tuple[str | None, ...]
    texts: tuple[str, ...]


def _row(source: str, by_tree: ByTree) -> _Pieces | None:
    """A row up to its end, or what stands behind the last one, in plain markup. None for any other."""
    parts = _PIECE.split(source)
    if "".join(parts[::_SLOTS]).strip():
        return None
    cells, opened, texts, closed, rows, closing, _, others, inner = (parts[at::_SLOTS] for at in range(1, _SLOTS))
    if not all(map(harmless, {*rows, *cells, *others})) or not all(map(_closes, {*closing})):
        return None
    if max(map(len, (*filter(None, opened), *filter(None, inner), ""))) > 4 * _LONGEST:
        return None
    if not all(map(_wraps, {*zip(opened, closed, strict=True)})):
        return None
    if inner.count(None) != len(inner):  # an empty one is a cell as well
        cells = [cell if cell is not None else other for cell, other in zip(cells, others, strict=True)]
        texts = [text if text is not None else whole for text, whole in zip(texts, inner, strict=True)]
        if not all(map(_may_hold, {*inner})):
            return None
    found = [text if text.isalnum() else _text(text, by_tree) for text in texts if text is not None]
    return _Pieces(tuple(rows), tuple(cells), tuple(closing), tuple(found))


_known_row = lru_cache(maxsize=1024)(_row)  # rows of noughts come back in every report of a site


def harmless(attributes: str | None) -> bool:
    """Whether attributes are written plainly and hide nothing; a tag that is not there does no harm."""
    return not attributes or (len(attributes) <= _LONGEST and _harmless(attributes))


@lru_cache(maxsize=4096)
def _harmless(attributes: str) -> bool:
    if "<" in attributes or _PLAIN.fullmatch(attributes) is None or _HIDING.search(attributes) is not None:
        return False
    if _COLOURED.search(attributes) is None:
        return True
    named = {name.lower(): value.strip("\"'") for name, value in ATTRIBUTE.findall(attributes)}
    if "&" in named.get("style", "") or is_odd(named.get("style", "")):
        return False
    return not is_odd_ground(named.get("bgcolor", "")) and not is_odd_ink(named.get("color", ""))


@lru_cache(maxsize=256)
def _closes(tag: str | None) -> bool:
    """Whether the tag of a row's end or of a part of the table hides nothing."""
    return tag is None or harmless(tag.lstrip("abcdefghijklmnopqrstuvwxyz"))


@lru_cache(maxsize=1024)
def _wraps(tags: tuple[str | None, str | None]) -> bool:
    """Whether (opening tags, closing tags) fit each other and hide nothing."""
    opened, closed = tags
    opening = _TAG.findall(opened or "")
    names = [name for _, name, _ in opening]
    return names == [name for _, name, _ in _TAG.findall(closed or "")][::-1] and all(
        name in _WRAPPERS and harmless(attributes) for _, name, attributes in opening
    )


@lru_cache(maxsize=1024)
def _may_hold(inner: str | None) -> bool:
    """Whether the markup within a cell is text with the usual wrappers, so that it stays within the cell."""
    if inner is None:
        return True
    tags = _TAG.findall(inner)
    return inner.count("<") == len(tags) and all(name in _INNER and harmless(rest) for _, name, rest in tags)


def _text(markup: str, by_tree: ByTree) -> str:
    if "&" in markup or "\x0b" in markup or not _is_text(markup):
        return by_tree(markup)
    return _remembered(markup) if len(markup) <= _LONGEST else _lines(markup)


def _is_text(markup: str) -> bool:
    return "<" not in markup or markup.count("<") == len(_BREAK.findall(markup))


def _lines(markup: str) -> str:
    """Text with line breaks, as the parser's tree would give it."""
    lines = (undirected(_BLANKS.sub(" ", line).strip()) for line in _BREAK.split(markup))
    return "\n".join(line for line in lines if line)


_remembered = lru_cache(maxsize=4096)(_lines)
