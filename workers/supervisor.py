"""Keeps processes running: starts them bound to this one, again when they die or hang, ends them in good order."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import Protocol

import structlog

from filings.nouns import dataclass
from workers.parent_death import bound
from workers.watching import Watch

_TICK = 0.1  # seconds between two looks
_PAUSES = (0.1, 0.5, 2.0, 5.0, 10.0)  # before the second, third … start of a process that does not stay
_STAYED = 30.0  # seconds after which a process counts as settled, and its next death as its first
_GRACE = 40.0  # seconds to finish what was begun; a document is read for at most 20

_log = structlog.get_logger("supervisor")


class Process(Protocol):
    """A process as ``subprocess`` shows it."""

    def poll(self) -> int | None:
        """Its exit status, None while it lives."""
        ...

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status; subprocess.TimeoutExpired when it does not end within ``timeout`` seconds."""
        ...

    def terminate(self) -> None:
        """Ask it to finish."""
        ...

    def kill(self) -> None:
        """End it at once."""
        ...


class Startable(Protocol):
    """Something that can be started as a process."""

    @property
    def name(self) -> str:
        """What it is called in logs."""
        ...

    def start(self) -> Process:
        """Start it, bound to this process."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A module to be run as a process of its own, with arguments; ``gate``, if there is one, is the last of them."""

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    gate: int | None = None

    def start(self) -> Process:
        """Run it, bound to this process."""
        gates = () if self.gate is None else (self.gate,)
        command = bound([sys.executable, "-m", self.module, *self.arguments, *map(str, gates)])
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=gates)  # noqa: S603 - our own modules


@dataclass(slots=True)
class _KeptProcess:
    program: Startable
    process: Process | None = None
    started: float = 0.0
    deaths: int = 0
    again_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Runs programs until told to stop. ``tend`` is called at every look, for what else must be kept alive.

    ``mourn`` is called with each process that ended without being asked to. ``watch``: tells which hang.
    """

    programs: Sequence[Startable]
    tend: Callable[[], None] = lambda: None
    mourn: Callable[[Process], None] = lambda _process: None
    clock: Callable[[], float] = time.monotonic
    watch: Watch | None = None
    _kept: list[_KeptProcess] = field(default_factory=list, init=False)
    _stopping: bool = field(default=False, init=False)

    def run(self) -> None:
        """Keep everything running until ``stop`` is called or SIGTERM or SIGINT arrives. From the main thread."""
        self._kept = [_KeptProcess(program) for program in self.programs]
        with _signals(self.stop):
            try:
                while not self._stopping:
                    self.tend()
                    if self.watch:
                        self.watch.look()
                    for kept in self._kept:
                        self._look(kept)
                    time.sleep(_TICK)
            finally:
                self._end()
                if self.watch:
                    self.watch.close()

    def stop(self) -> None:
        """Ask ``run`` to end all programs and return."""
        self._stopping = True

    def _look(self, kept: _KeptProcess) -> None:
        now = self.clock()
        if kept.process is not None:
            thread = self._hung(kept.program.name, kept.process)
            status = kept.process.poll()
            if status is None:
                return
            if self.watch:
                self.watch.replaced(kept.program.name, thread, status)
            self.mourn(kept.process)
            kept.process = None
            kept.deaths = 1 if now - kept.started > _STAYED else kept.deaths + 1
            kept.again_at = now + _PAUSES[min(kept.deaths, len(_PAUSES)) - 1]
            _log.warning("process.ended", program=kept.program.name, status=status, deaths=kept.deaths)
        if now >= kept.again_at:
            _log.info("process.started", program=kept.program.name)
            if self.watch:
                self.watch.begin(kept.program.name)
            kept.process, kept.started = kept.program.start(), now

    def _hung(self, name: str, process: Process) -> str:
        """The thread over which the process is ended at once, "" while it shows signs of life."""
        thread = self.watch.hung(name) if self.watch else ""
        if thread and process.poll() is None:
            _log.error("process.hung", program=name, thread=thread)
            process.kill()
            process.wait()
        return thread

    def _end(self) -> None:
        """Ask all to finish, wait, and kill what does not."""
        living = [kept.process for kept in self._kept if kept.process is not None]
        for process in living:
            process.terminate()
        deadline = self.clock() + _GRACE
        for process in living:
            try:
                process.wait(max(0.0, deadline - self.clock()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    """SIGTERM and SIGINT ask to stop; a second one does it at once, and the kernel takes the children along."""
    asked: list[int] = []

    def ask(number: int, _frame: object) -> None:
        if asked:
            os._exit(128 + number)
        asked.append(number)
        stop()

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
