"""A statement of change: what it was, what it is, by how much and by what share."""

from decimal import Decimal

from filings.nouns import dataclass
from rules.statements.mentions import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """``base``: what it was; ``nows``: what it may be now, nearest first; ``by``: the difference; ``rate``: its share.

    ``up``: the way that the words tell, None where they tell none; ``rate_up``: the way of the share. ``apart``:
    what it is now stands in the sentence before. None where something is not written.
    """

    base: Mention | None
    nows: tuple[Mention, ...]
    by: Mention | None
    rate: Mention | None
    up: bool | None
    rate_up: bool | None
    apart: bool = False

    @property
    def told(self) -> tuple[Mention, ...]:
        """All that is written, in order; of what it may be now the nearest."""
        some = (self.base, *self.nows[:1], self.by, self.rate)
        return tuple(sorted((one for one in some if one is not None), key=lambda one: one.start))

    @property
    def signed(self) -> Decimal:
        """The difference with its sign; only where one is written."""
        value = self.by.value if self.by else Decimal(0)
        return value if self.up else -value

    @property
    def signed_rate(self) -> Decimal:
        """The share with its sign; only where one is written."""
        value = self.rate.value if self.rate else Decimal(0)
        return value if self.rate_up else -value

    def means(self, wanted: Decimal) -> bool:
        """Whether the share, with its sign, is this percentage."""
        return self.rate is not None and abs(wanted - self.signed_rate) < self.rate.step
