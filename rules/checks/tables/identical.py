"""相同的数字太多。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Group
from rules.engine.results import Breach, Check, Gap, Result
from rules.tables.addresses import members


@dataclass(frozen=True, slots=True, kw_only=True)
class IdenticalCheck(Check):
    """不应当全部照抄：与上年每一格都相同（last），或者互不相干的行填同一个数（rows）。"""

    cells: Group
    against: Literal["last", "rows"]
    least: int

    facts: ClassVar[frozenset[str]] = frozenset({"count", "values"})

    @property
    def needs(self) -> frozenset[str]:
        """Last year's report, when compared with it."""
        return frozenset({"previous"} if self.against == "last" else ())

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for an unchanged report, or for every number that stands in too many rows."""
        refs = members(context.form, self.cells)
        yield from self._unchanged(context, refs) if self.against == "last" else self._repeated(context, refs)

    def _unchanged(self, context: CheckContext, refs: tuple[str, ...]) -> Iterator[Result]:
        before = context.dossier.previous
        if before is None or before.edition != context.report.edition:
            yield Gap(reason="上年版式不同，没有比较")
            return
        if all(context.report.value(ref) == before.value(ref) for ref in refs):
            filled = tuple(ref for ref in refs if context.report.value(ref))
            if len(filled) >= self.least:
                values = tuple(dict.fromkeys(context.amounts.numbers[ref] for ref in filled))
                yield Breach(refs=(), facts={"count": len(filled), "values": values})

    def _repeated(self, context: CheckContext, refs: tuple[str, ...]) -> Iterator[Result]:
        found: dict[Decimal, dict[str, str]] = {}
        for ref in refs:
            value = context.report.value(ref)
            if value is not None and value > 0:
                found.setdefault(value, {}).setdefault(ref.rpartition(".")[0], ref)
        for value, rows in found.items():
            if len(rows) >= self.least:
                yield Breach(refs=tuple(rows.values()), facts={"count": len(rows), "values": (value,)})
