"""The engine asks every rule once, withholds by place, never whitewashes, and survives a rule's own fault."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

import pytest

from filings.agency import Agency, Jurisdiction, Register
from filings.dossier import Dossier, Explanation, Publication, Waiver
from filings.finding import Audit, Severity, Status, Verdict
from filings.report import Report
from rules.book_io.examples import dossier_of
from rules.book_io.rule import Rule
from rules.book_io.rulebook import Rulebook, rulebook
from rules.engine.applies import scope_of, why_not
from rules.engine.audit import audit
from rules.engine.context import CheckContext
from rules.engine.digest import dossier_digest
from rules.engine.results import Breach, Result
from rules.engine.suppression import overlaps, withheld
from rules.engine.verdict import verdict_of

BOOK = rulebook()
SUMS = BOOK.only(["A01", "A02", "A03", "A04", "L01", "C01", "C15"])
ONE_WRONG = "applications.new = [3,0,0,0,0,0,3]\napplications.total = [2,0,0,0,0,0,3]"


def _dossier(given: str = "") -> Dossier:
    return dossier_of(tomllib.loads(given), BOOK.by_id["A01"])


def _status(result: Audit, rule: str) -> Status:
    return next(outcome.status for outcome in result.outcomes if outcome.rule == rule)


def _reason(result: Audit, rule: str) -> str:
    return next(outcome.reason for outcome in result.outcomes if outcome.rule == rule)


def test_every_rule_answers_once_in_order_of_the_book() -> None:
    """A clean report: one outcome for each rule, no findings."""
    result = audit(_dossier(), SUMS)
    assert [outcome.rule for outcome in result.outcomes] == [rule.id for rule in SUMS.rules]
    assert (result.verdict, result.findings) == (Verdict.CLEAN, ())


def test_the_same_dossier_gives_the_same_audit() -> None:
    """Twice asked, twice the same, digest and fingerprints included."""
    assert audit(_dossier(ONE_WRONG), SUMS) == audit(_dossier(ONE_WRONG), SUMS)


def test_findings_are_ordered_by_gravity_and_carry_the_law() -> None:
    """What must be fixed stands first; each names place, basis and next step."""
    result = audit(_dossier(ONE_WRONG + '\napplications.refused.1 = ["","","","","","",""]'), SUMS)
    ranks = [finding.severity.rank for finding in result.findings]
    assert ranks == sorted(ranks)
    first = result.findings[0]
    assert first.place == "第三部分表格“自然人”列"
    assert first.basis
    assert first.fix
    assert result.verdict is Verdict.MUST_FIX


def test_the_fingerprint_leaves_out_values_and_the_digest_of_facts_does_not() -> None:
    """The same place with another figure is the same finding with other facts."""
    one = audit(_dossier(ONE_WRONG), SUMS).findings[0]
    other = audit(_dossier(ONE_WRONG.replace("[2,", "[1,")), SUMS).findings[0]
    assert one.fingerprint == other.fingerprint
    assert one.facts_digest != other.facts_digest


def _waiver(audited: Audit, until: date) -> tuple[Waiver, ...]:
    return tuple(
        Waiver(fingerprint=f.fingerprint, facts_digest=f.facts_digest, reason="已核", approver="张主任", until=until)
        for f in audited.findings
    )


def test_a_waiver_holds_to_its_last_day() -> None:
    """Waived findings stay in the audit and do not return the report; a day later they do."""
    dossier = _dossier(ONE_WRONG)
    waived = replace(dossier, waivers=_waiver(audit(dossier, SUMS), dossier.as_of))
    result = audit(waived, SUMS)
    assert result.verdict is Verdict.CLEAN
    assert all(finding.waived for finding in result.findings)
    assert "张主任同意豁免：已核" in _reason(result, "A01")
    late = replace(waived, as_of=date(2025, 1, 1))
    assert audit(late, SUMS).verdict is Verdict.MUST_FIX


def test_a_waiver_lapses_when_the_figures_change() -> None:
    """It is bound to the facts."""
    dossier = _dossier(ONE_WRONG)
    waivers = _waiver(audit(dossier, SUMS), dossier.as_of)
    changed = replace(_dossier(ONE_WRONG.replace("[2,", "[1,")), waivers=waivers)
    assert audit(changed, SUMS).verdict is Verdict.MUST_FIX


def test_an_explanation_answers_a_question_and_never_a_must() -> None:
    """A blank that is explained leaves the report clean; a broken sum stays broken."""
    dossier = _dossier('applications.refused.1 = ["","","","","","",""]')
    found = audit(dossier, SUMS)
    assert found.verdict is Verdict.EXPLAIN
    explained = tuple(
        Explanation(fingerprint=f.fingerprint, facts_digest=f.facts_digest, text="没有", by="x", on=dossier.as_of)
        for f in found.findings
    )
    assert audit(replace(dossier, explanations=explained), SUMS).verdict is Verdict.CLEAN


def test_a_breach_is_withheld_only_where_an_earlier_rule_broke() -> None:
    """C11 in table four does not silence table three; C16 at the total row silences the columns it was chosen for."""
    chosen = 'applications.total = ["7～","0～","0～","0～","0～","0～","7～"]\n'
    surplus = '[[surplus]]\nrow = "applications.total"\nraw = ["7","0","0","0","0","0","0","7"]\n'
    result = audit(_dossier(chosen + "applications.refused.2 = [1,0,0,0,0,0,2]\n" + surplus), SUMS)
    assert _status(result, "A01") is Status.NOT_APPLICABLE
    assert "C16" in _reason(result, "A01")
    assert _status(result, "A03") is Status.BROKEN
    assert result.verdict is Verdict.MUST_FIX


def test_withholding_does_not_whitewash() -> None:
    """A core sum that could not be asked leaves at least a question."""
    result = audit(_dossier('applications.new = ["?",0,0,0,0,0,0]'), BOOK.only(["A01"]))
    assert _status(result, "A01") is Status.NOT_APPLICABLE
    assert result.verdict is Verdict.EXPLAIN


def test_blanks_that_hold_with_zeros_pass_with_a_note() -> None:
    """空格按0成立 is said with the outcome."""
    result = audit(_dossier('applications.new = [0,"",0,0,0,0,0]'), SUMS)
    assert next(outcome.note for outcome in result.outcomes if outcome.rule == "A01") == "“商业企业”空格按0成立"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Faulty:
    """A check with a fault of its own."""

    facts: ClassVar[frozenset[str]] = frozenset()
    needs: ClassVar[frozenset[str]] = frozenset()

    def run(self, context: CheckContext) -> Iterator[Result]:
        """Fails."""
        raise ZeroDivisionError(context.form.id)
        yield Breach(refs=())


def test_a_rule_that_fails_stops_neither_the_audit_nor_passes_as_clean() -> None:
    """Our fault is said as ours, and the verdict cannot be clean."""
    broken = replace(BOOK.by_id["A01"], check=_Faulty(), check_kind="faulty", after=())
    result = audit(_dossier(), replace(BOOK.only(["A02"]), rules=(broken, *BOOK.only(["A02"]).rules)))
    assert _status(result, "A01") is Status.FAILED
    assert "不是报告的问题" in _reason(result, "A01")
    assert _status(result, "A02") is Status.PASSED
    assert result.verdict is Verdict.EXPLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class _Twice:
    """A check that breaks twice at one place."""

    facts: ClassVar[frozenset[str]] = frozenset({"n"})
    needs: ClassVar[frozenset[str]] = frozenset()

    def run(self, context: CheckContext) -> Iterator[Result]:
        """Two breaches."""
        for n in (1, 2):
            yield Breach(refs=("title",), facts={"n": n, "form": context.form.id})


def test_two_findings_at_one_place_have_their_own_fingerprints() -> None:
    """The second is numbered, so that a waiver meets one of them."""
    rule = replace(BOOK.by_id["A01"], check=_Twice(), check_kind="twice", after=(), message="第{n}处。", fix="改。")
    found = audit(_dossier(), replace(BOOK, rules=(rule,))).findings
    assert found[1].fingerprint == f"{found[0].fingerprint}-2"
    assert [finding.place for finding in found] == ["标题（第1段）", "标题（第1段）"]


def _rule(name: str = "A01", **change: object) -> Rule:
    return replace(BOOK.by_id[name], **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "given", "reason"),
    [
        (_rule(), "", ""),
        (_rule(active=False), "", "本县没有启用这条规则"),
        (_rule(), "no_report = true", "没有报告"),
        (_rule(), '[[problems]]\ncode = "unreadable"', "报告没有读出来，没有核对"),
        (_rule("S01"), '[[problems]]\ncode = "unreadable"', ""),
        (_rule(since=2024), "year = 2023", "只适用于2024及以后年度的报告"),
        (_rule(until=2020), "year = 2023", "只适用于2019至2020年度的报告"),
        (_rule(editions=("2019",)), "", "只适用于2019版式"),
        (_rule(kinds=("township", "subdistrict")), "", "只适用于乡镇、街道、subdistrict"),
        (_rule(tags=("licensing",)), "", "名录没有登记这项职能，没有核对"),
        (_rule("Y01"), "", "没有上一年度已审核同意的报告，没有核对"),
        (_rule("Y01"), 'previous_gap = "上年报告尚未审核同意"', "上年报告尚未审核同意"),
        (_rule("D01"), "no_report = true", "没有报送记录，没有核对"),
    ],
)
def test_a_rule_that_does_not_apply_says_why(rule: Rule, given: str, reason: str) -> None:
    """Switched off, unread, another year, form or agency, or a part of the dossier that is not there."""
    assert why_not(rule, scope_of(_dossier(given))) == reason


def test_without_agency_or_year_bounded_rules_do_not_apply() -> None:
    """Nobody knows whom they would hold for."""
    dossier = _dossier()
    nobody = scope_of(replace(dossier, agency=None))
    assert why_not(_rule(kinds=("department",)), nobody) == "不知道是哪个单位，没有核对"
    report = dossier.report
    assert report is not None
    undated = scope_of(replace(dossier, folder_year=None, report=replace(report, year=None)))
    assert why_not(_rule(since=2021), undated) == "不知道报告年度，没有核对"
    assert why_not(_rule(), undated) == ""


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (("applications.new.total",), ("applications.new",), True),
        (("applications",), ("applications.new.total",), True),
        (("applications.new.total",), ("applications.new.natural",), False),
        (("applications.refused.1.total",), ("applications.refused.10",), False),
        ((), ("title",), True),
        (("review",), ("applications",), False),
    ],
)
def test_places_overlap_cell_in_row_in_table_in_report(
    one: tuple[str, ...], other: tuple[str, ...], *, meet: bool
) -> None:
    """Both ways round; no refs are the report as a whole."""
    assert overlaps(one, other) is meet
    assert overlaps(other, one) is meet
    assert withheld(Breach(refs=one), [other]) is meet


def test_an_unreadable_report_has_its_own_verdict() -> None:
    """Not must_fix: nothing of it was read."""
    result = audit(_dossier('[[problems]]\ncode = "unreadable"\nmessage = "有密码"'), BOOK.only(["S01", "A01"]))
    assert result.verdict is Verdict.UNREADABLE


def test_a_dossier_without_report_is_judged_by_its_findings() -> None:
    """Core sums that had no report to ask do not make it a question."""
    assert verdict_of(_dossier("no_report = true"), (), (), unrun=True) is Verdict.CLEAN


def test_hints_ask_for_nothing() -> None:
    """A hint leaves the report clean."""
    result = audit(
        _dossier("applications.rejected.4 = [1,0,0,0,0,0,1]\napplications.new.total = 1"), BOOK.only(["A11"])
    )
    assert result.findings[0].severity is Severity.HINT
    assert result.verdict is not Verdict.MUST_FIX


_COUNTY = Jurisdiction(code="450000", name="云岭县")
_OFFICE = Agency(code="1", name="甲", kind="department")


def test_the_digest_tells_dossiers_apart() -> None:
    """Another figure, another text, another day: another digest; the same content: the same."""
    base = _dossier()
    others = [
        _dossier("applications.new.total = 1"),
        _dossier('section.1 = "另一段"'),
        replace(base, as_of=date(2024, 4, 2)),
        replace(base, previous_names=("甲",)),
        replace(base, previous_names=("甲", "")),
        replace(base, previous_gap="甲"),
        replace(base, previous=base.report),
        replace(base, received_on=date(2024, 4, 2)),
        replace(base, folder_year=2024),
        replace(base, paper_received=False),
        replace(base, paper_received=True),
        replace(base, neighbours=()),
        replace(base, report=None),
        replace(base, register=Register(jurisdiction=_COUNTY)),
        replace(base, register=Register(jurisdiction=_COUNTY, agencies=(_OFFICE,))),
        replace(base, register=Register(jurisdiction=_COUNTY, agencies=(replace(_OFFICE, name="乙"),))),
        replace(base, publication=Publication()),
        replace(base, publication=Publication(report=base.report)),
        replace(base, publication=Publication(report=Report())),
    ]
    digests = [dossier_digest(one) for one in (base, *others)]
    assert len(set(digests)) == len(digests)
    assert dossier_digest(_dossier()) == digests[0]


def test_a_plan_is_made_once_for_dossiers_alike() -> None:
    """Dossiers of one scope share the plan; a book forgets plans when it holds too many."""
    book = replace(SUMS)
    scope = scope_of(_dossier())
    assert book.plan(scope) is book.plan(scope_of(_dossier(ONE_WRONG)))
    first = book.plan(scope)
    for number in range(300):
        book.plan(scope._replace(previous_gap=str(number)))
    assert book.plan(scope) is not first
    assert book.plan(scope) == first


def test_only_brings_along_what_a_rule_comes_after() -> None:
    """A part of the book still withholds."""
    part: Rulebook = BOOK.only(["A04"])
    assert {"A04", "A01", "C16"} <= set(part.by_id)
