"""Words that stand for numbers about requests: 未收到申请 is 0, 全部办结 leaves nothing over."""

import re
from collections.abc import Iterator
from decimal import Decimal

from filings.patterns import pattern
from rules.statements.asked import Asked, cells, totals
from rules.statements.cutting import Segment
from rules.statements.filling import filled
from rules.statements.statement import Statement
from rules.text.span import Span

_NONE = pattern(
    "(?:未|没有|无|没|未曾|尚未|并未)(?:再)?(?:收到|接到|受理|接收|新收|收|办理|人|新增|新的|出现|发生|提出)*(?P<between>[^，,。；;]{0,24}?)"
    "(?:申请|依申请公开)(?:件|事项|的情况|情况|人|书)*$"
)
_ZERO = pattern(
    "申请(?:数量|数|量|件数|件|总数|情况)*(?:均|都|也)?(?:为|是)?(?:零|0|无|0件|零件|０件?|没有)$|(?:依申请公开|公开申请|申请公开)(?:工作|事项)?(?:实现)?零(?:受理|申请|收件|接收)$"
)
_OF_REQUEST = pattern(
    r"(?:公民|法人|群众|企业|其他组织|任何|单位|个人|自然人|社会公众|机构|组织|和|或者?|及|、|要求|提出|提交|书面|相关|新|有关|关于|的|政府信息|信息|公开|依|政务)*+"
)
_WHOLE = pattern(
    "(?:均|都|全部|悉数|皆|一律|已全部|全(?![年县市区镇乡局省国州旗街系]))[^，,。；;0-9]{0,10}?(?:办结|答复|回复|办理完毕|办理完成|办理完结|办完|处理完毕|处理完|办毕)"
    "|办结(?:率|比例)(?:为|达到?|均为|是)?100[%％]"
)
_EVERY = pattern("所有|以上|上述|这些|全部|申请")
_WITHIN = pattern("法定|规定|时限|期限|按时|按期|按要求")
_LEFT = pattern(
    "结转(?:至|到|入)?(?:下|次|明|20|二)|转(?:入|至|到)?(?:下|次|20|二)|未办结|在办|正在办理|尚在|跨年|余下|其余|剩余|另有"
)
_SOME = pattern("(?:新收到|新收|收到|接到|受理)了?(?P<between>[^，,。；;]{0,24}?)(?:公开申请|申请)(?:件)?$")
# 没有企业提出申请: of one kind alone
_OF_ONE_KIND = pattern("(?:企业|机构|自然人|法人|个人|单位)(?!、|和|及|或)(?:所?提出|提交|的|$)")
# 没有法人或其他组织提出申请, where a citizen did
_ORGANISATIONS, _PEOPLE = pattern("企业|法人|组织"), pattern("公民|自然人|个人|群众|公众|任何|单位")
_YEARLY, _STOPS = pattern("全年|本年|今年|年内|当年|20[0-9]{2}年"), ("，", ",", "。", "；", ";", "、")
_DUTY = pattern("依法|依规|规范|认真|及时|严格|按|妥善|积极|未|没有|无|如|凡|确保|做好")
_NONE_BEHIND = pattern(
    "[，,；;、](?:数量|件数|总数|共计?)?(?:均|都)?(?:为|是)?(?:零|无|没有|0|０)[件。，]?(?![^，,。]*(?:上年|结转|复议|诉讼))"
)
# the others, that are told to be done as well
_REST = pattern("^(?:另外?|其余|余下|剩余|剩下|还有|尚有)|也已?|也都?|均已")
_TOO = pattern("(?:已|也|均|都|亦|年内|当年|年底前|年底|全部)[^，,。；;]{0,8}?(?:办结|答复|办理完毕|办完|办毕)")
_LEFT_OVER = pattern("上年|去年|结转|转入|转下|未|咨询|来信|延期")
_OTHERS = pattern("其余|其他|其它")
_ANSWERED = pattern(
    "(?:办结|答复|办理完毕)[^，,。；;0-9]{0,8}(?P<behind>[0-9]{1,6})件|(?P<before>[0-9]{1,6})件[^，,。；;0-9]{0,6}(?:办结|答复|办理完毕)"
)
# 12月收到的1件在年底前已经办结，结转2025年
_DONE_YET_OVER = pattern(
    "[1-9][0-9]*件[^，,。；;0-9未没]{0,8}(?:已经?|均已|都已)(?:办结|办完|办理完毕|答复)[，,](?:故|现|并)?结转(?:到|至|入)?"
    "(?:20[0-9]{2}年|[下次明]一?年)(?![^，,。；;]{0,8}(?:[0-9]|无|没有|零))"
)
_LAST_YEAR = pattern("上年|去年|上一年|往年|到期")


