"""Dossier + rulebook -> Audit: every rule is asked once and every rule answers. Pure, and the same every time."""

from collections.abc import Iterable, Sequence
from dataclasses import field, replace

from filings.dossier import Dossier
from filings.edition import Edition
from filings.finding import Audit, Finding, Outcome, Status, Suspect, Verdict
from filings.nouns import dataclass
from rules.book_io.engine_hash import engine_hash
from rules.book_io.rule import Rule
from rules.book_io.rulebook import Rulebook
from rules.engine.applies import scope_of
from rules.engine.context import CheckContext
from rules.engine.plan import Plan
from rules.engine.render import render
from rules.engine.results import Breach, Gap, Note
from rules.engine.suppression import withheld
from rules.engine.verdict import verdict_of
from rules.fast.compiled_checks import compile_checks
from rules.suspects import suspects
from rules.tables.blank_policy import NOTHING_WRITTEN, is_empty
from schemas.editions import edition, edition_for, editions
from schemas.figures import Figures

_SHOWN_REASONS = 3
_MOST_LAYOUTS = 256  # ways in which senders order their rows


@dataclass(slots=True)
class _AuditState:
    """What has been found so far. ``broken``: rule id -> refs of each of its breaches, withheld ones included.

    ``answered``: the outcomes of the rules that were asked and had something to say; ``outcomes``: those of all rules.
    """

    outcomes: tuple[Outcome, ...]
    broken: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    answered: list[Outcome] = field(default_factory=list)


def audit(dossier: Dossier, book: Rulebook) -> Audit:
    """Audit one dossier under a rulebook. The same dossier, rulebook and as-of date give the same bytes."""
    book = book.on(dossier.as_of)
    context = CheckContext(dossier=dossier, edition=_form(dossier), lists=book.lists)
    plan = book.plan(scope_of(dossier))
    state = _AuditState(outcomes=plan.settled)
    left = plan.left(_proved(context, book), context)
    if left:  # most often the figures prove all that applies
        _ask_all(left, plan, context, state)
    findings = _graver_first(state, plan) if state.findings else ()
    verdict = verdict_of(dossier, findings, state.answered, unrun=plan.unrun)
    return _assemble(dossier, book, verdict, findings, state.outcomes, suspects(context, book, findings))


def _ask_all(rules: Iterable[Rule], plan: Plan, context: CheckContext, state: _AuditState) -> None:
    """Ask the rules. Where none answers otherwise than the plan, its own outcomes stay: they are written only once."""
    answered: dict[int, Outcome] = {}
    for rule in rules:
        outcome = _ask(rule, context, state)
        if outcome is not rule.passed:
            state.answered.append(outcome)
        if outcome is not plan.settled[plan.at[rule.id]]:
            answered[plan.at[rule.id]] = outcome
    if answered:
        outcomes = list(plan.settled)
        for at, one in answered.items():
            outcomes[at] = one
        state.outcomes = tuple(outcomes)


def _graver_first(state: _AuditState, plan: Plan) -> tuple[Finding, ...]:
    found = (finding for name in sorted(state.findings, key=plan.at.__getitem__) for finding in state.findings[name])
    return tuple(sorted(found, key=lambda finding: finding.severity.rank))


def _assemble(
    dossier: Dossier,
    book: Rulebook,
    verdict: Verdict,
    findings: tuple[Finding, ...],
    outcomes: tuple[Outcome, ...],
    named: tuple[Suspect, ...],
) -> Audit:
    report, agency = dossier.report, dossier.agency
    return Audit(
        verdict=verdict,
        rulebook_version=book.version,
        rulebook_hash=book.hash,
        engine=engine_hash(),
        as_of=dossier.as_of,
        dossier_digest=book.digests.of(dossier),
        agency=agency.name if agency else (report.agency or "" if report else ""),
        year=(report.year if report else None) or dossier.folder_year,
        edition=report.edition if report else None,
        sha256=dossier.sha256,
        kind=agency.kind if agency else "",
        kind_inferred=bool(agency and agency.inferred),
        findings=findings,
        outcomes=outcomes,
        suspects=named,
    )


