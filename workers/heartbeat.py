"""Signs of life: each thread at work counts on, in a small file of its process that others look at.

A sign holds no time. Whoever watches sees a counter that stands still, and measures for how long by its own monotonic
clock; so clocks that differ or jump say nothing about who lives.
"""

import mmap
import os
import struct
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path

from filings.errors import InfrastructureError
from filings.faults import cause
from filings.nouns import dataclass
from workers.private import private_folder, private_opener

PULSE = "process"
_PLACES = 256  # threads of a process: as many as it may audit or send with, and some
_SIGN = struct.Struct("<Qd48s")  # counter; seconds to the next sign at most, 0 for nothing to do; the thread's name
_EVERY = 0.5  # seconds between two signs of a process


@dataclass(frozen=True, slots=True)
class Sign:
    """What a thread showed last. ``within``: seconds in which the next sign comes, 0.0 when none is due."""

    counter: int
    within: float


@dataclass(slots=True)
class Heart:
    """The signs of this process. ``silence``: seconds after which a process that shows none is taken for hung."""

    pages: mmap.mmap
    silence: float = 20.0
    _own: threading.local = field(default_factory=threading.local, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _free: list[int] = field(default_factory=lambda: list(range(_PLACES))[::-1], init=False)

    @property
    def step(self) -> float:
        """Seconds that one step of work may take, beside waiting for a turn to write."""
        return 4 * self.silence

    def beat(self, within: float, name: str = "") -> None:
        """This thread lives, and shows it again within so many seconds."""
        place = self._place()
        self._own.within, self._own.counter = within, getattr(self._own, "counter", 0) + 1
        thread = (name or threading.current_thread().name).encode("ascii", "replace")[:48]
        _SIGN.pack_into(self.pages, place * _SIGN.size, self._own.counter, within, thread)

    def rest(self) -> None:
        """This thread has nothing to do; until it has, nobody waits for its signs."""
        self.beat(0.0)

    def wait(self) -> None:
        """This thread waits for others, who are watched where they are; it is not to blame for how long."""
        within = getattr(self._own, "within", 0.0)
        if within:
            self.rest()
            self._own.within = within

    def go_on(self) -> None:
        """It waits no longer, and has as much time as it had said."""
        if within := getattr(self._own, "within", 0.0):
            self.beat(within)

    @contextmanager
    def at_work(self, within: float) -> Iterator[None]:
        """Within the block this thread is waited for."""
        self.beat(within)
        try:
            yield
        finally:
            self.rest()
            with self._lock:
                self._free.append(self._own.__dict__.pop("place"))

    def pulse(self) -> None:
        """Show from now on that the process as a whole is running."""
        threading.Thread(target=self._run, name=PULSE, daemon=True).start()

    def _run(self) -> None:
        while True:
            self.beat(self.silence)
            threading.Event().wait(_EVERY)

    def _place(self) -> int:
        found: int | None = getattr(self._own, "place", None)
        if found is None:
            with self._lock:
                found = self._own.place = self._free.pop()
        return found


def unseen() -> Heart:
    """A heart at which nobody looks."""
    return Heart(mmap.mmap(-1, _SIGN.size * _PLACES))


def heart_in(folder: Path, program: str, silence: float) -> Heart:
    """The heart of this process, seen in the folder under the program's name. One that cannot be made is not seen."""
    private_folder(folder)
    coming = folder / f".{program}-{os.getpid()}"
    try:
        with open(coming, "x+b", opener=private_opener) as file:
            file.truncate(_SIGN.size * _PLACES)
            pages = mmap.mmap(file.fileno(), 0)
        coming.rename(folder / program)
    except OSError as error:
        raise InfrastructureError(f"数据目录写不进去（{cause(error)}），请检查磁盘空间和权限。") from error
    return Heart(pages, silence)


def signs(file: Path) -> Mapping[str, Sign]:
    """Thread and its place -> its sign, of those that are waited for; empty before the first one."""
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    found = {}
    whole = len(data) - len(data) % _SIGN.size
    for place, (counter, within, name) in enumerate(_SIGN.iter_unpack(data[:whole])):
        if within:
            found[f"{name.rstrip(bytes(1)).decode(errors='replace')}#{place}"] = Sign(counter, within)
    return found


def attend(stopping: threading.Event, threads: Sequence[threading.Thread]) -> None:
    """Wait to be told to stop. RuntimeError when a thread has ended before: a process without it is of no use."""
    while not stopping.wait(_EVERY):
        for thread in threads:
            if not thread.is_alive():
                raise RuntimeError(f"the thread {thread.name} has ended")
