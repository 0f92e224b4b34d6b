"""Tokens on record, and what hangs on them: keys of requests, one-time links."""

import secrets
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from filings.nouns import dataclass
from filings.token import PREFIX, AccessToken, TokenRole, token_hash
from ledger.event_log import note
from ledger.evidence import proof, standing
from ledger.store import Store, insert_new
from ledger.tables.door import handoffs, requests, tokens

KEPT = timedelta(hours=24)  # how long the key of a request is remembered
LINK = timedelta(minutes=5)  # how long a link that hands a person over can be used
_SECRET_BYTES = 32

_BY_HASH = sa.select(tokens).where(tokens.c.hash == sa.bindparam("hash"))


@dataclass(frozen=True, slots=True)
class AccessTokens:
    """Who may speak to the HTTP door."""

    store: Store

    def create(
        self, role: TokenRole, area: str, by: str, now: datetime, *, agency: str = "", practice: bool = False,
        label: str = "",
    ) -> tuple[AccessToken, str]:  # fmt: skip
        """A new token and its secret, which is in no other place from now on."""
        secret = PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
        made = AccessToken(
            id="tok_" + secrets.token_hex(8), hash=token_hash(secret), role=role, area=area, agency=agency,
            practice=practice, label=label, created_at=now, created_by=by,
        )  # fmt: skip
        row = {**{name: getattr(made, name) for name in AccessToken.__dataclass_fields__}, "role": role.value}
        with self.store.writing() as connection:
            connection.execute(sa.insert(tokens), row)
            facts = {"role": role.value, "area": area, "agency": agency, "practice": practice, "label": label}
            note(connection, "token.created", made.id, now, by, facts, [proof(tokens, row)])
        return made, secret

    def holder(self, secret: str) -> AccessToken | None:
        """The token in force whose secret this is; None for any other words."""
        with self.store.reading() as connection:
            row = connection.execute(_BY_HASH, {"hash": token_hash(secret)}).first()
        found = _token(row) if row else None
        return found if found and found.revoked_at is None else None

    def listed(self, area: str = "") -> tuple[AccessToken, ...]:
        """All tokens, revoked ones too, oldest first; of one jurisdiction if named."""
        query = sa.select(tokens).order_by(tokens.c.created_at, tokens.c.id)
        query = query.where(tokens.c.area == area) if area else query
        with self.store.reading() as connection:
            return tuple(_token(row) for row in connection.execute(query))

    def revoke(self, token: str, by: str, now: datetime) -> bool:
        """Take a token out of force at once. False when there is none such in force."""
        ended = sa.update(tokens).where(tokens.c.id == token, tokens.c.revoked_at.is_(None))
        with self.store.writing() as connection:
            if connection.execute(ended.values(revoked_at=now)).rowcount == 0:
                return False
            note(connection, "token.revoked", token, now, by, proofs=standing(connection, tokens, tokens.c.id == token))
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A request that came before under the same key. ``answer``: id of the filing, ``""`` while none came of it."""

    same: bool
    answer: str = ""
    status: int = 0


@dataclass(frozen=True, slots=True)
class Requests:
    """The keys under which a token sent its requests, for a day."""

    store: Store

    def begin(self, token: str, key: str, digest: str, now: datetime) -> Known | None:
        """Take a key for a request whose content has this digest. None: it is new; else what is known of it."""
        mine = sa.and_(requests.c.token == token, requests.c.key == key)
        row = {"token": token, "key": key, "digest": digest, "answer": "", "status": 0, "at": now}
        self._forget(token, now - KEPT)
        with self.store.writing("request.before_commit", "request.after_commit") as connection:
            found = None
            while found is None:  # a key of the day before may be forgotten between the two looks
                if insert_new(connection, requests, row):
                    return None
                found = connection.execute(sa.select(requests).where(mine)).first()
        return Known(same=found.digest == digest, answer=found.answer, status=found.status)

    def _forget(self, token: str, before: datetime) -> None:
        """In a transaction of its own, so that keys are locked in one order."""
        over = sa.select(requests.c.key).where(requests.c.token == token, requests.c.at <= before)
        with self.store.reading() as connection:
            if connection.execute(over.limit(1)).first() is None:
                return
        with self.store.writing() as connection:
            keys = connection.execute(over.order_by(requests.c.key).with_for_update()).scalars().all()
            connection.execute(sa.delete(requests).where(requests.c.token == token, requests.c.key.in_(keys)))

    def end(self, token: str, key: str, answer: str, status: int) -> None:
        """Remember what a request was answered."""
        mine = sa.update(requests).where(requests.c.token == token, requests.c.key == key)
        with self.store.writing() as connection:
            connection.execute(mine.values(answer=answer, status=status))


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """Whom a portal hands over: the person in front of the screen, for an agency, perhaps to look at a filing."""

    token: str
    agency: str
    person: str
    submission: str


@dataclass(frozen=True, slots=True)
class Handoffs:
    """Links that let one person in, once, within five minutes."""

    store: Store

    def make(self, handoff: Handoff, now: datetime) -> str:
        """The code of a new link; only its hash is kept."""
        code = secrets.token_urlsafe(_SECRET_BYTES)
        row = {
            "hash": token_hash(code), "token": handoff.token, "agency": handoff.agency, "person": handoff.person,
            "submission": handoff.submission, "until": now + LINK, "used_at": None,
        }  # fmt: skip
        with self.store.writing() as connection:
            connection.execute(sa.insert(handoffs), row)
            facts = {"agency": handoff.agency, "person": handoff.person, "submission": handoff.submission}
            note(connection, "handoff.made", handoff.token, now, handoff.token, facts)
        return code

    def use(self, code: str, now: datetime) -> Handoff | None:
        """Who comes by the link; None when it was used, is over, or never was, or its token is revoked."""
        mine = sa.update(handoffs).where(
            handoffs.c.hash == token_hash(code), handoffs.c.used_at.is_(None), handoffs.c.until > now
        )
        with self.store.writing() as connection:
            row = connection.execute(mine.values(used_at=now).returning(*handoffs.c)).first()
            if row is None:
                return None
            holder = connection.execute(sa.select(tokens.c.revoked_at).where(tokens.c.id == row.token)).scalar_one()
            if holder is not None:
                return None
            note(connection, "handoff.used", row.token, now, row.person, {"agency": row.agency})
        return Handoff(token=row.token, agency=row.agency, person=row.person, submission=row.submission)


def _token(row: sa.Row[Any]) -> AccessToken:
    words = {name: getattr(row, name) for name in AccessToken.__dataclass_fields__}
    return AccessToken(**{**words, "role": TokenRole(row.role)})
