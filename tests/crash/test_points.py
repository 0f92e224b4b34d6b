"""Every named point, on both databases: a process ends there, and after the restart nothing is lost or done twice."""
# ruff: noqa: ANN001 - fixtures of conftest

import json

import pytest

from filings.act import ActKind
from filings.event import Intact
from filings.finding import Verdict
from filings.job import JobState
from filings.retention import RecordKind
from gateway.intake.stream import RECEIPTS, SUBMISSIONS
from workers.fault_injection import POINTS

KILLED = 137
SUBMITTING = ("submit.before_commit", "submit.after_commit")
FAILING = ("fail.before_commit", "fail.after_commit")
ACTING = ("act.before_commit", "act.after_commit")
ASSIGNING = ("assign.before_commit", "assign.after_commit")
BEREAVING = ("bereave.before_commit", "bereave.after_commit")
STREAMING = ("receipt.before", "receipt.after", "stream.acked")
PURGING = ("purge.before_commit", "purge.after_commit")
ASKING = ("request.before_commit", "request.after_commit")
WORKING = tuple(
    p
    for p in POINTS
    if p not in {*SUBMITTING, *ASKING, *FAILING, *ACTING, *ASSIGNING, *BEREAVING, *STREAMING, *PURGING}
)


def whole(county, filings: int = 3) -> None:
    """Nothing is lost, doubled, changed or wrongly accused; everybody was told with one body per id."""
    assert county.crashed, "the point was never passed"
    assert list(county.audits().values()) == [1] * filings
    told, taken, tally = county.told(), county.receiver.taken(), county.receiver.tally()
    assert set(taken) == told
    assert len(told) == 4 * filings, "received and completed, to agency and office"
    assert tally.repeats_with_other_body == 0
    assert county.ledger.jobs.counts()[JobState.QUARANTINED] == 0
    county.ledger.event_log.seal()
    assert isinstance(county.ledger.event_log.verify(), Intact)


def test_the_points_are_many_enough() -> None:
    """Commits, acknowledgements, enqueueing and sending are all surrounded by points."""
    assert len(POINTS) >= 12
    assert {"enqueue.before", "post.after", "ack.before", "record.before_commit", "notice.recorded"} <= set(POINTS)


@pytest.mark.parametrize("point", WORKING)
def test_a_worker_or_clock_that_ends_at_a_point_costs_time_only(county, point: str) -> None:
    """The group goes on by itself after one of its processes died there."""
    for number in range(3):
        assert county.file(number) == 0
    county.run(crash_at=point)
    county.until(lambda: county.crashed and county.at_rest())
    whole(county)


@pytest.mark.parametrize("point", SUBMITTING)
def test_a_sender_who_was_not_told_files_again_and_files_once(county, point: str) -> None:
    """Killed around the commit, the sender has no receipt, hands in again, and there is one filing."""
    county.file(0)
    county.file(1)
    assert county.file(2, crash_at=point) == KILLED
    assert county.file(2) == 0
    county.run()
    county.until(county.at_rest)
    whole(county)


@pytest.mark.parametrize("point", FAILING)
def test_a_failure_is_counted_though_the_worker_dies_counting_it(county, point: str) -> None:
    """A job about nothing fails by our own fault; a death while that is written down hides nothing."""
    county.file(0)
    job = county.ledger.jobs.offer("audit", "sub_none", "sub_none", county.ledger.submissions.recent()[0].received_at)
    county.run(crash_at=point)
    county.until(lambda: county.crashed and county.ledger.jobs.find(job).reason.startswith("系统处理时出错"))
    county.until(lambda: county.ledger.jobs.counts()[JobState.DONE] == 1)
    assert county.ledger.jobs.find(job).attempts >= 1
    assert list(county.audits().values()) == [1]


