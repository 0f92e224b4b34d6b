"""试核查: a file is checked as its filing would be, and nothing of it is kept."""

from collections.abc import Sequence
from concurrent.futures import TimeoutError as NotYet

from filings.intake import Upload
from filings.readable import READABLE
from filings.report import Report
from gateway.http.desk import Desk
from gateway.http.problems import RequestProblem
from gateway.http.trial import Checked, fit, trial
from gateway.pages.choices import agencies_for, wanted_year, years_for
from gateway.pages.filed import agency_of, seen
from gateway.pages.result_view import NOT_CHECKED
from gateway.pages.routes import FILERS, OFFICE, Page, Turn, Visit
from notifier.wording import NOT_AN_APPROVAL

_PATIENCE = 1.5  # seconds that a check is waited for before the page says that it is on its way
_REFRESH = 2
_KEPT = "没有找到这次试核查：结果只保留一小时，系统重新启动后也不保留。请重新选择文件。"


def ask(desk: Desk, visit: Visit) -> Turn:
    """The form of a trial check."""
    return _form(desk, visit)


def check(desk: Desk, visit: Visit) -> Turn:
    """Begin a trial check, and go where its result will be."""
    upload, copy = documents(visit)
    agency = agency_of(desk, visit, visit.form.fields.get("agency", ""))
    year = wanted_year(visit)
    desk.rates.take(visit.account.id, "checks")

    def then(report: Report) -> Checked:
        return trial(desk, upload, report, agency, year, visit.account.area, visit.now)

    name = desk.results.keep(visit.account.id, desk.pool.read_both(upload, copy, then))
    return Turn(status=303, to=f"/try/{name}")


def shown(desk: Desk, visit: Visit) -> Turn:
    """The result of a trial check, or the word that it is on its way."""
    checked = tried(desk, visit)
    if checked is None:
        return Turn(template="trying.html", context={"title": "正在核查", "refresh": _REFRESH})
    view = seen(desk, visit, checked.audit, checked.report, None)
    context = {
        "title": f"试核查：{view.verdict.label}", "view": view, "checked": checked, "not_checked": NOT_CHECKED,
        "approval": NOT_AN_APPROVAL, "here": f"/try/{visit.path['check']}", "files": visit.account.role in FILERS,
    }  # fmt: skip
    return Turn(template="tried.html", context=context)


def tried(desk: Desk, visit: Visit) -> Checked | None:
    """The trial check of the address, None while it is on its way. Problem when it is not there (any more)."""
    coming = desk.results.find(visit.account.id, visit.path.get("check", ""))
    if coming is None:
        raise RequestProblem("not_found", _KEPT)
    try:
        found: Checked = coming.result(_PATIENCE)
    except NotYet:
        return None
    return found


def documents(visit: Visit) -> tuple[Upload, Upload | None]:
    """The report, and its readable copy if one was sent. Problem for what is missing or cannot be read at all."""
    copy = readable(visit.form.uploads)
    if copy:
        fit(copy)
    return one_document(visit), copy


def one_document(visit: Visit) -> Upload:
    """The one file that was sent besides. Problem when there is none, or it cannot be read at all."""
    sent = [upload for upload in visit.form.uploads if upload.role != READABLE]
    if not sent:
        raise RequestProblem("no_file", "没有选择文件。请返回上一页，选择年度报告文件后再提交。")
    fit(sent[0])
    return sent[0]


def readable(uploads: Sequence[Upload]) -> Upload | None:
    """The readable copy among the files of a form."""
    return next((upload for upload in uploads if upload.role == READABLE), None)


def _form(desk: Desk, visit: Visit) -> Turn:
    context = {"agencies": agencies_for(desk, visit), "years": years_for(visit), "year": wanted_year(visit)}
    return Turn(template="try.html", context=context)


_OWN = "自己的单位；主管部门：全县"
PAGES = (
    Page(method="GET", path="/try", verb=ask, title="试核查", roles=FILERS | OFFICE, scope=_OWN),
    Page(
        method="POST", path="/try", verb=check, title="试核查一份文件，不保存", roles=FILERS | OFFICE, scope=_OWN,
        files=True,
    ),
    Page(
        method="GET", path="/try/{check}", verb=shown, title="看试核查的结果", roles=FILERS | OFFICE,
        scope="自己发起的",
    ),
)  # fmt: skip
