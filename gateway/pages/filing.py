"""报送: the upload is the filing and its time; before it is sent again, what it mends is told."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from hashlib import sha256

from filings.account import RemarkKind
from filings.act import ActKind
from filings.agency import Agency
from filings.difference import Difference, difference
from filings.intake import Rejection, Upload
from filings.nouns import dataclass
from filings.report import Report
from filings.submission import Submission
from gateway.http.desk import Desk, a_day, kept
from gateway.http.problems import RequestProblem
from gateway.http.submissions import refusal
from gateway.http.trial import Checked, trial
from gateway.pages.choices import wanted_year, years_for
from gateway.pages.comparison import mends_nothing
from gateway.pages.filed import agency_of, last
from gateway.pages.routes import FILERS, Page, Turn, Visit
from gateway.pages.trying import readable
from notifier.occasion import spoken

_PATIENCE = 5.0  # seconds that a comparison is waited for; a scan that takes longer is filed without
_HELD = 8 * 1024**2  # bytes of a filing that waits in memory to be confirmed; a larger one is filed at once
_CHANNEL = "form"
_GONE = "等待确认的文件只保留一小时，系统重新启动后也不保留，没有报送。请重新选择文件上传。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A filing as it was handed in, on its way. ``reason``: why it is sent again, ``""`` for a first one.

    ``before``: where the slot stood then: ``""``, filed or accepted.
    """

    agency: Agency
    year: int
    uploads: tuple[Upload, ...]
    kind: RemarkKind | None
    reason: str
    before: str


def ask(desk: Desk, visit: Visit) -> Turn:
    """The form of a filing."""
    agency, year = agency_of(desk, visit), wanted_year(visit)
    context = {"agency": agency, "years": years_for(visit), "year": year, "before": _standing(desk, agency, year)}
    return Turn(template="upload.html", context=context)


def file(desk: Desk, visit: Visit) -> Turn:
    """Take a filing; where it mends nothing of what was pointed out, say so first."""
    handed = _handed(desk, visit)
    before = last(desk, handed.agency.code, handed.year, lambda one: _stands(desk, one))
    if before is not None:
        warned = _warned(desk, visit, handed, before)
        if warned is not None:
            return warned
    return _filed(desk, visit, handed)


def confirm(desk: Desk, visit: Visit) -> Turn:
    """File it all the same."""
    coming = desk.results.find(visit.account.id, visit.form.fields.get("pending", ""))
    if coming is None:
        raise RequestProblem("not_found", _GONE)
    handed: Handed = coming.result(0)
    if _standing(desk, handed.agency, handed.year) != handed.before:
        raise RequestProblem("conflict", "等待确认期间，主管部门办理过这份报告，没有报送。请回首页查看后再定。")
    return _filed(desk, visit, handed)


def _filed(desk: Desk, visit: Visit, handed: Handed) -> Turn:
    answer = desk.door.take(handed.agency.code, handed.year, handed.uploads, _CHANNEL, by=visit.who.actor)
    if isinstance(answer, Rejection):
        raise refusal(answer)
    if handed.kind is not None and not answer.repeated:
        desk.ledger.remarks.add(answer.submission.id, handed.kind, handed.reason, visit.who.actor, visit.now)
    return Turn(status=303, to=f"/submissions/{answer.submission.id}?new=1")


def _handed(desk: Desk, visit: Visit) -> Handed:
    agency, year = agency_of(desk, visit), wanted_year(visit)
    if not any(upload.role == "report" for upload in visit.form.uploads):
        raise RequestProblem("no_file", "没有选择年度报告文件。请返回上一页，选择文件后再提交。")
    before = _standing(desk, agency, year)
    kind, reason = _reason(visit.form.fields, before)
    return Handed(agency=agency, year=year, uploads=visit.form.uploads, kind=kind, reason=reason, before=before)


def _reason(fields: Mapping[str, str], before: str) -> tuple[RemarkKind | None, str]:
    """重报 before 审核同意, 更正 after it, with why; a correction says when and where it was published again."""
    text = kept("理由", fields.get("reason", ""))
    if not before:
        return None, ""
    if before != ActKind.ACCEPTED.value:
        return (RemarkKind.RESUBMITTED, text) if text else (None, "")
    if not text:
        raise RequestProblem("conflict", "这份报告已经审核同意，再报就是更正。请返回上一页，写明更正的理由。")
    day, address = a_day(fields, "republished_on"), kept("网址", fields.get("republished_at", ""), 500)
    parts = [text, f"重新公布日期：{spoken(day)}" if day else "", f"重新公布网址：{address}" if address else ""]
    return RemarkKind.CORRECTED, "；".join(part for part in parts if part)


def _standing(desk: Desk, agency: Agency, year: int) -> str:
    """``""`` where nothing was filed yet, ``accepted`` where a filing was accepted, else ``filed``."""
    found = [one for one in desk.ledger.submissions.of(agency.code, year) if _stands(desk, one)]
    if any(_last_act(desk, one) == ActKind.ACCEPTED for one in found):
        return ActKind.ACCEPTED.value
    return "filed" if found else ""


def _stands(desk: Desk, filing: Submission) -> bool:
    return _last_act(desk, filing) != ActKind.WITHDRAWN


def _last_act(desk: Desk, filing: Submission) -> ActKind | None:
    acts = desk.ledger.acts.of(filing.id)
    return acts[-1].kind if acts else None


def _warned(desk: Desk, visit: Visit, handed: Handed, before: Submission) -> Turn | None:
    """What is told before a filing that changes nothing, or mends nothing; None where there is nothing to tell."""
    if _same(handed.uploads, before):
        return Turn(template="unchanged.html", context={"title": "文件没有改动", "before": before})
    audit = desk.ledger.audits.of(before.id)
    checked = _checked(desk, visit, handed)
    if audit is None or checked is None:
        return None
    change: Difference = difference(audit, checked.audit)
    if not mends_nothing(change, audit) or sum(len(one.data) for one in handed.uploads) > _HELD:
        return None
    waiting: Future[Handed] = Future()
    waiting.set_result(handed)
    context = {
        "title": "上次指出的问题还没有改", "before": before, "change": change, "year": handed.year,
        "pending": desk.results.keep(visit.account.id, waiting),
    }  # fmt: skip
    return Turn(template="mends_nothing.html", context=context)


def _same(uploads: Sequence[Upload], before: Submission) -> bool:
    known = {one.sha256 for one in before.documents}
    return {sha256(upload.data).hexdigest() for upload in uploads} <= known


def _checked(desk: Desk, visit: Visit, handed: Handed) -> Checked | None:
    """What a check of the new file finds; None where that takes long, or cannot be had now."""
    upload = next(one for one in handed.uploads if one.role == "report")

    def then(report: Report) -> Checked:
        return trial(desk, upload, report, handed.agency, handed.year, visit.account.area, visit.now)

    try:
        return desk.pool.read_both(upload, readable(handed.uploads), then).result(_PATIENCE)
    except (NotYet, RequestProblem):
        return None


PAGES = (
    Page(method="GET", path="/upload", verb=ask, title="报送年度报告", roles=FILERS, scope="自己的单位"),
    Page(
        method="POST", path="/upload", verb=file, title="报送文件", roles=FILERS, scope="自己的单位", files=True,
    ),
    Page(
        method="POST", path="/upload/confirm", verb=confirm, title="没有改动仍要报送", roles=FILERS, scope="自己的单位",
    ),
)  # fmt: skip
