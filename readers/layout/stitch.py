"""A table that ends one page and starts the next -> one table: cut rows mended, repeated header rows dropped."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from filings.patterns import pattern
from readers.layout import guessed_stitch
from readers.layout.marks import PieceCell, TablePiece
from readers.layout.rulings import cluster

_SHIFT = 6.0  # points by which the outer edges of the two parts may differ
_GUESSED_SHIFT = 12.0  # the same for columns guessed from gaps
_MOST_HEADERS = 5  # rows of a header that is printed again
_ALIKE = 85.0  # per cent of the header's letters
_NUMERALS = pattern(r"[一二三四五六七八九十]")  # 第二十条第（五）项 is not 第二十条第（六）项
_NUMERIC = pattern(r"[+\-−]?[\d,，.\s]*\d(?:万?元|%)?")
_DIGITLESS = pattern(r"\D+")
_NUMBERED = pattern(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第.{1,4}条|合计|总计|小计)")


def is_guessed(piece: TablePiece) -> bool:
    """Whether no ruling parts the columns of a piece."""
    return piece.labels > 0


def fits(above: TablePiece, below: TablePiece) -> bool:
    """Whether two pieces can be one table: the same outer edges (ruled) or the same columns (guessed)."""
    if is_guessed(above) and is_guessed(below):
        return guessed_stitch.fits(above, below)
    if above.certain and below.certain:
        return abs(above.xs[0] - below.xs[0]) < _SHIFT and abs(above.xs[-1] - below.xs[-1]) < _SHIFT
    return len(above.xs) == len(below.xs) and all(
        abs(one - other) < _GUESSED_SHIFT for one, other in zip(above.xs, below.xs, strict=True)
    )


def join(above: TablePiece, below: TablePiece) -> TablePiece:
    """One piece of both; ``fits`` must hold."""
    if is_guessed(above) and is_guessed(below):
        return guessed_stitch.join(above, below)
    above, below = _same_columns(above, below)
    below = _without_header(above, below)
    base = above.height
    first = [cell for cell in below.cells if cell.row == 0]
    last = {(cell.column, cell.columns): cell for cell in above.cells if cell.row + cell.rows == base}
    cut = _is_cut(above, below, first, last)
    shift = base - 1 if cut else base
    goes_on = {cell for cell in first if cut or _continues(last.get((cell.column, cell.columns)), cell)}
    grown = {last[key]: cell for cell in goes_on if (key := (cell.column, cell.columns)) in last}
    kept = [_grow(cell, grown[cell], base=base, shift=shift) if cell in grown else cell for cell in above.cells]
    added = [cell._replace(row=cell.row + shift) for cell in below.cells if cell not in set(grown.values())]
    return TablePiece(
        page=above.page,
        xs=above.xs,
        top=above.top,
        bottom=below.bottom,
        cells=kept + added,
        open_top=above.open_top,
        open_bottom=below.open_bottom,
        certain=above.certain and below.certain,
    )


def _same_columns(above: TablePiece, below: TablePiece) -> tuple[TablePiece, TablePiece]:
    if not (above.certain and below.certain):
        return above, below
    offset = above.xs[0] - below.xs[0]
    xs = cluster(above.xs + [x + offset for x in below.xs])
    return _on(above, xs, 0.0), _on(below, xs, offset)


def _on(piece: TablePiece, xs: list[float], offset: float) -> TablePiece:
    index = [min(range(len(xs)), key=lambda i: abs(xs[i] - x - offset)) for x in piece.xs]
    cells = [
        cell._replace(column=index[cell.column], columns=index[cell.column + cell.columns] - index[cell.column])
        for cell in piece.cells
    ]
    return TablePiece(
        page=piece.page,
        xs=xs,
        top=piece.top,
        bottom=piece.bottom,
        cells=cells,
        open_top=piece.open_top,
        open_bottom=piece.open_bottom,
        certain=piece.certain,
    )


def _without_header(above: TablePiece, below: TablePiece) -> TablePiece:
    most = min(_MOST_HEADERS, above.height, below.height - 1)
    over, under = ([cell for cell in piece.cells if cell.row < most] for piece in (above, below))
    for rows in range(most, 0, -1):
        theirs = _rows(under, rows)
        ours = None if theirs is None else _rows(over, rows)
        if ours is not None and theirs is not None and _same_header(ours, theirs):
            cells = [cell._replace(row=cell.row - rows) for cell in below.cells if cell.row >= rows]
            return replace(below, cells=cells, open_top=False)
    return below


def _same_header(ours: list[tuple[int, int, str]], theirs: list[tuple[int, int, str]]) -> bool:
    """The same cells with the same words, but for what a scan misreads; figures are no header."""
    if [cell[:2] for cell in ours] != [cell[:2] for cell in theirs]:
        return False
    if any(_NUMERIC.fullmatch(text) for _, _, text in ours + theirs):
        return ours == theirs and any(text and not _NUMERIC.fullmatch(text) for _, _, text in ours)
    one, other = ("".join(text for _, _, text in rows) for rows in (ours, theirs))
    return _NUMERALS.findall(one) == _NUMERALS.findall(other) and bool(one) and fuzz.ratio(one, other) >= _ALIKE


def _rows(upper: Sequence[PieceCell], count: int) -> list[tuple[int, int, str]] | None:
    """What the first rows hold; None when a cell reaches out of them."""
    cells = [cell for cell in upper if cell.row < count]
    if any(cell.row + cell.rows > count for cell in cells):
        return None
    return sorted((cell.row, cell.column, "".join(cell.text.split())) for cell in cells)


def _is_cut(
    above: TablePiece, below: TablePiece, first: list[PieceCell], last: dict[tuple[int, int], PieceCell]
) -> bool:
    """Whether the first row of ``below`` is the rest of the last row of ``above``.

    Without an open edge to tell, every text must go on from a line that fills its cell. Two numbers never become one,
    unless the first fills its cell and the row's label, where there is one, goes on in the same way. Words without a
    digit never go on in a figure: a header ends there, and its first row begins.
    """
    pairs = [(over, cell) for cell in first if (over := last.get((cell.column, cell.columns))) is not None]
    if len(pairs) < len(first) or not any(cell.text for cell in first):
        return False
    words = [(over, cell) for over, cell in pairs if cell.text and not _NUMERIC.fullmatch(cell.text)]
    figures = [(over, cell) for over, cell in pairs if cell.text and over.text and _NUMERIC.fullmatch(cell.text)]
    if any(_DIGITLESS.fullmatch(over.text) for over, _ in figures):
        return False
    wrapped = all(over.full and not _NUMBERED.match(cell.text) for over, cell in words)
    if figures:
        return wrapped and all(over.full for over, _ in figures)
    numbered = all(_NUMBERED.match(over.text) and not _NUMBERED.match(cell.text) for over, cell in words)
    return above.open_bottom or below.open_top or (bool(words) and (wrapped or numbered))


def _continues(over: PieceCell | None, cell: PieceCell) -> bool:
    """A label cell over several rows goes on below the page end."""
    if over is None or max(over.rows, cell.rows) == 1:
        return False
    return not cell.text or (over.full and not _NUMBERED.match(cell.text) and not _NUMERIC.fullmatch(cell.text))


def _grow(cell: PieceCell, rest: PieceCell, *, base: int, shift: int) -> PieceCell:
    rows = max(base, shift + rest.rows) - cell.row
    return cell._replace(rows=rows, text=cell.text + rest.text, certainty=min(cell.certainty, rest.certainty))
