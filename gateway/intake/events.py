"""Events of the intake stream: CloudEvents in JSON that any language can write, and the receipts for them."""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from filings.act import FilingReason
from filings.intake import Intake, Receipt, Rejection, Upload
from filings.nouns import dataclass
from filings.personal import without_numbers
from filings.writable import plain, writable
from schemas.validate import faults

SIZE_LIMIT = 10 * 1024 * 1024  # bytes of one document sent inside an event
TEXT_LIMIT = 16 * 1024 * 1024  # bytes of a whole event; base64 makes four of three
_SHOWN = 3
_LONGEST = 500  # signs of a reason
_IDENTITY = 200  # signs of an id or a source, as in the schema
_SOURCE = "urn:gouji:intake"


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledEvent:
    """An event as understood. ``id`` and ``source`` are the sender's; ``digest`` in hex is of what it says."""

    id: str
    source: str
    agency: str
    year: int
    uploads: tuple[Upload, ...]
    insisted: bool
    digest: str
    statements: tuple[FilingReason, ...] = ()
    arrived: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvalidEvent:
    """An event that is not taken. ``id`` and ``source`` as far as they could be read, "" where not."""

    rejection: Rejection
    digest: str
    id: str = ""
    source: str = ""


def understand(text: bytes, stored: Callable[[str], bytes | None]) -> FiledEvent | InvalidEvent:
    """Read an event. ``stored``: the bytes of an object uploaded before, by its sha256 in hex, or None."""
    if len(text) > TEXT_LIMIT:
        return _unfit(
            text, None, "too_large", f"事件超过{TEXT_LIMIT // 1024**2}兆，请先上传文件，再在事件中写 object。"
        )
    try:
        event = json.loads(text)
    except (ValueError, RecursionError):
        return _unfit(text, None, "not_json", "事件不是合格的 JSON（UTF-8），请检查后重新发送。")
    broken = next((place for place, said in _texts(event) if not writable(said)), None)
    if broken is not None:
        place = broken or "事件"
        return _unfit(text, event, "text", f"{place}：含有无法保存的字符（空字符或半个字符），请改正后重新发送。")
    wrong = list(faults("submission", event))
    if wrong:
        told = "；".join(f"{place or '事件'}：{what}"[:_LONGEST] for place, what in wrong[:_SHOWN])
        return _unfit(text, event, "schema", f"事件的格式不对。{told}。格式说明见 docs/asyncapi.yaml。")
    return _filed(text, event, stored)


def failed(text: bytes, known: FiledEvent | InvalidEvent | None) -> InvalidEvent:
    """The refusal of an event over which we ourselves failed; ``known``: what was understood of it before."""
    reason = "系统处理这个事件时出错，没有登记。请核对内容后重新发送；仍不行请与县政府办公室联系。"
    refusal = Rejection(code="failed", reason=reason)
    if known is None:
        return InvalidEvent(rejection=refusal, digest=hashlib.sha256(text).hexdigest())
    return InvalidEvent(rejection=refusal, digest=known.digest, id=known.id, source=known.source)


def receipt_event(entry: str, event: FiledEvent | InvalidEvent, answer: Intake, now: datetime) -> dict[str, Any]:
    """The receipt for an event. ``entry``: its number in the stream. The same event always has the same receipt id.

    Another event under the id of an earlier one has another.
    """
    told = f"{event.source}\x1f{event.id or entry}\x1f{event.digest}"
    return {
        "specversion": "1.0",
        "id": "rcp_" + hashlib.sha256(told.encode()).hexdigest()[:32],
        "source": _SOURCE,
        "type": "intake.accepted" if isinstance(answer, Receipt) else "intake.refused",
        "subject": event.id or entry,
        "time": now.isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "data": {"entry": entry, "event": event.id, "source": event.source, "digest": event.digest, **_told(answer)},
    }


