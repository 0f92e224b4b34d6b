"""Sums over cells that may be blank: every amount is a range, so that a blank is never taken for zero.

A number is [n, n]. A blank or a slash stands for any non-negative number (a signed cell: any number). Text, open and
missing cells range the same, but an equation that hangs on them ends not applicable, since nobody said 0.
"""

from decimal import Decimal

from filings.figure import CellState
from filings.nouns import dataclass
from filings.report import Cell

INFINITY = Decimal("Infinity")
_SAID_NOTHING = (CellState.BLANK, CellState.SLASH)


@dataclass(frozen=True, slots=True)
class Range:
    """All values that a sum may have. ``blank``: blanks take part; ``unknown``: unread or missing cells do."""

    least: Decimal
    most: Decimal
    blank: bool = False
    unknown: bool = False

    @property
    def exact(self) -> bool:
        """Whether one value alone is possible."""
        return self.least == self.most

    def apart(self, other: "Range") -> bool:
        """Whether the two share no value."""
        return self.least > other.most or other.least > self.most

    def __add__(self, other: "Range") -> "Range":
        return Range(
            self.least + other.least, self.most + other.most, self.blank or other.blank, self.unknown or other.unknown
        )


NOTHING = Range(Decimal(0), Decimal(0))


def range_of(cell: Cell | None, *, signed: bool = False) -> Range:
    """The range of one cell."""
    if cell is not None and cell.value is not None:
        return Range(cell.value, cell.value)
    least = -INFINITY if signed else Decimal(0)
    blank = cell is not None and cell.state in _SAID_NOTHING
    return Range(least, INFINITY, blank=blank, unknown=not blank)
