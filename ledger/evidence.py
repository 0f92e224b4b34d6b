"""Which rows of the ledger are evidence, and the digest by which an event tells of one.

Every table and every column stands here, as evidence or as working state; ``tests/ledger/test_evidence.py`` fails for
one that does not. Whoever writes evidence tells of it in the same transaction: ``note(…, proofs=…)``. So a row and its
digest come and go together, whatever dies when.

A value that is null has no part in the digest, nor has in a column of ``later`` the value that the rows of before were
given: a column that a later version adds changes no digest of rows that stand.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from filings.nouns import dataclass
from ledger.tables import metadata


@dataclass(frozen=True, slots=True)
class Evidence:
    """A table of evidence: what its rows are called, the columns that are told of, and those that only serve work.

    ``later``: columns that came after step 17 and were not null -> what they held in the rows of before.
    """

    word: str
    columns: tuple[str, ...]
    working: tuple[str, ...] = ()
    later: Mapping[str, object] = field(default_factory=dict)


EVIDENCE: Mapping[str, Evidence] = {
    "jurisdictions": Evidence(
        "辖区",
        ("code", "name", "parent", "office", "phone", "postcodes", "area_codes", "domains"),
        ("revision",),
    ),
    "agencies": Evidence(
        "单位",
        ("code", "name", "kind", "jurisdiction", "tags", "since", "until", "contact", "mail", "position"),
    ),
    "agency_names": Evidence("单位名称", ("agency", "number", "name", "since", "until", "alias")),
    "agency_relations": Evidence(
        "单位沿革", ("agency", "number", "kind", "since", "until", "other", "document", "approver")
    ),
    "due_dates": Evidence(
        "报送期限",
        ("id", "jurisdiction", "kinds", "event", "month", "day", "statutory", "basis", "since", "until"),
    ),
    "extensions": Evidence("延期", ("id", "jurisdiction", "year", "until", "reason", "approver", "agency")),
    "policies": Evidence("工作规则", ("id", "jurisdiction", "since", "body", "at")),
    "blobs": Evidence("文件内容", ("sha256", "size", "data")),
    "submissions": Evidence(
        "报送件",
        (
            "id", "agency", "year", "content", "slot_agency", "slot_year", "ordinal", "received_at", "channel",
            "insisted", "taken_at", "practice",
        ),
        later={"practice": False},
    ),
    "submission_documents": Evidence("报送文件", ("submission", "number", "sha256", "name", "role", "size")),
    "held": Evidence(
        "待核对归属记录",
        (
            "submission", "reason", "at", "assigned_agency", "assigned_year", "assigned_by", "assigned_reason",
            "assigned_at",
        ),
    ),
    "audits": Evidence(
        "核查结果",
        (
            "id", "name", "submission", "job", "verdict", "rulebook_hash", "engine_hash", "dossier_digest", "as_of",
            "body", "report", "recorded_at",
        ),
    ),
    "findings": Evidence(
        "核查意见",
        ("audit", "number", "fingerprint", "facts_digest", "rule", "severity", "title", "message"),
    ),
    "explanations": Evidence(
        "说明", ("id", "agency", "year", "fingerprint", "facts_digest", "text", "by", "on")
    ),
    "statements": Evidence("附报说明", ("id", "submission", "finding", "text", "by", "at")),
    "waivers": Evidence(
        "豁免", ("id", "agency", "year", "fingerprint", "facts_digest", "reason", "approver", "until", "at")
    ),
    "acts": Evidence("办理", ("id", "submission", "kind", "by", "at", "reason", "resubmit_by")),
    "paper_receipts": Evidence(
        "补录", ("id", "agency", "year", "received_on", "submission", "by", "reason", "scan", "at")
    ),
    "remarks": Evidence("附记", ("id", "submission", "kind", "about", "text", "by", "at")),
    "publications": Evidence("公开核对", ("id", "agency", "year", "body", "by", "at")),
    "bulletins": Evidence("通报", ("id", "jurisdiction", "year", "as_of", "body", "issued_at", "by")),
    "notices": Evidence(
        "通知", ("id", "type", "recipient", "subject", "title", "text", "body", "created", "attachments", "practice"),
        ("number",),
        later={"practice": False},
    ),
    "endpoints": Evidence(
        "接收地址",
        ("id", "url", "channel", "types", "rate", "disabled", "source"),
        ("failing_since", "silent", "paused_until"),
    ),
    "allowances": Evidence("内网放行", ("host", "port", "subnet", "by", "reason", "at")),
    "tokens": Evidence(
        "令牌",
        (
            "id", "hash", "role", "area", "agency", "practice", "label", "created_at", "created_by", "revoked_at",
        ),
    ),
    "accounts": Evidence(
        "账号", ("id", "login", "role", "area", "agency", "created_at", "created_by", "removed_at")
    ),
    "endpoint_recipients": Evidence("接收范围", ("endpoint", "recipient")),
    "endpoint_secrets": Evidence("签名密钥", ("endpoint", "number", "value", "since", "until")),
    "deliveries": Evidence(
        "投递",
        ("id", "notice", "endpoint", "state"),
        ("next_attempt_at", "token", "beat", "attempts", "error"),
    ),
    "attempts": Evidence(
        "投递记录", ("delivery", "number", "endpoint", "at", "outcome", "status", "latency", "error", "answer")
    ),
}  # fmt: skip

# The event log itself: an event is held by the chain, a seal by the seals around it and by the anchors.
CHAIN = frozenset({"events", "seals"})

# What work goes by. Who changes it delays or repeats work, and no record of what was filed, found, decided or told.
# Who people are is among it: a person can be taken out, and the event log, which knows accounts, still holds.
WORKING = frozenset(
    {
        "jobs", "slots", "passages", "marked_texts", "passage_texts", "text_marks", "leaders", "clocks", "unsealed",
        "requests", "handoffs",
        "people", "credentials", "sessions", "failures", "deeds",
    }
)  # fmt: skip


class Hashed(str):
    """The sha256 of bytes that was known before, in their place: large ones are hashed once."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """One row as an event tells of it: its table, its key, the digest of what stands there; None: the row is gone."""

    table: str
    key: str
    digest: str | None


def proof(table: sa.Table, row: Mapping[str, Any]) -> Proof:
    """Of a row as it is written: all of its evidence columns, in the types of the code; absent is null."""
    return Proof(table.name, key_of(table, row), digest_of(table.name, row))


def proofs(table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> list[Proof]:
    """Of several rows as they are written."""
    return [proof(table, row) for row in rows]


def standing(connection: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool]) -> list[Proof]:
    """Of the rows that stand, in the caller's transaction: for verbs that are seldom used."""
    rows = connection.execute(sa.select(*_columns(table)).where(where).order_by(*table.primary_key))
    return [proof(table, dict(row)) for row in rows.mappings()]


