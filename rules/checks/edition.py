"""版式与报告年度。"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from filings.edition import Edition as Form
from filings.figure import CellState
from rules.results import Breach, Result
from rules.scene import Scene
from rules.tablelabels import label_body
from schemas.editions import edition_for, editions


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """报告的版式应当是本年度的：不用旧版，不用还没有施行的新版，不把两版混用。"""

    fault: Literal["outdated", "early", "mixed"]

    facts: ClassVar[frozenset[str]] = frozenset({"edition", "expected", "year"})

    @property
    def needs(self) -> frozenset[str]:
        """Nothing besides the report."""
        return frozenset()

    def run(self, scene: Scene) -> Iterator[Result]:
        """One breach for the report as a whole."""
        year = scene.report.year or scene.dossier.folder_year
        due = edition_for(year) if year else None
        if scene.report.edition is None or due is None:
            return
        found = {"outdated": due.since > scene.form.since, "early": due.since < scene.form.since}
        if _mixed(scene) if self.fault == "mixed" else found[self.fault]:
            facts = {"edition": scene.form.document, "expected": due.document, "year": year}
            yield Breach(refs=(), facts=facts)


def _mixed(scene: Scene) -> bool:
    """Whether rows that only another form has stand in the report."""
    others = [form for form in editions() if form.id != scene.form.id]
    cells = (ref for ref, cell in scene.report.cells.items() if cell.state is not CellState.ABSENT)
    if any(ref not in scene.form.titles for ref in cells):
        return True
    printed = {(extra.table, label_body(extra.raw)) for extra in scene.report.extras}
    return any(printed & (_labels(form) - _labels(scene.form)) for form in others)


def _labels(form: Form) -> set[tuple[str, str]]:
    return {(table.key, label_body(row.label)) for table in form.tables for row in table.rows}
