"""Signing in and out, setting a password, and coming in by a portal's link."""

import secrets
from urllib.parse import urlencode

from filings.one_time import new_otp_key, otp_step
from gateway.http.desk import Desk
from gateway.http.problems import RequestProblem
from gateway.pages.entering import KeptOut, Knock, enter, proved
from gateway.pages.passwords import hashed, weak
from gateway.pages.routes import OPEN, Page, Turn, Visit
from ledger.sessions import KEPT, LONGEST
from ledger.tokens import Handoff
from workers.keys import keyring

_SECRET = 32  # bytes
_LONGEST = 200  # signs of what is typed


def door(desk: Desk, visit: Visit) -> Turn:
    """The form; who is signed in already goes on."""
    after = onward(visit.query.get("next", ""))
    if visit.session is not None:
        return Turn(status=303, to=after)
    return _form(desk, after)


def sign_in(desk: Desk, visit: Visit) -> Turn:
    """Come in by password or by a one-time code."""
    said = visit.form.fields
    knock = Knock(
        name=said.get("name", "")[:_LONGEST], words=said.get("password", "")[:_LONGEST],
        figures=said.get("otp", "")[:_LONGEST], address=visit.address,
    )  # fmt: skip
    after = onward(said.get("next", ""))
    found = enter(desk.ledger, desk.parts.settings, knock, visit.now)
    if isinstance(found, KeptOut):
        return _form(desk, after, wrong=found.says, name=knock.name, status=429 if found.locked else 401)
    secret = secrets.token_urlsafe(_SECRET)
    if not desk.ledger.sessions.begin(secret, found.account.id, visit.address, visit.now, fresh=found.fresh):
        return _form(desk, after, wrong="这个账号已经停用。请与主管部门联系。", name=knock.name, status=401)
    _tidied(desk, visit)
    first = f"/password?{urlencode({'next': after})}" if after != "/" else "/password"
    return Turn(status=303, to=first if found.fresh else after, cookie=secret)


def sign_out(desk: Desk, visit: Visit) -> Turn:
    """Leave."""
    desk.ledger.sessions.end(visit.who, visit.address, visit.now)
    return Turn(status=303, to="/sign-in", cookie="")


def password_form(desk: Desk, visit: Visit) -> Turn:
    """The form for a new password."""
    _own(visit)
    return _password(desk, visit)


def set_password(desk: Desk, visit: Visit) -> Turn:
    """Set a password; every other session of the account ends, and this one goes on under a new secret."""
    _own(visit)
    session, said, rules = visit.who, visit.form.fields, desk.parts.settings.login
    password, again = said.get("password", ""), said.get("again", "")
    wrong = ""
    if not session.fresh and not proved(desk.ledger, rules, session.account, said.get("current", ""), visit.now):
        wrong = "原来的密码不对，没有改。忘记了的，请与主管部门联系要一个新的一次性码。"
    wrong = wrong or weak(rules, password, session.account.login)
    if not wrong and password != again:
        wrong = "两次输入的密码不一样，请重新输入。"
    key = said.get("key", "") if rules.otp else ""
    if not wrong and rules.otp and not _otp_fits(key, said.get("otp", ""), visit):
        wrong = "动态口令不对。请核对手机上的时间和密钥，再输入现在显示的6位数字。"
    if wrong:
        return _password(desk, visit, wrong=wrong, key=key)
    sealed = keyring(desk.parts.settings).seal(session.account.id, key) if key else ""
    desk.ledger.accounts.set_password(session.account.id, hashed(password), session.actor, visit.now, otp=sealed)
    secret = secrets.token_urlsafe(_SECRET)
    desk.ledger.sessions.begin(secret, session.account.id, visit.address, visit.now)
    return Turn(status=303, to=onward(said.get("next", "")), cookie=secret)


def _own(visit: Visit) -> None:
    if visit.who.vouching:
        raise RequestProblem("conflict", "您是从门户进来的，密码在门户里改。")


def handed_over(_desk: Desk, visit: Visit) -> Turn:
    """Who came by a portal's link: a button, so that a program that follows links does not use it up."""
    return Turn(template="enter.html", context={"code": visit.path.get("handoff", "")})


def come_in(desk: Desk, visit: Visit) -> Turn:
    """Use the link up and open what it is for."""
    found: Handoff | None = desk.ledger.handoffs.use(visit.path.get("handoff", ""), visit.now)
    if found is None:
        words = "这个链接已经用过、过期（5分钟），或者不完整。请回到原来的系统，重新点进来。"
        context = {"title": "链接不能用了", "detail": words}
        return Turn(status=410, template="problem.html", context=context)
    secret = secrets.token_urlsafe(_SECRET)
    desk.ledger.sessions.begin_handed_over(secret, found, visit.address, visit.now)
    return Turn(status=303, to=f"/submissions/{found.submission}" if found.submission else "/", cookie=secret)


def _tidied(desk: Desk, visit: Visit) -> None:
    """What is of no use any more goes whenever somebody signs in."""
    before = visit.now - KEPT - LONGEST
    for part in (desk.ledger.sessions, desk.ledger.failures, desk.ledger.deeds):
        part.forget(before)


def onward(wanted: str) -> str:
    """Where to go after signing in: a path of ours, else home."""
    ours = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted and wanted.isprintable()
    return wanted if ours and wanted.isascii() and len(wanted) <= _LONGEST * 5 else "/"


def _form(desk: Desk, after: str, *, wrong: str = "", name: str = "", status: int = 200) -> Turn:
    context = {"after": after, "wrong": wrong, "name": name, "otp": desk.parts.settings.login.otp}
    return Turn(status=status, template="sign_in.html", context=context)


def _password(desk: Desk, visit: Visit, *, wrong: str = "", key: str = "") -> Turn:
    rules = desk.parts.settings.login
    context = {
        "wrong": wrong, "rules": rules, "key": (key or new_otp_key()) if rules.otp else "",
        "login": visit.account.login, "fresh": visit.who.fresh,
        "after": onward(visit.form.fields.get("next", "") or visit.query.get("next", "")),
    }  # fmt: skip
    return Turn(status=422 if wrong else 200, template="password.html", context=context)


def _otp_fits(key: str, typed: str, visit: Visit) -> bool:
    try:
        return otp_step(key, typed, visit.now.timestamp()) is not None
    except ValueError:
        return False


PAGES = (
    Page(method="GET", path="/sign-in", verb=door, title="登录", roles=OPEN, scope="公开", fresh=True),
    Page(method="POST", path="/sign-in", verb=sign_in, title="登录", roles=OPEN, scope="公开", fresh=True),
    Page(method="GET", path="/enter/{handoff}", verb=handed_over, title="从门户进入", roles=OPEN, scope="公开"),
    Page(method="POST", path="/enter/{handoff}", verb=come_in, title="从门户进入", roles=OPEN, scope="公开"),
    Page(method="POST", path="/sign-out", verb=sign_out, title="退出", scope="自己", fresh=True),
    Page(method="GET", path="/password", verb=password_form, title="设置密码", scope="自己", fresh=True),
    Page(method="POST", path="/password", verb=set_password, title="设置密码", scope="自己", fresh=True),
)
