"""So much each, and what all together may be."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from filings.nouns import dataclass
from rules.statements.mentions import Mention


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


def _times(some: Sequence[Decimal]) -> Decimal:
    value = Decimal(1)
    for one in some:
        value *= one
    return value
