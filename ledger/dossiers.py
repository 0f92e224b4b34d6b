"""Opening a case file: everything a rule may see of a submission or of an agency without one, as of a day."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from filings.act import ActKind
from filings.agency import Agency, Register
from filings.civil import civil_day, end_of
from filings.dossier import Dossier, Neighbour, RollUp, UnitFigures
from filings.report import Report
from filings.standing import freed, standing_of
from filings.submission import Submission
from filings.succession import lineage, previous_of
from ledger.codec import load
from ledger.gathering import FiledYear, gather
from ledger.publications import read_publication
from ledger.register import Registers, read_agency, read_jurisdiction, register_on
from ledger.settlements import read_explanations, read_waivers
from ledger.store import Store
from ledger.submissions import read_submissions
from ledger.tables.filing import acts, audits, submissions

_HEAD = "government"  # the kind whose report sums up all others


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Dossiers out of the ledger. The report itself is put in by whoever reads the document."""

    store: Store
    registers: Registers

    def of(self, submission: str, as_of: date, *, neighbours: bool = True) -> Dossier | None:
        """The dossier of a filing; None when there is no such filing.

        ``neighbours``: False leaves the texts of the other reports of the year out (None: not looked at), for a
        rulebook whose rules on copying are off.
        """
        with self.store.reading() as connection:
            found = read_submissions(connection, submissions.c.id == submission)
            if not found:
                return None
            slot = found[0]
            dossier = self._slot(connection, slot.agency, slot.year, as_of, slot)
            near = _neighbours(connection, dossier.register, slot) if neighbours else None
        main = next((d.sha256 for d in slot.documents if d.role == "report"), "")
        return _with(dossier, slot, main, near)

    def of_slot(self, agency: str, year: int, as_of: date) -> Dossier | None:
        """The dossier of an agency-year without a report, for the sweep; None when the register does not know it."""
        with self.store.reading() as connection:
            if read_agency(connection, agency) is None:
                return None
            return self._slot(connection, agency, year, as_of, None)

    def _slot(
        self, connection: sa.Connection, code: str, year: int, as_of: date, submission: Submission | None
    ) -> Dossier:
        agency = read_agency(connection, code)
        area = read_jurisdiction(connection, agency.jurisdiction) if agency else None
        if agency is None or area is None:
            raise LookupError(code)
        known = self.registers.read(connection, area.code)
        register = register_on(area, known, as_of)
        filed = gather(connection, area.code, [agency], year, as_of)[code]
        previous, names, gap = _previous(connection, agency, known, year, as_of)
        return Dossier(
            as_of=as_of,
            agency=register.find(code) or agency,
            register=register,
            calendar=filed.facts.calendar,
            standing=standing_of(filed.facts, as_of),
            previous=previous,
            previous_names=names,
            previous_gap=gap,
            earlier=_earlier(connection, code, year, submission),
            explanations=read_explanations(connection, [code], year, as_of).get(code, ()),
            waivers=read_waivers(connection, [code], year).get(code, ()),
            rollup=_rollup(connection, known, agency, year, as_of),
            publication=read_publication(connection, code, year),
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
    query = sa.select(audits.c.submission, audits.c.report).where(
        audits.c.submission.in_(chosen.values()), audits.c.report.is_not(None)
    )
    bodies = {row.submission: row.report for row in connection.execute(query.order_by(audits.c.id))}
    return {code: load(Report, bodies[name]) for code, name in chosen.items() if name in bodies}


def _accepted(connection: sa.Connection, codes: list[str], year: int, as_of: date) -> dict[str, str]:
    """Agency code -> id of the filing accepted last; an acceptance that was followed by a return does not count."""
    query = (
        sa.select(submissions.c.slot_agency, acts.c.submission, acts.c.kind)
        .join(submissions, submissions.c.id == acts.c.submission)
        .where(submissions.c.slot_year == year, submissions.c.slot_agency.in_(codes), acts.c.at < end_of(as_of))
        .order_by(acts.c.id)
    )
    standing: dict[tuple[str, str], bool] = {}
    for row in connection.execute(query):
        standing.pop((row.slot_agency, row.submission), None)
        standing[row.slot_agency, row.submission] = row.kind == ActKind.ACCEPTED.value
    return {agency: name for (agency, name), accepted in standing.items() if accepted}


def _with(dossier: Dossier, submission: Submission, sha256: str, near: tuple[Neighbour, ...] | None) -> Dossier:
    return replace(
        dossier,
        submission=submission,
        sha256=sha256,
        received_on=civil_day(submission.received_at),
        neighbours=near,
    )


def _paper(filed: FiledYear, as_of: date) -> bool:
    return any(paper.received_on <= as_of for paper in filed.facts.papers)


def _earlier(
    connection: sa.Connection, agency: str, year: int, submission: Submission | None
) -> tuple[Submission, ...]:
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


def _neighbours(connection: sa.Connection, register: Register | None, submission: Submission) -> tuple[Neighbour, ...]:
    names = {a.code: a.name for a in register.agencies if a.code != submission.agency} if register else {}
    newest = (
        sa.select(audits.c.submission, sa.func.max(audits.c.id).label("id"))
        .where(audits.c.passages.is_not(None))
        .group_by(audits.c.submission)
        .subquery()
    )
    query = (
        sa.select(submissions.c.slot_agency, submissions.c.received_at, audits.c.passages)
        .join(newest, newest.c.submission == submissions.c.id)
        .join(audits, audits.c.id == newest.c.id)
        .where(submissions.c.slot_year == submission.year)
        .order_by(submissions.c.slot_agency, submissions.c.ordinal)
    )
    last = {row.slot_agency: row for row in connection.execute(query) if row.slot_agency in names}
    return tuple(
        Neighbour(
            agency=code,
            name=names[code],
            filed_first=row.received_at < submission.received_at,
            passages={int(number): text for number, text in json.loads(row.passages).items()},
        )
        for code, row in last.items()
    )


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
