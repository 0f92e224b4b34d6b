"""Work with leases: claimed in one transaction, recorded in another, never lost and never done twice.

What counts against a job, and what does not
--------------------------------------------
An attempt is counted when the job is claimed, so that no crash can hide it, and given back when the job turns out to
be innocent. Three counted attempts that failed quarantine the job with its reason.

- The job itself fails: its sandboxed child died, or our code raised. The worker lives and says so (``fail``). Counted.
- Infrastructure failed, or the worker is told to stop (``put_back``). Not counted.
- The worker process dies, and its parent, which lives, says so (``release_dead_holder``). The process held this job
  alone: counted. It held others too: nobody can tell the culprit from the bystanders, so each of them is marked
  ``solo`` and from now on only claimed by a caller that promises to hold nothing else (``alone``). The death stays
  counted, but by itself finds nobody guilty: a bystander is done at its next attempt, alone, and a culprit dies twice
  more.
- The holder shows no sign of life and nobody said why (``expire``): the parent is gone too, so whatever ended them came
  from outside the process, or the machine did not bear the job. Given back; the job goes on ``solo``, after pauses that
  grow. Only the tenth such loss sets it aside, lest a job that fells the whole machine does so for ever.

A job that kills its process is thus quarantined at its third death, whether it shared the first one or not. An
innocent one would have to be alone in a process that is ended from outside twice, while the parent is spared.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from filings.job import Claim, Claimed, Job, JobState, Refusal, job_id
from filings.notice import Notice
from filings.nouns import dataclass
from ledger.beats import beat, beats, unmoved
from ledger.event_log import note
from ledger.outbox import put_notices
from ledger.store import Store, insert_new
from ledger.tables.work import jobs

LIMIT = 3
COUNTED = 500  # of one state; more are told as so many and above
_PAUSES = (timedelta(seconds=2), timedelta(seconds=15), timedelta(seconds=60))
_LOST_LIMIT = 10
_LOST = "处理它的后台程序中断了，没有做完"
_AGAIN = f"{_LOST}；报送件还在，会自动重做"
_DIED = "处理它的进程中途退出"
_DIED_SHARED = "处理它的进程中途退出，当时还在处理别的任务，将单独再试"
_FREE: Mapping[str, Any] = {"token": None}
_ONE = sa.select(jobs).where(jobs.c.id == sa.bindparam("job")).with_for_update()
_HELD = sa.select(jobs).where(jobs.c.token == sa.bindparam("held_by")).with_for_update()
_CHANGE = sa.update(jobs).where(jobs.c.id == sa.bindparam("job")).returning(*jobs.c)
_TAKE = (
    sa.update(jobs)
    .where(
        jobs.c.id == sa.bindparam("job"),
        jobs.c.state == JobState.DUE.value,
        jobs.c.due_at <= sa.bindparam("now"),
        sa.or_(jobs.c.solo.is_(False), sa.bindparam("alone", type_=sa.Boolean())),
    )
    .values(state=JobState.LEASED.value, attempts=jobs.c.attempts + 1, beat=0)
    .returning(*jobs.c)
)
_FINISH = (
    sa.update(jobs)
    .where(jobs.c.token == sa.bindparam("held_by"))
    .values(token=None, state=JobState.DONE.value, reason="")
    .returning(jobs.c.id, jobs.c.subject)
)
_COUNTS = sa.union_all(
    *(
        sa.select(sa.literal(state.value).label("state"), sa.func.count().label("number")).select_from(
            sa.select(jobs.c.id).where(jobs.c.state == state.value).limit(COUNTED).subquery()
        )
        for state in JobState
    )
)


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs of the ledger. The row is the truth; a queue message only says which row to look at."""

    store: Store

    def offer(self, kind: str, key: str, subject: str, now: datetime, due_at: datetime | None = None) -> str:
        """Put a job there unless its kind and key are known. Its id, either way."""
        at = self.store.time.due(due_at) if due_at else self.store.time.moment(now)
        with self.store.writing() as connection:
            return put_job(connection, kind, key, subject, now, at)

    def due(self, now: datetime, limit: int = 500) -> tuple[Job, ...]:
        """What may be claimed now, longest due first. For the sweeper."""
        now = self.store.time.moment(now)
        query = sa.select(jobs).where(jobs.c.state == JobState.DUE.value, jobs.c.due_at <= now)
        with self.store.reading() as connection:
            return tuple(_job(row) for row in connection.execute(query.order_by(jobs.c.due_at, jobs.c.id).limit(limit)))

    def claim(
        self,
        job: str,
        now: datetime,
        token: str,
        *,
        alone: bool = False,
        told: Sequence[Notice] = (),
    ) -> Claim:
        """Take the job as long as ``renew`` shows signs of life, or hear why not.

        ``token``: fresh for every claim, ``HOLDER.RANDOM`` where a parent watches over the holder
        (``release_dead_holder``).
        ``alone``: the caller's process holds no other job and will take none before this one has ended. ``told``:
        notices that are due once the job is taken up.
        """
        now = self.store.time.moment(now)
        taking = {"job": job, "now": now, "alone": alone, "token": token}
        with self.store.writing("claim.before_commit", "claim.after_commit") as connection:
            row = connection.execute(_TAKE, taking).first()
            if row is None:
                if refusal := _refusal(connection.execute(_ONE, {"job": job}).first(), now, alone=alone):
                    return refusal
                row = connection.execute(_TAKE, taking).one()
            put = put_notices(connection, told, now)
            if put.new:
                note(connection, "notice.written", row.subject, now, "jobs", {"new": put.new}, put.proofs)
        return Claimed(job=_job(row), token=token, deliveries=put.deliveries)

    def held(self) -> Mapping[str, int]:
        """Token -> counter of signs of life of all jobs that are held."""
        with self.store.reading() as connection:
            return beats(connection, jobs)

    def renew(self, tokens: Collection[str]) -> frozenset[str]:
        """Show signs of life for these tokens; those that still hold a job. Of others stop the work: it is lost."""
        with self.store.writing() as connection:
            return beat(connection, jobs, tokens)

    def expire(self, silent: Mapping[str, int], now: datetime) -> tuple[Job, ...]:
        """The holders of these tokens have been silent for long, their counters being these; what they held, freed.

        One that stirred since is spared.
        """
        now = self.store.time.moment(now)
        with self.store.writing() as connection:
            return tuple(_job(_settle(connection, row, now)) for row in unmoved(connection, jobs, silent))

    def finish(self, token: str, now: datetime) -> bool:
        """End a job that records nothing but itself. False when the token does not hold it any more."""
        with self.store.writing("record.before_commit", "record.after_commit") as connection:
            return finish_held(connection, token, now) is not None

    def fail(self, token: str, reason: str, now: datetime) -> JobState | None:
        """The attempt failed through the job's own fault. Its new state; None when the token does not hold it."""
        now = self.store.time.moment(now)
        with self.store.writing("fail.before_commit", "fail.after_commit") as connection:
            row = holding(connection, token)
            if row is None:
                return None
            return JobState(_end_attempt(connection, row, reason, now).state)

    def put_back(self, token: str, reason: str, now: datetime, pause: timedelta = timedelta(0)) -> bool:
        """Give the job back uncounted: infrastructure failed, or the worker stops. False when it is not held."""
        now = self.store.time.moment(now)
        with self.store.writing() as connection:
            row = holding(connection, token)
            if row is None:
                return False
            back = {"state": JobState.DUE.value, "attempts": row.attempts - 1, "due_at": now + pause, "reason": reason}
            _change(connection, row.id, {**_FREE, **back})
            return True

    def release_dead_holder(self, holder: str, now: datetime) -> tuple[Job, ...]:
        """The process whose tokens begin with ``holder`` has died; what it held, as it stands now.

        For its parent, which has seen it die: no such process may be running. Doing it twice changes nothing.
        """
        now = self.store.time.moment(now)
        with self.store.writing("bereave.before_commit", "bereave.after_commit") as connection:
            rows = connection.execute(_leased(f"{holder}.")).all()
            if len(rows) == 1:
                return (_job(_end_attempt(connection, rows[0], _DIED, now, solo=True)),)
            return tuple(_job(_spare(connection, row, now)) for row in rows)

    def release_lost_group(self, family: str, now: datetime) -> tuple[Job, ...]:
        """All whose names begin with ``FAMILY-`` are dead, and nobody saw how: as if their leases had run out."""
        now = self.store.time.moment(now)
        with self.store.writing() as connection:
            rows = connection.execute(_leased(f"{family}-")).all()
            return tuple(_job(_settle(connection, row, now)) for row in rows)

    def redrive(self, job: str, by: str, reason: str, now: datetime) -> bool:
        """Let a quarantined job run again, alone, with a clean count. False when it is not in quarantine."""
        now = self.store.time.moment(now)
        with self.store.writing() as connection:
            again = {
                "state": JobState.DUE.value, "attempts": 0, "losses": 0, "due_at": now, "solo": True, "ended_at": None,
            }  # fmt: skip
            quarantined = sa.and_(jobs.c.id == job, jobs.c.state == JobState.QUARANTINED.value)
            if connection.execute(sa.update(jobs).where(quarantined).values(**again)).rowcount == 0:
                return False
            note(connection, "job.redriven", job, now, by, {"reason": reason})
            return True

    def find(self, job: str) -> Job | None:
        """The job with this id."""
        with self.store.reading() as connection:
            row = connection.execute(sa.select(jobs).where(jobs.c.id == job)).first()
            return _job(row) if row else None

    def listed(self, state: JobState | None = None, limit: int = 200, offset: int = 0) -> tuple[Job, ...]:
        """Jobs, longest due first; in one state if named."""
        wanted = [state] if state else list(JobState)  # each by the index on its state, however many are done
        first = [_first(each, limit + offset) for each in wanted]
        found = (sa.union_all(*first) if len(first) > 1 else first[0]).subquery()
        query = sa.select(found).order_by(found.c.due_at, found.c.id).limit(limit).offset(offset)
        with self.store.reading() as connection:
            return tuple(_job(row) for row in connection.execute(query))

    def counts(self) -> Mapping[JobState, int]:
        """How many jobs are in each state, at most ``COUNTED``: those that are done grow in number for ever."""
        with self.store.reading() as connection:
            found = {row.state: row.number for row in connection.execute(_COUNTS)}
        return {state: found[state.value] for state in JobState}


