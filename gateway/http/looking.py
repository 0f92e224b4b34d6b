"""Reading filings: one of them or many, each only for who may see it."""

from collections.abc import Mapping
from typing import Any

from filings.agency import Agency
from filings.finding import Audit
from filings.patterns import pattern
from filings.submission import Submission
from gateway.cleared import cleared_sentence
from gateway.http.desk import Desk, limit_of, next_page, year_of
from gateway.http.problems import RequestProblem, not_found
from gateway.http.routes import AFTER, AGENCY, LIMIT, YEAR, Answer, Call, Reply, Route
from gateway.http.shown import filing_json
from schemas.audit import audit_bytes

_ID = pattern(r"sub_[0-9a-f]{32}")


def filing_of(desk: Desk, call: Call, submission: str) -> Submission:
    """The filing with this id, if the token is for its agency. Problem 404 in the same words for every other one."""
    found = desk.ledger.submissions.find(submission) if _ID.fullmatch(submission) else None
    if found is None or not _covers(desk, call, found):
        raise not_found("这份报送件")
    return found


def filed(
    desk: Desk, call: Call, filing: Submission, *, status: int = 200, extra: Mapping[str, str] | None = None
) -> Answer:
    """What the sender of a filing is told: the filing as it stands and, as in receipts, the head of the event log."""
    number, head = desk.ledger.event_log.head()
    body = {**filing_shown(desk, call, filing), "chain": {"number": number, "head": head}}
    return Answer(status=status, body=body, headers={"Location": str(body["url"]), **(extra or {})})


def one(desk: Desk, call: Call) -> Answer:
    """One filing."""
    return Answer(body=filing_shown(desk, call, filing_of(desk, call, call.path["submission"])))


def many(desk: Desk, call: Call) -> Answer:
    """Filings of the agencies that the token is for, newest first."""
    limit, code = limit_of(call), call.query.get("agency", "") or call.holder.agency
    agency = desk.agency(call, code).code if code else ""
    after = call.query.get("after", "")
    found = desk.ledger.submissions.page(
        area=call.holder.area,
        agency=agency,
        year=year_of(call.query),
        after=after,
        limit=limit + 1,
        practice=call.holder.practice,
    )
    rows = [filing_shown(desk, call, filing) for filing in found[:limit]]
    more = next_page(call, "/v1/submissions", found[limit - 1].id) if len(found) > limit else {}
    return Answer(body={"submissions": rows}, headers=more)


def audit(desk: Desk, call: Call) -> Answer:
    """The last audit of a filing, as JSON or as a page."""
    filing = filing_of(desk, call, call.path["submission"])
    found = desk.ledger.audits.of(filing.id)
    if found is None and (gone := _cleared(desk, call, filing)):
        raise RequestProblem("cleared", f"这份报送件的{gone}，不能再取。登记和摘要还在。")
    if found is None:
        raise not_found("这份报送件的核查结果（可能还没有核查完，稍后再取）")
    body = audit_bytes(found)
    tag = {"ETag": f'"{found.dossier_digest[:16]}-{found.rulebook_hash[:16]}-{found.as_of:%Y%m%d}"', "Vary": "Accept"}
    if _wants_page(call):
        from gateway.http.pages import audit_page  # noqa: PLC0415 - only for people

        page = audit_page(filing, _agency(desk, filing), found)
        return Answer(body=page, media="text/html", headers={**tag, "ETag": tag["ETag"][:-1] + '-h"'})
    return Answer(body=body, headers=tag)


def _wants_page(call: Call) -> bool:
    accepted = call.headers.get("accept", "*/*")
    return "text/html" in accepted and "application/json" not in accepted


def _covers(desk: Desk, call: Call, filing: Submission) -> bool:
    found = desk.ledger.register.find(filing.agency)
    if filing.practice != call.holder.practice:  # neither sees the other's
        return False
    return found is not None and call.holder.covers(found.jurisdiction, found.code)


def _agency(desk: Desk, filing: Submission) -> Agency:
    found = desk.ledger.register.find(filing.agency)
    if found is None:
        raise LookupError(filing.agency)
    return found


def filing_shown(desk: Desk, call: Call, filing: Submission) -> dict[str, Any]:
    """A filing as it is shown."""
    ledger = desk.ledger
    last: Audit | None = ledger.audits.of(filing.id)
    return filing_json(
        filing, _agency(desk, filing), audit=last, acts=ledger.acts.of(filing.id),
        held=ledger.holding.find(filing.id), base=call.base, cleared="" if last else _cleared(desk, call, filing),
    )  # fmt: skip


def _cleared(desk: Desk, call: Call, filing: Submission) -> str:
    """What has been cleared away of a filing, in words."""
    return cleared_sentence(desk.ledger.purging.told(call.holder.area, filing.id))


_SCOPE = "自己的单位；主管部门、查阅人员：全县"
ROUTES = (
    Route(
        method="GET", path="/v1/submissions", verb=many, tag="报送", summary="列出报送件，新的在前", scope=_SCOPE,
        parameters=(AGENCY, YEAR, AFTER, LIMIT),
        answers={200: Reply(description="一页报送件", schema="Filings", headers=("Link",))},
    ),
    Route(
        method="GET", path="/v1/submissions/{submission}", verb=one, tag="报送", summary="看一份报送件", scope=_SCOPE,
        answers={200: Reply(description="报送件", schema="Filing")},
    ),
    Route(
        method="GET", path="/v1/submissions/{submission}/audit", verb=audit, tag="报送", summary="看核查结果",
        scope=_SCOPE, description="JSON，或者按 Accept 给网页。有 ETag。",
        answers={200: Reply(description="核查结果", schema="Audit", more=("text/html",), headers=("ETag",))},
    ),
)  # fmt: skip
