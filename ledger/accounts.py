"""Accounts on record, who they are and what they know. Sealed events hold the ids alone, so that a person can go."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from filings.account import Account, AccountRole, Person
from filings.act import Refused
from filings.nouns import dataclass
from ledger.event_log import note
from ledger.evidence import proof, standing
from ledger.store import Store
from ledger.tables.people import accounts, credentials, people, sessions

_HIGHEST = 10**6
_NAMED = sa.select(accounts, people.c.name, people.c.phone).join(people, people.c.account == accounts.c.id)
_STANDING = accounts.c.removed_at.is_(None)
_OTP_KEYS = (
    sa.select(credentials.c.account, credentials.c.otp).where(credentials.c.otp != "").order_by(credentials.c.account)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What an account is known by. ``password``, ``code``: argon2, ``""`` for none.

    ``otp``: a key for one-time codes, as whoever writes it seals it.
    ``code_until``: None without a code. ``otp_step``: the step of the last one-time code that was taken.
    """

    password: str = ""
    code: str = ""
    code_until: datetime | None = None
    otp: str = ""
    otp_step: int = 0


@dataclass(frozen=True, slots=True)
class Accounts:
    """Who may sign in."""

    store: Store

    def create(
        self, role: AccountRole, area: str, name: str, by: str, now: datetime, *, agency: str = "", phone: str = ""
    ) -> Account:
        """A new account, without password and code. Its login is a number of six digits that is not in use."""
        with self.store.writing() as connection:
            taken = set(connection.execute(sa.select(accounts.c.login)).scalars())
            login = next(one for one in iter(_number, "") if one not in taken)
            made = Account(
                id="acc_" + secrets.token_hex(8), login=login, role=role, area=area, agency=agency, created_at=now,
                created_by=by,
            )  # fmt: skip
            row = {**{each: getattr(made, each) for each in Account.__dataclass_fields__}, "role": role.value}
            connection.execute(sa.insert(accounts), row)
            connection.execute(sa.insert(people), {"account": made.id, "name": name, "phone": phone})
            connection.execute(sa.insert(credentials), {"account": made.id, "password": "", "code": "", "otp": ""})
            facts = {"role": role.value, "area": area, "agency": agency}
            note(connection, "account.created", made.id, now, by, facts, [proof(accounts, row)])
        return made

    def find(self, account: str) -> tuple[Account, Person] | None:
        """An account in force and who it is."""
        return self._one(_NAMED.where(accounts.c.id == account, _STANDING))

    def meant(self, word: str) -> tuple[Account, Person] | None:
        """The account in force that a login, a telephone number or a name means; None where several do, or none."""
        said = sa.or_(accounts.c.login == word, people.c.phone == word, people.c.name == word)
        query = _NAMED.where(said, _STANDING).order_by(accounts.c.id)
        with self.store.reading() as connection:
            rows = connection.execute(query).all()
        exact = [row for row in rows if row.login == word] or rows
        return _both(exact[0]) if word and len(exact) == 1 else None

    def listed(self, area: str = "", agency: str = "") -> tuple[tuple[Account, Person], ...]:
        """The accounts in force, by agency and login; of one jurisdiction or agency if named."""
        query = _NAMED.where(_STANDING).order_by(accounts.c.agency, accounts.c.login)
        query = query.where(accounts.c.area == area) if area else query
        query = query.where(accounts.c.agency == agency) if agency else query
        with self.store.reading() as connection:
            return tuple(_both(row) for row in connection.execute(query))

    def names(self, ids: Sequence[str]) -> dict[str, str]:
        """Account -> name, of those who are still here."""
        query = sa.select(people.c.account, people.c.name).where(people.c.account.in_(ids))
        with self.store.reading() as connection:
            return {row.account: row.name for row in connection.execute(query)} if ids else {}

    def remove(self, account: str, by: str, now: datetime) -> Refused | None:
        """Take an account out of force and its person out of the ledger. None when done; the last administrator stays.

        What the person did stays on record under the account's id.
        """
        admins = sa.select(accounts.c.id).where(_STANDING, accounts.c.role == AccountRole.ADMIN.value)
        with self.store.writing() as connection:
            named = admins.union(sa.select(accounts.c.id).where(accounts.c.id == account)).subquery()
            locked = sa.select(accounts).where(accounts.c.id.in_(sa.select(named.c.id))).order_by(accounts.c.id)
            rows = {row.id: row for row in connection.execute(locked.with_for_update(key_share=True))}
            mine = rows.get(account)
            if mine is None or mine.removed_at is not None:
                return Refused(reason=f"没有在用的账号 {account}，请核对编号")
            others = [row for row in rows.values() if row.id != account and row.removed_at is None]
            if mine.role == AccountRole.ADMIN.value and not others:
                return Refused(reason="这是最后一个管理员，不能删除；请先再设一个管理员")
            connection.execute(sa.update(accounts).where(accounts.c.id == account).values(removed_at=now))
            connection.execute(sa.delete(people).where(people.c.account == account))
            connection.execute(sa.delete(credentials).where(credentials.c.account == account))
            end_sessions(connection, account)
            told = standing(connection, accounts, accounts.c.id == account)
            note(connection, "account.removed", account, now, by, proofs=told)
        return None

    def credentials(self, account: str) -> Credentials:
        """What an account is known by; nothing where there is no such account."""
        query = sa.select(credentials).where(credentials.c.account == account)
        with self.store.reading() as connection:
            row = connection.execute(query).first()
        return (
            Credentials(**{each: getattr(row, each) for each in Credentials.__dataclass_fields__})
            if row
            else Credentials()
        )

    def issue(self, account: str, code: str, until: datetime, by: str, now: datetime) -> bool:
        """A new one-time code (its hash), in place of any other and of the password; who is signed in is no more.

        False when there is no such account in force.
        """
        words = {"password": "", "code": code, "code_until": until, "otp": "", "otp_step": 0}
        return self._known(account, words, "account.code", by, now)

    def set_password(self, account: str, password: str, by: str, now: datetime, *, otp: str = "") -> bool:
        """A new password (its hash), after which no code holds; who was signed in elsewhere is no more."""
        words = {"password": password, "code": "", "code_until": None, **({"otp": otp} if otp else {})}
        return self._known(account, words, "account.password", by, now)

    def spend_code(self, account: str, code: str) -> bool:
        """Use a one-time code up, by its hash. False when somebody else did so first."""
        mine = sa.update(credentials).where(credentials.c.account == account, credentials.c.code == code)
        with self.store.writing() as connection:
            return _lock(connection, account) and bool(
                code and connection.execute(mine.values(code="", code_until=None)).rowcount
            )

    def spend_step(self, account: str, step: int) -> bool:
        """Use up the one-time code of a step of time. False when it, or a later one, was used before."""
        mine = sa.update(credentials).where(credentials.c.account == account, credentials.c.otp_step < step)
        with self.store.writing() as connection:
            return _lock(connection, account) and bool(connection.execute(mine.values(otp_step=step)).rowcount)

    def otp_keys(self) -> Mapping[str, str]:
        """Account -> key for one-time codes as it was written, of those that have one."""
        with self.store.reading() as connection:
            return {row.account: row.otp for row in connection.execute(_OTP_KEYS)}

    def reseal(self, change: Callable[[str, str], str], by: str, now: datetime) -> int:
        """Write every key for one-time codes as ``change`` (account, key) gives it; how many became other."""
        with self.store.writing() as connection:
            known = sa.select(accounts.c.id).where(
                accounts.c.id.in_(_OTP_KEYS.with_only_columns(credentials.c.account))
            )
            connection.execute(known.order_by(accounts.c.id).with_for_update(key_share=True)).all()
            found = connection.execute(_OTP_KEYS).all()
            other = {row.account: value for row in found if (value := change(row.account, row.otp)) != row.otp}
            for account, value in other.items():
                connection.execute(sa.update(credentials).where(credentials.c.account == account).values(otp=value))
                note(connection, "account.otp_resealed", account, now, by)
        return len(other)

    def _known(self, account: str, words: dict[str, Any], kind: str, by: str, now: datetime) -> bool:
        with self.store.writing() as connection:
            if not _lock(connection, account):
                return False
            connection.execute(sa.update(credentials).where(credentials.c.account == account).values(**words))
            end_sessions(connection, account)
            note(connection, kind, account, now, by)
        return True

    def _one(self, query: sa.Select[Any]) -> tuple[Account, Person] | None:
        with self.store.reading() as connection:
            row = connection.execute(query).first()
        return _both(row) if row else None


def end_sessions(connection: sa.Connection, account: str) -> None:
    """Sign an account out everywhere, in the caller's transaction."""
    mine = sessions.c.account == account
    connection.execute(sa.select(sessions.c.hash).where(mine).order_by(sessions.c.hash).with_for_update()).all()
    connection.execute(sa.delete(sessions).where(mine))


def account_of(row: sa.Row[Any]) -> Account:
    """The account that a row of the table tells of."""
    words = {each: getattr(row, each) for each in Account.__dataclass_fields__}
    return Account(**{**words, "role": AccountRole(row.role)})


def _lock(connection: sa.Connection, account: str) -> bool:
    query = sa.select(accounts.c.id).where(accounts.c.id == account, _STANDING).with_for_update(key_share=True)
    return connection.execute(query).first() is not None


def _both(row: sa.Row[Any]) -> tuple[Account, Person]:
    return account_of(row), Person(account=row.id, name=row.name, phone=row.phone)


def _number() -> str:
    return f"{secrets.randbelow(_HIGHEST):06d}"
