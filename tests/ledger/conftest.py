"""A ledger on SQLite and one on a real PostgreSQL, and a small invented county to fill them with."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from bench.rows import emptying, run_script
from bench.scenes import KeptScene, Scene
from bench.servers import sqlite_at
from filings.act import FilingReason
from filings.agency import Agency, Jurisdiction
from filings.calendar import DueDate
from filings.figure import CellState
from filings.finding import Audit, Finding, Severity, Verdict
from filings.intake import Receipt, Upload
from filings.job import Claimed
from filings.notice import Endpoint, Notice, NoticeType, Secret, notice_id
from filings.report import Cell, Paragraph, Report, Section
from ledger import Ledger, connect

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)  # 10:00 in Asia/Shanghai
AREA = "430000"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty, migrated database; every test that uses it runs on both kinds."""
    if request.param == "sqlite":
        return sqlite_at(request.getfixturevalue("sqlite_template"), tmp_path)
    url = str(request.getfixturevalue("postgres_url"))
    engine = connect(url)
    run_script(engine, emptying())
    engine.dispose()
    return url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kept_scene(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptScene]:
    """A scene for all verbs of a module on either database: its rows are put back before each."""
    if request.param == "sqlite":
        url = sqlite_at(request.getfixturevalue("sqlite_template"), tmp_path_factory.mktemp("kept"))
    else:
        url = request.getfixturevalue("new_postgres")()
    engine = connect(url)
    yield Scene(Ledger(engine)).found().kept()
    engine.dispose()


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    """An engine on an empty database."""
    made = connect(url)
    yield made
    made.dispose()


@pytest.fixture
def ledger(engine: sa.Engine) -> Ledger:
    """An empty ledger."""
    return Ledger(engine)


@dataclass
class County:
    """An invented county and the shortest ways to file, audit and tell in it."""

    ledger: Ledger
    now: datetime = NOW
    year: int = 2025
    _tokens: Iterator[int] = field(default_factory=lambda: iter(range(1_000_000)))

    def found(self) -> "County":
        """Write jurisdiction, three agencies and the calendar."""
        self.ledger.register.put_jurisdiction(
            Jurisdiction(code=AREA, name="示例县", office="示例县政务公开办"), "甲", NOW
        )
        self.ledger.register.put(
            [
                Agency(code="A01", name="示例县财政局", kind="department", jurisdiction=AREA),
                Agency(code="T01", name="示例县清水镇", kind="township", jurisdiction=AREA),
                Agency(code="G01", name="示例县人民政府", kind="government", jurisdiction=AREA),
            ],
            "甲",
            NOW,
        )
        self.ledger.calendars.put(AREA, DATES, "甲", NOW)
        return self

    def token(self) -> str:
        """A token that was not used before."""
        return f"token-{next(self._tokens)}"

    def file(self, agency: str = "A01", data: bytes = b"report", year: int | None = None, **more: object) -> Receipt:
        """File one document; it must be taken."""
        uploads = [Upload(name="年报.docx", data=data)]
        at = more.pop("now", self.now)
        taken = self.ledger.intake.submit(agency, year or self.year, uploads, "command", at, **more)  # type: ignore[arg-type]
        assert isinstance(taken, Receipt), taken
        return taken

    def claim(self, job: str, **more: object) -> Claimed:
        """Claim a job; it must be given."""
        claimed = self.ledger.jobs.claim(job, more.pop("now", self.now), self.token(), **more)  # type: ignore[arg-type]
        assert isinstance(claimed, Claimed), claimed
        return claimed

    def audit(self, receipt: Receipt, audit: Audit, **more: object) -> str:
        """Claim the filing's job and record an audit of it. The audit's name."""
        at = more.pop("now", max(self.now, receipt.submission.received_at))
        claimed = self.claim(receipt.job, now=at)
        notices = more.pop("notices", ())
        recorded = self.ledger.audits.record(claimed.token, audit, notices, at, **more)  # type: ignore[arg-type]
        assert recorded is not None
        return recorded.audit


