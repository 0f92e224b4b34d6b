"""Amounts of money whose unit cannot be right: 元 beside other amounts of as many digits in 万元."""

import re
from collections.abc import Iterator
from decimal import Decimal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.span import Span

_AMOUNT = pattern(r"(?P<number>[0-9]+(?:[,，][0-9]{3})*(?:\.(?P<decimals>[0-9]+))?)(?P<scale>[万亿]?)元(?!/|每)")
# what one person, one piece or one day gets may be any amount
_EACH = pattern("每|人均|户均|平均|单价|标准|均价|最低|最高|起付|单笔|以下|以上|不足|不到|上限|下限")
_LEAST, _TIMES = 2, 20


def odd_amounts(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Each amount whose unit cannot be right beside the others of its sentence."""
    text = context.body.text
    if "元" not in text:
        return
    yield from _of_table(context, parts)
    for sentence in context.body.sentences(parts):
        if text.count("元", sentence.start, sentence.end) < _LEAST:
            continue
        found = list(_AMOUNT.finditer(text, sentence.start, sentence.end))
        if len(found) >= _LEAST:
            yield from _without_scale(context, found)


def _of_table(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """The fees of table two, which counts in 万元, told with the same digits in 元: 征收水资源费等218.6元."""
    fees = context.range("proactive.fees.amount").least if context.edition else None
    written = f"{fees.normalize():f}元" if fees else ""
    for place in context.body.spans(parts) if len(written) > _LEAST + 1 else ():
        at, text = context.body.text.find(written, *place), context.body.text
        if at <= 0 or text[at - 1].isdecimal() or text[at - 1] in ".,，":
            continue
        clause = context.body.clause(at)
        if ("." in written or "收" in text[clause.start : at]) and not _EACH.search(text, *clause):
            quoted = Span(max(clause.start, at - 16), at + len(written))
            yield quoted, f"第二部分表格的收费金额是{written[:-1]}万元"


def _without_scale(context: CheckContext, found: list[re.Match[str]]) -> Iterator[tuple[Span, str]]:
    """A single amount in 元 with one decimal and about as many digits as one in 万元: 春季528.7万元、秋季560.7元."""
    plain = [one for one in found if not one["scale"]]
    if len(plain) != 1 or len(plain[0]["decimals"] or "") != 1:
        return
    clause, number = context.body.clause(plain[0].start()), _number(plain[0])
    alike = any(number <= _number(one) * _TIMES and _number(one) <= number * _TIMES for one in found if one["scale"])
    if alike and not _EACH.search(context.body.text, clause.start, clause.end):
        others = next(one for one in found if one["scale"])
        yield _clause(context, plain[0]), f"同一句的其他金额以“{others['scale']}元”计，这里是“{plain[0][0]}”"


def _clause(context: CheckContext, found: re.Match[str]) -> Span:
    clause = context.body.clause(found.start())
    return Span(max(clause.start, found.start() - 16), found.end())


def _number(found: re.Match[str]) -> Decimal:
    return Decimal(found["number"].replace(",", "").replace("，", ""))
