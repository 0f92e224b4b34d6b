"""What one sentence says against itself: 最短的一件13个工作日，最长的一件4个工作日; 14座全部完工，2座跨年续建."""

import re
from collections.abc import Iterator
from decimal import Decimal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.span import Span

Fault = tuple[Span, str]
_N = "[0-9]+(?:\\.[0-9]+)?"
_UNIT = "个?(?:工作日|自然日|小时|分钟)|个月|天|日|件|条|项|篇|次|分|万元|元|户|人次|人|期|个"
_LEAST, _MOST = "最(?:短|快|少|低|小)", "最(?:长|慢|多|高|大)"
# nothing but the number and what it is of stands between them
_ENDS = "[^。；;\n0-9最]{0,14}?"
_ORDER = pattern(
    f"(?P<one>{_LEAST}){_ENDS}(?P<a>{_N})(?P<unit>{_UNIT})[^。；;\n0-9]{{0,14}}?(?P<other>{_MOST}){_ENDS}(?P<b>{_N})(?P=unit)"
    f"|(?P<last>{_MOST}){_ENDS}(?P<c>{_N})(?P<units>{_UNIT})[^。；;\n0-9]{{0,14}}?(?P<first>{_LEAST}){_ENDS}(?P<d>{_N})(?P=units)"
)
_ASKED_FOR = pattern(
    "告知[^，,。；;]{0,6}(?<!其)(?<!我局)不掌握该?(?:信息|政府信息)?的(?:行政)?(?:机关|单位|部门)的?(?:名称|联系)"
)
_OWN_BUT = pattern(
    "因[^。；;，,]{0,20}(?<![不非未])由[我本][^，,。；;]{1,3}?(?:负责)?(?:制作|保存|掌握|获取)[^。；;]{0,24}?(?:不掌握|无法提供|不存在)"
)
_WHOLE = "(?:已)?(?:全部|悉数)(?:已|按期|如期)?(?:完工|竣工|完成|建成|审结|办结|整改|改正|销号|验收)"
_LEFT = "[^，,。；;0-9]{0,4}(?:跨年|续建|在建|未完|尚未|未办|未审|未改|仍在|还在|在办|正在)"
_ALL_BUT = pattern(
    f"(?P<all>[0-9]+)(?P<unit>[座件条项个处起户])[，,]?{_WHOLE}(?:到位)?[，,、](?P<left>[0-9一二两三四五])(?P=unit){_LEFT}"
)
_DONE_BUT = pattern(
    "(?:^|[，,。；;\n])(?:年内|全年|当年|已|均已|年底前)?全部(?:按期|按时|依法)?办结[^。\n]{0,160}?(?:还有|尚有|剩余|剩下|另有)"
    "(?:的)?[0-9一二两三四五]{1,2}件[^。\n]{0,30}?(?:结转下|结转至|结转到|转入下|转下年|正在办理|尚未办结|未办结|仍在办理)"
)
_MAY_BE = pattern("最[短长快慢多少高低大小]|告知|制作|掌握|全部")


def contradictions(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    """Each of them in the parts, by kind."""
    text = context.body.text
    for place in context.body.spans(parts) if _MAY_BE.search(text) else ():
        for found in _ORDER.finditer(text, place.start, place.end) if "最" in text else ():
            yield from _turned(found)
        for one, why in (
            (_ASKED_FOR, "要告知的是掌握该信息的机关"),
            (_OWN_BUT, "由本单位制作、保存的，不会不掌握、无法提供"),
            (_ALL_BUT, "前面说全部，后面还有没有完的"),
            (_DONE_BUT, "前面说全部办结，后面还有没有办结的"),
        ):
            for found in one.finditer(text, place.start, place.end):
                yield Span(found.start() + found[0].startswith(("，", ",", "。", "；", ";", "\n")), found.end()), why


def _turned(found: re.Match[str]) -> Iterator[Fault]:
    """The least that is more than the most."""
    least, most = (found["a"], found["b"]) if found["one"] else (found["d"], found["c"])
    if Decimal(least) > Decimal(most):
        names = (found["one"], found["other"]) if found["one"] else (found["first"], found["last"])
        yield Span(*found.span()), f"{names[0]}的是{least}，{names[1]}的是{most}，颠倒了"
