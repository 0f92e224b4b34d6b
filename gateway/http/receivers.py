"""Receivers of notices over HTTP: registered, renewed, tried, looked after; and notices for those who can only pull."""

import json
from collections.abc import Iterable

from filings.errors import UsageError
from filings.notice import Endpoint, NoticeType, Recipient, RecipientKind
from filings.token import TokenRole
from gateway import endpoints
from gateway.http.desk import Desk, limit_of, next_page
from gateway.http.fields import Fields
from gateway.http.people import actor
from gateway.http.problems import RequestProblem, not_found
from gateway.http.routes import AFTER, LIMIT, Answer, Call, Reply, RequestBody, Route
from gateway.http.shown import delivery_json, endpoint_json, notice_json
from ledger.tokens import Handoff

_TELLERS = frozenset({TokenRole.PORTAL, TokenRole.AGENCY, TokenRole.OFFICE})
_MAIL_TOO = frozenset({TokenRole.OFFICE})


def listed(desk: Desk, call: Call) -> Answer:
    """The receivers that the token may look after."""
    mine = _recipients(desk, call)
    found = [one for one in desk.ledger.endpoints.listed() if one.serves and one.serves <= mine]
    return Answer(body={"endpoints": [endpoint_json(one) for one in found]})


def add(desk: Desk, call: Call) -> Answer:
    """Register a receiver; its secret is told this once."""
    fields = Fields(call)
    url = fields.text("url", needed=True)
    serves, types = fields.words("serves"), fields.words("types", 50)
    rate = fields.number("rate", 1, 6000, 60)
    fields.done()
    mine, asked = _recipients(desk, call), frozenset(serves) or _recipients(desk, call)
    if not asked <= mine:
        raise not_found("这个接收对象")
    where = desk.office(call)
    try:
        checked, channel = endpoints.address(where, url)
    except UsageError as error:
        raise RequestProblem("parameter", str(error)) from None
    if channel == "mail" and call.holder.role not in _MAIL_TOO:
        raise RequestProblem("role", "邮箱请由主管部门登记；这个令牌只能登记网址。")
    made = endpoints.add(
        where, checked, channel, asked, _types(types), rate or 60, actor(call), owner=call.holder.agency
    )
    if made is None:
        raise RequestProblem("conflict", "这个地址已经登记过。请先看接收地址的清单；要换密钥用 rotate。")
    one, secret = made
    return Answer(
        status=201, body={**endpoint_json(one), "secret": secret},
        headers={"Location": f"{call.base}/v1/endpoints/{one.id}"},
    )  # fmt: skip


def find(desk: Desk, call: Call) -> Answer:
    """One receiver."""
    return Answer(body=endpoint_json(_mine(desk, call)))


def rotate(desk: Desk, call: Call) -> Answer:
    """A new secret; the old one signs for a day beside it."""
    one = _mine(desk, call)
    try:
        secret = endpoints.rotate(desk.office(call), one, actor(call))
    except UsageError as error:
        raise RequestProblem("conflict", str(error)) from None
    return Answer(body={**endpoint_json(one), "secret": secret})


def test(desk: Desk, call: Call) -> Answer:
    """A trial letter, sent at once."""
    one = _mine(desk, call)
    try:
        after = endpoints.trial(desk.office(call), one)
    except UsageError as error:
        raise RequestProblem("conflict", str(error)) from None
    return Answer(body=delivery_json(after, desk.ledger.notices.attempts(after.id)))


def log(desk: Desk, call: Call) -> Answer:
    """What was sent there, each attempt of it."""
    one, notices = _mine(desk, call), desk.ledger.notices
    found = notices.deliveries(endpoint=one.id, limit=limit_of(call))
    return Answer(body={"deliveries": [delivery_json(each, notices.attempts(each.id)) for each in found]})


def replay(desk: Desk, call: Call) -> Answer:
    """Send again what was meant for it: all, or one notice."""
    one, fields = _mine(desk, call), Fields(call)
    notice = fields.text("notice", most=100)
    fields.done()
    count = desk.ledger.notices.replay(actor(call), call.now, endpoint=one.id, notice=notice)
    return Answer(status=202, body={"deliveries": count})


def pull(desk: Desk, call: Call) -> Answer:
    """The events that webhooks carry, oldest first, for those that nobody can call."""
    limit, after = limit_of(call), call.query.get("after", "")
    found = desk.ledger.feed.after(_recipients(desk, call), after, limit)
    if found is None:
        raise not_found("编号为 after 的通知")
    rows = [notice_json(notice, json.loads(notice.body)) for notice in found]
    last = found[-1].id if found else after
    more = next_page(call, "/v1/notices", last) if len(found) == limit else {}
    return Answer(body={"notices": rows, "last": last}, headers=more)


