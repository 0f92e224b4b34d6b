"""Acts by forms on a filing: each carries what was seen and a nonce, so that two clicks or two people are one act."""

from collections.abc import Callable

from filings.account import RemarkKind
from filings.act import FilingReason, Refused
from filings.errors import UsageError
from gateway import acting
from gateway.acting import Done
from gateway.http.desk import Desk, kept
from gateway.http.problems import RequestProblem
from gateway.office import Office
from gateway.pages.filed import Filed, filed
from gateway.pages.offers import ACTING, HEADS, finding_of, offered, over
from gateway.pages.routes import FILERS, SEERS, Page, Turn, Visit
from gateway.pages.saying import moment

_LONGEST = 2000
_AGAIN = "这一次没有再办；请查看后再定"


def page(desk: Desk, visit: Visit) -> Turn:
    """The forms, and what came of the last one."""
    said = desk.ledger.deeds.find(visit.query.get("said", "")) if visit.query.get("said") else ""
    return _shown(desk, visit, said=said or "")


def withdraw(desk: Desk, visit: Visit) -> Turn:
    """Withdraw before the deadline; after it an agency asks the office to do so."""
    reason, seen = _words(visit, "reason", "理由"), _seen(visit)

    def work(where: Office, found: Filed) -> Done | Refused:
        by = visit.who.actor
        if visit.account.role in FILERS and over(found, visit):
            return _remarked(desk, visit, found, RemarkKind.WITHDRAWAL, reason)
        return acting.withdraw(where, found.filing, by, reason, seen=seen)

    return _act(desk, visit, "withdraw", work)


def explain(desk: Desk, visit: Visit) -> Turn:
    """Say why a true figure is odd."""
    text, mark, seen = (
        _words(visit, "text", "说明"),
        visit.form.fields.get("finding", ""),
        visit.form.fields.get("facts", ""),
    )

    def work(where: Office, found: Filed) -> Done | Refused:
        finding = finding_of(found, mark)
        if finding is None or finding.facts_digest != seen:
            return Refused(reason=f"报送件已经重新核查，这条意见没有了，或者数字变了，{_AGAIN}")
        return acting.explain(where, found.filing, finding, text, visit.who.actor, once=True)

    return _act(desk, visit, "explain", work)


def insist(desk: Desk, visit: Visit) -> Turn:
    """File with reasons against must_fix findings 附说明报送."""
    fields = visit.form.fields
    said = [
        FilingReason(finding=name.removeprefix("text."), text=kept("说明", text))
        for name, text in fields.items()
        if name.startswith("text.") and text.strip()
    ]
    seen = _seen(visit)

    def work(where: Office, found: Filed) -> Done | Refused:
        return acting.insist(where, found.filing, said, visit.who.actor, seen=seen)

    return _act(desk, visit, "insist", work)


def confirm(desk: Desk, visit: Visit) -> Turn:
    """The agency's head stands by the filing, and is not who sent it."""

    def work(_where: Office, found: Filed) -> Done | Refused:
        if not desk.parts.settings.login.confirm:
            return Refused(reason="本县没有要求单位负责人确认，不用办理")
        if _sent_by(desk, found) == visit.who.actor:
            return Refused(reason="确认的人不能是报送的人，请由另一位负责人确认")
        return _remarked(desk, visit, found, RemarkKind.CONFIRMED, "已核对，同意报送")

    return _act(desk, visit, "confirm", work)


def doubt_form(desk: Desk, visit: Visit) -> Turn:
    """The form for 这条不对."""
    found = filed(desk, visit)
    finding = finding_of(found, visit.query.get("finding", ""))
    if finding is None:
        raise RequestProblem("not_found", "这份报送件现在没有这条意见，可能已经重新核查。请回到核查结果查看。")
    return Turn(template="doubt.html", context={"filed": found, "finding": finding})


def doubt(desk: Desk, visit: Visit) -> Turn:
    """One line to the office on a finding; it changes nothing."""
    text, mark = _words(visit, "text", "哪里不对"), visit.form.fields.get("finding", "")

    def work(_where: Office, found: Filed) -> Done | Refused:
        if finding_of(found, mark) is None:
            return Refused(reason=f"报送件已经重新核查，这条意见没有了，{_AGAIN}")
        return _remarked(desk, visit, found, RemarkKind.DOUBT, text, mark)

    return _act(desk, visit, "doubt", work)


