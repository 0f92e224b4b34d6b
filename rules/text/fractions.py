"""Counts with decimals of what only comes whole (旅客312.8人次); a whole and its mean in two units (384米, 每条4里)."""

from collections.abc import Iterator
from decimal import Decimal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.span import Span

_POINT = pattern("\\.[0-9]+[人件条户场期篇份]")
_WHOLE = "人次|人(?!均)|件次|件|条次|条|户次|户|场次|场|期|篇|份"
_FRACTION = pattern(rf"(?<![0-9.,，])[0-9]+\.[0-9]+(?:{_WHOLE})")
# an average, a rate or a converted number may be any
_RECKONED = pattern("均|每|折合|约合|相当|左右|/")
_COMPARED = pattern("[增减多少高低升降]")  # 每万人8.6件，比上年增加1.1件
_BEFORE, _BEHIND, _BACK = 12, 2, 24
_N, _UNIT = (
    "[0-9]+(?:\\.[0-9]+)?",
    "平方米|平方公里|公顷|亩|公里|米|公斤|吨|万元|亿元|元|人次|件次|人|件|条|份|册|页|户",
)
_EACH = pattern(
    f"(?<![0-9.])(?P<number>[0-9]{{1,4}})(?:[宗个户块处片座栋件批期次家村人条项口]|人次)[^。；;0-9]{{0,10}}?(?P<whole>{_N})(?P<unit>{_UNIT})[^。；;0-9]{{0,6}}平均每[^，,。；;0-9]{{1,3}}?(?P<each>{_N})(?P<other>{_UNIT})"
)


def odd_fractions(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Each count with decimals of what has no half, unless its clause reckons."""
    body = context.body
    for place in body.spans(parts) if "平均每" in body.text else ():
        for found in _EACH.finditer(body.text, *place):
            same = Decimal(found["number"]) * Decimal(found["each"]) == Decimal(found["whole"])
            if same and found["unit"] not in (found["other"], f"{found['other']}次"):
                yield Span(*found.span()), f"前面以“{found['unit']}”计，后面以“{found['other']}”计，有一处单位不对"
    if not _POINT.search(body.text):
        return
    for place in body.spans(parts):
        for found in _FRACTION.finditer(body.text, place.start, place.end):
            clause = body.clause(found.start())
            first = body.sentence(found.start()).start
            if not _COMPARED.search(body.text, clause.start, found.start()):
                first = max(first, clause.start - _BACK)  # 若按每村平均，东片17条、中片13.5条
            if not _RECKONED.search(body.text, first, min(clause.end, found.end() + _BEHIND)):
                start = max(clause.start, found.start() - _BEFORE)
                yield Span(start, found.end()), f"“{found[0]}”不是整数，请看是不是漏写了“万”字"
