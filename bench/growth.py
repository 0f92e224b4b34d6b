"""What each step costs in a ledger that many others have filled, beside an empty one: ``python -m bench.growth``.

    python -m bench.growth [--filings 100000] [--agencies 2000] [--areas 100] [--rounds 60] [--postgresql]

Both ledgers get the same new filings, in turns; a step's cost is the median of its rounds: processor time of this
process on SQLite, seconds on PostgreSQL. No step may take more than 1.3 times as long.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from bench.growth_rows import Size, fill, marks_like
from bench.postgres import Postgres
from filings.agency import Agency, Jurisdiction
from filings.calendar import DueDate
from filings.finding import Audit, Verdict
from filings.intake import Receipt, Upload
from filings.job import Claimed, JobState
from filings.marks import Marks, Search
from filings.notice import Attempt, Delivered, Endpoint, Notice, NoticeType, Secret, notice_id
from filings.report import Paragraph, Report, Section
from ledger import Ledger, connect, upgrade

LIMIT = 1.3
_NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
_AREA = "90000"
_WARM = 5
_LAW = DueDate(kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="试验", since=0)


@dataclass(slots=True)
class Course:
    """One ledger, and what its steps took: name -> a number for each round."""

    ledger: Ledger
    clock: Callable[[], float]
    year: int
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure what is done inside."""
        began = self.clock()
        yield
        self.took[name].append(self.clock() - began)

    def found(self, rounds: int) -> None:
        """Write the county whose agencies file, one a round, and the endpoint that is told."""
        ledger = self.ledger
        ledger.register.put_jurisdiction(Jurisdiction(code=_AREA, name="试验县", office="办公室"), "bench", _NOW)
        ledger.calendars.put(_AREA, [_LAW], "bench", _NOW)
        made = [
            Agency(code=f"U{n}", name=f"试验县第{n}局", kind="department", jurisdiction=_AREA) for n in range(rounds)
        ]
        ledger.register.put(made, "bench", _NOW)
        secret = Secret(value="whsec_" + "A" * 32, since=_NOW - timedelta(days=9))
        serves = frozenset({f"office:{_AREA}"})
        office = Endpoint(id="office", url="https://e.example/", serves=serves, secrets=(secret,), rate=10**6)
        ledger.endpoints.put(office, "bench", _NOW)

    def round(self, number: int) -> None:
        """One filing from the door to the last word of its notice, and what runs beside it."""
        ledger, now = self.ledger, _NOW + timedelta(minutes=number)
        body = f"{number}".encode()
        with self.step("intake"):
            taken = ledger.intake.submit(f"U{number}", self.year, [Upload(name="r.json", data=body)], "stream", now)
        if not isinstance(taken, Receipt):
            raise SystemExit(taken.reason)
        with self.step("claim"):
            claimed = ledger.jobs.claim(taken.job, now, f"w.{number}")
        if not isinstance(claimed, Claimed):
            raise SystemExit(str(claimed))
        kept = marks_like(-number, 120)
        with self.step("dossier"):
            dossier = ledger.dossiers.of(taken.submission.id, now.date())
            if dossier is None or dossier.register is None:
                raise SystemExit("no dossier")
            search = Search(scheme="s", asked=kept, alike=lambda shared: frozenset({(1,)} if len(shared) > 60 else ()))
            ledger.dossiers.near(taken.submission, dossier.register, search)
        self._told(claimed.token, number, now, Marks(scheme="s", kept=kept))
        with self.step("seal"):
            ledger.event_log.seal()
        with self.step("listed"):
            for state in (JobState.QUARANTINED, JobState.LEASED, JobState.DUE):  # as ``gouji jobs`` does
                ledger.jobs.listed(state, 50)
            ledger.jobs.listed(limit=_WARM)
        with self.step("counts"):
            ledger.jobs.counts()

    def _told(self, token: str, number: int, now: datetime, marks: Marks) -> None:
        ledger, audit, told = self.ledger, _audit(number, self.year), [_notice(number, now)]
        with self.step("record"):
            recorded = ledger.audits.record(token, audit, told, now, report=_report(number), marks=marks)
        with self.step("due"):
            ledger.jobs.due(now)
            ledger.notices.due(now)
        if recorded is None or not recorded.new:
            raise SystemExit("nothing was recorded")
        for delivery in recorded.deliveries:
            with self.step("deliver"):
                ledger.notices.claim(delivery, now, f"s.{number}")
                ledger.notices.record(f"s.{number}", Delivered(attempt=Attempt(status=204, latency=0.1)), now)


