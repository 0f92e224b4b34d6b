"""Words of a table without rulings, gathered into cells that may run over several lines."""

from collections.abc import Sequence
from enum import Enum

from filings.nouns import dataclass
from filings.patterns import pattern
from readers.layout.columns import FigureColumns
from readers.layout.lines import Line, Word
from readers.layout.marks import Ruling

_STARTS = pattern(
    r"\s*(?:第.{1,4}条|[（(][一二三四五六七八九十][）)]|[一二三四五六七八九十][、.．]|\d{1,2}[.．、](?!\d))"
)
APART = 0.75  # em between two lines of one cell; more is a blank line
SIDE = 1.2  # em by which lines of one cell begin or are centred otherwise
_OFF = 0.7  # em by which figures may stand off the line that they stand beside
_COVERED = 0.7  # of a word's width: a rule above it


def begins(text: str) -> bool:
    """Whether a text is numbered as labels are, or names an article as those of table two do."""
    return _STARTS.match(text) is not None


class Align(Enum):
    """Where the figures of a row stand beside a label of several lines."""

    UNKNOWN = "unknown"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


@dataclass(slots=True, kw_only=True, eq=False)
class LabelCell:
    """A cell with words while its lines are gathered. ``label``: it stands before the figures, else over ``column``."""

    words: list[Word]
    lines: list[Line]
    label: bool
    column: int

    def add(self, word: Word, line: Line) -> None:
        """One more line."""
        self.words.append(word)
        self.lines.append(line)

    @property
    def left(self) -> float:
        """The left edge of the longest line."""
        return min([word.left for word in self.words])

    @property
    def right(self) -> float:
        """The right edge of the longest line."""
        return max([word.right for word in self.words])

    @property
    def top(self) -> float:
        """The upper edge of the first line."""
        return self.lines[0].box[1]

    @property
    def bottom(self) -> float:
        """The lower edge of the last line."""
        return self.lines[-1].box[3]

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2

    @property
    def certainty(self) -> float:
        """That of the least certain word."""
        return min(word.certainty for word in self.words)

    @property
    def text(self) -> str:
        """All of its lines."""
        return "".join([word.text for word in self.words])

    def holds(self, word: Word) -> bool:
        """Whether a word begins, or is centred, where the lines of the cell are."""
        em = self.lines[-1].em * SIDE
        last = self.words[-1]
        return (
            abs(word.left - self.left) < em
            or abs(word.centre - (self.left + self.right) / 2) < em
            or (last.left <= word.left and word.right <= last.right)
        )

    def side(self, line: Line) -> Align | None:
        """The line of this cell that figures stand beside; None for a cell of one line, and for none of the three."""
        if len(self.lines) == 1:
            return None
        off = [(abs(self.lines[0].middle - line.middle), Align.TOP), (abs(self.middle - line.middle), Align.MIDDLE),
               (abs(self.lines[-1].middle - line.middle), Align.BOTTOM)]  # fmt: skip
        nearest = min(off, key=lambda one: one[0])
        return nearest[1] if nearest[0] < _OFF * line.em else None

    def leans(self, line: Line, align: Align) -> bool:
        """Whether figures stand beside this cell as they do beside the others."""
        beside = {Align.TOP: self.lines[0].middle, Align.MIDDLE: self.middle, Align.BOTTOM: self.lines[-1].middle}
        return align is Align.UNKNOWN or abs(beside[align] - line.middle) < _OFF * line.em


def is_adjacent(cell: LabelCell, line: Line) -> bool:
    """Whether a line follows the last one of a cell without a blank line."""
    return cell.lines[-1] is not line and line.box[1] - cell.bottom < APART * line.em


def gather(
    run: Sequence[Line], figured: Sequence[Line], columns: FigureColumns, across: Sequence[Ruling], align: Align | None
) -> list[LabelCell]:
    """The cells of all words that are no figures, from top to bottom."""
    cells: list[LabelCell] = []
    for line in run:
        recent = [cell for cell in cells if is_adjacent(cell, line)]
        for word in line.words:
            if columns.is_figure(word):
                continue
            label = columns.is_label(word)
            over = [cell for cell in recent if cell.label == label and cell.holds(word)]
            cell = max(over, key=lambda one: (one.left, one.top), default=None)
            if cell is None or _begins(cell, word, line, figured, columns, across, align):
                cell = LabelCell(words=[], lines=[], label=label, column=columns.nearest(word.centre))
                cells.append(cell)
            cell.add(word, line)
    return cells


def _begins(
    cell: LabelCell,
    word: Word,
    line: Line,
    figured: Sequence[Line],
    columns: FigureColumns,
    across: Sequence[Ruling],
    align: Align | None,
) -> bool:
    """Whether a word below a cell is the first one of the next cell."""
    if begins(word.text) or _is_ruled(across, cell.words[-1], cell.lines[-1], line):
        return True
    if cell.text.count("（") > cell.text.count("）") or not cell.label:
        return False
    beside = [one for one in figured if cell.top - 1 <= one.middle <= cell.bottom + 1]
    if _is_header(cell.lines[-1], columns) != _is_header(line, columns):
        return True
    if not beside or begins(cell.text):
        return False
    if any(one is line for one in figured):
        return True
    if align in (Align.TOP, Align.BOTTOM):
        return align is Align.BOTTOM
    nearest = min(figured, key=lambda one: abs(one.middle - line.middle))
    return all(one is not nearest for one in beside)


def _is_header(line: Line, columns: FigureColumns) -> bool:
    """Whether words stand over the figures."""
    return any(not columns.is_figure(word) and not columns.is_label(word) for word in line.words)


def _is_ruled(across: Sequence[Ruling], word: Word, above: Line, below: Line) -> bool:
    """Whether a rule is drawn below a word and above the next line."""
    return any(
        above.middle < rule.at < below.middle
        and min(rule.end, word.right) - max(rule.start, word.left) > _COVERED * (word.right - word.left)
        for rule in across
    )


def leaning(cells: Sequence[LabelCell], figured: Sequence[Line]) -> Align:
    """Where the figures stand beside most numbered labels of several lines."""
    votes = dict.fromkeys(Align, 0)
    for at, cell in enumerate(cells):
        if not cell.label or len(cell.lines) == 1 or not begins(cell.text):
            continue
        right = any(one.left > cell.right and one.label and one.top <= cell.bottom <= one.bottom for one in cells[at:])
        beside = [line for line in figured if cell.top - 1 <= line.middle <= cell.bottom + 1]
        if len(beside) == 1 and not right and (side := cell.side(beside[0])):
            votes[side] += 1
    best = max(votes, key=lambda one: votes[one])
    return best if votes[best] else Align.UNKNOWN
