"""What the page of a result shows, worked out from report and audit alone: no clock, no network, no database.

The words are those of the terminal and of the letter; here they are only put beside the tables.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from filings.edition import Edition
from filings.finding import Audit, Finding, Severity, Status, Verdict
from filings.lateness import late_in
from filings.nouns import dataclass
from filings.personal import without_numbers
from filings.report import Report
from filings.suspicion import derived, few, grouped, suspicion
from gateway.coverage import untested
from gateway.pages.formulas import Formula, formula_of
from gateway.pages.quoting import Quote, quotes_of
from gateway.pages.redrawn import CellMarks, DrawnTable, Mark, cell_anchor, redrawn
from notifier.audit_wording import count, next_step, open_findings
from rules.book_io.rulebook import Rulebook
from schemas.editions import edition

MARKS: Mapping[Verdict, str] = {
    Verdict.CLEAN: "✓", Verdict.EXPLAIN: "△", Verdict.MUST_FIX: "✕", Verdict.UNREADABLE: "✕",
}  # fmt: skip
SEVERITY_MARKS: Mapping[Severity, str] = {Severity.MUST_FIX: "✕", Severity.VERIFY: "△", Severity.HINT: "·"}
NOT_CHECKED = "本系统不检查：保密审查、附件真实性、文字质量。"
_CIRCLED = (
    *map(chr, range(0x2460, 0x2474)), *map(chr, range(0x3251, 0x3260)), *map(chr, range(0x32B1, 0x32C0)),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLink:
    """A cell that a finding is about. ``culprit``: probably the wrong one."""

    anchor: str
    name: str
    culprit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding as the page shows it. ``sign``: ①, the same as at its cells. ``state``: 已豁免, 已说明 or ``""``."""

    sign: str
    anchor: str
    finding: Finding
    message: str
    state: str
    cells: tuple[CellLink, ...]
    formula: Formula | None
    quotes: tuple[Quote, ...]

    @property
    def mark(self) -> str:
        """The sign of its severity; its word stands beside it."""
        return SEVERITY_MARKS[self.finding.severity]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Findings that belong together. ``suspicions``: which cells probably cause them; ``derived``: the line between."""

    suspicions: tuple[str, ...]
    derived: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """Rules that were not put to the report, by kind of reason. ``rules``: (what it asks, why not)."""

    name: str
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """All that the page of a result shows of one audit.

    ``counts``: 必须修改2项，请核实1项; ``few``: 疑似1格有误，涉及3条, or ``""``. ``late``: what was late, apart
    from the verdict. ``step``: what to do now. ``groups``: what is open; ``hints``, ``settled``:
    the rest. ``passed``: what the rules ask that hold. ``failed``: how many could not be run through a fault of ours.
    """

    verdict: Verdict
    counts: str
    few: str
    late: tuple[str, ...]
    step: str
    groups: tuple[GroupView, ...]
    hints: tuple[FindingView, ...]
    settled: tuple[FindingView, ...]
    tables: tuple[DrawnTable, ...]
    passed: tuple[str, ...]
    unasked: tuple[Unasked, ...]
    failed: int
    notes: tuple[str, ...]
    form: str
    rulebook: str

    @property
    def mark(self) -> str:
        """✓, △ or ✕."""
        return MARKS[self.verdict]

    @property
    def shown(self) -> tuple[FindingView, ...]:
        """Every finding of the page, in its order."""
        open_ = tuple(one for group in self.groups for one in group.findings)
        return (*open_, *self.hints, *self.settled)


def result_view(audit: Audit, report: Report | None, book: Rulebook, due: date | None, today: date) -> ResultView:
    """The view of an audit. ``report``: as it was read, None where nothing could be. ``due``: the day of its duty."""
    report = report or Report()
    form = edition(audit.edition) if audit.edition else None
    ordered = _ordered(audit)
    views = {id(f): _finding(number, f, audit, report, form, book) for number, f in enumerate(_flat(ordered), 1)}
    still = open_findings(audit)
    counts = count(still)
    return ResultView(
        verdict=audit.verdict,
        counts="，".join(f"{severity.label}{counts[severity]}项" for severity in Severity if counts[severity]),
        few=few(audit),
        late=tuple(late.words for late in late_in(audit.findings)),
        step=next_step(audit, still, due, today),
        groups=tuple(_group(suspects, found, views) for suspects, found in ordered.open),
        hints=tuple(views[id(f)] for f in ordered.hints),
        settled=tuple(views[id(f)] for f in ordered.settled),
        tables=redrawn(report, form, marks_of(audit, form, tuple(views.values()))) if form else (),
        passed=tuple(_asks(one.rule, book) for one in audit.outcomes if one.status is Status.PASSED),
        unasked=tuple(_unasked(audit, book)),
        failed=Counter(one.status for one in audit.outcomes)[Status.FAILED],
        notes=audit.notes,
        form=form.title if form else "",
        rulebook=audit.rulebook_version,
    )


@dataclass(frozen=True, slots=True)
class _Ordered:
    """The findings as the page lists them: suspects first, hints and what is settled folded."""

    open: tuple[tuple[tuple[str, ...], tuple[Finding, ...]], ...]
    hints: tuple[Finding, ...]
    settled: tuple[Finding, ...]


def _ordered(audit: Audit) -> _Ordered:
    titles = edition(audit.edition).titles if audit.edition else {}
    asks = {id(f) for f in open_findings(audit) if f.severity is not Severity.HINT}
    groups = [
        (tuple(suspicion(one, titles) for one in suspects), tuple(f for f in found if id(f) in asks))
        for suspects, found in grouped(audit)
    ]
    open_ = [group for group in groups if group[1]]
    settled = tuple(f for f in audit.findings if f.waived or f.explained)
    return _Ordered(
        open=tuple(sorted(open_, key=lambda group: not group[0])),
        hints=tuple(f for f in audit.findings if id(f) not in asks and not f.waived and not f.explained),
        settled=settled,
    )


def _flat(ordered: _Ordered) -> Iterator[Finding]:
    for _, found in ordered.open:
        yield from found
    yield from ordered.hints
    yield from ordered.settled


def _group(suspicions: tuple[str, ...], found: Sequence[Finding], views: Mapping[int, FindingView]) -> GroupView:
    return GroupView(
        suspicions=suspicions,
        derived=derived(found) if suspicions else "",
        findings=tuple(views[id(f)] for f in found),
    )


def _finding(
    number: int, finding: Finding, audit: Audit, report: Report, form: Edition | None, book: Rulebook
) -> FindingView:
    suspected = {cell.ref for one in audit.suspects if finding.fingerprint in one.mends for cell in one.cells}
    return FindingView(
        sign=sign(number),
        anchor=f"f-{finding.fingerprint[:12]}-{number}" if _twice(finding, audit) else f"f-{finding.fingerprint[:12]}",
        finding=finding,
        message=without_numbers(finding.message),
        state="已豁免" if finding.waived else "已说明" if finding.explained else "",
        cells=tuple(_links(finding, suspected, report, form)) if form else (),
        formula=formula_of(finding, report, form, book) if form else None,
        quotes=quotes_of(finding, report),
    )


def _twice(finding: Finding, audit: Audit) -> bool:
    return sum(one.fingerprint == finding.fingerprint for one in audit.findings) > 1


def _links(finding: Finding, suspected: set[str], report: Report, form: Edition) -> Iterator[CellLink]:
    """Its cells, the culprits first; where no sum tells a culprit, each cell of what is no sum is one."""
    refs = _cells(finding, form)
    alone = not suspected and "left" not in finding.facts
    for ref in sorted(refs, key=lambda ref: ref not in suspected):
        if ref in report.cells:
            yield CellLink(anchor=cell_anchor(ref), name=form.titles[ref], culprit=alone or ref in suspected)


def _cells(finding: Finding, form: Edition) -> Sequence[str]:
    """The cells of the form that a finding is about; of a row, all of its cells."""
    rows = {row.address: row.refs for table in form.tables for row in table.rows}
    known = set(form.refs)
    return [cell for ref in finding.refs for cell in rows.get(ref, (ref,)) if cell in known]


def marks_of(audit: Audit, form: Edition, views: Sequence[FindingView]) -> Mapping[str, CellMarks]:
    """What stands at each cell: the number at the culprit; where nothing tells it, at every cell that takes part."""
    culprits = {cell.ref for one in audit.suspects for cell in one.cells}
    at: dict[str, CellMarks] = {}
    for view in views:
        mark = Mark(sign=view.sign, anchor=view.anchor, says=view.finding.title)
        solid = {link.anchor for link in view.cells if link.culprit}
        for ref in _cells(view.finding, form):
            anchor, old = cell_anchor(ref), at.get(ref, CellMarks())
            if all(link.anchor != anchor for link in view.cells):
                continue
            told = anchor in solid or not solid
            at[ref] = CellMarks(
                culprit=old.culprit or ref in culprits or anchor in solid,
                marks=(*old.marks, mark) if told else old.marks,
                used_by=old.used_by if told else (*old.used_by, mark),
            )
    return at


def _unasked(audit: Audit, book: Rulebook) -> Iterator[Unasked]:
    for name, outcomes in untested(audit):
        yield Unasked(name=name, rules=tuple((_asks(one.rule, book), one.reason) for one in outcomes))


def _asks(rule: str, book: Rulebook) -> str:
    """What a rule asks; its title would name the fault, which is not there."""
    return book.by_id[rule].says if rule in book.by_id else rule


def sign(number: int) -> str:
    """①, ②, … ㊿; from 51 on in brackets."""
    return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"({number})"