def _act(desk: Desk, visit: Visit, verb: str, work: Callable[[Office, Filed], Done | Refused]) -> Turn:
    """Do it once for each form that was given out, and say what came of it."""
    found = filed(desk, visit)
    nonce = visit.took(f"{verb}/{found.filing.id}")
    if not nonce:
        return _shown(desk, visit, refused="这一页不是刚才打开的那一页，没有办理。请在下面重新填写后提交", typed=True)
    known = desk.ledger.deeds.begin(nonce, visit.now)
    if known is None:
        result = _tried(desk, nonce, lambda: work(_office(desk, found), found))
        if isinstance(result, Refused):
            return _shown(desk, visit, refused=f"没有办理：{result.reason}", typed=True)
        desk.ledger.deeds.end(nonce, f"{result.says}。")
    return Turn(status=303, to=f"/submissions/{found.filing.id}/acts?said={nonce}")


def _tried(desk: Desk, nonce: str, work: Callable[[], Done | Refused]) -> Done | Refused:
    """What came of it; the nonce is good again where nothing did."""
    try:
        result = work()
    except UsageError as error:
        result = Refused(reason=str(error).rstrip("。"))
    except BaseException:
        desk.ledger.deeds.give_back(nonce)
        raise
    if isinstance(result, Refused):
        desk.ledger.deeds.give_back(nonce)
    return result


def _shown(desk: Desk, visit: Visit, *, said: str = "", refused: str = "", typed: bool = False) -> Turn:
    offers = offered(desk, visit)
    texts = {
        name: text
        for name, text in visit.form.fields.items()
        if name in ("reason", "text", "finding") or name[:5] == "text."
    }
    context = {
        "title": f"说明、撤回 · {offers.filed.name}", "offers": offers, "said": said, "refused": refused,
        "typed": texts if typed else {}, "nonce": lambda verb: visit.nonce(f"{verb}/{offers.filed.filing.id}"),
    }  # fmt: skip
    return Turn(status=409 if refused else 200, template="acts.html", context=context)


def _remarked(
    desk: Desk, visit: Visit, found: Filed, kind: RemarkKind, text: str, about: str = ""
) -> Done | Refused:  # fmt: skip
    done = desk.ledger.remarks.add(found.filing.id, kind, text, visit.who.actor, visit.now, about)
    if isinstance(done, Refused):
        return done
    if (done.by, done.text) != (visit.who.actor, text):
        return Refused(reason=f"{done.by}已于{moment(done.at)}{kind.label}，{_AGAIN}")
    words = {
        RemarkKind.WITHDRAWAL: "期限已过，已向主管部门申请撤回，同意以前这份报送继续有效",
        RemarkKind.DOUBT: "已转告主管部门，核查结果没有改变",
    }.get(kind, f"已{kind.label}")
    return Done(says=f"{words}：{found.marks}", agency=found.agency, filing=found.filing)


def _sent_by(desk: Desk, found: Filed) -> str:
    received = desk.ledger.event_log.events(found.filing.id, "submission.received", limit=1)
    return received[0].actor if received else ""


def _office(desk: Desk, found: Filed) -> Office:
    area = desk.ledger.register.jurisdiction(found.agency.jurisdiction)
    if area is None:
        raise LookupError(found.agency.jurisdiction)
    return Office(parts=desk.parts, area=area)


def _words(visit: Visit, name: str, label: str) -> str:
    return kept(label, visit.form.fields.get(name, ""), _LONGEST)


def _seen(visit: Visit) -> int:
    text = visit.form.fields.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004 - nobody acts so often


_OWN = "自己的单位；主管部门：全县"
PAGES = (
    Page(method="GET", path="/submissions/{submission}/acts", verb=page, title="说明、撤回", roles=SEERS, scope=_OWN),
    Page(
        method="POST", path="/submissions/{submission}/withdraw", verb=withdraw, title="撤回，过了期限是申请撤回",
        roles=ACTING, scope=_OWN,
    ),
    Page(
        method="POST", path="/submissions/{submission}/explain", verb=explain, title="说明一条意见", roles=FILERS,
        scope="自己的单位",
    ),
    Page(
        method="POST", path="/submissions/{submission}/insist", verb=insist, title="附说明报送", roles=FILERS,
        scope="自己的单位",
    ),
    Page(
        method="POST", path="/submissions/{submission}/confirm", verb=confirm, title="单位负责人确认", roles=HEADS,
        scope="自己的单位",
    ),
    Page(
        method="GET", path="/submissions/{submission}/doubt", verb=doubt_form, title="反映一条意见不对", roles=FILERS,
        scope="自己的单位",
    ),
    Page(
        method="POST", path="/submissions/{submission}/doubt", verb=doubt, title="反映一条意见不对", roles=FILERS,
        scope="自己的单位",
    ),
)  # fmt: skip
