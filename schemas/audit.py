"""Audit -> the JSON that outsiders rely on (``schemas/audit.schema.json``), and back for the ledger."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from json.encoder import encode_basestring
from typing import Any

from filings.finding import Audit, Finding, Outcome, Severity, Status, Suspect, SuspectCell, Verdict


def audit_json(audit: Audit) -> dict[str, Any]:
    """The audit as plain data. The same audit gives the same keys in the same order."""
    return {
        "verdict": audit.verdict.value,
        "rulebook": {"version": audit.rulebook_version, "hash": audit.rulebook_hash, "engine": audit.engine},
        "as_of": audit.as_of.isoformat(),
        "dossier": {"digest": audit.dossier_digest},
        "report": {
            "agency": audit.agency,
            "kind": audit.kind,
            "kind_inferred": audit.kind_inferred,
            "year": audit.year,
            "edition": audit.edition,
            "sha256": audit.sha256,
        },
        "findings": [finding_json(finding) for finding in audit.findings],
        "outcomes": [_outcome(outcome) for outcome in audit.outcomes],
        "suspects": [_suspect(suspect) for suspect in audit.suspects],
        "notes": list(audit.notes),
    }


def audit_bytes(audit: Audit) -> bytes:
    """The audit as UTF-8 JSON, unescaped, ending in a line break: ``audit_json`` written with an indent of 1.

    Written piece by piece, since most outcomes are the same from one audit to the next.
    """
    report = (audit.agency, audit.kind, audit.kind_inferred, audit.year, audit.edition, audit.sha256)
    book = (audit.rulebook_version, audit.rulebook_hash, audit.engine)
    head = (audit.verdict, *book, audit.as_of.isoformat(), audit.dossier_digest)
    found, named, notes = audit.findings, audit.suspects, audit.notes
    findings = _listed(_indented(finding_json(finding)) for finding in found) if found else "[]"
    suspects = _listed(_indented(_suspect(suspect)) for suspect in named) if named else "[]"
    before = _HEAD % (*map(_quoted, (*head, *report)), findings)
    after = _TAIL % (suspects, _listed(map(_quoted, notes)) if notes else "[]")
    return before.encode() + _outcomes(audit.outcomes) + after.encode()


def _listed(items: Iterable[str]) -> str:
    inner = _BETWEEN.join(items)
    return f"[\n  {inner}\n ]" if inner else "[]"


def _indented(value: object, margin: str = "\n  ") -> str:
    """JSON with an indent of 1, two levels in; ``margin`` begins its lines. Quicker than ``json`` with an indent."""
    if isinstance(value, str):
        return encode_basestring(value)
    inner = margin + " "
    if isinstance(value, dict):
        members = [f"{inner}{encode_basestring(key)}: {_indented(one, inner)}" for key, one in value.items()]
        return "{" + ",".join(members) + margin + "}" if members else "{}"
    if isinstance(value, list | tuple):
        items = [inner + (encode_basestring(one) if type(one) is str else _indented(one, inner)) for one in value]
        return "[" + ",".join(items) + margin + "]" if items else "[]"
    return str(value) if type(value) is int else _encode(value)


def _outcomes(outcomes: tuple[Outcome, ...]) -> bytes:
    """The outcomes as JSON. Often all of them, and mostly each, are the same objects from one audit to the next."""
    known = _WHOLE.get(id(outcomes))
    if known is not None:
        return known[1]
    found = list(map(_TEXTS.get, map(id, outcomes)))
    texts = [kept[1] if kept else _remembered(one) for kept, one in zip(found, outcomes, strict=True)]
    written = _listed(texts).encode()
    if None not in found:  # all met before, hence those of a plan: what an audit alone says is made anew each time
        if len(_WHOLE) >= _MOST_TUPLES:
            _WHOLE.clear()
        _WHOLE[id(outcomes)] = (outcomes, written)
    return written


def _remembered(outcome: Outcome) -> str:
    text = _written(outcome)
    if not outcome.note:  # a note is of this report alone
        if len(_TEXTS) >= _MOST_TEXTS:
            _TEXTS.clear()
        _TEXTS[id(outcome)] = (outcome, text)
    return text


def _quoted(value: str | int | None) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    return str(value) if type(value) is int else _WORDS[value]


def _written(outcome: Outcome) -> str:
    reason = f',\n   "reason": {encode_basestring(outcome.reason)}' if outcome.reason else ""
    note = f',\n   "note": {encode_basestring(outcome.note)}' if outcome.note else ""
    rule, status = encode_basestring(outcome.rule), encode_basestring(outcome.status)
    return f'{{\n   "rule": {rule},\n   "status": {status}{reason}{note}\n  }}'


_encode = json.JSONEncoder(ensure_ascii=False).encode
_WORDS: Mapping[int | None, str] = {None: "null", True: "true", False: "false"}
_MOST_TEXTS, _MOST_TUPLES = 8192, 256
_BETWEEN = ",\n  "
_TEXTS: dict[int, tuple[Outcome, str]] = {}  # with the thing itself, so that nothing else can have its id
_WHOLE: dict[int, tuple[tuple[Outcome, ...], bytes]] = {}
_HEAD = """\
{
 "verdict": %s,
 "rulebook": {
  "version": %s,
  "hash": %s,
  "engine": %s
 },
 "as_of": %s,
 "dossier": {
  "digest": %s
 },
 "report": {
  "agency": %s,
  "kind": %s,
  "kind_inferred": %s,
  "year": %s,
  "edition": %s,
  "sha256": %s
 },
 "findings": %s,
 "outcomes": """
_TAIL = """,
 "suspects": %s,
 "notes": %s
}
"""


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding as plain data."""
    return {
        "rule": finding.rule,
        "title": finding.title,
        "severity": finding.severity.value,
        "message": finding.message,
        "place": finding.place,
        "refs": list(finding.refs),
        "places": list(finding.places),
        "facts": dict(finding.facts),
        "basis": list(finding.basis),
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
        "facts_digest": finding.facts_digest,
        "waived": finding.waived,
        "explained": finding.explained,
    }