def hand_over(desk: Desk, call: Call) -> Answer:
    """A link by which one person comes in, once, within five minutes."""
    fields = Fields(call)
    code, person = fields.text("agency", needed=True, most=64), fields.text("person", needed=True, most=100)
    submission = fields.text("submission", most=64)
    fields.done()
    agency = desk.agency(call, code)
    if submission:
        filing = desk.ledger.submissions.find(submission)
        if filing is None or filing.agency != agency.code or filing.practice:
            raise not_found("这份报送件")
    made = desk.ledger.handoffs.make(
        Handoff(token=call.holder.id, agency=agency.code, person=person, submission=submission), call.now
    )
    root = desk.parts.settings.public_url or call.base
    return Answer(status=201, body={"url": f"{root}/enter/{made}", "seconds": 300})


def _mine(desk: Desk, call: Call) -> Endpoint:
    found = desk.ledger.endpoints.find(call.path["endpoint"])
    if found is None or not found.serves or not found.serves <= _recipients(desk, call):
        raise not_found("这个接收地址")
    return found


def _recipients(desk: Desk, call: Call) -> frozenset[str]:
    """The keys of those for whom the token may hear."""
    holder = call.holder
    if holder.agency:
        return frozenset({Recipient(kind=RecipientKind.AGENCY, code=holder.agency).key})
    codes = [agency.code for agency in desk.ledger.register.all(holder.area)]
    keys = {Recipient(kind=RecipientKind.AGENCY, code=code).key for code in codes}
    office = {Recipient(kind=RecipientKind.OFFICE, code=holder.area).key}
    return frozenset(keys if holder.role is TokenRole.PORTAL else keys | office)


def _types(words: Iterable[str]) -> frozenset[NoticeType]:
    try:
        return frozenset(NoticeType(word) for word in words)
    except ValueError:
        known = "、".join(kind.value for kind in NoticeType)
        raise RequestProblem("schema", f"types 里有不认识的通知种类，只能是：{known}。") from None


_OWN = "自己的单位；门户：全县单位；主管部门：全县"
_ID = {200: Reply(description="接收地址", schema="Endpoint")}
_SECRET = Reply(description="接收地址和密钥，密钥只给这一次", schema="EndpointSecret", headers=("Location",))
_ADD = RequestBody(media={"application/json": {"$ref": "#/components/schemas/EndpointWanted"}})
ROUTES = (
    Route(
        method="GET", path="/v1/endpoints", verb=listed, tag="通知", summary="列出接收地址", scope=_OWN, roles=_TELLERS,
        answers={200: Reply(description="接收地址", schema="Endpoints")},
    ),
    Route(
        method="POST", path="/v1/endpoints", verb=add, tag="通知", summary="登记接收地址", scope=_OWN, roles=_TELLERS,
        body=_ADD, answers={201: _SECRET},
    ),
    Route(
        method="GET", path="/v1/endpoints/{endpoint}", verb=find, tag="通知", summary="看一个接收地址", scope=_OWN,
        roles=_TELLERS, answers=_ID,
    ),
    Route(
        method="POST", path="/v1/endpoints/{endpoint}/rotate", verb=rotate, tag="通知", summary="更换签名密钥",
        scope=_OWN, roles=_TELLERS, answers={200: _SECRET},
    ),
    Route(
        method="POST", path="/v1/endpoints/{endpoint}/test", verb=test, tag="通知", summary="发一份测试通知",
        scope=_OWN, roles=_TELLERS, answers={200: Reply(description="投递的情况", schema="Delivery")},
    ),
    Route(
        method="GET", path="/v1/endpoints/{endpoint}/deliveries", verb=log, tag="通知", summary="看投递的记录",
        scope=_OWN, roles=_TELLERS, parameters=(LIMIT,),
        answers={200: Reply(description="投递的记录", schema="Deliveries")},
    ),
    Route(
        method="POST", path="/v1/endpoints/{endpoint}/replay", verb=replay, tag="通知", summary="重新发送通知",
        scope=_OWN, roles=_TELLERS,
        body=RequestBody(media={"application/json": {"$ref": "#/components/schemas/ReplayWanted"}}),
        answers={202: Reply(description="将重新发送多少份", schema="Replayed")},
    ),
    Route(
        method="GET", path="/v1/notices", verb=pull, tag="通知", summary="取通知（不能接收 webhook 的系统用）",
        scope=_OWN, description="与 webhook 的正文相同，先存好的在前。记住 last，下次写在 after 里。",
        parameters=(AFTER, LIMIT), answers={200: Reply(description="通知", schema="Notices", headers=("Link",))},
    ),
    Route(
        method="POST", path="/v1/handoffs", verb=hand_over, tag="移交", summary="为经办人开一个一次性链接",
        scope="门户：全县或写明的单位", roles=frozenset({TokenRole.PORTAL}),
        body=RequestBody(media={"application/json": {"$ref": "#/components/schemas/HandoffWanted"}}),
        answers={201: Reply(description="五分钟内有效、只能用一次的链接", schema="Handoff")},
    ),
)  # fmt: skip
