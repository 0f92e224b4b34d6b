"""Statements of what was most: 一季度24条、三季度35条，以三季度为最多; 就业类最多，246条；社会保险类次之，198条."""

import re
from collections.abc import Iterator, Sequence

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.statements.mentions import Mention

_MOST_OF = pattern(
    "(?P<which>第?[一二三四]季度|[上下]半年|第[一二三四五六][次期场批轮])[^，,。；;、0-9]{0,8}?(?P<way>最为?(?:多|高|大|集中)|最为?(?:少|低|小))"
)
_RUN = pattern("(?:第?一(?:季度)?至第?四季度|四个季度|各季度)[^，,。；;0-9]{0,8}(?:分别|依次)[^，,。；;0-9]{0,8}$")
_ORDERS = {name: at for at, name in enumerate("一二三四")}
_FIRST = pattern("(?:最为?(?:多|高|大|(?P<least>少|低))|居首|第一)[^。；;0-9]{0,10}$")
_SECOND = pattern("(?:次之|其次)[^。；;0-9共合累]{0,14}$")
_LINK = pattern("[、，,和及]")
_QUARTERS, _TIMES, _NUMBERED = 4, "次期场批轮", "一二三四五六"
_SPREAD = pattern("(?:分别|依次)[为是有达到]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Superlative:
    """``one``: the number said to be more (or less) than ``other``, which it is not."""

    one: Mention
    other: Mention


def superlatives(told: Sequence[Mention], text: str, start: int, end: int) -> Iterator[Superlative]:
    """What a paragraph says is most, or first, and is not. ``start``, ``end``: where it stands in the text."""
    if "最" in text[start:end]:
        for found in _MOST_OF.finditer(text, start, end):
            yield from _of_periods(told, text, found)
    yield from _in_order(told)


def _of_periods(told: Sequence[Mention], text: str, found: re.Match[str]) -> Iterator[Superlative]:
    which, least = (
        found["which"].removeprefix("" if found["which"][-1] in _TIMES else "第"),
        found["way"][-1] in "少低小",
    )
    before = text.rfind("。", 0, found.start())
    first = text.rfind("。", 0, max(before, 0)) + 1
    row = _row([one for one in told if first <= one.start < found.start() and one.count], which)
    if which not in row:
        return
    one = row[which]
    for other in row.values():
        if (other.value < one.value) if least else (other.value > one.value):
            yield Superlative(one=one, other=other)
            return


def _row(told: Sequence[Mention], which: str) -> dict[str, Mention]:
    """The numbers of the quarters, or of both halves: each with its name, or all behind one."""
    if which[-1] in _TIMES:
        return _listed_times(told, which[-1])
    for at, one in enumerate(told):
        run = told[at : at + _QUARTERS]
        alike = len(run) == _QUARTERS and {other.kind for other in run} == {one.kind}
        four = at > 0 and told[at - 1].kind == "个季度" and _SPREAD.search(one.gap)  # 四个季度新收数依次为11件、…
        if (
            which[0] in _ORDERS
            and alike
            and (four or _RUN.search(one.gap))
            and all(_LINK.match(other.gap) for other in run[1:])
        ):
            return {f"{name}季度": run[place] for name, place in _ORDERS.items()}
    names = [f"{name}季度" for name in _ORDERS] if which[0] in _ORDERS else ["上半年", "下半年"]
    named = {name: [one for one in told if name in one.label] for name in names}
    if any(len(some) != 1 for some in named.values()) or len({some[0].kind for some in named.values()}) > 1:
        return {}
    return {name: some[0] for name, some in named.items()}


def _listed_times(told: Sequence[Mention], of: str) -> dict[str, Mention]:
    """举办4次，到会分别为31人、28人、30人、29人: as many as there were, each by its order."""
    for at in range(len(told) - 1, 0, -1):
        many, first = told[at - 1], told[at]
        run = told[at : at + min(int(many.value), len(_NUMBERED))]
        alike = {one.kind for one in run} == {first.kind} != {of} and all(_LINK.match(one.gap) for one in run[1:])
        if many.kind == of and _SPREAD.search(first.gap) and alike and len(run) == many.value:
            return {f"第{name}{of}": one for name, one in zip(_NUMBERED, run, strict=False)}
    return {}


def _in_order(told: Sequence[Mention]) -> Iterator[Superlative]:
    for at, one in enumerate(told):
        behind = told[at + 1] if at + 1 < len(told) else None
        if behind is None or (behind.kind, behind.sentence) != (one.kind, one.sentence) or one.value == behind.value:
            continue
        first = _FIRST.search(one.gap) if one.count and behind.count and _SECOND.search(behind.gap) else None
        if first and (one.value > behind.value) == bool(first["least"]):
            yield Superlative(one=one, other=behind)
