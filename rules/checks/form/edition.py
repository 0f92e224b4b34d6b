"""版式与报告年度。"""

from collections.abc import Iterator
from functools import cache
from typing import ClassVar, Literal

from filings.figure import CellState
from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Result
from rules.tables.printed_labels import label_body
from schemas.editions import edition, edition_for, editions
from schemas.figures import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCheck(Check):
    """报告的版式应当是本年度的：不用旧版，不用还没有施行的新版，不把两版混用。"""

    fault: Literal["outdated", "early", "mixed"]

    facts: ClassVar[frozenset[str]] = frozenset({"edition", "expected", "year"})

    def run(self, context: CheckContext) -> Iterator[Result]:
        """One breach for the report as a whole."""
        year = context.report.year or context.dossier.folder_year
        due = edition_for(year) if year else None
        if context.report.edition is None or due is None:
            return
        found = {"outdated": due.since > context.form.since, "early": due.since < context.form.since}
        if _mixed(context) if self.fault == "mixed" else found[self.fault]:
            facts = {"edition": context.form.document, "expected": due.document, "year": year}
            yield Breach(refs=(), facts=facts)


def _mixed(context: CheckContext) -> bool:
    """Whether rows that only another form has stand in the report."""
    others = [form for form in editions() if form.id != context.form.id]
    cells = context.report.cells
    if not isinstance(cells, Figures) or cells.layout.form != context.form.id:
        strange = cells.keys() - context.form.titles.keys()
        if any(cells[ref].state is not CellState.ABSENT for ref in strange):
            return True
    if not context.report.extras:
        return False
    printed = {(extra.table, label_body(extra.raw)) for extra in context.report.extras}
    return any(printed & (_labels(form.id) - _labels(context.form.id)) for form in others)


@cache
def _labels(form: str) -> frozenset[tuple[str, str]]:
    return frozenset((table.key, label_body(row.label)) for table in edition(form).tables for row in table.rows)