def replaced(
    connection: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool], write: Callable[[], object]
) -> list[Proof]:
    """Of rows that ``write`` puts in place of others: those that stand now, and those that are gone."""
    before = standing(connection, table, where)
    write()
    after = standing(connection, table, where)
    kept = {entry.key for entry in after}
    return [*after, *(Proof(table.name, entry.key, None) for entry in before if entry.key not in kept)]


def by_table(told: Iterable[Proof]) -> dict[str, dict[str, str | None]]:
    """Proofs as an event holds them: table -> key -> digest."""
    found: dict[str, dict[str, str | None]] = {}
    for entry in told:
        found.setdefault(entry.table, {})[entry.key] = entry.digest
    return found


def key_of(table: sa.Table, row: Mapping[str, Any]) -> str:
    """The primary key as one text, its parts with ``/`` between them."""
    return "/".join(str(row[name]).replace("%", "%25").replace("/", "%2F") for name in _keys(table))


def values_of(table: sa.Table, key: str) -> Mapping[str, Any] | None:
    """The primary key that ``key_of`` wrote; None when no row of the table can have it."""
    parts = [part.replace("%2F", "/").replace("%25", "%") for part in key.split("/")]
    if len(parts) != len(table.primary_key.columns):
        return None
    try:
        return {
            column.name: int(part) if isinstance(column.type, sa.Integer) else part
            for column, part in zip(table.primary_key, parts, strict=True)
        }
    except ValueError:
        return None


def digest_of(table: str, row: Mapping[str, Any]) -> str:
    """The sha256, in hex, of a row's evidence columns: of each its name, the length and the text of its value."""
    parts = []
    kept = EVIDENCE[table]
    for name in kept.columns:
        value = row.get(name)
        if value is not None and (name not in kept.later or value != kept.later[name]):
            text = value if type(value) is str else _text(value)
            parts.append(f"{name}\x1f{len(text)}\x1f{text}\x1e")
    return hashlib.sha256("".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a column holds, also after someone tampered with it
    """One spelling of a value, whether it comes from the code or raw from either database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")  # as SQLite keeps it
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, float):
        return f"{value:.17g}"
    return str(int(value)) if isinstance(value, bool) else str(value)


def _keys(table: sa.Table) -> list[str]:
    return [column.name for column in table.primary_key]


def _columns(table: sa.Table) -> list[sa.Column[Any]]:
    return [table.c[name] for name in EVIDENCE[table.name].columns]


TABLES = tuple(table for table in metadata.sorted_tables if table.name in EVIDENCE)
