"""Glyphs into the cells of a lattice: a piece of a table."""

from readers.layout.lattice import Lattice, lattices
from readers.layout.lines import Line, cell_text, lines
from readers.layout.marks import Box, Glyph, PageMarks, PieceCell, TablePiece

_FULL = 2.5  # em: less room than this (padding and one character) in a cell's last line: it was wrapped there
_FULL_DIGITS = 1.8  # em: the same where a digit, half as wide, would have been next


def ruled(sheet: PageMarks) -> tuple[list[TablePiece], list[Glyph]]:
    """The ruled tables of a page, and the glyphs that stand in none of them."""
    found = lattices(sheet.across, sheet.down)
    inside: list[dict[int, list[Glyph]]] = [{} for _ in found]
    loose: list[Glyph] = []
    places = list(zip(found, inside, strict=True))
    for glyph in sheet.glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        for lattice, cells in places:
            if (square := lattice.square(x, y)) is not None:
                cells.setdefault(lattice.owner[square[0]][square[1]], []).append(glyph)
                break
        else:
            loose.append(glyph)
    return [_piece(sheet, one, cells) for one, cells in zip(found, inside, strict=True) if cells], loose


def _piece(sheet: PageMarks, lattice: Lattice, glyphs: dict[int, list[Glyph]]) -> TablePiece:
    squares: dict[int, list[tuple[int, int]]] = {}
    for row, owners in enumerate(lattice.owner):
        for column, owner in enumerate(owners):
            squares.setdefault(owner, []).append((row, column))
    cells = [_cell(sheet.number, lattice, places, glyphs.get(owner, [])) for owner, places in squares.items()]
    return TablePiece(
        page=sheet.number,
        xs=lattice.xs,
        top=lattice.ys[0],
        bottom=lattice.ys[-1],
        cells=cells,
        open_top=lattice.open_top,
        open_bottom=lattice.open_bottom,
        certain=all(cell.rows * cell.columns == len(squares[_owner(lattice, cell)]) for cell in cells),
    )


def _owner(lattice: Lattice, cell: PieceCell) -> int:
    return lattice.owner[cell.row][cell.column]


def _cell(page: int, lattice: Lattice, places: list[tuple[int, int]], glyphs: list[Glyph]) -> PieceCell:
    """The cell over ``places``; where those form no rectangle, the rectangle below and right of the first of them."""
    row, column = min(places)
    inside = set(places)
    columns = rows = 1
    while (row, column + columns) in inside:
        columns += 1
    while (row + rows, column) in inside:
        rows += 1
    box: Box = (lattice.xs[column], lattice.ys[row], lattice.xs[column + columns], lattice.ys[row + rows])
    printed = lines(glyphs)
    certainty = min((line.certainty for line in printed), default=1.0)
    width = box[2] - box[0]
    full = bool(printed) and _is_full(printed[-1], width)
    return PieceCell(row, column, rows, columns, cell_text(printed, width), box, page, certainty, full)


def _is_full(line: Line, width: float) -> bool:
    room = width - (line.box[2] - line.box[0])
    return room < line.em * (_FULL_DIGITS if line.text[-1].isdigit() else _FULL)
