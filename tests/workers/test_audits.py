"""The audit of a filing as a job: done once, held where it does not belong, counted when it is our fault."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from filings.finding import Verdict
from filings.intake import Receipt, Upload
from filings.job import Claimed, JobState
from filings.notice import Endpoint, NoticeType
from filings.policy import Policy
from rules.book_io.rulebook import Rulebook, rulebook
from workers.audits import Auditor
from workers.leases import Leases
from workers.runtime import Runtime
from workers.wiring import QueueName


@pytest.fixture(scope="module")
def book() -> Rulebook:
    """Rules without any: what is tested here is the way of a job, not what rules find."""
    return replace(rulebook(), rules=())


@pytest.fixture
def auditor(parts: Runtime, book: Rulebook) -> Iterator[Auditor]:
    """What a worker process runs."""
    made = Auditor(parts, book, Leases(parts.ledger.jobs, parts.settings.lease))
    yield made
    made.close()


def report(agency: str = "试验县财政局", year: int = 2025) -> bytes:
    """A report in JSON."""
    body = {
        "edition": "2021", "title": "报告", "agency": agency, "year": year, "sections": [],
        "tables": {"proactive": {}, "applications": {}, "review": None},
    }  # fmt: skip
    return json.dumps(body, ensure_ascii=False).encode()


def file(parts: Runtime, data: bytes, agency: str = "U0") -> Receipt:
    """A filing that waits for its audit."""
    answer = parts.ledger.intake.submit(agency, 2025, [Upload(name="r.json", data=data)], "command", parts.now())
    assert isinstance(answer, Receipt)
    return answer


def test_a_filing_is_audited_once(parts: Runtime, auditor: Auditor, listener: Callable[[str], Endpoint]) -> None:
    """The message may come twice; the audit and its notices are there once, and who delivers is woken."""
    listener("https://oa.example.gov.cn/in")
    receipt = file(parts, report())
    auditor(receipt.job)
    auditor(receipt.job)
    audit = parts.ledger.audits.of(receipt.submission.id)
    assert audit is not None
    assert audit.verdict is Verdict.CLEAN
    assert len(parts.ledger.audits.history(receipt.submission.id)) == 1
    told = parts.ledger.notices.listed()
    assert {notice.type for notice in told} == {NoticeType.SUBMISSION_RECEIVED, NoticeType.AUDIT_COMPLETED}
    assert len(told) == 4
    assert parts.queue.waiting(QueueName.NOTICES) == 4


def test_a_filing_in_the_wrong_slot_is_held(parts: Runtime, auditor: Auditor) -> None:
    """The office and the agency are told so, and the slot stays empty."""
    receipt = file(parts, report("试验县教育局"))
    auditor(receipt.job)
    (held,) = parts.ledger.holding.waiting()
    assert "教育局" in held.reason
    assert parts.ledger.submissions.of("U0", 2025) == ()
    assert {n.type for n in parts.ledger.notices.listed()} == {
        NoticeType.SUBMISSION_RECEIVED,
        NoticeType.SUBMISSION_HELD,
    }


def test_what_the_office_assigned_is_not_held_again(parts: Runtime, auditor: Auditor) -> None:
    """The office put it there with a reason; the machine does not argue."""
    receipt = file(parts, report("试验县教育局"))
    auditor(receipt.job)
    again = parts.ledger.holding.assign(
        receipt.submission.id, "U0", 2025, by="王科长", reason="名称写错，内容是本单位的", now=parts.now()
    )
    assert isinstance(again, Receipt)
    auditor(again.job)
    assert parts.ledger.holding.waiting() == ()
    assert NoticeType.AUDIT_COMPLETED in {n.type for n in parts.ledger.notices.listed()}


def test_a_policy_may_accept_what_is_clean(parts: Runtime, auditor: Auditor) -> None:
    """Only because the county recorded it so; and it is told."""
    policy = Policy(since=date(2026, 1, 1), auto_accept=True, approver="李主任", reason="县政府办〔2026〕1号")
    parts.ledger.policies.put("990000", policy, parts.now())
    receipt = file(parts, report())
    auditor(receipt.job)
    assert [act.by for act in parts.ledger.acts.of(receipt.submission.id)] == ["policy"]
    assert NoticeType.REPORT_ACCEPTED in {n.type for n in parts.ledger.notices.listed()}


def test_unreadable_bytes_are_a_result_not_a_failure(parts: Runtime, auditor: Auditor) -> None:
    """Garbage is audited: the job is done, not failed."""
    receipt = file(parts, b"\x00\x01garbage")
    auditor(receipt.job)
    job = parts.ledger.jobs.find(receipt.job)
    assert job is not None
    assert job.state is JobState.DONE


def test_our_own_fault_is_counted_and_ends_in_quarantine(
    parts: Runtime, auditor: Auditor, moment: list[datetime]
) -> None:
    """A job about nothing fails three times; its reason is on its row, and the worker lives on."""
    job = parts.ledger.jobs.offer("audit", "k", "sub_none", parts.now())
    for _ in range(3):
        auditor(job)
        moment[0] += timedelta(minutes=2)
    found = parts.ledger.jobs.find(job)
    assert found is not None
    assert found.state is JobState.QUARANTINED
    assert "LookupError" in found.reason
    receipt = file(parts, report())
    auditor(receipt.job)
    assert parts.ledger.audits.of(receipt.submission.id) is not None


def test_a_job_that_must_be_alone_goes_to_the_lane_of_its_own(parts: Runtime, auditor: Auditor, book: Rulebook) -> None:
    """After a lost lease an ordinary worker hands it on; the one that holds nothing else does it."""
    receipt = file(parts, report())
    assert isinstance(parts.ledger.jobs.claim(receipt.job, parts.now(), "dead"), Claimed)
    parts.ledger.jobs.expire({"dead": 0}, parts.now())
    auditor(receipt.job)
    assert parts.queue.waiting(QueueName.SOLO) == 1
    assert parts.ledger.audits.of(receipt.submission.id) is None
    alone = Auditor(parts, book, auditor.leases, alone=True)
    alone(receipt.job)
    alone.close()
    assert parts.ledger.audits.of(receipt.submission.id) is not None


def test_a_worker_that_lost_its_lease_records_nothing(parts: Runtime, auditor: Auditor) -> None:
    """A zombie that wakes after another has claimed its job finds its token worthless."""
    receipt = file(parts, report())
    examine, jobs = auditor._examine, parts.ledger.jobs

    def overtaken(*arguments: object) -> object:
        jobs.expire(jobs.held(), parts.now())
        assert isinstance(jobs.claim(receipt.job, parts.now(), "other", alone=True), Claimed)
        return examine(*arguments)  # type: ignore[arg-type]  # handed through

    slow = _Slow(auditor, overtaken)
    slow(receipt.job)
    slow.close()
    assert parts.ledger.audits.of(receipt.submission.id) is None
    found = jobs.find(receipt.job)
    assert found is not None
    assert found.state is JobState.LEASED


class _Slow(Auditor):
    """An auditor whose examination takes as long as a test wants."""

    def __init__(self, like: Auditor, examine: Callable[..., object]) -> None:
        super().__init__(like.parts, like.book, like.leases)
        self._slowly = examine

    def _examine(self, *arguments: object) -> object:  # type: ignore[override]
        return self._slowly(*arguments)


def test_leases_are_renewed_and_given_up_when_another_has_the_job(parts: Runtime) -> None:
    """Renewal is a sign of life; a token that is no longer ours is dropped."""
    leases = Leases(parts.ledger.jobs, timedelta(seconds=2))
    receipt = file(parts, report())
    parts.ledger.jobs.claim(receipt.job, parts.now(), "mine")
    with leases.held("mine"), leases.held("stranger"):
        leases.renew()
        assert set(leases._held) == {"mine"}
        leases.renew()
    assert parts.ledger.jobs.held() == {"mine": 2}
    assert leases._held == {}
