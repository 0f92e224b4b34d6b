"""``after``: a breach is withheld when a rule that comes before it broke at an overlapping place."""

from collections.abc import Iterable

from rules.engine.results import Breach


def overlaps(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two sets of refs meet: cell in row in table in report. No refs cover the report as a whole."""
    if not one or not other:
        return True
    return any(_within(a, b) or _within(b, a) for a in one for b in other)


def withheld(breach: Breach, earlier: Iterable[tuple[str, ...]]) -> bool:
    """Whether any earlier breach stands at an overlapping place."""
    return any(overlaps(breach.refs, refs) for refs in earlier)


def _within(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(outer + ".")
