"""The writing verbs about people, each made ready to be done once: accounts, sessions, failures, forms, remarks."""

import itertools
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from filings.account import AccountRole, RemarkKind, Session
from filings.token import TokenRole
from ledger.tokens import Handoff

if TYPE_CHECKING:
    from bench.scenes import Scene

Act: TypeAlias = Callable[[], object]

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
AREA, AGENCY = "990000", "U1"
_LATER = NOW + timedelta(minutes=10)
_COUNT = itertools.count()


def _account(scene: "Scene", role: AccountRole = AccountRole.CLERK) -> str:
    made = scene.ledger.accounts.create(role, AREA, f"某{next(_COUNT)}", "甲", NOW, agency=AGENCY)
    scene.ledger.accounts.issue(made.id, "h", _LATER, "甲", NOW)
    return made.id


def _signed(scene: "Scene") -> tuple[str, Session]:
    account, secret = _account(scene), f"s{next(_COUNT)}"
    scene.ledger.sessions.begin(secret, account, "127.0.0.1", NOW)
    found = scene.ledger.sessions.find(secret, timedelta(hours=1), NOW)
    if found is None:
        raise LookupError(secret)
    return account, found


def _removed(scene: "Scene") -> Act:
    _account(scene, AccountRole.ADMIN)
    account, _ = _signed(scene)
    return lambda: scene.ledger.accounts.remove(account, "甲", NOW)


def _issued(scene: "Scene") -> Act:
    account, _ = _signed(scene)
    return lambda: scene.ledger.accounts.issue(account, "h2", _LATER, "甲", NOW)


def _set(scene: "Scene") -> Act:
    account, _ = _signed(scene)
    return lambda: scene.ledger.accounts.set_password(account, "p", "甲", NOW)


def _spent(scene: "Scene") -> Act:
    account = _account(scene)
    return lambda: scene.ledger.accounts.spend_code(account, "h")


def _stepped(scene: "Scene") -> Act:
    account = _account(scene)
    return lambda: scene.ledger.accounts.spend_step(account, next(_COUNT) + 1)


def _resealed(scene: "Scene") -> Act:
    for _ in range(2):
        scene.ledger.accounts.set_password(_account(scene), "p", "甲", NOW, otp="A")
    return lambda: scene.ledger.accounts.reseal(lambda _account, key: f"{key[-20:]}B", "甲", NOW)


def _begun(scene: "Scene") -> Act:
    account, secret = _account(scene), f"s{next(_COUNT)}"
    return lambda: scene.ledger.sessions.begin(secret, account, "127.0.0.1", NOW)


def _handed(scene: "Scene") -> Act:
    token, _ = scene.ledger.tokens.create(TokenRole.PORTAL, AREA, "甲", NOW)
    who, secret = Handoff(token=token.id, agency=AGENCY, person="张", submission=""), f"s{next(_COUNT)}"
    return lambda: scene.ledger.sessions.begin_handed_over(secret, who, "127.0.0.1", NOW)


def _stirred(scene: "Scene") -> Act:
    _, session = _signed(scene)
    return lambda: scene.ledger.sessions.stir(session, _LATER)


def _ended(scene: "Scene") -> Act:
    _, session = _signed(scene)
    return lambda: scene.ledger.sessions.end(session, "127.0.0.1", NOW)


def _noted(scene: "Scene") -> Act:
    _, session = _signed(scene)
    return lambda: scene.ledger.sessions.note("submission.viewed", "s", session, "127.0.0.1", NOW)


def _forgotten(scene: "Scene") -> Act:
    _signed(scene)
    _signed(scene)
    return lambda: scene.ledger.sessions.forget(_LATER)


def _failed(scene: "Scene") -> Act:
    key = f"account/{next(_COUNT)}"
    scene.ledger.failures.add(key, NOW - timedelta(minutes=1), NOW)
    return lambda: scene.ledger.failures.add(key, NOW - timedelta(minutes=1), NOW)


def _cleared(scene: "Scene") -> Act:
    key = f"account/{next(_COUNT)}"
    scene.ledger.failures.add(key, NOW, NOW)
    return lambda: scene.ledger.failures.clear(key)


def _pardoned(scene: "Scene") -> Act:
    for _ in range(2):
        scene.ledger.failures.add(f"account/{next(_COUNT)}", NOW, NOW)
    return lambda: scene.ledger.failures.forget(_LATER)


def _form(scene: "Scene") -> str:
    nonce = f"n{next(_COUNT)}"
    scene.ledger.deeds.begin(nonce, NOW)
    return nonce


def _sent(scene: "Scene") -> Act:
    nonce = f"n{next(_COUNT)}"
    return lambda: scene.ledger.deeds.begin(nonce, NOW)


def _answered(scene: "Scene") -> Act:
    nonce = _form(scene)
    return lambda: scene.ledger.deeds.end(nonce, "已撤回")


def _back(scene: "Scene") -> Act:
    nonce = _form(scene)
    return lambda: scene.ledger.deeds.give_back(nonce)


def _old(scene: "Scene") -> Act:
    _form(scene)
    _form(scene)
    return lambda: scene.ledger.deeds.forget(_LATER)


def _remarked(scene: "Scene") -> Act:
    words = (RemarkKind.WITHDRAWAL, f"交错了{next(_COUNT)}", "甲", NOW)
    return lambda: scene.ledger.remarks.add(scene.filed.submission.id, *words)


PEOPLE: Mapping[str, "Callable[[Scene], Act]"] = {
    "accounts.create": lambda s: lambda: s.ledger.accounts.create(AccountRole.ADMIN, AREA, "某人", "甲", NOW),
    "accounts.remove": _removed,
    "accounts.issue": _issued,
    "accounts.set_password": _set,
    "accounts.spend_code": _spent,
    "accounts.spend_step": _stepped,
    "accounts.reseal": _resealed,
    "sessions.begin": _begun,
    "sessions.begin_handed_over": _handed,
    "sessions.stir": _stirred,
    "sessions.end": _ended,
    "sessions.note": _noted,
    "sessions.forget": _forgotten,
    "failures.add": _failed,
    "failures.clear": _cleared,
    "failures.forget": _pardoned,
    "deeds.begin": _sent,
    "deeds.end": _answered,
    "deeds.give_back": _back,
    "deeds.forget": _old,
    "remarks.add": _remarked,
}
