"""A table without rulings that goes on on the next page: labels that the page end cut, and figures parted from them."""

from dataclasses import replace

from readers.layout.columns import is_numeric
from readers.layout.label_cells import SIDE, begins
from readers.layout.lines import Line, Word
from readers.layout.marks import PieceCell, TablePiece, in_order

_SHIFT = 12.0  # points by which the centres of a column may differ
_DOUBT = 0.0


def fits(above: TablePiece, below: TablePiece) -> bool:
    """Whether the figures of both stand in the same columns; one part may leave some of them empty."""
    few, many = sorted((above.xs, below.xs), key=len)
    return bool(few) and all(min(abs(x - other) for other in many) < _SHIFT for x in few)


def with_line(above: TablePiece, line: Line) -> TablePiece | None:
    """The table with a line, the first of its page, that goes on with its last labels; None if it does not."""
    if line.words and all(is_numeric(word.text) for word in line.words):
        return _with(above, _doubted(above, max(cell.row for cell in above.cells)))  # a figure that the page end cut
    ends = _ends(above)  # of labels without a number nobody knows whether they go on
    over = [
        next((cell for cell in ends if begins(cell.text) and _holds(cell, word, line.em)), None) for word in line.words
    ]
    if not over or any(cell is None for cell in over):
        return None
    if any(begins(word.text) or word.right >= above.xs[0] for word in line.words):
        return None
    grown = {cell: word for cell, word in zip(over, line.words, strict=True) if cell is not None}
    cells = [cell._replace(text=cell.text + grown[cell].text) if cell in grown else cell for cell in above.cells]
    return _with(above, cells)


def _holds(cell: PieceCell, word: Word, em: float) -> bool:
    left, _, right, _ = cell.box
    return abs(word.left - left) < SIDE * em or abs(word.centre - (left + right) / 2) < SIDE * em


def _ends(piece: TablePiece) -> list[PieceCell]:
    """The last label of each column, those of the last row first."""
    last: dict[int, PieceCell] = {}
    for cell in sorted(piece.cells, key=in_order):
        if cell.column < piece.labels and cell.text:
            last[cell.column] = cell
    return sorted(last.values(), key=lambda cell: (cell.row, cell.column), reverse=True)


def join(above: TablePiece, below: TablePiece) -> TablePiece:
    """One piece of both; ``fits`` must hold."""
    labels = max(above.labels, below.labels)
    many = max(above.xs, below.xs, key=len)
    above, below = _on(above, labels, many), _on(below, labels, many)
    first = [cell for cell in below.cells if cell.row == 0]
    cut = {cell: over for cell in first if (over := _cut(above, cell)) is not None}
    filled = any(cell.column >= labels for cell in first)
    if not cut or (filled and not _is_waiting(above)):
        numbered = any(begins(one.text) for one in _ends(above)[:1])
        fresh = any(cell.column < labels and begins(cell.text) for cell in first)
        if filled and not fresh and (numbered or not _ends(above)):  # cut by the page end
            last = max(cell.row for cell in above.cells)
            return _joined(above, _doubted(above, last), _doubted(below, 0), above.height)
        return _joined(above, above.cells, below.cells, above.height)
    kept = [_grown(cell, [rest for rest, over in cut.items() if over == cell]) for cell in above.cells]
    rest = [cell for cell in below.cells if cell not in cut]
    whole = all(cell.row > 0 or cell in cut or filled for cell in below.cells)
    return _joined(above, kept, rest, above.height - 1 if whole else above.height)


def _doubted(piece: TablePiece, row: int) -> list[PieceCell]:
    """The cells, the figures of one row without certainty."""
    return [
        cell._replace(certainty=_DOUBT) if cell.row == row and cell.column >= piece.labels else cell
        for cell in piece.cells
    ]


def _joined(above: TablePiece, kept: list[PieceCell], rest: list[PieceCell], shift: int) -> TablePiece:
    return _with(above, [*kept, *(cell._replace(row=cell.row + shift) for cell in rest)])


def _with(piece: TablePiece, cells: list[PieceCell]) -> TablePiece:
    return replace(piece, cells=cells, certain=False)


def _on(piece: TablePiece, labels: int, xs: list[float]) -> TablePiece:
    """The piece with so many columns of labels, the rightmost of which stands right before the figures."""
    places = [min(range(len(xs)), key=lambda at: abs(xs[at] - x)) for x in piece.xs]
    before = labels - piece.labels
    cells = [
        cell._replace(
            column=cell.column + before if cell.column < piece.labels else labels + places[cell.column - piece.labels]
        )
        for cell in piece.cells
    ]
    return TablePiece(
        page=piece.page, xs=xs, top=piece.top, bottom=piece.bottom, cells=cells, certain=False, labels=labels
    )


def _cut(above: TablePiece, cell: PieceCell) -> PieceCell | None:
    """The label above the page end that a cell below it goes on with."""
    if cell.column >= above.labels or begins(cell.text):
        return None
    em = cell.box[2] - cell.box[0]
    near = max(SIDE * 10, em / 4)
    return next(
        (
            one
            for one in _ends(above)
            if begins(one.text)
            and (
                abs(one.box[0] - cell.box[0]) < near
                or abs((one.box[0] + one.box[2]) - (cell.box[0] + cell.box[2])) < 2 * near
            )
        ),
        None,
    )


def _is_waiting(above: TablePiece) -> bool:
    """Whether the last label has no figures yet."""
    last = max((cell.row for cell in above.cells if cell.column < above.labels), default=-1)
    return last >= 0 and not any(cell.row >= last and cell.column >= above.labels for cell in above.cells)


def _grown(cell: PieceCell, rests: list[PieceCell]) -> PieceCell:
    for rest in rests:
        cell = cell._replace(text=cell.text + rest.text, certainty=min(cell.certainty, rest.certainty))
    return cell
