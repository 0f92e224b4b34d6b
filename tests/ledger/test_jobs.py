"""Jobs: claims, leases, tokens, what counts against a job and what does not."""

from datetime import timedelta

import pytest

from filings.job import Claimed, JobState, Refusal, job_id

SECOND = timedelta(seconds=1)


@pytest.fixture
def jobs(ledger):  # noqa: ANN001, ANN201 - a fixture of conftest
    """The jobs of an empty ledger."""
    return ledger.jobs


def test_a_job_is_one_of_its_kind_and_key(jobs, make) -> None:  # noqa: ANN001
    """Offering twice gives the same job, and does not wake one that is done."""
    first = jobs.offer("audit", "k", "sub_1", make.now)
    assert first == job_id("audit", "k")
    claimed = jobs.claim(first, make.now, "t1")
    assert jobs.finish(claimed.token, make.now)
    assert jobs.offer("audit", "k", "sub_1", make.now + SECOND) == first
    assert jobs.find(first).state is JobState.DONE
    assert jobs.offer("sweep", "k", "sub_1", make.now) != first


def lapse(jobs, now) -> None:  # noqa: ANN001
    """Whoever watches has seen no sign of life of anybody for long."""
    jobs.expire(jobs.held(), now)


@pytest.mark.parametrize("hours", [-1, 0, 1])
def test_a_claim_is_exclusive_whatever_time_it_is(jobs, make, hours: int) -> None:  # noqa: ANN001
    """A second claim is refused and told why; no hour forward or back ends the first."""
    job = jobs.offer("audit", "k", "s", make.now)
    claimed = jobs.claim(job, make.now, "t1")
    assert isinstance(claimed, Claimed)
    assert (claimed.job.attempts, claimed.job.state) == (1, JobState.LEASED)
    then = make.now + timedelta(hours=hours)
    assert jobs.claim(job, then, "t2") is Refusal.LEASED
    assert jobs.due(then) == ()


def test_refusals_name_their_reason(jobs, make) -> None:  # noqa: ANN001
    """Unknown, not yet due and done are told apart."""
    assert jobs.claim("job_none", make.now, "t") is Refusal.UNKNOWN
    job = jobs.offer("audit", "k", "s", make.now, due_at=make.now + SECOND)
    assert jobs.claim(job, make.now, "t") is Refusal.NOT_YET
    claimed = jobs.claim(job, make.now + SECOND, "t")
    jobs.finish(claimed.token, make.now)
    assert jobs.claim(job, make.now + SECOND, "t2") is Refusal.DONE


def test_a_sign_of_life_keeps_the_job_of_who_holds_it(jobs, make) -> None:  # noqa: ANN001
    """Who stirred after it was looked at is spared; a stranger shows signs of life in vain."""
    job = jobs.offer("audit", "k", "s", make.now)
    jobs.claim(job, make.now, "t1")
    seen = jobs.held()
    assert seen == {"t1": 0}
    assert jobs.renew(["t1", "t2"]) == {"t1"}
    assert jobs.expire(seen, make.now) == ()
    assert jobs.claim(job, make.now, "t2") is Refusal.LEASED
    assert [freed.id for freed in jobs.expire(jobs.held(), make.now)] == [job]
    assert jobs.held() == {}
    assert jobs.renew(["t1"]) == frozenset()


def test_a_zombie_is_fenced_off(jobs, make) -> None:  # noqa: ANN001
    """Who wakes after another took over can neither finish, fail, renew nor put back."""
    job = jobs.offer("audit", "k", "s", make.now)
    jobs.claim(job, make.now, "old")
    later = make.now + SECOND
    lapse(jobs, later)
    assert isinstance(jobs.claim(job, later, "new", alone=True), Claimed)
    assert not jobs.finish("old", later)
    assert not jobs.renew(["old"])
    assert not jobs.put_back("old", "停机", later)
    assert jobs.fail("old", "坏", later) is None
    assert jobs.find(job).state is JobState.LEASED
    assert jobs.finish("new", later)


def test_a_lost_lease_is_no_fault_but_makes_the_job_go_alone(jobs, make) -> None:  # noqa: ANN001
    """When a whole group of workers is killed, none of its jobs is counted as failed; each runs alone next."""
    ids = [jobs.offer("audit", f"k{n}", "s", make.now) for n in range(5)]
    for number, job in enumerate(ids):
        jobs.claim(job, make.now, f"t{number}")
    later = make.now + SECOND
    lapse(jobs, later)
    due = jobs.due(later)
    assert {job.id for job in due} == set(ids)
    assert {(job.attempts, job.solo, job.reason) for job in due} == {
        (0, True, "处理它的后台程序中断了，没有做完；报送件还在，会自动重做")
    }
    assert jobs.claim(ids[0], later, "x") is Refusal.ALONE
    assert isinstance(jobs.claim(ids[0], later, "y", alone=True), Claimed)


