"""Runs the readers in a child process, so that no document can harm or stop the one that asked.

The child is fed over pipes and can do nothing but answer over them (``workers.confinement``): it opens no file and no
connection, starts nothing, and lifts none of its limits. It is replaced after a number of documents, or at once when a
document kills or outlasts it. Its failure is a report with a problem
worded as ours, never an exception: the document is kept, and a clerk can go on. Pictures of text are recognised by a
second child with limits of its own, which is started when the first one has found that it takes one.
"""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from types import TracebackType
from typing import Any, Self

import orjson

from filings import problems
from filings.errors import InfrastructureError
from filings.nouns import dataclass
from filings.patterns import pattern
from filings.report import Problem, Report
from schemas.report import from_json
from workers.confinement.layer import Layer
from workers.pipes import Progress, exchange, kill, request_of, silent

_TO_RECOGNISE = b"pictures"  # the answer of a child for text to a document that it cannot read
_TO_LOAD = b"load "  # its answer to a kind of document whose reader it has not loaded
_WIDE = b"wide "  # before a report that holds a number beyond 64 bits: the quick parser would round it
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")  # each thread would take addresses
_SENT = 1024**2  # bytes of JSON that is read without a child
_OBJECT = pattern(rb"[ \t\r\n]*\{\s*\"")
_PDF, _SNIFFED = b"%PDF-", 1024  # what makes ``readers.sniff`` take it for a PDF
_START_SECONDS = 30.0  # a cold child on a busy machine needs a moment; a document does not


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may use. Sizes in bytes, times in seconds; ``documents``: before the child is replaced."""

    document: int = 50 * 1024**2
    memory: int = 1024**3
    processor: int = 20
    wall: float = 20.0
    answer: int = 64 * 1024**2
    documents: int = 200


PICTURES = Limits(memory=3 * 1024**3, processor=600, wall=600.0, documents=1)
"""A scanned page (A4, 1600 pixels wide) takes about 30 s of one processor, 0.9 GB of memory, 1.7 GB of addresses. The
child goes after each document: what it holds is worth more than the two seconds of loading."""

_LATE = {
    False: "系统没有在规定时间内读完这个文件，文件已保存。请另存为 .docx 后重新报送，或与县政府办公室联系。",
    True: "系统没有在规定时间内识别完这份扫描件，文件已保存。请改报 Word 原件，或与县政府办公室联系。",
}
_BROKEN = {
    False: "系统读取这个文件时中断，文件已保存。请另存为 .docx 后重新报送，或与县政府办公室联系。",
    True: "系统识别这份扫描件时中断，文件已保存。请改报 Word 原件，或与县政府办公室联系。",
}


Missing = Callable[[list[str]], None]
"""Is told the values of ``workers.confinement.layer.Layer`` that a child lacks."""


class Sandbox:
    """Readers in child processes. Not for several threads at once: each thread has its own."""

    def __init__(
        self,
        limits: Limits | None = None,
        pictures: Limits = PICTURES,
        progress: Progress | None = None,
        missing: Missing | None = None,
    ) -> None:
        """``progress`` is told (page, pages) of each page of a scan that is about to be recognised.

        ``missing`` is told at each start which layers of the confinement the child does not have.
        """
        told = missing or _nobody
        self._limits = limits or Limits()
        self._progress = progress or silent
        self._texts = _Child(self._limits, told, pictures=False)
        self._pictures = _Child(pictures, told, pictures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process of the child for text, None while there is none."""
        return self._texts.pid

    def prepare(self, names: Collection[str] = ()) -> None:
        """Start the child for text without waiting for it: it loads while the caller does other work.

        ``names``: of the documents that will come; readers of other kinds are then loaded when one comes.
        """
        self._texts.prepare(names)

    def read(self, data: bytes, name: str, part: int = 1) -> Report:
        """The report of a document. Never raises for what a document does; OSError means this machine is at fault.

        ``part``: which of the reports in it, see ``readers.read``.
        """
        report = self.read_text(data, name, part)
        if report is not None:
            return report
        answer = self._pictures.ask(request_of(data, name, part), self._progress)
        return answer if isinstance(answer, Report) else from_json(_parsed(answer))

    def read_text(self, data: bytes, name: str, part: int = 1) -> Report | None:
        """The same without the child for pictures; None for a document that it takes one to read."""
        if len(data) > self._limits.document:
            megabytes = self._limits.document // 1024**2
            return _unread(f"文件超过{megabytes}兆，没有读取。请删去不需要的图片和附件后重新报送。")
        if (report := _sent(data, name, part)) is not None:
            return report
        answer = self._texts.ask(request_of(data, name, part), silent)
        if answer == _TO_RECOGNISE:
            return None
        return answer if isinstance(answer, Report) else from_json(_parsed(answer))

    def close(self) -> None:
        """End the children, if there are any."""
        self._texts.close()
        self._pictures.close()


