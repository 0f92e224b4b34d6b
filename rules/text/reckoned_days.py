"""Days that follow from others: 有效期5年，至2029年5月31日止; 较定的8月25日提前7天."""

from collections.abc import Iterator
from datetime import date, timedelta

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.moments import NamedDay, moments
from rules.text.numbers import numeral
from rules.text.span import Span

Fault = tuple[Span, str]
_LASTS = ("有效期", "试行")
_VALID = pattern("(?:有效期限?|试行期?限?)(?:为|是)?(?P<years>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})年")
_UNTIL = pattern(
    "[，,、（(](?:有效期|即|自动失效日期为)?(?:至|到|截至|截止到|止于|届满日为)$"
    "|起(?:施行|实施|执行|生效)?[，,]?(?:有效期)?(?:至|到)$|日(?:至|到)$"
)
_ISSUED = pattern("起|至|到|[^，,。；;]{0,6}(?:试行|施行|实施|执行|生效|印发|公布|发布|出台|签发|通过)")
# 3月3日收到，3月10日答复，历时5个工作日
_USED = pattern(
    "[^。；;\n0-9]{0,16}[，,（(](?:前后|一?共|总共|办理|办件)?(?:历时|用时|用了|耗时|用|时间|时长)(?:为|了|共)?(?P<days>[0-9]{1,2}|[一二三四五六七八九十]{1,3})个工作日"
)
_STOP, _FAR = pattern("[。；;\n]"), 40
_THAN = ("比", "较")
_MOVED = pattern(
    "(?:的)?(?P<earlier>提前|提早|早)?(?:推迟|推后|延后|延迟|晚)?了?(?P<days>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})天"
)
_LATER = ("推迟", "推后", "延后", "延迟", "晚")
_ENDS = pattern("$|[，,。；;）)\n]")
_PLAIN_MONTHS = frozenset({3, 7, 8, 11})  # in which no Saturday or Sunday is worked in any year
_WEEK, _MADE_UP = 5, 2
# 较复议决定要求的9月20日提前15天: a day of the same year
_SET_DAY = pattern(
    "[较比][^，,。；;0-9]{0,10}(?:要求|规定|计划|约定|原定|预定|期限|确定|截止|法定|限期|到期|届满)[^，,。；;0-9]{0,4}$"
)
_NEAR, _REACH, _BEHIND, _HALF_YEAR = 31, 12, 16, 183


def reckoned_days(context: CheckContext) -> Iterator[Fault]:
    """Each day that cannot be right beside the others of its sentence."""
    body, own = context.body, context.report.year or 0
    working = "个工作日" in body.text
    valid, named = any(word in body.text for word in _LASTS), context.memo(moments)
    for at, one in enumerate(named):
        if at and working:
            yield from _working(body.text, named[at - 1], one, own)
        ends, than = valid and one.year > 0, body.text[one.start - 1] in _THAN
        due = not than and _SET_DAY.search(body.text, max(0, one.start - _BEHIND), one.start) is not None
        if ends or than or due:
            start = body.sentence(one.start).start
            before = [other for other in named[:at] if other.start >= start]
            if ends and before:
                yield from _valid(context, before, one, own)
            if (than or due) and before and one.day and before[-1].day:
                yield from _moved(body.text, before[-1], one, own, due=due)


def _working(text: str, one: NamedDay, other: NamedDay, own: int) -> Iterator[Fault]:
    """More working days than days passed from the receipt to the answer; holidays only make them fewer."""
    found = _USED.match(text, other.end, other.end + _FAR)
    first, last = one.on(own), (other if other.told else other._replace(year=one.year, near=one.near)).on(own)
    if (
        found is None
        or not (one.day and other.day)
        or first is None
        or last is None
        or _STOP.search(text, one.end, other.start)
    ):
        return
    said, days = int(numeral(found["days"]) or 0), [first + timedelta(at) for at in range((last - first).days + 1)]
    more = 0 if all(day.month in _PLAIN_MONTHS for day in days) else _MADE_UP
    if 0 < min(len(days), sum(day.weekday() < _WEEK for day in days) + more) < said:
        yield Span(one.start, found.end()), f"前后一共{len(days)}天，没有{said}个工作日"


def _valid(context: CheckContext, before: list[NamedDay], end: NamedDay, own: int) -> Iterator[Fault]:
    """The end of what holds for some years, near none of the days from which they may be counted."""
    text = context.body.text
    start = context.body.sentence(end.start).start
    said = _VALID.search(text, max(start, end.start - _BEHIND), end.start) or next(
        iter(_VALID.finditer(text, start, end.start)), None
    )
    if (
        said is None
        or text.startswith("已", end.end)
        or not _UNTIL.search(text, max(start, end.start - _REACH), end.start)
    ):
        return
    years, last = int(numeral(said["years"]) or 0), end.on(own)
    days = [day for one in before if _ISSUED.match(text, one.end) and (day := one.on(own))]
    if last and days and not any(abs((last - _later(day, years)).days) <= _NEAR for day in days):
        due = _later(days[-1], years)
        quoted = Span(min(one.start for one in before), end.end)
        yield quoted, f"满{years}年是{due.year}年{due.month}月，写的是{end.year}年{end.month}月"


def _later(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))


def _moved(text: str, here: NamedDay, then: NamedDay, own: int, *, due: bool) -> Iterator[Fault]:
    """How many days earlier or later than in another year, or than is set; leap years may make one day's difference."""
    found = _MOVED.match(text, then.end)
    same = not then.told or then.year_in(own) == here.year_in(own)
    if found is None or (not _ENDS.match(text, found.end()) if due else same):
        return
    if due:
        one, other = here.on(own), (then if then.told else then._replace(year=here.year, near=here.near)).on(own)
    else:
        one, other = (moment._replace(year=own, near=None).on(own) for moment in (here, then))
    later = any(word in found[0] for word in _LATER)
    if one is None or other is None or later == bool(found["earlier"]):
        return
    gap, said = (one - other).days, int(numeral(found["days"]) or 0)
    if gap and (abs(gap) < _HALF_YEAR or not due) and (later != (gap > 0) or abs(abs(gap) - said) > 1):
        yield Span(here.start, found.end()), f"应当是{'推迟' if gap > 0 else '提前'}{abs(gap)}天"