def _audit(number: int, year: int) -> Audit:
    return Audit(
        verdict=Verdict.CLEAN, rulebook_version="1", rulebook_hash="b", as_of=date(2026, 1, 20),
        dossier_digest=f"new {number}", agency=f"U{number}", year=year, edition="2021", sha256="00", findings=(),
    )  # fmt: skip


def _report(number: int) -> Report:
    text = Paragraph(text=f"第{number}局按季更新专栏，当面受理申请。" * 60, place="P4")
    section = Section(number=1, heading="一、总体情况", place="P3", paragraphs=(text,))
    return Report(edition="2021", agency=f"试验县第{number}局", year=2025, cells={}, sections=(section,))


def _notice(number: int, now: datetime) -> Notice:
    kind, to = NoticeType.AUDIT_COMPLETED, f"office:{_AREA}"
    return Notice(
        id=notice_id(kind, f"new {number}", to), type=kind, recipient=to, subject=f"agencies/U{number}/2025",
        title="核查完成", text="请查收。", body=b"{}", created=now,
    )  # fmt: skip


def run(urls: tuple[str, str], size: Size, rounds: int, clock: Callable[[], float]) -> dict[str, tuple[float, float]]:
    """Step -> milliseconds in the ledger that others have filled, and in the empty one."""
    courses = []
    for url, crowded in zip(urls, (True, False), strict=True):
        engine = connect(url)
        upgrade(engine)
        course = Course(Ledger(engine), clock, size.year)
        course.found(rounds)
        if crowded:
            fill(course.ledger, size)
        courses.append(course)
    for number in range(rounds):
        for course in courses:
            course.round(number)
    for course in courses:
        course.ledger.engine.dispose()
    full, empty = ({name: median(took[_WARM:]) * 1000 for name, took in course.took.items()} for course in courses)
    return {name: (full[name], empty[name]) for name in full}


def main() -> int:
    """Print a line for each step. 1 when one costs too much."""
    parser = argparse.ArgumentParser(description="What each step costs in a ledger that others have filled.")
    for name, least in (("filings", 100_000), ("agencies", 2_000), ("areas", 100), ("rounds", 60)):
        parser.add_argument(f"--{name}", type=int, default=least)
    parser.add_argument("--postgresql", action="store_true")
    given = parser.parse_args()
    size = Size(filings=given.filings, agencies=given.agencies, areas=given.areas)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gouji-growth-", dir="/var/tmp")))
        folder.chmod(0o755)
        if given.postgresql:
            urls, clock = _databases(stack.enter_context(Postgres(folder / "pg")).url), time.perf_counter
        else:
            urls, clock = (f"sqlite:///{folder / 'full.db'}", f"sqlite:///{folder / 'empty.db'}"), time.process_time
        found = run(urls, size, given.rounds, clock)
    for name, (full, empty) in found.items():
        sys.stdout.write(f"{name:10} {full:8.3f} ms {empty:8.3f} ms empty   {full / empty:5.2f} x (at most {LIMIT})\n")
    return int(any(full > empty * LIMIT for full, empty in found.values()))


def _databases(url: str) -> tuple[str, str]:
    """Two databases on one server."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    made = []
    with engine.connect() as connection:
        for name in ("full", "empty"):
            connection.exec_driver_sql(f"CREATE DATABASE gouji_{name}")
            made.append(engine.url.set(database=f"gouji_{name}", drivername="postgresql"))
    engine.dispose()
    full, empty = (one.render_as_string(hide_password=False) for one in made)
    return full, empty


if __name__ == "__main__":
    raise SystemExit(main())
