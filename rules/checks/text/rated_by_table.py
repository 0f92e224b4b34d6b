"""正文写的某类结果的占比按表格的总数算得出来。"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.engine.results import Check, Note, Result
from rules.statements.against import CellComparison, quote
from rules.statements.asked import NARROWING, WHOLES, asked, cells, rows_of
from rules.statements.context import of_requests
from rules.statements.rates import rates
from rules.statements.requests import told_requests
from rules.text.evidence import breach
from rules.text.span import Span

_SHARE = pattern("[，,（(、]?(?:约)?占(?:比|总数|总量|全部|办结|办理结果)?(?:总数)?(?:的)?(?:比例|比重)?(?:为|达)?$")
_NEAR = 18
_RESULTS = {
    "予以公开": "granted", "部分公开": "partial", "不予公开": "refused", "无法提供": "unable", "不予处理": "rejected",
    "其他处理": "other", "公开": "granted",
}  # fmt: skip
_NAME = "(?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|(?<![不分动息务予请])公开(?!率))"
# 不予公开占11.0%, without the number of them
_NAMED = pattern(
    f"(?:^|[，,；;。：:中])(?P<names>{_NAME}(?:(?:以及|[、和及与或]){_NAME})*)(?:[的类件]|申请|合计|共)*"
    "(?:占(?:比|全部|办结|答复|办理|处理|申请|总|结果|件|数|量|的)*|的?比[例重])(?:为|达)?$"
)
_EACH = pattern(_NAME)
_PUBLISHED = pattern("(?:^|[，,；;。：:])公开(?:率?（含部分公开）率?|及部分公开率|和部分公开率)(?:为|达|达到)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedByTable(Check):
    """正文写某类结果的件数（与表格相符）和占比时，占比应当按办理结果总计、本年新收、或者新收加上年结转算得出来。"""

    where: Parts

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected"})
    word_lists: ClassVar[tuple[str, ...]] = ("percents",)
    nothing_to_check: ClassVar[str] = "正文没有写可以核对的百分比"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each share that none of the totals gives."""
        told = [one for one in context.memo(told_requests) if one.said.about("requests.result")]
        told = [one for one in told if one.said.quantifier == "count" and one.verdict == "right"]
        for at in range(len(told)):
            yield from _share(context, told[: at + 1])
        for sentence in context.body.sentences_with("percents", self.where):
            yield from _named(context, sentence)


def _share(context: CheckContext, told: Sequence[CellComparison]) -> Iterator[Result]:
    """The share right behind the last count: 予以公开2件，占25%; or of several: 予以公开6件、部分公开1件，占63.6%."""
    one, text, end = told[-1], context.body.text, told[-1].said.span.end
    behind = text[end : min(context.body.sentence(end - 1).end, end + _NEAR)]
    rate = next(rates(behind), None)
    if rate is None or not rate.sure or not _SHARE.fullmatch(behind[: rate.start]):
        return
    wholes, value = {way: context.total(cells(way)) for way in WHOLES}, one.said.value
    if value is None or not all(total.exact and total.least > 0 for total in wholes.values()):
        return
    row = _row(context, told)
    values = [sum(row[at:], Decimal(0)) for at in reversed(range(len(row)))]
    if any(rate.means(part * 100 / total.least) for part in values for total in wholes.values()):
        yield Note(text=f"写出的{rate.value:f}%与件数相符")
    elif len(row) == 1 or one.said.mark != "、":
        span = Span(quote(context, one.said.span).start, end + rate.end)
        share = value * 100 / wholes["total",].least
        yield breach(context, span, found=rate.value, expected=round(share, 2).normalize())


def _named(context: CheckContext, sentence: Span) -> Iterator[Result]:
    """The shares of a sentence that name results and no number of them: 不予公开占11.0%, 公开（含部分公开）率56.8%."""
    body = context.body
    if not of_requests(body, sentence.start):
        return
    for rate in rates(body.text[sentence.start : sentence.end], sentence.start):
        before = body.text[sentence.start : rate.start]
        named, published = _NAMED.search(before), _PUBLISHED.search(before)
        found = named or published
        if not rate.sure or found is None or _of_some(context, sentence, sentence.start + found.start()):
            continue
        names = _EACH.findall(named["names"]) if named else ("予以公开", "部分公开")
        part = context.total(cells(tuple(row for name in names for row in rows_of(context, _RESULTS[name]))))
        wholes = [total for total in (context.total(cells(way)) for way in WHOLES) if total.exact and total.least > 0]
        if len(wholes) < len(WHOLES) or not part.exact:
            continue
        if any(rate.means(part.least * 100 / total.least) for total in wholes):
            yield Note(text=f"写出的{rate.value:f}%与表格相符")
        else:
            share = part.least * 100 / context.total(cells(("total",))).least
            lead = len(found[0]) - len(found[0].lstrip("，,；;。：:中"))
            span = Span(sentence.start + found.start() + lead, rate.end)
            yield breach(context, span, found=rate.value, expected=round(share, 2).normalize())


def _of_some(context: CheckContext, sentence: Span, at: int) -> bool:
    """Whether a share is one of a few: 自然人申请中，予以公开的占45%."""
    text = context.body.text
    start = max(sentence.start, text.rfind("；", sentence.start, at) + 1)
    if NARROWING.search(text, start, at) or any(True for _ in context.body.hits_between("applicant_kinds", start, at)):
        return True
    return asked(context, sentence).elsewhere(at)


def _row(context: CheckContext, told: Sequence[CellComparison]) -> Sequence[Decimal]:
    """The counts of the last one's sentence up to it."""
    sentence = context.body.sentence(told[-1].said.span.start)
    return [one.said.value or Decimal(0) for one in told if sentence.holds(one.said.span.start)]
