"""写出的比率与前面的数相符。"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations
from typing import ClassVar

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Breach, Check, Note, Result
from rules.statements.evidence import breach_of
from rules.statements.mentions import Mention, mentions_with
from rules.text.digit_typos import slip
from rules.text.evidence import breach
from rules.text.span import Span

_ALL, _REACH = 100, 8
_DENIED = pattern("[未不]$")
_NOT_DONE = pattern("(?:不|未|没有|尚未)(?:予|按期|按时)?(?:合格|办结|答复|回复|采纳|整改|解读|公开|通过|公示|完成)")
_FILLING = pattern("[，,、；;：:（）()的]|总体|全年|本年度?|按期|按时|及时|综合|平均|其|均|实现|做到|达到|到|群众|全部")
_EVERY = pattern(
    "(?:全部|全都|悉数|均)(?:已|都|按期|依法|及时|如期)*(?P<verb>[^，,。；;：:0-9]{2,4})[，,](?P<name>[^，,。；;：:0-9]{2,6}率)(?:为|达|达到|是)?$"
)
_NEAR = 30
_ALL_CAME = pattern("(?:立案|受理|收到|接到|发放|抽检|征集|应)[^，,；;。、0-9]{0,8}$")
# what was not yet due counts for no rate of what was done in time
_NOT_DUE = pattern("结转|转入|转下|尚在|未到期|延期|正在")
# what the words take off the whole: 共70家，除2家涉密单位外
_TAKEN_OFF = pattern("[^，,；;。0-9]{1,12}除外|除[^，,；;。]{1,16}外|(?:扣除|剔除|不[含计]|不包[括含])[^，,；;。]*")
_BROUGHT = pattern(
    "(?:上年|去年|上一年|上年度|年初|20[0-9]{2}年)[^，,；;。]{0,4}(?:结转|转[来入]|结余|遗留|未办结)|结转自?(?:上|去|20)"
)
_OUTCOMES = ("纠正率", "纠错率")
_OF_CLOSED = pattern("(?:已结|审结|结案)(?:的|复议|行政复议|案件)*(?:被)?(?:纠正率|纠错率)")
_CLOSED = pattern("(?:已结|审结|结案)(?:案件)?$")
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
        for verb in ("采纳", "整改", "解读", "公开", "合格", "通过", "公示", "完成", "审结", "采用", "化解", "纠正")
    },
    "回收": ("回收", "收回"),
    "收回": ("收回", "回收"),
    "完结": ("完结", "完成"),
    "纠错": ("纠错", "纠正"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(Check):
    """率（例如办结率）按同一句前面的件数算。"""

    where: Parts
    rates: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected"})
    nothing_to_check: ClassVar[str] = "正文没有写可以核对的百分比"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each rate that no pair of its numbers gives."""
        names = sorted((term.text for term in context.lists[self.rates].terms), key=len, reverse=True)
        for _, told in mentions_with(context, self.where, self.rates):
            found = [_named(names, told, at) for at, one in enumerate(told) if one.rate and one.sure and one.step <= 1]
            rates = [one for one in found if one is not None]
            for one in rates:
                yield from _judge(context, one)
            for one, other in pairwise(rates):
                yield from _complement(context, one, other)


class _StatedRate:
    """A rate with the counts before it in its sentence, of the unit of the last one that says what was done."""

    def __init__(self, name: str, figure: Mention, before: Sequence[Mention]) -> None:
        self.figure, self.name = figure, name
        self.denied = _DENIED.search(figure.clause.partition(name)[0]) is not None
        known = (word for verb, also in _DONE.items() if verb in name for word in also)
        self.verbs = tuple(known) or (name[-3:-1],)  # 接通率: what says 接通
        self.clause = _FILLING.sub("", figure.clause.partition(name)[0])
        counts = [one for one in before if one.rate is None]
        done = [one for one in counts if self._says_done(one)]
        self.told = [one for one in counts if one.kind == done[-1].kind] if done else []
        self.done = next((one for one in reversed(self.told[1:]) if self._says_done(one)), None)

    def _says_done(self, one: Mention) -> bool:
        return any(word in _words(one) for word in self.verbs)

    def all_done(self, context: CheckContext) -> bool:
        """Whether the clause before says that all was done: 应公开的68家已全部公开，公开率…."""
        before = context.body.text[max(0, self.figure.start - _NEAR) : self.figure.start].rpartition("。")[2]
        said = _EVERY.search(before)
        return said is not None and said["name"] == self.name and any(said["verb"].endswith(one) for one in self.verbs)

    @property
    def closed(self) -> Mention | None:
        """How many are closed, where the rate is said to be of these: 已结案件纠正率."""
        if self.name not in _OUTCOMES or self.denied or not _OF_CLOSED.search(self.figure.clause):
            return None
        closed = [one for one in self.told if _CLOSED.search(one.label)]
        return (
            closed[0] if len(closed) == 1 and self.done is not None and closed[0].value >= self.done.value > 0 else None
        )

    @property
    def of_others(self) -> bool:
        """Whether the words before it name a base that no count names: 政策文件多形式解读率."""
        said = "".join(map(_words, self.told))
        return any(self.clause[at : at + 2] not in said for at in range(len(self.clause) - 1))


def _named(names: Sequence[str], told: Sequence[Mention], at: int) -> _StatedRate | None:
    """The rate that a percentage is said to be, None for another share."""
    one = told[at]
    name = next((name for name in names if name in one.clause), "")
    return _StatedRate(name, one, [other for other in told[:at] if other.sentence == one.sentence]) if name else None


