"""A statement: one assertion of the running text about a number, or about words that stand for one."""

from decimal import Decimal
from typing import Literal, TypeAlias

from filings.nouns import dataclass
from rules.text.span import Span

Quantifier: TypeAlias = Literal["count", "some", "all", "none"]
Refs: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the text says of one thing, with everything that narrows it; what cannot be told is equal to nothing.

    ``topic``: what is told of, from wide to narrow (``requests.reason.refused.4``). ``value``: None where only
    ``some`` or ``all`` is said, 0 with ``none``. ``meanings``: the sums of cells that it may stand for, most likely
    first. ``others``: for ``all``, the cells that must then be 0. ``without``: what may be left out of a sum (those of
    last year, where they are told by themselves). ``named``: its own words name the thing, nothing is inherited.
    ``narrowed``: it is of a part of unknown size, so that it can only be less. ``step``: by how much less the table
    may differ, where the text rounds. ``span``: the words that say it; ``mark``: the sign before them. ``flow``: what
    it may be a part of.
    """

    topic: str
    span: Span
    value: Decimal | None = None
    quantifier: Quantifier = "count"
    meanings: tuple[Refs, ...] = ()
    others: Refs = ()
    without: Refs = ()
    named: bool = False
    narrowed: bool = False
    step: Decimal = Decimal(0)
    mark: str = ""
    flow: str = ""

    def about(self, *topics: str) -> bool:
        """Whether it is about one of these topics or something within one."""
        topic = self.topic
        for one in topics:  # noqa: SIM110 - a generator costs more than the tests
            if topic.startswith(one) and topic[len(one) : len(one) + 1] in ("", "."):
                return True
        return False
