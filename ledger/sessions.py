"""Who is signed in: rows that can be revoked at any moment, and what stands between a guesser and a password."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from filings.account import Account, AccountRole, Session
from filings.nouns import dataclass
from filings.token import token_hash
from ledger.accounts import account_of
from ledger.event_log import note
from ledger.store import Store, insert_new
from ledger.tables.door import tokens
from ledger.tables.people import accounts, deeds, failures, people, sessions
from ledger.tokens import Handoff

SEEN = timedelta(minutes=5)  # how often at most it is written down that somebody is still there
LONGEST = timedelta(hours=12)  # after which anybody signs in anew
KEPT = timedelta(hours=24)  # how long the nonce of a form that was sent is remembered
_BY_HASH = (
    sa.select(sessions, people.c.name, tokens.c.label, tokens.c.area, tokens.c.revoked_at)
    .outerjoin(people, people.c.account == sessions.c.account)
    .outerjoin(tokens, tokens.c.id == sessions.c.token)
    .where(sessions.c.hash == sa.bindparam("hash"))
)


@dataclass(frozen=True, slots=True)
class Sessions:
    """Signed-in people. A ``secret`` is what the browser holds; only its hash is kept."""

    store: Store

    def begin(self, secret: str, account: str, address: str, now: datetime, *, fresh: bool = False) -> bool:
        """Sign an account in. False when it is not in force."""
        row = {"hash": token_hash(secret), "account": account, "token": None, "agency": "", "person": "",
               "fresh": fresh, "began": now, "seen": now}  # fmt: skip
        known = sa.select(accounts.c.role).where(accounts.c.id == account, accounts.c.removed_at.is_(None))
        with self.store.writing() as connection:
            role = connection.execute(known.with_for_update(key_share=True)).scalar()
            if role is None:
                return False
            connection.execute(sa.insert(sessions), row)
            actor = f"{AccountRole(role).label}（{account}）"
            note(connection, "account.signed_in", account, now, actor, {"address": address, "code": fresh})
        return True

    def begin_handed_over(self, secret: str, handoff: Handoff, address: str, now: datetime) -> None:
        """Sign in a person for whom a portal vouches."""
        row = {"hash": token_hash(secret), "account": None, "token": handoff.token, "agency": handoff.agency,
               "person": handoff.person, "fresh": False, "began": now, "seen": now}  # fmt: skip
        with self.store.writing() as connection:
            connection.execute(sa.insert(sessions), row)
            facts = {"address": address, "agency": handoff.agency}
            note(connection, "handoff.signed_in", handoff.token, now, handoff.person, facts)

    def find(self, secret: str, idle: timedelta, now: datetime) -> Session | None:
        """Who is signed in with this; None when it is over, was revoked, or never was."""
        with self.store.reading() as connection:
            row = connection.execute(_BY_HASH, {"hash": token_hash(secret)}).first()
            found = row and _session(connection, row)
        if not found or now - found.seen > idle or now - found.began > LONGEST:
            return None
        return found

    def stir(self, session: Session, now: datetime) -> None:
        """Somebody is still there: written down when it was not within five minutes."""
        if now - session.seen < SEEN:
            return
        with self.store.writing() as connection:
            connection.execute(sa.update(sessions).where(sessions.c.hash == session.id).values(seen=now))

    def end(self, session: Session, address: str, now: datetime) -> None:
        """Sign out."""
        with self.store.writing() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.hash == session.id))
            note(connection, "account.signed_out", session.account.id, now, session.actor, {"address": address})

    def forget(self, before: datetime) -> int:
        """Drop sessions that were last seen before an instant. How many there were."""
        over = sa.select(sessions.c.hash).where(sessions.c.seen < before).order_by(sessions.c.hash)
        with self.store.writing() as connection:
            gone = connection.execute(over.with_for_update()).scalars().all()
            connection.execute(sa.delete(sessions).where(sessions.c.hash.in_(gone)))
        return len(gone)

    def note(self, kind: str, subject: str, session: Session, address: str, now: datetime, **facts: object) -> None:
        """Put on record what a person looked at, fetched or did, and from where."""
        with self.store.writing() as connection:
            note(connection, kind, subject, now, session.actor, {"address": address, **facts})


@dataclass(frozen=True, slots=True)
class Failures:
    """Failed sign-ins, counted for each key over a while: all processes share the count."""

    store: Store

    def count(self, key: str, since: datetime) -> int:
        """How many there were since an instant."""
        with self.store.reading() as connection:
            row = connection.execute(sa.select(failures).where(failures.c.key == key)).first()
        return row.times if row and row.since > since else 0

    def add(self, key: str, since: datetime, now: datetime) -> int:
        """One more. How many there are; those before ``since`` are forgotten."""
        old = failures.c.since <= since
        with self.store.writing() as connection:
            dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
            first = dialect.insert(failures).values(key=key, times=1, since=now)
            again = {
                "times": sa.case((old, 1), else_=failures.c.times + 1),
                "since": sa.case((old, first.excluded.since), else_=failures.c.since),
            }
            counted = first.on_conflict_do_update(index_elements=["key"], set_=again).returning(failures.c.times)
            count: int = connection.execute(counted).scalar_one()
        return count

    def clear(self, key: str) -> None:
        """Forget them."""
        with self.store.writing() as connection:
            connection.execute(sa.delete(failures).where(failures.c.key == key))

    def forget(self, before: datetime) -> int:
        """Drop those that began before an instant. How many keys there were."""
        over = sa.select(failures.c.key).where(failures.c.since < before).order_by(failures.c.key)
        with self.store.writing() as connection:
            gone = connection.execute(over.with_for_update()).scalars().all()
            connection.execute(sa.delete(failures).where(failures.c.key.in_(gone)))
        return len(gone)


@dataclass(frozen=True, slots=True)
class Deeds:
    """Forms that were sent, each once, whatever is clicked twice."""

    store: Store

    def begin(self, nonce: str, now: datetime) -> str | None:
        """Take a nonce. None: it is new; else what was answered, ``""`` while that is not known."""
        row = {"nonce": nonce, "answer": "", "at": now}
        known = sa.select(deeds.c.answer).where(deeds.c.nonce == nonce)
        with self.store.writing() as connection:
            if insert_new(connection, deeds, row):
                return None
            answer = connection.execute(known).scalar()
            if answer is None and insert_new(connection, deeds, row):  # given back in between
                return None
        return answer or ""

    def find(self, nonce: str) -> str:
        """What was said to a form, ``""`` where nothing was."""
        query = sa.select(deeds.c.answer).where(deeds.c.nonce == nonce)
        with self.store.reading() as connection:
            return connection.execute(query).scalar() or ""

    def end(self, nonce: str, answer: str) -> None:
        """Remember what was said to a form."""
        with self.store.writing() as connection:
            connection.execute(sa.update(deeds).where(deeds.c.nonce == nonce).values(answer=answer))

    def give_back(self, nonce: str) -> None:
        """Nothing came of it, so that it may be sent again."""
        with self.store.writing() as connection:
            connection.execute(sa.delete(deeds).where(deeds.c.nonce == nonce, deeds.c.answer == ""))

    def forget(self, before: datetime) -> int:
        """Drop the nonces from before an instant. How many there were."""
        over = sa.select(deeds.c.nonce).where(deeds.c.at < before).order_by(deeds.c.nonce)
        with self.store.writing() as connection:
            gone = connection.execute(over.with_for_update()).scalars().all()
            connection.execute(sa.delete(deeds).where(deeds.c.nonce.in_(gone)))
        return len(gone)


def _session(connection: sa.Connection, row: sa.Row[Any]) -> Session | None:
    words = {"id": row.hash, "began": row.began, "seen": row.seen, "fresh": row.fresh}
    if row.account is None:
        if row.token is None or row.revoked_at is not None:
            return None
        person = Account(
            id=row.token, login="", role=AccountRole.CLERK, area=row.area, agency=row.agency, created_at=row.began
        )
        vouching = f"{row.label}，{row.token}" if row.label else row.token
        return Session(account=person, name=row.person, vouching=vouching, **words)
    mine = connection.execute(sa.select(accounts).where(accounts.c.id == row.account)).one()
    return None if mine.removed_at else Session(account=account_of(mine), name=row.name, **words)
