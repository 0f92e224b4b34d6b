"""OpenDocument spreadsheets -> blocks: lxml over the zip; what is repeated a million times is not unfolded."""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from operator import itemgetter
from typing import Any, NamedTuple

from filings.report import Problem
from readers import limits, ods_looks
from readers.archive import Archive
from readers.blocks import Block, Pages
from readers.ods_styles import points
from readers.properties import author_problem, hidden, hidden_lines
from readers.refusal import Unreadable
from readers.sheet_blocks import SheetCell, blocks, rows_of
from readers.xml import parse

MOST_SHEETS = 60
MOST_REPEATED = 100  # rows or cells with content that repeat; more is a fill, of which the first ones tell enough
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_CONTENT = "content.xml"
_DEFAULT = _TABLE + "default-cell-style-name"
_THIN = (("table-row", "row-height", 4.0), ("table-column", "column-width", 5.0))  # points
_UNSEEN = frozenset({"collapse", "filter"})


def read(data: bytes) -> Pages:
    """The blocks of every visible sheet. Raises Unreadable."""
    archive = Archive(data)
    if _CONTENT not in archive:
        raise Unreadable("电子表格里没有正文，可能已损坏")
    if b"encryption-data" in (archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive else b""):
        raise Unreadable("电子表格设有打开密码，要先取消密码")
    root = parse(archive.read(_CONTENT))
    found: list[Block] = []
    notes: list[Problem] = []
    unseen = _hidden_styles(root)
    _hide_thin(root)
    looks = ods_looks.looks(archive, root)
    if next(root.iter(_OFFICE + "annotation"), None) is not None:
        notes.append(hidden("电子表格里留有批注；公开前请删除全部批注。"))
    for table in list(root.iter(_TABLE + "table"))[:MOST_SHEETS]:
        name = table.get(_TABLE + "name", "")
        new = blocks(name, rows_of(_cells(table, looks)), _unseen_rows(table))
        if table.get(_TABLE + "style-name") in unseen and new:
            notes.append(hidden(f"隐藏的工作表“{name}”里有内容；没有读取，公开前请删除或取消隐藏。"))
        else:
            found += new
            if _holds_hidden(table):
                notes.append(hidden_lines(name))
    if looks.hidden:
        notes.append(hidden("电子表格里有不显示的文字，没有读取；公开前请删除。"))
    if not found:
        raise Unreadable("电子表格里没有任何内容")
    return Pages(blocks=tuple(found), problems=(*notes, *_author(archive)))


def _author(archive: Archive) -> tuple[Problem, ...]:
    if "meta.xml" not in archive:
        return ()
    return author_problem(parse(archive.read("meta.xml")).findtext(f".//{_CREATOR}") or "")


def _hidden_styles(root: Any) -> set[str | None]:  # noqa: ANN401 - lxml ships no types
    return {
        style.get(_STYLE + "name")
        for style in root.iter(_STYLE + "style")
        for properties in style.iter(_STYLE + "table-properties")
        if properties.get(_TABLE + "display") == "false"
    }


def _hide_thin(root: Any) -> None:  # noqa: ANN401 - lxml ships no types
    """Rows and columns so thin that nobody sees what stands in them are hidden ones."""
    for kind, size, least in _THIN:
        sizes = {
            style.get(_STYLE + "name"): points(one.get(_STYLE + size, ""))
            for style in root.iter(_STYLE + "style")
            for one in style.iterchildren(f"{_STYLE}{kind}-properties")
        }
        if min(sizes.values(), default=least) < least:
            for element in root.iter(_TABLE + kind):
                if sizes.get(element.get(_TABLE + "style-name"), least) < least:
                    element.set(_TABLE + "visibility", "collapse")