def put_job(
    connection: sa.Connection, kind: str, key: str, subject: str, now: datetime, due_at: datetime | None = None
) -> str:
    """Offer a job in the caller's transaction. Its id."""
    name = job_id(kind, key)
    row = {
        "id": name, "kind": kind, "key": key, "subject": subject, "state": JobState.DUE.value,
        "due_at": due_at or now, "reason": "", "created_at": now,
    }  # fmt: skip
    insert_new(connection, jobs, row)
    return name


def holding(connection: sa.Connection, token: str) -> sa.Row[Any] | None:
    """The job that the token holds, locked until the transaction ends; None when it holds none any more."""
    return connection.execute(_HELD, {"held_by": token}).first()


def finish_held(connection: sa.Connection, token: str, now: datetime) -> sa.Row[Any] | None:
    """End well the job that the token holds, in the transaction that records its result; its id and subject.

    It is locked by that. None when the token holds none any more.
    """
    return connection.execute(_FINISH, {"held_by": token, "ended_at": now}).first()


def finish_job(connection: sa.Connection, job: str, now: datetime) -> None:
    """End a job well, in the transaction that records its result."""
    _change(connection, job, {**_FREE, "state": JobState.DONE.value, "ended_at": now, "reason": ""})


def _leased(beginning: str) -> sa.Select[Any]:
    """What is held by tokens that begin so."""
    mine = sa.select(jobs).where(jobs.c.state == JobState.LEASED.value, jobs.c.token.startswith(beginning))
    return mine.order_by(jobs.c.id).with_for_update()