def _complement(context: CheckContext, one: _StatedRate, other: _StatedRate) -> Iterator[Breach | Note]:
    """答复率98%，未答复率3%: what was done and what was not make all."""
    a, b = one.figure, other.figure
    if one.name != other.name or one.denied or not other.denied or a.sentence != b.sentence:
        return
    if abs(a.value + b.value - _ALL) < max(a.step, b.step):
        yield Note(text="两个比率合计是100%")
    else:
        yield breach_of(context, (a, b), found=b.value, expected=_ALL - a.value)


def _words(one: Mention) -> str:
    """All that is said of a count."""
    return one.gap + one.tail[:_REACH]


def _judge(context: CheckContext, rate: _StatedRate) -> Iterator[Breach | Note]:
    """What was done of what: the greater number before it, or the only one with which one slip explains the rate."""
    done, found = rate.done, rate.figure
    if found.value != _ALL and not rate.denied and rate.all_done(context):
        yield breach_of(context, (*rate.told[-1:], found), found=found.value, expected=Decimal(_ALL))
        return
    if done is None or not all(one.sure for one in rate.told):
        return
    if (closed := rate.closed) is not None:
        yield from _of_closed(context, rate, done, closed)
        return
    if rate.of_others:
        return
    sentence = context.body.sentence(found.start)
    before = context.body.text[sentence.start : found.start]
    if any(not any(one.written in off for one in rate.told) for off in _TAKEN_OFF.findall(before)):
        return  # how many are taken off is not told
    left = (_NOT_DONE.search(_words(done)) is not None) != rate.denied
    pairs = [(part, whole) for part, whole in permutations(_bases(rate.told), 2) if part <= whole and whole > 0]
    if any(abs(_share(part, whole, left=left) - found.value) < found.step for part, whole in pairs):
        yield Note(text=f"写出的{found.value:f}%与件数相符")
        return
    if found.value == _ALL and _done_in_parts(rate.told):
        return
    due = found.value == _ALL and _NOT_DUE.search(context.body.text, sentence.start, sentence.end)
    row = "、" in done.gap and not any(_ALL_CAME.search(one.gap) for one in rate.told if one is not done)
    whole = None if row or due else _whole(rate, done, left=left)
    if whole is not None and abs(_share(done.value, whole, left=left) - found.value) >= found.step:
        expected = round(_share(done.value, whole, left=left), max(_places(found), 2)).normalize()
        yield breach(context, Span(sentence.start, found.end), found=found.value, expected=expected)


def _of_closed(context: CheckContext, rate: _StatedRate, done: Mention, closed: Mention) -> Iterator[Breach | Note]:
    """被申请复议13件，已结12件，纠正2件，已结案件纠正率16.7%: of those closed, and of no others."""
    found, expected = rate.figure, _share(done.value, closed.value, left=False)
    if abs(expected - found.value) < found.step:
        yield Note(text=f"写出的{found.value:f}%与件数相符")
    else:
        wanted = round(expected, max(_places(found), 2)).normalize()
        yield breach_of(context, (closed, done, found), found=found.value, expected=wanted)


def _done_in_parts(told: Sequence[Mention]) -> bool:
    """Whether numbers told one by one make the one before them: 共42项，11月底完成39项，12月完成3项."""
    values = [one.value for one in told]
    return any(value == sum(values[at:]) for at, value in enumerate(values[:-2], 1))


def _bases(told: Sequence[Mention]) -> list[Decimal]:
    """The counts, with what came over from last year added to each and what is taken off taken off."""
    carried = [one for one in told if _BROUGHT.search(_words(one))]
    off = [one for one in told if _TAKEN_OFF.search(_words(one))]
    added = [one.value + more.value for more in carried for one in told if one is not more]
    return [*(one.value for one in told), *added, *(one.value - less.value for less in off for one in told)]


def _whole(rate: _StatedRate, done: Mention, *, left: bool) -> Decimal | None:
    found, off = rate.figure, [one for one in rate.told if _TAKEN_OFF.search(_words(one))]
    net = sum((one.value for one in off), Decimal(0))
    values = list(dict.fromkeys(one.value for one in rate.told if one not in off))
    wholes = [one - net for one in values if one - net > done.value]
    if not wholes and found.value != _ALL:  # more than all was done: what came over from last year
        others = [value for value in values if value != done.value]
        wholes = others if len(others) == 1 and others[0] > 0 else []
    if fitting := [one for one in wholes if one - done.value in values and one - done.value != done.value]:
        if found.value == _ALL and not any(_NOT_DONE.search(_words(one)) for one in rate.told):
            return None  # 反馈40条，立行立改38条，限期整改2条: all of them
        wholes = fitting  # 采纳60条，未采纳的5条: of 65
    shares = {one: round(_share(done.value, one, left=left), _places(found)) for one in wholes}
    if len(set(shares.values())) > 1:
        wholes = [one for one, share in shares.items() if slip(found.value, share, found.step)]
        wholes = wholes if len(wholes) == 1 else []
    return wholes[0] if wholes else None


def _places(one: Mention) -> int:
    return max(0, -int(one.value.as_tuple().exponent))


def _share(part: Decimal, whole: Decimal, *, left: bool) -> Decimal:
    return (whole - part if left else part) * _ALL / whole
