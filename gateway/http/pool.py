"""Documents read at the door: a few warm reading processes, a short queue before them, and a lane of its own for scans.

A scan takes minutes; it must not keep those waiting who sent text. What does not fit into the queue is refused at once,
with the time after which to ask again.
"""

import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import field
from typing import TypeVar

from filings.intake import Upload
from filings.nouns import dataclass
from filings.readable import read_beside
from filings.report import Report
from gateway.http.problems import RequestProblem
from workers.sandbox import Sandbox

_Done = TypeVar("_Done")

WAITING = 20  # requests that may wait for a reading process
SCANS = 4  # scans that may wait for theirs
_BUSY, _SCANNING = 5, 60  # seconds after which to ask again


@dataclass(slots=True)
class Lane:
    """So many reading processes, so many that may wait for one of them."""

    size: int
    waiting: int
    after: int
    make: Callable[[], Sandbox] = Sandbox
    _free: "queue.LifoQueue[Sandbox]" = field(init=False)
    _threads: ThreadPoolExecutor = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _taken: int = field(default=0, init=False)
    _all: list[Sandbox] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._free = queue.LifoQueue()
        self._threads = ThreadPoolExecutor(self.size, thread_name_prefix="reading")
        for _ in range(self.size):
            self._all.append(self.make())
            self._free.put(self._all[-1])

    @property
    def busy(self) -> int:
        """How many are being read or wait to be."""
        return self._taken

    def warm(self) -> None:
        """Start the reading processes, each from the thread that will use it: a process ends with its thread."""
        ready = threading.Barrier(self.size)

        def prepare() -> None:
            sandbox = self._free.get()
            sandbox.prepare(("", "r.json"))  # every kind, and what words the faults of JSON
            ready.wait()
            self._free.put(sandbox)

        for _ in range(self.size):
            self._threads.submit(prepare)

    def run(self, work: Callable[[Sandbox], _Done]) -> "Future[_Done]":
        """Do it as soon as a reading process is free. Problem 503 when too many wait already."""
        with self._lock:
            if self._taken >= self.size + self.waiting:
                raise RequestProblem("busy", f"核查的人太多，请{self.after}秒后再试，文件没有保存。", after=self.after)
            self._taken += 1
        try:
            return self._threads.submit(self._work, work)
        except RuntimeError:
            self._done()
            raise RequestProblem("unavailable", "系统正在停止，请稍后再试。", after=self.after) from None

    def close(self) -> None:
        """End the reading processes; what waits is given up."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for sandbox in self._all:
            sandbox.close()

    def _work(self, work: Callable[[Sandbox], _Done]) -> _Done:
        sandbox = self._free.get()
        try:
            return work(sandbox)
        finally:
            self._free.put(sandbox)
            self._done()

    def _done(self) -> None:
        with self._lock:
            self._taken -= 1


@dataclass(slots=True)
class Pool:
    """Both lanes."""

    texts: Lane = field(default_factory=lambda: Lane(os.cpu_count() or 1, WAITING, _BUSY))
    scans: Lane = field(default_factory=lambda: Lane(1, SCANS, _SCANNING))

    def read(self, data: bytes, name: str, then: Callable[[Report], _Done]) -> "Future[_Done]":
        """Read a document and go on with the report. Problem 503, now or in the future, when there is no room."""
        ended: Future[_Done] = Future()

        def quick(sandbox: Sandbox) -> _Done | None:
            report = sandbox.read_text(data, name)
            if report is not None:
                return then(report)
            _pass_on(self.scans.run(lambda other: then(other.read(data, name))), ended)
            return None

        first = self.texts.run(quick)
        first.add_done_callback(lambda done: _settle(done, ended))
        return ended

    def read_both(self, sealed: Upload, copy: Upload | None, then: Callable[[Report], _Done]) -> "Future[_Done]":
        """The same of a document with the readable copy beside it, where there is one: what counts of both goes on."""
        if copy is None:
            return self.read(sealed.data, sealed.name, then)
        ended: Future[_Done] = Future()

        def go_on(done: "Future[Report]") -> None:
            try:
                beside = done.result()
                both = self.read(sealed.data, sealed.name, lambda report: then(read_beside(report, beside)))
            except CancelledError:
                ended.cancel()
            except Exception as error:  # noqa: BLE001 - told to who waits for the result
                ended.set_exception(error)
            else:
                _pass_on(both, ended)

        self.read(copy.data, copy.name, lambda report: report).add_done_callback(go_on)
        return ended

    def warm(self) -> None:
        """Start the processes that read text; one for scans is started when a scan comes."""
        self.texts.warm()

    def close(self) -> None:
        """End all."""
        self.texts.close()
        self.scans.close()


def _settle(done: "Future[_Done | None]", ended: "Future[_Done]") -> None:
    """The quick lane is through: with a result, a failure, or the word that the other lane goes on."""
    if done.cancelled():
        ended.cancel()
    elif error := done.exception():
        ended.set_exception(error)
    elif (result := done.result()) is not None:
        ended.set_result(result)


def _pass_on(slow: "Future[_Done]", ended: "Future[_Done]") -> None:
    def tell(done: "Future[_Done]") -> None:
        if done.cancelled():
            ended.cancel()
        elif error := done.exception():
            ended.set_exception(error)
        else:
            ended.set_result(done.result())

    slow.add_done_callback(tell)
