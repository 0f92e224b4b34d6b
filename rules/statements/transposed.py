"""One number told in two places with two of its digits changed: 公开专区178个 … 对187个公开专区巡查一遍."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.statements.changes import is_base
from rules.statements.mentions import Mention, mentions_with, tells_again
from rules.text.digit_typos import slip

_GENERAL = frozenset(
    {
        "信息",
        "公开",
        "政府",
        "全年",
        "全县",
        "本年",
        "其中",
        "发布",
        "办理",
        "共计",
        "合计",
        "工作",
        "县政",
        "网站",
        "公众",
        "众号",
    }
)
_OTHER = pattern("[比较]|上年|去年|20[0-9]{2}年(?![0-9末底])|增|减|少|多|平均|月均|计划|目标|半年|季度")
_OF_ALL = pattern("已|均|全部|都|[，,](?:已|均|全部|都)")
_TAKEN_UP = pattern("(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:(?P<of>[中里])$|均|都|全部)")
_HEAD = pattern("[^比有另其新增0-9]{0,4}")
_OF_OWN = pattern("下设|共有|所?辖|全[县市区镇乡局]|全系统|全街道")
_ACCOUNT = pattern("公众号[^0-9]{0,8}$")  # the same account, whatever else is said of it
_MOVED, _BY = (
    pattern("[增减升降扩缩][^，,。；;]{0,3}[到至为]|年末|年底"),
    pattern("[增减升降扩缩多少][^，,。；;]{0,2}的$"),
)
_LEAST, _REACH, _FAR, _TENS = 100, 10, 12, 10


def transposed(context: CheckContext, where: Parts) -> Iterator[tuple[Mention, Mention]]:
    """Two numbers of one thing whose digits are the same but for their order, each with nothing else of its value."""
    told = [one for _, some in mentions_with(context, where) for one in some if one.count and one.value >= _LEAST]
    own = context.report.year or 0
    groups: dict[tuple[str, str], list[Mention]] = {}
    for one in told:
        groups.setdefault((one.kind, "".join(sorted(f"{one.value:f}"))), []).append(one)
    for some in groups.values():
        values = dict.fromkeys(one.value for one in some)
        if len(values) == len(some) == 2 and _of_one(context, some, own):  # noqa: PLR2004 - a pair
            yield some[0], some[1]


def told_again(context: CheckContext, where: Parts) -> Iterator[tuple[Mention, Mention]]:
    """A number that is taken up right behind by its words and is another: 滞后55个，滞后的57个已整改."""
    for _, told in mentions_with(context, where):
        for one, other in pairwise(told):
            alike = one.kind == other.kind and one.count and other.count and other.sentence - one.sentence <= 1
            moved = _MOVED.search(one.label) and _BY.search(other.label)  # 由34块增加到41块，增加的7块
            again = alike and one.value != other.value and not moved
            if again and tells_again(one, other) and _OF_ALL.match(other.tail):
                yield one, other


def taken_up(context: CheckContext, where: Parts) -> Iterator[tuple[Mention, Mention]]:
    """A number that its own noun takes up and that is another: 收到建议17条，均已答复。19条建议中."""
    for _, told in mentions_with(context, where):
        for at, other in enumerate(told):
            found = _TAKEN_UP.match(other.tail) if other.count and _HEAD.fullmatch(other.label) else None
            if found is None:
                continue
            before = [one for one in told[max(0, at - _FAR) : at] if one.kind == other.kind and one.count]
            named = [one for one in before if _names(one, found["noun"]) and other.sentence - one.sentence <= 1]
            if len(named) == 1 and _contradicts(other, named[0], found["of"]) and not _made_of(other, before):
                yield named[0], other


def _contradicts(other: Mention, one: Mention, of: str | None) -> bool:
    """Whether a number in a later sentence cannot be some of what was told: 14 of 18 may all have one."""
    if other.sentence == one.sentence or not slip(other.value, one.value, other.step):
        return False
    return bool(of) or (other.value > one.value and (one.value >= _TENS or _OF_OWN.search(one.clause) is not None))


def _names(one: Mention, noun: str) -> bool:
    return one.label.endswith(noun) or one.tail.startswith(noun)


def _made_of(one: Mention, before: Sequence[Mention]) -> bool:
    """Whether a number before it, or two of them added or taken from each other, are as many."""
    values = [other.value for other in before]
    pairs = list(combinations(values, 2))
    return one.value in values or any(one.value in (a + b, abs(a - b)) for a, b in pairs)


def _of_one(context: CheckContext, pair: Sequence[Mention], own: int) -> bool:
    one, other = pair
    if slip(one.value, other.value, one.step) != "swap" or context.body.sentence(one.start).holds(other.start):
        return False
    if any(is_base(each, own) or _OTHER.search(each.clause) for each in pair):
        return False
    return bool(_nouns(one) & _nouns(other)) or all(_ACCOUNT.search(each.label) for each in pair)


def _nouns(one: Mention) -> frozenset[str]:
    """The pairs of signs on both sides of a number that may name what is counted."""
    sides = (one.label[-_REACH:], one.tail[:_REACH])
    return frozenset(side[at : at + 2] for side in sides for at in range(len(side) - 1)) - _GENERAL
