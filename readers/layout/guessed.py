"""Lines of a table without rulings -> its cells: labels that run over several lines, and the figures beside them.

A label begins where its number stands, where a rule is drawn, or where nothing stands above it; its figures stand
beside its first, middle or last line. Figures beside no label, or beside two, keep their place and lose their
certainty: they are open, whatever they say.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from filings.nouns import dataclass
from readers.layout.columns import FigureColumns
from readers.layout.label_cells import Align, LabelCell, begins, gather, is_adjacent, leaning
from readers.layout.lines import Line, Word
from readers.layout.marks import PieceCell, Ruling, TablePiece, in_order
from readers.layout.wrapped_figures import may_go_on, wrapped

_DOUBT = 0.0
_UNKNOWN = "？"


@dataclass(frozen=True, slots=True, kw_only=True)
class _FigureRow:
    """A line of figures. ``label``: the cell that it stands beside, if it stands beside one alone."""

    line: Line
    label: LabelCell | None
    certain: bool

    @property
    def words(self) -> list[Word]:
        """The words of the line."""
        return self.line.words

    @property
    def top(self) -> float:
        return min(self.line.box[1], self.label.top) if self.label else self.line.box[1]

    @property
    def bottom(self) -> float:
        return max(self.line.box[3], self.label.bottom) if self.label else self.line.box[3]


def piece_of(
    run: list[Line], tail: list[Line], page: int, columns: FigureColumns, across: Sequence[Ruling]
) -> tuple[TablePiece, list[Line]]:
    """The piece that ``run`` forms, and what is left of ``tail``, the lines that follow its last row."""
    figured = [line for line in run if any(columns.is_figure(word) for word in line.words)]
    cells = gather(run, figured, columns, across, None)
    align = leaning(cells, figured)
    if align is not Align.UNKNOWN:
        cells = gather(run, figured, columns, across, align)
    left = _with_tail(cells, tail, columns, align)
    rows = list(_rows(cells, wrapped(figured, columns), align, columns))
    places = _Places(cells, rows)
    found = [*_written(cells, places, page), *_figures(rows, columns, places, page)]
    found += _unknown(cells, rows, columns, places, page)
    piece = TablePiece(
        page=page,
        xs=columns.centres,
        top=run[0].box[1],
        bottom=max(cell.box[3] for cell in found),
        cells=sorted(found, key=in_order),
        certain=False,
        labels=places.labels,
    )
    return piece, left


def _with_tail(cells: list[LabelCell], tail: list[Line], columns: FigureColumns, align: Align) -> list[Line]:
    """Adds the lines below the last row that go on with a label; those that are left."""
    for at, line in enumerate(tail):
        over = [
            _continued(cells, line, word, columns, align) or _next(cells, line, word, columns) for word in line.words
        ]
        if not all(over):
            return tail[at:]
        for cell, word in zip(over, line.words, strict=True):
            if cell is not None:
                cell.add(word, line)
                cells += [] if cell in cells else [cell]
    return []


def _next(cells: list[LabelCell], line: Line, word: Word, columns: FigureColumns) -> LabelCell | None:
    """A numbered label below the last row, whose figures the page end parted from it."""
    if not columns.is_label(word) or not begins(word.text):
        return None
    over = any(cell.label and is_adjacent(cell, line) and cell.holds(word) for cell in cells)
    return LabelCell(words=[], lines=[], label=True, column=0) if over else None


def _continued(
    cells: list[LabelCell], line: Line, word: Word, columns: FigureColumns, align: Align
) -> LabelCell | None:
    """The label at the end of the table that a word below it goes on with."""
    if not columns.is_label(word) or begins(word.text) or align is Align.BOTTOM:
        return None
    near = [cell for cell in cells if cell.label and is_adjacent(cell, line) and cell.holds(word)]
    sure = [cell for cell in near if align is not Align.UNKNOWN or begins(cell.text)]
    return max(sure, key=lambda cell: cell.left, default=None)


def _rows(cells: list[LabelCell], figured: list[Line], align: Align, columns: FigureColumns) -> Iterator[_FigureRow]:
    """Each line of figures with the rightmost label that it stands beside."""
    beside = [_beside(cells, line) for line in figured]
    labelled = any(cell is not None for cell in beside)
    parted = [
        (labelled and _are_parted(one, other)) or not may_go_on(above, below, columns)
        for (above, one), (below, other) in itertools.pairwise(zip(figured, beside, strict=True))
    ]
    alone = Counter(id(cell) for cell in beside if cell is not None)
    for line, cell, before, behind in zip(figured, beside, [True, *parted], [*parted, True], strict=True):
        own = cell if cell is not None and alone[id(cell)] == 1 else None
        clear = before and behind and not any(_is_mixed(word, columns) for word in line.words)
        leans = own is None or (
            own.leans(line, align) and not (align in (Align.UNKNOWN, Align.MIDDLE) and _is_run_on(own, cells))
        )
        yield _FigureRow(line=line, label=own, certain=clear and leans and (own is not None or not labelled))


def _are_parted(one: LabelCell | None, other: LabelCell | None) -> bool:
    """Whether two lines of figures stand beside two numbered labels, one below the other."""
    if one is None or other is None or one is other or one.bottom > other.top + 1:
        return False
    return all(begins(cell.text) for cell in (one, other))


def _is_run_on(cell: LabelCell, cells: list[LabelCell]) -> bool:
    """Whether nothing tells where a label without a number ends and the next one begins."""
    if begins(cell.text):
        return False
    near = [
        one
        for one in cells
        if one is not cell and one.label and not begins(one.text) and one.holds(cell.words[0])
        and (is_adjacent(one, cell.lines[0]) if one.top < cell.top else is_adjacent(cell, one.lines[0]))
    ]  # fmt: skip
    return any(len(one.lines) > 1 for one in (*near, cell)) and bool(near)


def _is_mixed(word: Word, columns: FigureColumns) -> bool:
    """Digits among other letters where a figure should stand."""
    return not columns.is_label(word) and not columns.is_figure(word) and any(map(str.isdecimal, word.text))


def _beside(cells: list[LabelCell], line: Line) -> LabelCell | None:
    over = [cell for cell in cells if cell.label and cell.top - 1 <= line.middle <= cell.bottom + 1]
    return max(over, key=lambda cell: (cell.left, -abs(cell.middle - line.middle)), default=None)


class _Places:
    """Rows and columns of the cells. ``labels``: how many columns stand before the figures, at least one."""

    def __init__(self, cells: list[LabelCell], rows: list[_FigureRow]) -> None:
        self._sides = _sides(cells)
        self.labels = max(len(self._sides), 1)
        self._tops: dict[int, float] = {id(row): row.top for row in rows}
        leaves = {id(row.label): row for row in rows if row.label is not None}
        for cell in cells:
            row = leaves.get(id(cell)) or (_row_of(cell, rows) if cell.label else None)
            self._tops[id(cell)] = row.top if row else cell.top
        self._levels = _levels(self._tops.values())

    def row(self, one: LabelCell | _FigureRow) -> int:
        """The grid row."""
        top = self._tops[id(one)]
        return next(at for at, level in enumerate(self._levels) if top <= level)

    def column(self, cell: LabelCell) -> int:
        """The column of a label."""
        middle = min(cell.left, cell.right)
        return min(range(len(self._sides)), key=lambda at: _outside(self._sides[at], middle))


def _row_of(cell: LabelCell, rows: list[_FigureRow]) -> _FigureRow | None:
    """The row in which a cell begins that stands left of the row's own label."""
    beside = (row for row in rows if row.label is not None and row.label.left > cell.left)
    return next((row for row in beside if row.top - 1 <= cell.top < row.bottom), None)


