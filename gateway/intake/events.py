"""Events of the intake stream: CloudEvents in JSON that any language can write, and the receipts for them."""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from filings.intake import Intake, Receipt, Rejection, Upload
from filings.personal import without_numbers
from schemas.validate import faults

SIZE_LIMIT = 10 * 1024 * 1024  # bytes of one document sent inside an event
TEXT_LIMIT = 16 * 1024 * 1024  # bytes of a whole event; base64 makes four of three
_SHOWN = 3
_SOURCE = "urn:gouji:intake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """An event as understood. ``id`` and ``source`` are the sender's."""

    id: str
    source: str
    agency: str
    year: int
    uploads: tuple[Upload, ...]
    insisted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """An event that is not taken. ``id`` and ``source`` as far as they could be read."""

    rejection: Rejection
    id: str = ""
    source: str = ""


def understand(text: bytes, stored: Callable[[str], bytes | None]) -> Filed | Unfit:
    """Read an event. ``stored``: the bytes of an object uploaded before, by its sha256 in hex, or None."""
    if len(text) > TEXT_LIMIT:
        return _unfit("too_large", f"事件超过{TEXT_LIMIT // 1024**2}兆，请先上传文件，再在事件中写 object。")
    try:
        event = json.loads(text)
    except (ValueError, RecursionError):
        return _unfit("not_json", "事件不是合格的 JSON（UTF-8），请检查后重新发送。")
    wrong = list(faults("submission", event))
    if wrong:
        told = "；".join(f"{place or '事件'}：{what}" for place, what in wrong[:_SHOWN])
        return _unfit("schema", f"事件的格式不对。{told}。格式说明见 docs/asyncapi.yaml。", event)
    return _filed(event, stored)


def receipt_event(entry: str, event: Filed | Unfit, answer: Intake, now: datetime) -> dict[str, Any]:
    """The receipt for an event. ``entry``: its number in the stream. The same event always has the same receipt id."""
    told = f"{event.source}\x1f{event.id or entry}"
    return {
        "specversion": "1.0",
        "id": "rcp_" + hashlib.sha256(told.encode()).hexdigest()[:32],
        "source": _SOURCE,
        "type": "intake.accepted" if isinstance(answer, Receipt) else "intake.refused",
        "subject": event.id or entry,
        "time": now.isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "data": {"entry": entry, "event": event.id, "source": event.source, **_told(answer)},
    }


def _told(answer: Intake) -> dict[str, Any]:
    if isinstance(answer, Rejection):
        return {"code": answer.code, "reason": without_numbers(answer.reason)}
    filing = answer.submission
    return {
        "submission": filing.id,
        "job": answer.job,
        "agency": filing.agency,
        "year": filing.year,
        "ordinal": filing.ordinal,
        "received_at": filing.received_at.isoformat().replace("+00:00", "Z"),
        "repeated": answer.repeated,
        "documents": [{"name": without_numbers(d.name), "role": d.role, "sha256": d.sha256} for d in filing.documents],
    }


def _filed(event: dict[str, Any], stored: Callable[[str], bytes | None]) -> Filed | Unfit:
    data = event["data"]
    uploads = []
    for document in data["documents"]:
        content = _content(document, stored)
        if isinstance(content, Rejection):
            return Unfit(rejection=content, id=event["id"], source=event["source"])
        uploads.append(Upload(name=document["name"], data=content, role=document.get("role", "report")))
    return Filed(
        id=event["id"],
        source=event["source"],
        agency=data["agency"],
        year=data["year"],
        uploads=tuple(uploads),
        insisted=data.get("insisted", False),
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


def _unfit(code: str, reason: str, event: object = None) -> Unfit:
    """The refusal, with as much of the sender's identity as the event shows."""
    known = event if isinstance(event, dict) else {}
    identity, source = known.get("id"), known.get("source")
    return Unfit(
        rejection=Rejection(code=code, reason=reason),
        id=identity[:200] if isinstance(identity, str) else "",
        source=source[:200] if isinstance(source, str) else "",
    )
