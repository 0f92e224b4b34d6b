"""Which findings a set of changes would mend: the sums it was made for, and every number rule that then holds."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from filings.figure import CellState, plain
from filings.finding import Finding
from filings.report import Cell
from rules.book_io.rulebook import Rulebook
from rules.engine.context import CheckContext
from rules.engine.render import fingerprint
from rules.engine.results import Breach
from rules.suspects.causes import found_value
from rules.suspects.search import Changes
from schemas.figures import Figures

# the kinds of checks that read the cells of the tables: only these can hold again when a cell is mended
OF_NUMBERS = frozenset(
    {"balance", "limit", "implies", "share", "swing", "zero", "mentioned", "rated", "denied"}
)  # fmt: skip


def mended_scene(context: CheckContext, changes: Changes) -> CheckContext:
    """The context with the suggested values in place of what was found."""
    values = {ref: found_value(ref, context) + change for ref, change in changes.items()}
    report = replace(context.report, cells=_with_values(context.report.cells, values))
    return CheckContext(dossier=replace(context.dossier, report=report), edition=context.edition, lists=context.lists)


def _with_values(cells: Mapping[str, Cell], values: Mapping[str, Decimal]) -> Mapping[str, Cell]:
    if isinstance(cells, Figures) and all(ref in cells and value == int(value) for ref, value in values.items()):
        return cells.changed({ref: int(value) for ref, value in values.items()})
    mended = dict(cells)
    for ref, value in values.items():
        place = cells[ref].place if ref in cells else ""
        mended[ref] = Cell(raw=plain(value), state=CellState.NUMBER, value=value, place=place)
    return mended


def mends(context: CheckContext, changes: Changes, book: Rulebook, findings: Iterable[Finding]) -> tuple[str, ...]:
    """The fingerprints of the findings that are gone once the changes are made, in order of the findings."""
    after = mended_scene(context, changes)
    asked: dict[str, list[Finding]] = {}
    for finding in findings:
        if book.by_id[finding.rule].check_kind in OF_NUMBERS:
            asked.setdefault(finding.rule, []).append(finding)
    return tuple(
        finding.fingerprint
        for rule, ours in asked.items()
        for still in (_still(rule, book, after),)
        for finding in ours
        if finding.fingerprint not in still
    )


def _still(rule: str, book: Rulebook, context: CheckContext) -> set[str]:
    """The fingerprints of a rule's findings on the mended report."""
    results = list(book.by_id[rule].check.run(context))
    return {fingerprint(one, book.by_id[rule], context.dossier) for one in results if isinstance(one, Breach)}
