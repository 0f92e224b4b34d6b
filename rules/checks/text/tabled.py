"""正文说的文件、许可、处罚、强制、收费与第二部分表格相符。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.engine.results import Breach, Check, Gap, Note, Result
from rules.statements.against import CellComparison, held, judged, quote
from rules.statements.document_stock import ToldStock, document_stock
from rules.statements.proactive import LISTS, proactive
from rules.statements.untaken import notices, unpaid, untaken
from rules.text.evidence import breach
from rules.text.span import Span

Told = Literal["documents", "decisions", "no_decisions", "fees", "handling", "notices"]
_MONEY = ("fees", "handling")
_ACTS = ("issued", "repealed", "valid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabled(Check):
    """正文写的件数、金额，应当与第二部分表格相符；说不清范围的不比。

    ``told``：documents 规范性文件，decisions 许可、处罚、强制，no_decisions 说没有的，fees 行政事业性收费，
    handling 信息处理费（不得超过行政事业性收费），notices 没有发收费通知（第三部分）。
    """

    where: Parts
    told: Told

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected", "item"})
    nothing_to_check: ClassVar[str] = "正文没有写这个数，没有核对"

    @property
    def triggers(self) -> frozenset[str]:
        """The names of what table two counts; of notices the word itself."""
        if self.told == "notices":
            return frozenset({"no_fee_notice"})
        return frozenset(LISTS) | frozenset({"document_acts"} if self.told == "documents" else ())

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each statement that the table contradicts; a gap where nothing is said."""
        if self.told == "notices":
            yield from (_of_unpaid(context, one, value) for one, value in unpaid(context))
            yield from (_of_untaken(context, one) for one in untaken(context))
        found = (held(context, one) for one in notices(context)) if self.told == "notices" else context.memo(_held)
        mine = [one for one in found if _rule_of(one) == self.told]
        mine = [one for one in mine if context.body.within(one.said.span.start, self.where)]
        results = [_result(context, one) for one in mine]
        if self.told == "documents":
            stock = context.memo(document_stock)
            results += [_of_stock(context, one) for one in stock if context.body.within(one.span.start, self.where)]
        compared = [one for one in results if not isinstance(one, Gap)]
        yield from compared or results


def _held(context: CheckContext) -> tuple[CellComparison, ...]:
    return tuple(judged(context, (held(context, one) for one in context.memo(proactive))))


def _rule_of(one: CellComparison) -> Told:
    said = one.said
    if said.about("notices"):
        return "notices"
    if said.about("money"):
        return "fees" if said.about("money.fees") else "handling"
    if said.about("proactive.normative"):
        return "documents"
    return "no_decisions" if said.quantifier == "none" else "decisions"


def _of_unpaid(context: CheckContext, span: Span, value: Decimal) -> Breach:
    """What was not paid was not taken."""
    item, expected = "写明逾期未缴纳的费用", f"{value:f}元，没有缴纳的不会又收到"
    return breach(context, span, found=value, expected=expected, item=item)


def _of_untaken(context: CheckContext, span: Span) -> Breach:
    """Where nothing was asked for nothing can have been taken."""
    return breach(context, span, found="", expected="0元，不会收到钱", item="照前面写的没有收费，应收金额")


def _of_stock(context: CheckContext, one: ToldStock) -> Result:
    """What there was before and what came and went make what there is."""
    if one.found == one.wanted:
        return Note(text="正文写的与表格相符")
    issued, repealed, valid = (context.range(f"proactive.normative.{name}").least for name in _ACTS)
    expected = f"制发{issued:f}件、废止{repealed:f}件、现行有效{valid:f}件，算下来{one.expected}"
    span = Span(context.body.clause(one.span.start).start, one.span.end)
    return breach(
        context, span, found=one.found, expected=expected, item=context.title(f"proactive.normative.{_ACTS[2]}")
    )


def _result(context: CheckContext, one: CellComparison) -> Result:
    if one.verdict == "open":
        return Note(text="没有超过") if one.said.narrowed else Gap(reason="表格对应的格没有数字，没有比对")
    if one.verdict == "right":
        return Note(text="正文写的与表格相符")
    item = context.title(one.said.meanings[0][0])
    facts = {"found": one.said.value, "expected": one.expected, "item": item}
    return breach(context, quote(context, one.said.span), **facts)
