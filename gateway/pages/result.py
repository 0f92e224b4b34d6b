"""The page of a filing: what was found in it, on its own tables, and what to do next."""

import threading
import time

from filings.act import ActKind
from filings.dossier import StandingState
from filings.patterns import pattern
from filings.personal import without_numbers
from gateway.http.desk import Desk
from gateway.http.problems import not_found
from gateway.pages.filed import Filed, filed, files, last, seen
from gateway.pages.result_view import NOT_CHECKED
from gateway.pages.routes import FILERS, SEERS, Page, Turn, Visit
from gateway.words import ROLES
from notifier.occasion import spoken
from notifier.wording import NOT_AN_APPROVAL

_ANCHOR = pattern(r"f-[0-9a-f]{1,16}(-\d{1,4})?")
_PATIENCE, _PAUSE = 2.0, 0.05  # seconds that a fresh filing is waited for, and between two looks
_WAITING = threading.BoundedSemaphore(4)  # each wait holds one of the front's threads: on a busy day others need them
_SLOW = 60  # seconds after which it takes longer than usual
_SOON, _LATER = 2, 15  # seconds after which the page looks again


def result(desk: Desk, visit: Visit) -> Turn:
    """The result, or the word that it is on its way."""
    found = filed(desk, visit)
    if _ANCHOR.fullmatch(visit.query.get("finding", "")):  # what a link keeps over the sign-in, a fragment does not
        return Turn(status=303, to=f"{_here(found)}#{visit.query['finding']}")
    if found.audit is None and visit.query.get("new"):
        _wait(desk, found)
        found = filed(desk, visit)
    if found.audit is None:
        return _waiting(found, visit)
    view = seen(desk, visit, found.audit, desk.ledger.audits.report_of(found.filing.id), found.due)
    change = desk.ledger.audits.difference(found.filing.id)
    context = {
        "title": f"{view.verdict.label} · {found.name}", "filed": found, "view": view, "here": _here(found),
        "change": change, "arrival": _arrival(found), "acts": desk.ledger.acts.of(found.filing.id),
        "held": desk.ledger.holding.find(found.filing.id), "files": files(visit), "roles": ROLES,
        "may_doubt": visit.account.role in FILERS, "not_checked": NOT_CHECKED, "approval": NOT_AN_APPROVAL,
        "again": _again(found), "newest": last(desk, found.filing.agency, found.filing.year, lambda _one: True),
    }  # fmt: skip
    return Turn(template="result.html", context=context)


def document(desk: Desk, visit: Visit) -> Turn:
    """A file of a filing, to be saved: what was sent is never shown in place."""
    found, digest = filed(desk, visit), visit.path.get("digest", "")
    named = next((one for one in found.filing.documents if one.sha256 == digest), None)
    data = desk.ledger.documents.read(digest) if named else None
    if named is None or data is None:
        raise not_found("这个文件")
    return Turn(data=data, name=without_numbers(named.name))


def _here(found: Filed) -> str:
    return f"/submissions/{found.filing.id}"


def _wait(desk: Desk, found: Filed) -> None:
    """A fresh filing is audited in less than a second: who sent it need not look twice, unless many just did."""
    if not _WAITING.acquire(blocking=False):
        return
    try:
        until = time.monotonic() + _PATIENCE
        while desk.ledger.audits.of(found.filing.id) is None and time.monotonic() < until:
            time.sleep(_PAUSE)
    finally:
        _WAITING.release()


def _waiting(found: Filed, visit: Visit) -> Turn:
    took = (visit.now - (found.filing.taken_at or found.filing.received_at)).total_seconds()
    slow = took > _SLOW
    context = {
        "title": f"正在核查 · {found.name}", "filed": found, "slow": slow, "refresh": _LATER if slow else _SOON,
        "here": _here(found), "waited": bool(visit.query.get("new")),
    }  # fmt: skip
    return Turn(template="waiting.html", context=context)


def _again(found: Filed) -> str:
    """What sending it again is called: 重报, after its acceptance 更正."""
    accepted = found.standing is not None and found.standing.state is StandingState.ACCEPTED
    return "报送更正后的文件" if accepted else "上传修改后的文件"


def _arrival(found: Filed) -> str:
    """Which day decides whether it was in time, where there is more than one filing or a return."""
    standing = found.standing
    if standing is None or standing.received_on is None:
        return ""
    first = f"是否按时，以第一次收到的日期（{spoken(standing.received_on)}）为准，重新报送不改变它。"
    if standing.returned_on is None:
        return first if found.filing.ordinal > 1 else ""
    by = f"请在{spoken(standing.resubmit_by)}前重新报送。" if standing.resubmit_by else ""
    returned = f"{spoken(standing.returned_on)}{ActKind.RETURNED.label}。"
    again = "" if standing.resubmitted_on is None else f"{spoken(standing.resubmitted_on)}已重新报送。"
    return f"{returned}{again or by}{first}"


_OWN = "自己的单位；主管部门、查阅人员：全县"
PAGES = (
    Page(
        method="GET", path="/submissions/{submission}", verb=result, title="看核查结果", roles=SEERS, scope=_OWN,
    ),
    Page(
        method="GET", path="/submissions/{submission}/documents/{digest}", verb=document, title="下载报送的文件",
        roles=SEERS, scope=_OWN,
    ),
)  # fmt: skip
