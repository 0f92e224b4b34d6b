"""The child of the sandbox: holds itself to its limits, then reads documents from stdin until it closes.

Frames both ways: eight bytes of length, then the body. A request is three frames (name, part, document); an answer is
one, the report as JSON, after a frame ``page 3/12`` for each page that is about to be recognised. The first answer,
``ready``, comes unasked. A child for text answers ``pictures`` when it finds that a document must be recognised; a
child for pictures, which is allowed far more, is then asked in its place.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from functools import cache
from typing import BinaryIO

from filings import problems
from filings.report import Problem, Report
from readers import read
from readers.scan import Progress, Recognise, Recogniser, available, recogniser
from schemas.report import to_json

_HEAD = 8
_PR_SET_PDEATHSIG = 1
_FILES = 64


class _Pictures(BaseException):
    """The document must be recognised, and not here; no reader may take it for a fault of the document."""


def main(memory: int, processor: int, *, pictures: bool) -> None:
    """Serve until stdin closes. Sizes in bytes, times in seconds of processor time for one document."""
    _confine(memory)
    recognising = _recognising(pictures=pictures)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    _send(sink, b"ready")
    while (name := _receive(source)) is not None:
        part, data = _receive(source), _receive(source)
        if part is None or data is None:
            return
        _allow(processor)
        asked = (data, name.decode("utf-8", "replace"), int(part))
        _send(sink, _answer(asked, recognising, lambda page, pages: _send(sink, f"page {page}/{pages}".encode())))


def _recognising(*, pictures: bool) -> Recogniser | None:
    """What reads pictures: the models, loaded once; in a child for text a way out; None without the ocr extra."""
    if not available():
        return None
    return cache(recogniser) if pictures else _elsewhere


def _elsewhere() -> Recognise:
    raise _Pictures


def _answer(asked: tuple[bytes, str, int], recognising: Recogniser | None, progress: Progress) -> bytes:
    try:
        report = _read(asked, recognising, progress)
    except _Pictures:
        return b"pictures"
    return json.dumps(to_json(report), ensure_ascii=False).encode()


def _read(asked: tuple[bytes, str, int], recognising: Recogniser | None, progress: Progress) -> Report:
    try:
        return read(*asked, recognising, progress)
    except MemoryError:
        return _unread("这个文件展开后太大，系统没有读取，文件已保存。请删去不需要的图片和附件后重新报送。")
    except RecursionError:
        return _unread("这个文件层层嵌套太深，系统没有读取，文件已保存。请另存为 .docx 后重新报送。")
    except Exception as error:  # noqa: BLE001 - whatever a document does to a reader is that document's finding
        kind = type(error).__name__
        return _unread(
            f"系统读取这个文件时出错（{kind}），文件已保存。请另存为 .docx 后重新报送，或与县政府办公室联系。"
        )


def _unread(message: str) -> Report:
    return Report(problems=(Problem(code=problems.UNREADABLE, message=message),))


def _confine(memory: int) -> None:
    """Die with the parent; no core, no large files, no new processes, bounded memory."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024**2, 64 * 1024**2))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))


def _allow(processor: int) -> None:
    """Processor time for the next document, on top of what was used so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + processor, resource.RLIM_INFINITY))


def _receive(source: BinaryIO) -> bytes | None:
    head = source.read(_HEAD)
    if len(head) < _HEAD:
        return None
    return source.read(int.from_bytes(head, "big"))


def _send(sink: BinaryIO, body: bytes) -> None:
    sink.write(len(body).to_bytes(_HEAD, "big") + body)
    sink.flush()


if __name__ == "__main__":
    os.chdir("/")
    main(int(sys.argv[1]), int(sys.argv[2]), pictures=sys.argv[3] == "pictures")
