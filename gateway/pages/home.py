"""今年要报什么: what is asked this year, by when, and where one's filings stand; for the office, where all do."""

from collections.abc import Sequence
from datetime import date

from filings.account import RemarkKind
from filings.act import Act, ActKind
from filings.agency import Agency
from filings.calendar import Deadlines
from filings.civil import civil_day
from filings.county import CountyYear
from filings.dossier import Standing
from filings.finding import Verdict
from filings.nouns import dataclass
from filings.submission import Submission
from gateway.http.desk import Desk
from gateway.pages.filed import agency_of
from gateway.pages.routes import FILERS, Page, Turn, Visit
from gateway.pages.saying import countdown, day


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """One of the two dates. ``when``: with its weekday. ``left``: how far it is. ``basis``: by which paper."""

    name: str
    when: str
    left: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingLine:
    """One filing in the list. ``verdict``: None while it is not audited; ``act``: the last one on it, if any."""

    filing: Submission
    verdict: Verdict | None
    act: Act | None

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if self.act is not None:
            return self.act.kind.label
        return self.verdict.label if self.verdict else "正在核查"


def home(desk: Desk, visit: Visit) -> Turn:
    """The first page, by what one is."""
    if visit.account.role in FILERS:
        return _agency(desk, visit)
    return _county(desk, visit)


def dates(found: Deadlines, today: date, standing: Standing | None = None) -> Sequence[DateLine]:
    """Both dates as they are told; one that nobody set is told so, a duty that was done has no countdown."""
    came, out = (standing.received_on, standing.published_on) if standing else (None, None)
    return (
        _date("报送期限", found.report_by, found.basis, today, f"{day(came)}收到" if came else ""),
        _date("公布期限", found.publish_by, found.publish_basis, today, f"{day(out)}公布" if out else ""),
    )


def _date(name: str, when: date | None, basis: str, today: date, done: str) -> DateLine:
    if when is None:
        return DateLine(name=name, when="还没有确定", left=done, basis="")
    return DateLine(name=name, when=day(when), left=done or countdown(when, today), basis=basis)


def _agency(desk: Desk, visit: Visit) -> Turn:
    agency, today = agency_of(desk, visit), civil_day(visit.now)
    year = today.year - 1
    deadlines = desk.ledger.calendars.of(agency.jurisdiction).deadlines(agency.kind, year, agency.code)
    standing: Standing | None = desk.ledger.standings.of(agency.code, year, today)
    lines = _lines(desk, agency, year)
    context = {
        "title": f"{year}年度报告", "agency": agency, "year": year, "standing": standing,
        "dates": dates(deadlines, today, standing),
        "lines": lines, "unconfirmed": _unconfirmed(desk, lines), "before": _before(desk, agency, year - 1),
    }  # fmt: skip
    return Turn(template="home.html", context=context)


def _lines(desk: Desk, agency: Agency, year: int) -> Sequence[FilingLine]:
    found = reversed(desk.ledger.submissions.of(agency.code, year))
    return tuple(_line(desk, filing) for filing in found if not filing.practice)


def _unconfirmed(desk: Desk, lines: Sequence[FilingLine]) -> Submission | None:
    """The last filing, where the county wants the agency's head to stand by it and nobody has."""
    last = next(iter(lines), None)
    if not desk.parts.settings.login.confirm or last is None or (last.act and last.act.kind is ActKind.WITHDRAWN):
        return None
    known = any(one.kind is RemarkKind.CONFIRMED for one in desk.ledger.remarks.of(last.filing.id))
    return None if known else last.filing


def _line(desk: Desk, filing: Submission) -> FilingLine:
    audit, acts = desk.ledger.audits.of(filing.id), desk.ledger.acts.of(filing.id)
    return FilingLine(filing=filing, verdict=audit.verdict if audit else None, act=acts[-1] if acts else None)


def _before(desk: Desk, agency: Agency, year: int) -> Submission | None:
    """The filing of the year before that counts: the accepted one, else the last that was not withdrawn."""
    lines = [line for line in _lines(desk, agency, year) if not (line.act and line.act.kind is ActKind.WITHDRAWN)]
    accepted = [line for line in lines if line.act and line.act.kind is ActKind.ACCEPTED]
    return next((line.filing for line in (*accepted, *lines)), None)


def _county(desk: Desk, visit: Visit) -> Turn:
    today = civil_day(visit.now)
    year = today.year - 1
    county: CountyYear | None = desk.ledger.standings.county_year(visit.account.area, year, today)
    lines = county.agencies if county else ()
    states = county.boxes if county else {}
    groups = [(state, [one for one in lines if one.standing.state is state]) for state in states]
    context = {
        "title": f"{year}年度报告", "year": year, "groups": [(state, found) for state, found in groups if found],
        "looks": visit.account.role.value != "admin",
    }  # fmt: skip
    return Turn(template="county.html", context=context)


PAGES = (Page(method="GET", path="/", verb=home, title="今年要报什么", scope="自己的单位；主管部门、查阅人员：全县"),)
