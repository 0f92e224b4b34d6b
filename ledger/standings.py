"""Where every agency stands, and the county's year as bulletins tell it."""

from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa

from filings.act import ActKind, PaperReceipt, Refused
from filings.agency import Agency
from filings.bulletin import Bulletin
from filings.civil import end_of
from filings.county import AgencyYear, CountyYear
from filings.dossier import Standing
from filings.finding import Audit
from filings.nouns import dataclass
from filings.standing import FilingFact, StandingFacts, standing_of
from ledger.codec import dump, load
from ledger.event_log import note
from ledger.evidence import proof
from ledger.filing_facts import AgencyYearFacts, gather
from ledger.jurisdiction_state import state_of_agency, state_of_jurisdiction
from ledger.register import Registers
from ledger.store import Store, insert_counted, insert_new
from ledger.tables.filing import audits, bulletins, held, paper_receipts, submissions


@dataclass(frozen=True, slots=True)
class Standings:
    """Standings, and what the office records of receipts that the system did not see."""

    store: Store
    registers: Registers

    def of(self, agency: str, year: int, as_of: date) -> Standing | None:
        """The standing of one agency; None when the register does not know it."""
        with self.store.reading() as connection:
            state = state_of_agency(connection, agency)
            found = state.find(agency) if state else None
            if state is None or found is None:
                return None
            filed = gather(connection, state, [found], year, as_of)
            waiting = _waiting(connection, year, as_of)
        return standing_of(_told(filed[agency].facts, waiting), as_of)

    def all(self, jurisdiction: str, year: int, as_of: date) -> tuple[Standing, ...]:
        """The standing of every agency of the register as of the day, in the register's order."""
        county = self.county_year(jurisdiction, year, as_of)
        return tuple(line.standing for line in county.agencies) if county else ()

    def county_year(self, jurisdiction: str, year: int, as_of: date) -> CountyYear | None:
        """The county's year as of a day; None when there is no such jurisdiction.

        Who has ended by then but filed for the year stays on the list.
        """
        with self.store.reading() as connection:
            state = state_of_jurisdiction(connection, jurisdiction)
            if state is None:
                return None
            known = state.agencies
            filed = gather(connection, state, known, year, as_of)
            waiting = _waiting(connection, year, as_of)
            used = [book for one in filed.values() for book in one.rulebooks[-1:]]
            version = _version(connection, _common(used))
        filed = {code: replace(one, facts=_told(one.facts, waiting)) for code, one in filed.items()}
        living = {agency.code: agency for agency in state.on(as_of).agencies}
        listed = [agency for agency in known if agency.code in living or filed[agency.code].facts.filings]
        lines = tuple(_line(living.get(agency.code, agency), filed[agency.code], as_of) for agency in listed)
        return CountyYear(
            jurisdiction=state.area, year=year, as_of=as_of, calendar=state.calendar, agencies=lines,
            rulebook=_common(used), rulebook_version=version,
        )  # fmt: skip

    def record_receipt(self, receipt: PaperReceipt) -> PaperReceipt | Refused:
        """The office records a filing on paper, or an earlier receipt of a filing 补录, with date and reason."""
        if not receipt.reason.strip():
            return Refused(reason="请写明补录的理由，以备查核")
        if self.registers.find(receipt.agency) is None:
            return Refused(reason=f"名录中没有代码为“{receipt.agency}”的单位，请核对代码")
        row = {
            "agency": receipt.agency, "year": receipt.year, "received_on": receipt.received_on, "by": receipt.by,
            "submission": receipt.submission or None, "reason": receipt.reason, "scan": receipt.scan, "at": receipt.at,
        }  # fmt: skip
        with self.store.writing() as connection:
            if receipt.submission and not _in_slot(connection, receipt):
                return Refused(reason="该报送件不在这个单位和年度之下，请核对后再补录")
            told = [proof(paper_receipts, insert_counted(connection, paper_receipts, row))]
            subject = f"agencies/{receipt.agency}/{receipt.year}"
            note(connection, "receipt.recorded", subject, receipt.at, receipt.by, {"receipt": receipt}, told)
        return receipt