def _proved(context: CheckContext, book: Rulebook) -> frozenset[str]:
    """The rules that need not be asked, since the figures of a report sent as plain numbers prove them at once."""
    report = context.dossier.report
    cells = report.cells if report else None
    if report is None or not isinstance(cells, Figures) or cells.layout.form != context.form.id:
        return frozenset()
    compiled = book.compiled.get(cells.layout)
    if compiled is None:
        if len(book.compiled) >= _MOST_LAYOUTS:
            book.compiled.clear()
        compiled = book.compiled[cells.layout] = compile_checks(book.rules, cells.layout, single=context.amounts.single)
    return compiled.passing(report)


def _form(dossier: Dossier) -> Edition:
    """The form that the report follows; where none was recognised, the one it should follow."""
    report = dossier.report
    if report and report.edition:
        return edition(report.edition)
    year = (report.year if report else None) or dossier.folder_year
    return (edition_for(year) if year else None) or editions()[-1]


def _ask(rule: Rule, context: CheckContext, state: _AuditState) -> Outcome:
    try:
        results = list(rule.check.run(context))
        if not results:
            return rule.passed
        if len(results) == 1 and type(results[0]) is Gap and results[0].reason == rule.unasked.reason:
            return rule.unasked  # the same object from one audit to the next, so that it is written once
        breaches = [result for result in results if isinstance(result, Breach)]
        return _answer(rule, context, state, breaches) if breaches else _unbroken(rule, results, context)
    except Exception as error:  # noqa: BLE001 - our fault in one rule must not stop the audit; the verdict cannot be clean
        reason = f"系统核查这一项时出错（{type(error).__name__}: {error}），不是报告的问题"
        return Outcome(rule=rule.id, status=Status.FAILED, reason=reason)


def _answer(rule: Rule, context: CheckContext, state: _AuditState, breaches: list[Breach]) -> Outcome:
    earlier = [refs for name in rule.after for refs in state.broken.get(name, ())]
    standing = [breach for breach in breaches if not withheld(breach, earlier)]
    state.broken[rule.id] = [breach.refs for breach in breaches]
    if standing:
        found = _unrepeated(render(breach, rule, context) for breach in standing)
        state.findings[rule.id] = [_judged(finding, context.dossier) for finding in found]
        return _broken(rule, state.findings[rule.id], context.dossier)
    names = "、".join(name for name in rule.after if state.broken.get(name))
    return Outcome(rule=rule.id, status=Status.NOT_APPLICABLE, reason=f"同一处已由 {names} 指出，改正后再核对")


def _unbroken(rule: Rule, results: Sequence[object], context: CheckContext) -> Outcome:
    gaps = list(dict.fromkeys([result.reason for result in results if isinstance(result, Gap)]))
    if gaps:
        more = "等" if len(gaps) > _SHOWN_REASONS else ""
        reason = "；".join(gaps[:_SHOWN_REASONS]) + more
        return Outcome(rule=rule.id, status=Status.NOT_APPLICABLE, reason=reason)
    if is_empty(rule.check, context):
        return Outcome(rule=rule.id, status=Status.NOT_APPLICABLE, reason=NOTHING_WRITTEN)
    notes = dict.fromkeys([result.text for result in results if isinstance(result, Note)])
    return Outcome(rule=rule.id, status=Status.PASSED, note="；".join(notes))


def _broken(rule: Rule, findings: list[Finding], dossier: Dossier) -> Outcome:
    if all(finding.waived for finding in findings):
        waivers = {waiver.fingerprint: waiver for waiver in dossier.waivers}
        words = [waivers[finding.fingerprint] for finding in findings]
        reasons = dict.fromkeys(f"{w.approver}同意豁免：{w.reason}（至{w.until.isoformat()}）" for w in words)
        return Outcome(rule=rule.id, status=Status.WAIVED, reason="；".join(reasons))
    return rule.broken


def _unrepeated(findings: Iterable[Finding]) -> list[Finding]:
    """Each fingerprint once; a second place with the same fingerprint is numbered in document order."""
    seen: dict[str, int] = {}
    kept = []
    for finding in findings:
        times = seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
        kept.append(finding if times == 1 else replace(finding, fingerprint=f"{finding.fingerprint}-{times}"))
    return kept


def _judged(finding: Finding, dossier: Dossier) -> Finding:
    """The finding with the office's waiver and the agency's explanation, as long as the facts are the same."""
    key = (finding.fingerprint, finding.facts_digest)
    waived = any((w.fingerprint, w.facts_digest) == key and dossier.as_of <= w.until for w in dossier.waivers)
    explained = any((one.fingerprint, one.facts_digest) == key for one in dossier.explanations)
    return replace(finding, waived=waived, explained=explained) if waived or explained else finding
