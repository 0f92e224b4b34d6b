"""按期报送、公布和重新报送。"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from filings.calendar import Source
from filings.dossier import StandingState
from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap, Result

_NO_YEAR = "不知道报告年度，没有核对"
_OF_KIND = "没有适用于这类单位的期限，没有核对"
_NO_DUE = {"report": _OF_KIND, "statutory": _OF_KIND, "local": _OF_KIND, "resubmission": "没有退回重报的记录"}
_OTHER = "报送期限由另一条核对，没有核对"
_NO_DATE = {"received": "没有报送日期，没有核对", "published": "没有公布日期，没有核对", "resubmitted": "没有退回记录"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineCheck(Check):
    """报送、公布、重新报送应当不晚于规定的日期；期限遇周末不顺延。

    报送期限只有一个：本县定了就用本县的（含延期），没有定的用法定的。``due`` 为 report 时不论是谁定的，
    为 statutory、local 时只管由它定的那一个；公布期限是法定的。
    """

    event: Literal["received", "published", "resubmitted"]
    due: Literal["report", "statutory", "local", "resubmission"]
    fault: Literal["late", "missing"]

    facts: ClassVar[frozenset[str]] = frozenset({"due", "on", "days"})
    no_report: ClassVar[bool] = True

    @property
    def needs(self) -> frozenset[str]:
        """The calendar, or the standing with the office's own date."""
        calendar = () if self.due == "resubmission" else ("agency", "calendar")
        standing = ("standing",) if self.fault == "missing" else ()
        return frozenset((*calendar, *standing))

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach with the days that have passed since the due date."""
        due, on = self._due_on(context), self._happened_on(context)
        if due is None:
            yield Gap(reason=self._without(context))
        elif self.fault == "late":
            yield from (Gap(reason=_NO_DATE[self.event]),) if on is None else self._breach(due, on)
        elif context.dossier.as_of <= due:
            yield Gap(reason="期限还没有到")
        elif not self._excused(context):
            yield from self._breach(due, on or context.dossier.as_of)

    def _breach(self, due: date, on: date) -> Iterator[Breach]:
        if on > due:
            yield Breach(refs=(self.event,), facts={"due": due, "on": on, "days": (on - due).days})

    def _excused(self, context: CheckContext) -> bool:
        """Whether nothing is missing: it came, or the office freed the agency."""
        standing = context.dossier.standing
        if self.event == "received":
            came = bool(context.dossier.report) or self._happened_on(context) is not None
            return came or (standing is not None and standing.state is StandingState.EXEMPT)
        return False

    def _due_on(self, context: CheckContext) -> date | None:
        dossier, agency = context.dossier, context.agency
        if self.due == "resubmission":
            return dossier.standing.resubmit_by if dossier.standing else None
        year = _year(context)
        if dossier.calendar is None or agency is None or year is None:
            return None
        dates = dossier.calendar.deadlines(agency.kind, year, agency.code)
        if self.event == "published":
            return dates.publish_by
        by_law = dates.source is Source.LAW
        ours = {"report": True, "statutory": by_law, "local": not by_law}[self.due]
        return dates.report_by if ours else None

    def _without(self, context: CheckContext) -> str:
        """Why there is no date to hold anything against."""
        dossier, agency, year = context.dossier, context.agency, _year(context)
        if self.due == "resubmission" or dossier.calendar is None or agency is None:
            return _NO_DUE[self.due]
        if year is None:
            return _NO_YEAR
        set_ = self.event == "received" and dossier.calendar.deadlines(agency.kind, year, agency.code).report_by
        return _OTHER if set_ else _NO_DUE[self.due]

    def _happened_on(self, context: CheckContext) -> date | None:
        dossier = context.dossier
        standing, report, seen = dossier.standing, dossier.report, dossier.publication
        match self.event:
            case "received":
                return (standing.received_on if standing else None) or dossier.received_on
            case "published":
                return (seen.published_on if seen else None) or (report.published_on if report else None)
            case _:  # resubmitted
                return standing.resubmitted_on if standing else None


def _year(context: CheckContext) -> int | None:
    dossier = context.dossier
    return (dossier.report.year if dossier.report else None) or dossier.folder_year
