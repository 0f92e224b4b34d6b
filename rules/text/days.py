"""Days that no calendar has (6月31日, 6月30日至31日, 2023-02-30), and periods that end before they begin."""

import re
from calendar import isleap
from collections.abc import Iterator
from itertools import chain

from filings.patterns import pattern
from rules.text.body import Body
from rules.text.numbers import chinese
from rules.text.span import Span

_DIGITS = "0-9０-９"
_NUMERALS = "一二三四五六七八九十"
_TO = "(?:至|到|—+|－|-|~|～)"
_NEXT = "次年|翌年|明年|来年|第二年|下年"
# a day of a month with the year before it, and what it lasts to: 31日, 9月2日, 次年3月1日
_DAY = pattern(
    rf"(?:(?<![{_DIGITS}])(?P<year>[{_DIGITS}]{{4}})年)?(?<![{_DIGITS}])(?P<month>[{_DIGITS}]{{1,2}})月"
    rf"(?P<day>[{_DIGITS}]{{1,2}})(?:[日号]|(?={_TO}[{_DIGITS}]{{1,2}}[日号]))起?"
    rf"(?P<tail>(?:(?P<link>{_TO})(?P<last_year>[{_DIGITS}]{{4}}年|{_NEXT})?(?:(?P<last_month>[{_DIGITS}]{{1,2}})月)?|、)"
    rf"(?P<last_day>[{_DIGITS}]{{1,2}})[日号])?"
    rf"|(?<![{_NUMERALS}廿个])(?P<chinese_month>[{_NUMERALS}]{{1,2}})月(?P<chinese_day>[{_NUMERALS}]{{1,3}})日"
)
_SIGNS_TO = pattern(
    rf"(?<![{_NUMERALS}廿])(?P<month>[{_NUMERALS}]{{1,2}})月(?P<day>[{_NUMERALS}]{{1,3}})日起?{_TO}(?P=month)月(?P<last>[{_NUMERALS}]{{1,3}})日"
)
_PLAIN = pattern(
    rf"(?<![{_DIGITS}.\-/])(?P<year>20[0-9]{{2}})([-.])(?P<month>[0-9]{{1,2}})\2(?P<day>[0-9]{{1,2}})(?![{_DIGITS}.\-/])"
)
_MAY_BE_PLAIN = pattern("20[0-9]{2}[-.][0-9]")
# 首次3月、末次11月; 第一批6月公布，第二批10月公布
_IN_TURN = tuple(
    pattern(
        f"(?:{first})[^。；;\n0-9]{{0,10}}(?P<month>[0-9]{{1,2}})月[^。；;\n]{{0,24}}?(?:{last})[^。；;\n0-9]{{0,8}}"
        "(?P<last>[0-9]{1,2})月(?!.{0,8}(?:才|将|拟))"
    )
    for first, last in (
        ("第一次|首次|最早", "最后一次|末次|最晚|最迟"),
        ("(?:第一|首)(?P<of>[次批期轮场])", "第二(?P=of)"),
        ("第二(?P<of>[次批期轮场])", "第三(?P=of)"),
    )
)
_MONTHS_TURNED = pattern(
    rf"(?<![0-9年月底])(?P<month>[1-8])月份?{_TO}(?:同年)?(?P<last>[1-9])月(?!的?[0-9]{{1,2}}[日号])"
)
_MONTH_TO = pattern(f"月份?{_TO}")
_NO_MONTH = pattern("20[0-9]{2}年(?:1[3-9]|[2-9][0-9])月")
_TO_NO_MONTH = pattern(f"月份?{_TO}(?:1[3-9]|[2-9][0-9])月")  # 1月至13月
# 20231月1日, 20231231日, 12月31止
_SIGN_LOST = pattern(
    "(?<![0-9])20[0-9]{2}(?:(?P<year>(?:1[0-2]|[1-9])月)|(?P<both>(?:0[1-9]|1[0-2])[0-3][0-9]日|[1-9]{2}日(?=起?至)))"
    "|(?<![0-9])(?:1[0-2]|[1-9])月(?P<day>[12][0-9]|3[01]|[1-9])(?=起?[，。；）)]|起?止|[以之]?前)"
)
_LOST = {"year": "漏了“年”字", "both": "漏了“年”“月”两个字", "day": "漏了“日”字"}
_COUNTED = "[^，,、；;。0-9]{0,6}[0-9]+[余多]?[^，,、；;。0-9]{0,3}"
_QUARTER_TWICE = pattern(f"第?([一二三四])季度{_COUNTED}[、，,；;]第?\\1季度{_COUNTED}")
_NO_QUARTER = pattern("第?[5-9五六七八九]季度")
_LATE_QUARTER = pattern("季度(?<=[5-9五六七八九]季度)")
_QUARTERS = "一二三四1234"
_PART_OF_YEAR = pattern(
    f"(?:第?(?P<quarter>[{_QUARTERS}])季度|(?P<half>[上下])半年)[（(](?P<month>[0-9]{{1,2}})(?:月份?)?{_TO}(?P<last>[0-9]{{1,2}})月份?[）)]"
)
_MAY_BE_PART = pattern("(?:季度|半年)[（(][0-9]")
# 4月19日印发，自3月1日起施行
_IN_FORCE = pattern(
    "(?:(?P<year>20[0-9]{2})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日(?:正式)?(?:印发|公布|发布|出台|通过|制定|颁布|签发)"
    "[^。；;\n]{0,14}?(?P<from>[自从])?(?:(?P<last_year>20[0-9]{2})年|(?P<next>次年|翌年|明年))?(?P<last_month>[0-9]{1,2})月(?P<last_day>[0-9]{1,2})日"
    "起(?:正式)?(?:施行|实施|执行|生效)"
)
_COMES_IN_FORCE = pattern("日起(?:正式)?(?:施行|实施|执行|生效)")
# what goes on over the turn of the year, whatever year that is
_TURNS = pattern("最[后晚迟]|末次|第[二三][次批期轮场]")
_WINTER = pattern("防火|供暖|采暖|取暖|供热|禁渔|休渔|禁牧|枯水|冬|农历|学年|学期|寒假|跨年")
_ANOTHER_YEAR = pattern("[上去前次明来闰逢每下]一?年|二年|20[0-9]{2}年|拟|将")
_LONG, _SHORT, _LEAP_MONTH = 31, 30, 2
_SHORT_MONTHS = frozenset({4, 6, 9, 11})
_MONTHS, _LONG_WINTER = 12, 8
_BEFORE, _BEHIND = 8, 28  # characters: 2023年12 before 月, 31日至2024年12月31日 behind it
_NO_DAY, _TURNED = "日历上没有这一天", "起止的先后颠倒了"

