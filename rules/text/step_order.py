"""Steps of one matter with days that stand the other way round: 7月18日印发、7月11日公开; 12月开工、5月通车."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.lists import Lists
from rules.text.moments import NamedDay, moments
from rules.text.span import Span

Fault = tuple[Span, str]
_LIST = "steps"
# what may stand between a day and what was done on it
_ASIDE = pattern("[（(][^（）()\n]{1,12}[）)]")
_MANNER = (
    "(?:起|前|底前|[才就便又再正方已即予于]|正式|全面|全部|顺利|如期|按期|开展|集中|统一|同步|一并"
    "|[经由向在][^，,。；;、0-9]{2,12}?)*?"
)
# what it was done to, and how the next step follows: 收到申请1件，内容为中标结果，; 发现错链9处，
_OBJECT = (
    "(?:第[一二三四五六]件)?[^，,。；;、：:（）()《》第的0-9]{0,10}(?:[0-9]{1,3}[件处条个项起])?"
    "(?:[（(][^（）()\n]{1,24}[）)])?"
)
_NEXT = "的?[，,、；;](?:并|又|再|随即|随后|而后|后|至|经延期后)?(?:[于在自到从至])?"
_JOINT = pattern(_OBJECT + _NEXT)
_CLAUSE = pattern(_OBJECT + "的?[，,](?:发现[^，,。；;]{2,12}|[^，,。；;0-9《》第]{2,16})" + _NEXT)
# 5月12日和8月23日收件，5月19日和9月2日作出答复
_LISTED = pattern("[，,；;](?:并|又)?(?:分别|先后)?[于在]?(?:[0-9]{1,2}月[0-9]{1,2}日[、和及与])+")
_ABOUT = pattern("[过《后前时]|的(?!$)")  # 公开的信息: no step of its own
_SAME_MATTER = ("申请", "整改")  # of one request, or one fault, the clause between speaks too
_MARKS = "，,、。；;：:）)\n"
_REACH, _HALF_YEAR = 24, 8


# what came so early that its answer was due within the year: 1件于6月30日收到，转下年度办理
_LEFT_OPEN = pattern(
    "(?P<when>[1-8]月[0-9]{1,2}日|(?<![0-9])[1-8]月)(?:收到|收件|收悉|受理|提出|递交)[^。；;\n0-9]{0,14}?[，,]?(?:已|依法|现)?(?:结转|转入|转至|转到|转|顺延)"
    "[至到入在]?(?:下一?年|次年|明年|20[0-9]{2}年)"
)
_PUT_OFF = pattern("补正|第三方|权利人|征求|征询|中止|延|鉴定|听证|上年|去年")
_CAME = pattern("(?:收到|收件|收悉|受理|提出|递交)")
_CARRIED_ON = pattern("(?<![无未有结])(?:结转|转)[^，,。；;0-9]{0,4}(?:下一?年|次年|明年|(?P<year>20[0-9]{2})年)")


class DatedStep(NamedTuple):
    """``kinds``: kind of matter -> which of its steps it is; ``bare``: nothing stands behind it."""

    moment: NamedDay
    word: str
    kinds: Mapping[str, int]
    end: int
    bare: bool


def steps_turned(context: CheckContext) -> Iterator[Fault]:
    """Two steps, one right behind the other, of which the later one has the earlier day."""
    text, own = context.body.text, context.report.year or 0
    for one, other in pairwise(_steps(context)):
        kinds = [kind for kind, rank in one.kinds.items() if rank < other.kinds.get(kind, 0)]
        if not kinds or not (other.bare or one.bare or kinds[0] in _SAME_MATTER):
            continue
        between = (one.end, other.moment.start)
        ways = (_JOINT, _LISTED, _CLAUSE) if kinds[0] in _SAME_MATTER else (_JOINT, _LISTED)
        joint = any(way.fullmatch(text, *between) for way in ways)
        if joint and _turned(one.moment, other.moment, own):
            yield Span(one.moment.start, other.end), f"{other.word}的日子在{one.word}之前"


def left_open(context: CheckContext) -> Iterator[Fault]:
    """Requests carried on though they came in so early that they were to be answered, where nothing tells why."""
    text = context.body.text
    for found in _LEFT_OPEN.finditer(text) if "转" in text and "申请" in text else ():
        sentence = context.body.sentence(found.start())
        if not text[found.start() - 1].isdecimal() and not _PUT_OFF.search(text, sentence.start, found.end()):
            yield Span(*found.span()), f"{found['when']}收到的，答复期限在年内就到了，不会转到下一年"
    own = context.report.year or 0
    for one in context.memo(moments):
        sentence = context.body.sentence(one.start)
        if one.year not in (0, own) and _CAME.match(text, one.end) and not _PUT_OFF.search(text, *sentence):
            carried = _CARRIED_ON.search(text, *sentence)
            if carried and carried["year"] in (None, str(own + 1)):
                yield Span(one.start, one.end), f"{one.year}年收到的，不会转到{own + 1}年"


def _turned(one: NamedDay, other: NamedDay, own: int) -> bool:
    """Whether the second day lies before the first; what goes on over the turn of the year need not say so."""
    if one.told != other.told and (one if one.told else other).year_in(own) != own:
        return False
    first, second = one.on(own), other.on(own)
    if first is None or second is None:
        return False
    by_month = not (one.day and other.day)
    earlier = (second.year, second.month) < (first.year, first.month) if by_month else second < first
    return earlier and ((one.told and other.told) or first.month - second.month < _HALF_YEAR)


def _steps(context: CheckContext) -> Iterator[DatedStep]:
    """What the text says was done on a day, right behind the day."""
    named, text = context.memo(moments), context.body.text
    near = [b.start - a.end < _REACH for a, b in pairwise(named)]
    words, act = context.lists.memo(_words, (_LIST,))
    for one, before, behind in zip(named, [False, *near], [*near, False], strict=False):
        if before or behind:
            start = aside.end() if (aside := _ASIDE.match(text, one.end)) else one.end
            end = min([start + _REACH, *(at for sign in _MARKS if (at := text.find(sign, start, start + _REACH)) >= 0)])
            found = act.match(text, start, end)
            if found and not _ABOUT.search(text, found.end(), end):
                yield DatedStep(one, found["act"], words[found["act"]], found.end(), found.end() == end)


def _words(lists: Lists, names: tuple[str, ...]) -> tuple[Mapping[str, Mapping[str, int]], re.Pattern[str]]:
    """(word -> kind of matter -> step, what finds the longest of them behind nothing but its manner)."""
    known: dict[str, dict[str, int]] = {}
    for term in lists[names[0]].terms:
        known.setdefault(term.text, {})[term.sort] = int(term.extra["rank"])
    acts = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return known, re.compile(f"{_MANNER}(?P<act>{acts})")
