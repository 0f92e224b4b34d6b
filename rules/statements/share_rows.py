"""The rows of numbers beside a share that may be its part together."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile

from filings.patterns import pattern
from rules.statements.mentions import Mention, total_of

_LISTED = pattern("、|和|及|以及|与|加|连同")
_PAUSE = pattern("[，,；;。：:、]")
_OPENED = pattern("其中|[：:；;]|包括|分别")  # what opens a list
_ROW, _LINKS = 8, ("和", "及", "与", "、")


def listed_up_to(told: Sequence[Mention], part: Mention) -> Decimal:
    """The sum of the list that ends with a number: 户外屏12条、宣传栏8条，占总量的5%."""
    at = told.index(part)
    total = told[at].value
    while at and _LISTED.match(told[at].gap) and told[at - 1].kind == part.kind:
        at -= 1
        total += told[at].value
    return total


def pairs(told: Sequence[Mention], kind: str) -> Iterator[Decimal]:
    """The sums of two that are named together: 22个部门和14个乡镇."""
    for one, other in pairwise(told):
        if one.kind == other.kind == kind and other.gap.endswith(_LINKS):
            yield one.value + other.value


def row_before(counts: Sequence[Mention], many: int) -> Sequence[Mention]:
    """So many of the last numbers, without one that sums them: 12条、48条，共60条，分别占20%、80%."""
    row, last = counts[-many - 1 : -1], counts[-1:]
    return row if last and len(row) == many and total_of(row) == last[0].value else counts[-many:]


def rows_with(told: Sequence[Mention], part: Mention) -> Iterator[Decimal]:
    """The sums of the rows of one unit that hold a number, or end before it: 一般236件、简易182件；听证37件，占8.9%."""
    at = told.index(part)
    first, last = at, at
    while first and told[first - 1].kind == part.kind and at - first < _ROW:
        first -= 1
    while last + 1 < len(told) and told[last + 1].kind == part.kind and last - at < _ROW:
        last += 1
    for start in range(first, at + 1):
        for end in range(max(at - 1, start), last + 1):
            yield total_of(told[start : end + 1])


def outside(before: Sequence[Mention], rate: Mention) -> Sequence[Mention]:
    """Without what a bracket behind a number holds: 征地13件（东柳5件，西河1件），占65%."""
    inside = list(takewhile(lambda one: one.depth > rate.depth, reversed(before)))
    held = inside and not _PAUSE.search(inside[-1].gap.partition("（")[0])
    return before[: -len(inside)] or before if held else before


def list_before(before: Sequence[Mention]) -> Sequence[Mention]:
    """The list that ends with the last number, without the whole before it: 办结155件，其中公开70件、部分公开18件."""
    at, listed = len(before) - 1, before[-1].gap[:1] == "、"
    while at and (before[at].gap[:1] == "、" if listed else _goes_on(before, at)):
        at -= 1
    found = [one for one in before[at:] if one.kind == before[-1].kind]
    return found[1:] if found[0].value == sum(one.value for one in found[1:]) else found


def _goes_on(before: Sequence[Mention], at: int) -> bool:
    return not _OPENED.search(before[at].gap) and before[at - 1].sentence == before[at].sentence