def test_an_innocent_job_survives_any_number_of_group_kills(jobs, make) -> None:  # noqa: ANN001
    """Losing a lease in company never leads to quarantine, however often the group is killed."""
    now = make.now
    for number in range(20):
        job = jobs.offer("audit", f"k{number}", "s", now)
        jobs.claim(job, now, f"t{number}")
        now += SECOND
        lapse(jobs, now)
        (found,) = [entry for entry in jobs.due(now) if entry.id == job]
        jobs.claim(job, now, f"u{number}", alone=True)
        assert found.attempts == 0
        assert jobs.finish(f"u{number}", now)
    assert jobs.listed(JobState.QUARANTINED) == ()


def die(jobs, job: str, now, number: int, *neighbours: str) -> None:  # noqa: ANN001
    """A process takes the job, and its neighbours if it has any, dies, and its parent says so."""
    for each in (job, *neighbours):
        alone = jobs.find(each).solo
        assert isinstance(jobs.claim(each, now, f"p{number}.{each}", alone=alone), Claimed)
    jobs.release_dead_holder(f"p{number}", now)


def test_the_third_death_of_its_process_quarantines_a_job(jobs, make) -> None:  # noqa: ANN001
    """A process that held one job only leaves no doubt: each death counts, the third one sets the job aside."""
    job, now = jobs.offer("audit", "bad", "sub_bad", make.now), make.now
    for number in (1, 2, 3):
        assert jobs.find(job).state is JobState.DUE
        die(jobs, job, now, number)
        now += timedelta(minutes=2)
    found = jobs.find(job)
    assert (found.state, found.attempts, found.solo) == (JobState.QUARANTINED, 3, True)
    assert found.reason == "处理它的进程中途退出（已试3次）"
    assert jobs.due(now) == ()
    assert jobs.claim(job, now, "late", alone=True) is Refusal.QUARANTINED


def test_a_shared_death_counts_only_together_with_two_of_its_own(jobs, make) -> None:  # noqa: ANN001
    """Whoever was beside it is done at its next attempt; the culprit dies twice more and is set aside."""
    job, now = jobs.offer("audit", "bad", "sub_bad", make.now), make.now
    beside = [jobs.offer("audit", f"good{n}", "s", now) for n in range(3)]
    die(jobs, job, now, 1, *beside)
    assert {(found.state, found.solo) for found in map(jobs.find, [job, *beside])} == {(JobState.DUE, True)}
    for number, good in enumerate(beside):
        assert jobs.claim(good, now, f"g{number}.x") is Refusal.ALONE
        assert isinstance(jobs.claim(good, now, f"g{number}.x", alone=True), Claimed)
        assert jobs.finish(f"g{number}.x", now)
    die(jobs, job, now, 2)
    assert jobs.find(job).state is JobState.DUE
    die(jobs, job, now + timedelta(minutes=2), 3)
    assert jobs.counts()[JobState.QUARANTINED] == 1
    assert jobs.find(job).state is JobState.QUARANTINED


def test_a_shared_death_alone_never_quarantines(jobs, make) -> None:  # noqa: ANN001
    """Not even a job that has failed twice before by itself: it may have been a bystander this time."""
    job, other = (jobs.offer("audit", name, "s", make.now) for name in ("twice", "other"))
    now = make.now
    for number in range(2):
        jobs.fail(jobs.claim(job, now, f"f{number}.x").token, "坏", now)
        now += timedelta(minutes=2)
    die(jobs, job, now, 1, other)
    assert jobs.find(job).state is JobState.DUE


def test_only_what_the_dead_process_held_is_released(jobs, make) -> None:  # noqa: ANN001
    """The leases of its siblings stay, also of one whose name begins alike; saying it twice changes nothing."""
    mine, others = (jobs.offer("audit", name, "s", make.now) for name in ("mine", "others"))
    jobs.claim(mine, make.now, "fam-7.x")
    jobs.claim(others, make.now, "fam-77.x")
    assert [job.id for job in jobs.release_dead_holder("fam-7", make.now)] == [mine]
    assert jobs.release_dead_holder("fam-7", make.now) == ()
    assert (jobs.find(mine).state, jobs.find(others).state) == (JobState.DUE, JobState.LEASED)
    assert jobs.finish("fam-77.x", make.now)
    assert not jobs.finish("fam-7.x", make.now)


