"""A trial check answers as a filing would, and keeps nothing."""

import hashlib
import io
import threading
from collections.abc import Iterator

import pytest

from bench.door import NOW, Door, open_door, patient, report
from bench.small_report import WRONG, small_report
from filings.intake import Upload
from filings.report import Problem as Trouble
from filings.report import Report
from filings.submission import Submission
from filings.token import TokenRole
from gateway.http.pool import Lane, Pool
from gateway.http.problems import RequestProblem
from gateway.http.trial import unkept
from workers.embedded import Valkey
from workers.sandbox import Sandbox

JSON = {"Content-Type": "application/json"}


def test_a_report_in_json_is_checked_and_nothing_is_kept(door: Door) -> None:
    """The verdict with its findings; no filing, no job."""
    before = door.ledger.submissions.recent(), door.ledger.jobs.counts()
    with door.client() as client:
        answer = client.post("/v1/checks", params={"agency": "U0", "year": 2025}, content=report(), headers=JSON)
    assert answer.status_code == 200
    body = answer.json()
    assert (body["state"], body["stored"], body["held"]) == ("done", False, "")
    assert body["audit"]["report"]["agency"] == "试验县财政局"
    assert body["audit"]["findings"]
    assert (door.ledger.submissions.recent(), door.ledger.jobs.counts()) == before


def test_the_slot_is_taken_from_the_report_where_nobody_names_it(door: Door) -> None:
    """The register is asked for the name in the report, so that rules which need the dossier run."""
    with door.client() as client:
        named = client.post("/v1/checks?agency=U1&year=2025", content=report("试验县教育局"), headers=JSON).json()
        found = client.post("/v1/checks", content=report("教育局"), headers=JSON).json()
    assert found["audit"]["report"]["kind_inferred"] is False
    assert [o["status"] for o in found["audit"]["outcomes"]] == [o["status"] for o in named["audit"]["outcomes"]]


def test_a_report_in_anothers_slot_says_that_it_would_be_held(door: Door) -> None:
    """As the filing would be."""
    with door.client() as client:
        found = client.post("/v1/checks?agency=U1&year=2025", content=report("试验县财政局"), headers=JSON).json()
    assert "教育局" in found["held"]


def test_a_check_gives_the_findings_of_the_filing(door: Door) -> None:
    """The same document, filed and examined in its dossier, has the same findings in the same words."""
    with door.client() as client:
        checked = client.post(
            "/v1/checks?agency=U2&year=2024", content=report("试验县水利局", 2024), headers=JSON
        ).json()
    taken = door.desk.door.take("U2", 2024, door.uploads(report("试验县水利局", 2024)), "form")
    context = door.ledger.dossiers.of(taken.submission.id, NOW.date())
    assert context is not None
    assert isinstance(context.submission, Submission)
    audit = door.examined(report("试验县水利局", 2024), context)
    assert [(f["rule"], f["message"]) for f in checked["audit"]["findings"]] == [
        (f.rule, f.message) for f in audit.findings
    ]


def test_nobody_is_told_that_a_file_is_kept() -> None:
    """The readers say so of filings; a trial check takes the words back and leaves the rest."""
    kept = Report(
        problems=(Trouble(code="unreadable", message="系统读取这个文件时中断，文件已保存。请另存为 .docx。"),)
    )
    (told,) = unkept(kept).problems
    assert told.message == "系统读取这个文件时中断。请另存为 .docx。"


def test_a_file_of_a_form_is_checked(door: Door) -> None:
    """multipart/form-data with the slot beside the file."""
    text = "试验县财政局2025年政府信息公开工作年度报告\n一、总体情况\n2025年，我局做好公开工作。\n"
    with door.client(TokenRole.AGENCY, "U0") as client:
        answer = client.post("/v1/checks", files={"file": ("年报.txt", text.encode("gb18030"))}, data={"year": "2025"})
    assert answer.status_code == 200
    assert answer.json()["audit"]["report"]["year"] == 2025


def test_a_readable_copy_is_read_beside_the_sealed_file(door: Door) -> None:
    """Figures are those of the copy, the digest is the sealed file's, and what both show otherwise is told."""
    sealed, copy = small_report(WRONG), small_report()
    with door.client(TokenRole.AGENCY, "U0") as client:
        files = {"file": ("年报.pdf", sealed), "readable": ("原件.docx", copy)}
        both = client.post("/v1/checks", files=files, data={"year": "2025"}).json()["audit"]
        alone = client.post("/v1/checks", files={"file": ("年报.docx", copy)}, data={"year": "2025"}).json()["audit"]
    assert both["report"]["sha256"] == hashlib.sha256(sealed).hexdigest()
    told = {one["rule"] for one in both["findings"]} - {one["rule"] for one in alone["findings"]}
    assert "C21" in told
    assert not told & {"A01", "A02", "A03"}  # the sums are those of the copy, and they are right


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([("file", b"x"), ("readable", b"y"), ("readable", b"z")], "too_many"),
        ([("file", b"x"), ("scan", b"y")], "too_many"),
        ([("file", b"x"), ("readable", b"")], "empty"),
        ([("readable", b"y")], "no_file"),
    ],
)
def test_a_copy_stands_beside_one_report(door: Door, files: list[tuple[str, bytes]], code: str) -> None:
    """One of each, neither empty; anything else is refused with what may be sent."""
    with door.client(TokenRole.AGENCY, "U0") as client:
        answer = client.post("/v1/checks", files=[(part, ("年报.docx", data)) for part, data in files])
    assert (answer.status_code in {413, 422, 400}, answer.json()["code"]) == (True, code)


