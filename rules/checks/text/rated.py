"""写出的百分比与前面的数相符。"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations
from typing import ClassVar

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Check, Gap, Note, Result
from rules.lexicon.terms import Hit
from rules.text.mistyping import slip
from rules.text.numbers import Quantity, quantities
from rules.text.quoting import breach
from rules.text.span import Span

_ALL = 100
_REST = pattern("[^，,；;。、（）0-9]{0,8}")
_NOT_DONE = pattern("(?:不|未|没有|尚未)(?:予|按期|按时)?(?:合格|办结|答复|回复|采纳|整改|解读|公开|通过|公示|完成)")
_FILLING = pattern("[，,、；;：:（）()的]|总体|全年|本年度?|按期|按时|及时|综合|平均|其|均|实现|做到|达到|到|群众|全部")
# what was not yet due counts for no rate of what was done in time
_NOT_DUE = pattern("结转|转入|转下|尚在|未到期|延期|正在")
# what was taken off the base by words: 共70家，除2家涉密单位外
_TAKEN_OFF = pattern("除[^，,；;。]{1,16}外|扣除|剔除|不[含计]|不包[括含]")
_BROUGHT = pattern(
    "(?:上年|去年|上一年|上年度|年初|20[0-9]{2}年)[^，,；;。]{0,4}(?:结转|转[来入]|结余|遗留|未办结)|结转自?(?:上|去|20)"
)
_ANSWERED = ("答复", "回复", "办复", "办结", "已办")
# what a count must say to be what a rate is reckoned from
_DONE = {
    "办结": ("办结", "已办", "办完"),
    "办理": ("办结", "已办", "办完"),
    "答复": _ANSWERED,
    "回复": _ANSWERED,
    "办复": _ANSWERED,
    "回应": ("回应", "回复", "答复"),
    **{
        verb: (verb,)
        for verb in ("采纳", "整改", "解读", "公开", "合格", "通过", "公示", "完成", "审结", "采用", "化解", "回收")
    },
}


@dataclass(frozen=True, slots=True)
class _Told:
    """A count with the words since the last one and those right behind it."""

    number: Quantity
    before: str
    behind: str

    @property
    def words(self) -> str:
        """All that is said of it."""
        return self.before + self.behind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(Check):
    """率（例如办结率）按同一句前面的件数算。"""

    where: Parts
    rates: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected"})
    silence: ClassVar[str] = "正文没有写可以核对的百分比"

    def run(self, scene: CheckContext) -> Iterator[Result]:
        """A breach for each percentage that no pair of its numbers gives."""
        results = [result for hit in scene.body.hits(self.rates, self.where) for result in self._rate(scene, hit)]
        yield from results or [Gap(reason=self.silence)]

    def _rate(self, scene: CheckContext, hit: Hit) -> Iterator[Result]:
        rate = _percent(scene, hit)
        told = _told(scene, hit)
        if rate is None or not told or any(not one.number.exact for one in told) or _of_others(scene, hit, told):
            return
        if _TAKEN_OFF.search(scene.body.text, scene.body.sentence(hit.start).start, hit.start):
            return
        done = [one for one in told[1:] if _says_done(hit.term.text, one.words)]
        if done:
            yield from _of_done(scene, rate, told, done[-1], hit)


def _of_others(scene: CheckContext, hit: Hit, told: list[_Told]) -> bool:
    """Whether the words before a rate name a base that no count names: 政策文件多形式解读率."""
    clause = scene.body.clause(hit.start)
    words = _FILLING.sub("", scene.body.text[max(clause.start, told[-1].number.end) : hit.start])
    said = "".join(one.words for one in told)
    return any(words[at : at + 2] not in said for at in range(len(words) - 1))


def _percent(scene: CheckContext, hit: Hit) -> Quantity | None:
    """The percentage in the rest of the clause behind a word, if it is exact."""
    clause = scene.body.clause(hit.start)
    found = next(quantities(scene.body.text, hit.end, clause.end), None)
    return found if found and found.unit == "%" and found.exact else None


def _told(scene: CheckContext, hit: Hit) -> list[_Told]:
    """The counts before a rate in its sentence, of the unit of the last one that says what was done."""
    text, start = scene.body.text, scene.body.sentence(hit.start).start
    numbers = [one for one in quantities(text, start, hit.start) if one.unit and one.unit != "%"]
    ends = [start, *(one.end for one in numbers)]
    told = [_Told(one, text[end : one.start], _behind(text, one.end)) for end, one in zip(ends, numbers, strict=False)]
    done = [one for one in told if _says_done(hit.term.text, one.words)]
    return [one for one in told if one.number.unit == done[-1].number.unit] if done else []


def _behind(text: str, at: int) -> str:
    found = _REST.match(text, at)
    return found[0] if found else ""


def _says_done(rate: str, words: str) -> bool:
    """Whether the words of a count say what a rate is the rate of: 办结5579件 of 办结率."""
    return any(word in words for verb, also in _DONE.items() if verb in rate for word in also)


def _of_done(scene: CheckContext, rate: Quantity, told: list[_Told], done: _Told, hit: Hit) -> Iterator[Result]:
    """What was done of what: the greater number before it, or the only one with which one slip explains the rate."""
    values = [one.number.value for one in told]
    places = max(0, -int(rate.value.as_tuple().exponent))
    step = Decimal(1).scaleb(-places)
    left = bool(_NOT_DONE.search(done.words))
    part = done.number.value
    bases = [*values, *_with_carried(told)]
    pairs = [(a, b) for a, b in permutations(bases, 2) if a <= b and b > 0]
    if any(abs(_rate_of(a, b, left=left) - rate.value) < step for a, b in pairs):
        yield Note(text=f"写出的{rate.value}%与件数相符")
        return
    wholes = list(dict.fromkeys(one.number.value for one in told if one.number.value > part))
    due = rate.value == _ALL and _NOT_DUE.search(_clauses(scene, hit))
    if not wholes and rate.value != _ALL:  # more than all was done: what came over from last year
        others = list(dict.fromkeys(value for value in values if value != part))
        wholes = others if len(others) == 1 and others[0] > 0 else []
    if "、" in done.before or due:
        return
    if len(wholes) > 1:
        wholes = [one for one in wholes if slip(rate.value, round(_rate_of(part, one, left=left), places), step)]
    if len(wholes) == 1:
        expected = round(_rate_of(part, wholes[0], left=left), max(places, 2)).normalize()
        start = scene.body.sentence(hit.start).start
        yield breach(scene, Span(start, rate.end), found=rate.value, expected=expected)


def _with_carried(told: list[_Told]) -> Iterator[Decimal]:
    """What came with what was there already: 新收30件，上年结转1件 make 31 to be answered."""
    for carried in (one for one in told if _BROUGHT.search(one.words)):
        yield from (one.number.value + carried.number.value for one in told if one is not carried)


def _clauses(scene: CheckContext, hit: Hit) -> str:
    sentence = scene.body.sentence(hit.start)
    return scene.body.text[sentence.start : sentence.end]


def _rate_of(part: Decimal, whole: Decimal, *, left: bool) -> Decimal:
    return (whole - part if left else part) * _ALL / whole
