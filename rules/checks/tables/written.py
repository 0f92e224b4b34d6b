"""格内的写法。"""

from collections.abc import Iterator
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Group
from rules.engine.results import Breach, Check, Result
from rules.tables.addresses import members


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCheck(Check):
    """每个格只归一类写法：空格、斜线、文字、负数、小数、带单位、缺单位、多出的数、读不准、整张空着等。"""

    cells: tuple[Group, ...]
    fault: Literal[
        "blank", "total_blank", "parts_blank", "dash", "text", "negative", "decimal", "styled", "unit", "unitless",
        "precise", "unsigned", "odd", "open", "surplus", "empty",
    ]  # fmt: skip

    facts: ClassVar[frozenset[str]] = frozenset({"item", "raw", "count"})

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for every cell or row of this class."""
        flaws = context.flaws.get(self.fault, ())
        if not flaws:
            return
        wanted = {ref for group in self.cells for ref in members(context.form, group)}
        for flaw in flaws:
            refs = flaw.refs if self.fault == "surplus" else tuple(ref for ref in flaw.refs if ref in wanted)
            if refs:
                yield Breach(refs=refs, facts={"item": flaw.item, "raw": flaw.raw, "count": len(refs)})
