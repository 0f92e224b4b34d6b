"""An official form as it is printed: the rows of its three tables with their spans, each figure named by its address.

Layouts of 国办公开办函〔2019〕60号 and 〔2021〕30号.
"""

from collections.abc import Iterator

from filings.edition import Block, Edition, Row
from filings.nouns import dataclass

_RESULTS, _OTHERS = "三、本年度办理结果", "（六）其他处理"
_HEADED_ROWS = 3
_FIGURES = 7


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A printed cell, as in a web page: it stands once, at its upper left corner.

    ``text``: a label. ``ref``: the address of a figure, ``""`` for a label. ``head``: row or column that it names.
    """

    text: str = ""
    ref: str = ""
    rows: int = 1
    columns: int = 1
    head: str = ""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """Printed rows. ``section``: 2, 3 or 4. ``headers``: how many of the rows are repeated on every page."""

    key: str
    section: int
    title: str
    rows: tuple[tuple[PrintedCell, ...], ...]
    headers: int = 0


def printed(edition: Edition, *, single: bool = False) -> tuple[PrintedTable, ...]:
    """The three tables of a form. ``single``: （六）其他处理 is printed as one row, as the 2021 form allows."""
    return (_proactive(edition), _applications(edition, single=single), _review(edition))


def _table(edition: Edition, key: str, rows: Iterator[tuple[PrintedCell, ...]], headers: int) -> PrintedTable:
    table = edition.table(key)
    return PrintedTable(key, table.section, table.title, tuple(rows), headers)


def _proactive(edition: Edition) -> PrintedTable:
    """Table of section 二: a headed stretch for each clause, over one grid."""
    blocks = edition.table("proactive").blocks
    grid = max(len(block.rows[0].columns) for block in blocks)
    return _table(edition, "proactive", (row for block in blocks for row in _stretch(block, grid)), 0)


def _stretch(block: Block, grid: int) -> Iterator[tuple[PrintedCell, ...]]:
    columns = block.rows[0].columns
    spans = [1] * (len(columns) - 1) + [grid - len(columns) + 1]
    heads = (PrintedCell(one.label, columns=span, head="column") for one, span in zip(columns, spans, strict=True))
    yield (PrintedCell(block.label, columns=grid + 1, head="column"),)
    yield (PrintedCell("信息内容", head="column"), *heads)
    for row in block.rows:
        figures = (PrintedCell(ref=ref, columns=span) for ref, span in zip(row.refs, spans, strict=True))
        yield (PrintedCell(row.label, head="row"), *figures)


def _applications(edition: Edition, *, single: bool) -> PrintedTable:
    """Table of section 三: three label columns and seven columns of figures, three header rows."""
    return _table(edition, "applications", _application_rows(edition, single=single), _HEADED_ROWS)


def _application_rows(edition: Edition, *, single: bool) -> Iterator[tuple[PrintedCell, ...]]:
    table = edition.table("applications")
    heads = [column.label for column in table.rows[0].columns]
    yield (
        PrintedCell(table.note, rows=3, columns=3, head="column"),
        PrintedCell("申请人情况", columns=_FIGURES, head="column"),
    )
    yield (
        PrintedCell(heads[0], rows=2, head="column"),
        PrintedCell("法人或其他组织", columns=len(heads) - 2, head="column"),
        PrintedCell(heads[-1], rows=2, head="column"),
    )
    yield tuple(PrintedCell(head, head="column") for head in heads[1:-1])
    body = [row for row in table.rows if _stands(row, split=_OTHERS in table.parents and not single)]
    inner = [row for row in body if row.parent]
    groups: set[str] = set()
    for row in body:
        yield (*_labels(row, inner, groups), *(PrintedCell(ref=ref) for ref in row.refs))
        groups.add(row.parent)


def _stands(row: Row, *, split: bool) -> bool:
    """Whether a row is printed: 其他处理 is one row or three."""
    return not row.optional if split else row.parent != _OTHERS


def _labels(row: Row, inner: list[Row], groups: set[str]) -> Iterator[PrintedCell]:
    """Label cells of a row; a group's own label stands in the first row of the group."""
    if not row.parent:
        yield PrintedCell(row.label, columns=3, head="row")
        return
    if row is inner[0]:
        yield PrintedCell(_RESULTS, rows=len(inner), head="row")
    if row.parent == _RESULTS:
        yield PrintedCell(row.label, columns=2, head="row")
        return
    if row.parent not in groups:
        yield PrintedCell(row.parent, rows=sum(other.parent == row.parent for other in inner), head="row")
    yield PrintedCell(row.label, head="row")


def _review(edition: Edition) -> PrintedTable:
    """Table of section 四: fifteen columns under three header rows."""
    first, second, third = edition.table("review").rows
    labels = [column.label for column in first.columns]
    rows = (
        (PrintedCell(first.label, columns=5, head="column"), PrintedCell(second.parent, columns=10, head="column")),
        (
            *(PrintedCell(label, rows=2, head="column") for label in labels),
            PrintedCell(second.label, columns=5, head="column"),
            PrintedCell(third.label, columns=5, head="column"),
        ),
        tuple(PrintedCell(label, head="column") for label in labels * 2),
        tuple(PrintedCell(ref=ref) for row in (first, second, third) for ref in row.refs),
    )
    return _table(edition, "review", iter(rows), _HEADED_ROWS)
