"""The rows of numbers beside a share that may be its part together."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from filings.patterns import pattern
from rules.statements.mentions import Mention, total_of

_LISTED = pattern("、|和|及|以及|与|加|连同")
_ROW = 8


def listed_up_to(told: Sequence[Mention], part: Mention) -> Decimal:
    """The sum of the list that ends with a number: 户外屏12条、宣传栏8条，占总量的5%."""
    at = told.index(part)
    total = told[at].value
    while at and _LISTED.match(told[at].gap) and told[at - 1].kind == part.kind:
        at -= 1
        total += told[at].value
    return total


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
