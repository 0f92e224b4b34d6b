"""Opening a case file: everything a rule may see of a submission or of an agency without one, as of a day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa

from filings.act import ActKind
from filings.agency import Agency, Register
from filings.civil import civil_day, end_of
from filings.dossier import Dossier, Neighbour, RollUp, UnitFigures
from filings.marks import Search
from filings.nouns import dataclass
from filings.report import Report
from filings.standing import freed, standing_of
from filings.submission import Submission
from filings.succession import lineage, previous_of
from ledger.codec import load
from ledger.filing_facts import AgencyYearFacts, gather
from ledger.jurisdiction_state import state_of_agency
from ledger.neighbours import neighbours_of
from ledger.presence import present
from ledger.publications import read_publication
from ledger.store import Store
from ledger.submissions import read_submission, read_submissions
from ledger.tables.filing import acts, audits, submissions

_HEAD = "government"  # the kind whose report sums up all others

_DECIDED = (
    sa.select(submissions.c.slot_agency, acts.c.submission, acts.c.kind)
    .join(submissions, submissions.c.id == acts.c.submission)
    .where(
        submissions.c.slot_year == sa.bindparam("year"),
        submissions.c.slot_agency.in_(sa.bindparam("codes", expanding=True)),
        acts.c.at < sa.bindparam("until"),
    )
    .order_by(acts.c.id)
)
_REPORTS = (
    sa.select(audits.c.submission, audits.c.report)
    .where(audits.c.submission.in_(sa.bindparam("submissions", expanding=True)), audits.c.report.is_not(None))
    .order_by(audits.c.id)
)


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Dossiers out of the ledger. The report itself is put in by whoever reads the document."""

    store: Store

    def of(self, submission: str, as_of: date) -> Dossier | None:
        """The dossier of a filing; None when there is no such filing.

        Without its neighbours (None: not looked at), which are found by what the report says: ``near``.
        """
        with self.store.reading() as connection:
            slot = read_submission(connection, submission)
            if slot is None:
                return None
            return dossier_of(connection, slot, as_of)

    def trial(self, agency: str, year: int, now: datetime) -> Dossier | None:
        """The dossier that a filing would have which came in now; None when the register does not know the agency.

        Its submission has no id, and nothing is written.
        """
        with self.store.reading() as connection:
            slot = sa.and_(submissions.c.slot_agency == agency, submissions.c.slot_year == year)
            last = connection.execute(sa.select(sa.func.max(submissions.c.ordinal)).where(slot)).scalar() or 0
            filing = Submission(
                id="", agency=agency, year=year, received_at=now, documents=(), channel="check", ordinal=last + 1
            )
            return _filed(connection, filing, civil_day(now))

    def near(self, submission: Submission, register: Register, search: Search) -> tuple[Neighbour, ...]:
        """The neighbours that a report may be too like: their last report of the year, if it came before this one."""
        if not search.asked:  # nothing in it can be compared
            return ()
        with self.store.reading() as connection:
            return neighbours_of(connection, submission, register, search)

    def of_slot(self, agency: str, year: int, as_of: date) -> Dossier | None:
        """The dossier of an agency-year without a report, for the sweep; None when the register does not know it."""
        with self.store.reading() as connection:
            return _slot(connection, agency, year, as_of, None)


def dossier_of(connection: sa.Connection, filing: Submission, as_of: date) -> Dossier:
    """What is on record around a filing, in the caller's transaction. LookupError: no register knows the agency."""
    dossier = _filed(connection, filing, as_of)
    if dossier is None:
        raise LookupError(filing.agency)
    return dossier


def _filed(connection: sa.Connection, filing: Submission, as_of: date) -> Dossier | None:
    dossier = _slot(connection, filing.agency, filing.year, as_of, filing)
    if dossier is None:
        return None
    main = next((d.sha256 for d in filing.documents if d.role == "report"), "")
    return replace(dossier, submission=filing, sha256=main, received_on=civil_day(filing.received_at))


