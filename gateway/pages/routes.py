"""What a page is: an address, who may open it, and the verb that makes it. One table of them makes everything else.

The router, the rights, ``docs/roles.md`` and their tests follow from the rows of ``gateway.pages.table``.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from filings.account import EVERY_ROLE, OFFICE_ROLES, Account, AccountRole, Session
from filings.nouns import dataclass
from gateway.http.routes import Form

if TYPE_CHECKING:
    from gateway.http.desk import Desk

OPEN: frozenset[AccountRole] = frozenset()
FILERS = frozenset({AccountRole.CLERK, AccountRole.HEAD})
OFFICE = OFFICE_ROLES
SEERS = EVERY_ROLE - {AccountRole.ADMIN}  # who may look at filings
_RANDOM = 16  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request that may be carried out. ``session``: None for somebody who is not signed in.

    ``path``: the values in the address. ``query``: the parameters, each once. ``form``: files and fields that were
    sent. ``address``: from where. ``secret``: what the browser holds, ``""`` without a session. ``base``: the prefix
    before our addresses. ``secure``: it came over https.
    """

    session: Session | None
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Form = field(default_factory=Form)
    now: datetime
    address: str = ""
    secret: str = field(default="", repr=False)
    base: str = ""
    secure: bool = False

    @property
    def who(self) -> Session:
        """Who is signed in. LookupError on an open page that nobody signed in for."""
        if self.session is None:
            raise LookupError("nobody is signed in")
        return self.session

    @property
    def account(self) -> Account:
        """The account of who is signed in."""
        return self.who.account

    @property
    def csrf(self) -> str:
        """What every form of this session carries in the field ``csrf``."""
        return self._sealed("csrf") if self.secret else ""

    @property
    def ours(self) -> bool:
        """Whether the form that was sent carries the mark of this session."""
        return bool(self.csrf) and hmac.compare_digest(self.form.fields.get("csrf", "").encode(), self.csrf.encode())

    def nonce(self, purpose: str) -> str:
        """A fresh mark for one form that acts, in the field ``nonce``. ``purpose``: what it is for, with the id."""
        one = secrets.token_hex(_RANDOM)
        return f"{one}.{self._sealed(f'{purpose}/{one}')}"

    def took(self, purpose: str) -> str:
        """The nonce that the form brought, if this session gave it out for that purpose; else ``""``."""
        nonce = self.form.fields.get("nonce", "")
        one, _, seal = nonce.partition(".")
        return nonce if hmac.compare_digest(seal.encode(), self._sealed(f"{purpose}/{one}").encode()) else ""

    def _sealed(self, words: str) -> str:
        return hmac.new(self.secret.encode(), words.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What is answered: a template with its context, or bytes, or the way to another page.

    ``to``: a path of ours, without the prefix. ``name``: what bytes are to be saved as; ``""`` shows them in place.
    ``cookie``: the secret of a session to hold from now on, ``""`` to drop it, None to leave it.
    """

    status: int = 200
    template: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    to: str = ""
    data: bytes | None = None
    media: str = "application/octet-stream"
    name: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    cookie: str | None = None


Verb: TypeAlias = "Callable[[Desk, Visit], Turn]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One row. ``roles``: who may open it, empty for everybody. ``scope``: of what, in words.

    ``fresh``: open to who came in by a code and has not set a password yet. ``files``: takes files.
    """

    method: str
    path: str
    verb: Verb
    title: str
    roles: frozenset[AccountRole] = EVERY_ROLE
    scope: str = ""
    fresh: bool = False
    files: bool = False
