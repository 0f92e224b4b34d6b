"""How long something lasted, told twice: 9月21日至9月23日，共3天; 9时至11时30分，历时2.5小时; 5月至9月每日，计153期."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.moments import NamedDay, moments
from rules.text.numbers import numeral
from rules.text.span import Span

_N = "[0-9]{1,3}|[一二三四五六七八九十百零两]{1,5}"
_TO = "(?:至|到|—+|－|-|~|～)"
# what joins the first day and the last: 12时起至, 起执行，至, 开始、
_LINK = pattern(
    rf"(?:[0-9]{{1,2}}时)?起?{_TO}|(?:[0-9]{{1,2}}时)?(?:起|开始|启动|开幕|进入|停用|停电|停水|开通|开放|试行|施行|实施|执行|运行|启用)[^。；;\n0-9]{{0,12}}?[、，,](?:{_TO}|截至|持续到)?"
    rf"|[^。；;，,、\n0-9]{{1,4}}起?{_TO}"
)
# 5月20日印发、5月27日公开，间隔7日
_ACT = pattern("(?:印发|收到|受理|接到|签发|提出|递交|制发|出台|发出|送达|报送|登记)[^。；;\n0-9]{0,6}[、，,]于?")
_APART = pattern(
    rf"[^。；;\n0-9]{{0,14}}[，,（(](?:前后|间隔|相隔|相距|历时|用时|隔)了?(?P<said>{_N})(?P<unit>个自然日|天|日)(?![内后前])"
)
_UNIT = "(?P<unit>(?:天|日|个自然日|个月)(?![半内后前之以])|年(?=[，,。；;、）)（(\n]))"
_LASTS = "公示期限?(?:均|都|各)?(?:为|是)?|公示|历时|历经|为期|前后|持续|连续|长达|整整|连头带尾|首尾|期限为?"
# 聘期三年，自2019年7月1日至2022年6月30日
_TERMS = "聘[用任]?期限?|(?:合同|协议|服务|经营|租赁|承包)期限?|租期|任期"
_LABEL = f"凡|共计?|合计|总计|一共|总共|计|{_LASTS}|举办|举行|开展|，|（"
_BEHIND = pattern(
    r"(?:[0-9]{1,2}时)?(?:止|为止|结束|截止|解除|恢复|关闭|收官|闭幕)?"
    rf"(?P<between>[^。；;\n0-9一二三四五六七八九十]{{0,14}}?|[^。；;\n0-9]{{0,30}}[，,（(])(?P<label>{_LABEL})(?:开通|开放|停用)?了?"
    rf"(?P<said>{_N}){_UNIT}"
)
# 停用了6天，11月14日停，11月20日恢复; 公示7天（5月6日至5月12日）
_BEFORE = pattern(
    rf"(?<!保管)(?:公示期?|征求意见|征集意见|{_LASTS}|{_TERMS}|展期|停用|停更|中断|会期)了?(?P<said>{_N}){_UNIT}[，,（(](?:自|从|即|于)?$"
)
_STOPPED, _RESUMED = pattern("(?:停|停用|停更|中断|暂停)[，,、]"), pattern("恢复|修复|修好|重新")
_EVERY_DAY = pattern("每日|每天|逐日")  # without them there are none
# what is told of some of the days
_SOME = pattern("[两二三四五]个|其中|前|后|提前|延长|以上|不少于|每|除|扣|不含|不计")
_PLAIN = pattern("[，,、（(起止]*")
_OF_YEARS = pattern(
    rf"(?<![0-9])(?P<first>[12][0-9]{{3}})年?{_TO}(?P<last>[12][0-9]{{3}})年[^，,。；;\n0-9]{{0,4}}?(?:共计?|合计|总计|历时|前后|总共|一共|这|的)?"
    rf"(?P<said>{_N})个?年(?:度|头)?(?![前来后内以级版月初底末])"
)
_YEAR_TO = pattern(f"[0-9]年?{_TO}[12][0-9]{{3}}年")
_TIME = (
    "(?P<{0}half>上午|下午|晚上|中午)?(?P<{0}hour>[0-9]{{1,2}})(?:时|点|:|：)"
    "(?:(?P<{0}minute>[0-9]{{1,2}})分?|(?P<{0}thirty>半))?"
)
_HOURS = pattern(_TIME.format("a") + _TO + _TIME.format("b"))
_LASTED = pattern("(?P<how>历时|共|共计|计|时长|每日|每天|开放|为期|持续|达)(?P<said>[0-9]+(?:\\.[0-9]+)?)个?小时")
_DAILY = pattern(
    rf"(?<![0-9])(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日)?{_TO}(?P<last_month>[0-9]{{1,2}})月(?:(?P<last_day>[0-9]{{1,2}})日)?"
    r"[^。；;\n0-9]{0,24}(?:每日|每天|逐日)(?:[^。；;\n0-9]{0,6}(?P<each>[0-9]|[一二两三四])[期次条篇份场](?=[，,]))?"
    r"[^。；;\n0-9]{0,24}(?:共|计|累计|合计)[^。；;，,\n0-9]{0,6}(?P<said>[0-9]{2,3})(?:期|次|条|篇|份)"
)
# 7月至12月每月一场，共六场
_MONTHLY = pattern(
    rf"(?<![0-9年])(?P<first>[0-9]{{1,2}})月份?{_TO}(?P<last>[0-9]{{1,2}})月份?[^。；;\n0-9]{{0,10}}(?:每个?月|按月|逐月)[^。；;，,\n0-9]{{0,8}}?"
    rf"(?P<each>[0-9]|[一二两三四])(?P<of>[场期次批篇])[，,][^。；;\n0-9]{{0,6}}?(?:共计?|合计|累计|总计|计)[^。；;，,\n0-9]{{0,4}}?(?P<said>{_N})(?P=of)"
)
_EVERY_MONTH = pattern("每个?月|按月|逐月")
_INCLUSIVE, _YEAR, _SLACK = 15, Decimal("365.25"), 31
_NOON, _MINUTES, _REACH, _PERIODS = 12, 60, 40, 3
_LINK_REACH, _BEHIND_REACH, _BEFORE_REACH = 24, 60, 20


class Lasting(NamedTuple):
    """Where it stands, how long it is said to have lasted, and how long it did."""

    span: Span
    said: Decimal
    counted: Decimal


def lastings(context: CheckContext, place: Span) -> Iterator[Lasting]:
    """Each length of time of a part that stands beside its beginning and its end."""
    text, year = context.body.text, context.report.year or 0
    named = [one for one in context.memo(moments) if place.holds(one.start)]
    for one, other in pairwise(named):
        if other.start - one.end <= _LINK_REACH:
            yield from _of_days(text, one, other, year)
    for found in _MONTHLY.finditer(text, place.start, place.end) if _EVERY_MONTH.search(text) else ():
        many = (int(found["last"]) - int(found["first"]) + 1) * (numeral(found["each"]) or Decimal(1))
        if many > 0:
            yield Lasting(Span(*found.span()), numeral(found["said"]) or Decimal(0), many)
    for found in _DAILY.finditer(text, place.start, place.end) if _EVERY_DAY.search(text) else ():
        yield from _daily(found, year)
    for found in _OF_YEARS.finditer(text, place.start, place.end) if _YEAR_TO.search(text) else ():
        said, counted = numeral(found["said"]) or Decimal(0), int(found["last"]) - int(found["first"]) + 1
        yield _lasting(Span(*found.span()), said, counted, counted - 1)
    if "小时" in text:
        yield from _of_hours(text, place)


def _of_days(text: str, one: NamedDay, other: NamedDay, year: int) -> Iterator[Lasting]:
    """From one day to the next that is named, if they begin and end something whose length is told."""
    between, behind = text[one.end : other.start], text[other.end : other.end + _BEHIND_REACH]
    first, last = one.on(year), (other if other.told else other._replace(year=one.year, near=one.near)).on(year)
    if first is None or last is None or last <= first:
        return
    if _LINK.fullmatch(between):
        if (found := _BEHIND.match(behind)) and not _SOME.search(found["between"]):
            whole = _PLAIN.fullmatch(found["between"]) is not None
            yield from _told(found, (one, other), (first, last), Span(one.start, other.end + found.end()), whole=whole)
            return
    elif _ACT.fullmatch(between) and (apart := _APART.match(behind)):
        yield from _told(apart, (one, other), (first, last), Span(one.start, other.end + apart.end()), whole=True)
        return
    elif not (_STOPPED.fullmatch(between) and _RESUMED.match(behind)):
        return
    start = max(0, one.start - _BEFORE_REACH)
    if found := _BEFORE.search(text, start, one.start):
        yield from _told(found, (one, other), (first, last), Span(found.start(), other.end), whole=True)


def _told(
    found: re.Match[str], ends: tuple[NamedDay, NamedDay], days: tuple[date, date], span: Span, *, whole: bool
) -> Iterator[Lasting]:
    """``whole``: nothing stands between the days and their number that need not have filled them."""
    said = numeral(found["said"]) or Decimal(0)
    if found["unit"] == "个月":
        counted = (days[1].year - days[0].year) * _NOON + days[1].month - days[0].month + 1
        exact = ends[0].day == 1 and (days[1] + timedelta(days=1)).day == 1
        yield _lasting(span, said, counted, counted if exact else counted - 1)
    else:
        counted = (days[1] - days[0]).days + 1
        years = round(counted / _YEAR)
        if found["unit"] == "年" and abs(counted - years * _YEAR) <= _SLACK:
            yield Lasting(span, said, Decimal(years))
        # 9月29日至10月6日为期8天的灯会 was open on both
        open_on_both = whole and counted <= _INCLUSIVE and "为期" in found[0] and "公示" not in found[0]
        if found["unit"] != "年" and (whole or said * 2 >= counted):
            yield _lasting(span, said, counted, counted if open_on_both else counted - 1)


def _lasting(span: Span, said: Decimal, counted: int, other: int) -> Lasting:
    """The first day, month or year does not always count."""
    return Lasting(span, said, said if said == other else Decimal(counted))


def _daily(found: re.Match[str], year: int) -> Iterator[Lasting]:
    first = _date(year, found["month"], found["day"] or "1")
    last = _end_of(year, found["last_month"], found["last_day"])
    if first is not None and last is not None and last > first:
        each = numeral(found["each"] or "1") or Decimal(1)
        yield Lasting(Span(*found.span()), Decimal(found["said"]), each * ((last - first).days + 1))


def _date(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def _end_of(year: int, month: str, day: str | None) -> date | None:
    if day:
        return _date(year, month, day)
    return next((one for last in (31, 30, 29, 28) if (one := _date(year, month, str(last)))), None)


def _of_hours(text: str, place: Span) -> Iterator[Lasting]:
    """The periods of a sentence and the hours told behind them."""
    for said in _LASTED.finditer(text, place.start, place.end):
        start = max(place.start, said.start() - _REACH, text.rfind("。", place.start, said.start()) + 1)
        periods = list(_HOURS.finditer(text, start, said.start()))
        hours = [_length(one) for one in periods]
        total, value = sum(hours, Decimal(0)).normalize(), Decimal(said["said"])
        # 9时至17时开放，每天7小时: at noon it may be closed
        closed = len(periods) == 1 and said["how"] in ("每日", "每天", "开放") and value < total
        if 0 < len(periods) <= _PERIODS and all(one > 0 for one in hours) and not closed:
            yield Lasting(Span(periods[0].start(), said.end()), value, total)


def _length(found: re.Match[str]) -> Decimal:
    afternoon = found["ahalf"] in ("下午", "晚上")
    first, last = (_minutes(found, side, afternoon=afternoon) for side in "ab")
    return Decimal(last - first) / _MINUTES


def _minutes(found: re.Match[str], side: str, *, afternoon: bool) -> int:
    hour = int(found[f"{side}hour"])
    late = found[f"{side}half"] in ("下午", "晚上") or afternoon
    minute = 30 if found[f"{side}thirty"] else int(found[f"{side}minute"] or 0)
    return (hour + _NOON if late and hour < _NOON else hour) * _MINUTES + minute
