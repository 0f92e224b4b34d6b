"""An official form as it is printed: a paragraph or a spanned table for each part, cells filled in by reference."""

from collections.abc import Iterator, Mapping

from filings.edition import Edition
from samples.writers.parts import Part, PlainTable, Spot
from schemas.printed import PrintedTable, printed

_NARROW, _LABEL, _FIGURE = 1.0, 4.0, 1.35  # relative widths of group, label and figure columns
_WIDTHS: Mapping[str, tuple[float, ...]] = {
    "proactive": (1.3, 1.0, 1.0, 1.0),
    "applications": (_NARROW, _LABEL * 0.5, _LABEL) + (_FIGURE,) * 7,
    "review": (),
}


def sections(edition: Edition, values: Mapping[str, str], text: str = "") -> Iterator[Part]:
    """The six sections with the three tables; ``values`` by cell address (a missing one is printed blank)."""
    drawn = tables(edition, values)
    for section in edition.sections:
        yield section.heading
        yield drawn.get(section.number) or text or "本机关按照要求开展政府信息公开工作。"


def tables(edition: Edition, values: Mapping[str, str], *, single: bool = False) -> dict[int, PlainTable]:
    """The tables of sections 二 to 四, by section. ``single``: （六）其他处理 is one row."""
    return {table.section: _filled(table, values) for table in printed(edition, single=single)}


def _filled(table: PrintedTable, values: Mapping[str, str]) -> PlainTable:
    rows = tuple(
        tuple(Spot(cell.text or values.get(cell.ref, ""), rows=cell.rows, columns=cell.columns) for cell in row)
        for row in table.rows
    )
    return PlainTable(rows, widths=_WIDTHS[table.key], headers=table.headers)
