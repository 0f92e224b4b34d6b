"""Accounts below all doors: made from rows, given one-time codes, named by what people call them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from filings.account import Account, AccountRole, Person
from filings.errors import UsageError
from filings.nouns import dataclass
from filings.one_time import new_code, shown_code
from filings.register_rows import RowFault
from filings.writable import writable
from gateway.office import Office
from gateway.pages.passwords import hashed
from ledger import Ledger
from workers.configuration_login import Login

COLUMNS = ("姓名", "角色", "单位", "手机")
_WORDS: Mapping[str, AccountRole] = {
    **{role.label: role for role in AccountRole}, **{role.value: role for role in AccountRole},
    "经办人": AccountRole.CLERK, "负责人": AccountRole.HEAD, "主管部门": AccountRole.OFFICE,
}  # fmt: skip
_LONGEST = 50  # signs of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An account that is to be made. ``agency``: its code, ``""`` for people of the office."""

    name: str
    role: AccountRole
    agency: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginSlip:
    """What is handed to a person to sign in for the first time. ``code``: as it is read out."""

    name: str
    role: str
    agency: str
    login: str
    code: str
    until: datetime


def wanted_of(where: Office, cells: Mapping[str, str], number: int) -> Wanted | RowFault:
    """The account that a row describes. ``number``: of the row, 0 for what was typed."""
    name, role, agency, phone = (cells.get(column, "").strip() for column in COLUMNS)
    chosen = _WORDS.get(role)
    place = f"第{number}行（{name}）" if number else f"{name}："
    if not name or len(name) > _LONGEST or not writable(name + phone):
        return RowFault(number=number, reason=f"{place}姓名没有写，或者太长、有无法保存的字符，请改正")
    if chosen is None:
        words = "、".join(one.label for one in AccountRole)
        return RowFault(number=number, reason=f"{place}角色“{role}”不认识，应是：{words}")
    if chosen.of_agency != bool(agency):
        need = "要写明单位" if chosen.of_agency else "管全县，单位一栏请留空"
        return RowFault(number=number, reason=f"{place}{chosen.label}{need}")
    try:
        code = where.agency(agency).code if agency else ""
    except UsageError as error:
        return RowFault(number=number, reason=f"{place}{str(error).rstrip('。')}")
    return Wanted(name=name, role=chosen, agency=code, phone=phone)


def create(where: Office, wanted: Iterable[Wanted], by: str) -> tuple[Sequence[LoginSlip], int]:
    """Make accounts with one-time codes. The slips, and how many there were already and were left alone."""
    ledger, now = where.ledger, where.parts.now()
    known = {(one.role, one.agency, who.name) for one, who in ledger.accounts.listed(where.area.code)}
    slips, before = [], 0
    for one in wanted:
        if (one.role, one.agency, one.name) in known:
            before += 1
            continue
        known.add((one.role, one.agency, one.name))
        made = ledger.accounts.create(
            one.role, where.area.code, one.name, by, now, agency=one.agency, phone=one.phone
        )  # fmt: skip
        slips.append(slip(where, made, one.name, by))
    return slips, before


def slip(where: Office, account: Account, name: str, by: str) -> LoginSlip:
    """A new one-time code for an account, in place of any other and of its password."""
    now = where.parts.now()
    code, until = issue(where.ledger, where.parts.settings.login, account.id, by, now)
    agency = where.ledger.register.find(account.agency) if account.agency else None
    return LoginSlip(
        name=name, role=account.role.label, agency=agency.name if agency else "", login=account.login, code=code,
        until=until,
    )  # fmt: skip


def issue(ledger: Ledger, rules: Login, account: str, by: str, now: datetime) -> tuple[str, datetime]:
    """A new one-time code, as it is read out, and until when it holds; failures of before are forgiven.

    UsageError when there is no such account in force.
    """
    code, until = new_code(), now + timedelta(hours=rules.code)
    if not ledger.accounts.issue(account, hashed(code), until, by, now):
        raise UsageError(f"没有在用的账号 {account}，请核对编号。")
    ledger.failures.clear(f"account/{account}")
    return shown_code(code), until


def meant(where: Office, word: str) -> tuple[Account, Person]:
    """The account of the county that an id, a login, a telephone number or a name means. UsageError."""
    found = where.ledger.accounts.find(word.strip()) or where.ledger.accounts.meant(word.strip())
    if found is None or found[0].area != where.area.code:
        raise UsageError(f"没有找到账号“{word}”，或者有几个同名。用 gouji account list 看账号，写6位的那个。")
    return found
