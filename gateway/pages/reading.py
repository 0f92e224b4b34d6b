"""What a form brought: fields, or files with fields; and whether it came from a page of ours."""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import SplitResult, parse_qsl, urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request

from filings.writable import writable
from gateway.http.bodies import JSON_LIMIT, Patient, multipart, refused, whole
from gateway.http.problems import RequestProblem
from gateway.http.routes import Form

_FIELDS = 2000
_WHOLE = 900.0  # seconds for a body as a whole
_TEXT = RequestProblem("text", "表单中有无法保存的字符（空字符或半个字符），请改正后重新提交。")


async def form_of(request: Request, idle: float, *, files: bool) -> Form:
    """The form that was sent. ``idle``: seconds that the sender may be silent. Problem for what cannot be read."""
    if request.method != "POST":
        return Form()
    patient = Request(request.scope, Patient(request, idle))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        async with asyncio.timeout(_WHOLE):
            if kind == "multipart/form-data" and files:
                found = await multipart(patient)
                return replace(found, uploads=tuple(one for one in found.uploads if one.data or one.name != "未命名"))
            return _fields(await whole(patient, JSON_LIMIT))
    except TimeoutError:
        raise RequestProblem("slow", "内容没有在规定时间内传完，没有收下。请检查网络后重新提交。", after=5) from None
    except HTTPException as error:
        raise refused(error) from None


async def drained(request: Request, most: int, idle: float) -> None:
    """Read what is being sent and keep nothing, so that the sender gets to see the answer; not for ever."""
    size, patient = 0, Request(request.scope, Patient(request, idle))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_WHOLE):
            async for chunk in patient.stream():
                size += len(chunk)
                if size > most:
                    return


def foreign(headers: Headers, public: str) -> bool:
    """Whether a browser says that the form was sent from elsewhere. ``public``: our address for people, ``""`` if none.

    ``Sec-Fetch-Site`` and ``Origin`` must agree where they are sent, else ``Referer``; old browsers and plain http
    send none of them, and the token of the form is what remains.
    """
    site = headers.get("sec-fetch-site", "")
    if site and site not in ("same-origin", "none"):
        return True
    said = headers.get("origin", "") or headers.get("referer", "")
    if not said:
        return False
    asked = urlsplit(said)
    ours = (urlsplit(f"{asked.scheme}://{headers.get('host', '')}"), urlsplit(public))
    return not asked.hostname or _place(asked) not in map(_place, ours)


def _place(address: SplitResult) -> tuple[str | None, int | None]:
    """Host and port; a host that a proxy passed on without one is at the usual port of what the browser says."""
    try:
        return address.hostname, address.port or {"https": 443, "http": 80}.get(address.scheme)
    except ValueError:
        return None, None


def _fields(raw: bytes) -> Form:
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except (ValueError, UnicodeError):
        raise RequestProblem("body", "提交的内容读不出来。请返回页面重新填写后提交。") from None
    found: Mapping[str, str] = dict(pairs)
    if not all(map(writable, (*found, *found.values()))):
        raise _TEXT
    return Form(fields=found)
