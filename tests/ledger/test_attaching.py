"""A signed slip is put to the filing that it belongs to, and is never a filing."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

from datetime import timedelta

import pytest

from filings.act import Refused
from filings.event import Intact
from filings.intake import Upload
from filings.submission import Document

pytestmark = pytest.mark.usefixtures("county")


def scan(data: bytes = b"%PDF signed", name: str = "确认单.pdf") -> Upload:
    """A scanned slip."""
    return Upload(name=name, data=data, role="scan")


def test_a_slip_is_one_more_file_of_its_filing(county, make) -> None:
    """It stands with the filing under its role, the filing stays one and keeps its number, time and report."""
    ledger, filing = county.ledger, county.file().submission
    done = ledger.attachments.attach(filing.id, scan(), "经办（acc_1）", make.now + timedelta(days=3))
    assert isinstance(done, Document)
    after = ledger.submissions.find(filing.id)
    assert [(one.role, one.name) for one in after.documents] == [("report", "年报.docx"), ("slip", "确认单.pdf")]
    assert (after.received_at, after.ordinal) == (filing.received_at, filing.ordinal)
    assert ledger.submissions.of("A01", filing.year) == (after,)
    assert ledger.documents.read(done.sha256) == b"%PDF signed"


def test_a_slip_sent_twice_is_one(county, make) -> None:
    """A double click puts one file to the filing and one event on the event log, and the chain holds."""
    ledger, filing = county.ledger, county.file().submission
    first = ledger.attachments.attach(filing.id, scan(), "甲", make.now)
    assert ledger.attachments.attach(filing.id, scan(name="又一次.pdf"), "甲", make.now) == first
    assert len(ledger.submissions.find(filing.id).documents) == 2
    assert [event.actor for event in ledger.event_log.events(kind="submission.attached")] == ["甲"]
    ledger.event_log.seal()
    assert isinstance(ledger.event_log.verify(), Intact)


def test_a_slip_of_another_filing_is_refused(county, make) -> None:
    """The same scan is not put to two filings; the words name the one that has it."""
    ledger, first, second = county.ledger, county.file().submission, county.file(data=b"mended").submission
    ledger.attachments.attach(first.id, scan(), "甲", make.now)
    refused = ledger.attachments.attach(second.id, scan(), "甲", make.now)
    assert isinstance(refused, Refused)
    assert "第1次" in refused.reason
    assert len(ledger.submissions.find(second.id).documents) == 1


def test_the_report_is_no_slip_of_itself(county, make) -> None:
    """The file that was filed is refused as its own slip, and so is a slip for a filing that there is not."""
    ledger, filing = county.ledger, county.file(data=b"report").submission
    refused = ledger.attachments.attach(filing.id, scan(b"report"), "甲", make.now)
    assert isinstance(refused, Refused)
    assert "不是签字盖章的报送确认单" in refused.reason
    unknown = ledger.attachments.attach("sub_0", scan(), "甲", make.now)
    assert isinstance(unknown, Refused)
    assert "sub_0" in unknown.reason
    assert ledger.documents.read("0" * 64) is None


def test_files_of_a_filing_are_bounded(county, make) -> None:
    """Nobody fills the ledger over one filing: after thirty files the next is refused in words."""
    ledger, filing = county.ledger, county.file().submission
    done = [ledger.attachments.attach(filing.id, scan(bytes([n])), "甲", make.now) for n in range(30)]
    assert [isinstance(one, Document) for one in done] == [True] * 29 + [False]
    assert "不能再加" in done[-1].reason
