"""Columns of figures in lines that no ruling parts."""

from filings.nouns import dataclass
from filings.patterns import pattern
from readers.layout.lines import Line, Word

_NUMERIC = pattern(r"[+\-−]?[\d,，.]*\d[\d,，.]*(?:万?元|%)?|[/／\-—–无]+")
_COLUMN = 1.3  # em between the centres of numbers in one column
_MANY = 4  # rows: in so many the first column is filled in every second one
_COVERED = 2  # columns of figures under one word: a heading or a sentence
_SLACK = 0.3  # em


def is_numeric(text: str) -> bool:
    """A number, or a stroke for none."""
    return _NUMERIC.fullmatch(text) is not None


def is_row(line: Line) -> bool:
    """A line of words and figures parted by wide gaps."""
    return len(line.words) > 1 and any(is_numeric(word.text) for word in line.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureColumns:
    """``centres`` of the columns of figures; ``left``: where the first of them begins; ``em``: the usual letter."""

    centres: list[float]
    left: float
    em: float

    def is_label(self, word: Word) -> bool:
        """A word that stands before the figures."""
        if is_numeric(word.text) and word.right > self.left:
            return False
        return word.right <= self.left + _SLACK * self.em or (
            word.left < self.left - self.em and word.centre < self.left
        )

    def is_figure(self, word: Word) -> bool:
        """A number, or a stroke for none, in one of the columns."""
        return is_numeric(word.text) and word.right > self.left

    def nearest(self, x: float) -> int:
        """The column whose centre is nearest."""
        return min(range(len(self.centres)), key=lambda at: abs(self.centres[at] - x))

    def parts(self, end: float, start: float) -> bool:
        """Whether a gap lies between two columns: about half way from one centre to the next, or left of a figure."""
        middle = (end + start) / 2
        at = self.nearest(start + self.em / 2)
        before = self.centres[at - 1] if at else self.left - self.em
        return before < middle < self.centres[at] and start <= self.centres[at] + self.em / 2

    def is_short(self, line: Line) -> bool:
        """A line that ends before the figures begin."""
        return line.box[2] <= self.left

    def is_crossed(self, line: Line) -> bool:
        """Whether a line begins before or over the first figures, and runs over several of their columns."""
        left, right = line.box[0], line.box[2]
        covered = sum(left < centre < right for centre in self.centres)
        return left < self.left + self.em and covered >= min(_COVERED, len(self.centres)) and not is_row(line)


def columns_of(run: list[Line]) -> FigureColumns:
    """The columns of the figures in a run of lines; some line must be a row."""
    rows = [line for line in run if is_row(line)]
    em = sorted(line.em for line in run)[len(run) // 2]
    sets: list[list[Word]] = []
    found = [word for line in rows for word in line.words if is_numeric(word.text)]
    for word in sorted(found, key=lambda one: one.centre):
        if sets and word.centre - sets[-1][-1].centre <= _COLUMN * em:
            sets[-1].append(word)
        else:
            sets.append([word])
    if len(rows) >= _MANY and len(sets) > 1 and len(sets[0]) * 2 < len(rows):
        sets = sets[1:] if len(sets[1]) * 2 >= len(rows) else sets
    centres = [sum(word.centre for word in near) / len(near) for near in sets]
    return FigureColumns(centres=centres, left=min(word.left for word in sets[0]), em=em)