def audit_from(data: Mapping[str, Any]) -> Audit:
    """The audit that ``audit_json`` wrote."""
    report = data["report"]
    return Audit(
        verdict=Verdict(data["verdict"]),
        rulebook_version=data["rulebook"]["version"],
        rulebook_hash=data["rulebook"]["hash"],
        engine=data["rulebook"].get("engine", ""),
        as_of=date.fromisoformat(data["as_of"]),
        dossier_digest=data["dossier"]["digest"],
        agency=report["agency"],
        kind=report["kind"],
        kind_inferred=report["kind_inferred"],
        year=report["year"],
        edition=report["edition"],
        sha256=report["sha256"],
        findings=tuple(finding_from(finding) for finding in data["findings"]),
        outcomes=tuple(_outcome_from(outcome) for outcome in data["outcomes"]),
        suspects=tuple(_suspect_from(suspect) for suspect in data["suspects"]),
        notes=tuple(data["notes"]),
    )


def finding_from(data: Mapping[str, Any]) -> Finding:
    """The finding that ``finding_json`` wrote."""
    lists = {key: tuple(data[key]) for key in ("refs", "places", "basis")}
    plain = {key: value for key, value in data.items() if key not in lists}
    return Finding(**{**plain, **lists, "severity": Severity(data["severity"])})


def _outcome(outcome: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = {"rule": outcome.rule, "status": outcome.status.value}
    if outcome.reason:
        found["reason"] = outcome.reason
    if outcome.note:
        found["note"] = outcome.note
    return found


def _outcome_from(data: Mapping[str, Any]) -> Outcome:
    return Outcome(
        rule=data["rule"], status=Status(data["status"]), reason=data.get("reason", ""), note=data.get("note", "")
    )


def _suspect(suspect: Suspect) -> dict[str, Any]:
    cells = [{"ref": cell.ref, "found": cell.found, "suggested": cell.suggested} for cell in suspect.cells]
    return {"cells": cells, "mends": list(suspect.mends), "cause": suspect.cause}


def _suspect_from(data: Mapping[str, Any]) -> Suspect:
    cells = tuple(SuspectCell(**cell) for cell in data["cells"])
    return Suspect(cells=cells, mends=tuple(data["mends"]), cause=data["cause"])
