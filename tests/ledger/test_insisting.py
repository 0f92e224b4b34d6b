"""Filing with reasons against must_fix findings: one sentence at least for each, at every door."""

# ruff: noqa: ANN001, ANN002, ANN003, ANN202 - what a fixture is, conftest says

from datetime import timedelta

import pytest

from filings.act import Refused
from filings.dossier import StandingState
from filings.finding import Severity
from filings.intake import Receipt, Rejection, Upload

FILES = (Upload(name="年报.docx", data=b"report"),)


def _told(county, make):
    """A filing with two findings that must be mended and one that is only to be looked at."""
    receipt = county.file()
    found = (make.finding("f1"), make.finding("f2", rule="H03"), make.finding("f3", Severity.VERIFY, "N01"))
    county.audit(receipt, make.audit(*found))
    return receipt.submission.id


def _again(county, *said, **more):
    return county.ledger.intake.submit(
        "A01", 2025, FILES, "command", county.now, insisted=True, statements=said, **more
    )


def test_every_finding_that_must_be_mended_needs_a_sentence(county, make) -> None:
    """One sentence for two findings is refused, naming what is left; nothing is on record then."""
    name = _told(county, make)
    refused = county.ledger.insisting.insist(name, [make.statement("A01")], "张三", make.now)
    assert isinstance(refused, Refused)
    assert "还有1条“必须修改”没有写说明：H03" in refused.reason
    assert not county.ledger.submissions.find(name).insisted
    assert county.ledger.explanations_and_waivers.explanations("A01", 2025) == ()


def test_with_a_sentence_for_each_it_waits_for_the_office(county, make) -> None:
    """The sentences become explanations of their findings, and the filing waits for the office."""
    name = _told(county, make)
    assert county.ledger.insisting.insist(name, [make.statement("A01"), make.statement("f2")], "张三", make.now) is None
    said = county.ledger.explanations_and_waivers.explanations("A01", 2025)
    assert {(one.fingerprint, one.text, one.by) for one in said} == {
        ("f1", "口径与上年不同", "张三"), ("f2", "口径与上年不同", "张三"),
    }  # fmt: skip
    assert county.ledger.submissions.find(name).insisted
    (event,) = county.ledger.event_log.events(kind="submission.insisted")
    assert event.actor == "张三"


@pytest.mark.parametrize("said", [(), (" ",), ("坏\x00字",)])
def test_no_door_takes_it_without_words(county, make, said) -> None:
    """Whatever the door, the ledger asks; nothing is filed."""
    refused = _again(county, *(make.statement(text=text) for text in said))
    assert isinstance(refused, Rejection)
    assert refused.code == "statements"
    assert county.ledger.submissions.of("A01", 2025) == ()


def test_a_known_file_may_be_filed_again_with_reasons(county, make) -> None:
    """It stays the same filing; with too few sentences it is refused, with enough it is marked, twice the same."""
    name = _told(county, make)
    refused = _again(county, make.statement("A01"))
    assert isinstance(refused, Rejection)
    assert "H03" in refused.reason
    for _ in range(2):
        taken = _again(county, make.statement("A01"), make.statement("H03"))
        assert isinstance(taken, Receipt)
        assert (taken.submission.id, taken.repeated, taken.submission.insisted) == (name, True, True)
    assert len(county.ledger.explanations_and_waivers.explanations("A01", 2025)) == 2


def test_reasons_given_before_the_audit_are_bound_to_what_it_finds(county, make) -> None:
    """A new file with reasons: the audit's findings are explained in its own commit; one without a sentence is not."""
    receipt = _again(county, make.statement("A01"))
    assert isinstance(receipt, Receipt)
    county.audit(receipt, make.audit(make.finding("f1"), make.finding("f2", rule="H03")))
    assert [one.fingerprint for one in county.ledger.explanations_and_waivers.explanations("A01", 2025)] == ["f1"]
    (line,) = [
        line
        for line in county.ledger.standings.county_year(make.area, 2025, make.now.date()).agencies
        if line.agency == "A01"
    ]
    assert [f.rule for f in line.findings if not f.settled] == ["H03"]
    assert line.standing.state is StandingState.EXPLANATION_OWED
    assert county.ledger.insisting.insist(receipt.submission.id, [make.statement("H03")], "张三", make.now) is None
    assert county.ledger.standings.of("A01", 2025, make.now.date()).state is StandingState.AWAITING_OFFICE


def test_a_report_without_such_findings_needs_no_reasons(county, make) -> None:
    """There is nothing to insist on, and nothing is marked; an unknown filing is named."""
    receipt = county.file()
    county.audit(receipt, make.audit())
    refused = county.ledger.insisting.insist(receipt.submission.id, [make.statement()], "张三", make.now)
    assert isinstance(refused, Refused)
    assert "不用附说明报送" in refused.reason
    assert "没有编号" in county.ledger.insisting.insist("sub_none", [make.statement()], "张三", make.now).reason


@pytest.mark.parametrize(
    ("back", "word"),
    [(timedelta(minutes=-1), "还没有到"), (timedelta(days=7, minutes=1), "早于现在7天以上"), (timedelta(days=7), "")],
)
def test_a_portal_may_say_when_it_took_a_filing(county, make, back, word) -> None:
    """Not in the future and at most seven days back; both times are kept, and the portal's counts."""
    said = make.now - back
    taken = county.ledger.intake.submit("A01", 2025, FILES, "stream", make.now, arrived=said)
    if word:
        assert isinstance(taken, Rejection)
        assert (taken.code, word in taken.reason) == ("received_at", True)
        return
    assert isinstance(taken, Receipt)
    kept = county.ledger.submissions.find(taken.submission.id)
    assert (
        (kept.received_at, kept.taken_at)
        == (said, make.now)
        == (taken.submission.received_at, taken.submission.taken_at)
    )
    assert county.ledger.standings.of("A01", 2025, make.now.date()).received_on == said.date()
