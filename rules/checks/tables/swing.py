"""与上年相差的倍数。"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Cells
from rules.engine.results import Breach, Check, Result
from rules.tables.addresses import expand

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class SwingCheck(Check):
    """较大的一年达到基数时，与上年相差不应当达到规定的倍数；有一年是0的不比。"""

    cells: Cells
    factor: int
    base: int

    facts: ClassVar[frozenset[str]] = frozenset({"item", "now", "before", "times"})
    needs: ClassVar[frozenset[str]] = frozenset({"previous"})

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for every cell that grew or shrank by the factor."""
        for ref in expand(context.form, self.cells):
            now, before = context.amounts.sum((ref,)), context.amounts.sum((f"last.{ref}",))
            if now is None or before is None:
                gap = context.amounts.unread((ref, f"last.{ref}"))
                yield from (gap,) if gap else ()
                continue
            less, more = sorted((now, before))
            if less > 0 and more >= self.base and more >= less * self.factor:
                times = (more / less).quantize(_TENTH, ROUND_HALF_UP)
                facts = {"item": context.title(ref), "now": now, "before": before, "times": times}
                yield Breach(refs=(ref,), facts=facts)
