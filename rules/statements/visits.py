"""So many each, in other orders: 8个村各检查1次，共16村次; 公开栏90条（每村10条）; 16块，镇里1块，15个村各1块."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.statements.mentions import Mention
from rules.statements.told_of_each import told_of_each
from rules.text.digit_typos import slips_between
from rules.text.numbers import numeral
from rules.text.span import Span

_N = "[0-9]{1,4}|[一二两三四五六七八九十百]{1,5}"
# 共检查16村次, 累计检查24个（次）, 一年更新五十二块次
_VISITS = pattern(
    f"(?:共|累计|合计|总计|一年|全年)[^，,。；;：:0-9]{{0,8}}?(?P<said>{_N})(?P<of>[个村块家处户所条站点校])[（(]?次(?![数要])"
)
_ALL_OF_THEM = re.compile("每|各|逐[一个村家块]|都|均|全部|全覆盖")
_MONTH = re.compile("(?<![0-9])[0-9]{1,2}月(?![0-9]{1,2}日至)")
_PERIODS = (("每季度", 4), ("按季", 4), ("每月", 12), ("每个月", 12), ("按月", 12), ("每半年", 2), ("每周", 52))
_INTENDED = re.compile(
    "不少于|不低于|至少|拟|计划|力争|将|以上|原则上|左右|不超过|要求|约|余|抽|加[查检更]|增加|另|临时|还"
)
_OF_EACH = pattern(
    f"(?P<total>{_N})(?P<unit>[条块张份期次处个本册])[（(]每(?P<of>村|社区|镇|乡镇|站|所|校|街道|嘎查)(?P<each>{_N})(?P=unit)[）)]"
)
_COUNTED = "(?<![0-9.第])({many})个?(?:行政)?{of}(?![民级务规庄组小委办])"
_PART = re.compile("另|其中|新|含|包括")
_EACH = pattern("各[^，,；;。、0-9]{0,4}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple:
    """``found``: what is written of so many each; ``expected``: what they give."""

    span: Span
    found: Decimal
    expected: Decimal


def multiples(told: Sequence[Mention], text: str, start: int, end: int) -> Iterator[Multiple]:
    """Those of a paragraph that are not right. ``start``, ``end``: where it stands in the text."""
    words = text[start:end]
    for found in _VISITS.finditer(text, start, end) if "次" in words else ():
        yield from _visits(told, text, found, max(start, text.rfind("。", start, found.start()) + 1))
    for found in _OF_EACH.finditer(text, start, end) if "（每" in words or "(每" in words else ():
        yield from _of_each(text, found)
    for at in range(3, len(told)) if "各" in words else ():
        yield from _one_and_each(told[at - 3 : at + 1], text)


def _visits(told: Sequence[Mention], text: str, found: re.Match[str], first: int) -> Iterator[Multiple]:
    """What is visited, and how often, where the sentence tells one number of each."""
    words, said = text[first : found.start()], numeral(found["said"])
    here = [one for one in told if first <= one.start < found.start() and one.count]
    things = {one.value for one in here if one.kind == found["of"] or one.tail.startswith(found["of"])}
    often = {one.value for one in here if one.kind == "次"}
    months = len(_MONTH.findall(words))
    periods = {Decimal(many) for name, many in _PERIODS if name in words}
    each = max(often, default=Decimal(1))
    times = {each, *periods, *(each * many for many in periods), *({Decimal(months), months * each} if months else ())}
    times = {many for many in times if many > 1}
    if not said or len(things) != 1 or not times or not _ALL_OF_THEM.search(words) or _INTENDED.search(words):
        return
    thing = things.pop()
    if said not in {thing * many for many in times}:
        yield Multiple(span=Span(first, found.end()), found=said, expected=thing * min(times))


def _of_each(text: str, found: re.Match[str]) -> Iterator[Multiple]:
    """公开栏90条（每村9条）, where the text tells of one number of villages."""
    total, each = numeral(found["total"]), numeral(found["each"])
    counted: list[str] = []
    for whole in ("(?:全[县区镇乡]|辖)(?:共有?|有)?", ""):  # 全乡9个村 before any other
        counted = counted or re.compile(whole + _COUNTED.format(many=_N, of=found["of"])).findall(text)
    many = {value for one in counted if (value := numeral(one)) and value > 1}
    if not total or not each or len(many) != 1:
        return
    number = many.pop()
    if total != each * number and total % number == 0:
        yield Multiple(span=Span(*found.span()), found=each, expected=total / number)


def _one_and_each(some: Sequence[Mention], text: str) -> Iterator[Multiple]:
    """公开栏16块，镇政府门口1块，15个行政村各1块: one by itself, and one for each of several."""
    whole, many, each = some[0], some[2], some[3]
    alone = told_of_each(some[1])  # 县图书馆、档案馆各1处
    alike = whole.kind == alone.kind == each.kind != many.kind and len({one.sentence for one in some}) == 1
    if (
        not alike
        or not _EACH.search(each.gap)
        or not all(one.count and one.gap for one in some)
        or whole.value <= alone.value
    ):
        return
    more = each.value * many.value
    if any(mark in alone.gap + many.gap for mark in "；;") or text[each.end : each.end + 1] not in ("，", "。", "；"):
        return
    slipped = slips_between(whole.value, (alone.value, more))
    if alone.value + more != whole.value and not _PART.search(alone.gap) and slipped:
        yield Multiple(span=Span(whole.start, each.end), found=whole.value, expected=alone.value + more)
