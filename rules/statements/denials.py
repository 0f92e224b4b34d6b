"""Words that stand for numbers about requests: 未收到申请 is 0, 全部办结 leaves nothing over."""

import re
from collections.abc import Iterator
from decimal import Decimal

from filings.patterns import pattern
from rules.statements.asked import Asked, cells
from rules.statements.cutting import Segment
from rules.statements.filling import filled
from rules.statements.statement import Statement

_NONE = pattern(
    "(?:未|没有|无|没|未曾|尚未|并未)(?:再)?(?:收到|接到|受理|接收|新收|收|办理|人|新增|新的|出现|发生|提出)*(?P<between>[^，,。；;]{0,24}?)"
    "(?:申请|依申请公开)(?:件|事项|的情况|情况|人|书)*$"
)
_ZERO = pattern("申请(?:数量|数|量|件数|件|总数|情况)*(?:均|都|也)?(?:为|是)?(?:零|0|无|0件|零件|０件?|没有)$")
_OF_REQUEST = pattern(
    r"(?:公民|法人|群众|企业|其他组织|任何|单位|个人|自然人|社会公众|机构|组织|和|或者?|及|、|要求|提出|提交|书面|相关|新|有关|关于|的|政府信息|信息|公开|依|政务)*+"
)
_WHOLE = pattern(
    "(?:均|都|全部|悉数|皆|一律|已全部|全)[^，,。；;0-9]{0,10}?(?:办结|答复|回复|办理完毕|办理完成|办理完结|办完|处理完毕|处理完|办毕)"
    "|办结率(?:为|达到?|均为)?100[%％]"
)
_EVERY = pattern("所有|以上|上述|这些|全部|申请")
_WITHIN = pattern("法定|规定|时限|期限|按时|按期|按要求")
_LEFT = pattern(
    "结转(?:至|到|入)?(?:下|次|明|20|二)|转(?:入|至|到)?(?:下|次|20|二)|未办结|在办|正在办理|尚在|跨年|余下|其余|剩余|另有"
)
_LAST_YEAR = pattern("上年|去年|上一年|往年")


def denials(told: Asked) -> Iterator[Statement]:
    """What a sentence says without a number: that none came, that all were answered."""
    for segment in told.segments:
        if segment.rough:
            continue
        none, whole = not segment.counts and _none(told, segment), _WHOLE.search(segment.words)
        if not (none or whole) or told.elsewhere(segment.span.end):
            continue
        if none:
            yield Statement(
                topic="requests.none.new", span=segment.span, quantifier="none", value=Decimal(0),
                meanings=(cells(("new",)),), flow="none came",
            )  # fmt: skip
        if whole and _of_all(told, segment, whole):
            yield Statement(
                topic="requests.done.carried_out", span=segment.span, quantifier="none", value=Decimal(0),
                meanings=(cells(("carried_out",)),), flow="all done",
            )  # fmt: skip


def _none(told: Asked, segment: Segment) -> bool:
    """未收到政府信息公开申请, 申请量为零; 科研机构无申请 speaks of a few."""
    found = _NONE.search(segment.words)
    if found and _OF_REQUEST.fullmatch(found["between"]):
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
    if next(told.counts_before(at), None) is not None:
        return told.whole_told(at)
    return "申请" in before or filled(told.context.lists, before)
