"""Two numbers of two times with their difference, and so many times what it was: 是上年512人次的1.33倍."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.statements.mentions import Mention
from rules.text.span import Span

_TIMES = (
    ("上半年", "下半年"), ("前一次", "后一次"), ("第一次", "第二次"), ("首次", "第二次"), ("春季", "秋季"),
    ("前者", "后者"), ("第一期", "第二期"), ("首期", "二期"), ("第一批", "第二批"), ("前期", "后期"),
    ("一季度", "二季度"),
)  # fmt: skip
_ANY_TIME = "|".join(dict.fromkeys(name for pair in _TIMES for name in pair))
_MONTH = pattern("(?:^|[，,；;。、：:（(])(?P<month>[0-9]{1,2})月[^，,；;。、：:0-9]{0,8}$")
_BY = pattern(
    f"^[，,](?:(?P<one>{_ANY_TIME})?(?:[比较](?P<other>{_ANY_TIME})(?:相比)?)?)(?:同比)?"
    "(?:(?P<up>提高|提升|增加|上升|多|高)|下降|减少|降低|少|低)了?$"
)
_MULTIPLE = pattern("^的(?P<times>[0-9]{1,3}(?:[.][0-9]{1,2})?)倍(?![多余以左强])")
_BASE = pattern("^[，,]?(?:是|为|达|达到|相当于)(?:上年度?|去年|上一年|20[0-9]{2}年)(?:同期)?[的（(]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedChange:
    """``found``: the difference or the multiple that is written; ``expected``: what the two numbers give."""

    span: Span
    found: Decimal
    expected: Decimal
    right: bool


def steps(told: Sequence[Mention], text: str) -> Iterator[TimedChange]:
    """The differences and multiples of a paragraph whose two numbers stand right before them."""
    for first, second in pairwise(told):
        if first.kind == second.kind and first.count and second.count and first.sentence == second.sentence:
            yield from _multiple(first, second, text)
    for at in range(len(told) - 2):
        yield from _difference(told[at : at + 3], joined=at + 3 < len(told) and told[at + 3].mark == "、")


def _difference(some: Sequence[Mention], *, joined: bool) -> Iterator[TimedChange]:
    """6月得分88.7分、11月得分93.2分，提高4.5分."""
    first, second, by = some
    said = _BY.match(by.gap)
    alike = len({one.kind for one in some}) == len({one.sentence for one in some}) == 1
    if said is None or not alike or joined or not all(one.count for one in some) or not _in_order(first, second):
        return
    wanted, found = second.value - first.value, by.value if said["up"] else -by.value
    if _is_first(said["one"]) or _is_second(said["other"]):
        found = -found  # 上半年比下半年少11条
    span = Span(first.start - len(first.label), by.end)
    yield TimedChange(span=span, found=found, expected=wanted, right=wanted == found)


def _is_first(name: str | None) -> bool:
    return any(name == one for one, _ in _TIMES)


def _is_second(name: str | None) -> bool:
    return any(name == other for _, other in _TIMES)


def _in_order(first: Mention, second: Mention) -> bool:
    """Whether two numbers are told of a time and a later one, in one list."""
    if second.mark not in ("、", "，"):
        return False
    months = [_MONTH.search(one.mark + one.label) for one in (first, second)]
    if months[0] and months[1]:
        return int(months[0]["month"]) < int(months[1]["month"])
    words = first.label.removeprefix("其中")
    return any(words.startswith(one) and second.label.startswith(other) for one, other in _TIMES)


def _multiple(now: Mention, base: Mention, text: str) -> Iterator[TimedChange]:
    said = _MULTIPLE.match(text[base.end : base.end + 8])
    if said is None or not _BASE.match(base.gap) or not base.value:
        return
    found = Decimal(said["times"])
    places = -int(found.as_tuple().exponent)
    wanted = now.value / base.value
    step = Decimal(1).scaleb(-places)
    span = Span(now.start - len(now.label), base.end + said.end())
    yield TimedChange(
        span=span, found=found, expected=round(wanted, max(places, 2)).normalize(), right=abs(wanted - found) < step
    )
