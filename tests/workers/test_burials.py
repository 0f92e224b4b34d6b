"""What a dead worker held goes on at once, and what it was called on its leases."""

import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from filings.delivery import DeliveryState
from filings.job import Claimed, JobState
from ledger import connect
from workers.dead_worker_release import DeadWorkerReleaser, holder, release, release_lost_groups
from workers.forking import Fork
from workers.runtime import Runtime
from workers.wiring import QueueName
from workers.worker_groups import dead_groups, register_group, unregister_group


@pytest.fixture
def two(parts: Runtime) -> list[str]:
    """Two jobs that one process holds."""
    ids = [parts.ledger.jobs.offer("audit", name, name, parts.now()) for name in "ab"]
    for job in ids:
        assert isinstance(parts.ledger.jobs.claim(job, parts.now(), f"fam-7.{job}"), Claimed)
    return ids


def test_each_job_of_a_shared_process_is_woken_to_go_alone(parts: Runtime, two: list[str]) -> None:
    """Long before the lease ends: both are due, alone, and the solo lane knows of them."""
    assert release(parts, "fam-7")
    assert {(job.state, job.solo) for job in map(parts.ledger.jobs.find, two) if job} == {(JobState.DUE, True)}
    assert (parts.queue.waiting(QueueName.SOLO), parts.queue.waiting(QueueName.AUDITS)) == (2, 0)


def test_a_job_that_must_pause_is_not_woken(parts: Runtime) -> None:
    """It was alone in the process that died: it comes back after its pause, by the sweep."""
    job = parts.ledger.jobs.offer("audit", "a", "a", parts.now())
    parts.ledger.jobs.claim(job, parts.now(), "fam-7.x")
    assert release(parts, "fam-7")
    found = parts.ledger.jobs.find(job)
    assert found is not None
    assert (found.attempts, found.due_at) == (1, parts.now() + timedelta(seconds=2))
    assert parts.queue.waiting(QueueName.SOLO) == 0


def test_deliveries_of_a_dead_sender_go_again(
    parts: Runtime, moment: list[datetime], tell: Callable[[str], str]
) -> None:
    """With the same id; at once the first time, after a pause the next, so that a deadly one does not run wild."""
    delivery = tell("https://oa.example.gov.cn/in")
    pauses = []
    for number in (1, 2, 3):
        claimed = parts.ledger.notices.claim(delivery, parts.now(), f"fam-{number}.x")
        assert claimed is not None
        assert release(parts, f"fam-{number}")
        (row,) = parts.ledger.notices.deliveries()
        assert row.state is DeliveryState.PENDING
        pauses.append((row.next_attempt_at - parts.now()).total_seconds())
        moment[0] = row.next_attempt_at
    assert pauses == [0, 2, 15]
    assert parts.queue.waiting(QueueName.NOTICES) >= 1


def test_the_lead_of_a_dead_clock_is_free_at_once(parts: Runtime) -> None:
    """Due work is offered by whoever comes next, not only after a long silence; the living keep their lead."""
    parts.ledger.leaders.lead("clock", "fam-7.x")
    parts.ledger.leaders.lead("other", "fam-8.y")
    assert release(parts, "fam-7")
    assert parts.ledger.leaders.lead("clock", "fam-9.z").token == "fam-9.z"  # noqa: S105 - a name
    assert parts.ledger.leaders.lead("other", "fam-9.z").token == "fam-8.y"  # noqa: S105 - a name
    assert release_lost_groups(parts, "fam")
    assert parts.ledger.leaders.lead("other", "new-1.z").token == "new-1.z"  # noqa: S105 - a name


def test_a_database_that_is_away_is_asked_again(parts: Runtime, two: list[str], tmp_path: Path) -> None:
    """Nothing is lost by asking in vain: later it is released, or the lease ends."""
    away = replace(parts, ledger=type(parts.ledger)(connect(f"sqlite:///{tmp_path / 'none' / 'gouji.db'}")))
    assert not release(away, "fam-7")
    assert release(parts, "fam-7")
    assert {job.state for job in map(parts.ledger.jobs.find, two) if job} == {JobState.DUE}


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the forked child only runs ours
def test_a_process_that_died_is_buried_by_a_process_of_its_own(parts: Runtime) -> None:
    """The parent opens no connection; what it does is done by a child that ends."""
    if threading.active_count() > 1:
        pytest.skip("forks need a process without threads")
    job = parts.ledger.jobs.offer("audit", "a", "a", parts.now())
    dead = Fork(name="worker", function=lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
    dead.wait(30)
    assert isinstance(parts.ledger.jobs.claim(job, parts.now(), f"{holder('fam', dead.pid)}.x"), Claimed)
    burials = DeadWorkerReleaser(parts.settings, "fam")
    burials(dead)
    until = time.monotonic() + 30
    while burials._under_way and time.monotonic() < until:
        burials.tend()
        time.sleep(0.02)
    found = parts.ledger.jobs.find(job)
    assert found is not None
    assert (found.state, found.solo, found.attempts) == (JobState.DUE, True, 1)


def test_a_family_that_was_killed_as_a_whole_is_disbanded_without_blame(parts: Runtime, two: list[str]) -> None:
    """Its jobs go on at once, alone, and no attempt is counted; a family that lives is not touched."""
    living = parts.ledger.jobs.offer("audit", "c", "c", parts.now())
    parts.ledger.jobs.claim(living, parts.now(), "family-7.x")
    assert release_lost_groups(parts, "fam")
    found = [job for job in map(parts.ledger.jobs.find, two) if job]
    assert {(job.state, job.solo, job.attempts) for job in found} == {(JobState.DUE, True, 0)}
    assert parts.queue.waiting(QueueName.SOLO) == 2
    other = parts.ledger.jobs.find(living)
    assert other is not None
    assert other.state is JobState.LEASED


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the forked child only runs ours
def test_a_family_is_extinct_once_none_of_it_lives(tmp_path: Path) -> None:
    """Not while its founder or a child lives; afterwards it is named until it is forgotten."""
    if threading.active_count() > 1:
        pytest.skip("forks need a process without threads")
    told, sink = os.pipe()

    def found() -> None:
        register_group(tmp_path)
        Fork(name="child", function=lambda: time.sleep(60)).start()
        os.write(sink, b"x")
        time.sleep(60)

    founder = Fork(name="founder", function=found).start()
    os.read(told, 1)
    assert list(dead_groups(tmp_path)) == []
    founder.kill()
    founder.wait(30)
    until = time.monotonic() + 30
    while not (names := list(dead_groups(tmp_path))) and time.monotonic() < until:
        time.sleep(0.02)  # the kernel takes the child along
    assert len(names) == 1
    unregister_group(tmp_path, names[0])
    assert list(dead_groups(tmp_path)) == []
