"""正文写的某类结果的占比按表格的总数算得出来。"""

from collections.abc import Iterator
from typing import ClassVar

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.engine.results import Check, Note, Result
from rules.statements.against import CellComparison, quote
from rules.statements.asked import WHOLES, cells
from rules.statements.rates import rates
from rules.statements.requests import told_requests
from rules.text.evidence import breach
from rules.text.span import Span

_SHARE = pattern("[，,（(、]?(?:约)?占(?:比|总数|总量|全部|办结|办理结果)?(?:总数)?(?:的)?(?:比例|比重)?(?:为|达)?$")
_NEAR = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedByTable(Check):
    """正文写某类结果的件数（与表格相符）和占比时，占比应当按办理结果总计、本年新收、或者新收加上年结转算得出来。"""

    where: Parts

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected"})
    word_lists: ClassVar[tuple[str, ...]] = ("percents",)
    nothing_to_check: ClassVar[str] = "正文没有写可以核对的百分比"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each share that none of the totals gives."""
        for one in context.memo(told_requests):
            if one.said.about("requests.result") and one.said.quantifier == "count" and one.verdict == "right":
                yield from _share(context, one)


def _share(context: CheckContext, one: CellComparison) -> Iterator[Result]:
    """The share right behind a count: 予以公开2件，占25%."""
    text, end = context.body.text, one.said.span.end
    behind = text[end : min(context.body.sentence(end - 1).end, end + _NEAR)]
    rate = next(rates(behind), None)
    if rate is None or not rate.sure or not _SHARE.fullmatch(behind[: rate.start]):
        return
    wholes, value = {way: context.total(cells(way)) for way in WHOLES}, one.said.value
    if value is None or not all(total.exact and total.least > 0 for total in wholes.values()):
        return
    shares = {way: value * 100 / total.least for way, total in wholes.items()}
    if any(rate.means(share) for share in shares.values()):
        yield Note(text=f"写出的{rate.value:f}%与件数相符")
    else:
        span = Span(quote(context, one.said.span).start, end + rate.end)
        yield breach(context, span, found=rate.value, expected=round(shares["total",], 2).normalize())
