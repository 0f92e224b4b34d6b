"""One number told in two places with two of its digits changed: 公开专区178个 … 对187个公开专区巡查一遍."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

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
_OTHER = pattern("[比较]|上年|去年|20[0-9]{2}年(?![0-9末底])|增|减|少|多|平均|月均|计划|目标")
_OF_ALL = pattern("已|均|全部|都|[，,](?:已|均|全部|都)")
_LEAST, _REACH = 100, 10


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
            if alike and one.value != other.value and tells_again(one, other) and _OF_ALL.match(other.tail):
                yield one, other


def _of_one(context: CheckContext, pair: Sequence[Mention], own: int) -> bool:
    one, other = pair
    if slip(one.value, other.value, one.step) != "swap" or context.body.sentence(one.start).holds(other.start):
        return False
    if any(is_base(each, own) or _OTHER.search(each.clause) for each in pair):
        return False
    return bool(_nouns(one) & _nouns(other))


def _nouns(one: Mention) -> frozenset[str]:
    """The pairs of signs on both sides of a number that may name what is counted."""
    sides = (one.label[-_REACH:], one.tail[:_REACH])
    return frozenset(side[at : at + 2] for side in sides for at in range(len(side) - 1)) - _GENERAL
