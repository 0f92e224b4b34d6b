"""The life of jobs under any order of claims, deaths, failures and sweeps."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from filings.job import Claimed, JobState
from ledger import Ledger, connect
from ledger.jobs import LIMIT

KEYS = ("a", "b", "c")
PROCESSES = ("p", "q")
LOSSES = 10


class Life(RuleBasedStateMachine):
    """A model that knows which tokens were ever given, and which one holds each job."""

    template: Path
    start = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="gouji-machine-"))
        shutil.copy(self.template, self.folder / "gouji.db")
        self.engine = connect(f"sqlite:///{self.folder / 'gouji.db'}")
        self.jobs = Ledger(self.engine).jobs
        self.now = self.start
        self.holds: dict[str, str] = {}
        self.counted = dict.fromkeys(KEYS, 0)
        self.losses = dict.fromkeys(KEYS, 0)
        self.guilty: set[str] = set()
        self.done: dict[str, int] = dict.fromkeys(KEYS, 0)
        self.tokens: list[str] = []
        self.ids = {key: self.jobs.offer("audit", key, key, self.now) for key in KEYS}

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.engine.dispose()
        shutil.rmtree(self.folder)

    @rule(key=st.sampled_from(KEYS), alone=st.booleans(), process=st.sampled_from(PROCESSES))
    def claim(self, key: str, alone: bool, process: str) -> None:  # noqa: FBT001 - drawn by hypothesis
        """A claim succeeds only when nobody holds the job."""
        token = f"{process}.{len(self.tokens)}"
        self.tokens.append(token)
        claimed = self.jobs.claim(self.ids[key], self.now, token, alone=alone)
        if isinstance(claimed, Claimed):
            assert key not in self.holds
            assert not self.done[key]
            assert alone or not claimed.job.solo
            assert claimed.job.attempts == self.counted[key] + 1
            self.holds[key] = token

    @rule(seconds=st.sampled_from([1, 5, 25, 120]))
    def pass_time(self, seconds: int) -> None:
        """Time goes on, and ends no lease."""
        self.now += timedelta(seconds=seconds)

    @rule()
    def sweep(self) -> None:
        """The sweeper offers what is due and never what somebody holds."""
        assert {job.key for job in self.jobs.due(self.now)}.isdisjoint(self.holds)

    @precondition(lambda self: self.tokens)
    @rule(data=st.data(), how=st.sampled_from(["finish", "fail", "put_back", "renew"]))
    def use_token(self, data: st.DataObject, how: str) -> None:
        """Only the token that holds a job does anything to it."""
        token = data.draw(st.sampled_from(self.tokens))
        key = next((key for key, held in self.holds.items() if held == token), None)
        worked = self._use(how, token)
        assert worked == (key is not None)
        if key is None:
            return
        if how == "renew":
            return
        del self.holds[key]
        self.done[key] += how == "finish"
        if how == "fail":
            self._count(key)

    def _use(self, how: str, token: str) -> bool:
        if how == "fail":
            return self.jobs.fail(token, "坏", self.now) is not None
        if how == "put_back":
            return self.jobs.put_back(token, "停", self.now)
        if how == "renew":
            return bool(self.jobs.renew([token]))
        return bool(self.jobs.finish(token, self.now))

    @rule(process=st.sampled_from(PROCESSES))
    def die(self, process: str) -> None:
        """A process dies and its parent says so: alone in it is guilty, in company nobody is."""
        held = [key for key, token in self.holds.items() if token.startswith(f"{process}.")]
        assert {job.key for job in self.jobs.release_dead_holder(process, self.now)} == set(held)
        for key in held:
            del self.holds[key]
            self._count(key, guilty=len(held) == 1)

    def _count(self, key: str, *, guilty: bool = True) -> None:
        self.counted[key] += 1
        if guilty and self.counted[key] >= LIMIT:
            self.guilty.add(key)

    @rule(process=st.sampled_from(PROCESSES), stirs=st.booleans())
    def fall_silent(self, process: str, stirs: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        """Who watches frees what a process held that has long been silent, unless it stirs just then."""
        seen = {token: beat for token, beat in self.jobs.held().items() if token.startswith(f"{process}.")}
        if stirs:
            assert self.jobs.renew(seen) == set(seen)
        freed = {job.key for job in self.jobs.expire(seen, self.now)}
        assert freed == {key for key, token in self.holds.items() if token in seen and not stirs}
        for key in freed:
            self.losses[key] += 1
            del self.holds[key]
            if self.losses[key] >= LOSSES:
                self.guilty.add(key)

    @invariant()
    def agree(self) -> None:
        """The record and the model tell the same story."""
        for key in KEYS:
            job = self.jobs.find(self.ids[key])
            assert self.done[key] <= 1
            assert (job.state is JobState.DONE) == bool(self.done[key])
            assert (job.state is JobState.QUARANTINED) == (key in self.guilty)
            if key in self.holds:
                assert job.state is JobState.LEASED


def test_no_order_of_events_breaks_a_job(sqlite_template: Path, make) -> None:  # noqa: ANN001
    """A job is done at most once, held by at most one, and quarantined exactly when its faults were its own."""
    machine = type("Here", (Life,), {"template": sqlite_template, "start": make.now})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),  # each step is a transaction on a disk: shrinking would take minutes
        ),
    )
