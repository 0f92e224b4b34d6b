"""有此数必有彼数。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from filings.edition import Edition
from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Cells, Group
from rules.engine.results import Breach, Check, Equation, Result
from rules.tables.addresses import expand, item_title, members
from rules.tables.amounts import Amounts
from rules.tables.blank_policy import undecided
from rules.tables.linear import equations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliesCheck(Check):
    """前一数大于0（或者大于 above）时，后一数至少要有规定的数；mutual 表示反过来也一样。"""

    given: Cells
    by: Cells
    least: int = 1
    above: int = 0
    mutual: bool = False
    each: Group = ""

    facts: ClassVar[frozenset[str]] = frozenset({"item", "given", "by", "least"})

    def equations(self, edition: Edition) -> Iterator[Equation]:
        """The pairs of sums, the first of which implies the second."""
        bounds = (self.above, self.least)
        for item in members(edition, self.each) if self.each else ("",):
            given, by = expand(edition, self.given, item), expand(edition, self.by, item)
            title = item_title(edition, self.each, item) if item else ""
            yield Equation(left=given, right=by, relation="implies", item=item, title=title, bounds=bounds)
            if self.mutual:
                yield Equation(left=by, right=given, relation="implies", item=item, title=title, bounds=bounds)

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach where the given amount is surely large enough and the other surely too small."""
        for pair in equations_of(self, context.form.id, single=context.amounts.single):
            yield from self._judge(pair, context.amounts)

    def _judge(self, pair: Equation, amounts: Amounts) -> Iterator[Result]:
        given, by = amounts.sum(pair.left), amounts.sum(pair.right)
        if given is not None and (given <= self.above or (by is not None and not self._short(by))):
            return
        least, most = amounts.total(pair.left), amounts.total(pair.right)
        if least.least > self.above and self._short(most.most):
            facts = {"item": pair.title, "given": least, "by": most, "least": Decimal(self.least)}
            yield Breach(refs=(*pair.left, *pair.right), facts=facts)
        elif least.most > self.above and self._short(most.least):
            holds = amounts.by_zeros(pair.left) <= self.above or not self._short(amounts.by_zeros(pair.right))
            yield undecided(amounts, (*pair.left, *pair.right), holds, pair.title)

    def _short(self, amount: Decimal) -> bool:
        """Whether the other amount is too small; where anything above 0 will do, so will half a unit of money."""
        return amount <= 0 if self.least == 1 else amount < self.least
