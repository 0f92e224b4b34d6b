"""The child of the sandbox: loads what it needs, confines itself, then reads documents from stdin until it closes.

Once it is confined it can open no file: readers, fonts, schemas and models are loaded before (``readers.ready``).

Frames both ways: eight bytes of length, then the body. A request is three frames (name, part, document); an answer is
one, the report as JSON (after ``wide`` where a number takes more than 64 bits), after a frame ``page 3/12`` for each
page that is about to be recognised. The first answer, ``ready`` with the layers that hold, comes unasked. A child for
text answers ``pictures`` when it finds that a document must be recognised; a child for pictures, which is allowed far
more, is then asked in its place. It answers ``load`` and a kind of document when it has not loaded the reader for it;
a child that has is then asked.
"""

import gc
import json
import os
import sys
from collections.abc import Collection
from functools import cache
from typing import BinaryIO

import orjson

from filings import problems
from filings.report import Problem, Report
from readers import FORMATS, LayoutCache, read
from readers.ready import JSON, kinds_of, make_ready, takes_json
from readers.scan import Progress, Recognise, Recogniser, available, recogniser
from readers.sniff import sniff
from schemas.report import to_json
from workers.confinement import layers

_HEAD = 8


class _UnloadedError(Exception):
    """A JSON report has faults, and what words them was not loaded: few have any, and it takes long to load."""


class _Pictures(BaseException):
    """The document must be recognised, and not here; no reader may take it for a fault of the document."""


def main(memory: int, processor: int, names: Collection[str], *, pictures: bool) -> None:
    """Serve until stdin closes. Sizes in bytes; ``processor``: seconds of processor time for all documents.

    ``names``: of the files that are likely to come, see ``readers.ready.kinds_of``.
    """
    parent = os.getppid()
    layers.bound(memory, parent)
    kinds = kinds_of(names)
    make_ready(kinds)
    recognising = _recognising(pictures=pictures)
    layouts = LayoutCache()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    gc.freeze()
    gc.enable()
    held = layers.seal(processor, parent)
    _send(sink, b" ".join([b"ready", *sorted(layer.encode() for layer in held)]))
    while (name := _receive(source)) is not None:
        part, data = _receive(source), _receive(source)
        if part is None or data is None:
            return
        if lacking := _lacking(data, kinds):
            _send(sink, b"load " + lacking.encode())
            continue
        asked = (data, name.decode("utf-8", "replace"), int(part))
        progress: Progress = lambda page, pages: _send(sink, f"page {page}/{pages}".encode())  # noqa: E731
        _send(sink, _answer(asked, recognising, progress, layouts))


def _lacking(data: bytes, kinds: Collection[str]) -> str:
    kind = sniff(data)
    if kind == JSON:
        return "" if takes_json(kinds) else JSON
    return kind if kind in FORMATS and kind not in kinds else ""


def _recognising(*, pictures: bool) -> Recogniser | None:
    """What reads pictures: the models, loaded already; in a child for text a way out; None without the ocr extra."""
    if not available():
        return None
    if not pictures:
        return _elsewhere
    found = cache(recogniser)
    found()
    return found


def _elsewhere() -> Recognise:
    raise _Pictures


def _answer(
    asked: tuple[bytes, str, int], recognising: Recogniser | None, progress: Progress, layouts: LayoutCache
) -> bytes:
    try:
        report = _read(asked, recognising, progress, layouts)
    except _Pictures:
        return b"pictures"
    except _UnloadedError:
        return b"load " + JSON.encode()
    told = to_json(report)
    try:
        return orjson.dumps(told)
    except TypeError:  # a number beyond 64 bits, which the quick parser would round
        return b"wide " + json.dumps(told, ensure_ascii=False).encode()


def _read(
    asked: tuple[bytes, str, int], recognising: Recogniser | None, progress: Progress, layouts: LayoutCache
) -> Report:
    try:
        return read(*asked, recognising, progress, layouts)
    except MemoryError:
        return _unread("这个文件展开后太大，系统没有读取，文件已保存。请删去不需要的图片和附件后重新报送。")
    except RecursionError:
        return _unread("这个文件层层嵌套太深，系统没有读取，文件已保存。请另存为 .docx 后重新报送。")
    except Exception as error:  # noqa: BLE001 - whatever a document does to a reader is that document's finding
        if isinstance(error, ModuleNotFoundError) and error.name == "jsonschema":
            raise _UnloadedError from None
        kind = type(error).__name__
        return _unread(
            f"系统读取这个文件时出错（{kind}），文件已保存。请另存为 .docx 后重新报送，或与县政府办公室联系。"
        )


def _unread(message: str) -> Report:
    return Report(problems=(Problem(code=problems.UNREADABLE, message=message),))


def _receive(source: BinaryIO) -> bytes | None:
    head = source.read(_HEAD)
    if len(head) < _HEAD:
        return None
    return source.read(int.from_bytes(head, "big"))


def _send(sink: BinaryIO, body: bytes) -> None:
    sink.write(len(body).to_bytes(_HEAD, "big") + body)
    sink.flush()