class _Columns(NamedTuple):
    """Of a table. ``unseen``: hidden columns; ``styles``: of the cells that have none, (first column, style)."""

    unseen: frozenset[int]
    styles: tuple[tuple[int, str], ...]

    def style(self, column: int) -> str:
        """The style of the cells of a column."""
        at = bisect_right(self.styles, column, key=itemgetter(0))
        return self.styles[at - 1][1] if at else ""


def _columns(table: Any) -> _Columns:  # noqa: ANN401 - lxml ships no types
    unseen: set[int] = set()
    styles: list[tuple[int, str]] = []
    column = 0
    for element in table.iter(_TABLE + "table-column"):
        repeated = _count(element, "number-columns-repeated")
        if element.get(_TABLE + "visibility") in _UNSEEN:
            unseen.update(range(column, column + min(repeated, MOST_REPEATED)))
        styles.append((column, element.get(_DEFAULT, "")))
        column += repeated
    return _Columns(frozenset(unseen), tuple(styles))


def _unseen_rows(table: Any) -> set[int]:  # noqa: ANN401 - lxml ships no types
    unseen: set[int] = set()
    row = 0
    for element in table.iter(_TABLE + "table-row"):
        repeated = _count(element, "number-rows-repeated")
        if element.get(_TABLE + "visibility") in _UNSEEN:
            unseen.update(range(row, row + min(repeated, MOST_REPEATED)))
        row += repeated
    return unseen


def _holds_hidden(table: Any) -> bool:  # noqa: ANN401 - lxml ships no types
    """Whether a hidden row or column holds something."""
    columns = _columns(table)
    rows = table.iter(_TABLE + "table-row")
    if not columns.unseen and not any(row.get(_TABLE + "visibility") in _UNSEEN for row in rows):
        return False
    return any(
        cell.text and (row.get(_TABLE + "visibility") in _UNSEEN or cell.column in columns.unseen)
        for row in table.iter(_TABLE + "table-row")
        for cell in _row(row, ods_looks.NONE, columns)
    )


def _cells(table: Any, looks: ods_looks.OdsLooks) -> Iterator[SheetCell]:  # noqa: ANN401 - lxml ships no types
    """The cells that are shown."""
    row = 0
    columns = _columns(table)
    doubted = looks.doubted(table)
    for element in table.iter(_TABLE + "table-row"):
        cells = [cell for cell in _row(element, looks, columns) if cell.column not in columns.unseen]
        repeated = _count(element, "number-rows-repeated")
        if element.get(_TABLE + "visibility") not in _UNSEEN:
            for again in range(min(repeated, MOST_REPEATED) if any(cell.text for cell in cells) else 1):
                yield from (_placed(cell, row + again, doubted) for cell in cells)
        row += repeated


def _placed(cell: SheetCell, row: int, doubted: Collection[tuple[int, int]]) -> SheetCell:
    text = ods_looks.in_doubt(cell.text) if (row, cell.column) in doubted else cell.text
    return cell._replace(row=row, text=text)


def _row(element: Any, looks: ods_looks.OdsLooks, columns: _Columns) -> Iterator[SheetCell]:  # noqa: ANN401
    column = 0
    style = element.get(_DEFAULT, "")
    for cell in element.iterchildren(_TABLE + "table-cell", _TABLE + "covered-table-cell"):
        repeated = _count(cell, "number-columns-repeated")
        if cell.tag == _TABLE + "table-cell":
            text = looks.text(cell, style or columns.style(column))
            spans = (_span(cell, "number-rows-spanned"), _span(cell, "number-columns-spanned"))
            for again in range(min(repeated, MOST_REPEATED)):
                yield SheetCell(0, column + again, text, *spans)
        column += repeated


def _span(element: Any, name: str) -> int:  # noqa: ANN401 - lxml ships no types
    return min(_count(element, name), limits.SPAN_COLUMNS)


def _count(element: Any, name: str) -> int:  # noqa: ANN401 - lxml ships no types
    text = element.get(_TABLE + name)
    if text is None:
        return 1
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 9 and int(text) else 1  # noqa: PLR2004
