"""Filings in the wrong slot."""

from datetime import timedelta

import pytest

from filings.act import Refused
from filings.dossier import StandingState
from filings.intake import Receipt
from filings.job import JobState, job_id


@pytest.fixture
def held(county, make):  # noqa: ANN001, ANN201
    """A filing handed in for A01/2025 whose document is the township's."""
    receipt = county.file("A01")
    county.audit(receipt, make.audit(), report=make.report("示例县清水镇"), held="文件署名为“示例县清水镇”")
    return receipt.submission


def test_a_held_filing_fills_no_slot(county, held, make) -> None:  # noqa: ANN001
    """It leaves its slot, gives back its number and is listed with its reason."""
    assert county.ledger.submissions.of("A01", 2025) == ()
    (waiting,) = county.ledger.holding.waiting()
    assert (waiting.submission, waiting.agency, waiting.year) == (held.id, "A01", 2025)
    assert waiting.reason == "文件署名为“示例县清水镇”"
    assert county.file("A01", data=b"right").submission.ordinal == 1
    standing = county.ledger.standings.of("A01", 2025, make.now.date())
    assert standing.state is StandingState.FILED


def test_only_a_held_filing_leaves_the_agency_held(county, held, make) -> None:  # noqa: ANN001, ARG001
    """As long as nothing else came, the agency's standing says that the office has to look."""
    assert county.ledger.standings.of("A01", 2025, make.now.date()).state is StandingState.HELD


def test_the_office_assigns_it_where_it_belongs(county, held, make) -> None:  # noqa: ANN001
    """It takes the next number of its new slot, is audited there, and who decided why is on record."""
    county.file("T01", data=b"first of the township")
    done = county.ledger.holding.assign(held.id, "T01", 2025, by="李四", reason="选错单位", now=make.now)
    assert isinstance(done, Receipt)
    assert (done.submission.agency, done.submission.ordinal) == ("T01", 2)
    assert done.job == job_id("audit", f"{held.id}/assigned/{make.now:%Y%m%dT%H%M%S%f}")
    assert county.ledger.jobs.find(done.job).state is JobState.DUE
    assert county.ledger.holding.waiting() == ()
    found = county.ledger.holding.find(held.id)
    assert (found.assigned_agency, found.assigned_by, found.assigned_reason) == ("T01", "李四", "选错单位")
    assert found.assigned_at == make.now
    kinds = [event.kind for event in county.ledger.event_log.events(held.id)]
    assert kinds[-3:] == ["submission.held", "audit.completed", "submission.assigned"]


def test_what_was_assigned_is_never_held_again(county, held, make) -> None:  # noqa: ANN001
    """The office has the last word, even when it puts the filing back where it came from."""
    done = county.ledger.holding.assign(held.id, "A01", 2025, by="李四", reason="合署办公", now=make.now)
    claimed = county.claim(done.job)
    county.ledger.audits.record(claimed.token, make.audit(dossier="again"), [], make.now, held="署名不符")
    assert county.ledger.holding.waiting() == ()
    assert [s.id for s in county.ledger.submissions.of("A01", 2025)] == [held.id]


@pytest.mark.parametrize(
    ("agency", "year", "reason", "word"),
    [("X99", 2025, "选错", "名录中没有"), ("A01", 2025, " ", "写明认领的理由")],
)
def test_an_assignment_that_cannot_be_is_refused(county, held, make, agency, year, reason, word) -> None:  # noqa: ANN001
    """No reason, no such agency: nothing changes."""
    refused = county.ledger.holding.assign(held.id, agency, year, by="李四", reason=reason, now=make.now)
    assert isinstance(refused, Refused)
    assert word in refused.reason
    assert len(county.ledger.holding.waiting()) == 1


def test_only_what_waits_can_be_assigned(county, held, make) -> None:  # noqa: ANN001
    """The second of two clerks is told that the first was quicker."""
    county.ledger.holding.assign(held.id, "T01", 2025, by="李四", reason="选错单位", now=make.now)
    late = county.ledger.holding.assign(held.id, "A01", 2025, by="王五", reason="选错单位", now=make.now)
    assert isinstance(late, Refused)
    assert "不在待核对归属之列" in late.reason


def test_holding_by_hand(county, make) -> None:  # noqa: ANN001
    """The office may hold a filing itself; twice or an unknown one does nothing."""
    receipt = county.file()
    hold = county.ledger.holding.hold
    assert hold(receipt.submission.id, "来源存疑", "李四", make.now)
    assert not hold(receipt.submission.id, "来源存疑", "李四", make.now + timedelta(1))
    assert not hold("sub_none", "来源存疑", "李四", make.now)
    assert county.ledger.holding.find("sub_none") is None


def test_a_wrong_hold_is_undone(county, make) -> None:  # noqa: ANN001
    """Unheld, the filing is back in the slot it was handed in for and audited again; the office may hold it anew."""
    receipt, holding = county.file(), county.ledger.holding
    name = receipt.submission.id
    assert isinstance(holding.unhold(name, by="李四", reason="没有问题", now=make.now), Refused)
    jobs = set()
    for day in (1, 2):
        at = make.now + timedelta(days=day)
        assert holding.hold(name, "来源存疑", "李四", at)
        assert county.ledger.submissions.of("A01", 2025) == ()
        assert isinstance(holding.unhold(name, by="李四", reason=" ", now=at), Refused)
        done = holding.unhold(name, by="李四", reason="没有问题", now=at)
        assert isinstance(done, Receipt)
        assert (done.submission.agency, done.submission.year) == ("A01", 2025)
        jobs.add(done.job)
    assert len(jobs) == 2
    assert [s.id for s in county.ledger.submissions.of("A01", 2025)] == [name]
