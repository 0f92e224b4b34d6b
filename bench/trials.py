"""One generated report, audited as it is and with each kind of fault put into it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from filings.figure import plain
from filings.finding import Audit
from rules.book_io.rulebook import Rulebook
from rules.engine.audit import audit
from samples.reports.faults import ONE_CELL, Faulty, cell_fault, date_fault, text_fault
from samples.reports.making import Sample, sample

SHOWN = 5  # suspects that a clerk is shown

GROUPS: dict[str, Callable[[Random, Sample], Faulty | None]] = {
    "single_table3": lambda random, one: cell_fault(random, one, "applications", ONE_CELL),
    "single_table4": lambda random, one: cell_fault(random, one, "review", ONE_CELL),
    "single_table2": lambda random, one: cell_fault(random, one, "proactive", ONE_CELL),
    "shift_table3": lambda random, one: cell_fault(random, one, "applications", ("shift",)),
    "shift_table4": lambda random, one: cell_fault(random, one, "review", ("shift",)),
    "double_table3": lambda random, one: cell_fault(random, one, "applications", ONE_CELL, 2),
    "triple_table3": lambda random, one: cell_fault(random, one, "applications", ONE_CELL, 3),
    "text": text_fault,
    "dates": date_fault,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What became of one fault. ``first``, ``shown``: the wrong cells, all of them with their right values.

    ``gravest``: of the findings that the fault brought about. ``part``: how much there was to compare with.
    """

    group: str
    kind: str
    part: str
    detected: bool
    first: bool
    shown: bool
    gravest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """The findings about a correct report, as (severity, rule)."""

    findings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """All that one seed gave: its clean audit, its trials and the rules that were broken on the way."""

    clean: Clean
    trials: tuple[Trial, ...]
    fired: frozenset[str]


def course(seed: int, book: Rulebook) -> Course:
    """Audit the report of a seed, then the same report with a fault of each group that can befall it."""
    one = sample(seed)
    before = audit(one.dossier, book)
    fired = {finding.rule for finding in before.findings}
    trials = []
    for faulty, group in _faulty(seed, one):
        after = audit(one.holding(faulty.report), book)
        fired |= {finding.rule for finding in after.findings}
        trials.append(_judged(group, faulty, before, after, _part(one, group)))
    findings = tuple((finding.severity.value, finding.rule) for finding in before.findings)
    return Course(clean=Clean(findings=findings), trials=tuple(trials), fired=frozenset(fired))


def _faulty(seed: int, one: Sample) -> Iterator[tuple[Faulty, str]]:
    for number, (group, put) in enumerate(GROUPS.items()):
        faulty = put(Random(seed * len(GROUPS) + number), one)
        if faulty is not None and faulty.report != one.report:
            yield faulty, group


def _part(one: Sample, group: str) -> str:
    if group != "single_table2":
        return ""
    return "same form" if one.previous.edition == one.report.edition else "year of the new form"


def _judged(group: str, faulty: Faulty, before: Audit, after: Audit, part: str) -> Trial:
    known = {(finding.fingerprint, finding.facts_digest) for finding in before.findings}
    new = [finding for finding in after.findings if (finding.fingerprint, finding.facts_digest) not in known]
    named = [{cell.ref: cell.suggested for cell in suspect.cells} for suspect in after.suspects[:SHOWN]]
    wanted = {wrong.ref: plain(wrong.right) for wrong in faulty.cells}
    return Trial(
        group=group,
        kind=faulty.kind,
        part=part,
        detected=bool(new),
        first=bool(wanted) and wanted in named[:1],
        shown=bool(wanted) and wanted in named,
        gravest=min((finding.severity for finding in new), key=lambda one: one.rank).value if new else "",
    )