@pytest.mark.parametrize("point", BEREAVING)
def test_a_death_whose_report_dies_too_is_healed_by_the_lease(county, point: str) -> None:
    """A worker dies, and so does the process that releases what it held: the lease ends, the deadly job is found."""
    county.environment["GOUJI_TEST_DEADLY"] = "U3"
    county.file(3)
    for number in range(3):
        assert county.file(number) == 0
    county.run(crash_at=point)
    county.until(lambda: county.crashed and county.ledger.jobs.counts()[JobState.QUARANTINED] == 1)
    county.until(county.at_rest)
    (job,) = county.ledger.jobs.listed(JobState.QUARANTINED)
    assert county.ledger.submissions.find(job.subject).agency == "U3"
    assert list(county.audits().values()) == [1, 1, 1]


@pytest.mark.parametrize("point", ACTING)
def test_an_interrupted_act_of_the_office_holds_once_it_is_asked_again(county, point: str) -> None:
    """Whether the death came before or after the commit, the filing is returned in the end."""
    county.file(0)
    submission = county.ledger.submissions.recent()[0].id
    county.run()
    county.until(county.at_rest)
    assert county.call("give_back", submission, crash_at=point) == KILLED
    assert county.call("give_back", submission) == 0
    assert county.crashed
    assert [act.kind for act in county.ledger.acts.of(submission)][-1:] == [ActKind.RETURNED]


@pytest.mark.parametrize("point", ASSIGNING)
def test_a_held_filing_is_assigned_once(county, point: str) -> None:
    """A report in another agency's slot is held; assigning it twice around a death audits it once in its new slot."""
    county.file(0, slot=1)
    submission = county.ledger.submissions.recent()[0].id
    county.run()
    county.until(county.at_rest)
    assert [held.submission for held in county.ledger.holding.waiting()] == [submission]
    assert county.call("assign", submission, "U0", 2025, crash_at=point) == KILLED
    assert county.call("assign", submission, "U0", 2025) == 0
    county.until(lambda: county.audits() == {submission: 2} and county.at_rest())
    assert county.crashed
    found = county.ledger.submissions.find(submission)
    assert (found.agency, found.year) == ("U0", 2025)
    assert county.ledger.audits.of(submission).verdict is not Verdict.UNREADABLE
    assert set(county.receiver.taken()) == county.told()


@pytest.mark.parametrize("point", PURGING)
def test_a_purge_that_dies_is_ended_by_the_next(county, point: str) -> None:
    """Killed around a commit, run again: all contents are gone, nothing is sent again, and the event log holds."""
    for number in range(2):
        county.file(number)
    county.run()
    county.until(county.at_rest)
    sent = county.receiver.tally()
    assert county.call("purge", crash_at=point) == KILLED
    assert isinstance(county.ledger.event_log.verify(), Intact)
    assert county.call("purge") == 0
    assert county.crashed
    assert [county.ledger.audits.of(filing.id) for filing in county.ledger.submissions.recent()] == [None, None]
    county.until(county.at_rest)
    assert county.receiver.tally() == sent
    county.ledger.event_log.seal()
    found = county.ledger.event_log.verify()
    assert isinstance(found, Intact)
    assert {one.kind for one in found.purged} >= {RecordKind.DOCUMENTS, RecordKind.AUDITS, RecordKind.NOTICES}


@pytest.mark.parametrize("point", STREAMING)
def test_an_event_is_taken_once_and_answered_at_least_once(county, client, point: str) -> None:
    """A reader of the stream dies around receipt and acknowledgement; the events behind it are taken too."""
    for number in range(3):
        client.xadd(SUBMISSIONS, {"event": county.event(number, f"e{number}")})
    county.run(crash_at=point)
    county.until(lambda: county.crashed and len(county.audits()) == 3 and county.at_rest())
    county.until(lambda: client.xlen(SUBMISSIONS) == 0)
    whole(county)
    receipts = [json.loads(fields[b"event"]) for _, fields in client.xrange(RECEIPTS)]
    assert {receipt["subject"] for receipt in receipts} == {"e0", "e1", "e2"}
    assert len({receipt["id"] for receipt in receipts}) == 3
    assert {receipt["type"] for receipt in receipts} == {"intake.accepted"}
