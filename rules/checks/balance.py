"""两边之和相等。"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from filings.edition import Edition
from rules.addresses import expand, item_title, members, prefix_of
from rules.facts import difference
from rules.parameters import Cells, Group
from rules.results import Breach, Equation, Gap, Note, Result
from rules.scene import Scene

_SOURCES = {"last": "previous", "units": "rollup"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """每一项，左边各格之和应当等于右边各格之和。"""

    left: Cells
    right: Cells
    each: Group = ""

    facts: ClassVar[frozenset[str]] = frozenset({"item", "left", "right", "difference"})

    @property
    def needs(self) -> frozenset[str]:
        """Last year's report or the units' figures, where an address reads them."""
        prefixes = {prefix_of(address) for address in (*self.left, *self.right)}
        return frozenset(_SOURCES[prefix] for prefix in prefixes if prefix)

    def equations(self, edition: Edition) -> Iterator[Equation]:
        """One equation for each item."""
        for item in members(edition, self.each) if self.each else ("",):
            yield Equation(
                left=expand(edition, self.left, item),
                right=expand(edition, self.right, item),
                item=item,
                title=item_title(edition, self.each, item) if item else "",
            )

    def run(self, scene: Scene) -> Iterator[Result]:
        """A breach where the two ranges share no value."""
        for equation in self.equations(scene.form):
            settled = scene.settle(equation)
            if settled is not None:
                yield from _judge(settled, scene)


def _judge(equation: Equation, scene: Scene) -> Iterator[Result]:
    left, right = scene.total(equation.left), scene.total(equation.right)
    refs = (*equation.left, *equation.right)
    if left.least > right.most or right.least > left.most:
        facts = {"item": equation.title, "left": left, "right": right, "difference": difference(left, right)}
        yield Breach(refs=refs, facts=facts)
    elif gap := scene.gap(refs):
        yield gap
    elif not (left.exact and right.exact):
        yield _by_zeros(equation, left.least == right.least, refs)


def _by_zeros(equation: Equation, holds: bool, refs: tuple[str, ...]) -> Gap | Note:  # noqa: FBT001 - one fact
    name = f"“{equation.title}”" if equation.title else ""
    if holds:
        return Note(text=f"{name}空格按0成立")
    return Gap(reason=f"{name}有空格，填多少才平无法判断", refs=refs)