Fault = tuple[Span, str]


def faulty_days(body: Body, own: int | None) -> Iterator[Fault]:
    """Where a day stands that no year has, or a period ends before it begins. ``own``: the year of the report."""
    text, done = body.text, 0
    at = text.find("月")
    while at >= 0:
        if found := _DAY.search(text, max(done, at - _BEFORE), at + _BEHIND):
            yield from _faults(body, found, own)
            done = found.end()
        at = text.find("月", max(done, at + 1))
    yield from _no_such_time(text)
    yield from _turned_about(text)
    yield from _turned_in_signs(text)
    yield from _quarters_of_other_months(text)
    yield from _in_force_before(text, own) if "起" in text else ()


def _no_such_time(text: str) -> Iterator[Fault]:
    """Days in digits, months and quarters that no year has."""
    for found in _PLAIN.finditer(text) if _MAY_BE_PLAIN.search(text) else ():
        if not _exists(int(found["year"]), int(found["month"]), int(found["day"])):
            yield Span(*found.span()), _NO_DAY
    for found in (*_NO_MONTH.finditer(text), *_TO_NO_MONTH.finditer(text)):
        start = found.start()
        while start and text[start - 1].isdecimal():
            start -= 1
        yield Span(start, found.end()), "一年只有十二个月"
    for found in _SIGN_LOST.finditer(text):
        yield Span(*found.span()), _LOST[found.lastgroup or "day"]
    for found in _NO_QUARTER.finditer(text) if _LATE_QUARTER.search(text) else ():
        if not text[found.start() - 1 : found.start()].isdigit():
            yield Span(*found.span()), "一年只有四个季度"


def _turned_in_signs(text: str) -> Iterator[Fault]:
    """Days of one month in Chinese signs of which the last comes first: 四月六日起至四月二日."""
    for found in _SIGNS_TO.finditer(text) if "日" in text else ():
        if (_number(found["day"]) or 0) > (_number(found["last"]) or 0):
            yield Span(*found.span()), _TURNED


def _turned_about(text: str) -> Iterator[Fault]:
    """A quarter told twice, months that run backwards, what was done for the last time before the first."""
    for found in _QUARTER_TWICE.finditer(text) if text.count("季度") > 1 else ():
        yield Span(*found.span()), "同一个季度写了两次"
    for found in _MONTHS_TURNED.finditer(text) if _MONTH_TO.search(text) else ():
        around = text[max(0, found.start() - _BEHIND) : found.end() + _BEHIND]
        if int(found["month"]) > int(found["last"]) and not _WINTER.search(around):
            yield Span(*found.span()), _TURNED
    told = [*chain.from_iterable(one.finditer(text) for one in _IN_TURN)] if _TURNS.search(text) else []
    for found in told:
        words = text[found.start() : found.end() + _BEFORE]  # works go on over the year
        most = _MONTHS if "批" not in words else 0 if "工" in words or "建" in words else _LONG_WINTER
        if 0 < int(found["month"]) - int(found["last"]) < most and not _ANOTHER_YEAR.search(found[0]):
            yield Span(*found.span()), _TURNED


