"""No message and no file stops a door: its sender is told what is wrong, and a good one after it is taken."""

import base64
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from filings.errors import InfrastructureError
from filings.intake import Intake, Upload
from filings.nouns import dataclass
from gateway.intake.door import SubmissionService
from gateway.intake.folder import Folder
from gateway.intake.stream import GROUP, RECEIPTS, REFUSED, SUBMISSIONS, Stream
from schemas.validate import faults

ODD = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=12), st.integers(), st.floats(), st.none(),
    st.lists(st.integers(), max_size=2), st.dictionaries(st.text(max_size=3), st.booleans(), max_size=2),
)  # fmt: skip
PLACES = ("id", "source", "subject", "time", "datacontenttype", "traceparent", "type", "agency", "year", "name", "role",
          "media_type", "data_base64", "object", "documents", "data", "insisted")  # fmt: skip
POISON = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def event(place: str = "", value: object = None, content: bytes = b"%PDF-1.7") -> str:
    """A good event, with one value in it changed; half pairs are written as JSON writes them."""
    document: dict[str, Any] = {"name": "a.pdf", "data_base64": base64.b64encode(content).decode()}
    data: dict[str, Any] = {"agency": "U0", "year": 2025, "documents": [document]}
    whole: dict[str, Any] = {
        "specversion": "1.0", "id": "e1", "source": "urn:oa", "type": "submission.filed", "data": data,
    }  # fmt: skip
    if place:
        home = document if place in ("name", "role", "media_type", "data_base64", "object") else whole
        home = data if place in ("agency", "year", "documents", "insisted") else home
        home[place] = value
    return json.dumps(whole)


def receipts(door: SubmissionService) -> list[dict[str, Any]]:
    """All receipts, each fitting its schema."""
    found = [json.loads(fields[b"event"]) for _, fields in door.parts.queue.client.xrange(RECEIPTS)]
    assert [list(faults("receipt", receipt)) for receipt in found] == [[]] * len(found)
    return found


def served(stream: Stream, door: SubmissionService, *texts: str | bytes) -> list[dict[str, Any]]:
    """The receipts for entries, after which nothing is left in the stream."""
    client = door.parts.queue.client
    client.delete(RECEIPTS)
    for text in texts:
        client.xadd(SUBMISSIONS, {"event": text})
    while stream.turn():
        pass
    assert client.xlen(SUBMISSIONS) == 0
    assert client.xpending(SUBMISSIONS, GROUP)["pending"] == 0
    return receipts(door)


@POISON
@given(st.sampled_from(PLACES), ODD)
@example("id", "\ud800")
@example("agency", "\udfff")
@example("agency", "U\x000")
@example("name", "\ud800.json")
@example("name", "a\x00b.json")
@example("year", int("9" * 4000))
@example("year", 1e300)
@example("year", float("inf"))
@example("traceparent", "\ud83d")
def test_no_value_of_an_event_stops_the_stream(door: SubmissionService, place: str, value: object) -> None:
    """Each text, number or odd type in each place: one receipt for it, and one for the good event behind it."""
    told = served(Stream(door), door, event(place, value), event())
    assert len(told) == 2
    assert told[1]["type"] == "intake.accepted"


@POISON
@given(st.binary(max_size=40))
@example(b'{"id": "\\ud800", "source": "\\u0000"}')
@example(b'{"\\ud800": 1}')
@example(b'{"id": "a", "data": {"year": ' + b"9" * 5000 + b"}}")
@example(b'"\xed\xa0\x80"')
def test_no_bytes_stop_the_stream(door: SubmissionService, text: bytes) -> None:
    """What is no event at all is refused with a receipt."""
    assert [one["type"] for one in served(Stream(door), door, text, event())] == ["intake.refused", "intake.accepted"]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ("partitionkey", 7),
        ("datacontenttype", "application/json; charset=utf-8"),
        ("datacontenttype", "Application/JSON;charset=UTF-8"),
        ("media_type", "text/html; charset=gbk"),
        ("year", 2025.0),
    ],
)
def test_what_the_standard_allows_is_taken(door: SubmissionService, place: str, value: object) -> None:
    """Extensions of CloudEvents, parameters of a media type, an integer written with a point."""
    told = served(Stream(door), door, event(place, value), event())
    assert [one["type"] for one in told] == ["intake.accepted"] * 2
    assert told[1]["data"]["repeated"] is True


