"""统计期限。"""

from collections.abc import Iterator
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap, Result
from rules.text.periods import DataPeriod, named_year, periods

_UNKNOWN = "（报告年度）"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCheck(Check):
    """报告写明了统计期限，是本年度1月1日至12月31日，而且只写一次。"""

    fault: Literal["missing", "wrong", "repeated"]

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "year"})

    def run(self, context: CheckContext) -> Iterator[Result]:
        """No period, a period of other days, or a period stated again."""
        found, year = context.memo(periods), context.report.year or context.dossier.folder_year
        if self.fault == "missing":
            if not found and not named_year(context):
                yield Breach(refs=("lead",), facts={"quote": "", "year": year or _UNKNOWN})
        elif self.fault == "wrong":
            if year is None:
                yield Gap(reason="不知道报告年度，没有核对")
                return
            yield from (_breach(one, year) for one in found if not one.whole_year or one.first[0] != year)
        else:
            yield from (_breach(one, year) for one in found[1:] if _needless(one, found[0]))


def _needless(again: DataPeriod, stated: DataPeriod) -> bool:
    """Whether a period is stated twice in one part, or with other days: the same days elsewhere do no harm."""
    return again.part == stated.part or (again.first, again.last) != (stated.first, stated.last)


def _breach(stated: DataPeriod, year: int | None) -> Breach:
    facts = {"quote": stated.quote, "year": year or _UNKNOWN}
    return Breach(refs=(stated.part,), places=(stated.place,), facts=facts, excerpt=stated.quote)