def _slot(
    connection: sa.Connection, code: str, year: int, as_of: date, submission: Submission | None
) -> Dossier | None:
    """The dossier of an agency-year; None when no register knows the agency."""
    state = state_of_agency(connection, code)
    agency = state.find(code) if state else None
    if state is None or agency is None:
        return None
    register = state.on(as_of)
    there = present(connection, code, year)
    filed = gather(connection, state, [agency], year, as_of, there)[code]
    previous, names, gap = _previous(connection, agency, state.agencies, year, as_of)
    return Dossier(
        as_of=as_of,
        agency=register.find(code) or agency,
        register=register,
        calendar=state.calendar,
        standing=standing_of(filed.facts, as_of),
        previous=previous,
        previous_names=names,
        previous_gap=gap,
        earlier=_earlier(connection, code, year, submission),
        explanations=filed.explanations,
        waivers=filed.waivers,
        rollup=_rollup(connection, state.agencies, agency, year, as_of),
        publication=read_publication(connection, code, year) if "publications" in there else None,
        folder_year=year,
        paper_received=_paper(filed, as_of),
    )


def accepted_reports(connection: sa.Connection, codes: list[str], year: int, as_of: date) -> dict[str, Report]:
    """Agency code -> the report as read from its filing that was accepted last, as known at the end of ``as_of``.

    Who has none accepted, or only one that nobody could read, is not in it.
    """
    chosen = _accepted(connection, codes, year, as_of)
    if not chosen:
        return {}
    rows = connection.execute(_REPORTS, {"submissions": list(chosen.values())})
    bodies = {row.submission: row.report for row in rows}
    return {code: load(Report, bodies[name]) for code, name in chosen.items() if name in bodies}


def _accepted(connection: sa.Connection, codes: list[str], year: int, as_of: date) -> dict[str, str]:
    """Agency code -> id of the filing accepted last; an acceptance that was followed by a return does not count."""
    standing: dict[tuple[str, str], bool] = {}
    for row in connection.execute(_DECIDED, {"year": year, "codes": codes, "until": end_of(as_of)}):
        standing.pop((row.slot_agency, row.submission), None)
        standing[row.slot_agency, row.submission] = row.kind == ActKind.ACCEPTED.value
    return {agency: name for (agency, name), accepted in standing.items() if accepted}


def _paper(filed: AgencyYearFacts, as_of: date) -> bool:
    return any(paper.received_on <= as_of for paper in filed.facts.papers)


def _earlier(
    connection: sa.Connection, agency: str, year: int, submission: Submission | None
) -> tuple[Submission, ...]:
    if submission is not None and submission.ordinal <= 1:
        return ()
    slot = sa.and_(submissions.c.slot_agency == agency, submissions.c.slot_year == year)
    found = read_submissions(connection, slot)
    return tuple(s for s in found if submission is None or s.ordinal < submission.ordinal)


def _previous(
    connection: sa.Connection, agency: Agency, known: Iterable[Agency], year: int, as_of: date
) -> tuple[Report | None, tuple[str, ...], str]:
    line = lineage(agency, known, year, as_of)
    if line.gap:
        return None, (), line.gap
    members = [entry for entry in known if entry.code in line.codes]
    reports = accepted_reports(connection, [entry.code for entry in members], year - 1, as_of)
    names = {entry.code: entry.name for entry in members}
    own = [agency.code, *(code for code in line.codes if code != agency.code)]
    previous, gap = previous_of(own, reports, names)
    told = tuple(name for entry in members if entry.code in reports for name in entry.all_names())
    return previous, told if previous else (), gap


def _rollup(
    connection: sa.Connection, known: Iterable[Agency], agency: Agency, year: int, as_of: date
) -> RollUp | None:
    """Every unit's accepted figures, for the government's own report only."""
    if agency.kind != _HEAD:
        return None
    units = [a for a in known if a.kind != _HEAD and not freed(a, year, as_of)]
    reports = accepted_reports(connection, [unit.code for unit in units], year, as_of)
    return RollUp(units=tuple(_unit(unit, reports.get(unit.code)) for unit in units), expected_units=len(units))


def _unit(agency: Agency, report: Report | None) -> UnitFigures:
    values = {ref: cell.value for ref, cell in report.cells.items() if cell.value is not None} if report else {}
    return UnitFigures(agency=agency.code, name=agency.name, values=values, missing=report is None)