def test_two_events_under_one_id_are_told_apart(door: SubmissionService) -> None:
    """Another body, another receipt; the same body with another trace, the same receipt."""
    texts = (event(), event(content=b"%PDF-2"), event("traceparent", "00-1"), event("agency", "X"))
    first, other, again, refused = served(Stream(door), door, *texts)
    assert len({first["id"], other["id"], refused["id"]}) == 3
    assert first["data"]["digest"] != other["data"]["digest"]
    assert (again["id"], again["data"]["digest"]) == (first["id"], first["data"]["digest"])


@pytest.mark.parametrize("key", [SUBMISSIONS, RECEIPTS, REFUSED])
def test_a_foreign_key_under_our_name_is_moved_away(door: SubmissionService, key: str) -> None:
    """A string where a stream should be: kept under another name, and the door goes on."""
    client = door.parts.queue.client
    client.set(key, "precious")
    stopping, stream = _Looks(6), Stream(door)
    stopping.at[2] = lambda: client.xadd(SUBMISSIONS, {"event": event("agency", "X")})
    stream.run(stopping)  # type: ignore[arg-type]  # looks like an event
    assert {(one["id"], one["type"]) for one in receipts(door)} == {(receipts(door)[0]["id"], "intake.refused")}
    assert [client.get(found) for found in client.keys(f"{key}:aside:*")] == [b"precious"]


@dataclass(slots=True)
class _Looks:
    """An event that is set after so many looks, without waiting; ``at``: what happens at which look."""

    left: int
    at: dict[int, Callable[[], object]]

    def __init__(self, left: int) -> None:
        self.left, self.at = left, {}

    def is_set(self) -> bool:
        """Whether all looks are used up."""
        self.left -= 1
        self.at.pop(self.left, lambda: None)()
        return self.left < 0

    def wait(self, _seconds: float) -> bool:
        """Does not wait."""
        return False


@dataclass(frozen=True, slots=True)
class Failing(SubmissionService):
    """A door that fails over filings of one agency, as a fault of ours would."""

    error: Exception = field(default_factory=lambda: RuntimeError("a fault of ours"))

    def take(
        self,
        agency: str,
        year: int,
        uploads: Sequence[Upload],
        channel: str,
        **more: Any,  # noqa: ANN401 - what every door gives
    ) -> Intake:
        """As any door, but for U1."""
        if agency == "U1":
            raise self.error
        return SubmissionService.take(self, agency, year, uploads, channel, **more)


def test_a_fault_of_ours_is_the_refusal_of_one_event(door: SubmissionService) -> None:
    """The sender is told under its own id; the next one is taken."""
    told = served(Stream(Failing(door.parts)), door, event("agency", "U1"), event())
    assert [(one["subject"], one["type"]) for one in told] == [("e1", "intake.refused"), ("e1", "intake.accepted")]
    assert told[0]["data"]["code"] == "failed"


def test_an_event_over_which_the_ledger_always_fails_blocks_none(door: SubmissionService) -> None:
    """It goes behind the others; when five others were taken meanwhile it is taken for the cause."""
    stream = Stream(Failing(door.parts, InfrastructureError("away")))
    client = door.parts.queue.client
    client.xadd(SUBMISSIONS, {"event": event("agency", "U1")})
    for number in range(20):
        client.xadd(SUBMISSIONS, {"event": event(content=b"%PDF" + bytes([number]))})
        try:
            stream.turn()
        except InfrastructureError:
            continue
    assert client.xlen(SUBMISSIONS) == 0
    assert [one["data"].get("code") for one in receipts(door) if one["type"] == "intake.refused"] == ["failed"]
    assert len(receipts(door)) == 21


