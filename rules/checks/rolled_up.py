"""全县汇总等于各单位之和。"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from filings.edition import Edition
from rules.checks.balance import Balance
from rules.parameters import Group
from rules.ranges import Range
from rules.results import Breach, Equation, Result
from rules.scene import Scene

_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledUp:
    """政府报告的每一格，应当等于各单位这一格之和；不等时指出数正好等于差额的单位。"""

    each: Group

    facts: ClassVar[frozenset[str]] = Balance.facts | {"units"}

    @property
    def needs(self) -> frozenset[str]:
        """The units' figures."""
        return self._balance.needs

    @property
    def _balance(self) -> Balance:
        return Balance(each=self.each, left=("*",), right=("units.*",))

    def equations(self, edition: Edition) -> Iterator[Equation]:
        """One equation for each cell."""
        return self._balance.equations(edition)

    def run(self, scene: Scene) -> Iterator[Result]:
        """A breach where a cell is not the sum, with the units that alone explain the difference."""
        for result in self._balance.run(scene):
            if isinstance(result, Breach):
                units = _explaining(scene, result.refs[0], result.facts["difference"])
                yield replace(result, facts={**result.facts, "units": units})
            else:
                yield result


def _explaining(scene: Scene, ref: str, gap: object) -> tuple[str, ...]:
    """The units whose own figure is just the difference: left out of the sum, or counted twice."""
    rollup = scene.dossier.rollup
    if rollup is None or not isinstance(gap, Range) or not gap.exact:
        return ()
    names = (unit.name for unit in rollup.units if unit.values.get(ref, Decimal(0)) == gap.least)
    return tuple(names)[:_SHOWN]
