"""A filing as pages ask for it: only by who may see it, with what is on record of it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from filings.agency import Agency
from filings.civil import civil_day
from filings.dossier import Dossier, Standing
from filings.filing_name import filing_marks
from filings.finding import Audit
from filings.nouns import dataclass
from filings.patterns import pattern
from filings.place import page_box
from filings.report import Report
from filings.submission import Document, Submission
from filings.succession import fitting
from gateway.http.desk import Desk
from gateway.http.problems import not_found
from gateway.pages.result_view import ResultView, result_view
from gateway.pages.routes import FILERS, Visit

_ID = pattern(r"sub_[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A filing, its agency, where that stands, and its last audit (None while there is none)."""

    filing: Submission
    agency: Agency
    standing: Standing | None
    audit: Audit | None

    @property
    def marks(self) -> str:
        """第1次报送，文件“年报.docx”，2026-01-20 10:30收到，编号sub_…."""
        return filing_marks(self.filing)

    @property
    def name(self) -> str:
        """云岭县水务局2025年度报告."""
        return f"{self.agency.name}{self.filing.year}年度报告"

    @property
    def due(self) -> date | None:
        """The day until which it can be sent: that of a return, else of the year; None where none is set."""
        if self.standing is None:
            return None
        returned = self.standing.resubmit_by if self.standing.returned_on else None
        return returned or self.standing.due_on

    @property
    def slips(self) -> tuple[Document, ...]:
        """The signed slips that were put to it."""
        return tuple(one for one in self.filing.documents if one.role == "slip")


def filing_of(desk: Desk, visit: Visit) -> Submission:
    """The filing of the address, if the person may see it. Problem 404 in the same words for every other one."""
    name = visit.path.get("submission", "")
    found = desk.ledger.submissions.find(name) if _ID.fullmatch(name) else None
    agency = desk.ledger.register.find(found.agency) if found else None
    if found is None or found.practice or agency is None or not _covers(visit, agency):
        raise not_found("这份报送件")
    return found


def filed(desk: Desk, visit: Visit) -> Filed:
    """The filing of the address with what is on record of it."""
    filing = filing_of(desk, visit)
    agency = desk.ledger.register.find(filing.agency)
    if agency is None:
        raise LookupError(filing.agency)
    standing = desk.ledger.standings.of(filing.agency, filing.year, civil_day(visit.now))
    return Filed(filing=filing, agency=agency, standing=standing, audit=desk.ledger.audits.of(filing.id))


def agency_of(desk: Desk, visit: Visit, code: str = "") -> Agency:
    """The agency that a person of an agency is for, or that one of the office names. Problem where it is none."""
    wanted = visit.account.agency or code
    found = desk.ledger.register.find(wanted) if wanted else None
    if found is None or not _covers(visit, found):
        raise not_found("这个单位")
    return found


def files(visit: Visit) -> bool:
    """Whether the person may file for the agency."""
    return visit.account.role in FILERS


def seen(desk: Desk, visit: Visit, audit: Audit, report: Report | None, due: date | None) -> ResultView:
    """The view of an audit as of today."""
    return result_view(audit, report, desk.book(), due, civil_day(visit.now))


def refiled(desk: Desk, filing: Submission, report: Report, day: date) -> Dossier:
    """The dossier of a filing with another report in it."""
    context = desk.ledger.dossiers.of(filing.id, day)
    if context is None:
        raise not_found("这份报送件")
    previous, gap = fitting(context.previous, report)
    return replace(context, previous=previous, previous_gap=gap or context.previous_gap)


def read_again(desk: Desk, filing: Submission) -> Report | None:
    """The report in the order of the document, which the ledger does not keep; None where nothing was read.

    A scan takes minutes: of one the report on record is given, its labels in the order of their places.
    """
    stored = desk.ledger.audits.report_of(filing.id)
    main = next((one for one in filing.documents if one.role == "report"), None)
    data = desk.ledger.documents.read(main.sha256) if main else None
    if stored is None or main is None or data is None:
        return stored
    name = main.name
    read = desk.pool.texts.run(lambda sandbox: sandbox.read_text(data, name)).result()
    return read or replace(stored, labels=dict(sorted(stored.labels.items(), key=lambda one: _order(one[1].place))))


def _order(place: str) -> tuple[float, ...]:
    """Where a place comes in its document."""
    page = page_box(place)
    if page is not None:
        x, y, _, _ = page[1] or (0.0, 0.0, 0.0, 0.0)
        return (page[0], y, x)
    return tuple(map(float, re.findall(r"\d+", place)))


def former(desk: Desk, filing: Submission) -> Submission | None:
    """The filing before it in its slot."""
    earlier = [one for one in desk.ledger.submissions.of(filing.agency, filing.year) if one.ordinal < filing.ordinal]
    return earlier[-1] if earlier else None


def last(desk: Desk, agency: str, year: int, still: Callable[[Submission], bool]) -> Submission | None:
    """The last filing of a slot for which something holds."""
    return next((one for one in reversed(desk.ledger.submissions.of(agency, year)) if still(one)), None)


def _covers(visit: Visit, agency: Agency) -> bool:
    return visit.account.covers(agency.jurisdiction, agency.code)