def test_a_ledger_that_is_away_refuses_nothing(door: SubmissionService) -> None:
    """However often it is asked meanwhile; when it is back, all are taken."""
    stream = Stream(Failing(door.parts, InfrastructureError("away")), orphaned=0)
    client = door.parts.queue.client
    for number in range(6):
        client.xadd(SUBMISSIONS, {"event": event("agency", "U1", content=b"%PDF" + bytes([number]))})
    for _ in range(40):
        with pytest.raises(InfrastructureError):
            stream.turn()
    stream.door = door
    while stream.turn():
        pass
    assert [one["type"] for one in receipts(door)] == ["intake.accepted"] * 6


def names() -> st.SearchStrategy[bytes]:
    """Names as a file system of Linux allows them: any bytes but / and NUL, up to 255."""
    byte = st.integers(1, 255).filter(lambda code: code != ord("/"))
    return st.lists(byte, min_size=1, max_size=255).map(bytes).filter(lambda name: name not in (b".", b".."))


@POISON
@given(names(), names())
@example(b"U0", "年度报告.json".encode("gbk"))
@example(b" ", b"a.json")
@example(b"U0", ("报" * 83 + ".json").encode())
@example(b"U0", b"x" * 250 + b".json")
@example(b"U0", b"a." + b"x" * 253)
@example("教育局".encode("gbk"), b"a.json")
@example(b"U0", b"done")
@example(b"U0", b"refused")
@example(b"done", b"done")
@example(b"U0\n", b"a\nb")
def test_no_name_stops_the_folder(door: SubmissionService, folder: bytes, name: bytes) -> None:
    """Any name of an agency's folder and of a file: dealt with, or of a kind that is left; a good file is taken."""
    with tempfile.TemporaryDirectory() as root:
        inbox = Path(root)
        for agency, file in ((folder, name), (b"U2", b"good.pdf")):
            place = os.path.join(os.fsencode(root), agency, b"2025")  # noqa: PTH118 - bytes
            os.makedirs(place, exist_ok=True)  # noqa: PTH103 - the same
            with open(os.path.join(place, file), "wb") as made:  # noqa: PTH118, PTH123 - the same
                made.write(b"%PDF-1.7")
        watched = Folder(door, inbox, quiet=0)
        watched.look()
        watched.look()
        assert (inbox / "U2/2025/done/good.pdf.回执.txt").exists()
        assert watched.look() == 0


def test_the_same_long_name_again_has_its_own_receipt(door: SubmissionService, tmp_path: Path) -> None:
    """254 bytes, twice: both files and both texts are there."""
    place = tmp_path / "in" / "U0" / "2025"
    place.mkdir(parents=True)
    for content in (b"%PDF-1", b"%PDF-2"):
        (place / ("报" * 83 + ".json")).write_bytes(content)
        Folder(door, tmp_path / "in", quiet=0).look()
    found = [path.name for path in (place / "done").iterdir()]
    assert len([name for name in found if name.endswith(".txt")]) == 2
    assert len(found) == 4


def test_a_name_in_the_national_code_is_read(door: SubmissionService, tmp_path: Path) -> None:
    """As old Windows programs write it: the file is taken under the name that people see."""
    place = tmp_path / "U0" / "2025"
    place.mkdir(parents=True)
    (place / os.fsdecode("年度报告.json".encode("gbk"))).write_bytes(b"{}")
    Folder(door, tmp_path, quiet=0).look()
    assert door.parts.ledger.submissions.recent()[0].documents[0].name == "年度报告.json"
    assert (place / "done" / "年度报告.json.回执.txt").exists()