def _told(answer: Intake) -> dict[str, Any]:
    if isinstance(answer, Rejection):
        return {"code": answer.code, "reason": plain(without_numbers(answer.reason))}
    filing = answer.submission
    return {
        "submission": filing.id,
        "job": answer.job,
        "agency": filing.agency,
        "year": filing.year,
        "ordinal": filing.ordinal,
        "received_at": filing.received_at.isoformat().replace("+00:00", "Z"),
        "taken_at": (filing.taken_at or filing.received_at).isoformat().replace("+00:00", "Z"),
        "insisted": filing.insisted,
        "repeated": answer.repeated,
        "chain": {"number": answer.chain[0], "head": answer.chain[1]},
        "documents": [{"name": without_numbers(d.name), "role": d.role, "sha256": d.sha256} for d in filing.documents],
    }


def _filed(text: bytes, event: dict[str, Any], stored: Callable[[str], bytes | None]) -> FiledEvent | InvalidEvent:
    data = event["data"]
    try:
        arrived = datetime.fromisoformat(data["received_at"]) if "received_at" in data else None
    except ValueError:
        said = data["received_at"]
        told = f"收到时间（received_at）“{said}”不是日历上有的时间，请写成 2026-01-30T17:05:00+08:00 的样子。"
        return _unfit(text, event, "received_at", told)
    uploads = []
    for document in data["documents"]:
        content = _content(document, stored)
        if isinstance(content, Rejection):
            return _unfit(text, event, content.code, content.reason)
        uploads.append(Upload(name=document["name"], data=content, role=document.get("role", "report")))
    return FiledEvent(
        id=event["id"],
        source=event["source"],
        agency=data["agency"],
        year=int(data["year"]),  # 2025.0 is an integer in JSON
        uploads=tuple(uploads),
        insisted=data.get("insisted", False),
        statements=tuple(FilingReason(finding=one["finding"], text=one["text"]) for one in data.get("statements", ())),
        arrived=arrived,
        digest=_digest(text, event),
    )


def _content(document: dict[str, Any], stored: Callable[[str], bytes | None]) -> bytes | Rejection:
    name = document["name"]
    if "object" in document:
        found = stored(document["object"].removeprefix("sha256:"))
        return found or Rejection(code="no_object", reason=f"“{name}”所指的文件没有上传过，请先上传再发送事件。")
    try:
        content = base64.b64decode(document["data_base64"], validate=True)
    except (binascii.Error, ValueError):
        return Rejection(code="base64", reason=f"“{name}”的 data_base64 不是合格的 Base64，请重新编码后发送。")
    if len(content) > SIZE_LIMIT:
        return Rejection(
            code="too_large",
            reason=f"“{name}”超过{SIZE_LIMIT // 1024**2}兆，不能放在事件里，请先上传文件，再在事件中写 object。",
        )
    return content


def _unfit(text: bytes, event: object, code: str, reason: str) -> InvalidEvent:
    """The refusal, with as much of the sender's identity as the event shows."""
    known = event if isinstance(event, dict) else {}
    identity, source = known.get("id"), known.get("source")
    return InvalidEvent(
        rejection=Rejection(code=code, reason=plain(reason)),
        digest=_digest(text, event),
        id=plain(identity[:_IDENTITY]) if isinstance(identity, str) else "",
        source=plain(source[:_IDENTITY]) if isinstance(source, str) else "",
    )


def _digest(text: bytes, event: object) -> str:
    """Of ``data`` in one spelling, so that a repeated event is the same whatever its trace; else of all bytes."""
    try:
        if isinstance(event, dict) and "data" in event:
            text = json.dumps(event["data"], sort_keys=True).encode()
    except (ValueError, RecursionError):
        pass
    return hashlib.sha256(text).hexdigest()


def _texts(value: object) -> Iterator[tuple[str, str]]:
    """Every key and text with the JSON pointer of where it stands. Not recursive: whatever could be read is walked."""
    waiting: list[tuple[str, object]] = [("", value)]
    while waiting:
        place, one = waiting.pop()
        if isinstance(one, str):
            yield place, one
        elif isinstance(one, dict):
            yield from ((place, key) for key in one)
            waiting.extend((f"{place}/{key[:_IDENTITY]}", inner) for key, inner in one.items())
        elif isinstance(one, list):
            waiting.extend((f"{place}/{number}", inner) for number, inner in enumerate(one))
