"""应当为0的格。"""

from collections.abc import Iterator
from typing import ClassVar

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Cells
from rules.engine.results import Breach, Check, Gap, Result
from rules.tables.addresses import expand


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroCheck(Check):
    """这类单位的这些格一般应当是0。"""

    cells: Cells

    facts: ClassVar[frozenset[str]] = frozenset({"item", "value"})
    needs: ClassVar[frozenset[str]] = frozenset({"agency"})

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for every cell above 0. A blank says nothing against 0."""
        for ref in expand(context.form, self.cells):
            found = context.amounts.range(ref)
            if found.least > 0:
                yield Breach(refs=(ref,), facts={"item": context.title(ref), "value": found})
            elif gap := context.amounts.unread((ref,)):
                yield Gap(reason=gap.reason, refs=(ref,))
