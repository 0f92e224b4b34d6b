"""Gathering the facts of every agency of a jurisdiction for a year, as they were known on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from typing import Any

import sqlalchemy as sa

from filings.act import Act, PaperReceipt
from filings.agency import Agency
from filings.calendar import Calendar
from filings.civil import civil_day, end_of
from filings.county import OpenFinding
from filings.dossier import Explanation, Waiver
from filings.finding import Severity, Verdict
from filings.nouns import dataclass
from filings.policy import Policy
from filings.standing import FilingFact, StandingFacts
from ledger.acts import acts_of
from ledger.explanations_and_waivers import read_explanations, read_waivers
from ledger.jurisdiction_state import JurisdictionState
from ledger.presence import ANY
from ledger.publications import published_days
from ledger.tables.filing import audits, findings, paper_receipts, submissions

_CODES: sa.BindParameter[Any] = sa.bindparam("codes", expanding=True)
_FILINGS = (
    sa.select(submissions)
    .where(
        sa.or_(
            sa.and_(submissions.c.slot_year == sa.bindparam("wanted_year"), submissions.c.slot_agency.in_(_CODES)),
            sa.and_(
                submissions.c.slot_year.is_(None),
                submissions.c.year == sa.bindparam("wanted_year"),
                submissions.c.agency.in_(_CODES),
            ),
        ),
        submissions.c.received_at < sa.bindparam("until"),
        submissions.c.practice.is_(False),
    )
    .order_by(submissions.c.ordinal, submissions.c.received_at)
)
_AUDITS: sa.Select[Any] = (
    sa.select(audits.c.id, audits.c.submission, audits.c.verdict, audits.c.rulebook_hash)
    .where(
        audits.c.submission.in_(sa.bindparam("submissions", expanding=True)),
        audits.c.recorded_at < sa.bindparam("until"),
    )
    .order_by(audits.c.id)
)
_PAPERS = (
    sa.select(paper_receipts)
    .where(paper_receipts.c.year == sa.bindparam("year"), paper_receipts.c.agency.in_(_CODES))
    .order_by(paper_receipts.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyYearFacts:
    """What one agency filed for a year, and what was found: facts for its standing, and findings by filing.

    ``first``: verdict of the first audit of each filing. ``rulebooks``: hashes used, newest audit last.
    """

    facts: StandingFacts
    explanations: tuple[Explanation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    findings: Mapping[str, tuple[OpenFinding, ...]] = field(default_factory=dict)
    first: Mapping[str, Verdict] = field(default_factory=dict)
    rulebooks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rows:
    """What was read once for all agencies."""

    calendar: Calendar
    policy: Policy
    filings: Mapping[str, list[sa.Row[Any]]]
    audits: Mapping[str, list[sa.Row[Any]]]
    findings: Mapping[int, list[sa.Row[Any]]]
    acts: Mapping[str, list[Act]]
    papers: Mapping[str, list[PaperReceipt]]
    published: Mapping[str, date]
    explanations: Mapping[str, tuple[Explanation, ...]]
    waivers: Mapping[str, tuple[Waiver, ...]]
    as_of: date


def gather(
    connection: sa.Connection,
    state: JurisdictionState,
    agencies: Iterable[Agency],
    year: int,
    as_of: date,
    there: frozenset[str] = ANY,
) -> dict[str, AgencyYearFacts]:
    """Agency code -> what it filed for ``year``, as known at the end of ``as_of``, in a handful of queries.

    ``there``: the tables that hold something of these agency-years (``ledger.presence``), others are not asked.
    """
    entries = list(agencies)
    looked = _look(connection, state, [agency.code for agency in entries], year, as_of, there)
    return {agency.code: _filed_year(agency, year, looked) for agency in entries}


def _look(
    connection: sa.Connection, state: JurisdictionState, codes: list[str], year: int, as_of: date, there: frozenset[str]
) -> _Rows:
    filings = _filings(connection, codes, year, as_of)
    ids = [row.id for rows in filings.values() for row in rows]
    done = _audits(connection, ids, as_of) if ids and "audits" in there else {}
    return _Rows(
        calendar=state.calendar,
        policy=state.policy(as_of),
        filings=filings,
        audits=done,
        findings=_findings(connection, [rows[-1].id for rows in done.values()]) if done else {},
        acts=_acts(connection, ids) if ids and "acts" in there else {},
        papers=_papers(connection, codes, year) if "paper_receipts" in there else {},
        published=published_days(connection, codes, year) if "publications" in there else {},
        explanations=read_explanations(connection, codes, year, as_of) if "explanations" in there else {},
        waivers=read_waivers(connection, codes, year) if "waivers" in there else {},
        as_of=as_of,
    )


def _filed_year(agency: Agency, year: int, looked: _Rows) -> AgencyYearFacts:
    settled = _settled(looked, agency.code)
    filings, found, first = [], {}, {}
    rulebooks: dict[int, str] = {}
    for row in looked.filings.get(agency.code, []):
        done = looked.audits.get(row.id, [])
        if done:
            first[row.id] = Verdict(done[0].verdict)
            rulebooks[done[-1].id] = done[-1].rulebook_hash
            found[row.id] = tuple(_open(f, settled) for f in looked.findings.get(done[-1].id, []))
        filings.append(_fact(row, done, found.get(row.id, ()), tuple(looked.acts.get(row.id, []))))
    facts = StandingFacts(
        agency=agency, year=year, calendar=looked.calendar, policy=looked.policy, filings=tuple(filings),
        papers=tuple(looked.papers.get(agency.code, [])), published_on=looked.published.get(agency.code),
    )  # fmt: skip
    ordered = tuple(rulebooks[number] for number in sorted(rulebooks))
    return AgencyYearFacts(
        facts=facts, explanations=looked.explanations.get(agency.code, ()), waivers=looked.waivers.get(agency.code, ()),
        findings=found, first=first, rulebooks=ordered,
    )  # fmt: skip


def _fact(
    row: sa.Row[Any], done: list[sa.Row[Any]], found: tuple[OpenFinding, ...], done_to_it: tuple[Act, ...]
) -> FilingFact:
    return FilingFact(
        submission=row.id,
        ordinal=row.ordinal,
        received_on=civil_day(row.received_at),
        held=row.slot_agency is None,
        verdict=Verdict(done[-1].verdict) if done else None,
        owes=any(f.severity is not Severity.HINT and not f.settled for f in found),
        insisted=row.insisted,
        acts=done_to_it,
        baseline=row.channel == "baseline",
    )


def _settled(looked: _Rows, agency: str) -> set[tuple[str, str]]:
    """Fingerprint and digest of what is explained or waived; both lapse when the facts change."""
    explained = {(e.fingerprint, e.facts_digest) for e in looked.explanations.get(agency, ())}
    waived = {(w.fingerprint, w.facts_digest) for w in looked.waivers.get(agency, ()) if looked.as_of <= w.until}
    return explained | waived


def _open(row: sa.Row[Any], settled: set[tuple[str, str]]) -> OpenFinding:
    return OpenFinding(
        rule=row.rule, title=row.title, severity=Severity(row.severity), message=row.message,
        fingerprint=row.fingerprint, settled=(row.fingerprint, row.facts_digest) in settled,
    )  # fmt: skip


def _filings(connection: sa.Connection, codes: list[str], year: int, as_of: date) -> dict[str, list[sa.Row[Any]]]:
    """Filings by agency: those in its slot, and those still held that were handed in for it."""
    found: dict[str, list[sa.Row[Any]]] = defaultdict(list)
    for row in connection.execute(_FILINGS, {"wanted_year": year, "codes": codes, "until": end_of(as_of)}):
        found[row.slot_agency or row.agency].append(row)
    return found


def _audits(connection: sa.Connection, ids: list[str], as_of: date) -> dict[str, list[sa.Row[Any]]]:
    found: dict[str, list[sa.Row[Any]]] = defaultdict(list)
    for row in connection.execute(_AUDITS, {"submissions": ids, "until": end_of(as_of)}):
        found[row.submission].append(row)
    return found


def _findings(connection: sa.Connection, wanted: list[int]) -> dict[int, list[sa.Row[Any]]]:
    query = sa.select(findings).where(findings.c.audit.in_(wanted)).order_by(findings.c.audit, findings.c.number)
    found: dict[int, list[sa.Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.audit].append(row)
    return found


def _acts(connection: sa.Connection, ids: list[str]) -> dict[str, list[Act]]:
    found: dict[str, list[Act]] = defaultdict(list)
    for act in acts_of(connection, ids):
        found[act.submission].append(act)
    return found


def _papers(connection: sa.Connection, codes: list[str], year: int) -> dict[str, list[PaperReceipt]]:
    found: dict[str, list[PaperReceipt]] = defaultdict(list)
    for row in connection.execute(_PAPERS, {"year": year, "codes": codes}):
        found[row.agency].append(
            PaperReceipt(
                agency=row.agency, year=row.year, received_on=row.received_on, by=row.by, reason=row.reason,
                at=row.at, submission=row.submission or "", scan=row.scan,
            )
        )  # fmt: skip
    return found