def _first(state: JobState, number: int) -> sa.Select[Any]:
    """The jobs in a state that are due longest."""
    mine = sa.select(jobs).where(jobs.c.state == state.value).order_by(jobs.c.due_at, jobs.c.id).limit(number)
    return sa.select(mine.subquery())


def _refusal(row: sa.Row[Any] | None, now: datetime, *, alone: bool) -> Refusal | None:
    if row is None:
        return Refusal.UNKNOWN
    if row.state != JobState.DUE.value:
        return Refusal(row.state)
    if row.due_at > now:
        return Refusal.NOT_YET
    return Refusal.ALONE if row.solo and not alone else None


def _settle(connection: sa.Connection, row: sa.Row[Any], now: datetime) -> sa.Row[Any]:
    """The holder fell silent, and nobody saw it die: not the job's fault, unless it happens again and again."""
    losses = row.losses + 1
    if losses >= _LOST_LIMIT:
        return _quarantine(connection, row, f"{_LOST}（已{losses}次）", now, losses=losses)
    note(connection, "job.lost", row.id, now, "jobs", {"losses": losses})
    pause = _PAUSES[min(losses - 2, len(_PAUSES) - 1)] if losses > 1 else timedelta(0)
    back = {"state": JobState.DUE.value, "attempts": row.attempts - 1, "losses": losses, "reason": _AGAIN}
    return _change(connection, row.id, {**_FREE, **back, "solo": True, "due_at": now + pause})