class _Child:
    """One process that reads, started when it is asked and again when it is gone."""

    def __init__(self, limits: Limits, missing: Missing, *, pictures: bool) -> None:
        self._limits, self._missing, self._for_pictures = limits, missing, pictures
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._ready = False
        self._names: tuple[str, ...] = ()

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child is not None else None

    def prepare(self, names: Collection[str] = ()) -> None:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._names = self._names or tuple(sorted({_ending(name) for name in names}))
            self._child = _spawn(self._limits, self._names, pictures=self._for_pictures)
            self._served, self._ready = 0, False

    def ask(self, request: bytes, progress: Progress) -> bytes | Report:
        """The child's answer, or the report of its end."""
        child = self._started()
        deadline = time.monotonic() + self._limits.wall
        answer = exchange(child, request, deadline, self._limits.answer, progress)
        self._served += 1
        if answer is None:
            return self._ended(child, time.monotonic() >= deadline)
        if answer.startswith(_TO_LOAD):
            self.close()
            self._names = ("", f".{answer[len(_TO_LOAD) :].decode()}")
            return self.ask(request, progress)
        if self._served >= self._limits.documents:
            self.close()
        return answer

    def close(self) -> None:
        if self._child is not None:
            kill(self._child)
            self._child = None

    def _started(self) -> subprocess.Popen[bytes]:
        self.prepare()
        if self._child is not None and not self._ready:
            answer = exchange(self._child, b"", time.monotonic() + _START_SECONDS, self._limits.answer)
            self._ready = answer is not None and answer.split()[:1] == [b"ready"]
            if answer and self._ready:
                self._missing(_missing(answer))
        if self._child is None or not self._ready:
            self.close()
            raise InfrastructureError("the reading process did not start")
        return self._child

    def _ended(self, child: subprocess.Popen[bytes], late: bool) -> Report:  # noqa: FBT001 - one fact about one ending
        self.close()
        if late or child.returncode == -signal.SIGXCPU:
            return _unread(_LATE[self._for_pictures])
        return _unread(_BROKEN[self._for_pictures])


def _sent(data: bytes, name: str, part: int) -> Report | None:
    """A report in our own JSON that is sound and small needs no child: a strict parser in safe code reads it."""
    if part != 1 or len(data) > _SENT or not name.lower().endswith(".json") or _PDF in data[:_SNIFFED]:
        return None
    if not _OBJECT.match(data):
        return None
    from schemas.sent import quick_report  # noqa: PLC0415 - only for those who send JSON

    return quick_report(data)


def _parsed(answer: bytes) -> dict[str, Any]:
    wide = answer.startswith(_WIDE)
    parsed: dict[str, Any] = json.loads(answer[len(_WIDE) :]) if wide else orjson.loads(answer)
    return parsed


def _unread(message: str) -> Report:
    return Report(problems=(Problem(code=problems.UNREADABLE, message=message),))


def _nobody(_layers: list[str]) -> None:
    """Tell nobody: ``gouji status`` says it too."""


def _ending(name: str) -> str:
    return "." + name.rpartition(".")[2].lower() if "." in name else ""


def _missing(answer: bytes) -> list[str]:
    held = {word.decode() for word in answer.split()[1:]}
    return [layer.value for layer in Layer if layer.value not in held]


def _spawn(limits: Limits, names: tuple[str, ...], *, pictures: bool) -> subprocess.Popen[bytes]:
    """A child in its own session with an empty environment; it confines itself before it reads anything."""
    kind = "pictures" if pictures else "texts"
    processor = limits.processor * limits.documents  # one thread: of one document the wall time is the limit
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-I", "-m", "workers.sandbox_start", str(limits.memory), str(processor), kind, *names],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8", **(_ONE_THREAD if pictures else {})},
        start_new_session=True,
        close_fds=True,
    )
