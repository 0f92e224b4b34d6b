"""What is filed for practice is audited and told like anything else, counts nowhere, and leaves one event behind."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from filings.account import RemarkKind
from filings.act import ActKind, Refused
from filings.event import Intact
from filings.marks import Group, Marks, Search
from ledger.tables import metadata

DAY = date(2026, 3, 1)
AGENCIES = ("A01", "T01")
MARKS = frozenset({1, 2, 3})


def _all_of_it(held: frozenset[int]) -> frozenset[Group]:
    """Every section of a neighbour that holds any of the marks."""
    return frozenset((number,) for number in range(1, 7)) if held else frozenset()


def _practised(county, make, number: int, agency: str, at, *, insisted: bool = False) -> None:
    """A filing for practice with an audit, and perhaps with reasons; its notice goes to everybody who wants it."""
    more = {"insisted": True, "statements": [make.statement()]} if insisted else {}
    receipt = county.file(agency, f"practice {number}".encode(), now=at, practice=True, **more)
    told = replace(make.notice(f"agency:{agency}", f"practice {number}", at), practice=True)
    found = make.audit(make.finding(), dossier=f"p{number}")
    marks = Marks(scheme="s", kept=MARKS)
    county.audit(receipt, found, report=make.report(), marks=marks, held="别处的", notices=[told])


def _history(county, make, seed: int, *, practice: bool) -> None:
    """Filings, audits and acts as the seed has them, with or without filings for practice between them."""
    chance = random.Random(seed)
    county.ledger.endpoints.put(make.endpoint("mail", "agency:A01", "agency:T01", channel="mail"), "甲", make.now)
    county.ledger.endpoints.put(make.endpoint("hook", "agency:A01", "agency:T01"), "甲", make.now)
    for number in range(8):
        at, agency = make.now + timedelta(days=number), chance.choice(AGENCIES)
        if practice:
            _practised(county, make, number, _who(seed, number), at, insisted=number % 2 == 0)
        found = [make.finding()] if chance.random() < 0.5 else []
        receipt = county.file(agency, f"earnest {number}".encode(), now=at)
        told = make.notice(f"agency:{agency}", f"earnest {number}", at)
        marks = Marks(scheme="s", kept=MARKS)
        county.audit(receipt, make.audit(*found), report=make.report(), marks=marks, notices=[told])
        act = chance.choice((ActKind.ACCEPTED, ActKind.RETURNED, None))
        if act is ActKind.ACCEPTED:
            county.ledger.acts.accept(receipt.submission.id, "甲", at, "同意")
        elif act is ActKind.RETURNED:
            county.ledger.acts.send_back(receipt.submission.id, "甲", at, "请改")


def _who(seed: int, number: int) -> str:
    """Who practises: apart from the chances of the filings in earnest."""
    return random.Random(f"{seed}/{number}").choice(AGENCIES)


def _seen(county, make) -> list[object]:
    """All that is counted, compared, told to people and put into bulletins."""
    ledger = county.ledger
    year = ledger.standings.county_year(make.area, 2025, DAY)
    bulletin = ledger.bulletins.issue("b1", year, "甲", make.now)
    trials = [ledger.dossiers.trial(agency, 2025, make.now + timedelta(days=30)) for agency in (*AGENCIES, "G01")]
    slots = [ledger.dossiers.of_slot(agency, 2025, DAY) for agency in (*AGENCIES, "G01")]
    later = [ledger.dossiers.of_slot(agency, 2026, DAY) for agency in AGENCIES]
    near = ledger.dossiers.near(
        trials[-1].submission, trials[-1].register, Search(scheme="s", asked=MARKS, alike=_all_of_it)
    )
    filed = [ledger.submissions.of(agency, 2025) for agency in AGENCIES]
    changed = [ledger.audits.difference(one.id) for filings in filed for one in filings]
    mails = sorted(one.notice for one in ledger.notices.deliveries(endpoint="mail"))
    return [
        year, bulletin, trials, slots, later, near, filed, changed, mails, ledger.holding.waiting(),
        ledger.submissions.page(make.area),
    ]  # fmt: skip


def _empty(ledger) -> None:
    with ledger.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))


@pytest.mark.parametrize("seed", range(4))
def test_practice_changes_nothing_that_counts(county, make, seed) -> None:
    """Random histories give the same county, bulletin, dossiers, neighbours and mails with practice or without."""
    _history(county, make, seed, practice=False)
    without = _seen(county, make)
    _empty(county.ledger)
    county.found()
    _history(county, make, seed, practice=True)
    assert _seen(county, make) == without
    county.ledger.practice.purge(make.area, "甲", make.now)
    assert _seen(county, make) == without


def test_the_same_files_in_earnest_are_another_filing(county) -> None:
    """First for practice, twice, then in earnest: two filings, and the one in earnest is the first of its slot."""
    tried, again = county.file(practice=True), county.file(practice=True)
    earnest = county.file()
    assert again.repeated
    assert again.submission.id == tried.submission.id != earnest.submission.id
    assert (earnest.repeated, earnest.submission.ordinal) == (False, 1)
    assert (tried.submission.practice, earnest.submission.practice) == (True, False)
    assert county.ledger.submissions.of("A01", 2025) == (earnest.submission,)
    assert county.ledger.submissions.page(county.ledger.register.find("A01").jurisdiction, practice=True) == (
        tried.submission,
    )


def test_practice_is_told_to_programs_alone(county, make) -> None:
    """A webhook gets the notice, a mail endpoint does not; nor does it once everything is sent again."""
    for name, channel in (("hook", "webhook"), ("mail", "mail")):
        county.ledger.endpoints.put(make.endpoint(name, channel=channel), "甲", make.now)
    told = replace(make.notice(), practice=True)
    county.ledger.notices.put([told], make.now)
    county.ledger.notices.replay("甲", make.now, notice=told.id)
    assert [one.endpoint for one in county.ledger.notices.deliveries(told.id)] == ["hook"]
    assert county.ledger.notices.find(told.id) == told


def test_practice_is_not_acted_on(county, make) -> None:
    """It can be neither accepted, returned, withdrawn nor held; reasons given for it explain nothing in earnest."""
    _practised(county, make, 1, "A01", make.now, insisted=True)
    (filing,) = county.ledger.submissions.page(make.area, practice=True)
    acts = county.ledger.acts
    for done in (
        acts.accept(filing.id, "甲", make.now, "好"),
        acts.send_back(filing.id, "甲", make.now, "改"),
        acts.withdraw(filing.id, "甲", make.now, "撤"),
    ):
        assert isinstance(done, Refused)
        assert "练习" in done.reason
    assert not county.ledger.holding.hold(filing.id, "别处的", "甲", make.now)
    assert county.ledger.dossiers.of_slot("A01", 2025, DAY).explanations == ()


def test_the_purge_leaves_one_event_and_a_clean_ledger(county, make) -> None:
    """What was for practice is gone, what is in earnest stands, the event log says so once, and it verifies."""
    _history(county, make, 5, practice=True)
    county.ledger.event_log.seal()
    before = county.ledger.submissions.page(make.area)
    tried = county.ledger.submissions.page(make.area, practice=True)[0]
    county.ledger.remarks.add(tried.id, RemarkKind.DOUBT, "练习时的疑问", "甲", make.now)
    gone = county.ledger.practice.purge(make.area, "甲", make.now)
    assert gone.filings == gone.notices == 8
    assert county.ledger.submissions.page(make.area, practice=True) == ()
    assert county.ledger.submissions.page(make.area) == before
    (event,) = county.ledger.event_log.events(kind="practice.purged")
    assert (event.actor, dict(event.facts)) == ("甲", {"filings": 8, "notices": 8})
    assert isinstance(county.ledger.event_log.verify(), Intact)
    county.ledger.event_log.seal()
    assert isinstance(county.ledger.event_log.verify(), Intact)
    assert not county.ledger.practice.purge(make.area, "甲", make.now).filings
    assert len(county.ledger.event_log.events(kind="practice.purged")) == 1


def test_practice_is_not_turned_into_earnest_behind_the_event_log(county) -> None:
    """That a filing was for practice is evidence: turning it into one in earnest does not pass."""
    county.file(practice=True)
    with county.ledger.engine.begin() as connection:
        connection.execute(sa.text("UPDATE submissions SET practice = :no"), {"no": False})
    assert not isinstance(county.ledger.event_log.verify(), Intact)
