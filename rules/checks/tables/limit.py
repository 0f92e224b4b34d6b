"""一边之和不超过另一边。"""

from collections.abc import Iterator
from typing import ClassVar

from filings.edition import Edition
from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.facts import difference
from rules.engine.parameters import Cells, Group
from rules.engine.results import Breach, Check, Equation, Result
from rules.tables.addresses import expand, item_title, members
from rules.tables.blank_policy import undecided
from rules.tables.linear import equations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitCheck(Check):
    """每一项，一边各格之和不应当超过另一边各格之和；不写前一边时按0计。"""

    limit: Cells
    amount: Cells = ()
    each: Group = ""

    facts: ClassVar[frozenset[str]] = frozenset({"item", "amount", "limit", "excess"})

    def equations(self, edition: Edition) -> Iterator[Equation]:
        """One inequality for each item."""
        for item in members(edition, self.each) if self.each else ("",):
            yield Equation(
                left=expand(edition, self.amount, item),
                right=expand(edition, self.limit, item),
                relation="<=",
                item=item,
                title=item_title(edition, self.each, item) if item else "",
            )

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach where the least amount exceeds the greatest limit."""
        amounts = context.amounts
        for equation in equations_of(self, context.form.id, single=amounts.single):
            left, right = amounts.sum(equation.left), amounts.sum(equation.right)
            if left is None or right is None or left > right:
                yield from _judge(equation, context)


def _judge(equation: Equation, context: CheckContext) -> Iterator[Result]:
    amounts = context.amounts
    refs = (*equation.left, *equation.right)
    amount, limit = amounts.total(equation.left), amounts.total(equation.right)
    if amount.least > limit.most:
        facts = {"item": equation.title, "amount": amount, "limit": limit, "excess": difference(amount, limit)}
        yield Breach(refs=refs, facts=facts)
    elif amount.most > limit.least:
        holds = amounts.by_zeros(equation.left) <= amounts.by_zeros(equation.right)
        yield undecided(amounts, refs, holds, equation.title)
