"""Kills workers and queue while thousands of filings come in, then counts what was lost or done twice.

``python -m bench.chaos [--submissions N] [--kills N] [--seed N] [--naive]``: the last line is JSON; the exit status is
1 if anything was lost, doubled, not delivered, changed or wrongly quarantined. ``--naive`` puts a worker in place
that does the same work without the ledger's keys, leases and sweep; it must fail.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from filings.agency import Agency, Jurisdiction
from filings.calendar import DueDate
from filings.intake import Receipt, Upload
from filings.job import JobState
from filings.notice import Endpoint, NoticeType, Secret
from gateway.intake.door import Intaking
from ledger import upgrade
from ledger.tables.filing import audits
from ledger.tables.notice import notices
from notifier.receiver import Receiver
from notifier.signing import new_secret
from workers.bound import bound
from workers.embedded import Valkey
from workers.parts import Parts, assemble
from workers.settings import read

AREA = "990000"
YEARS = range(1775, 2025)  # many years, few agencies: what is tried here is the way of the work, not the rules
CAP = 240.0  # seconds after which whatever is missing counts as lost
FLUSH_AFTER = 10
QUEUE_KILLS_AFTER = (6, 12, 18)


@dataclass(slots=True)
class Trial:
    """One run: what is killed, and what was promised to senders. ``seed`` makes the kills repeatable."""

    parts: Parts
    queue: Valkey
    environment: dict[str, str]
    program: str
    seed: int
    acknowledged: list[str] = field(default_factory=list)
    kills: int = 0
    queue_kills: int = 0
    flushes: int = 0
    loader: "subprocess.Popen[str] | None" = None

    def load(self) -> None:
        """Start the process that forks worker groups."""
        log = (self.parts.settings.home / "workers.log").open("ab")
        command = bound([sys.executable, "-m", "bench.warm", self.program])
        self.loader = subprocess.Popen(
            command, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )

    def start(self) -> None:
        """Start a worker group."""
        self._ask("start")

    def kill(self) -> None:
        """Kill -9 for the group: its supervisor by us, its workers by the kernel."""
        self._ask("kill")

    def _ask(self, request: str) -> None:
        if self.loader is None or self.loader.stdin is None or self.loader.stdout is None:
            raise LookupError(request)
        self.loader.stdin.write(f"{request}\n")
        self.loader.stdin.flush()
        if not self.loader.stdout.readline():
            raise SystemExit("the loading process has died; see workers.log")

    def strike(self, progress: Callable[[], int], kills: int) -> None:
        """Kill the group so many times, each time after it got something done; the queue now and then."""
        chance = random.Random(self.seed)
        while self.kills < kills:
            before, since = progress(), time.monotonic()
            while progress() == before and time.monotonic() - since < 15:
                time.sleep(0.1)
            time.sleep(chance.uniform(0.2, 2.0))
            self.kill()
            self.kills += 1
            self._strike_queue(kills)
            self.start()

    def _strike_queue(self, kills: int) -> None:
        if self.kills in {max(1, n * kills // 20) for n in QUEUE_KILLS_AFTER}:
            self.queue.kill()
            self.queue_kills += 1
            time.sleep(0.5)
            self.queue.restart()
        if self.kills == max(1, FLUSH_AFTER * kills // 20):
            self.parts.queue.client.flushall()
            self.flushes += 1


def main() -> None:
    """Run the trial and print what came of it."""
    options = _options()
    # Processes are killed here, not the power: the data are in memory, so that the disk does not set the pace.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a private folder is made in it
    with (
        tempfile.TemporaryDirectory(prefix="gouji-chaos-", dir=memory) as folder,
        Valkey(Path(folder) / "valkey") as queue,
    ):
        secret = new_secret(datetime.now(UTC))
        with Receiver([secret.value]) as receiver:
            environment = {
                **os.environ, "GOUJI_HOME": folder, "GOUJI_REDIS_URL": queue.url, "GOUJI_LOG": "json",
                "GOUJI_ALLOW": receiver.allowance, "GOUJI_CHAOS_RECEIVER": receiver.url,
            }  # fmt: skip
            parts = assemble(read(environment))
            upgrade(parts.ledger.engine)
            agencies = _county(parts, receiver.url, secret, options.submissions)
            trial = Trial(parts, queue, environment, "naive" if options.naive else "group", options.seed)
            trial.load()
            if options.naive:
                _naive_tables(parts.ledger.engine)
            result = _run(trial, receiver, agencies, options)
    print(json.dumps(result))
    wrong = ("lost", "doubled", "undelivered", "repeats_with_other_body", "quarantined_innocent")
    sys.exit(int(any(result[name] for name in wrong)))


def _run(trial: Trial, receiver: Receiver, agencies: list[Agency], options: argparse.Namespace) -> dict[str, object]:
    began = time.monotonic()
    count = _naive_done if options.naive else _done
    engine = trial.parts.ledger.engine
    trial.start()
    sender = threading.Thread(target=_submit, args=(trial, agencies, options.submissions), daemon=True)
    sender.start()
    trial.strike(lambda: len(count(engine)), options.kills)
    sender.join()
    quiet = Quiet(limit=20.0 if options.naive else CAP)
    while not _finished(trial, receiver, count) and quiet.patient(len(receiver.taken())):
        time.sleep(0.3)
    trial.kill()
    return {**_result(trial, receiver, count(engine), naive=options.naive), "seconds": round(time.monotonic() - began)}


@dataclass(slots=True)
class Quiet:
    """Patience: over when nothing has changed for ``limit`` seconds."""

    limit: float
    last: int = -1
    since: float = field(default_factory=time.monotonic)

    def patient(self, seen: int) -> bool:
        """Whether to go on waiting; ``seen``: what should grow."""
        if seen != self.last:
            self.last, self.since = seen, time.monotonic()
        return time.monotonic() - self.since < self.limit


def _finished(trial: Trial, receiver: Receiver, count: Callable[[sa.Engine], Counter[str]]) -> bool:
    wanted = len(trial.acknowledged)
    return len(count(trial.parts.ledger.engine)) >= wanted and len(receiver.taken()) >= wanted


def _result(trial: Trial, receiver: Receiver, done: Counter[str], *, naive: bool) -> dict[str, object]:
    """``lost``: acknowledged and not audited. ``doubled``: audits beyond the first of a filing."""
    tally, taken = receiver.tally(), receiver.taken()
    with trial.parts.ledger.engine.connect() as connection:
        told = set(done) if naive else set(connection.execute(sa.select(notices.c.id).where(_wanted())).scalars())
    return {
        "submissions": len(trial.acknowledged),
        "kills": trial.kills,
        "queue_kills": trial.queue_kills,
        "flushes": trial.flushes,
        "lost": len(set(trial.acknowledged) - set(done)),
        "doubled": sum(done.values()) - len(done),
        "undelivered": len(told - set(taken)),
        "repeats": tally.repeats,
        "repeats_with_other_body": tally.repeats_with_other_body,
        "quarantined_innocent": trial.parts.ledger.jobs.counts()[JobState.QUARANTINED],
        "seed": trial.seed,
    }


def _submit(trial: Trial, agencies: list[Agency], submissions: int) -> None:
    """Hand in reports as senders do: what is not acknowledged is handed in again."""
    door = Intaking(trial.parts)
    for number in range(submissions):
        agency, year = agencies[number // len(YEARS)], YEARS[number % len(YEARS)]
        answer = door.take(agency.code, year, [Upload(name="r.json", data=_report(agency, year))], "command")
        if not isinstance(answer, Receipt):
            raise SystemExit(answer.reason)
        trial.acknowledged.append(answer.submission.id)


def _report(agency: Agency, year: int) -> bytes:
    title = f"{agency.name}{year}年政府信息公开工作年度报告"
    report = {
        "edition": "2021", "title": title, "agency": agency.name, "year": year, "sections": [],
        "tables": {"proactive": {}, "applications": {}, "review": None},
    }  # fmt: skip
    return json.dumps(report, ensure_ascii=False).encode()


def _county(parts: Parts, url: str, secret: Secret, submissions: int) -> list[Agency]:
    """A county large enough, its calendar, and an office that wants to hear of every audit."""
    now, ledger = parts.now(), parts.ledger
    count = -(-submissions // len(YEARS))
    entries = [
        Agency(code=f"U{n:04}", name=f"试验县第{n}局", kind="department", jurisdiction=AREA) for n in range(count)
    ]
    ledger.register.put_jurisdiction(
        Jurisdiction(code=AREA, name="试验县", office="试验县政务公开办公室"), "bench", now
    )
    ledger.register.put(entries, "bench", now)
    date = DueDate(kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="试验", since=0)
    ledger.calendars.put(AREA, [date], "bench", now)
    office = Endpoint(
        id="office", url=url, serves=frozenset({f"office:{AREA}"}), secrets=(secret,), rate=1_000_000,
        types=frozenset({NoticeType.AUDIT_COMPLETED}),
    )  # fmt: skip
    ledger.endpoints.put(
        replace(office, secrets=(replace(secret, since=now.replace(year=now.year - 1)),)), "bench", now
    )
    return entries


def _wanted() -> sa.ColumnElement[bool]:
    return sa.and_(notices.c.type == NoticeType.AUDIT_COMPLETED.value, notices.c.recipient == f"office:{AREA}")


def _done(engine: sa.Engine) -> Counter[str]:
    """Filing -> number of audits on record."""
    with engine.connect() as connection:
        query = sa.select(audits.c.submission, sa.func.count()).group_by(audits.c.submission)
        return Counter({row[0]: row[1] for row in connection.execute(query)})


def _naive_tables(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE naive (submission TEXT NOT NULL)")


def _naive_done(engine: sa.Engine) -> Counter[str]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT submission, count(*) FROM naive GROUP BY submission")
        return Counter({row[0]: row[1] for row in rows})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--naive", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
