"""Acts over HTTP: the same verbs as the commands, each with the person who does it and the version that was seen."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

from filings.act import FilingReason, Refused
from filings.errors import UsageError
from filings.finding import Finding
from filings.submission import Submission
from filings.token import TokenRole
from gateway import acting, lookup
from gateway.acting import Done
from gateway.http.desk import Desk
from gateway.http.fields import Fields
from gateway.http.looking import filing_of, filing_shown
from gateway.http.people import actor
from gateway.http.problems import RequestProblem
from gateway.http.routes import FILERS, OFFICE, Answer, Call, Reply, RequestBody, Route
from gateway.office import Office

Act: TypeAlias = Callable[[Office, Submission, Fields, Callable[[], str]], Callable[[], Done | Refused]]

_MOST_SEEN = 100_000


def _accept(where: Office, filing: Submission, fields: Fields, by: Callable[[], str]) -> Callable[[], Done | Refused]:
    reason, seen = fields.text("reason"), _seen(fields)
    return lambda: acting.accept(where, filing, by(), reason, seen=seen)


def _return(where: Office, filing: Submission, fields: Fields, by: Callable[[], str]) -> Callable[[], Done | Refused]:
    reason, day, seen = fields.text("reason", needed=True), fields.day("resubmit_by"), _seen(fields)
    return lambda: acting.send_back(where, filing, by(), reason, day, seen=seen)


def _reopen(where: Office, filing: Submission, fields: Fields, by: Callable[[], str]) -> Callable[[], Done | Refused]:
    reason, seen = fields.text("reason", needed=True), _seen(fields)
    return lambda: acting.reopen(where, filing, by(), reason, seen=seen)


def _withdraw(where: Office, filing: Submission, fields: Fields, by: Callable[[], str]) -> Callable[[], Done | Refused]:
    reason, seen = fields.text("reason", needed=True), _seen(fields)
    return lambda: acting.withdraw(where, filing, by(), reason, seen=seen)


def _hold(where: Office, filing: Submission, fields: Fields, by: Callable[[], str]) -> Callable[[], Done | Refused]:
    reason = fields.text("reason", needed=True)
    return lambda: acting.hold(where, filing, by(), reason)


def _unhold(where: Office, filing: Submission, fields: Fields, by: Callable[[], str]) -> Callable[[], Done | Refused]:
    reason = fields.text("reason", needed=True)
    return lambda: acting.unhold(where, filing, by(), reason)


def _assign(where: Office, filing: Submission, fields: Fields, by: Callable[[], str]) -> Callable[[], Done | Refused]:
    code, year, reason = fields.text("agency", needed=True, most=64), fields.year(), fields.text("reason", needed=True)
    return lambda: acting.assign(where, filing, where.agency(code), year, by(), reason)


def _waive(where: Office, filing: Submission, fields: Fields, by: Callable[[], str]) -> Callable[[], Done | Refused]:
    finding, reason = fields.text("finding", needed=True, most=100), fields.text("reason", needed=True)
    approver, until = fields.text("approver", needed=True, most=100), fields.day("until", needed=True)
    del by  # the approver answers for it
    return lambda: acting.waive(where, filing, _finding(where, filing, finding), reason, approver, until or date.max)


def _explain(where: Office, filing: Submission, fields: Fields, by: Callable[[], str]) -> Callable[[], Done | Refused]:
    finding, text = fields.text("finding", needed=True, most=100), fields.text("text", needed=True)
    return lambda: acting.explain(where, filing, _finding(where, filing, finding), text, by())


def _insist(where: Office, filing: Submission, fields: Fields, by: Callable[[], str]) -> Callable[[], Done | Refused]:
    said = [_statement(one) for one in fields.things("statements")]
    return lambda: acting.insist(where, filing, said, by())


def _statement(one: Mapping[str, Any]) -> FilingReason:
    return FilingReason(finding=str(one.get("finding", ""))[:80], text=str(one.get("text", ""))[:2000])


def _seen(fields: Fields) -> int | None:
    return fields.number("seen", 0, _MOST_SEEN, None)


def _finding(where: Office, filing: Submission, word: str) -> Finding:
    return lookup.finding(lookup.audited(where, filing), word)


def _verb(act: Act) -> Callable[[Desk, Call], Answer]:
    def done(desk: Desk, call: Call) -> Answer:
        filing, where, fields = filing_of(desk, call, call.path["submission"]), desk.office(call), Fields(call)
        person = fields.text("by", needed=True, most=100)
        ready = act(where, filing, fields, lambda: actor(call, person))
        fields.done()
        try:
            result = ready()
        except UsageError as error:
            raise RequestProblem("conflict", str(error)) from None
        if isinstance(result, Refused):
            raise RequestProblem("conflict", f"没有办理：{result.reason}。")
        body = filing_shown(desk, call, desk.ledger.submissions.find(filing.id) or filing)
        return Answer(body={"says": f"{result.says}。", "submission": body})

    return done


def _route(name: str, act: Act, summary: str, schema: str, roles: frozenset[TokenRole]) -> Route:
    wanted = {"application/json": {"$ref": f"#/components/schemas/{schema}"}}
    return Route(
        method="POST", path=f"/v1/submissions/{{submission}}/{name}", verb=_verb(act), tag="办理", summary=summary,
        scope="全县" if roles == OFFICE else "自己的单位", roles=roles, body=RequestBody(media=wanted),
        answers={200: Reply(description="已办理", schema="Done")},
    )  # fmt: skip


ROUTES = (
    _route("accept", _accept, "审核同意", "AcceptWanted", OFFICE),
    _route("return", _return, "退回修改", "ReturnWanted", OFFICE),
    _route("reopen", _reopen, "撤销办理", "ReasonWanted", OFFICE),
    _route("hold", _hold, "转为待核对归属", "ReasonWanted", OFFICE),
    _route("unhold", _unhold, "恢复到原报送的单位和年度", "ReasonWanted", OFFICE),
    _route("assign", _assign, "认领到单位和年度", "AssignWanted", OFFICE),
    _route("waive", _waive, "豁免一条意见", "WaiveWanted", OFFICE),
    _route("explain", _explain, "说明一条意见", "ExplainWanted", FILERS | OFFICE),
    _route("insist", _insist, "附说明报送", "InsistWanted", FILERS),
    _route("withdraw", _withdraw, "撤回", "ReasonWanted", FILERS | OFFICE),
)
