"""Recording audits exactly once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from filings.act import ActKind
from filings.finding import Severity, Verdict
from filings.job import JobState
from filings.policy import Policy
from ledger.tables.filing import findings


def test_what_was_recorded_is_read_back_equal(county, make) -> None:  # noqa: ANN001
    """Audit, report and findings survive storage without loss, decimals, dates and tuples included."""
    receipt = county.file()
    audit = make.audit(make.finding("f1"), make.finding("f2", Severity.HINT))
    name = county.audit(receipt, audit, report=make.report())
    assert name.startswith("aud_")
    assert county.ledger.audits.of(receipt.submission.id) == audit
    assert county.ledger.audits.report_of(receipt.submission.id) == make.report()
    assert county.ledger.jobs.find(receipt.job).state is JobState.DONE
    (event,) = county.ledger.event_log.events(kind="audit.completed")
    assert event.facts == {"audit": name, "verdict": "must_fix", "rulebook": "book-1"}


def test_a_filing_without_audit_has_none(county) -> None:  # noqa: ANN001
    """Before the audit there is neither audit, nor report, nor difference."""
    receipt = county.file()
    assert county.ledger.audits.of(receipt.submission.id) is None
    assert county.ledger.audits.report_of(receipt.submission.id) is None
    assert county.ledger.audits.difference(receipt.submission.id) is None
    assert county.ledger.audits.difference("sub_none") is None


def test_an_unreadable_document_has_an_audit_but_no_report(county, make) -> None:  # noqa: ANN001
    """What could not be read is audited all the same."""
    receipt = county.file()
    county.audit(receipt, make.audit(verdict=Verdict.UNREADABLE))
    assert county.ledger.audits.of(receipt.submission.id).verdict is Verdict.UNREADABLE
    assert county.ledger.audits.report_of(receipt.submission.id) is None


def test_a_token_that_lost_its_job_records_nothing(county, make) -> None:  # noqa: ANN001
    """The zombie's findings and notices are dropped whole; those of the successor stand."""
    county.ledger.endpoints.put(make.endpoint(), "甲", make.now)
    receipt = county.file()
    old = county.claim(receipt.job)
    later = make.now + timedelta(seconds=30)
    county.ledger.jobs.expire(county.ledger.jobs.held(), later)  # whoever watches saw no sign of life
    new = county.claim(receipt.job, now=later, alone=True)
    audits = county.ledger.audits
    assert audits.record(old.token, make.audit(make.finding("old")), [make.notice(about="old")], later) is None
    assert audits.record(new.token, make.audit(make.finding("new")), [make.notice(about="new")], later).new
    assert audits.record(new.token, make.audit(make.finding("again")), [make.notice(about="again")], later) is None
    assert [f.fingerprint for f in audits.of(receipt.submission.id).findings] == ["new"]
    assert len(county.ledger.notices.listed()) == 1


def test_the_same_inputs_are_one_audit_whoever_asks(county, make) -> None:  # noqa: ANN001
    """A second job with the same rulebook, dossier and day adds neither audit nor findings nor notices."""
    receipt = county.file()
    audit = make.audit(make.finding())
    first = county.audit(receipt, audit, notices=[make.notice()])
    job = county.ledger.audits.again(receipt.submission.id, "by-hand", make.now)
    claimed = county.claim(job)
    recorded = county.ledger.audits.record(claimed.token, audit, [make.notice()], make.now)
    assert (recorded.audit, recorded.new) == (first, False)
    assert county.ledger.jobs.find(job).state is JobState.DONE
    assert len(county.ledger.audits.history(receipt.submission.id)) == 1
    with county.ledger.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(findings)).scalar() == 1


@pytest.mark.parametrize(
    "change",
    [{"rulebook_hash": "book-2"}, {"engine": "other"}, {"dossier_digest": "other"}, {"as_of": date(2026, 2, 1)}],
)
def test_new_inputs_are_a_new_audit(county, make, change) -> None:  # noqa: ANN001
    """A new rulebook, dossier or day is audited anew, and the last audit counts."""
    receipt = county.file()
    county.audit(receipt, make.audit(make.finding("f1")))
    job = county.ledger.audits.again(receipt.submission.id, "cause", make.now)
    claimed = county.claim(job)
    second = replace(make.audit(make.finding("f2")), **change)
    assert county.ledger.audits.record(claimed.token, second, [], make.now).new
    history = county.ledger.audits.history(receipt.submission.id)
    assert [a.findings[0].fingerprint for a in history] == ["f1", "f2"]
    assert county.ledger.audits.of(receipt.submission.id) == second


def test_a_resubmission_shows_what_was_mended(county, make) -> None:  # noqa: ANN001
    """Two filings of a slot are compared by fingerprint."""
    first, second = county.file(data=b"1"), county.file(data=b"2")
    county.audit(first, make.audit(make.finding("mended"), make.finding("open")))
    county.audit(second, make.audit(make.finding("open"), make.finding("new")))
    seen = county.ledger.audits.difference(second.submission.id)
    told = [[f.fingerprint for f in part] for part in (seen.mended, seen.new, seen.open)]
    assert told == [["mended"], ["new"], ["open"]]
    assert county.ledger.audits.difference(first.submission.id) is None


def test_only_a_recorded_policy_lets_the_machine_accept(county, make) -> None:  # noqa: ANN001
    """Without a policy a clean report waits for the office; with one it is accepted in the same commit."""
    first = county.file(data=b"1")
    county.audit(first, make.audit())
    assert county.ledger.acts.of(first.submission.id) == ()
    policy = Policy(since=date(2026, 1, 1), auto_accept=True, approver="局长", reason="县办〔2026〕1号")
    county.ledger.policies.put(make.area, policy, make.now)
    clean, faulty = county.file(data=b"2"), county.file(data=b"3")
    county.audit(clean, make.audit())
    county.audit(faulty, make.audit(make.finding()))
    (act,) = county.ledger.acts.of(clean.submission.id)
    assert (act.kind, act.by, act.reason) == (ActKind.ACCEPTED, "policy", "县办〔2026〕1号")
    assert county.ledger.acts.of(faulty.submission.id) == ()


def test_what_is_held_is_never_accepted_by_policy(county, make) -> None:  # noqa: ANN001
    """A clean report in the wrong slot is held in the same commit and not accepted."""
    county.ledger.policies.put(make.area, Policy(auto_accept=True), make.now)
    receipt = county.file()
    county.audit(receipt, make.audit(), held="文件写的是2024年度")
    assert county.ledger.acts.of(receipt.submission.id) == ()
    assert [held.submission for held in county.ledger.holding.waiting()] == [receipt.submission.id]