def test_what_cannot_be_read_is_an_answer_and_no_problem(door: Door) -> None:
    """A report full of findings is a 200; so is one that nobody can read."""
    with door.client() as client:
        answer = client.post("/v1/checks", files={"file": ("x.docx", io.BytesIO(b"PK\x03\x04broken"))})
    assert answer.status_code == 200
    assert answer.json()["verdict"] == "unreadable"
    assert "文件已保存" not in answer.text


def test_an_agency_checks_for_itself_alone(door: Door) -> None:
    """Another agency's slot is not found, as one that does not exist; its own needs no naming."""
    with door.client(TokenRole.AGENCY, "U0") as client:
        others = client.post("/v1/checks?agency=U1&year=2025", content=report(), headers=JSON)
        nobody = client.post("/v1/checks?agency=U9&year=2025", content=report(), headers=JSON)
        own = client.post("/v1/checks?year=2025", content=report(), headers=JSON)
    assert (others.status_code, nobody.status_code, own.status_code) == (404, 404, 200)
    assert others.json() == nobody.json()


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory, queue: Valkey) -> Iterator[Door]:
    """A door that waits for no check."""
    with open_door(tmp_path_factory.mktemp("home"), queue.url, patient(0.0)) as made:
        yield made


def test_a_check_that_takes_long_is_answered_later(hasty: Door) -> None:
    """202 with the address of the result, which only its own token may have."""
    with hasty.client() as client, hasty.client(TokenRole.AGENCY, "U0") as other:
        begun = client.post("/v1/checks?agency=U0&year=2025", content=report(), headers=JSON)
        assert (begun.status_code, begun.json()["state"]) == (202, "running")
        place = begun.headers["Location"]
        assert other.get(place).status_code == 404
        while (answer := client.get(place)).status_code == 202:
            assert answer.headers["Retry-After"]
        assert answer.json()["state"] == "done"
        assert client.get("/v1/checks/chk_0").json()["code"] == "not_found"


class Slow(Sandbox):
    """Reads when it is told to."""

    def __init__(self, go: threading.Event) -> None:
        super().__init__()
        self.go = go

    def read_text(self, data: bytes, name: str, part: int = 1) -> Report | None:
        """After the event; a scan is what says so."""
        del name, part
        self.go.wait()
        return None if data == b"scan" else Report()

    def read(self, data: bytes, name: str, part: int = 1) -> Report:
        """A scan takes no event."""
        del data, name, part
        return Report()


def test_what_does_not_fit_into_the_queue_is_told_at_once() -> None:
    """One at work, one that waits, the third refused with the time to ask again; afterwards there is room."""
    go = threading.Event()
    pool = Pool(texts=Lane(1, 1, 5, lambda: Slow(go)), scans=Lane(1, 0, 60, lambda: Slow(go)))
    first, second = (pool.read(b"x", "x.txt", lambda report: report) for _ in range(2))
    with pytest.raises(RequestProblem) as refused:
        pool.read(b"x", "x.txt", lambda report: report)
    assert (refused.value.code, refused.value.headers()["Retry-After"]) == ("busy", "5")
    go.set()
    assert first.result() == second.result() == Report()
    assert pool.read(b"x", "x.txt", lambda report: report).result() == Report()
    pool.close()


def test_a_copy_that_finds_no_room_is_told() -> None:
    """Where the second of two documents is refused, or the first, who waits is told and nobody waits for ever."""
    go = threading.Event()
    pool = Pool(texts=Lane(1, 0, 5, lambda: Slow(go)), scans=Lane(1, 0, 60, lambda: Slow(go)))
    sealed, copy = Upload(name="x.pdf", data=b"x"), Upload(name="x.docx", data=b"y")
    coming = pool.read_both(sealed, copy, lambda report: report)
    with pytest.raises(RequestProblem):
        pool.read_both(sealed, copy, lambda report: report)
    go.set()
    assert coming.result(30).problems  # a copy that is no report counts for nothing, and is told
    pool.close()


def test_a_scan_does_not_hold_up_those_who_send_text() -> None:
    """It goes to a lane of its own; a failure on the way is the failure of that check alone."""
    go = threading.Event()
    go.set()
    pool = Pool(texts=Lane(1, 9, 5, lambda: Slow(go)), scans=Lane(1, 0, 60, lambda: Slow(go)))
    blocking = threading.Event()

    def wait(report: Report) -> Report:
        blocking.wait()
        return report

    scan = pool.read(b"scan", "x.pdf", wait)
    assert pool.read(b"x", "x.txt", lambda report: report).result() == Report()
    refused = pool.read(b"scan", "x.pdf", wait).exception()
    assert isinstance(refused, RequestProblem)
    assert not scan.done()
    blocking.set()
    assert scan.result() == Report()
    pool.close()
