"""Tables without rulings: columns from where numbers stand above each other, rows from the lines that hold numbers."""

from filings.patterns import pattern
from readers.layout.lines import Line, Word
from readers.layout.marks import PieceCell, TablePiece

_NUMERIC = pattern(r"[+\-−]?[\d,，.]*\d[\d,，.]*(?:万?元|%)?|[/／\-—–无]+")
_REACH = 2.2  # em between lines of one table; further apart is another block
_WIDE = 0.5  # of the label area
_COLUMN = 1.3  # em between the centres of numbers in one column


def borderless(lines: list[Line], page: int) -> list[Line | TablePiece]:
    """The lines, with every run of lines that forms a table made a piece (``certain`` False)."""
    out: list[Line | TablePiece] = []
    run: list[Line] = []
    for line in lines:
        if run and not (_close(run[-1], line) and (_is_row(line) or _is_row(run[-1]) or _is_short(line, run))):
            out += _settle(run, page)
            run = []
        if not run and _is_row(line):
            run = _above(out, line)
        if run or _is_row(line):
            run.append(line)
        else:
            out.append(line)
    return out + _settle(run, page)


def _above(out: list[Line | TablePiece], row: Line) -> list[Line]:
    """Takes back the line before a table's first row when it is the upper half of that row's label."""
    last = out[-1] if out else None
    if isinstance(last, Line) and last.box[3] > row.box[1] and _is_short(last, [row]):
        out.pop()
        return [last]
    return []


def _close(above: Line, below: Line) -> bool:
    return below.box[1] - above.box[3] < _REACH * below.em


def _is_row(line: Line) -> bool:
    return len(line.words) > 1 and any(_NUMERIC.fullmatch(word.text) for word in line.words)


def _is_short(line: Line, run: list[Line]) -> bool:
    """A line that ends before the numbers of the run begin: a wrapped label."""
    numbers = [word.left for row in run for word in row.words if _NUMERIC.fullmatch(word.text)]
    return bool(numbers) and line.box[2] <= min(numbers)


def _settle(run: list[Line], page: int) -> list[Line | TablePiece]:
    tail: list[Line] = []
    while run and not _is_row(run[-1]):
        tail.insert(0, run.pop())
    if sum(_is_row(line) for line in run) < 2:  # noqa: PLR2004 - one line with a gap is no table
        return [*run, *tail]
    return [_piece(run, page), *tail]


def _piece(run: list[Line], page: int) -> TablePiece:
    centres = _columns(run)
    labels = _label_columns([word for line in run for word in line.words if _is_label(word, centres)])
    rows = [line for line in run if _is_row(line)]
    slots: dict[tuple[int, int], list[tuple[Line, Word]]] = {}
    for line in run:
        row = min(range(len(rows)), key=lambda i: abs(rows[i].middle - line.middle))
        for word in line.words:
            slots.setdefault((row, _column(word, centres, labels)), []).append((line, word))
    cells = [_cell(row, column, words, page, first=len(labels)) for (row, column), words in sorted(slots.items())]
    return TablePiece(
        page=page,
        xs=[*(left for left, _ in labels), *centres],
        top=run[0].box[1],
        bottom=run[-1].box[3],
        cells=cells,
        certain=False,
    )


def _is_label(word: Word, centres: list[float]) -> bool:
    """A word that ends before the numbers begin."""
    return not _NUMERIC.fullmatch(word.text) and word.left < centres[0] and word.right < centres[-1]


def _label_columns(words: list[Word]) -> list[tuple[float, float]]:
    """Where label words stand above each other, side by side; words over most of the width tell nothing."""
    if not words:
        return [(0.0, 0.0)]
    width = max(word.right for word in words) - min(word.left for word in words)
    columns: list[tuple[float, float]] = []
    for left, right in sorted((word.left, word.right) for word in words if word.right - word.left < _WIDE * width):
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns or [(min(word.left for word in words), max(word.right for word in words))]


def _columns(run: list[Line]) -> list[float]:
    em = sorted(line.em for line in run)[len(run) // 2]
    sets: list[list[float]] = []
    for centre in sorted(word.centre for line in run for word in line.words if _NUMERIC.fullmatch(word.text)):
        if sets and centre - sets[-1][-1] <= _COLUMN * em:
            sets[-1].append(centre)
        else:
            sets.append([centre])
    return [sum(near) / len(near) for near in sets]


def _column(word: Word, centres: list[float], labels: list[tuple[float, float]]) -> int:
    """The label column that a label begins in, else the nearest number column."""
    if _is_label(word, centres):
        return next((i for i, (_, right) in enumerate(labels) if word.left < right), len(labels) - 1)
    return len(labels) + min(range(len(centres)), key=lambda i: abs(centres[i] - word.centre))


def _cell(row: int, column: int, words: list[tuple[Line, Word]], page: int, *, first: int) -> PieceCell:
    """One cell; two words in a number column (``first`` and later) stay apart."""
    lines = [line for line, _ in words]
    box = (
        min(word.left for _, word in words),
        min(line.box[1] for line in lines),
        max(word.right for _, word in words),
        max(line.box[3] for line in lines),
    )
    text = ("" if column < first else "\t").join(word.text for _, word in words)
    return PieceCell(row, column, 1, 1, text, box, page, min(word.certainty for _, word in words))
