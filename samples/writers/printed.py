"""An official form as it is printed: a paragraph or a spanned table for each part, cells filled in by reference."""

from collections.abc import Iterator, Mapping

from filings.edition import Block, Edition, Row
from samples.writers.parts import Part, PlainTable, Spot

_NARROW, _LABEL, _FIGURE = 1.0, 4.0, 1.35  # relative widths of group, label and figure columns
_HEADED_ROWS = 3


def sections(edition: Edition, values: Mapping[str, str], text: str = "") -> Iterator[Part]:
    """The six sections with the three tables; ``values`` by cell address (a missing one is printed blank)."""
    tables = {2: proactive, 3: applications, 4: review}
    for section in edition.sections:
        yield section.heading
        if section.number in tables:
            yield tables[section.number](edition, values)
        else:
            yield text or "本机关按照要求开展政府信息公开工作。"


def proactive(edition: Edition, values: Mapping[str, str]) -> PlainTable:
    """Table of section 二: a headed stretch for each clause, over one grid."""
    blocks = edition.table("proactive").blocks
    grid = max(len(block.rows[0].columns) for block in blocks)
    rows = [row for block in blocks for row in _stretch(block, values, 3 if grid > 1 else grid)]
    return PlainTable(tuple(rows), widths=(1.3, 1.0, 1.0, 1.0))


def _stretch(block: Block, values: Mapping[str, str], grid: int) -> Iterator[tuple[Spot, ...]]:
    count = len(block.rows[0].columns)
    spans = [1] * (count - 1) + [grid - count + 1]
    labels = [column.label for column in block.rows[0].columns]
    yield (Spot(block.label, columns=grid + 1),)
    yield (Spot("信息内容"), *_spread(labels, spans))
    for row in block.rows:
        yield (Spot(row.label), *_spread([values.get(ref, "") for ref in row.refs], spans))


def _spread(texts: list[str], spans: list[int]) -> tuple[Spot, ...]:
    return tuple(Spot(text, columns=span) for text, span in zip(texts, spans, strict=True))


def applications(edition: Edition, values: Mapping[str, str]) -> PlainTable:
    """Table of section 三: three label columns and seven columns of figures, three header rows."""
    table = edition.table("applications")
    columns = [column.label for column in table.rows[0].columns]
    body = [row for row in table.rows if not row.optional or "（六）其他处理" not in table.parents]
    rows: list[tuple[Spot, ...]] = [
        (Spot(table.note, rows=3, columns=3), Spot("申请人情况", columns=7)),
        (Spot(columns[0], rows=2), Spot("法人或其他组织", columns=5), Spot(columns[-1], rows=2)),
        tuple(Spot(column) for column in columns[1:-1]),
    ]
    inner = [row for row in body if row.parent]
    groups: set[str] = set()
    for row in body:
        figures = tuple(Spot(values.get(ref, "")) for ref in row.refs)
        rows.append((*_labels(row, inner, groups), *figures))
        groups.add(row.parent)
    widths = (_NARROW, _LABEL * 0.5, _LABEL) + (_FIGURE,) * 7
    return PlainTable(tuple(rows), widths=widths, headers=_HEADED_ROWS)


def _labels(row: Row, inner: list[Row], groups: set[str]) -> Iterator[Spot]:
    """Label cells of a row; a group's own label stands in the first row of the group."""
    if not row.parent:
        yield Spot(row.label, columns=3)
        return
    if row is inner[0]:
        yield Spot("三、本年度办理结果", rows=len(inner))
    if row.parent == "三、本年度办理结果":
        yield Spot(row.label, columns=2)
        return
    if row.parent not in groups:
        yield Spot(row.parent, rows=sum(other.parent == row.parent for other in inner))
    yield Spot(row.label)


def review(edition: Edition, values: Mapping[str, str]) -> PlainTable:
    """Table of section 四: fifteen columns under three header rows."""
    first, second, third = edition.table("review").rows
    labels = [column.label for column in first.columns]
    return PlainTable(
        (
            (Spot(first.label, columns=5), Spot(second.parent, columns=10)),
            (*(Spot(label, rows=2) for label in labels), Spot(second.label, columns=5), Spot(third.label, columns=5)),
            tuple(Spot(label) for label in labels * 2),
            tuple(Spot(values.get(ref, "")) for row in (first, second, third) for ref in row.refs),
        ),
        headers=_HEADED_ROWS,
    )
