"""全县汇总等于各单位之和。"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import ClassVar

from filings.edition import Edition
from filings.nouns import dataclass
from rules.checks.tables.balance import BalanceCheck
from rules.engine.context import CheckContext
from rules.engine.parameters import Group
from rules.engine.results import Breach, Check, Equation, Result
from rules.tables.ranges import Range

_SHOWN = 5
_FEW = 3  # so many cells of one table are told one by one
_ALL_APPLICANTS = ".total"


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledUpCheck(Check):
    """政府报告的每一格，应当等于各单位这一格之和；不等时指出数正好等于差额的单位，一张表里很多格不等的合成一条。"""

    each: Group

    facts: ClassVar[frozenset[str]] = BalanceCheck.facts | {"units", "more"}

    @property
    def needs(self) -> frozenset[str]:
        """The units' figures."""
        return self._balance.needs

    @property
    def _balance(self) -> BalanceCheck:
        return BalanceCheck(each=self.each, left=("*",), right=("units.*",))

    def equations(self, edition: Edition) -> Iterator[Equation]:
        """One equation for each cell."""
        return self._balance.equations(edition)

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach where a cell is not the sum, or one for all such cells of a table, with units that explain it."""
        broken: list[Breach] = []
        for result in self._balance.run(context):
            if isinstance(result, Breach):
                broken.append(result)
            else:
                yield result
        for _, cells in groupby(broken, key=lambda one: one.refs[0].partition(".")[0]):
            yield from _gathered(context, list(cells))


def _gathered(context: CheckContext, cells: list[Breach]) -> Iterator[Breach]:
    """Few cells one by one; many as one, told by the first total among them."""
    units = [_explaining(context, one.refs[0], one.facts["difference"]) for one in cells]
    if len(cells) <= _FEW:
        for one, names in zip(cells, units, strict=True):
            yield replace(one, facts={**one.facts, "units": names[:_SHOWN], "more": ""})
        return
    first = next((one for one in cells if one.refs[0].endswith(_ALL_APPLICANTS)), cells[0])
    often = tuple(name for name, _ in Counter(name for names in units for name in names).most_common(_SHOWN))
    refs = (*first.refs, *(ref for one in cells if one is not first for ref in one.refs))
    yield replace(
        first, refs=refs, facts={**first.facts, "units": often, "more": f"，同一张表另有{len(cells) - 1}格也不符"}
    )


def _explaining(context: CheckContext, ref: str, gap: object) -> tuple[str, ...]:
    """The units whose own figure is just the difference: left out of the sum, or counted twice."""
    rollup = context.dossier.rollup
    if rollup is None or not isinstance(gap, Range) or not gap.exact:
        return ()
    return tuple(unit.name for unit in rollup.units if unit.values.get(ref, Decimal(0)) == gap.least)
