"""What is told to whom: notices, the endpoints they go to, and how each attempt to deliver one ended."""

import hashlib
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from filings.nouns import dataclass
from filings.submission import Document

PRACTISING = frozenset({"webhook"})  # channels that programs listen to; people are not written to for practice
ANSWER_LIMIT = 2048  # bytes of a receiver's answer that are read and kept


class NoticeType(StrEnum):
    """What a notice is about; also the ``type`` of its CloudEvent."""

    SUBMISSION_RECEIVED = "submission.received"
    SUBMISSION_HELD = "submission.held"
    AUDIT_COMPLETED = "audit.completed"
    REPORT_RETURNED = "report.returned"
    REPORT_REOPENED = "report.reopened"
    REPORT_ACCEPTED = "report.accepted"
    DEADLINE_APPROACHING = "deadline.approaching"
    DEADLINE_MISSED = "deadline.missed"
    WAIVER_GRANTED = "waiver.granted"
    BULLETIN_ISSUED = "bulletin.issued"
    ENDPOINT_DISABLED = "endpoint.disabled"
    ENDPOINT_TEST = "endpoint.test"


class RecipientKind(StrEnum):
    """Who is told: the agency that files, or the office that supervises."""

    AGENCY = "agency"
    OFFICE = "office"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One addressee. ``code``: of the agency, or of the jurisdiction whose office it is. ``name`` opens the letter."""

    kind: RecipientKind
    code: str
    name: str = ""

    @property
    def key(self) -> str:
        """``agency:CODE`` or ``office:CODE``: what notices and endpoints are matched by."""
        return f"{self.kind.value}:{self.code}"


def notice_id(kind: NoticeType, about: str, recipient: str) -> str:
    """The stable id of a notice (``ntc_`` and 32 hex digits).

    ``about``: what happened, e.g. the id of the audit or ``CODE/2025/T-7``; ``recipient``: a recipient's key. The same
    three always give the same id, so that composing twice stores one notice. It holds no dot, as webhook-id demands.
    """
    told = f"{kind.value}\x1f{about}\x1f{recipient}"
    return "ntc_" + hashlib.sha256(told.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message to one recipient 通知; its id is also the ``webhook-id`` and the root of a mail's Message-ID.

    ``recipient``: a recipient's key. ``subject``: what it is about (``agencies/CODE/2025``), also the CloudEvent's.
    ``title``, ``text``: the letter in Chinese, for mail and messages. ``body``: the CloudEvent in canonical JSON,
    exactly the bytes that are signed and sent, every time. ``created``: aware, in UTC. ``attachments``: by hash.
    ``practice``: of a filing for practice; goes to programs, never to people.
    """

    id: str
    type: NoticeType
    recipient: str
    subject: str
    title: str
    text: str
    body: bytes
    created: datetime
    attachments: tuple[Document, ...] = ()
    practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A signing secret (``whsec_`` and base64 of 24 to 64 bytes), in force from ``since`` until before ``until``.

    During a rotation two are in force and both sign. Instants are aware, in UTC. The value never shows in a repr.
    """

    value: str = field(repr=False)
    since: datetime
    until: datetime | None = None

    def holds(self, instant: datetime) -> bool:
        """Whether the secret signs at ``instant``."""
        return self.since <= instant and (self.until is None or instant < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A place notices are delivered to.

    ``channel``: ``webhook`` or ``mail`` (later others). ``url``: ``https://…`` or ``mailto:…``. ``serves``: keys of the
    recipients it answers for, one or many. ``types``: the notice types wanted, empty for all. ``rate``: deliveries per
    minute at most. ``disabled``: why nothing is sent any more, in Chinese, ``""`` while it is in use.
    ``failing_since``: the first failure after the last success, None while it works. ``silent``: attempts in a row
    without any answer; ``paused_until``: nothing is sent before that because of them (``filings.circuit``).
    ``source``: ``register`` where it follows an agency's mail address in the register, ``""`` if set up by hand.
    """

    id: str
    url: str
    serves: frozenset[str]
    channel: str = "webhook"
    secrets: tuple[Secret, ...] = ()
    types: frozenset[NoticeType] = frozenset()
    rate: int = 60
    disabled: str = ""
    failing_since: datetime | None = None
    silent: int = 0
    paused_until: datetime | None = None
    source: str = ""

    def wants(self, notice: Notice) -> bool:
        """Whether the notice is to be delivered here."""
        reached = notice.recipient in self.serves and (not notice.practice or self.channel in PRACTISING)
        return not self.disabled and reached and (not self.types or notice.type in self.types)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What was seen of one attempt, for the log.

    ``status``: the receiver's code (HTTP or SMTP), None if none came. ``latency``: seconds. ``error``: why it failed,
    in Chinese, ``""`` if it did not. ``answer``: the first 2 KB of what the receiver said.
    """

    status: int | None
    latency: float
    error: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """The receiver has taken the notice."""

    attempt: Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRefused:
    """It will not help to try again; a person may replay it. ``disable``: the receiver wants nothing any more."""

    attempt: Attempt
    disable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TryLater:
    """It may work later. ``after``: seconds the receiver asked to wait (Retry-After), None if it named none.

    ``silent``: the time ran out without any answer.
    """

    attempt: Attempt
    after: float | None = None
    silent: bool = False


Result: TypeAlias = Delivered | DeliveryRefused | TryLater
