"""试改: figures typed over the drawn tables and checked again, of a filing or of a trial check; nothing is kept."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from filings.civil import civil_day
from filings.finding import Audit
from filings.intake import Upload
from filings.report import Report
from gateway.http.desk import Desk
from gateway.http.problems import RequestProblem
from gateway.http.trial import audited, trial
from gateway.pages.changes import UNCHANGED, changed, changes_of, fields_of
from gateway.pages.filed import agency_of, filed, read_again, refiled, seen
from gateway.pages.redrawn import redrawn
from gateway.pages.result_view import marks_of
from gateway.pages.routes import FILERS, OFFICE, SEERS, Page, Turn, Visit
from gateway.pages.trying import tried
from notifier.wording import NOT_AN_APPROVAL
from schemas.editions import edition

_EDITED = Upload(name="试改", data=b"")


def of_filing(desk: Desk, visit: Visit) -> Turn:
    """The tables of a filing as a form, and what became of the figures that were typed."""
    found = filed(desk, visit)

    def again(report: Report) -> Audit:
        return audited(desk, _EDITED, report, refiled(desk, found.filing, report, civil_day(visit.now))).audit

    report = read_again(desk, found.filing)
    context = _edited(desk, visit, report, found.audit, again, found.due)
    context |= {"title": f"试改 · {found.name}", "about": f"{found.name}，{found.marks}"}
    return Turn(template="edit.html", context={**context, "here": f"/submissions/{found.filing.id}"})


def of_trial(desk: Desk, visit: Visit) -> Turn:
    """The same for a file that was only tried."""
    checked = tried(desk, visit)
    year = checked.audit.year if checked else None

    def again(report: Report) -> Audit:
        agency = agency_of(desk, visit, checked.agency if checked else "")
        return trial(desk, _EDITED, report, agency, year, visit.account.area, visit.now).audit

    context = _edited(desk, visit, checked.report if checked else None, checked.audit if checked else None, again, None)
    context |= {"title": "试改", "about": "试核查的文件，没有报送", "here": f"/try/{visit.path['check']}"}
    return Turn(template="edit.html", context=context)


def _edited(
    desk: Desk, visit: Visit, report: Report | None, audit: Audit | None, again: Callable[[Report], Audit],
    due: date | None,
) -> dict[str, Any]:  # fmt: skip
    if audit is None:
        raise RequestProblem("conflict", "还没有核查完，不能试改。请稍候再打开这一页。")
    if report is None or audit.edition is None or not report.cells:
        raise RequestProblem("conflict", "没有读到表格，不能试改。请在Word（WPS）里改好后重新上传。")
    form = edition(audit.edition)
    fields: Mapping[str, str] = fields_of(report, form, visit.form.fields)
    changes = changes_of(report, form, fields)
    after = audit
    if changes:
        desk.rates.take(visit.account.id, "checks")
        after = again(changed(report, form, changes, fields))
    view = seen(desk, visit, after, report, due)
    return {
        "view": view, "tables_drawn": redrawn(report, form, marks_of(after, form, view.shown)), "fields": fields,
        "changes": changes, "unchanged": UNCHANGED, "approval": NOT_AN_APPROVAL,
        "tried": bool(visit.form.fields), "before": seen(desk, visit, audit, report, due).counts,
    }  # fmt: skip


_OWN = "自己的单位；主管部门、查阅人员：全县"
_MINE = "自己发起的"
PAGES = (
    Page(method="GET", path="/submissions/{submission}/trial", verb=of_filing, title="试改", roles=SEERS, scope=_OWN),
    Page(
        method="POST", path="/submissions/{submission}/trial", verb=of_filing, title="试改数字再核查，不保存",
        roles=SEERS, scope=_OWN,
    ),
    Page(
        method="GET", path="/try/{check}/trial", verb=of_trial, title="试改试核查的文件", roles=FILERS | OFFICE,
        scope=_MINE,
    ),
    Page(
        method="POST", path="/try/{check}/trial", verb=of_trial, title="试改试核查的数字再核查，不保存",
        roles=FILERS | OFFICE, scope=_MINE,
    ),
)  # fmt: skip
