"""Deadlines, the order of dates, publication, register and enclosures."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from filings.agency import Agency, DatedName
from filings.dossier import Dossier, Publication
from rules.checks.filing.attachments import AttachmentsCheck
from rules.checks.filing.deadline import DeadlineCheck
from rules.checks.filing.publication import PublicationCheck
from rules.checks.filing.register import RegisterCheck
from rules.checks.filing.sequence import SequenceCheck
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap, Result
from rules.lexicon.lists import Lists
from schemas.calendars import statutory

Ask = Callable[..., list[Result]]

RECEIVED = DeadlineCheck(event="received", due="statutory", fault="late")
MISSING = DeadlineCheck(event="received", due="statutory", fault="missing")
RESUBMITTED = DeadlineCheck(event="resubmitted", due="resubmission", fault="missing")


def _days(results: list[Result]) -> list[object]:
    return [result.facts["days"] if isinstance(result, Breach) else type(result).__name__ for result in results]


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ("received_on = 2024-01-31", []),
        ("received_on = 2024-02-01", [1]),
        ("", ["Gap"]),
        ('received_on = 2024-02-01\nagency.kind = "township"', ["Gap"]),
        ('received_on = 2024-03-31\nagency.kind = "government"', []),
        ('received_on = 2024-04-02\nagency.kind = "government"', [2]),
        ("received_on = 2024-02-20\nstanding.received_on = 2024-01-20", []),
    ],
)
def test_a_day_counts_to_its_end_and_the_first_receipt_decides(ask: Ask, given: str, days: list[object]) -> None:
    """The due day itself is in time; a kind that the law gives no date is a gap."""
    assert _days(ask(RECEIVED, given)) == days


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ('no_report = true\nas_of = 2024-02-05\nstanding.state = "missing"', [5]),
        ('no_report = true\nas_of = 2024-01-31\nstanding.state = "due"', ["Gap"]),
        ('no_report = true\nas_of = 2024-02-05\nstanding.state = "exempt"', []),
        ('as_of = 2024-02-05\nstanding.state = "filed"', []),
        ('no_report = true\nas_of = 2024-02-05\nstanding.state = "filed"\nstanding.received_on = 2024-02-03', []),
    ],
)
def test_missing_is_only_what_is_past_due_and_owed(ask: Ask, given: str, days: list[object]) -> None:
    """Not before the day has ended, not for who is freed, not for what came, however late."""
    assert _days(ask(MISSING, given)) == days


@pytest.mark.parametrize(
    ("standing", "days"),
    [
        ("resubmit_by = 2024-02-10", [3]),
        ("resubmit_by = 2024-02-13", ["Gap"]),
        ("resubmit_by = 2024-02-10\nstanding.resubmitted_on = 2024-02-10", []),
        ("resubmit_by = 2024-02-10\nstanding.resubmitted_on = 2024-02-11", [1]),
        ('state = "returned"', ["Gap"]),
    ],
)
def test_a_resubmission_is_held_against_the_offices_own_date(ask: Ask, standing: str, days: list[object]) -> None:
    """Without a return there is nothing to be late for."""
    assert _days(ask(RESUBMITTED, f"as_of = 2024-02-13\nstanding.{standing}")) == days


def test_publication_is_dated_by_what_was_seen_before_what_is_printed(ask: Ask) -> None:
    """The date seen on the site wins over the one in the document."""
    check = DeadlineCheck(event="published", due="statutory", fault="late")
    assert _days(ask(check, "published_on = 2024-02-01")) == [1]
    assert _days(ask(check, "published_on = 2024-02-01\npublication.published_on = 2024-01-31")) == []


def test_a_local_date_is_asked_of_the_calendar(ask: Ask) -> None:
    """The county's own date, where it set one."""
    check = DeadlineCheck(event="received", due="local", fault="late")
    assert _days(ask(check, "received_on = 2024-01-23\ncalendar.local = 2024-01-20")) == [3]
    assert _days(ask(check, "received_on = 2024-01-23")) == ["Gap"]


def test_a_deadline_needs_what_it_reads() -> None:
    """The calendar for legal and local dates, the standing for what is missing."""
    assert RECEIVED.needs == {"agency", "calendar"}
    assert MISSING.needs == {"agency", "calendar", "standing"}
    assert RESUBMITTED.needs == {"standing"}


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ("signed_on = 2024-01-20\npublished_on = 2024-01-20", []),
        ("signed_on = 2024-01-20\npublished_on = 2024-01-18", [2]),
        ("signed_on = 2024-01-20\npublished_on = 2024-06-01\nas_of = 2024-05-31", [1]),
        ("signed_on = 2024-06-01\nas_of = 2024-05-31", [1]),
    ],
)
def test_dates_stand_in_order(ask: Ask, given: str, days: list[object]) -> None:
    """Equal days are in order; a date that is not written is left out."""
    assert _days(ask(SequenceCheck(dates=("signed_on", "published_on", "as_of")), given)) == days


def test_without_dates_there_is_no_order(ask: Ask) -> None:
    """Neither signed nor published: a gap."""
    check = SequenceCheck(dates=("published_on", "as_of"))
    assert _days(ask(check)) == ["Gap"]
    assert check.needs == frozenset()


def test_signing_before_the_year_has_ended_is_too_early(ask: Ask) -> None:
    """New Year's Day is the first day that fits."""
    check = SequenceCheck(dates=("new_year", "signed_on"))
    assert _days(ask(check, "signed_on = 2024-01-01")) == []
    assert _days(ask(check, "signed_on = 2023-12-31")) == [1]


