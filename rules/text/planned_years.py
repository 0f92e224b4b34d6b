"""Plans told with a year that has begun or is over: 2023年，我局将着重做好…; 2023年解读不少于8篇; 2022年3月前建成."""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.text.body import Body
from rules.text.span import Span

_SUBJECT = "(?:[我本全][\u4e00-\u9fff]{1,4}?|我们|[\u4e00-\u9fff]{0,10}?(?:局|委|会|镇|乡|街道|办|中心))?[，,]?"
_AHEAD = pattern(
    rf"年(?:度)?[，,]?{_SUBJECT}将(?:组织|开展|举办|完善|建立|制定|修订|邀请|统一|编制|启用|逐|进一步|继续|重点|从|着力|着重|加大|加强|加快|不断|持续|以|按|努力"
    "|全面|深入|切实|增加|推|在|对|会同|针对|把|每(?:个?季度|个?月|半年|周|年)|选取|联合|定期|结合|依托|围绕|力争|坚持|抓好|抓紧|做好|做实|做细|规范|严格|认真"
    "|强化|深化|优化|提升|提高|改进|采取|落实|聚焦|紧扣|立足|紧盯|充分|大力|积极|主动|及时|适时|尽快|扎实|稳步|稳妥|补齐|着眼|健全|拓展|拓宽|突出|压实|选派|新增|争取|配齐|开设|设立|实行|实施|牵头|再"
    "|[为由与和向给到](?!会)|编写|编印|加装|设置|聘用|汇编|聘请|邀|请|派|用(?!户)|分(?:批|期|片|类|层|级|步|人群|行业|领域|对象|季|月)|先|委托|安排|推广|梳理|明确|印制|出台|探索|试行|升级|开通|录制|制作|拍摄"
    "|参照|比照|利用|集中|研究|完成|实现|确保|保持|改版|改造|补充|腾出|整合|清理|落地|巩固|延续|延伸|转变|畅通|简化|缩短|压缩|简并|全力|严把|常态)"
)
_AS_OBJECT = pattern("作为|列入|纳入")
_IMPROVES = pattern("改进|措施|下一步|下步|今后|打算|明年|下一年|针对|下阶段")
_LACKS = pattern(
    "(?:问题|不足|短板|差距)(?:[有是为：:]|主要|如下|[，,]一是)|(?:存在|主要|突出)[^，,。；;\n]{0,8}(?:问题|不足)"
)
# what is meant to be done within the year, where measures are told
_INTENT = pattern(
    rf"年(?:度|内)?[，,]?{_SUBJECT}(?:[上下]半年|全年|内|年内)?(?:拟|计划|打算|准备|争取|力争|要(?!求)|重点|着力|着重)"
)
_TARGET = pattern(
    "年(?:度|内)?[^，,。；;的0-9]{0,16}(?:不少于|不低于|不超过|力争|争取|确保|(?:达|提高|提升|增加|增|降|压减)[到至])"
)
_DUE = pattern(
    "年(?:[0-9]{1,2}月)?(?:上半年|[底末初]|[0-9]{1,2}日|[上中下]旬)?(?:以|之)?前[，,]?[^，,。；;的了已过0-9]{2,20}(?=[，,。；;、\n]|[0-9]|$)"
)
# what is to be done from then on: 从2022年第一季度起，按季发布…; （1）2023年起先网站、后公众号
_FROM = pattern(
    "年(?:度|第?[一二三四1-4]季度|[0-9]{1,2}月(?:份|[0-9]{1,2}日)?|[上下]半年|春季|秋季)?起[，,]?[^，,。；;的施执试实]{2}"
)
_WITHIN = pattern("年(?:[2-9]|1[0-2])月(?:份|[0-9]{1,2}日)?起")
# what heads a list of plans: 2023年准备这样改：; 2022年的打算：
_HEADED = pattern(
    rf"年(?:度|内)?[，,]?{_SUBJECT}的?(?:工作|下一?步|改进)?(?:打算|准备|计划|安排|要做的|要这样|思路|设想)[^，,。；;：:0-9]{{0,8}}[：:]"
)
_LIST_HEADS, _HOPED = (*"。；？！\n", "、"), ("力争", "争取")
_LABELS = tuple(f"{name}{sign}" for name in ("改进", "改进措施", "下一步", "下步", "打算") for sign in "：:")
_ITEM_HEADS = ("：", "。", "；", "？", "！", "\n", "一是", "二是", "三是", "四是", "五是")
# what was made or found in that year is spoken of
_BYGONE = pattern("年度?(?:[^，,。；;]{0,24}的|至|到|[-—~]|以[来后]|起|底|末|[春夏秋冬上下第一二三四])")
# how last year's faults were mended; what has come since
_REPORTED, _SINCE_THEN = pattern("(?:改进|整改|落实)情况"), pattern("20[0-9]{2}年|[今本当]年")
_TO_COME = pattern("将|拟|要(?!求|点|素)|不少于|不低于|至少|力争|争取|确保|计划")
_LAST_YEAR = pattern("[上去前]一?年|年内|今年|本年|整改情况|落实情况|问题整改")
_HEADS = ("从", "自", "：", "）", "是", "。", "；", "\n", "，")
_DONE = pattern("已|了|实际|仅|只|未|没有|不足|不到|离要求|虽|做到|完成率|上年提出|以来|年初|原定|原计划")
_NEXT_YEAR = pattern("(?:下一?年度?|明年|来年|次年)(?:即|也就是|[（(])(?P<year>20[0-9]{2})年")
_KEPT = 3  # years: what is older was not kept from a plan
_ITEM_ENDS, _LONGEST, _ITEM = "。；;：:\n", 20, 300
_FUTURE = "，这里说的是以后的打算"


