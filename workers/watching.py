"""Looks after the signs of life of a supervisor's programs, and keeps what was replaced for ``gouji status``."""

import contextlib
import json
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path

import structlog

from filings.nouns import dataclass
from workers.heartbeat import Heart, Sign, heart_in, signs
from workers.private import private_folder, private_opener

STARTING = 90.0  # seconds to the first sign; a database may have to be waited for
_LOOK = 0.5  # seconds between two looks
_GAP = 5.0  # seconds without a look after which it was we who stood still, and nobody is judged
_TOLD = "replaced.jsonl"
_MOST_TOLD = 50

_log = structlog.get_logger("supervisor")


def host_folder(home: Path) -> Path:
    """Where the signs of all groups of this host are. Several hosts may share a home."""
    return home / "signs" / socket.gethostname()


def group_folder(home: Path, group: str, pid: int) -> Path:
    """Where the signs of one supervisor's programs are."""
    return host_folder(home) / f"{group}-{pid}"


@dataclass(slots=True)
class Watch:
    """Watches the programs of one supervisor. ``monotonic``: this process's own time, the only one that counts."""

    folder: Path
    heart: Heart
    monotonic: Callable[[], float] = time.monotonic
    _seen: dict[tuple[str, str], tuple[Sign, float]] = field(default_factory=dict, init=False)
    _started: dict[str, float] = field(default_factory=dict, init=False)
    _shown: set[str] = field(default_factory=set, init=False)
    _looked: float = field(default=0.0, init=False)
    _hung: dict[str, str] = field(default_factory=dict, init=False)

    def begin(self, program: str) -> None:
        """A program is started: its signs begin anew."""
        self._started[program] = self.monotonic()
        with contextlib.suppress(OSError):
            (self.folder / program).touch(0o600)

    def look(self) -> None:
        """Look at all signs, if it is time again, and show our own."""
        now = self.monotonic()
        if now - self._looked < _LOOK:
            return
        if now - self._looked > _GAP:
            self._seen.clear()
            self._started = dict.fromkeys(self._started, now)
        self._looked = now
        self.heart.beat(self.heart.silence)
        self._hung = {program: thread for program in self._started if (thread := self._silent(program, now))}

    def hung(self, program: str) -> str:
        """The thread that showed no sign in its time, "" while all do."""
        return self._hung.get(program, "")

    def replaced(self, program: str, thread: str, status: int | None) -> None:
        """Its signs are over. For people: what ended it, by itself or hung in a thread, is put on the host's list."""
        self._forget(program)
        with contextlib.suppress(OSError):
            (self.folder / program).unlink(missing_ok=True)
            (self.folder / program).touch(0o600)
        told = {"at": datetime.now(UTC).isoformat(), "program": program, "thread": thread, "status": status}
        file = self.folder.parent / _TOLD
        try:
            lines = [*_lines(file), json.dumps(told)][-_MOST_TOLD:]
            coming = file.with_name(f".{_TOLD}-{os.getpid()}")
            with open(coming, "w", encoding="utf-8", opener=private_opener) as written:
                written.write("\n".join(lines) + "\n")
            coming.replace(file)
        except OSError as error:
            _log.warning("supervisor.not_told", reason=str(error))

    def close(self) -> None:
        """Take our programs off the list: they were told to stop."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _silent(self, program: str, now: float) -> str:
        found = signs(self.folder / program)
        if found:
            self._shown.add(program)
        elif program not in self._shown:
            return "start" if now - self._started[program] > STARTING else ""
        for key in [key for key in self._seen if key[0] == program and key[1] not in found]:
            del self._seen[key]
        for thread, sign in found.items():
            before = self._seen.get((program, thread))
            if before is None or before[0] != sign:
                self._seen[program, thread] = (sign, now)
            elif now - before[1] > sign.within:
                return thread
        return ""

    def _forget(self, program: str) -> None:
        self._hung.pop(program, None)
        self._started.pop(program, None)
        self._shown.discard(program)
        for key in [key for key in self._seen if key[0] == program]:
            del self._seen[key]


def watch(home: Path, group: str, silence: float, above: Path | None = None) -> Watch:
    """The watch of this process, a supervisor, over its programs. What a dead one of this host left is cleared.

    ``above``: the folder of the supervisor that watches this one, if there is one.
    """
    folder = group_folder(home, group, os.getpid())
    for other in groups(home):
        if other == folder or not alive(other):
            shutil.rmtree(other, ignore_errors=True)
    private_folder(folder)
    if above is not None and above.is_dir():
        return Watch(folder, heart_in(above, group, silence))
    return Watch(folder, heart_in(folder, f".{group}", silence))


def groups(home: Path) -> Sequence[Path]:
    """The folders of all supervisors of this host that were not told to stop."""
    return sorted(folder for folder in host_folder(home).glob("*-[0-9]*") if folder.is_dir())


def alive(folder: Path) -> bool:
    """Whether the supervisor of a group is there, running or not."""
    pid = folder.name.rpartition("-")[2]
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True


def replacements(home: Path) -> Iterator[dict[str, object]]:
    """What was replaced on this host, oldest first: ``at``, ``program``, ``thread`` ("" if it ended), ``status``."""
    for line in _lines(host_folder(home) / _TOLD):
        with contextlib.suppress(ValueError):
            yield json.loads(line)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
