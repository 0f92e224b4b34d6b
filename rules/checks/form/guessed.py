"""没有框线的表格读得准不准。"""

from collections.abc import Iterator
from typing import ClassVar

from filings import problems
from filings.figure import CellState
from filings.nouns import dataclass
from rules.checks.form.problem import tables_named
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Result
from rules.engine.triggers import problem_triggers
from rules.tables.printed_labels import LabelFault, label_faults

_ODD = frozenset({"missing", "added", "renamed", "moved"})
_OPEN = frozenset({CellState.AMBIGUOUS, CellState.ABSENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessedCheck(Check):
    """版面上的表格没有完整的框线，读出来的行名、列名或者数字又对不上版式的，合成一条，算作系统没有读准。"""

    facts: ClassVar[frozenset[str]] = frozenset({"tables"})

    @property
    def triggers(self) -> frozenset[str]:
        """A table without rulings."""
        return problem_triggers((problems.GUESSED,))

    def run(self, context: CheckContext) -> Iterator[Result]:
        """One breach for all such tables in which something is not as the form has it; scans are told elsewhere."""
        found = [one for one in context.report.problems if one.code == problems.GUESSED]
        tables = dict.fromkeys(table for problem in found for table in tables_named(problem, context.form))
        odd = {
            table
            for fault in label_faults(context.report, context.form.id)
            if fault.name in _ODD
            for table in _tables(fault)
        }
        odd |= {ref.partition(".")[0] for ref, cell in context.report.cells.items() if cell.state in _OPEN}
        refs = tuple(table.key for table in tables if table.key in odd)
        if refs and not context.scanned:
            titles = tuple(table.title for table in tables if table.key in odd)
            yield Breach(refs=refs, facts={"tables": titles}, places=(found[0].place,))


def _tables(fault: LabelFault) -> set[str]:
    return {ref.partition(".")[0] for ref in fault.refs}