def test_what_is_no_plain_file_blocks_nothing(door: SubmissionService, tmp_path: Path) -> None:
    """A pipe, links to a file, to a folder and to nothing, a folder named like a file, one where ours should be."""
    inbox, outside = tmp_path / "inbox", tmp_path / "outside"
    place = inbox / "U0" / "2025"
    for folder in (place / "报告.docx", outside / "2025", inbox / "U1" / "2025"):
        folder.mkdir(parents=True)
    (outside / "2025" / "secret.pdf").write_bytes(b"%PDF secret")
    os.mkfifo(place / "a.json")
    (place / "b.pdf").symlink_to(outside / "2025" / "secret.pdf")
    (place / "c.pdf").symlink_to(tmp_path / "nowhere")
    (inbox / "U2").symlink_to(outside)
    (inbox / "U1" / "2025" / "done").write_bytes(b"%PDF in the way")
    (inbox / "U1" / "2025" / "good.pdf").write_bytes(b"%PDF good")
    watched = Folder(door, inbox, quiet=0)
    watched.look()
    watched.look()
    assert {filing.agency for filing in door.parts.ledger.submissions.recent()} == {"U1"}
    assert (inbox / "U1/2025/done/good.pdf.回执.txt").exists()
    assert len(list((place / "refused").glob("*.原因.txt"))) == 3
    assert (outside / "2025" / "secret.pdf").exists()
    assert watched.look() == 0


def test_a_file_that_cannot_be_moved_is_dealt_with_once(
    door: SubmissionService, tmp_path: Path, moment: list[datetime]
) -> None:
    """In a folder that is not ours to write the rest goes on, and the ledger is asked once."""
    inbox = tmp_path / "inbox"
    closed, good = inbox / "U0" / "2025", inbox / "U1" / "2025"
    for folder in (closed, good):
        folder.mkdir(parents=True)
        (folder / "a.pdf").write_bytes(b"%PDF" + folder.parent.name.encode())
    closed.chmod(0o500)
    try:
        if os.access(closed, os.W_OK):
            pytest.skip("root writes everywhere")
        watched = Folder(door, inbox, quiet=0)
        watched.look()
        assert (good / "done" / "a.pdf").exists()
        moment[0] = moment[0].replace(hour=3)
        assert watched.look() == 0
        (note,) = (inbox / "refused").iterdir()
        assert "U0/2025/a.pdf 没有移走" in note.read_text(encoding="utf-8")
    finally:
        closed.chmod(0o700)


def test_a_fault_of_ours_is_the_refusal_of_one_file(door: SubmissionService, tmp_path: Path) -> None:
    """The person is told beside the file; one over which the ledger fails goes behind the others."""
    for agency in ("U1", "U2"):
        (tmp_path / agency / "2025").mkdir(parents=True)
        (tmp_path / agency / "2025" / "a.pdf").write_bytes(b"%PDF")
    away = Folder(Failing(door.parts, InfrastructureError("away")), tmp_path, quiet=0)
    with pytest.raises(InfrastructureError):
        away.look()
    with pytest.raises(InfrastructureError):
        away.look()
    assert (tmp_path / "U2/2025/done/a.pdf").exists()
    assert (tmp_path / "U1/2025/a.pdf").exists()
    Folder(Failing(door.parts), tmp_path, quiet=0).look()
    assert "出错" in (tmp_path / "U1/2025/refused/a.pdf.原因.txt").read_text(encoding="utf-8")


def test_every_door_refuses_text_that_cannot_be_kept(door: SubmissionService) -> None:
    """The ledger itself says so, whichever way it is asked."""
    good = Upload(name="a.pdf", data=b"%PDF")
    for agency, name in (("U\ud800", "a"), ("U0", "a\x00"), ("\x00", "a")):
        answer = door.take(agency, 2025, [replace(good, name=name)], "command")
        assert getattr(answer, "code", "") == "text"
