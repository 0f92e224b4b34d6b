"""The data that notices carry, as plain JSON shapes below 20 kB, and its canonical bytes."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from filings.agency import Agency
from filings.finding import Audit, Finding, Severity
from filings.notice import Endpoint, Recipient
from filings.personal import without_numbers
from filings.submission import Document, Submission
from notifier.audit_wording import count, open_findings
from notifier.occasion import Occasion
from notifier.wording import Letter

Data: TypeAlias = dict[str, Any]

BODY_LIMIT = 20_000  # bytes, as Standard Webhooks advises
_TEXT_LIMIT = 1500  # characters of a reason in the data; the letter has all of it
_NAME_LIMIT = 120
_DOCUMENTS_LIMIT = 10
_SUSPECTS_LIMIT = 3


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no spaces and unescaped UTF-8: the same value is always the same bytes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def fitting(event: Data, findings: Sequence[Data]) -> Data:
    """The findings that fit below the limit, in order, with the count of those left out."""
    counts: Data = {"findings": [], "findings_total": len(findings), "findings_left_out": len(findings)}
    room = BODY_LIMIT - 1 - len(canonical({**event, "data": {**event["data"], **counts}}))
    kept: list[Data] = []
    for finding in findings:
        size = len(canonical(finding)) + 1
        if size <= room:
            kept.append(finding)
            room -= size
    return {**counts, "findings": kept, "findings_left_out": len(findings) - len(kept)}


def common(occasion: Occasion, recipient: Recipient, letter: Letter) -> Data:
    """What the data of every type begins with."""
    desk = occasion.desk
    return {
        "recipient": {"kind": recipient.kind.value, "code": recipient.code, "name": cut(recipient.name, _NAME_LIMIT)},
        "office": {"code": desk.jurisdiction.code, "name": cut(desk.name, _NAME_LIMIT), "phone": desk.phone},
        "title": cut(letter.title),
        "summary": cut(letter.summary),
        "read_at": occasion.read_at,
        "attachments": documents_data(occasion.attachments),
        **({"practice": True} if occasion.practice else {}),
    }


def slot(agency: Agency, year: int) -> Data:
    """The agency and the report year."""
    return {"agency": {"code": agency.code, "name": cut(agency.name, _NAME_LIMIT)}, "year": year}


def submission_data(submission: Submission) -> Data:
    """The filing: id, ordinal, receipt and files."""
    return {
        "id": submission.id,
        "ordinal": submission.ordinal,
        "received_at": instant_text(submission.received_at),
        "taken_at": instant_text(submission.taken_at or submission.received_at),
        "channel": submission.channel,
        "insisted": submission.insisted,
        "documents": documents_data(submission.documents),
    }


def audit_data(audit: Audit, due: date | None) -> Data:
    """What an audit says apart from its findings. ``open``: what still asks for something, by severity."""
    counts: Mapping[Severity, int] = count(open_findings(audit))
    return {
        "verdict": audit.verdict.value,
        "verdict_label": audit.verdict.label,
        "as_of": audit.as_of.isoformat(),
        "due": day(due),
        "rulebook": {"version": audit.rulebook_version, "hash": audit.rulebook_hash, "engine": audit.engine},
        "dossier": audit.dossier_digest,
        "report": {"year": audit.year, "edition": audit.edition, "sha256": audit.sha256},
        "open": {severity.value: counts[severity] for severity in Severity},
        "suspects": [
            {
                "cells": [{"ref": c.ref, "found": c.found, "suggested": c.suggested} for c in suspect.cells],
                "cause": cut(suspect.cause, _NAME_LIMIT),
            }
            for suspect in audit.suspects[:_SUSPECTS_LIMIT]
        ],
    }


def finding_data(finding: Finding) -> Data:
    """One finding, in the very words in which it is shown everywhere."""
    return {
        "rule": finding.rule,
        "title": finding.title,
        "severity": finding.severity.value,
        "message": finding.message,
        "place": finding.place,
        "refs": list(finding.refs),
        "basis": list(finding.basis),
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
        "waived": finding.waived,
        "explained": finding.explained,
    }


def documents_data(documents: Sequence[Document]) -> list[Data]:
    """Files by name and hash, the first ten."""
    return [
        {"sha256": d.sha256, "name": cut(without_numbers(d.name), _NAME_LIMIT), "role": d.role, "size": d.size}
        for d in documents[:_DOCUMENTS_LIMIT]
    ]


def due_data(due: date, basis: str, duty: str) -> Data:
    """A deadline and what is owed."""
    return {"due": due.isoformat(), "duty": duty, "basis": cut(basis)}


def host(endpoint: Endpoint) -> str:
    """The host of an endpoint: all of its URL that may be told."""
    return endpoint.url.rpartition("@")[2] if endpoint.channel == "mail" else urlsplit(endpoint.url).hostname or ""


def cut(text: str, limit: int = _TEXT_LIMIT) -> str:
    """The text, or as much of it as ``limit`` characters hold."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def day(day: date | None) -> str | None:
    """A civil day as ISO text."""
    return day.isoformat() if day else None


def instant_text(instant: datetime) -> str:
    """An instant in UTC to the millisecond: ``2026-01-20T02:30:00.000Z``."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