def test_what_ends_the_whole_group_again_and_again_is_set_aside_at_last(jobs, make) -> None:  # noqa: ANN001
    """Kills from outside find nobody guilty; only the tenth lease that ran out unseen sets the job aside."""
    job, now, losses = jobs.offer("audit", "k", "s", make.now), make.now, 0
    while jobs.find(job).state is JobState.DUE:
        assert isinstance(jobs.claim(job, now, f"t{losses}", alone=True), Claimed)
        losses += 1
        now += SECOND
        lapse(jobs, now)
        now += timedelta(minutes=2)
    assert losses == 10
    assert jobs.find(job).reason == "处理它的后台程序中断了，没有做完（已10次）"


def test_a_job_whose_child_dies_three_times_is_quarantined(jobs, make) -> None:  # noqa: ANN001
    """A sandboxed child that dies counts each time, with growing pauses between."""
    job = jobs.offer("audit", "bad", "s", make.now)
    now, pauses = make.now, []
    for number in range(3):
        claimed = jobs.claim(job, now, f"t{number}")
        state = jobs.fail(claimed.token, "解析进程崩溃", now)
        pauses.append(jobs.find(job).due_at - now)
        now += timedelta(minutes=5)
    assert state is JobState.QUARANTINED
    assert pauses[:2] == [2 * SECOND, 15 * SECOND]
    found = jobs.find(job)
    assert (found.reason, found.attempts, found.solo) == ("解析进程崩溃（已试3次）", 3, False)


def test_a_second_loss_waits_a_little(jobs, make) -> None:  # noqa: ANN001
    """After the first the job goes alone at once, after the second it pauses; none is counted as its fault."""
    job = jobs.offer("audit", "k", "s", make.now)
    jobs.claim(job, make.now, "t1")
    lapse(jobs, make.now)
    assert jobs.claim(job, make.now, "t2") is Refusal.ALONE
    assert isinstance(jobs.claim(job, make.now, "t3", alone=True), Claimed)
    lapse(jobs, make.now)
    assert jobs.claim(job, make.now, "t4", alone=True) is Refusal.NOT_YET
    found = jobs.find(job)
    assert (found.attempts, found.reason) == (0, "处理它的后台程序中断了，没有做完；报送件还在，会自动重做")


def test_putting_back_costs_nothing(jobs, make) -> None:  # noqa: ANN001
    """A database that was away, or a worker told to stop, is not the job's fault."""
    job = jobs.offer("audit", "k", "s", make.now)
    for number in range(10):
        claimed = jobs.claim(job, make.now + number * SECOND, f"t{number}")
        assert jobs.put_back(claimed.token, "队列不可用", make.now + number * SECOND, SECOND)
    found = jobs.find(job)
    assert (found.attempts, found.state, found.solo) == (0, JobState.DUE, False)


def test_a_quarantined_job_can_be_driven_again_by_hand(jobs, ledger, make) -> None:  # noqa: ANN001
    """Redriving gives a clean count and goes alone; only what is in quarantine can be redriven."""
    job = jobs.offer("audit", "k", "s", make.now)
    assert not jobs.redrive(job, "李四", "已修复", make.now)
    now = make.now
    for number in range(3):
        jobs.fail(jobs.claim(job, now, f"t{number}").token, "坏", now)
        now += timedelta(minutes=5)
    assert [entry.id for entry in jobs.listed(JobState.QUARANTINED)] == [job]
    assert jobs.redrive(job, "李四", "已修复", now)
    found = jobs.find(job)
    assert (found.state, found.attempts, found.solo) == (JobState.DUE, 0, True)
    assert isinstance(jobs.claim(job, now, "again", alone=True), Claimed)
    kinds = [event.kind for event in ledger.event_log.events(job)]
    assert kinds == ["job.failed", "job.failed", "job.quarantined", "job.redriven"]


def test_due_jobs_come_longest_due_first(jobs, make) -> None:  # noqa: ANN001
    """The sweeper sees the oldest work first and not more than it asked for."""
    for number in (3, 1, 2):
        jobs.offer("audit", f"k{number}", "s", make.now, due_at=make.now + number * SECOND)
    due = jobs.due(make.now + 5 * SECOND, limit=2)
    assert [job.key for job in due] == ["k1", "k2"]
    assert [job.key for job in jobs.due(make.now + 2 * SECOND)] == ["k1", "k2"]


def test_counts_name_every_state(jobs, make) -> None:  # noqa: ANN001
    """A state without jobs is counted as none."""
    for number in range(3):
        jobs.offer("audit", f"k{number}", "s", make.now)
    jobs.claim(job_id("audit", "k0"), make.now, "t")
    assert jobs.counts() == {JobState.DUE: 2, JobState.LEASED: 1, JobState.DONE: 0, JobState.QUARANTINED: 0}
    assert jobs.find("job_none") is None
    assert [job.key for job in jobs.listed(limit=1, offset=1)] != []
