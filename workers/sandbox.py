"""Runs the readers in a child process, so that no document can harm or stop the one that asked.

The child is fed over pipes, holds itself to limits of memory, processor time, files and processes, and is replaced
after a number of documents, or at once when a document kills or outlasts it. Its failure is a report with a problem
worded as ours, never an exception: the document is kept, and a clerk can go on. Pictures of text are recognised by a
second child with limits of its own, which is started when the first one has found that it takes one.
"""

import contextlib
import json
import os
import re
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Self

from filings import problems
from filings.errors import InfrastructureError
from filings.report import Problem, Report
from schemas.report import from_json

_HEAD = 8  # bytes of a frame's length, big endian
_TO_RECOGNISE = b"pictures"  # the answer of a child for text to a document that it cannot read
_PAGE = re.compile(rb"page (\d{1,6})/(\d{1,6})")
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")  # each thread would take addresses
_START_SECONDS = 30.0  # a cold child on a busy machine needs a moment; a document does not


Progress = Callable[[int, int], None]


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


class Sandbox:
    """Readers in child processes. Not for several threads at once: each thread has its own."""

    def __init__(
        self, limits: Limits | None = None, pictures: Limits = PICTURES, progress: Progress | None = None
    ) -> None:
        """``progress`` is told (page, pages) of each page of a scan that is about to be recognised."""
        self._limits = limits or Limits()
        self._progress = progress or _silent
        self._texts = _Child(self._limits, pictures=False)
        self._pictures = _Child(pictures, pictures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process of the child for text, None while there is none."""
        return self._texts.pid

    def prepare(self) -> None:
        """Start the child for text without waiting for it: it loads while the caller does other work."""
        self._texts.prepare()

    def read(self, data: bytes, name: str, part: int = 1) -> Report:
        """The report of a document. Never raises for what a document does; OSError means this machine is at fault.

        ``part``: which of the reports in it, see ``readers.read``.
        """
        if len(data) > self._limits.document:
            megabytes = self._limits.document // 1024**2
            return _unread(f"文件超过{megabytes}兆，没有读取。请删去不需要的图片和附件后重新报送。")
        request = _request(data, name, part)
        answer = self._texts.ask(request, _silent)
        if answer == _TO_RECOGNISE:
            answer = self._pictures.ask(request, self._progress)
        return answer if isinstance(answer, Report) else from_json(json.loads(answer))

    def close(self) -> None:
        """End the children, if there are any."""
        self._texts.close()
        self._pictures.close()


class _Child:
    """One process that reads, started when it is asked and again when it is gone."""

    def __init__(self, limits: Limits, *, pictures: bool) -> None:
        self._limits, self._for_pictures = limits, pictures
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._ready = False

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child is not None else None

    def prepare(self) -> None:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = _spawn(self._limits, pictures=self._for_pictures)
            self._served, self._ready = 0, False

    def ask(self, request: bytes, progress: Progress) -> bytes | Report:
        """The child's answer, or the report of its end."""
        child = self._started()
        deadline = time.monotonic() + self._limits.wall
        answer = _exchange(child, request, deadline, self._limits.answer, progress)
        self._served += 1
        if answer is None:
            return self._ended(child, time.monotonic() >= deadline)
        if self._served >= self._limits.documents:
            self.close()
        return answer

    def close(self) -> None:
        if self._child is not None:
            _kill(self._child)
            self._child = None

    def _started(self) -> subprocess.Popen[bytes]:
        self.prepare()
        if self._child is not None and not self._ready:
            answer = _exchange(self._child, b"", time.monotonic() + _START_SECONDS, self._limits.answer)
            self._ready = answer == b"ready"
        if self._child is None or not self._ready:
            self.close()
            raise InfrastructureError("the reading process did not start")
        return self._child

    def _ended(self, child: subprocess.Popen[bytes], late: bool) -> Report:  # noqa: FBT001 - one fact about one ending
        self.close()
        if late or child.returncode == -signal.SIGXCPU:
            return _unread(_LATE[self._for_pictures])
        return _unread(_BROKEN[self._for_pictures])


def _unread(message: str) -> Report:
    return Report(problems=(Problem(code=problems.UNREADABLE, message=message),))


def _spawn(limits: Limits, *, pictures: bool) -> subprocess.Popen[bytes]:
    """A child in its own session with an empty environment; it sets its own limits before it reads anything."""
    kind = "pictures" if pictures else "texts"
    command = [sys.executable, "-I", "-m", "workers.reading", str(limits.memory), str(limits.processor), kind]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8", **(_ONE_THREAD if pictures else {})},
        start_new_session=True,
        close_fds=True,
    )


def _request(data: bytes, name: str, part: int) -> bytes:
    head = name.encode("utf-8", "replace")
    return _framed(head) + _framed(str(part).encode()) + _framed(data)


def _framed(body: bytes) -> bytes:
    return len(body).to_bytes(_HEAD, "big") + body


def _silent(_page: int, _pages: int) -> None:
    """Tell nobody."""


def _exchange(
    child: subprocess.Popen[bytes], request: bytes, deadline: float, most: int, progress: Progress = _silent
) -> bytes | None:
    """Send a request and wait for its answer; None when the child died, was late or answered too much."""
    stdin, stdout = child.stdin, child.stdout
    if stdin is None or stdout is None:
        return None
    os.set_blocking(stdin.fileno(), False)
    os.set_blocking(stdout.fileno(), False)
    try:
        return _Talk(stdin, stdout, request, most).run(deadline, progress)
    except (BrokenPipeError, ConnectionResetError, EOFError, TimeoutError):
        return None


class _Talk:
    """One request and one answer over two pipes, neither of which may block for ever."""

    def __init__(self, stdin: IO[bytes], stdout: IO[bytes], request: bytes, most: int) -> None:
        self._stdin, self._stdout, self._most = stdin.fileno(), stdout.fileno(), most
        self._request = memoryview(request)
        self._answer = bytearray()

    def run(self, deadline: float, progress: Progress) -> bytes:
        """The answer; frames that tell of pages come before it."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._stdout, selectors.EVENT_READ)
            if self._request:
                selector.register(self._stdin, selectors.EVENT_WRITE)
            while True:
                while not self._complete():
                    ready = selector.select(max(0.0, deadline - time.monotonic()))
                    if not ready:
                        raise TimeoutError
                    for key, _ in ready:
                        self._move(selector, key.fd)
                frame = self._frame()
                told = _PAGE.fullmatch(frame)
                if told is None:
                    return frame
                progress(int(told[1]), int(told[2]))

    def _frame(self) -> bytes:
        end = _HEAD + int.from_bytes(self._answer[:_HEAD], "big")
        frame = bytes(self._answer[_HEAD:end])
        del self._answer[:end]
        return frame

    def _move(self, selector: selectors.BaseSelector, fd: int) -> None:
        if fd == self._stdout:
            chunk = os.read(fd, 1 << 20)
            if not chunk:
                raise EOFError
            self._answer += chunk
            if len(self._answer) > self._most:
                raise EOFError
            return
        self._request = self._request[os.write(fd, self._request[: 1 << 16]) :]
        if not self._request:
            selector.unregister(fd)

    def _complete(self) -> bool:
        if self._request or len(self._answer) < _HEAD:
            return False
        return len(self._answer) >= _HEAD + int.from_bytes(self._answer[:_HEAD], "big")


def _kill(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
    child.wait()
