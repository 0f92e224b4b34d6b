"""A terminal with a home of its own: real commands on a real SQLite ledger, no worker running."""

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from filings.civil import civil_day
from filings.errors import GoujiError
from filings.intake import Receipt, Upload
from filings.submission import Submission
from gateway.cli import cli
from gateway.office import Office, office
from ledger import Ledger
from rules.book_io.rulebook import rulebook
from samples import county as sample
from workers.audits import Auditor
from workers.leases import Leases
from workers.sandbox import Sandbox
from workers.settings import settings


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


_PORT = _free_port()


@dataclass
class Terminal:
    """Runs commands as a clerk does. ``home``: the folder of all data. ``reading``: what reads for all audits."""

    home: Path
    reading: Sandbox
    port: int = _PORT  # of 127.0.0.1, on the operator's allow-list

    def __call__(self, *words: object, status: int = 0) -> str:
        """Run a command; everything it printed, errors included. It must end with ``status``."""
        found = self.run(*words)
        assert found.exit_code == status, found.output
        return found.output

    def run(self, *words: object) -> Result:
        """Run a command as ``main`` does: our own errors are one line and status 2."""
        found = CliRunner().invoke(cli, [str(word) for word in words])
        if isinstance(found.exception, GoujiError):
            found.exit_code = 2
            found.output_bytes += f"gouji：{found.exception}".encode()
            return found
        if found.exception and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found

    @property
    def office(self) -> Office:
        """The county of this ledger."""
        return office()

    @property
    def ledger(self) -> Ledger:
        """The ledger behind the terminal."""
        return self.office.ledger

    def found(self) -> "Terminal":
        """Set up the sample county with its register and local dates."""
        self("register", "county", "--code", "450000", "--name", "云岭县", "--office", "云岭县人民政府办公室")
        path = self.home / "register.csv"
        path.write_bytes((Path(sample.__file__).parent / "register.csv").read_bytes())
        self("register", "import", path, "--document", "云编〔2024〕1号", "--approver", "李某", "--by", "王某")
        self(
            "calendar", "set", "--kind", "乡镇", "--date", "01-20", "--basis", "云政办〔2025〕9号", "--approver", "李某"
        )
        return self

    def file(self, agency: str, name: str, year: int = 2025, data: bytes | None = None) -> Submission:
        """File a report of the sample county and audit it, as the system does while it runs."""
        parts = self.office.parts
        code = self.office.agency(agency).code
        uploads = [Upload(name=name, data=data or sample.document(name))]
        taken = parts.ledger.intake.submit(code, year, uploads, "command", parts.now())
        assert isinstance(taken, Receipt), taken
        self.work(taken.job)
        return taken.submission

    def work(self, *jobs: str) -> None:
        """Do the audits that are due."""
        parts = self.office.parts
        auditor = Auditor(parts=parts, book=rulebook(), leases=Leases(parts.ledger.jobs, parts.settings.lease))
        auditor._own.sandbox = self.reading  # a child for each audit would take longer than all else
        for job in jobs or [due.id for due in parts.ledger.jobs.due(parts.now())]:
            auditor(job)

    def today(self) -> str:
        """The civil day, as people write it."""
        return civil_day(datetime.now(UTC)).isoformat()


@contextmanager
def _at(home: Path, reading: Sandbox) -> Iterator[Terminal]:
    home.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GOUJI_HOME", str(home))
        environment.setenv("GOUJI_ALLOW", f"127.0.0.1:{_PORT}=127.0.0.1/32")
        environment.setenv("COLUMNS", "300")
        settings.cache_clear()
        yield Terminal(home, reading)
    settings.cache_clear()


@pytest.fixture(scope="session")
def reading() -> Iterator[Sandbox]:
    """A child that reads the documents of all these tests."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, reading: Sandbox) -> Path:
    """A home with the sample county set up, to copy."""
    with _at(tmp_path_factory.mktemp("founded"), reading) as terminal:
        return terminal.found().home


@pytest.fixture
def terminal(tmp_path: Path, reading: Sandbox) -> Iterator[Terminal]:
    """A terminal without a county."""
    with _at(tmp_path / "home", reading) as terminal:
        yield terminal


@pytest.fixture
def county(founded: Path, tmp_path: Path, reading: Sandbox) -> Iterator[Terminal]:
    """A terminal with the sample county set up."""
    shutil.copytree(founded, tmp_path / "county")
    with _at(tmp_path / "county", reading) as terminal:
        yield terminal


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Write rows of text as a csv with the given heads."""

    def write(heads: str, *rows: str, name: str = "t.csv", encoding: str = "utf-8-sig") -> Path:
        path = tmp_path / name
        path.write_bytes("\r\n".join([heads, *rows]).encode(encoding))
        return path

    return write
