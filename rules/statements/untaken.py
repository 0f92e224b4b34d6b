"""Fees asked for, paid and taken: told as not taken, and an amount all the same: 未发出收费通知，共收取300元."""

from collections.abc import Iterator
from decimal import Decimal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.statements.context import elsewhere, year_meant
from rules.statements.statement import Statement
from rules.text.span import Span

_FEE = "(?:收费通知书?|信息处理费)"
_NOT_TAKEN = pattern(
    f"(?:未|没有|无)[^，,。；;0-9]{{0,20}}{_FEE}(?:情况|的情况|的情形)?(?=[，,；;])"
    f"|{_FEE}(?:的?件数|数量)?(?:为|是|共)?(?:0|０|零)[件份]?(?=[，,；;])"
    f"|{_FEE}(?:均|全部)?(?:未|没有)(?:收取|发生|产生|征收)(?=[，,；;])"
)
_TAKEN = pattern(
    "(?<=[，,；;])(?:但|且|并)?(?:全年|年内|本年度?|按[件量]|计收|实际|共|一共|累计|总|的|收取|收费|信息处理费|收入|实收|收到|"
    "金额|费用|总额|款项|合计|为|是|计|人民币)++"
    "(?P<sum>[0-9０-９][0-9０-９,.]*|[一二两三四五六七八九十百千]+)万?元"
)
_ANOTHER = pattern("行政事业性|减免|免收|登记|复制|复印|其他收费|工本|退|上年|去年")
_BODY = pattern("(?<![我本])局|委员会|中心|公司|部门|乡|(?<![我本])镇|各|窗口")  # whose it is then
_NOUGHT = "0０.,"
_UNPAID = pattern("(?:逾期|超期|到期|一直)?(?:未|不|没有)(?:按[期时])?(?:缴|交)(?:纳|费)?")
_RECEIVED = pattern("(?:实际收取|实收|实际收到|收到费用|已收费?)(?P<sum>[0-9]{1,6})元")
_ASKED = pattern("(?:金额|应收|应缴|收费|共计|共)(?:为|是)?(?P<sum>[0-9]{1,6})元")
_SEVERAL_NOTICES = pattern("(?:[2-9]|1[0-9]|[二两三四五六七八九])(?:件|份)")
_NOTICE = pattern("(?:未|没有|无)[^，,。；;]{0,14}收费通知")


def untaken(context: CheckContext) -> Iterator[Span]:
    """The amounts that were taken though nothing was asked for; of other fees, years and bodies nothing is said."""
    text = context.body.text
    for part in context.body.spans(("section.1", "section.6")) if "费" in text else ():
        for found in _NOT_TAKEN.finditer(text, *part):
            sentence = context.body.sentence(found.start())
            taken = _TAKEN.search(text, found.end(), sentence.end)
            if taken is None or not taken["sum"].strip(_NOUGHT):
                continue
            outside = elsewhere(context, sentence, taken.end(), "claim_scopes")
            if outside or year_meant(context, sentence, taken.end()) is not None:
                continue
            if not _ANOTHER.search(text, sentence.start, taken.end()) and not _BODY.search(
                text, found.end(), taken.end()
            ):
                yield Span(*taken.span())
                break


def unpaid(context: CheckContext) -> Iterator[tuple[Span, Decimal]]:
    """收费金额200元，申请人逾期未缴纳，…，实际收取200元: where only one notice is told of, and what it asked for."""
    text = context.body.text
    for part in context.body.spans(("section.1", "section.6")) if _UNPAID.search(text) else ():
        for found in _UNPAID.finditer(text, *part):
            sentence = context.body.sentence(found.start())
            taken = [one for one in _RECEIVED.finditer(text, *sentence) if one["sum"].strip("0")]
            asked = [one for one in _ASKED.finditer(text, *sentence) if taken and one["sum"] == taken[0]["sum"]]
            if asked and not _SEVERAL_NOTICES.search(text, *sentence):
                yield Span(*taken[0].span()), Decimal(taken[0]["sum"])
                return


def notices(context: CheckContext) -> Iterator[Statement]:
    """未发出收费通知: nobody can then have failed to pay."""
    for part in context.body.spans(("section.1", "section.6")):
        for found in _NOTICE.finditer(context.body.text, part.start, part.end):
            yield Statement(
                topic="notices", span=Span(*found.span()), quantifier="none", value=Decimal(0),
                meanings=(("applications.other.2.total",),), flow="notices",
            )  # fmt: skip
