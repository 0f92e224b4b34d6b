"""表格印出的行名、列名和表头说明。"""

from collections.abc import Iterator
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap, Result
from rules.tables.label_messages import difference, gathered
from rules.tables.printed_labels import LabelFault, label_faults

_SCANNED = "扫描件识别的文字有出入，表格的行名、列名没有核对"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelsCheck(Check):
    """行名、列名应当与版式一致：不缺、不多、不改名、不换次序，单位和表头说明照印。"""

    faults: tuple[Literal["missing", "added", "renamed", "moved", "unit", "note"], ...]

    facts: ClassVar[frozenset[str]] = frozenset({"found", "expected", "difference"})

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for every label of these faults, many of one kind in one table told once.

        Labels read off a picture prove nothing.
        """
        if context.scanned:
            yield Gap(reason=_SCANNED)
            return
        for fault in gathered(one for one in context.memo(_faults) if one.name in self.faults):
            yield _breach(fault)


def _faults(context: CheckContext) -> tuple[LabelFault, ...]:
    return label_faults(context.report, context.form.id)


def _breach(fault: LabelFault) -> Breach:
    facts = {"found": fault.found, "expected": fault.expected, "difference": difference(fault)}
    return Breach(refs=fault.refs, places=(fault.place,) if fault.place else (), facts=facts)
