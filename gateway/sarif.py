"""Audits as SARIF 2.1.0, for editors and code-scanning tools that already speak it."""

from collections.abc import Iterable, Mapping
from typing import Any

from filings.finding import Audit, Finding, Severity
from filings.place import describe
from rules.book_io.rule import Rule

_LEVELS = {Severity.MUST_FIX: "error", Severity.VERIFY: "warning", Severity.HINT: "note"}


def sarif(audits: Iterable[tuple[str, Audit]], rules: Iterable[Rule], version: str) -> dict[str, Any]:
    """One run with a result for each finding. ``audits``: (file name, audit)."""
    driver = {"name": "gouji", "version": version, "rules": [_rule(rule) for rule in rules]}
    results = [_result(name, finding) for name, audit in audits for finding in audit.findings]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}],
    }


def _rule(rule: Rule) -> Mapping[str, Any]:
    return {
        "id": rule.id,
        "name": rule.title,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.says},
        "help": {"text": f"{rule.fix}\n依据：{'；'.join(rule.basis)}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.active},
    }


def _result(name: str, finding: Finding) -> Mapping[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}{finding.fix}"},
        "locations": [_location(name, finding)],
        "partialFingerprints": {"gouji/v1": finding.fingerprint},
    }
    if finding.waived:
        result["suppressions"] = [{"kind": "external", "status": "accepted"}]
    return result


def _location(name: str, finding: Finding) -> Mapping[str, Any]:
    place = next((place for place in finding.places if place), "")
    physical: dict[str, Any] = {"artifactLocation": {"uri": name}}
    if place.startswith("L"):
        physical["region"] = {"startLine": int(place[1:].partition("+")[0].partition(":")[0])}
    logical = [{"fullyQualifiedName": ref} for ref in finding.refs]
    return {
        "physicalLocation": physical,
        "logicalLocations": logical,
        "message": {"text": describe(place) or finding.place},
    }
