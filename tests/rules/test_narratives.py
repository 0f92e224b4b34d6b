"""Texts written by hand, in words other than the generator's: true ones are left alone, false figures are found.

The generator and the rules were made side by side; these reports were not, so they tell how the rules do on words that
nobody tuned them to.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from filings.finding import Audit, Severity
from rules.engine import audit
from rules.examples import dossier_of
from rules.rulebook import rulebook

_FOLDER = Path(__file__).parent / "narratives"
_APPLICANTS = ("natural", "business", "research", "charity", "legal", "other")
_REVIEW = ("upheld", "corrected", "other", "pending")
_FLOW = ("new", "carried_in", "carried_out")


@cache
def _reports() -> tuple[dict[str, Any], ...]:
    found = [tomllib.loads(file.read_text(encoding="utf-8"))["report"] for file in sorted(_FOLDER.glob("*.toml"))]
    return tuple(report for reports in found for report in reports)


def _name(report: Mapping[str, Any]) -> str:
    return f"{report['agency']}{report['year']}"


def _slips() -> Iterator[Any]:
    for report in _reports():
        for find, put, rules in report["slips"]:
            yield pytest.param(report, find, put, frozenset(rules), id=f"{_name(report)} {put}")


def _audit(report: Mapping[str, Any], find: str = "", put: str = "") -> Audit:
    """The audit of a report as written, or with other words in one place."""
    text = [paragraph.replace(find, put) if find else paragraph for paragraph in report["text"]]
    given: dict[str, Any] = {
        "year": report["year"],
        "edition": report.get("edition", "2021"),
        "agency": {"name": report["agency"], "kind": report.get("kind", "department")},
        "section": {"1": text, "6": report["six"], **({"5": report["five"]} if "five" in report else {})},
        **_tables(report),
    }
    return audit(dossier_of(given, rulebook().by_id["N01"]), rulebook())


def _tables(report: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of a report out of its few lines; rows and columns are summed here."""
    counts: dict[str, dict[str, int]] = {}
    cells: dict[str, Any] = {"applications": {}, "review": {}, "proactive": {}}
    for line in report["tables"].strip().splitlines():
        name, _, said = line.partition(":")
        if name in _APPLICANTS:
            counts[name] = _counted(said)
        elif name in ("reconsideration", "litigation_direct", "litigation_after"):
            group = _counted(said)
            row = [group.get(column, 0) for column in _REVIEW]
            cells["review"][name] = [*row, sum(row)]
        else:
            cells["proactive"][name] = said.split()
    for column in counts.values():
        results = sum(count for row, count in column.items() if row not in _FLOW)
        column["total"] = results
        assert column["new"] + column.get("carried_in", 0) == results + column.get("carried_out", 0), report["agency"]
    for row in {row for column in counts.values() for row in column}:
        numbers = [counts.get(column, {}).get(row, 0) for column in _APPLICANTS]
        group, _, part = row.partition(".")
        into = cells["applications"].setdefault(group, {}) if part else cells["applications"]
        into[part or group] = [*numbers, sum(numbers)]
    return cells


def _counted(said: str) -> dict[str, int]:
    return {row: int(count) for row, count in (pair.split() for pair in said.split(","))}


@pytest.mark.parametrize("report", _reports(), ids=_name)
def test_a_true_text_is_left_alone(report: dict[str, Any]) -> None:
    """Whatever words it chooses, a report that agrees with its tables is not complained about."""
    said = [(one.severity.value, one.rule, one.message) for one in _audit(report).findings]
    assert [one for one in said if one[0] != Severity.HINT.value] == []


@pytest.mark.parametrize(("report", "find", "put", "rules"), list(_slips()))
def test_a_false_figure_is_found(report: dict[str, Any], find: str, put: str, rules: frozenset[str]) -> None:
    """A figure changed by a slip is told by one of the rules that may know; none named: known to be missed."""
    assert any(find in paragraph for paragraph in report["text"])
    told = {one.rule for one in _audit(report, find, put).findings}
    assert bool(told & rules) is bool(rules), told
