"""部分占整体的比例。"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from filings.edition import Edition
from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Cells
from rules.engine.results import Breach, Check, Equation, Result
from rules.tables.addresses import expand
from rules.tables.blank_policy import undecided
from rules.tables.linear import equations_of
from rules.tables.ranges import Range

_WHOLE = 100
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCheck(Check):
    """整体达到基数时，部分占整体的百分比不超过规定的数。"""

    part: Cells
    whole: Cells
    most: int
    base: int

    facts: ClassVar[frozenset[str]] = frozenset({"part", "whole", "percent", "most"})

    def equations(self, edition: Edition) -> Iterator[Equation]:
        """The one pair of sums, part and whole."""
        part, whole = expand(edition, self.part), expand(edition, self.whole)
        yield Equation(left=part, right=whole, relation="share", bounds=(self.base, self.most))

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach where every filling of the blanks exceeds the share."""
        amounts = context.amounts
        for pair in equations_of(self, context.form.id, single=amounts.single):
            given, base = amounts.sum(pair.left), amounts.sum(pair.right)
            if given is not None and base is not None and (base < self.base or not self._exceeds(given, base)):
                continue
            refs = (*pair.left, *pair.right)
            part, whole = amounts.total(pair.left), amounts.total(pair.right)
            if self._exceeds(part.least, whole.most) and whole.least >= self.base:
                facts = {"part": part, "whole": whole, "percent": _percent(part, whole), "most": Decimal(self.most)}
                yield Breach(refs=refs, facts=facts)
            elif self._exceeds(part.most, max(whole.least, Decimal(self.base))) and whole.most >= self.base:
                zeros = amounts.by_zeros(pair.right)
                holds = zeros < self.base or not self._exceeds(amounts.by_zeros(pair.left), zeros)
                yield undecided(amounts, refs, holds)

    def _exceeds(self, part: Decimal, whole: Decimal) -> bool:
        return part * _WHOLE > whole * self.most


def _percent(part: Range, whole: Range) -> Decimal:
    return (part.least * _WHOLE / whole.most).quantize(_TENTH, ROUND_HALF_UP)
