"""Standings out of the record, the county's year, bulletins."""

from datetime import date, timedelta

import pytest

from filings.act import PaperReceipt, Refused
from filings.agency import Agency, Relation, RelationKind
from filings.dossier import Explanation, StandingState, Waiver
from filings.finding import Severity, Verdict
from filings.policy import Policy, Timeliness

DAY = timedelta(days=1)


def state(county, agency: str = "A01", as_of: date = date(2026, 1, 21)) -> StandingState:  # noqa: ANN001
    """The state of an agency for the report of 2025."""
    return county.ledger.standings.of(agency, 2025, as_of).state


def test_before_and_after_the_deadline(county) -> None:  # noqa: ANN001
    """Nothing filed: not due in the report year, due until the county's 26 January 24:00, then missing."""
    seen = [state(county, as_of=day) for day in (date(2025, 12, 31), date(2026, 1, 26), date(2026, 1, 27))]
    assert seen == [StandingState.NOT_DUE, StandingState.DUE, StandingState.MISSING]
    assert county.ledger.standings.of("A01", 2025, date(2026, 1, 29)).days_late == 3


def test_a_township_without_a_local_date_is_not_due(county) -> None:  # noqa: ANN001
    """The law names no date for townships; the office is told to set one."""
    standing = county.ledger.standings.of("T01", 2025, date(2026, 12, 1))
    assert standing.state is StandingState.NOT_DUE
    assert "请办公室设定" in standing.note


def test_the_way_of_a_filing(county, make) -> None:  # noqa: ANN001
    """Filed, explanation owed, awaiting the office, returned, accepted: each step of the record is a state."""
    receipt = county.file()
    seen = [state(county)]
    county.audit(receipt, make.audit(make.finding("f1", Severity.VERIFY)))
    seen.append(state(county))
    explanation = Explanation(fingerprint="f1", facts_digest="d1", text="属实", by="张三", on=date(2026, 1, 21))
    county.ledger.explanations_and_waivers.explain("A01", 2025, explanation, make.now)
    seen.append(state(county))
    county.ledger.acts.send_back(receipt.submission.id, "李四", make.now, "缺章")
    seen.append(state(county))
    county.ledger.acts.accept(receipt.submission.id, "李四", make.now)
    seen.append(state(county))
    assert seen == [
        StandingState.FILED,
        StandingState.EXPLANATION_OWED,
        StandingState.AWAITING_OFFICE,
        StandingState.RETURNED,
        StandingState.ACCEPTED,
    ]


@pytest.mark.parametrize(("digest", "until", "settled"), [
    ("d1", date(2026, 1, 21), True), ("d1", date(2026, 1, 20), False), ("changed", date(2026, 12, 31), False),
])  # fmt: skip
def test_a_waiver_holds_while_it_runs_and_the_facts_stand(county, make, digest, until, settled) -> None:  # noqa: ANN001
    """It lapses after its last day, and when the figures change."""
    receipt = county.file()
    county.audit(receipt, make.audit(make.finding("f1", Severity.VERIFY)))
    waiver = Waiver(fingerprint="f1", facts_digest=digest, reason="属实", approver="局长", until=until)
    county.ledger.explanations_and_waivers.waive("A01", 2025, waiver, make.now)
    assert (state(county) is StandingState.AWAITING_OFFICE) == settled


def test_yesterdays_standing_does_not_know_today(county, make) -> None:  # noqa: ANN001
    """As of an earlier day, later filings, audits, explanations and acts are not seen."""
    receipt = county.file(now=make.now)
    county.audit(receipt, make.audit(make.finding("f1", Severity.VERIFY)), now=make.now + DAY)
    explanation = Explanation(fingerprint="f1", facts_digest="d1", text="属实", by="张三", on=date(2026, 1, 22))
    county.ledger.explanations_and_waivers.explain("A01", 2025, explanation, make.now + 2 * DAY)
    county.ledger.acts.accept(receipt.submission.id, "李四", make.now + 3 * DAY)
    seen = [state(county, as_of=date(2026, 1, day)) for day in range(19, 24)]
    assert seen == [
        StandingState.DUE,
        StandingState.FILED,
        StandingState.EXPLANATION_OWED,
        StandingState.AWAITING_OFFICE,
        StandingState.ACCEPTED,
    ]


