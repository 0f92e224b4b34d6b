"""Taking filings in."""

from datetime import timedelta

import pytest

from filings.intake import Receipt, Rejection, Upload
from filings.job import JobState
from ledger import Ledger


def test_a_filing_is_there_with_its_documents_and_its_job(county, make) -> None:  # noqa: ANN001 - fixtures of conftest
    """What the receipt says is on record: the bytes, the slot, the ordinal, and work to do."""
    uploads = [Upload(name="年报.docx", data=b"report"), Upload(name="盖章.pdf", data=b"scan", role="scan")]
    receipt = county.ledger.intake.submit("A01", 2025, uploads, "stream", make.now)
    assert isinstance(receipt, Receipt)
    found = county.ledger.submissions.find(receipt.submission.id)
    assert found == receipt.submission
    assert [(d.name, d.role, d.size) for d in found.documents] == [("年报.docx", "report", 6), ("盖章.pdf", "scan", 4)]
    assert (found.agency, found.year, found.ordinal, found.channel) == ("A01", 2025, 1, "stream")
    assert found.received_at == make.now
    assert county.ledger.documents.read(found.documents[1].sha256) == b"scan"
    job = county.ledger.jobs.find(receipt.job)
    assert (job.kind, job.subject, job.state) == ("audit", found.id, JobState.DUE)
    assert [event.kind for event in county.ledger.event_log.events(found.id)] == ["submission.received"]


def test_the_same_file_twice_is_one_filing(county) -> None:  # noqa: ANN001
    """The second sender gets the first receipt, marked; nothing else changes, whatever the file is called."""
    first = county.file(data=b"same")
    again = county.ledger.intake.submit(
        "A01", 2025, [Upload(name="改名.docx", data=b"same")], "folder", county.now + timedelta(days=1)
    )
    assert isinstance(again, Receipt)
    assert again.repeated
    assert not first.repeated
    assert (again.submission, again.job) == (first.submission, first.job)
    assert len(county.ledger.submissions.of("A01", 2025)) == 1
    assert len(county.ledger.event_log.events(kind="submission.received")) == 1


def test_the_same_file_for_another_agency_or_year_is_another_filing(county) -> None:  # noqa: ANN001
    """Identity is agency, year and content together; bytes are kept once."""
    ids = {
        county.file("A01").submission.id,
        county.file("T01").submission.id,
        county.file("A01", year=2024).submission.id,
    }
    assert len(ids) == 3


def test_ordinals_count_within_a_slot(county) -> None:  # noqa: ANN001
    """The second filing of a slot is its second, whatever other slots hold."""
    county.file("T01")
    assert [county.file(data=data).submission.ordinal for data in (b"a", b"b", b"c")] == [1, 2, 3]
    assert [s.ordinal for s in county.ledger.submissions.of("A01", 2025)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("agency", "year", "uploads", "code", "word"),
    [
        ("X99", 2025, [Upload(name="a", data=b"x")], "unknown_agency", "名录中没有代码为“X99”"),
        ("A01", 1999, [Upload(name="a", data=b"x")], "no_calendar", "1999年度没有设定报送日历"),
        ("A01", 2025, [], "no_file", "没有收到文件"),
        ("A01", 2025, [Upload(name="空.docx", data=b"")], "empty", "文件“空.docx”是空的"),
        ("A01", 2025, [Upload(name="a", data=b"x", role="scan")], "no_report", "没有年度报告正文"),
        ("A01", 2025, [Upload(name="大.pdf", data=b"x" * 2_000_001)], "too_large", "超过上限1MB"),
        ("A01", 2025, [Upload(name=f"{n}", data=b"x") for n in range(21)], "too_many", "最多20个文件"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(engine, make, agency, year, uploads, code, word) -> None:  # noqa: ANN001
    """A rejection is a value with a Chinese reason, and nothing of it is on record."""
    ledger = Ledger(engine, file_limit=1024 * 1024)
    make.county(ledger).found()
    ledger.calendars.put(make.area, [d.__class__(**{**_fields(d), "since": 2008}) for d in make.dates], "甲", make.now)
    refused = ledger.intake.submit(agency, year, uploads, "command", make.now)
    assert isinstance(refused, Rejection)
    assert refused.code == code
    assert word in refused.reason
    assert ledger.submissions.recent() == ()
    assert ledger.jobs.listed() == ()


def _fields(noun: object) -> dict[str, object]:
    return {name: getattr(noun, name) for name in noun.__dataclass_fields__}  # type: ignore[attr-defined]


def test_a_baseline_is_filed_without_work(county) -> None:  # noqa: ANN001
    """Reports of earlier years can be taken in without an audit job."""
    receipt = county.file(year=2024, job=False)
    assert receipt.job == ""
    assert county.ledger.jobs.listed() == ()


def test_recent_filings_come_newest_first(county, make) -> None:  # noqa: ANN001
    """The list of arrivals is by time of receipt."""
    for number in range(3):
        county.file(data=b"%d" % number, now=make.now + timedelta(hours=number))
    seen = county.ledger.submissions.recent(limit=2)
    assert [s.received_at for s in seen] == [make.now + timedelta(hours=2), make.now + timedelta(hours=1)]


def test_a_receipt_carries_the_head_of_the_event_log(county) -> None:  # noqa: ANN001
    """Also of a filing that was here before: as the chain stands when the receipt is made."""
    county.ledger.event_log.seal()
    first = county.file()
    assert first.chain == county.ledger.event_log.head()
    county.ledger.event_log.seal()
    again = county.file()
    assert again.repeated
    assert again.chain == county.ledger.event_log.head() != first.chain


def test_bytes_can_be_kept_ahead_of_a_filing(ledger, make) -> None:  # noqa: ANN001
    """An object sent ahead is found by its hash, kept once, and an unknown hash is None."""
    digest = ledger.documents.keep(b"\x00\xff bytes", "甲", make.now)
    assert ledger.documents.keep(b"\x00\xff bytes", "甲", make.now) == digest
    assert [event.subject for event in ledger.event_log.events(kind="document.kept")] == [digest]
    assert ledger.documents.read(digest) == b"\x00\xff bytes"
    assert ledger.documents.read("0" * 64) is None
