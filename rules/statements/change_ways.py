"""What words say of two numbers: 去年也是2件，持平; 2021年至2023年分别为198件、176件、160件，连续两年下降."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from filings.patterns import pattern
from rules.statements.change_words import FROM, SAID
from rules.statements.changes import is_base, numbers_before
from rules.statements.mentions import Mention
from rules.statements.number_change import NumberChange
from rules.statements.wrong_word import WrongWord
from rules.text.numbers import numeral
from rules.text.span import Span

_SAME = "持平|相同|一样多?|相等|不变"
_WAY = pattern(
    f"[）)]?(?:相比)?[，,]?(?:数量|总量|件数|总数|同比|总体|有所|略有|明显|均|又)*(?:(?P<same>{_SAME})|(?P<up>上升|增加|增长|提高|增多)|下降|减少|降低|回落)"
    "(?=[，,。；;）)]|$)"
)
_ANY_WAY = re.compile(f"{_SAME}|上升|增|提高|下降|减少|降低|回落")
# nothing else is compared than what stands before: ，与上年的2件持平
_BARE = pattern(
    "(?:^|[，,。；;（(])(?:总量|总数|数量|件数|均|这|也)?(?:[与和同跟比较]|相比|去年|上年|20[0-9]{2}年)[^，,。；;（(]*$"
)
_YEARS = pattern(
    "(?P<first>20[0-9]{2})年?(?:至|到|—|－|-)(?P<last>20[0-9]{2})年[^。；;0-9]{0,24}(?:分别|依次|各)[为是有]?[^，,。；;0-9]{0,6}$"
)
_LIST_OF_YEARS = pattern(
    "(?P<years>20[0-9]{2}年?(?:(?:、|和|与|及)20[0-9]{2}年?)+)[^。；;0-9]{0,24}(?:分别|依次|各)[为是有]?[^，,。；;0-9]{0,6}$"
)
_EACH = re.compile("分别|依次|各")
_YEAR = re.compile("20[0-9]{2}")
_RUNS_ON = ("、", "和", "与", "及", "，")
_TWO_YEARS = pattern("[，,。](?P<now>20[0-9]{2})年[^，,。；;0-9]{0,4}[比较](?P<base>20[0-9]{2})年[^，,。；;0-9]{0,8}$")
_LAST_TWO = pattern("[，,。](?:本年度?|今年)?[比较与]?(?:上年|去年)[^，,。；;0-9]{0,8}$")
_IN_A_ROW = pattern(
    "连续(?P<many>[两二三四五])年(?:保持|呈|稳步|持续)?(?:(?P<up>上升|增长|增加|提高|攀升)|下降|减少|降低|回落)"
)
# 由97.1%下降到97.9%; 占57.1%，不到一半
_RATE_TO = pattern(
    "^(?:(?P<up>上升|提高|提升|增长|增加|[升增])|下降|降低|回落|下滑|减少|降)[至到为]了?(?:(?:今年|本年|年末|全年|现在)的?)?$"
)
_THAN = pattern("^[，,（(][已尚还也均仍仅就]*(?P<way>不到|不足|未到|没到|没有到|超过|已?过|逾|近|接近)了?$")
_ROUND = pattern("[成半分]")
_SINCE = pattern("[，,]第?[二三四]季度(?P<what>[^，,。；;0-9比较]{0,8}?)(?:降|减少|回落|下降)[至到为]$")
_LESS = "不未没"
_FEWEST, _REACH, _NEAR = 2, 24, 10


def wrong_ways(told: Sequence[Mention], text: str, own: int) -> Iterator[WrongWord]:
    """The words of a paragraph that the two numbers beside them contradict."""
    if not _ANY_WAY.search(text, told[0].start, told[-1].end + _REACH):
        return
    for at, one in enumerate(told):
        found = _WAY.match(text, one.end) if one.sure else None
        if found is None or not is_base(one, own) or not _BARE.search(one.gap):
            continue
        nows = numbers_before(told, at, own) or numbers_before(told, at, own, back=1)
        if one.rate:  # 及时率96.4%，较上年的97.8%有所提高
            nows = tuple([now for now in told[max(0, at - 1) : at] if now.rate and now.sentence == one.sentence])
        ways = {(now.value > one.value) - (now.value < one.value) for now in nows}
        said = 0 if found["same"] else 1 if found["up"] else -1
        if ways and said not in ways and not (said and 0 in ways and len(nows) > 1):
            first = nows[-1] if nows[-1].sentence == one.sentence else one
            right = {0: "持平", 1: "增加", -1: "减少"}[ways.pop()] if len(ways) == 1 else f"不是{found[0].strip('，,')}"
            span = Span(first.start - len(first.clause), found.end())
            yield WrongWord(span=span, said=found[0].strip("）)，,"), right=right)


def wrong_rates(told: Sequence[Mention]) -> Iterator[WrongWord]:
    """From one share down to a greater one, 57.1% and less than half; 三季度9处，四季度降至40处."""
    for one, other in pairwise(told):
        alike = one.kind == other.kind and "季度" in one.gap and other.value > one.value
        since = _SINCE.search(other.gap) if alike else None
        if since and since["what"] in one.gap:
            yield WrongWord(span=Span(one.start - len(one.clause), other.end), said="减少", right="增加")
        if one.rate is None or other.rate is None or not one.sure or one.sentence != other.sentence:
            continue
        to = _RATE_TO.match(other.gap) if FROM.search(one.gap) else None
        than = None if _ROUND.search(one.written) or not _ROUND.search(other.written) else _THAN.match(other.gap)
        span = Span(one.start - len(one.clause), other.end)
        if to and one.value != other.value and (other.value > one.value) != bool(to["up"]):
            yield WrongWord(span=span, said="上升" if to["up"] else "下降", right="下降" if to["up"] else "上升")
        elif than and _is_off(than["way"], one.value - other.value):
            way = than["way"]
            right = one.written if "近" in way else f"{'超过' if way[0] in _LESS else '不到'}{other.written}"
            yield WrongWord(span=span, said=f"{way}{other.written}", right=right)


def _is_off(way: str, off: Decimal) -> bool:
    """Whether a share that differs so from a round one is no 不到, no 超过, no 近 of it."""
    if "近" in way:
        return abs(off) >= _NEAR
    return off > 0 if way[0] in _LESS else off < 0


def by_years(told: Sequence[Mention], at: int) -> dict[int, Mention]:
    """The numbers of a row by their years, if one begins here: 2021年至2023年分别为198件、176件、160件."""
    first = told[at]
    span, some = _YEARS.search(first.gap), _LIST_OF_YEARS.search(first.gap)
    if span:
        years = list(range(int(span["first"]), int(span["last"]) + 1))
    else:
        years = [int(year) for year in _YEAR.findall(some["years"])] if some else []
    row = told[at : at + len(years)]
    runs = all(one.gap in _RUNS_ON and one.kind == first.kind for one in row[1:])
    behind = told[at + len(years)] if at + len(years) < len(told) else None
    goes_on = behind is not None and behind.gap in _RUNS_ON
    if len(years) < _FEWEST or len(row) != len(years) or not runs or goes_on or not all(one.count for one in row):
        return {}
    return dict(zip(years, row, strict=True))


def of_years(told: Sequence[Mention], own: int) -> Iterator[NumberChange]:
    """What is told of two years of a row right behind it: 2023年比2022年翻了一番; 本年较上年减少16件."""
    for at, one in enumerate(told):
        row = by_years(told, at) if "20" in one.gap and _EACH.search(one.gap) else {}
        for by in told[at + len(row) : at + len(row) + 3] if row else ():
            named, last = _TWO_YEARS.search(by.gap), _LAST_TWO.search(by.gap)
            now, base = (named["now"], named["base"]) if named else (own, own - 1) if last else (0, 0)
            said = None if by.written.startswith("翻") else SAID.search(by.gap)
            if {int(now), int(base)} <= row.keys() and (said or by.rate) and (by.rate or by.kind == one.kind):
                up = bool(said["up"]) if said else True
                if by.sure and (said or by.written.startswith("翻")):
                    yield NumberChange(
                        base=row[int(base)], nows=(row[int(now)],), by=None if by.rate else by,
                        rate=by if by.rate else None, up=None if by.rate else up, rate_up=up if by.rate else None,
                    )  # fmt: skip


def in_a_row(told: Sequence[Mention], text: str, end: int) -> Iterator[WrongWord]:
    """连续两年上升 behind a row of years that does not."""
    for at, one in enumerate(told):
        row = list(by_years(told, at).values()) if "20" in one.gap and _EACH.search(one.gap) else []
        found = _IN_A_ROW.search(text, row[-1].end, min(end, row[-1].end + _REACH)) if row else None
        if found is None or "。" in text[row[-1].end : found.start()]:
            continue
        last = row[-int(numeral(found["many"]) or 0) - 1 :]
        values = [each.value for each in last]
        right = all((b > a) == bool(found["up"]) and a != b for a, b in pairwise(values))
        if not right:
            yield WrongWord(span=Span(row[0].start, found.end()), said=found[0], right=f"不是{found[0]}")