def _quarters_of_other_months(text: str) -> Iterator[Fault]:
    """A quarter or half of the year beside months that are none of its own: 第三季度（10月至12月）."""
    for found in _PART_OF_YEAR.finditer(text) if _MAY_BE_PART.search(text) else ():
        sign = found["quarter"]
        first, count = (_QUARTERS.index(sign) % 4 * 3 + 1, 3) if sign else (1 if found["half"] == "上" else 7, 6)
        if not first <= int(found["month"]) <= int(found["last"]) < first + count:
            yield Span(*found.span()), "写的月份不在这个季度里" if sign else "写的月份不在这半年里"


def _in_force_before(text: str, own: int | None) -> Iterator[Fault]:
    """What was in force before it was issued; a day without a year is of the year of the report."""
    for found in _IN_FORCE.finditer(text) if _COMES_IN_FORCE.search(text) else ():
        issued, last = int(found["year"] or own or 0), int(found["last_year"] or found["year"] or own or 0)
        days = [
            (year, int(found[f"{name}month"]), int(found[f"{name}day"]))
            for year, name in ((issued, ""), (last, "last_"))
        ]
        over = not found["from"] and int(found["month"]) - int(found["last_month"]) >= _LONG_WINTER
        if not found["next"] and last and days[0] > days[1] and not over:
            yield Span(*found.span()), "施行的日子在印发之前"


def _faults(body: Body, found: re.Match[str], own: int | None) -> Iterator[Fault]:
    year = int(found["year"]) if found["year"] else None
    month, day = _number(found["month"] or found["chinese_month"]), _number(found["day"] or found["chinese_day"])
    if month is None or day is None:
        return
    first = Span(found.start(), found.start("tail") if found["tail"] else found.end())
    leap_day = (month, day) == (_LEAP_MONTH, 29)
    if not _exists(year, month, day) or (leap_day and year is None and own and _in_common_year(body, found, own)):
        yield first, _NO_DAY
    elif found["tail"]:
        yield from _last_day(body, found, (year, month, day))


def _in_common_year(body: Body, found: re.Match[str], own: int) -> bool:
    """Whether the 29th of February without a year is meant of the report's own, which has none.

    What is told beside it in a row was done in the same year; else the next year, with the report itself, may be meant.
    """
    sentence, text = body.sentence(found.start()), body.text
    in_row = text.startswith("、", found.end()) or text.endswith("、", 0, found.start())
    told = text[sentence.start : sentence.end]
    return not isleap(own) and (in_row or not isleap(own + 1)) and _ANOTHER_YEAR.search(told) is None


def _last_day(body: Body, found: re.Match[str], first: tuple[int | None, int, int]) -> Iterator[Fault]:
    """What is wrong with the day that a period lasts to, or that is named with another one of its month."""
    year, month, day = first
    written = found["last_year"] or ""
    other = int(written[:4]) if written[:1].isdecimal() else year
    last_month, last_day = int(found["last_month"] or month), int(found["last_day"])
    whole = Span(*found.span())
    if not _exists(None if written else year, last_month, last_day):
        yield whole, _NO_DAY
    elif found["link"] and not written.isalpha() and not (written and year is None):
        turned = (other or 0, last_month, last_day) < (year or 0, month, day)
        if turned and (written or not _over_winter(body, found, month - last_month)):
            yield whole, _TURNED


def _over_winter(body: Body, found: re.Match[str], months: int) -> bool:
    """Whether a period without a second year goes on into the next one: 12月29日至1月5日, what is done in winter."""
    clause = body.clause(found.start())
    return months >= _LONG_WINTER or (months > 0 and _WINTER.search(body.text, clause.start, clause.end) is not None)


def _number(written: str) -> int | None:
    if written[0] not in _NUMERALS:
        return int(written)
    value = chinese(written)
    return None if value is None else int(value)


def _exists(year: int | None, month: int, day: int) -> bool:
    """Without a year, the 29th of February may be."""
    if not 1 <= month <= _MONTHS or day < 1:
        return False
    if month == _LEAP_MONTH:
        return day <= (29 if year is None or isleap(year) else 28)
    return day <= (_SHORT if month in _SHORT_MONTHS else _LONG)