@dataclass(frozen=True, slots=True)
class Bulletins:
    """Issued bulletins: frozen snapshots."""

    store: Store

    def issue(self, name: str, county: CountyYear, by: str, now: datetime) -> Bulletin:
        """Freeze a bulletin under its id. Issuing the same id again changes nothing and returns the first."""
        row = {
            "id": name, "jurisdiction": county.jurisdiction.code, "year": county.year, "as_of": county.as_of,
            "body": dump(county), "issued_at": now, "by": by,
        }  # fmt: skip
        with self.store.writing() as connection:
            new = insert_new(connection, bulletins, row)
            if new:
                facts = {"year": county.year, "as_of": county.as_of}
                note(connection, "bulletin.issued", name, now, by, facts, [proof(bulletins, row)])
            known = None if new else _bulletin(connection, name)
        return known or Bulletin(id=name, issued_at=now, by=by, county=county)

    def find(self, name: str) -> Bulletin | None:
        """The bulletin as it was issued."""
        with self.store.reading() as connection:
            return _bulletin(connection, name)

    def listed(self, jurisdiction: str, year: int) -> tuple[str, ...]:
        """Ids of the bulletins issued for a year, first one first."""
        query = sa.select(bulletins.c.id).where(bulletins.c.jurisdiction == jurisdiction, bulletins.c.year == year)
        with self.store.reading() as connection:
            return tuple(connection.execute(query.order_by(bulletins.c.issued_at, bulletins.c.id)).scalars())


def _line(agency: Agency, filed: AgencyYearFacts, as_of: date) -> AgencyYear:
    facts = filed.facts
    live = [fact for fact in facts.filings if not (fact.held or _withdrawn(fact))]
    counts = _counting(live)
    first = next((filed.first[fact.submission] for fact in live if fact.submission in filed.first), None)
    return AgencyYear(
        agency=agency.code,
        name=agency.name,
        kind=agency.kind,
        standing=standing_of(facts, as_of),
        filings=len(live),
        submission=counts.submission if counts else "",
        first_verdict=first,
        verdict=counts.verdict if counts else None,
        findings=filed.findings.get(counts.submission, ()) if counts else (),
    )


def _withdrawn(fact: FilingFact) -> bool:
    return bool(fact.acts) and fact.acts[-1].kind is ActKind.WITHDRAWN


def _counting(live: list[FilingFact]) -> FilingFact | None:
    """The filing that counts: the one accepted last, else the last one."""
    accepted = [fact for fact in live if fact.acts and fact.acts[-1].kind is ActKind.ACCEPTED]
    chosen = sorted(accepted, key=lambda fact: fact.acts[-1].id) or sorted(live, key=lambda fact: fact.ordinal)
    return chosen[-1] if chosen else None


def _waiting(connection: sa.Connection, year: int, as_of: date) -> tuple[tuple[str, str], ...]:
    """(who sent it, why it is held) of the filings of a year that wait to be assigned."""
    query = (
        sa.select(submissions.c.agency, held.c.reason)
        .join(held, held.c.submission == submissions.c.id)
        .where(held.c.assigned_at.is_(None), submissions.c.year == year, held.c.at < end_of(as_of))
    )
    return tuple((row.agency, row.reason) for row in connection.execute(query))


def _told(facts: StandingFacts, waiting: tuple[tuple[str, str], ...]) -> StandingFacts:
    """The facts with how many held filings of others name this agency."""
    names = facts.agency.all_names()
    mine = sum(any(name in reason for name in names) for sender, reason in waiting if sender != facts.agency.code)
    return replace(facts, elsewhere=mine) if mine else facts


def _common(used: list[str]) -> str:
    """The rulebook's hash if all audits that count used the same one, else ``""``."""
    return used[0] if len(set(used)) == 1 else ""


def _version(connection: sa.Connection, book: str) -> str:
    """The version of the rulebook with this hash, as one of its audits tells it; ``""`` where none is asked for."""
    query = sa.select(audits.c.body).where(audits.c.rulebook_hash == book).limit(1)
    body = connection.execute(query).scalar() if book else None
    return load(Audit, body).rulebook_version if body else ""


def _in_slot(connection: sa.Connection, receipt: PaperReceipt) -> bool:
    query = sa.select(submissions.c.id).where(
        submissions.c.id == receipt.submission,
        submissions.c.slot_agency == receipt.agency,
        submissions.c.slot_year == receipt.year,
    )
    query = query.with_for_update()
    return connection.execute(query).first() is not None


def _bulletin(connection: sa.Connection, name: str) -> Bulletin | None:
    row = connection.execute(sa.select(bulletins).where(bulletins.c.id == name)).first()
    if row is None:
        return None
    return Bulletin(id=row.id, issued_at=row.issued_at, by=row.by, county=load(CountyYear, row.body))