def test_a_day_ends_at_midnight_in_shanghai(county, make) -> None:  # noqa: ANN001
    """A report received at 23:59 of the last day is in time; two minutes later it is the next day."""
    last = make.now.replace(month=1, day=26, hour=15, minute=59)
    county.file("A01", now=last)
    county.file("G01", now=last + timedelta(minutes=2))
    assert county.ledger.standings.of("A01", 2025, date(2026, 2, 9)).received_on == date(2026, 1, 26)
    assert county.ledger.standings.of("A01", 2025, date(2026, 2, 9)).days_late == 0
    assert county.ledger.standings.of("G01", 2025, date(2026, 2, 9)).received_on == date(2026, 1, 27)


def test_a_filing_on_paper_and_an_earlier_receipt(county, make) -> None:  # noqa: ANN001
    """The office records what the system did not see, with a reason; both move the day of receipt."""
    record = county.ledger.standings.record_receipt
    scan = county.ledger.documents.keep(b"scan", "甲", make.now)
    paper = PaperReceipt(
        agency="A01", year=2025, received_on=date(2026, 1, 30), by="李四", reason="纸质报送", at=make.now, scan=scan
    )
    assert record(paper) == paper
    standing = county.ledger.standings.of("A01", 2025, date(2026, 2, 9))
    assert (standing.state, standing.received_on, standing.days_late) == (StandingState.FILED, date(2026, 1, 30), 4)
    late = county.file("G01", now=make.now.replace(month=4, day=5))
    moved = PaperReceipt(
        agency="G01", year=2025, received_on=date(2026, 3, 30), by="李四", reason="系统故障", at=make.now,
        submission=late.submission.id,
    )  # fmt: skip
    assert county.ledger.standings.of("G01", 2025, date(2026, 5, 1)).days_late == 5
    assert record(moved) == moved
    assert county.ledger.standings.of("G01", 2025, date(2026, 5, 1)).days_late == 0


@pytest.mark.parametrize(
    ("change", "word"),
    [({"reason": " "}, "写明补录的理由"), ({"agency": "X99"}, "名录中没有"), ({"submission": "sub_x"}, "不在这个单位")],
)
def test_a_receipt_that_cannot_be_is_refused(county, make, change, word) -> None:  # noqa: ANN001
    """Without a reason, for an unknown agency, or for a filing of another slot."""
    given = {
        "agency": "A01",
        "year": 2025,
        "received_on": date(2026, 1, 30),
        "by": "李四",
        "reason": "纸质",
        "at": make.now,
    }
    refused = county.ledger.standings.record_receipt(PaperReceipt(**(given | change)))
    assert isinstance(refused, Refused)
    assert word in refused.reason


def test_a_held_file_that_names_another_agency_is_a_note_there(county, make) -> None:  # noqa: ANN001
    """Its box is the sender's; the agency it names is told by number alone, until the file is placed."""
    receipt = county.file("T01")
    county.ledger.holding.hold(receipt.submission.id, "文件写的是“示例县财政局”", "审核", make.now)
    of = county.ledger.standings.of
    day = date(2026, 2, 9)
    sender, named = of("T01", 2025, day), of("A01", 2025, day)
    assert (sender.state, sender.elsewhere) == (StandingState.HELD, 0)
    assert (named.state, named.received_on, named.elsewhere) == (StandingState.MISSING, None, 1)
    assert named.note == "有1份别处报来的文件可能是该单位的，归属待核对"
    assert of("A01", 2025, date(2026, 1, 19)).elsewhere == 0
    (line,) = [a for a in county.ledger.standings.county_year(make.area, 2025, day).agencies if a.agency == "A01"]
    assert (line.standing, line.filings, line.submission) == (named, 0, "")
    county.ledger.holding.assign(receipt.submission.id, "A01", 2025, by="李四", reason="选错单位", now=make.now)
    placed = of("A01", 2025, day)
    assert (placed.state, placed.elsewhere, placed.received_on) == (StandingState.FILED, 0, date(2026, 1, 20))


