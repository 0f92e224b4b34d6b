"""The smallest sets of changes that mend broken sums, exact for up to three cells."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from filings.nouns import dataclass
from rules.suspects.system import SumSystem

MOST_CELLS = 3
_MOST_SETS = 400  # more rivals than this say nothing; the first ones found are as good as any

Changes = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class MendSearch:
    """A search over one system.

    ``fits``: whether a cell may be changed by an amount; ``ignored``: sums that nobody can judge.

    Among any three cells of these tables one stands in a sum without the other two (three cells fill no rectangle), so
    that sum alone gives its change; the rest is a smaller search. Hence trying every cell of every broken sum, with
    the change that mends this sum, meets every set of up to three cells.
    """

    system: SumSystem
    fits: Callable[[str, Decimal], bool]
    ignored: Collection[int] = frozenset()

    def smallest(self, broken: Mapping[int, Decimal], most: int = MOST_CELLS) -> tuple[Changes, ...]:
        """All sets of the smallest size that mend the broken sums and break no other."""
        for size in range(1, most + 1):
            found: dict[frozenset[tuple[str, Decimal]], Changes] = {}
            self._extend(dict(broken), {}, size, found, set())
            if found:
                return tuple(found.values())
        return ()

    def _extend(
        self,
        off: dict[int, Decimal],
        chosen: dict[str, Decimal],
        left: int,
        found: dict[frozenset[tuple[str, Decimal]], Changes],
        seen: set[frozenset[tuple[str, Decimal]]],
    ) -> None:
        key = frozenset(chosen.items())
        if len(off) > left * self.system.reach or key in seen or len(found) >= _MOST_SETS:
            return
        seen.add(key)
        # the last change must mend everything at once, so the cells of one broken sum are enough
        for number in list(off)[:1] if left == 1 else off:
            for ref, sign in self.system.sums[number].cells:
                change = -off[number] * sign
                if ref in chosen or not self.fits(ref, change):
                    continue
                after = self._after(off, ref, change)
                if left == 1:
                    if not after:
                        found[key | {(ref, change)}] = {**chosen, ref: change}
                else:  # something is left: had these cells been enough, a smaller size would have found them
                    self._extend(after, {**chosen, ref: change}, left - 1, found, seen)

    def _after(self, off: dict[int, Decimal], ref: str, change: Decimal) -> dict[int, Decimal]:
        after = dict(off)
        for number, sign in self.system.touching[ref]:
            if number not in self.ignored:
                now = after.get(number, 0) + sign * change
                if now:
                    after[number] = now
                else:
                    after.pop(number, None)
        return after
