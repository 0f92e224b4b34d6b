"""Signing in, step by step: who is meant, whether guessing has gone on for too long, then one hash at most."""

import hashlib
from datetime import datetime, timedelta

from filings.account import Account
from filings.errors import InfrastructureError
from filings.nouns import dataclass
from filings.one_time import otp_step, typed_code
from gateway.pages.passwords import fits
from ledger import Ledger
from workers.configuration import Settings
from workers.configuration_login import Login
from workers.keys import keyring

_ADDRESS = 20  # failures of one address for each that an account may have: many sit behind one
_SHUT = "动态口令暂时核对不了。请与主管部门联系要一个新的一次性码，登录后重新绑定手机。"
_WRONG = "账号、密码或一次性码不对。忘记了的，请与主管部门联系要一个新的一次性码。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Somebody may come in. ``fresh``: by a one-time code, so that a password is to be set."""

    account: Account
    fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOut:
    """Somebody may not come in. ``says``: why, and what to do next."""

    says: str
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """What was typed at the door, and from where."""

    name: str
    words: str
    figures: str
    address: str


def enter(ledger: Ledger, chosen: Settings, knock: Knock, now: datetime) -> Entered | KeptOut:
    """Let somebody in, or tell in the same words whatever was wrong; a key that cannot be opened is told of itself."""
    rules = chosen.login
    found = ledger.accounts.meant(knock.name.strip())
    since = now - timedelta(minutes=rules.lock)
    mine, place = _keys(found[0].id if found else "", knock)
    many = ledger.failures.count(place, since) >= rules.failures * _ADDRESS
    if many or ledger.failures.add(mine, since, now) > rules.failures:  # before it is hashed: many at once are counted
        return KeptOut(says=f"输错次数太多，请{rules.lock}分钟后再试，或请主管部门发一个新的一次性码。", locked=True)
    entered = _known(ledger, chosen, found[0], knock, now) if found else None
    if not found:
        fits("", "nobody")  # as long as a real one would take
    if isinstance(entered, KeptOut):
        return entered
    if entered is None:
        ledger.failures.add(place, since, now)
        return KeptOut(says=_WRONG)
    ledger.failures.clear(mine)
    return entered


def proved(ledger: Ledger, rules: Login, account: Account, words: str, now: datetime) -> bool:
    """Whether somebody who is signed in knows the account's password; guesses count as those at the door do."""
    key, since = f"account/{account.id}", now - timedelta(minutes=rules.lock)
    if ledger.failures.add(key, since, now) > rules.failures:
        return False
    known = fits(ledger.accounts.credentials(account.id).password, words)
    if known:
        ledger.failures.clear(key)
    return known


def _keys(account: str, knock: Knock) -> tuple[str, str]:
    """Under which failures are counted: the account, or the name that is none's; and the address."""
    named = f"account/{account}" if account else "name/" + hashlib.sha256(knock.name.strip().encode()).hexdigest()
    return named, f"address/{knock.address}"


def _known(ledger: Ledger, chosen: Settings, account: Account, knock: Knock, now: datetime) -> Entered | KeptOut | None:
    kept, code = ledger.accounts.credentials(account.id), typed_code(knock.words)
    if kept.code and code and kept.code_until and now <= kept.code_until:
        if fits(kept.code, code) and ledger.accounts.spend_code(account.id, kept.code):
            return Entered(account=account, fresh=True)
        return None
    if not fits(kept.password, knock.words) or not kept.password:
        return None
    rules = chosen.login
    if rules.otp and kept.otp:
        try:
            key = keyring(chosen).open(account.id, kept.otp)
        except InfrastructureError:
            return KeptOut(says=_SHUT)
        step = otp_step(key, knock.figures, now.timestamp())
        if step is None or not ledger.accounts.spend_step(account.id, step):
            return None
    return Entered(account=account, fresh=rules.otp and not kept.otp)