def test_timeliness_by_policy_on_the_accepted_filing(county, make) -> None:  # noqa: ANN001
    """By default the first readable filing decides; a policy may say: the accepted one."""
    first = county.file(data=b"1")
    county.audit(first, make.audit(make.finding()))
    late = make.now + 20 * DAY
    second = county.file(data=b"2", now=late)
    county.audit(second, make.audit(), now=late)
    county.ledger.acts.accept(second.submission.id, "李四", late)
    as_of = date(2026, 3, 1)
    assert county.ledger.standings.of("A01", 2025, as_of).days_late == 0
    county.ledger.policies.put(make.area, Policy(timeliness=Timeliness.ACCEPTED), make.now)
    standing = county.ledger.standings.of("A01", 2025, as_of)
    assert (standing.days_late, standing.received_on, standing.accepted_on) == (14, date(2026, 1, 20), date(2026, 2, 9))


def test_the_countys_year_counts_what_is_there(county, make) -> None:  # noqa: ANN001
    """Every agency of the register once; the filing that counts is the accepted one, else the last."""
    first = county.file(data=b"1")
    county.audit(first, make.audit(make.finding("f1"), make.finding("f2", Severity.HINT, rule="H02")))
    second = county.file(data=b"2")
    county.audit(second, make.audit(make.finding("f2", Severity.HINT, rule="H02")))
    as_of = date(2026, 2, 5)
    year = county.ledger.standings.county_year(make.area, 2025, as_of)
    assert [(line.agency, line.filings) for line in year.agencies] == [("A01", 2), ("T01", 0), ("G01", 0)]
    line = year.agencies[0]
    assert (line.first_verdict, line.verdict, line.submission) == (
        Verdict.MUST_FIX,
        Verdict.CLEAN,
        second.submission.id,
    )
    assert year.by_rule == {"H02": 1}
    assert year.boxes[StandingState.AWAITING_OFFICE].all == 1
    assert (year.rulebook, year.rulebook_version) == ("book-1", "1")
    assert [s.state for s in county.ledger.standings.all(make.area, 2025, as_of)] == [
        line.standing.state for line in year.agencies
    ]
    county.ledger.acts.accept(first.submission.id, "李四", make.now, "情况属实")
    line = county.ledger.standings.county_year(make.area, 2025, as_of).agencies[0]
    assert (line.submission, line.verdict) == (first.submission.id, Verdict.MUST_FIX)


def test_who_has_ended_but_filed_stays_on_the_list(county, make) -> None:  # noqa: ANN001
    """A body merged after it filed is still part of the year; one that never filed is not missed."""
    county.file("A01")
    gone = Relation(kind=RelationKind.MERGED, since=date(2026, 1, 25), other="G01")
    for code in ("A01", "Z01"):
        agency = Agency(code=code, name=code, kind="department", jurisdiction=make.area, relations=(gone,))
        county.ledger.register.put([agency], "甲", make.now)
    year = county.ledger.standings.county_year(make.area, 2025, date(2026, 2, 5))
    assert [line.agency for line in year.agencies] == ["A01", "T01", "G01"]


def test_unknown_counties_and_agencies_have_no_standing(county) -> None:  # noqa: ANN001
    """None, not an empty county."""
    standings = county.ledger.standings
    assert standings.county_year("999999", 2025, date(2026, 2, 5)) is None
    assert standings.all("999999", 2025, date(2026, 2, 5)) == ()
    assert standings.of("X99", 2025, date(2026, 2, 5)) is None


def test_a_bulletin_is_frozen(county, make) -> None:  # noqa: ANN001
    """What was issued is read back as it was, whatever happened since; issuing again returns the first."""
    receipt = county.file()
    county.audit(receipt, make.audit(make.finding()))
    as_of = date(2026, 2, 5)
    year = county.ledger.standings.county_year(make.area, 2025, as_of)
    bulletins = county.ledger.bulletins
    issued = bulletins.issue("bul_1", year, "李四", make.now)
    county.ledger.acts.accept(receipt.submission.id, "李四", make.now, "情况属实")
    later = county.ledger.standings.county_year(make.area, 2025, as_of)
    assert later != year
    assert bulletins.find("bul_1") == issued
    assert bulletins.issue("bul_1", later, "王五", make.now) == issued
    assert bulletins.find("bul_1").county == year
    assert bulletins.listed(make.area, 2025) == ("bul_1",)
    assert bulletins.find("bul_2") is None
