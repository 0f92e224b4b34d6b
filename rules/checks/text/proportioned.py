"""占比、增减幅度与同一句话里的件数。"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar, Literal

from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Breach, Gap, Note, Result
from rules.text.numbers import Quantity, quantities
from rules.text.quoting import breach
from rules.text.span import Span

_MORE, _LESS = ("增长", "增加", "上升", "提高", "增幅"), ("下降", "减少", "降低", "降幅", "下滑")
_RISE = re.compile(f"(?P<word>{'|'.join((*_MORE, *_LESS))})[了为达是]?$")
_CHANGE = re.compile("(?:增加|减少|上升|下降|多|少|增|减)了?$")
_YEAR_BEFORE = "(?:上年|去年|上一年|上年度|(?P<year>20[0-9]{2})年度?)"
_BEFORE = re.compile(_YEAR_BEFORE + "[^0-9，,；;。）]{0,12}$")
_BEHIND = re.compile(f"[（，,]{_YEAR_BEFORE}[^（）()，,；;。]*")
_SHARE = re.compile("[，,]?占(?:比)?(?!全[县区市镇局系][^总]{0,6})[^0-9，,；;。、]{0,12}$")
_NEAR = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportioned:
    """``growth``：写了上年数或者增减件数的，增减幅度算得出来；``share``：并列写了几个占比的，各个都算得出来。

    ``words``：有这些符号的才看。
    """

    where: Parts
    of: Literal["growth", "share"]
    words: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected"})
    silence: ClassVar[str] = "正文没有写可以核对的百分比"

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """The signs of a percentage."""
        return frozenset({self.words})

    def run(self, scene: CheckContext) -> Iterator[Result]:
        """A breach for each percentage that none of its numbers gives; a gap where there is none to compare."""
        judge = _growth if self.of == "growth" else _shares
        results = [
            result
            for span in scene.body.sentences(self.where)
            if any(sign in scene.body.text[span.start : span.end] for sign in "%％")
            for result in judge(scene, span)
        ]
        yield from results or [Gap(reason=self.silence)]


def _growth(scene: CheckContext, span: Span) -> Iterator[Result]:
    text = scene.body.text[span.start : span.end]
    start = 0
    for rate in (one for one in quantities(text) if one.unit == "%"):
        start = max(start, text.rfind("；", 0, rate.start) + 1)
        rise = _RISE.search(text, start, rate.start)
        if rise and rate.exact:
            sign = 1 if rise["word"] in _MORE else -1
            wanted = list(_changes(text, start, rate, sign, scene.report.year or 0))
            yield from _judge(scene, Span(span.start + start, span.start + rate.end), rate, wanted)
        start = rate.end


def _changes(text: str, start: int, rate: Quantity, sign: int, own: int) -> Iterator[Decimal]:
    """The percentages that the numbers of a stretch give, most plausible first; none where nothing is compared."""
    behind = _BEHIND.match(text, rate.end)
    end = behind.end() if behind and behind["year"] != str(own) else rate.end
    numbers = [one for one in quantities(text, start, end) if one.unit and one.unit != "%"]
    if len({one.unit for one in numbers}) != 1 or not all(one.exact for one in numbers):
        return
    changes = [one for one in numbers if _CHANGE.search(text, start, one.start)]
    before = [
        one
        for one in numbers
        if one not in changes and _last_year(text[max(start, one.start - _NEAR) : one.start], own)
    ]
    now = [one for one in numbers if one not in changes and one not in before]
    for change in changes:
        yield from (_percent(change.value, one.value) for one in before if one.value)
        lasts = (one.value - sign * change.value for one in now)
        yield from (_percent(change.value, last) for last in lasts if last > 0)
    for last in (one.value for one in before if one.value):
        yield from (_percent(sign * (one.value - last), last) for one in now)


def _last_year(words: str, own: int) -> bool:
    """Whether words name the year before, or another year, right before a number."""
    found = _BEFORE.search(words)
    return found is not None and found["year"] != str(own)


def _shares(scene: CheckContext, span: Span) -> Iterator[Result]:
    """Shares told side by side: what confirms one of them as the whole is the whole of all."""
    text = scene.body.text[span.start : span.end]
    numbers = list(quantities(text))
    shares = [
        (part, rate)
        for part, rate in pairwise(numbers)
        if part.unit
        and part.exact
        and rate.unit == "%"
        and rate.exact
        and _SHARE.fullmatch(text[part.end : rate.start])
    ]
    if len(shares) < 2:  # noqa: PLR2004 - one alone has nothing beside it that tells what it is a share of
        return
    paragraph = scene.body.paragraph(span.start)
    known = [one for one in quantities(scene.body.text, paragraph.start, span.end) if one.unit == shares[0][0].unit]
    wholes = list(dict.fromkeys(one.value for one in known if one.exact and one.value > 0))
    confirmed = [w for w in wholes if any(p.value < w and _is(r, _percent(p.value, w)) for p, r in shares)]
    for part, rate in shares if confirmed else ():
        wanted = [_percent(part.value, whole) for whole in (*confirmed, *wholes) if part.value <= whole]
        yield from _judge(scene, Span(span.start + part.start, span.start + rate.end), rate, wanted)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return part * 100 / whole


def _is(rate: Quantity, wanted: Decimal) -> bool:
    """Rounded or cut off: anything less than one unit of the last place is right."""
    return abs(wanted - rate.value) < rate.step


def _judge(scene: CheckContext, span: Span, rate: Quantity, wanted: Iterable[Decimal]) -> Iterator[Breach | Note]:
    possible = list(wanted)
    if any(_is(rate, one) for one in possible):
        yield Note(text=f"写出的{rate.value}%与件数相符")
    elif possible:
        places = max(2, -int(rate.value.as_tuple().exponent))
        start = scene.body.clause(span.start).start
        expected = round(possible[0], places).normalize()
        yield breach(scene, Span(start, span.end), found=rate.value, expected=expected)
