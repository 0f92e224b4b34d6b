"""The intake stream on a real queue: taken once, answered, never blocked."""

import base64
import json
import threading
from collections.abc import Callable
from datetime import datetime

import pytest

from filings.intake import Upload
from gateway.intake.door import SubmissionService
from gateway.intake.stream import GROUP, RECEIPTS, REFUSED, SUBMISSIONS, Stream
from schemas.validate import faults
from workers.wiring import QueueName


def event(identity: str, agency: str = "U0", content: bytes = b"%PDF-1.7") -> bytes:
    """An event that files a document."""
    data = {
        "agency": agency, "year": 2025,
        "documents": [{"name": "a.pdf", "data_base64": base64.b64encode(content).decode()}],
    }  # fmt: skip
    whole = {"specversion": "1.0", "id": identity, "source": "urn:oa", "type": "submission.filed", "data": data}
    return json.dumps(whole, ensure_ascii=False).encode()


@pytest.fixture
def send(door: SubmissionService) -> Callable[[bytes], bytes]:
    """Writes an entry as any sender would."""
    return lambda text: door.parts.queue.client.xadd(SUBMISSIONS, {"event": text})


def receipts(door: SubmissionService) -> list[dict[str, object]]:
    """All receipts, each fitting its schema."""
    found = [json.loads(fields[b"event"]) for _, fields in door.parts.queue.client.xrange(RECEIPTS)]
    assert [list(faults("receipt", receipt)) for receipt in found] == [[]] * len(found)
    return found


def test_an_event_is_filed_answered_and_taken_out(door: SubmissionService, send: Callable[[bytes], bytes]) -> None:
    """Filing and job are committed, a worker is woken, the sender has a receipt, the stream is empty."""
    send(event("e1"))
    assert Stream(door).turn() == 1
    (receipt,) = receipts(door)
    submission = door.parts.ledger.submissions.recent()[0]
    assert (receipt["type"], receipt["subject"]) == ("intake.accepted", "e1")
    assert receipt["data"]["submission"] == submission.id  # type: ignore[index]  # JSON
    assert door.parts.queue.waiting(QueueName.AUDITS) == 1
    assert door.parts.queue.client.xlen(SUBMISSIONS) == 0
    assert door.parts.queue.client.xpending(SUBMISSIONS, GROUP)["pending"] == 0


def test_bad_entries_do_not_hold_up_what_is_behind_them(
    door: SubmissionService, send: Callable[[bytes], bytes]
) -> None:
    """No JSON, unknown agency, wrong field: each is refused with a reason and set aside; the good one is filed."""
    send(b"{")
    send(event("unknown", agency="X9"))
    door.parts.queue.client.xadd(SUBMISSIONS, {"payload": b"x"})
    send(event("good"))
    stream = Stream(door)
    while stream.turn():
        pass
    assert [r["type"] for r in receipts(door)] == ["intake.refused"] * 3 + ["intake.accepted"]
    aside = door.parts.queue.client.xrange(REFUSED)
    assert [fields[b"code"] for _, fields in aside] == [b"not_json", b"unknown_agency", b"not_json"]
    assert "名录中没有" in aside[1][1][b"reason"].decode()
    assert len(door.parts.ledger.submissions.recent()) == 1


def test_the_same_file_twice_is_one_filing(door: SubmissionService, send: Callable[[bytes], bytes]) -> None:
    """Another event with the same content: the sender is told that it was here before."""
    send(event("e1"))
    send(event("e2"))
    Stream(door).turn()
    assert [r["data"]["repeated"] for r in receipts(door)] == [False, True]  # type: ignore[index]  # JSON
    assert len(door.parts.ledger.submissions.recent()) == 1


def test_entries_of_a_dead_reader_are_taken_over(door: SubmissionService, send: Callable[[bytes], bytes]) -> None:
    """Read by one that never acknowledged, done by another."""
    stream = Stream(door, orphaned=0)
    stream.turn()
    send(event("e1"))
    door.parts.queue.client.xreadgroup(GROUP, "dead", {SUBMISSIONS: ">"})
    assert receipts(door) == []
    assert stream.turn() == 1
    assert [r["subject"] for r in receipts(door)] == ["e1"]


def test_an_entry_that_nobody_survives_is_set_aside(door: SubmissionService, send: Callable[[bytes], bytes]) -> None:
    """After five readers that died over it, it is refused, and the sender is told."""
    Stream(door).turn()
    number = send(event("deadly"))
    client = door.parts.queue.client
    client.xreadgroup(GROUP, "dead", {SUBMISSIONS: ">"})
    for reader in range(5):
        client.xclaim(SUBMISSIONS, GROUP, f"dead{reader}", 0, [number])
    Stream(door, orphaned=0).turn()
    (receipt,) = receipts(door)
    assert receipt["data"]["code"] == "deadly"  # type: ignore[index]  # JSON
    assert door.parts.ledger.submissions.recent() == ()


def test_a_deleted_entry_is_let_go(door: SubmissionService, send: Callable[[bytes], bytes]) -> None:
    """An entry that its sender took back while it was pending blocks nothing."""
    stream = Stream(door, orphaned=0)
    stream.turn()
    number = send(event("gone"))
    door.parts.queue.client.xreadgroup(GROUP, "dead", {SUBMISSIONS: ">"})
    door.parts.queue.client.xdel(SUBMISSIONS, number)
    stream.turn()
    assert door.parts.queue.client.xpending(SUBMISSIONS, GROUP)["pending"] == 0
    assert receipts(door) == []


def test_it_goes_on_after_the_queue_was_flushed(door: SubmissionService, send: Callable[[bytes], bytes]) -> None:
    """The group is gone with everything else; the reader makes it again and serves what comes then."""
    stopping = threading.Event()
    stream = Stream(door)
    reader = threading.Thread(target=stream.run, args=(stopping,))
    reader.start()
    try:
        send(event("before"))
        _wait(lambda: len(receipts(door)) == 1)
        door.parts.queue.client.flushall()
        send(event("after", content=b"%PDF-1.7 2"))
        _wait(lambda: len(receipts(door)) == 1)
    finally:
        stopping.set()
        reader.join()
    assert [r["subject"] for r in receipts(door)] == ["after"]
    assert door.parts.queue.client.xinfo_consumers(SUBMISSIONS, GROUP) == []


def test_an_object_uploaded_before_may_be_named(door: SubmissionService, moment: list[datetime]) -> None:
    """A file too large for an event is kept first, then filed by its hash."""
    digest = door.parts.ledger.documents.keep(b"%PDF-1.7 large", "甲", door.parts.now())
    data = {"agency": "U1", "year": 2025, "documents": [{"name": "a.pdf", "object": digest}]}
    whole = {"specversion": "1.0", "id": "e1", "source": "urn:oa", "type": "submission.filed", "data": data}
    door.parts.queue.client.xadd(SUBMISSIONS, {"event": json.dumps(whole)})
    Stream(door).turn()
    assert receipts(door)[0]["time"] == moment[0].isoformat().replace("+00:00", "Z")
    assert door.parts.ledger.submissions.recent()[0].documents[0].sha256 == digest


def test_all_doors_end_in_the_same_call(door: SubmissionService, send: Callable[[bytes], bytes]) -> None:
    """What came by the command line and comes again by the stream is one filing."""
    door.take("U0", 2025, [Upload(name="a.pdf", data=b"%PDF-1.7")], "command")
    send(event("e1"))
    Stream(door).turn()
    assert receipts(door)[0]["data"]["repeated"] is True  # type: ignore[index]  # JSON


def _wait(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it never came to that")
