"""Reports of earlier years: accepted without a job, a notice or a lateness, and last year's figures from then on."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

from datetime import date

from filings.dossier import StandingState
from filings.finding import Verdict
from filings.intake import Rejection, Upload

FILES = [Upload(name="去年.docx", data=b"last year")]


def _take(county, make, agency: str = "A01", year: int = 2024):  # noqa: ANN202 - what take returns
    found = (make.audit(verdict=Verdict.MUST_FIX), make.report(value=4))
    return county.ledger.baselines.take(agency, year, FILES, found, "王某", make.now)


def test_a_baseline_is_accepted_and_never_late(county, make) -> None:
    """Whatever its findings: accepted by a named person, no work left, no lateness, its findings on record."""
    filing = _take(county, make)
    standing = county.ledger.standings.of("A01", 2024, date(2026, 1, 20))
    assert (standing.state, standing.days_late) == (StandingState.ACCEPTED, 0)
    assert county.ledger.jobs.due(make.now) == ()
    assert county.ledger.notices.listed() == ()
    assert [(act.by, act.reason[:4]) for act in county.ledger.acts.of(filing.id)] == [("王某", "以往年度")]
    assert county.ledger.audits.of(filing.id).verdict is Verdict.MUST_FIX


def test_the_next_year_s_dossier_has_its_figures(county, make) -> None:
    """What was taken over is last year's accepted report."""
    _take(county, make)
    receipt = county.file("A01")
    previous = county.ledger.dossiers.of(receipt.submission.id, date(2026, 1, 20)).previous
    assert previous.value("applications.new.total") == 4


def test_taking_over_twice_is_once(county, make) -> None:
    """The same files again: the same filing, one act, one audit."""
    assert _take(county, make) == _take(county, make)
    assert len(county.ledger.submissions.of("A01", 2024)) == 1
    (filing,) = county.ledger.submissions.of("A01", 2024)
    assert len(county.ledger.acts.of(filing.id)) == 1
    assert len(county.ledger.audits.history(filing.id)) == 1


def test_nobody_knows_the_agency(county, make) -> None:
    """An agency that the register does not know is refused with the reason."""
    answer = _take(county, make, "Z99")
    assert isinstance(answer, Rejection)
    assert "Z99" in answer.reason