DATES = (
    DueDate(kinds=frozenset({"department"}), event="received", month=1, day=31, statutory=True, basis="条例第四十九条"),
    DueDate(kinds=frozenset({"department"}), event="received", month=1, day=26, statutory=False, basis="县通知"),
    DueDate(kinds=frozenset({"government"}), event="received", month=3, day=31, statutory=True, basis="条例第四十九条"),
)


@pytest.fixture
def county(ledger: Ledger) -> County:
    """A ledger with the invented county in it."""
    return County(ledger).found()


def finding(fingerprint: str = "f1", severity: Severity = Severity.MUST_FIX, rule: str = "A01") -> Finding:
    """A finding with the given fingerprint."""
    return Finding(
        rule=rule, title="总计", severity=severity, message=f"{rule}：总计不等于各项之和", place="第1个表格",
        refs=("x",), places=("T1R1C1",), facts={"left": Decimal(7), "day": date(2026, 1, 2), "parts": (1, "二")},
        basis=("条例",), fix="请核对", fingerprint=fingerprint, facts_digest="d1",
    )  # fmt: skip


def audit_of(*findings: Finding, verdict: Verdict | None = None, book: str = "book-1", dossier: str = "d") -> Audit:
    """An audit with these findings, its verdict the gravest of them."""
    gravest = min((f.severity.rank for f in findings), default=2)
    said = verdict or (Verdict.MUST_FIX, Verdict.EXPLAIN, Verdict.CLEAN)[gravest]
    return Audit(
        verdict=said, rulebook_version="1", rulebook_hash=book, as_of=date(2026, 1, 20), dossier_digest=dossier,
        agency="A01", year=2025, edition="2021", sha256="00", findings=findings,
    )  # fmt: skip


def report_of(agency: str = "示例县财政局", value: int = 7, text: str = "全年公开信息。") -> Report:
    """A minimal report with one cell and one section."""
    cell = Cell(raw=str(value), state=CellState.NUMBER, value=Decimal(value), place="T1R1C1")
    section = Section(number=1, heading="一、总体情况", place="P3", paragraphs=(Paragraph(text=text, place="P4"),))
    return Report(edition="2021", agency=agency, year=2025, cells={"applications.new.total": cell}, sections=(section,))


def notice_to(recipient: str = "agency:A01", about: str = "aud_1", at: datetime = NOW) -> Notice:
    """A notice about something to someone."""
    kind = NoticeType.AUDIT_COMPLETED
    return Notice(
        id=notice_id(kind, about, recipient), type=kind, recipient=recipient, subject="agencies/A01/2025",
        title="核查完成", text="请查收。", body=f'{{"about":"{about}"}}'.encode(), created=at,
    )  # fmt: skip


def endpoint_at(name: str = "e1", *serves: str, **more: object) -> Endpoint:
    """A webhook endpoint for some recipients, A01 and the office unless named."""
    secret = Secret(value="whsec_" + "A" * 32, since=NOW - timedelta(days=9))
    served = frozenset(serves or ("agency:A01", f"office:{AREA}"))
    given: dict[str, object] = {"secrets": (secret,), "rate": 1000, **more}
    return Endpoint(id=name, url=f"https://{name}.example/hook", serves=served, **given)  # type: ignore[arg-type]


def statement_of(finding: str = "A01", text: str = "口径与上年不同") -> FilingReason:
    """What an agency says for a finding."""
    return FilingReason(finding=finding, text=text)


class Make:
    """The builders above, for tests to ask for."""

    now = NOW
    area = AREA
    dates = DATES
    county = County
    finding = staticmethod(finding)
    audit = staticmethod(audit_of)
    report = staticmethod(report_of)
    notice = staticmethod(notice_to)
    statement = staticmethod(statement_of)
    endpoint = staticmethod(endpoint_at)


@pytest.fixture(scope="session")
def make() -> type[Make]:
    """Builders of invented filings, audits and notices."""
    return Make


@pytest.fixture(scope="session")
def run_python() -> Callable[[str, list[str]], subprocess.CompletedProcess[str]]:
    """Run a piece of Python in a process of its own, from the repository's root."""
    root = Path(__file__).resolve().parents[2]

    def run(code: str, arguments: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *arguments], cwd=root, capture_output=True, text=True, check=False
        )

    return run
