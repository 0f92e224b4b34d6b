"""How long it takes to heal, with the settings of daily use: killed workers, a queue that is away, deadly jobs."""
# ruff: noqa: ANN001 - fixtures of conftest

import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filings.job import Claimed, JobState

AGAIN = 30.0  # seconds within which the work of a killed worker runs again, and due work after the queue is back
slow = pytest.mark.skipif(not os.environ.get("GOUJI_SLOW_TESTS"), reason="takes minutes: set GOUJI_SLOW_TESTS=1")


def workers(pid: int) -> list[int]:
    """The processes below one, workers of all lanes."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


@pytest.mark.parametrize("county", ["sqlite"], indirect=True)
def test_the_work_of_killed_workers_runs_again_in_time(county) -> None:
    """A worker dies with jobs in hand: its parent gives them back, and they run long before their leases end."""
    county.environment["GOUJI_LEASE"] = "600"
    for number in range(3):
        county.file(number)
    county.run(crash_at="claim.after_commit")
    county.until(lambda: county.crashed)
    died = time.monotonic()
    county.until(county.at_rest)
    took = time.monotonic() - died
    assert took < AGAIN, f"it took {took:.0f} s"
    assert list(county.audits().values()) == [1, 1, 1]
    assert county.ledger.jobs.counts()[JobState.QUARANTINED] == 0


@pytest.mark.parametrize("county", ["sqlite"], indirect=True)
def test_leases_that_nobody_gives_back_run_out_in_time(county) -> None:
    """A group killed as a whole on another machine: its work runs again here within 30 seconds."""
    for number in range(3):
        county.file(number)
    jobs, now = county.ledger.jobs, datetime.now(UTC)
    for job in jobs.due(now):
        assert isinstance(jobs.claim(job.id, now, f"elsewhere-1.{job.id}"), Claimed)
    died = time.monotonic()
    county.run()
    county.until(county.at_rest)
    took = time.monotonic() - died
    assert took < AGAIN, f"it took {took:.0f} s"
    assert list(county.audits().values()) == [1, 1, 1]


@pytest.mark.parametrize("county", ["sqlite"], indirect=True)
def test_a_group_killed_as_a_whole_is_followed_at_once(county) -> None:
    """Kill -9 of supervisor and workers with work in hand: the next group on this machine waits for no lease."""
    county.environment.update(GOUJI_LEASE="600", GOUJI_TEST_STUCK="1")
    county.file(0)
    county.run()
    county.until(lambda: county.ledger.jobs.counts()[JobState.LEASED] == 1)
    county.kill()
    county.environment["GOUJI_TEST_STUCK"] = ""
    county.run()
    county.until(county.at_rest)
    assert list(county.audits().values()) == [1]
    assert county.ledger.jobs.counts()[JobState.QUARANTINED] == 0


@pytest.mark.parametrize("county", ["sqlite"], indirect=True)
def test_a_stopped_worker_that_wakes_after_its_lease_records_nothing_twice(county) -> None:
    """SIGSTOP for longer than the lease, then SIGCONT: the zombie finds its token worthless."""
    for number in range(3):
        county.file(number)
    pid = county.run()
    county.until(lambda: len(workers(pid)) >= 5)
    stopped = workers(pid)[:1]
    for process in stopped:
        os.kill(process, signal.SIGSTOP)
    time.sleep(3)
    for process in stopped:
        os.kill(process, signal.SIGCONT)
    county.until(lambda: len(county.audits()) == 3 and county.at_rest())
    assert list(county.audits().values()) == [1, 1, 1]
    assert county.receiver.tally().repeats_with_other_body == 0


@slow
@pytest.mark.parametrize("county", ["sqlite"], indirect=True)
def test_a_queue_that_was_away_for_a_minute_heals_without_a_restart(county, queue) -> None:
    """Everything filed meanwhile is done within 30 seconds of its return, by the same worker processes."""
    county.environment["GOUJI_LEASE"] = "20"
    pid = county.run()
    county.file(0)
    county.until(lambda: len(county.audits()) == 1 and county.at_rest())
    before = workers(pid)
    queue.kill()
    for number in range(1, 4):
        assert county.file(number) == 0, "a filing is taken while the queue is away"
    time.sleep(60)
    queue.restart()
    back = time.monotonic()
    county.until(lambda: len(county.audits()) == 4 and county.at_rest())
    took = time.monotonic() - back
    assert took < AGAIN, f"it took {took:.0f} s"
    assert workers(pid) == before


@pytest.mark.parametrize("county", ["sqlite"], indirect=True)
def test_a_queue_that_was_flushed_and_away_heals(county, queue, client) -> None:
    """The short form of the minute: a few seconds away, and flushed on its return."""
    pid = county.run()
    county.until(lambda: len(workers(pid)) >= 5)
    before = sorted(workers(pid))
    queue.kill()
    for number in range(3):
        assert county.file(number) == 0
    queue.restart()
    client.flushall()
    county.until(lambda: len(county.audits()) == 3 and county.at_rest())
    assert sorted(workers(pid)) == before


@pytest.mark.parametrize("county", ["sqlite"], indirect=True)
def test_a_deadly_job_is_quarantined_while_others_go_on(county) -> None:
    """A job that kills its process each time is taken out with its reason; what came after it is done."""
    county.environment["GOUJI_TEST_DEADLY"] = "U3"
    county.file(3)
    deadly = county.ledger.submissions.recent()[0].id
    for number in range(3):
        county.file(number)
    county.run()
    county.until(lambda: len(county.audits()) == 3)
    county.until(lambda: county.ledger.jobs.counts()[JobState.QUARANTINED] == 1)
    (job,) = county.ledger.jobs.listed(JobState.QUARANTINED)
    assert job.subject == deadly
    assert "处理它的进程中途退出（已试3次）" in job.reason
    assert county.deaths() == 3, "its process died three times in all"
    assert list(county.audits().values()) == [1, 1, 1]