def _levels(tops: Iterable[float]) -> list[float]:
    """Heights that part the rows; those within two points are one."""
    levels: list[float] = []
    for top in sorted(tops):
        if levels and top - levels[-1] <= 2:  # noqa: PLR2004 - letters of one line differ by as much
            levels[-1] = top
        else:
            levels.append(top)
    return levels


def _sides(cells: list[LabelCell]) -> list[tuple[float, float]]:
    """Where labels stand side by side; those that reach over several such columns tell nothing."""
    sides: list[tuple[float, float]] = []
    for cell in sorted((one for one in cells if one.label), key=lambda one: one.right - one.left):
        met = [one for one in sides if one[0] < cell.right and cell.left < one[1]]
        if len(met) > 1:
            continue
        grown = (min(cell.left, met[0][0]), max(cell.right, met[0][1])) if met else (cell.left, cell.right)
        if any(one[0] < grown[1] and grown[0] < one[1] for one in sides if one not in met):
            continue
        sides = [*(one for one in sides if one not in met), grown]
    return sorted(sides)


def _outside(side: tuple[float, float], x: float) -> float:
    return max(side[0] - x, x - side[1], 0.0)


def _written(cells: list[LabelCell], places: _Places, page: int) -> Iterator[PieceCell]:
    for cell in cells:
        column = places.column(cell) if cell.label else places.labels + cell.column
        box = (cell.left, cell.top, cell.right, cell.bottom)
        yield PieceCell(places.row(cell), column, 1, 1, cell.text, box, page, cell.certainty)


def _figures(rows: list[_FigureRow], columns: FigureColumns, places: _Places, page: int) -> Iterator[PieceCell]:
    """The figures of each row; two in one column stay apart."""
    for row in rows:
        slots: dict[int, list[Word]] = {}
        for word in row.line.words:
            if columns.is_figure(word):
                slots.setdefault(columns.nearest(word.centre), []).append(word)
        for column, words in slots.items():
            box = (words[0].left, row.line.box[1], words[-1].right, row.line.box[3])
            certainty = min(word.certainty for word in words) if row.certain else _DOUBT
            text = "\t".join(word.text for word in words)
            yield PieceCell(places.row(row), places.labels + column, 1, 1, text, box, page, certainty)


def _unknown(
    cells: list[LabelCell], rows: list[_FigureRow], columns: FigureColumns, places: _Places, page: int
) -> Iterator[PieceCell]:
    """Where figures stand beside no label for certain, nobody knows what a label without figures has."""
    if all(row.certain for row in rows):
        return
    taken = {places.row(row) for row in rows}
    for cell in cells:
        if not cell.label or places.row(cell) in taken:
            continue
        taken.add(places.row(cell))
        box = (cell.left, cell.top, cell.right, cell.bottom)
        for column in range(len(columns.centres)):
            yield PieceCell(places.row(cell), places.labels + column, 1, 1, _UNKNOWN, box, page, _DOUBT)
