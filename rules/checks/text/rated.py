"""写出的比率与前面的数相符。"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations, product
from typing import ClassVar

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Breach, Check, Note, Result
from rules.statements.evidence import breach_of
from rules.statements.mentions import Mention, mentions_with, total_of
from rules.statements.stated_rates import ALL, OUTCOMES, StatedRate, stated_rate, words_of
from rules.text.digit_typos import slip
from rules.text.evidence import breach
from rules.text.span import Span

_NOT_DONE = pattern(
    "(?:不|未|没有?|尚未)(?:予|按期|按时)?(?:合格|办结|答复|回复|采纳|整改|解读|公开|通过|公示|完成|满意)"
)
_ALL_CAME = pattern("(?:立案|受理|收到|接到|发放|抽检|征集|应)[^，,；;。、0-9]{0,8}$")
# what was not yet due counts for no rate of what was done in time
_NOT_DUE = pattern("结转|转入|转下|尚在|未到期|延期|正在")
_IN_TIME = pattern("(?:到期|按期|按时|期限内|期内|时限内)[^，,；;0-9]{0,6}$")  # 办结391件，到期办结率100%
# what the words take off the whole: 共70家，除2家涉密单位外
_TAKEN_OFF = pattern("[^，,；;。0-9]{1,12}除外|除[^，,；;。]{1,16}外|(?:扣除|剔除|不[含计]|不包[括含])[^，,；;。]*")
_BROUGHT = pattern(
    "(?:上年|去年|上一年|上年度|年初|20[0-9]{2}年)[^，,；;。]{0,4}(?:结转|转[来入]|结余|遗留|未办结)|结转自?(?:上|去|20)"
)
_ANSWERING = pattern("收回|回收|有效|受访|回访|参[与评]")
_LISTED = pattern("包括|包含|分为")
_PENDING = pattern("(?:未|尚未|没有)(?:审结|办结|结案|结)|在审|审理")
_FEWEST = 2
_FRACTION = Decimal("2.5")  # 公告率四分之三


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
            found = [
                stated_rate(names, told, at)
                for at, one in enumerate(told)
                if one.rate and one.sure and one.step <= _FRACTION
            ]
            rates = [one for one in found if one is not None]
            for one in rates:
                yield from _judge(context, one)
            for one, other in pairwise(rates):
                yield from _complement(context, one, other)


def _complement(context: CheckContext, one: StatedRate, other: StatedRate) -> Iterator[Breach | Note]:
    """答复率98%，未答复率3%: what was done and what was not make all."""
    a, b = one.figure, other.figure
    if one.name != other.name or one.denied or not other.denied or a.sentence != b.sentence:
        return
    if abs(a.value + b.value - ALL) < max(a.step, b.step):
        yield Note(text="两个比率合计是100%")
    else:
        yield breach_of(context, (a, b), found=b.value, expected=ALL - a.value)


def _judge(context: CheckContext, rate: StatedRate) -> Iterator[Breach | Note]:
    """What was done of what: the greater number before it, or the only one with which one slip explains the rate."""
    done, found = rate.done, rate.figure
    if found.value == ALL and "解读" in rate.name and any(_LISTED.search(one.gap) for one in rate.told):
        return  # 解读材料31篇，包括文字解读14篇、…，解读率100%: a kind of them, not those that were done
    if found.value != ALL and not rate.denied and rate.all_done(context):
        yield breach_of(context, (*rate.told[-1:], found), found=found.value, expected=Decimal(ALL))
        return
    if done is None or not all(one.sure for one in rate.told):
        return
    if (closed := rate.closed) is not None:
        yield from _of_closed(context, rate, done, closed)
        return
    if (rate.of_closed and _sums_up(rate)) or not rate.of_others:
        yield from _still_open(context, rate, done) or _reckoned(context, rate, done)


def _still_open(context: CheckContext, rate: StatedRate, done: Mention) -> list[Breach]:
    """办结率100%，余下1件结转下年: not all of them were done."""
    found, still = rate.figure, rate.left(context)
    if found.value != ALL or still is None or still is done or done.value + still.value not in _bases(rate.told):
        return []
    told = sorted((done, still, found), key=lambda one: one.start)
    wanted = _share(done.value, done.value + still.value, left=False)
    return [breach_of(context, told, found=found.value, expected=_rounded(found, wanted))]


def _reckoned(context: CheckContext, rate: StatedRate, done: Mention) -> Iterator[Breach | Note]:
    """A rate beside the counts of its sentence."""
    found = rate.figure
    sentence = context.body.sentence(found.start)
    before = context.body.text[sentence.start : found.start]
    if any(not any(one.written in off for one in rate.told) for off in _TAKEN_OFF.findall(before)):
        return  # how many are taken off is not told
    left = (_NOT_DONE.search(words_of(done)) is not None) != rate.denied
    if _fits(rate, left=left):
        yield Note(text=f"写出的{found.value:f}%与件数相符")
        return
    if any(one.step > 1 for one in rate.told):
        return  # 常住人口3.2万人，参保3.04万人: what was rounded gives no exact rate
    if found.value == ALL and (
        _done_in_parts(rate.told)
        or _IN_TIME.search(found.clause)
        or _NOT_DUE.search(context.body.text, sentence.start, sentence.end)
    ):
        return
    row = "、" in done.gap and not any(_ALL_CAME.search(one.gap) for one in rate.told if one is not done)
    whole = _whole(rate, done, left=left) if not row or _sums_up(rate) else None
    if whole is not None and abs(_share(done.value, whole, left=left) - found.value) >= found.step:
        expected = _rounded(found, _share(done.value, whole, left=left))
        if expected > 2 * ALL > found.value:
            return  # 不公开的15件，公开272件，公开率94.8%: it is no part of it
        yield breach(context, Span(sentence.start, found.end), found=found.value, expected=expected)


def _fits(rate: StatedRate, *, left: bool) -> bool:
    """Whether two of its counts give a rate; of who is content also who is not, and several of them together."""
    found, bases = rate.figure, _bases(rate.told)
    if _sums_up(rate):
        done = [one.value for one in rate.told if rate.says_done(one)]
        pairs = [*product(done, [bases[0], *_closed(rate.told)])]
    else:
        pairs = [*permutations(bases, 2), *product(rate.together, bases)]
    ways = (True, False) if "满意" in rate.verbs else (left,)
    shares = (_share(part, whole, left=way) for part, whole in pairs if part <= whole and whole > 0 for way in ways)
    return any(abs(share - found.value) < found.step for share in shares)


def _sums_up(rate: StatedRate) -> bool:
    """Whether the first count is all those behind it: 复议17件，维持11件、纠正2件、其他结果3件、尚未审结1件."""
    values = [one.value for one in rate.told]
    return rate.name in OUTCOMES and len(values) > _FEWEST and values[0] == sum(values[1:])


def _of_closed(context: CheckContext, rate: StatedRate, done: Mention, closed: Mention) -> Iterator[Breach | Note]:
    """被申请复议13件，已结12件，纠正2件，已结案件纠正率16.7%: of those closed, and of no others."""
    found, expected = rate.figure, _share(done.value, closed.value, left=False)
    if abs(expected - found.value) < found.step:
        yield Note(text=f"写出的{found.value:f}%与件数相符")
    else:
        yield breach_of(context, (closed, done, found), found=found.value, expected=_rounded(found, expected))


def _done_in_parts(told: Sequence[Mention]) -> bool:
    """Whether numbers told one by one make the one before them: 共42项，11月底完成39项，12月完成3项."""
    values = [one.value for one in told]
    return any(value == sum(values[at:]) for at, value in enumerate(values[:-2], 1))


def _closed(told: Sequence[Mention]) -> list[Decimal]:
    """Those that are closed, where the first is all of them and the pending ones are told."""
    return [told[0].value - one.value for one in told if _PENDING.search(words_of(one))]


def _bases(told: Sequence[Mention]) -> list[Decimal]:
    """The counts, with what came over from last year added to each and what is taken off taken off."""
    carried = [one for one in told if _BROUGHT.search(words_of(one))]
    off = [one for one in told if _TAKEN_OFF.search(words_of(one))]
    added = [one.value + more.value for more in carried for one in told if one is not more]
    less = (one.value - taken.value for taken in off for one in told)
    return [*(one.value for one in told), *added, *less]


def _whole(rate: StatedRate, done: Mention, *, left: bool) -> Decimal | None:
    found, off = rate.figure, [one for one in rate.told if _TAKEN_OFF.search(words_of(one))]
    net = total_of(off)
    if _sums_up(rate):
        return _closed(rate.told)[0] if rate.of_closed and _closed(rate.told) else rate.told[0].value
    same = [one for one in rate.told if not rate.of_another(one)]
    if len(same) < _FEWEST <= len(rate.told):
        return None
    values = list(dict.fromkeys(one.value for one in same if one not in off))
    wholes = [one - net for one in values if one - net > done.value]
    if answering := _answered_by(rate, done):
        wholes = [answering]
    if not wholes and found.value != ALL:  # more than all was done: what came over from last year
        others = [value for value in values if value != done.value]
        wholes = (
            others if len(others) == 1 and others[0] > 0 else [] if others else [done.value] if done.value > 0 else []
        )
    if fitting := [one for one in wholes if one - done.value in values and one - done.value != done.value]:
        if found.value == ALL and not any(_NOT_DONE.search(words_of(one)) for one in rate.told):
            return None  # 反馈40条，立行立改38条，限期整改2条: all of them
        wholes = fitting  # 采纳60条，未采纳的5条: of 65
    places = max(0, -int(found.value.as_tuple().exponent))
    shares = {one: round(_share(done.value, one, left=left), places) for one in wholes}
    if len(set(shares.values())) > 1:
        wholes = [one for one, share in shares.items() if slip(found.value, share, found.step)]
        wholes = wholes if len(wholes) == 1 else []
    return wholes[0] if wholes else None


def _answered_by(rate: StatedRate, done: Mention) -> Decimal | None:
    """Of whom so many are content: those who answered, not all who were asked; None where they are not told."""
    if "满意" not in rate.verbs:
        return None
    answered = [one for one in rate.told if _ANSWERING.search(one.gap) and one.value > done.value]
    return answered[-1].value if answered else None


def _rounded(found: Mention, wanted: Decimal) -> Decimal:
    places = max(0, -int(found.value.as_tuple().exponent))
    return round(wanted, max(places, 2)).normalize()


def _share(part: Decimal, whole: Decimal, *, left: bool) -> Decimal:
    return (whole - part if left else part) * ALL / whole
