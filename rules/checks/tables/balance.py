"""两边之和相等。"""

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
class BalanceCheck(Check):
    """每一项，左边各格之和应当等于右边各格之和。"""

    left: Cells
    right: Cells
    each: Group = ""

    facts: ClassVar[frozenset[str]] = frozenset({"item", "left", "right", "difference"})

    def equations(self, edition: Edition) -> Iterator[Equation]:
        """One equation for each item."""
        for item in members(edition, self.each) if self.each else ("",):
            yield Equation(
                left=expand(edition, self.left, item),
                right=expand(edition, self.right, item),
                item=item,
                title=item_title(edition, self.each, item) if item else "",
            )

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach where the two ranges share no value."""
        amounts = context.amounts
        plain = not amounts.numbers.inferred
        for equation in equations_of(self, context.form.id, single=amounts.single):
            left = amounts.sum(equation.left) if plain else None
            if left is None or left != amounts.sum(equation.right):
                yield from _judge(equation, context)


def _judge(equation: Equation, context: CheckContext) -> Iterator[Result]:
    amounts = context.amounts
    refs = (*equation.left, *equation.right)
    left, right = amounts.total(equation.left), amounts.total(equation.right)
    if chosen := amounts.chosen(refs):
        yield chosen
    elif left.apart(right):
        facts = {"item": equation.title, "left": left, "right": right, "difference": difference(left, right)}
        yield Breach(refs=refs, facts=facts)
    elif not (left.exact and right.exact):
        yield undecided(
            amounts, refs, amounts.by_zeros(equation.left) == amounts.by_zeros(equation.right), equation.title
        )