@pytest.mark.parametrize(
    ("fault", "seen", "outcome"),
    [
        ("missing", "found = true", []),
        ("missing", "found = false", ["已经报送，没有公布"]),
        ("missing", "url = 'x'", ["Gap"]),
        ("unfiled", "found = true", []),
        ("changed", "changed_on = 2024-03-01\npublication.change_noted = true", []),
        ("changed", "changed_on = 2024-03-01", ["Gap"]),
        ("conflicting", "found = true", []),
        ("conflicting", "other_urls = ['y']", [("y",)]),
        ("differs", "differs = []", []),
        ("differs", "differs = ['甲', '乙']", ["甲；乙"]),
        ("differs", "found = true", ["Gap"]),
        ("column", "in_column = false", ["不在年度报告专栏"]),
        ("broken", "downloadable = false", ["打不开或者不能下载"]),
        ("undated", "dated = false", ["没有公布日期"]),
        ("platform", "on_platform = true", []),
        ("platform", "found = true", ["Gap"]),
    ],
)
def test_what_nobody_looked_at_has_not_passed(ask: Ask, fault: str, seen: str, outcome: list[object]) -> None:
    """Publication and wrong breaks, seen and right passes, not seen is a gap."""
    results = ask(PublicationCheck(faults=(fault,)), f"publication.{seen}")  # type: ignore[arg-type]
    assert [one.facts["found"] if isinstance(one, Breach) else type(one).__name__ for one in results] == outcome


def test_publication_is_owed_when_its_day_has_passed(ask: Ask) -> None:
    """Not before the statutory day, and not of kinds for which no day is set."""
    check = PublicationCheck(faults=("missing",))
    for given in ("as_of = 2024-01-31", 'agency.kind = "township"'):
        (gap,) = ask(check, f"{given}\npublication.found = false")
        assert isinstance(gap, Gap)


def test_published_without_filing_is_told_at_both_places(ask: Ask) -> None:
    """So that it is withheld where the missing filing is told already."""
    (breach,) = ask(PublicationCheck(faults=("unfiled",)), "no_report = true\npublication.found = true")
    assert isinstance(breach, Breach)
    assert breach.refs == ("publication", "received")


@pytest.mark.parametrize(
    ("fault", "given", "found"),
    [
        ("unrecorded", 'no_report = true\nstanding.state = "missing"', ["没有任何报送记录"]),
        ("unrecorded", 'no_report = true\nstanding.state = "due"', []),
        ("unrecorded", 'no_report = true\nstanding.state = "missing"\nlast.year = 2022', []),
        ("renamed", "agency.names = [{ name = '云岭县水利局', until = 2023-06-01 }]", [("云岭县水利局",)]),
        ("renamed", "agency.names = [{ name = '水务', until = 2023-06-01, alias = true }]", []),
        ("renamed", "agency.names = [{ name = '云岭县水利局', until = 2020-06-01 }]", []),
        ("miscounted", "units.list = [{ name = '甲' }, { name = '乙', missing = true }]", [1]),
        ("miscounted", "units.list = [{ name = '甲' }]", []),
    ],
)
def test_the_register_is_held_against_what_came(ask: Ask, fault: str, given: str, found: list[object]) -> None:
    """Agencies without any record, new names, and units that are not counted."""
    results = ask(RegisterCheck(fault=fault), given)  # type: ignore[arg-type]
    assert [one.facts["found"] for one in results if isinstance(one, Breach)] == found


@pytest.mark.parametrize(
    ("check", "needs"),
    [
        (RegisterCheck(fault="unrecorded"), {"register", "standing"}),
        (RegisterCheck(fault="renamed"), {"agency"}),
        (RegisterCheck(fault="miscounted"), {"rollup"}),
        (AttachmentsCheck(roles=("scan",)), {"submission"}),
        (PublicationCheck(faults=("column",)), {"publication"}),
    ],
)
def test_a_check_of_filing_needs_its_records(check: Check, needs: set[str]) -> None:
    """Without the record the rule does not apply."""
    assert check.needs == needs


def test_one_breach_lists_everything_that_is_missing(ask: Ask) -> None:
    """Enclosures are asked for together."""
    (breach,) = ask(AttachmentsCheck(roles=("scan", "paper", "report")), 'submission.roles = ["report"]')
    assert isinstance(breach, Breach)
    assert breach.facts["missing"] == ("签字盖章的扫描件", "纸质件")
    assert ask(AttachmentsCheck(roles=("report",)), 'submission.roles = ["report"]') == []


AGENCY = Agency(
    code="x", name="云岭县水务局", kind="department", names=(DatedName(name="水利局", until=date(2024, 1, 1)),)
)
UNDATED = Dossier(
    as_of=date(2024, 4, 1),
    agency=AGENCY,
    calendar=statutory(),
    received_on=date(2024, 3, 1),
    publication=Publication(found=False),
)


@pytest.mark.parametrize("check", [RECEIVED, DeadlineCheck(event="received", due="local", fault="late"),
                                   PublicationCheck(faults=("missing",))])  # fmt: skip
def test_without_a_year_no_day_is_due(check: Check) -> None:
    """A report whose year nobody knows is late for nothing, and the reason is the year and not the kind of agency."""
    (gap,) = check.run(CheckContext(dossier=UNDATED, edition=None, lists=Lists({})))
    assert isinstance(gap, Gap)
    assert gap.reason == "不知道报告年度，没有核对"


@pytest.mark.parametrize("fault", ["unrecorded", "renamed", "miscounted"])
def test_without_a_year_or_a_record_nobody_is_accused(fault: Any) -> None:  # noqa: ANN401 - one of a few words
    """No standing, no year to hold a new name against, no units: nothing is told of the register."""
    assert list(RegisterCheck(fault=fault).run(CheckContext(dossier=UNDATED, edition=None, lists=Lists({})))) == []
