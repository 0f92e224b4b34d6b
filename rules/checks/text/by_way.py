"""正文按提交方式、半年、季度写的申请件数，加起来与第三部分表格相符。"""

from collections.abc import Iterator
from typing import ClassVar

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.facts import OneOf
from rules.engine.parameters import Parts
from rules.engine.results import Check, Note, Result
from rules.statements.asked import WHOLES, Asked, cells
from rules.statements.ways import PERIODS, WAYS, Ways, ways
from rules.text.evidence import breach


@dataclass(frozen=True, slots=True, kw_only=True)
class ByWay(Check):
    """网络、信函、当面等各几件，加起来不能超过申请总数；写明按方式分、写了三种以上、写全半年或者季度的，应当等于总数。"""

    where: Parts

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "sum", "expected"})
    word_lists: ClassVar[tuple[str, ...]] = (WAYS, PERIODS)
    nothing_to_check: ClassVar[str] = "正文没有按提交方式写件数，没有核对"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each list of ways that makes another number than the table holds."""
        for told, one in ways(context, self.where):
            yield from _judge(told, one)


def _judge(told: Asked, one: Ways) -> Iterator[Result]:
    totals = tuple(told.context.total(cells(rows)) for rows in WHOLES)
    if not all(total.exact for total in totals):
        return
    wholes = {total.least for total in totals}
    over = one.total > max(wholes)
    under = one.closed and one.total < min(wholes) and not any(value <= one.total for value in one.before)
    between = one.closed and one.total > min(wholes) and one.total not in wholes
    if (over or under or between) and one.total not in one.before:
        yield breach(told.context, one.span, sum=one.total, expected=OneOf(totals[:1]))
    else:
        yield Note(text="按提交方式写的件数不超过申请总数")