def denials(told: Asked) -> Iterator[Statement]:
    """What a sentence says without a number: that none came, that all were answered."""
    for at, segment in enumerate(told.segments):
        if segment.rough:
            continue
        if _came(told, at):
            yield Statement(
                topic="requests.flow.new", span=segment.span, quantifier="some", named=True, flow="some came",
                meanings=(cells(("new", "carried_in")),),
            )  # fmt: skip
        if (done := _done_too(told, at)) is not None:
            yield done
        none, whole = not segment.counts and _none(told, segment), _WHOLE.search(segment.words)
        if not (none or whole) or told.elsewhere(segment.span.end):
            continue
        if none:
            yield Statement(
                topic="requests.none.new", span=segment.span, quantifier="none", value=Decimal(0),
                meanings=(cells(("new",)),), flow="none came",
            )  # fmt: skip
        if whole and _of_all(told, segment, whole):
            yield _nothing_left(segment.span, "all done")
    for found in _DONE_YET_OVER.finditer(told.context.body.text, *told.span):
        yield _nothing_left(Span(*found.span()), "done and carried over")


def _came(told: Asked, at: int) -> bool:
    """全年收到政府信息公开申请，上年也没有结转件: some came, and nothing behind it says that there were none."""
    segment = told.segments[at]
    found = None if segment.counts else _SOME.search(segment.words)
    if found is None or not _OF_REQUEST.fullmatch(found["between"]):
        return False
    text, before = told.context.body.text, segment.words[: found.start()]
    said = text[told.span.start : segment.span.start] + before
    if not _YEARLY.search(said) or _DUTY.search(said) or not filled(told.context.lists, before):
        return False
    behind = text[segment.span.end : told.span.end + 1]
    return behind[:1] in _STOPS and not _NONE_BEHIND.match(behind) and not told.elsewhere(segment.span.end)


def _done_too(told: Asked, at: int) -> Statement | None:
    """办结9件。另有1件于12月收到，已于年内办结: done were as many as the table has, and the others are carried on."""
    segment, context = told.segments[at], told.context
    left, done = (context.total(cells((row,))).least for row in ("carried_out", "total"))
    if len(segment.counts) != 1 or segment.counts[0].value != left or not 0 < left < done:
        return None
    behind = told.segments[at + 1] if at + 1 < len(told.segments) else None
    last = behind if behind is not None and not behind.counts else segment
    words = segment.words + (last.words if last is not segment else "")
    if last is behind and _OTHERS.match(last.words):
        return None  # 1件正在办理，其余均已办结
    if not _REST.search(words) or not _TOO.search(words) or _LEFT_OVER.search(words):
        return None
    paragraph = context.body.paragraph(segment.span.start)
    before = context.body.text[paragraph.start : segment.span.start]
    answered = any(int(one["behind"] or one["before"]) == done for one in _ANSWERED.finditer(before))
    if not answered or told.elsewhere(last.span.end):
        return None
    return _nothing_left(Span(segment.span.start, last.span.end), "done too")


def _nothing_left(span: Span, flow: str) -> Statement:
    return Statement(
        topic="requests.done.carried_out", span=span, quantifier="none", value=Decimal(0),
        meanings=(cells(("carried_out",)),), flow=flow,
    )  # fmt: skip


def _none(told: Asked, segment: Segment) -> bool:
    """未收到政府信息公开申请, 申请量为零; 科研机构无申请 speaks of a few."""
    found = _NONE.search(segment.words)
    between = found["between"] if found else ""
    of_some = _OF_ONE_KIND.match(between) or (_ORGANISATIONS.search(between) and not _PEOPLE.search(between))
    if found and _OF_REQUEST.fullmatch(between) and not of_some:
        return filled(told.context.lists, segment.words[: found.start()])
    zero = _ZERO.search(segment.words)
    return zero is not None and filled(told.context.lists, segment.words[: zero.start()])


def _of_all(told: Asked, segment: Segment, whole: re.Match[str]) -> bool:
    """Whether all requests were answered, and not a few of them, nor only in time."""
    text = told.context.body.text
    if _LEFT.search(text, told.span.start, told.span.end) or _LAST_YEAR.search(segment.words):
        return False
    if _WITHIN.search(text, max(told.span.start, segment.span.start - 12), segment.span.end) and "办" not in whole[0]:
        return False
    at = segment.span.start + whole.start()
    if told.whole_before(at) is False:
        return False
    before = segment.words[: whole.start()]
    if _EVERY.search(before) and any(told.is_whole(one, value) for one, value in told.counts_before(at)):
        return filled(told.context.lists, before)
    counts = list(told.counts_before(at))
    if len(counts) > 1 and _is_brought(told, *counts[0]):
        counts = counts[1:]  # 收到申请25件、上年结转1件，年内全部办结
        return told.is_whole(*counts[0])
    if counts:
        return told.whole_told(at) and not _of_answered(told, counts[0][1])
    return "申请" in before or filled(told.context.lists, before)


def _of_answered(told: Asked, value: Decimal) -> bool:
    """Whether a count is of those that were answered, not of all that came: 村民的3件都办完了, one is carried on."""
    came = totals(told.context, (("new",), ("new", "carried_in")))
    return value in totals(told.context, (("total",),)) and value not in came


def _is_brought(told: Asked, segment: Segment, value: Decimal) -> bool:
    """Whether a count is of what came over from last year, told with what came: one alone is not 全部."""
    rows = {hit.term.sort for hit in told.context.body.hits_between("flow_words", *segment.span)}
    return rows == {"carried_in"} and (value == 1 or segment.mark in ("、", "和"))
