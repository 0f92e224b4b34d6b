"""The process ends at every named point; what restarts finds nothing lost and nothing doubled."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from filings.act import Refused
from filings.delivery import DeliveryState
from filings.event import Intact
from filings.intake import Upload
from filings.job import Claimed, JobState
from filings.notice import Attempt, Delivered
from filings.retention import PurgeOrder, RecordKind, Retention
from filings.token import TokenRole
from ledger import Ledger, connect
from ledger.fault_points import POINTS, Crash, go_on
from ledger.tables.filing import audits, blobs, findings, submissions
from ledger.tables.notice import notices

KILLED = 137
_STEP = timedelta(seconds=90)


class Work:
    """A little of everything, written so that it can be started again at any time."""

    def __init__(self, ledger: Ledger, make: type, posts: Path, now: datetime) -> None:
        self.ledger, self.make, self.posts, self.now, self.count = ledger, make, posts, now, 0

    def run(self) -> None:
        """File, audit, assign, fail, accept, deliver and seal, until nothing is left to do."""
        holder, _ = self.ledger.tokens.create(TokenRole.PORTAL, "430000", "李四", self.now)
        self.ledger.requests.begin(holder.id, "k", "d", self.now)
        first, stray = self._file(b"first"), self._file(b"stray")
        self.ledger.jobs.offer("flaky", "1", "flaky", self.now)
        self.ledger.jobs.offer("deadly", "1", "deadly", self.now)
        for _ in range(4):
            self._free()
            self._jobs(stray)
            self.ledger.holding.assign(stray, "T01", 2025, by="李四", reason="选错", now=self.now)
            self._deliver()
            self.now += _STEP
        if not self.ledger.acts.of(first):
            assert not isinstance(self.ledger.acts.accept(first, "李四", self.now, "属实"), Refused)
        kinds = (RecordKind.DOCUMENTS, RecordKind.AUDITS, RecordKind.PERSONS)
        order = PurgeOrder(before=date(2030, 1, 1), kinds=kinds, by="李四", basis="档案期满")
        self.ledger.purging.purge("430000", order, Retention(), self.now + timedelta(days=12 * 366))
        self.ledger.event_log.seal()

    def _free(self) -> None:
        """Who held something is gone: nobody but this process works, and it holds nothing now."""
        for part in (self.ledger.jobs, self.ledger.notices):
            part.expire(part.held(), self.now)

    def _file(self, data: bytes) -> str:
        taken = self.ledger.intake.submit("A01", 2025, [Upload(name="年报", data=data)], "command", self.now)
        return taken.submission.id

    def _token(self) -> str:
        self.count += 1
        return f"{os.getpid()}-{self.count}.x"

    def _jobs(self, stray: str) -> None:
        for job in self.ledger.jobs.due(self.now):
            claimed = self.ledger.jobs.claim(job.id, self.now, self._token(), alone=True)
            assert isinstance(claimed, Claimed)
            if job.kind == "flaky":
                self._flaky(claimed)
                continue
            if job.kind == "deadly":
                self._deadly(claimed)
                continue
            again = job.key.endswith("/assigned")
            audit = self.make.audit(self.make.finding(job.subject), dossier=job.key)
            held = "署名不符" if job.subject == stray and not again else ""
            told = [self.make.notice(about=job.key)]
            assert self.ledger.audits.record(claimed.token, audit, told, self.now, held=held)

    def _flaky(self, claimed: Claimed) -> None:
        if claimed.job.attempts == 1:
            self.ledger.jobs.fail(claimed.token, "坏", self.now)
        else:
            self.ledger.jobs.finish(claimed.token, self.now)

    def _deadly(self, claimed: Claimed) -> None:
        """Its holder dies the first time, and the parent says so."""
        if claimed.job.attempts == 1:
            self.ledger.jobs.release_dead_holder(claimed.token.partition(".")[0], self.now)
        else:
            self.ledger.jobs.finish(claimed.token, self.now)

    def _deliver(self) -> None:
        for name in self.ledger.notices.due(self.now):
            claimed = self.ledger.notices.claim(name, self.now, self._token())
            if claimed:
                with self.posts.open("ab") as file:
                    file.write(claimed.notice.id.encode() + b" " + claimed.notice.body + b"\n")
                self.ledger.notices.record(claimed.token, Delivered(attempt=Attempt(status=204, latency=0.1)), self.now)


def _die_at(point: str) -> Crash:
    def crash(name: str) -> None:
        if name == point:
            os._exit(KILLED)

    return crash


def _in_a_child(url: str, make: type, posts: Path, crash: Crash) -> int:
    """Run the work in a process of its own. Its exit status."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            Work(Ledger(connect(url), crash), make, posts, make.now).run()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.filterwarnings(
    "ignore:This process:DeprecationWarning"
)  # forking beside threads; the child only runs ours
@pytest.mark.parametrize("point", POINTS)
def test_a_crash_at_any_point_loses_and_doubles_nothing(url, make, tmp_path: Path, point: str) -> None:  # noqa: ANN001
    """After the restart: every filing, one audit a job, every notice delivered with one id and body, a whole chain."""
    engine = connect(url)
    county = make.county(Ledger(engine)).found()
    county.ledger.endpoints.put(make.endpoint(), "甲", make.now)
    engine.dispose()
    posts = tmp_path / "posts"
    assert _in_a_child(url, make, posts, _die_at(point)) == KILLED
    ledger = Ledger(connect(url), go_on)
    assert isinstance(ledger.event_log.verify(), Intact)  # no row without its event, whatever was cut off
    Work(ledger, make, posts, make.now + _STEP).run()
    _check(ledger, posts)
    ledger.engine.dispose()


def _check(ledger: Ledger, posts: Path) -> None:
    with ledger.engine.connect() as connection:
        counted = [
            connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            for table in (submissions, audits, findings, notices)
        ]
        left = [
            *connection.execute(sa.select(audits.c.body)).scalars(),
            *connection.execute(sa.select(blobs.c.data)).scalars(),
        ]
        bodies = {row.id: bytes(row.body) for row in connection.execute(sa.select(notices.c.id, notices.c.body))}
    assert counted == [2, 3, 3, 3]
    assert not any(left)  # cleared away, once, whatever was cut off
    assert ledger.jobs.counts()[JobState.DONE] == 5
    assert sum(ledger.jobs.counts().values()) == 5
    assert {delivery.state for delivery in ledger.notices.deliveries()} == {DeliveryState.DELIVERED}
    seen = [line.split(b" ", 1) for line in posts.read_bytes().splitlines()]
    assert {name.decode() for name, _ in seen} == set(bodies)
    assert all(bodies[name.decode()] == body for name, body in seen)
    assert len(ledger.submissions.of("T01", 2025)) == len(ledger.submissions.of("A01", 2025)) == 1
    chain = ledger.event_log.verify()
    assert isinstance(chain, Intact)
    assert chain.waiting == 0


def test_a_lying_recorder_would_be_noticed(county, make, tmp_path: Path) -> None:  # noqa: ANN001
    """The check above bites: a delivery that was recorded without being sent fails it."""
    county.ledger.endpoints.put(make.endpoint(), "甲", make.now)
    work = Work(county.ledger, make, tmp_path / "posts", make.now)
    work.run()
    _check(county.ledger, tmp_path / "posts")
    lines = (tmp_path / "posts").read_bytes().splitlines(keepends=True)
    (tmp_path / "posts").write_bytes(b"".join(lines[:-1]))
    with pytest.raises(AssertionError):
        _check(county.ledger, tmp_path / "posts")
