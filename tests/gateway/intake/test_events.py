"""Events of the stream: what is understood, what is refused and why."""

import base64
import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.intake import Receipt, Rejection
from filings.submission import Submission
from gateway.intake.events import SIZE_LIMIT, TEXT_LIMIT, FiledEvent, InvalidEvent, receipt_event, understand
from schemas.validate import faults

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
CONTENT = "报告".encode()
ZEROS = "0" * 64


def nothing(_sha256: str) -> bytes | None:
    """No object was uploaded before."""
    return None


def event(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """A good event, changed; a change to None takes the key away."""
    document = {"name": "报告.docx", "data_base64": base64.b64encode(CONTENT).decode()}
    data = {"agency": "U0", "year": 2025, "documents": [document]}
    whole = {"specversion": "1.0", "id": "e1", "source": "urn:oa", "type": "submission.filed", "data": data, **changes}
    return {name: value for name, value in whole.items() if value is not None}


def told(text: bytes) -> InvalidEvent:
    """The refusal of an event."""
    answer = understand(text, nothing)
    assert isinstance(answer, InvalidEvent)
    return answer


def test_a_good_event_is_understood() -> None:
    """Agency, year and the bytes of the document come out as they were put in."""
    found = understand(json.dumps(event()).encode(), nothing)
    assert isinstance(found, FiledEvent)
    assert (found.id, found.agency, found.year, found.insisted) == ("e1", "U0", 2025, False)
    assert [(u.name, u.data, u.role) for u in found.uploads] == [("报告.docx", CONTENT, "report")]


def test_an_object_uploaded_before_is_found_by_its_hash() -> None:
    """With or without the prefix; one that was never uploaded is said to be missing."""
    digest = hashlib.sha256(CONTENT).hexdigest()
    for name in (digest, f"sha256:{digest}"):
        data = {"agency": "U0", "year": 2025, "documents": [{"name": "a.pdf", "object": name, "role": "report"}]}
        found = understand(json.dumps(event(data=data)).encode(), {digest: CONTENT}.get)
        assert isinstance(found, FiledEvent)
        assert found.uploads[0].data == CONTENT
        assert told(json.dumps(event(data=data)).encode()).rejection.code == "no_object"


@pytest.mark.parametrize(
    "text", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"NaN,", "报告".encode(), b'{"a":1}x'], ids=range(7)
)
def test_what_is_no_json_is_refused(text: bytes) -> None:
    """Broken, truncated, deeply nested or in another encoding: refused, never an exception."""
    assert told(text).rejection.code == "not_json"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"specversion": "0.3"}, "/specversion"),
        ({"type": "order.placed"}, "/type"),
        ({"data": None}, "data"),
        ({"data": {"agency": "U0", "year": "2025", "documents": []}}, "/data/year"),
        ({"data": {"agency": "U0", "year": 2025, "documents": [{"name": "a"}]}}, "/data/documents/0"),
        ({"data": {"agency": "U0", "year": 2025, "documents": [{"name": "a", "url": "http:"}]}}, "/data/documents/0"),
        (
            {"data": {"agency": "U0", "year": 2025, "documents": [{"name": "a", "object": "../../etc/passwd"}]}},
            "/data/documents/0/object",
        ),
        (
            {"data": {"agency": "U", "year": 2025, "documents": [{"name": "a", "media_type": "x/y", "object": ZEROS}]}},
            "/data/documents/0/media_type",
        ),
        ({"surPrise": 1}, "surPrise"),
        ({"surprise": []}, "/surprise"),
        ({"datacontenttype": "text/xml; a=application/json"}, "/datacontenttype"),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_refused_with_its_place(changes: dict[str, Any], place: str) -> None:
    """The sender is told where and what, and under the id of the event."""
    refused = told(json.dumps(event(**changes)).encode())
    assert (refused.rejection.code, refused.id, refused.source) == ("schema", "e1", "urn:oa")
    assert place in refused.rejection.reason


def test_wrong_base64_is_refused() -> None:
    """Text that is not base64 is named with the file."""
    data = {"agency": "U0", "year": 2025, "documents": [{"name": "a.pdf", "data_base64": "中文*"}]}
    refused = told(json.dumps(event(data=data)).encode())
    assert refused.rejection.code == "base64"
    assert "a.pdf" in refused.rejection.reason


def test_sizes_are_bounded() -> None:
    """A document above 10 MB and an event above the limit are refused with the way out; 10 MB are taken."""

    def sized(size: int) -> bytes:
        content = base64.b64encode(bytes(size)).decode()
        data = {"agency": "U0", "year": 2025, "documents": [{"name": "a.pdf", "data_base64": content}]}
        return json.dumps(event(data=data)).encode()

    assert isinstance(understand(sized(SIZE_LIMIT), nothing), FiledEvent)
    assert told(sized(SIZE_LIMIT + 1)).rejection.code == "too_large"
    assert told(b" " * (TEXT_LIMIT + 1)).rejection.code == "too_large"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=5))
def test_no_json_at_all_breaks_it(value: object) -> None:
    """Whatever JSON comes, as an event or as its data: an answer, and a receipt that fits its schema."""
    for candidate in (value, event(data=value), event(id=value), {**event(), "data": {"documents": value}}):
        found = understand(json.dumps(candidate).encode(), nothing)
        refusal = found.rejection if isinstance(found, InvalidEvent) else Rejection(code="x", reason="无")
        assert list(faults("receipt", receipt_event("1-0", found, refusal, NOW))) == []


def test_receipts_fit_their_schema_and_keep_their_id() -> None:
    """The same event has the same receipt id, another source or id another one."""
    filed = understand(json.dumps(event()).encode(), nothing)
    submission = Submission(
        id="sub_" + "0" * 32, agency="U0", year=2025, received_at=NOW, documents=(), channel="stream"
    )  # fmt: skip
    receipt = Receipt(submission=submission, job="job_" + "0" * 32)
    first, again = (receipt_event(entry, filed, receipt, NOW) for entry in ("1-0", "2-0"))
    assert list(faults("receipt", first)) == []
    assert (first["type"], first["subject"], first["id"]) == ("intake.accepted", "e1", again["id"])
    assert receipt_event("1-0", told(b"{"), Rejection(code="c", reason="r"), NOW)["subject"] == "1-0"