def planned(body: Body, year: int, span: Span, own: int) -> Iterator[tuple[Span, str]]:
    """(words, why) where the fifth part plans for a year that has begun. ``span``: where the year stands."""
    text = body.text
    if year > own or body.passage(span.start).part != "section.5":
        return
    words = Span(span.start, min(max(body.clause(span.start).end, span.end + 1), span.end + _LONGEST))
    if _AHEAD.match(text, span.end):
        if year < own or not _AS_OBJECT.search(text, span.end, max(body.clause(span.start).end, span.end + 12)):
            yield words, _FUTURE
        return
    if _is_kept(text, span) if year < own else _begins_plans(body, span):
        yield words, _FUTURE
        return
    if year < own and _heads_item(body, span) and _is_measure(body, span):
        yield words, _FUTURE
        return
    meant = _INTENT.match(text, span.end) or _TARGET.match(text, span.end)
    # 2005年前的档案: as long ago as nobody plans for
    due = (own - year <= _KEPT and _DUE.match(text, span.end)) or (
        text.endswith(_HEADS, 0, span.start) and _FROM.match(text, span.end)
    )
    if due and year == own:  # how last year's faults were mended may be told as well
        due = None if _LAST_YEAR.search(text, body.paragraph(span.start).start, span.start) else due
    if due and year == own and _WITHIN.match(text, span.end):
        return  # 自2022年10月起: begun within the year
    if (meant or due) and _is_measure(body, span):
        yield words, _FUTURE


def _is_kept(text: str, span: Span) -> bool:
    """Whether a year before the report's was kept from the last one: it heads a list of plans, or is hoped for."""
    headed = text.endswith(_LIST_HEADS, 0, span.start) and _HEADED.match(text, span.end)
    hoped = text.endswith(_HOPED, 0, span.start)
    return bool(headed or hoped) and not _is_done(text, span)


def _heads_item(body: Body, span: Span) -> bool:
    """Whether an item begins with a year and looks back at nothing, at what was made then or has come since."""
    text, line = body.text, body.paragraph(span.start)
    if not text.endswith(_ITEM_HEADS, 0, span.start) or _BYGONE.match(text, span.end):
        return False
    told = _REPORTED.search(text, line.start, span.start) or _SINCE_THEN.search(
        text, span.end, body.sentence(span.start).end
    )
    return told is None


def _begins_plans(body: Body, span: Span) -> bool:
    """Whether the report's own year is the first word of measures that are all still to come: 改进：2021年…，要…."""
    text, end = body.text, body.paragraph(span.start).end
    if not text.endswith(_LABELS, 0, span.start):
        return False
    return _TO_COME.search(text, span.end, end) is not None and _DONE.search(text, span.end, end) is None


def _is_done(text: str, span: Span) -> bool:
    """Whether the item that a year stands in tells what is done already."""
    begins, ends = max(0, span.start - _ITEM), min(len(text), span.end + _ITEM)
    first = max(begins, *(text.rfind(sign, begins, span.start) + 1 for sign in _ITEM_ENDS))
    last = min([ends, *(at for sign in _ITEM_ENDS if (at := text.find(sign, span.end, ends)) >= 0)])
    return _DONE.search(text, first, last) is not None


def _is_measure(body: Body, span: Span) -> bool:
    """Whether measures are told here and no faults, and nothing that is done already."""
    text, start = body.text, body.spans(("section.5",))[0].start
    told = [found.start() for found in _IMPROVES.finditer(text, start, span.start)]
    lacks = [found.start() for found in _LACKS.finditer(text, start, span.start)]
    return max(told, default=-1) > max(lacks, default=-1) and not _is_done(text, span)


def next_years(body: Body, place: Span, own: int) -> Iterator[tuple[Span, int]]:
    """(words, year) where the next year is called by another one: 明年（2024年）."""
    for found in _NEXT_YEAR.finditer(body.text, place.start, place.end):
        if int(found["year"]) != own + 1:
            yield Span(*found.span()), int(found["year"])
