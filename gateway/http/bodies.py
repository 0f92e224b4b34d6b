"""Reading what was sent: within a size, within a time, in the forms that a route takes."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import FormData, Headers, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.types import Message

from filings.intake import Upload
from filings.writable import writable
from gateway.http.names import disposed_name, given_name
from gateway.http.problems import RequestProblem
from gateway.http.routes import Form, RequestBody
from ledger.intake import FILE_LIMIT, FILES_LIMIT

BODY_LIMIT = FILE_LIMIT + 14 * 1024 * 1024  # bytes; the largest document that is taken, and what is around it
JSON_LIMIT = 256 * 1024  # bytes of a request without files
_FIELDS = 60
_FIELD_BYTES = 16 * 1024
_WHOLE = 900.0  # seconds for a body as a whole
_ROLES = ("report", "readable", "scan", "explanation", "paper", "page")
_NAMES = {"file": "report", **dict(zip(_ROLES, _ROLES, strict=True))}
_DEEPEST = 100


async def form_of(request: Request, body: RequestBody | None, idle: float) -> Form:
    """What came in the body. ``idle``: seconds that the sender may be silent. Problem for what cannot be read."""
    if body is None:
        return Form()
    kind = _media(request.headers)
    patient = Request(request.scope, Patient(request, idle))
    try:
        async with asyncio.timeout(_WHOLE):
            if kind == "multipart/form-data" and body.files:
                return await multipart(patient)
            raw = await whole(patient, BODY_LIMIT if body.files else JSON_LIMIT)
    except TimeoutError:
        raise RequestProblem("slow", "文件没有在规定时间内传完，没有收下。请检查网络后重新上传。", after=5) from None
    except HTTPException as error:
        raise refused(error) from None
    if body.files:
        return _alone(raw, kind, request)
    if kind not in ("application/json", ""):
        raise RequestProblem("media_type", f"这个地址只收 application/json，收到的是 {kind}。")
    return Form(json=json_of(raw), raw=raw)


def refused(error: HTTPException) -> RequestProblem:
    """Starlette's refusal in our words."""
    if error.status_code == 413:  # noqa: PLR2004 - HTTP's own
        return too_large()
    return _unreadable()


def _unreadable() -> RequestProblem:
    return RequestProblem("body", "请求的内容不完整或格式不对，读不出来。请核对 Content-Type 和分隔符后重新上传。")


def too_large() -> RequestProblem:
    """The body is over the limit."""
    return RequestProblem("too_large", f"文件合计超过{BODY_LIMIT // 1024**2}兆，没有收下。请压缩图片或只提交报告正文。")


def json_of(raw: bytes) -> Any:  # noqa: ANN401 - whatever was sent
    """The JSON of a body, none of its texts beyond what can be kept."""
    try:
        found = json.loads(raw, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise RequestProblem("body", "请求的内容不是合格的 JSON（UTF-8）。请检查后重新发送。") from None
    if not _storable(found):
        raise RequestProblem("text", "请求中有无法保存的字符（空字符或半个字符），或者套得太深。请改正后重新发送。")
    return found


class Patient:
    """Receives from the sender, who may not be silent for too long."""

    def __init__(self, request: Request, idle: float) -> None:
        self._receive, self._idle = request.receive, idle

    async def __call__(self) -> Message:
        """The next piece."""
        return await asyncio.wait_for(self._receive(), self._idle)


async def whole(request: Request, most: int) -> bytes:
    """A body that is no larger. Problem for one that is."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise RequestProblem("too_large", f"请求超过{most // 1024}KB，没有收下。请检查内容后重新发送。")
        chunks.append(chunk)
    return b"".join(chunks)


class _MultipartParser(MultiPartParser):
    """Knows a file by its extended name alone (RFC 5987), as some libraries send it."""

    def on_header_end(self) -> None:
        """A part with ``filename*`` and without ``filename`` is a file too."""
        value = self._current_partial_header_value.lower()
        if b"filename*" in value and b"filename=" not in value:
            self._current_partial_header_value += b'; filename="-"'
        super().on_header_end()


async def multipart(request: Request) -> Form:
    """The files and fields of a form."""
    parser = _MultipartParser(
        request.headers, request.stream(), max_files=FILES_LIMIT + 1, max_fields=_FIELDS, max_part_size=_FIELD_BYTES
    )
    try:
        form = await parser.parse()
    except MultiPartException:
        raise _unreadable() from None
    try:
        return Form(uploads=tuple([await _upload(part, each) for part, each in _files(form)]), fields=_fields(form))
    finally:
        await form.close()


def _files(form: FormData) -> list[tuple[str, UploadFile]]:
    return [(name, each) for name, each in form.multi_items() if isinstance(each, UploadFile)]


def _fields(form: FormData) -> Mapping[str, str]:
    found = {name: each for name, each in form.multi_items() if isinstance(each, str)}
    if not all(map(writable, (*found, *found.values()))):
        raise RequestProblem("text", "表单中有无法保存的字符（空字符或半个字符），请改正后重新发送。")
    return found


async def _upload(part: str, file: UploadFile) -> Upload:
    role = _NAMES.get(part)
    if role is None:
        raise RequestProblem(
            "parameter", f"不认识文件的名目“{part[:40]}”，应是 file（即 report）或：{'、'.join(_ROLES)}。"
        )
    disposition = file.headers.get("content-disposition", "").encode("latin-1", "replace")
    return Upload(name=disposed_name(disposition) or "未命名", data=await file.read(), role=role)


def _alone(raw: bytes, kind: str, request: Request) -> Form:
    """One document as the whole body; its name comes in the query or in a header."""
    if kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        raise RequestProblem("media_type", "这个地址不收网页表单的编码，请用 multipart/form-data 或直接发送文件内容。")
    name = request.query_params.get("name", "")
    disposition = request.headers.get("content-disposition", "")
    usual = "report.json" if kind.endswith("json") else "未命名"
    found = given_name(name) if name else disposed_name(disposition.encode("latin-1", "replace")) or usual
    uploads = (Upload(name=found, data=raw),) if raw else ()
    return Form(uploads=uploads, raw=raw, fields={"media": kind})


def _media(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _storable(value: object) -> bool:
    """Whether all its texts can be kept; not recursive, for it may be nested as deep as was sent."""
    waiting: list[tuple[object, int]] = [(value, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth > _DEEPEST or (isinstance(one, str) and not writable(one)):
            return False
        if isinstance(one, dict):
            waiting.extend((part, depth + 1) for pair in one.items() for part in pair)
        elif isinstance(one, list):
            waiting.extend((part, depth + 1) for part in one)
    return True
