"""日期的先后。"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.facts import written
from rules.engine.results import Breach, Check, Gap, Result

_NAMES = {"new_year": "报告年度次年的第一天", "signed_on": "落款日期", "published_on": "公开日期", "as_of": "核查当日"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceCheck(Check):
    """各个日期应当依次不早于前一个；没有写的日期跳过。"""

    dates: tuple[Literal["new_year", "signed_on", "published_on", "as_of"], ...]

    facts: ClassVar[frozenset[str]] = frozenset({"first", "second", "days"})

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each date that stands before the one it must follow."""
        known = [(name, day) for name in self.dates if (day := _date(context, name))]
        if not any(name in ("signed_on", "published_on") for name, _ in known):
            yield Gap(reason="没有落款日期和公开日期，没有核对")
            return
        for (first, before), (second, after) in pairwise(known):
            if after < before:
                facts = {
                    "first": f"{_NAMES[first]}{written(before)}",
                    "second": f"{_NAMES[second]}{written(after)}",
                    "days": (before - after).days,
                }
                refs = tuple(name for name in (first, second) if name in ("signed_on", "published_on"))
                yield Breach(refs=refs, facts=facts)


def _date(context: CheckContext, name: str) -> date | None:
    report = context.report
    match name:
        case "new_year":
            year = report.year or context.dossier.folder_year
            return date(year + 1, 1, 1) if year else None
        case "signed_on":
            return report.signed_on
        case "published_on":
            seen = context.dossier.publication
            return (seen.published_on if seen else None) or report.published_on
        case _:
            return context.dossier.as_of
