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
    f"(?P<all>[0-9]+)(?P<unit>[座件条个项处起户])[，,]?{_WHOLE}(?:到位)?[，,、](?P<left>[0-9一二两三四五])(?P=unit){_LEFT}"
    f"|(?<!其中)(?<![0-9])[0-9]+(?P<of>[座件条个项处起户])[，,]{_WHOLE}(?:到位)?[，,、](?:其余|剩余|余下)的?[0-9]+(?P=of)"
)
_DONE_BUT = pattern(
    "(?:^|[，,。；;\n])(?:年内|全年|当年|已|均已|年底前)?全部(?:按期|按时|依法)?办结(?![0-9])[^。\n]{0,160}?(?:还有|尚有|剩余|剩下|另有)"
    "(?:的)?[0-9一二两三四五]{1,2}件[^。\n]{0,30}?(?:结转下|结转至|结转到|转入下|转下年|正在办理|尚未办结|未办结|仍在办理)"
)
_SO = "(?:因此|因而|所以|据此|遂|故|我[局镇乡县]|本机关|依法|决定)"
_THIRD = "第三方(?:均|都|已)?(?:书面|明确|回函|来函|复函)?(?:均|都)?(?:表示|答复)?"
_CARRIED = "结转(?:至|到|入)?(?:下一?年度?|次年|明年|20[0-9]{2}年度?)(?:继续)?(?:办理)?"
_FEE = "(?:政府信息公开)?信息处理费"
# a sign that stands in every sentence of its kind, what is wrong in it, and the sentence
_KINDS = (
    ("告知", "要告知的是掌握该信息的机关", _ASKED_FOR),
    ("由", "由本单位制作、保存的，不会不掌握、无法提供", _OWN_BUT),
    ("全部", "前面说全部，后面还有没有完的", _ALL_BUT),
    ("全部", "前面说全部办结，后面还有没有办结的", _DONE_BUT),
    ("信息处理费", "前后说反了，可能漏了“未”字",
     pattern(f"(?:未|没有)(?:发出|寄发|送达|制发)(?:任何|过)?收费通知书?[，,](?:也|亦|且|并|同时)?(?:收取|征收)了?{_FEE}(?=[。；;，,])|(?:未|没有)收取(?:任何|过)?{_FEE}[，,](?:也|亦|且|并|同时)?发出了?收费通知书?(?=[。；;，,])")),
    ("制定权", "前后说反了，可能漏了“没”字",
     pattern("(?<![没具享无拥])有(?:规章|(?:行政)?规范性文件)的?制定权[，,](?:故|因此|因而|所以)[^。；;]{0,16}(?:均?为(?:0|零)|没有|未制|不制)")),
    ("级审", "前后的级数不一样",
     pattern("(?P<n>[二三四五六])级(?P<what>审[批核查])(?:(?!一般|重要|普通|分类|分级|涉密)[^\n]){0,80}?未经(?!(?P=n))[二三四五六]级(?P=what)")),
    ("结转", "已经办结的不结转",
     pattern(f"(?<![未没])(?:已经?|均已)(?:于[^，,。；;]{{2,10}})?(?:按[期时])?(?:办结|答复|审结)[，,]{_CARRIED}(?=[。；;，,])")),
    ("第三方", "第三方的意见和答复相反",
     pattern(f"{_THIRD}同意公开[，,]{_SO}[^，,。；;]{{0,8}}不予公开|{_THIRD}不同意公开[，,](?:因此|因而|所以|据此|遂|故)[^，,。；;]{{0,8}}(?<!不)予以公开")),
    ("超过", "意思说反了，可能漏了“未”字",
     pattern("答复[^，,。；;]{0,4}(?:均|都|全部)超过(?:了)?(?:法定|规定)[^，,。；;]{0,4}期限")),
)  # fmt: skip


def contradictions(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    """Each of them in the parts, by kind."""
    text = context.body.text
    kinds = [(one, why) for sign, why, one in _KINDS if sign in text]
    for place in context.body.spans(parts):
        for found in _ORDER.finditer(text, *place) if "最" in text else ():
            yield from _turned(found)
        for one, why in kinds:
            for found in one.finditer(text, *place):
                yield Span(found.start() + found[0].startswith(("，", ",", "。", "；", ";", "\n")), found.end()), why


def _turned(found: re.Match[str]) -> Iterator[Fault]:
    """The least that is more than the most."""
    least, most = (found["a"], found["b"]) if found["one"] else (found["d"], found["c"])
    if Decimal(least) > Decimal(most):
        names = (found["one"], found["other"]) if found["one"] else (found["first"], found["last"])
        yield Span(*found.span()), f"{names[0]}的是{least}，{names[1]}的是{most}，颠倒了"
