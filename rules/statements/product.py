"""So much each, and what all together may be."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.statements.mentions import Mention

_FEW = 6  # numbers before it that are looked at
_ADDED = pattern("[^，,。；;、0-9]{0,8}[，,](?:连同|加上)[^，,。；;、0-9]{0,8}$")
_CAME = pattern("^[，,](?:一共|共|合计)?(?:到会|参会|参加|参训|到场)的?(?:共|有)?$")
_OF_EACH, _MISSING = (
    pattern("[各每][^，,；;。、0-9]{0,6}$"),
    pattern("[^。]{0,12}(?:请假|缺席|未到|没到|没来|未参加|因)"),
)
_OF_YEAR = {"个月": 12, "个季度": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """``each``: so much; ``total``: all together; ``times``: what it may be multiplied with; ``beside``: added.

    ``sure``: all together can be nothing else.
    """

    each: Mention
    total: Mention
    times: tuple[Decimal, ...]
    beside: tuple[Decimal, ...]
    sure: bool

    @property
    def possible(self) -> tuple[Decimal, ...]:
        """What all together may be."""
        made = [self.each.value * _times(some) for many in (1, 2, 3) for some in combinations(self.times, many)]
        several = [one + one / self.each.value * other for one in made for other in self.beside if self.each.value]
        return tuple(dict.fromkeys([*made, *(one + other for one in made for other in self.beside), *several]))


def with_others(told: Sequence[Mention], at: int, text: str) -> Product | None:
    """8个村各派3人，连同干部18人，到会42人: so many of each, others that are counted too, and all who came."""
    some = told[at - 1 : at + 3] if at else ()
    if len(some) < 4 or len({one.sentence for one in some}) > 1 or not all(one.count for one in some):  # noqa: PLR2004 - number, each, others, all
        return None
    times, each, others, total = some
    alike = times.kind == "个" and each.kind == others.kind == total.kind == "人" and _OF_EACH.search(each.clause)
    if not alike or not _ADDED.match(others.gap) or not _CAME.match(total.gap) or any(map(each.gap.count, "、和及")):
        return None
    if _MISSING.match(text, total.end):
        return None
    return Product(each=each, total=total, times=(times.value,), beside=(others.value,), sure=False)


def _times(some: Sequence[Decimal]) -> Decimal:
    value = Decimal(1)
    for one in some:
        value *= one
    return value


def is_sum(told: Sequence[Mention], total: Mention, each: Decimal) -> bool:
    """Whether others make it: 4块，48块次；7块，28块次，合计76块次; 12个村有，2个村没有，3个社区各1处，共15处."""
    here = [one for one in told if one.sentence == total.sentence and one.start < total.start]
    alike = [one.value for one in here if one.kind == total.kind][-_FEW:]
    last = [one.value for one in here if one.kind == here[-1].kind][-_FEW:]
    both = {(one + last[-1]) * each for one in last[:-2]}
    return total.value in both or any(sum(some) == total.value for many in (2, 3) for some in combinations(alike, many))


def in_months(told: Sequence[Mention], at: int, total: Mention, times: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """每月抽查2件，五个月共抽查10件: as many months, or quarters, as are told, and not all of a year."""
    between = [one for one in told[at + 1 :] if one.start < total.start]
    known = {_OF_YEAR[one.kind]: one.value for one in reversed(between) if one.kind in _OF_YEAR}
    return tuple([known.get(int(one), one) for one in times])
