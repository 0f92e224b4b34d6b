"""A statement: one assertion of the running text about a number, or about words that stand for one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeAlias

from rules.text.span import Span

Quantifier: TypeAlias = Literal["count", "some", "all", "none"]
Refs: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the text says of one thing, with everything that narrows it; what cannot be told is equal to nothing.

    ``topic``: what is told of, from wide to narrow with dots (``requests.refused.4``, ``reviews.total``); ``value``: None
    where only ``some`` or ``all`` is said, 0 with ``none``. ``meanings``: the sums of cells that it may stand for, most
    likely first; ``others``: for ``all``, the cells that must then be 0. ``named``: whether its own words name the
    thing, so that nothing is inherited. ``narrowed``: it is of a part of unknown size, so that it can only be less.
    ``span``: the words that say it; ``mark``: the sign before them. ``flow``: what it may be a part of.
    """

    topic: str
    span: Span
    value: Decimal | None = None
    quantifier: Quantifier = "count"
    meanings: tuple[Refs, ...] = ()
    others: Refs = ()
    named: bool = False
    narrowed: bool = False
    mark: str = ""
    flow: str = ""

    def about(self, *topics: str) -> bool:
        """Whether it is about one of these topics or something within one."""
        return any(self.topic == one or self.topic.startswith(one + ".") for one in topics)


Rewording: TypeAlias = Callable[[Statement], Statement]


def narrowed(told: Statement) -> Statement:
    """The same, of a part of unknown size."""
    return replace(told, narrowed=True)