def _spare(connection: sa.Connection, row: sa.Row[Any], now: datetime) -> sa.Row[Any]:
    """Its process died with several jobs in hand: each is tried again alone, at once."""
    note(connection, "job.lost", row.id, now, "jobs", {"attempts": row.attempts, "shared": True})
    again = {"state": JobState.DUE.value, "solo": True, "due_at": now, "reason": _DIED_SHARED}
    return _change(connection, row.id, {**_FREE, **again})


def _end_attempt(
    connection: sa.Connection, row: sa.Row[Any], reason: str, now: datetime, *, solo: bool = False
) -> sa.Row[Any]:
    """An attempt that counts has failed: again after a pause, ``solo`` from now on, or never."""
    if row.attempts >= LIMIT:
        return _quarantine(connection, row, f"{reason}（已试{row.attempts}次）", now)
    note(connection, "job.failed", row.id, now, "jobs", {"reason": reason, "attempts": row.attempts})
    again = {"state": JobState.DUE.value, "due_at": now + _PAUSES[row.attempts - 1], "reason": reason}
    return _change(connection, row.id, {**_FREE, **again, "solo": solo or row.solo})


def _quarantine(connection: sa.Connection, row: sa.Row[Any], reason: str, now: datetime, **more: object) -> sa.Row[Any]:
    note(connection, "job.quarantined", row.id, now, "jobs", {"reason": reason, "subject": row.subject})
    ended = {"state": JobState.QUARANTINED.value, "ended_at": now, "reason": reason}
    return _change(connection, row.id, {**_FREE, **ended, **more})


def _change(connection: sa.Connection, job: str, values: Mapping[str, Any]) -> sa.Row[Any]:
    return connection.execute(_CHANGE, {"job": job, **values}).one()


def _job(row: sa.Row[Any]) -> Job:
    return Job(
        id=row.id, kind=row.kind, key=row.key, subject=row.subject, state=JobState(row.state), due_at=row.due_at,
        attempts=row.attempts, solo=row.solo, reason=row.reason,
    )  # fmt: skip
