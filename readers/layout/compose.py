"""Sheets -> blocks in reading order, with tables and paragraphs joined over page ends."""

from collections.abc import Sequence

from filings import place
from filings.nouns import dataclass
from readers.blocks import Block, Grid, GridCell, Picture
from readers.layout import furniture, gaps, guessed_stitch, stitch
from readers.layout.lines import Line, lines
from readers.layout.marks import Box, PageMarks, TablePiece, in_order
from readers.layout.paragraphs import Margins, margins, paragraphs
from readers.layout.tables import ruled


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    page: int
    top: float
    what: Line | TablePiece | Box


def compose(sheets: Sequence[PageMarks]) -> tuple[Block, ...]:
    """The blocks of a document from its pages in order."""
    parts = [ruled(sheet) for sheet in sheets]
    kept = furniture.without([(sheet.height, lines(loose)) for sheet, (_, loose) in zip(sheets, parts, strict=True)])
    flow: list[_Item] = []
    for sheet, (pieces, _), rows in zip(sheets, parts, kept, strict=True):
        _append(flow, _items(sheet, pieces, rows))
    return _blocks(flow, margins(kept))


def _items(sheet: PageMarks, pieces: list[TablePiece], rows: list[Line]) -> list[_Item]:
    """Everything on one page from top to bottom; tables without rulings are sought between the ruled ones."""
    items: list[_Item] = []
    stops = sorted(pieces, key=lambda piece: piece.top)
    for piece in [*stops, None]:
        above = [row for row in rows if piece is None or row.middle < piece.top]
        rows = rows[len(above) :]
        found = gaps.borderless(above, sheet.number, sheet.across)
        items += [_Item(page=sheet.number, top=_top(one), what=one) for one in found]
        if piece is not None:
            items.append(_Item(page=sheet.number, top=piece.top, what=piece))
    items += [_Item(page=sheet.number, top=box[1], what=box) for box in sheet.pictures]
    return sorted(items, key=lambda item: item.top)


def _top(found: Line | TablePiece) -> float:
    return found.box[1] if isinstance(found, Line) else found.top


def _append(flow: list[_Item], items: list[_Item]) -> None:
    """Adds a page; its first table goes on with the table that ended the page before, if they fit."""
    items = _with_cut_labels(flow, items)
    if flow and items:
        above, below = flow[-1], items[0]
        if (
            isinstance(above.what, TablePiece)
            and isinstance(below.what, TablePiece)
            and stitch.fits(above.what, below.what)
        ):
            flow[-1] = _Item(page=above.page, top=above.top, what=stitch.join(above.what, below.what))
            items = items[1:]
    flow += items


def _with_cut_labels(flow: list[_Item], items: list[_Item]) -> list[_Item]:
    """Adds the first lines of a page to the table without rulings that ended the page before, where they go on with it.

    The items that are left.
    """
    while flow and items and isinstance(table := flow[-1].what, TablePiece) and stitch.is_guessed(table):
        line = items[0].what
        grown = guessed_stitch.with_line(table, line) if isinstance(line, Line) and not gaps.is_text(line) else None
        if grown is None:
            break
        flow[-1] = _Item(page=flow[-1].page, top=flow[-1].top, what=grown)
        items = items[1:]
    return items


def _blocks(flow: list[_Item], body: Margins) -> tuple[Block, ...]:
    blocks: list[Block] = []
    running: list[tuple[int, Line]] = []
    for item in flow:
        if isinstance(item.what, Line):
            running.append((item.page, item.what))
            continue
        blocks += paragraphs(running, body)
        running = []
        blocks.append(_grid(item.what) if isinstance(item.what, TablePiece) else _picture(item.page, item.what))
    return (*blocks, *paragraphs(running, body))


def _picture(page: int, box: Box) -> Picture:
    return Picture(place=_place(page, box))


def _grid(piece: TablePiece) -> Grid:
    cells = tuple(
        GridCell(
            row=cell.row,
            column=cell.column,
            text=cell.text,
            place=_place(cell.page, cell.box),
            rows=cell.rows,
            columns=cell.columns,
            certainty=cell.certainty,
        )
        for cell in sorted(piece.cells, key=in_order)
    )
    return Grid(cells=cells, place=place.page(piece.page), certain=piece.certain)


def _place(page: int, box: Box) -> str:
    left, top = max(box[0], 0.0), max(box[1], 0.0)
    return place.page(page, (left, top, max(box[2] - left, 0.0), max(box[3] - top, 0.0)))
