"""Accounts on a page: who there is, a new one-time code in two clicks, and for administrators who comes and goes."""

from collections.abc import Mapping

from filings.account import Account, AccountRole, Person
from filings.act import Refused
from filings.errors import UsageError
from filings.register_rows import RowFault
from gateway.accounts import create, issue, wanted_of
from gateway.http.desk import Desk
from gateway.http.problems import RequestProblem, not_found
from gateway.office import Office
from gateway.pages.routes import OFFICE, Page, Turn, Visit

_KEEPERS = OFFICE | {AccountRole.ADMIN}
_ADMINS = frozenset({AccountRole.ADMIN})


def people(desk: Desk, visit: Visit) -> Turn:
    """Everybody who may sign in, by agency."""
    return _shown(desk, visit)


def code(desk: Desk, visit: Visit) -> Turn:
    """A new one-time code, shown this once, to be read out."""
    account, person = _meant(desk, visit)
    if not _may(visit, account):
        raise RequestProblem("role", "主管部门的人和管理员的一次性码，由管理员发。请与管理员联系。")
    rules = desk.parts.settings.login
    said, until = issue(desk.ledger, rules, account.id, visit.who.actor, visit.now)
    desk.ledger.sessions.note("account.code_shown", account.id, visit.who, visit.address, visit.now)
    context = {"person": person, "account": account, "code": said, "until": until}
    return Turn(template="code.html", context=context)


def add(desk: Desk, visit: Visit) -> Turn:
    """A new account, and its code."""
    said = visit.form.fields
    cells = {column: said.get(name, "")[:100] for name, column in _FIELDS.items()}
    area = desk.ledger.register.jurisdiction(visit.account.area)
    if area is None:
        raise not_found("辖区")
    where = Office(parts=desk.parts, area=area)
    wanted = wanted_of(where, cells, 0)
    if isinstance(wanted, RowFault):
        return _shown(desk, visit, wrong=f"{wanted.reason}。", said=said)
    slips, _ = create(where, [wanted], visit.who.actor)
    if not slips:
        return _shown(desk, visit, wrong=f"{wanted.name}已经有账号了。", said=said)
    one = slips[0]
    account, person = _named(desk, one.login)
    context = {"person": person, "account": account, "code": one.code, "until": one.until}
    return Turn(template="code.html", context=context)


def leaving(desk: Desk, visit: Visit) -> Turn:
    """Ask once more before an account goes."""
    account, person = _meant(desk, visit)
    return Turn(template="remove.html", context={"account": account, "person": person})


def remove(desk: Desk, visit: Visit) -> Turn:
    """Take an account out of force."""
    account, person = _meant(desk, visit)
    refused = desk.ledger.accounts.remove(account.id, visit.who.actor, visit.now)
    if isinstance(refused, Refused):
        return _shown(desk, visit, wrong=f"没有删除：{refused.reason}。")
    return _shown(desk, visit, done=f"已删除{person.name}的账号。")


_FIELDS: Mapping[str, str] = {"name": "姓名", "role": "角色", "agency": "单位", "phone": "手机"}


def _meant(desk: Desk, visit: Visit) -> tuple[Account, Person]:
    found = desk.ledger.accounts.find(visit.path.get("account", ""))
    if found is None or found[0].area != visit.account.area:
        raise not_found("这个账号")
    return found


def _named(desk: Desk, login: str) -> tuple[Account, Person]:
    found = desk.ledger.accounts.meant(login)
    if found is None:
        raise UsageError(f"没有账号 {login}。")
    return found


def _may(visit: Visit, account: Account) -> bool:
    """The office lets people of agencies in; who lets the office in is an administrator."""
    return visit.account.role in _ADMINS or account.role.of_agency


def _shown(desk: Desk, visit: Visit, *, wrong: str = "", done: str = "", said: Mapping[str, str] | None = None) -> Turn:
    ledger = desk.ledger
    names = {one.code: one.name for one in ledger.register.all(visit.account.area)}
    rows = [
        (one, who, names.get(one.agency, ""), bool(ledger.accounts.credentials(one.id).password), _may(visit, one))
        for one, who in ledger.accounts.listed(visit.account.area)
    ]
    context = {
        "rows": rows, "wrong": wrong, "done": done, "said": said or {}, "roles": tuple(AccountRole),
        "agencies": sorted(names.items(), key=lambda pair: pair[1]), "admin": visit.account.role in _ADMINS,
    }  # fmt: skip
    return Turn(status=422 if wrong else 200, template="people.html", context=context)


PAGES = (
    Page(method="GET", path="/people", verb=people, title="账号", roles=_KEEPERS, scope="全县"),
    Page(method="POST", path="/people", verb=add, title="添加账号", roles=_ADMINS, scope="全县"),
    Page(
        method="POST", path="/people/{account}/code", verb=code, title="发一次性码", roles=_KEEPERS,
        scope="主管部门：各单位的人；管理员：全县",
    ),
    Page(method="GET", path="/people/{account}/remove", verb=leaving, title="删除账号", roles=_ADMINS, scope="全县"),
    Page(method="POST", path="/people/{account}/remove", verb=remove, title="删除账号", roles=_ADMINS, scope="全县"),
)  # fmt: skip
