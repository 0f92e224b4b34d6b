"""The pipes between the sandbox and its child: frames, none of which may block for ever, and the child's end."""

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable
from typing import IO

from filings.patterns import pattern

_HEAD = 8  # bytes of a frame's length, big endian
_PAGE = pattern(rb"page (\d{1,6})/(\d{1,6})")

Progress = Callable[[int, int], None]
"""(page that is about to be recognised, pages of the document)."""


def request_of(data: bytes, name: str, part: int) -> bytes:
    """A document as the child takes it."""
    head = name.encode("utf-8", "replace")
    return _framed(head) + _framed(str(part).encode()) + _framed(data)


def _framed(body: bytes) -> bytes:
    return len(body).to_bytes(_HEAD, "big") + body


def silent(_page: int, _pages: int) -> None:
    """Tell nobody."""


def exchange(
    child: subprocess.Popen[bytes], request: bytes, deadline: float, most: int, progress: Progress = silent
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


def kill(child: subprocess.Popen[bytes]) -> None:
    """End the child and what may be in its session."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
    child.wait()
