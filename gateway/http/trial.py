"""A document audited as its filing would be, of which nothing is kept: the same for programs and for people."""

from dataclasses import replace
from datetime import datetime

from filings.agency import Agency
from filings.civil import civil_day
from filings.dossier import Dossier, Neighbour
from filings.finding import Audit
from filings.intake import Upload
from filings.marks import Search
from filings.nouns import dataclass
from filings.report import Report
from gateway.http.desk import Desk
from gateway.http.problems import RequestProblem
from ledger.intake import FILE_LIMIT
from workers.examine import examine
from workers.slot_check import slot_mismatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found. ``held``: why the filing would be held; ``agency``: its code; each ``""`` for none."""

    report: Report
    audit: Audit
    held: str
    agency: str = ""


def fit(upload: Upload) -> None:
    """Problem for a document that cannot be looked at: an empty one, or one that is too large."""
    if not upload.data:
        raise RequestProblem("empty", f"文件“{upload.name}”是空的（0字节），请检查后重新上传。")
    if len(upload.data) > FILE_LIMIT:
        raise RequestProblem("too_large", f"文件“{upload.name}”超过{FILE_LIMIT // 1024**2}兆，请压缩图片后重新上传。")


def trial(
    desk: Desk, upload: Upload, report: Report, agency: Agency | None, year: int | None, area: str, now: datetime
) -> Checked:
    """Audit what was read, in the dossier of a slot; where nobody knows one, what can be asked without it."""
    report = unkept(report)
    context = desk.ledger.dossiers.trial(agency.code, year, now) if agency and year else None
    return audited(desk, upload, report, context or _bare(desk, agency, area, now))


def audited(desk: Desk, upload: Upload, report: Report, context: Dossier) -> Checked:
    """Audit a report in a dossier without keeping anything."""
    submission, register = context.submission, context.register

    def look(search: Search) -> tuple[Neighbour, ...] | None:
        return desk.ledger.dossiers.near(submission, register, search) if submission and register else None

    found = examine(upload.data, upload.name, context, desk.book(), lambda _data, _name: report, look)
    code = context.agency.code if context.agency else ""
    return Checked(report=found.report, audit=found.audit, held=slot_mismatch(report, context), agency=code)


def unkept(report: Report) -> Report:
    """The report without the readers' word that the file is kept: here it is not."""
    problems = tuple(replace(one, message=one.message.replace("，文件已保存", "")) for one in report.problems)
    return replace(report, problems=problems) if problems else report


def _bare(desk: Desk, agency: Agency | None, area: str, now: datetime) -> Dossier:
    """Nobody knows the slot: what can be asked without one is asked."""
    day = civil_day(now)
    register, calendar = desk.ledger.register.on(area, day), desk.ledger.calendars.of(area)
    return Dossier(as_of=day, received_on=day, register=register, calendar=calendar, agency=agency)
