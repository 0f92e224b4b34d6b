"""Right and faulty sentences as clerks write them (wording_relatives.toml), written before the rules they are for."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from filings.finding import Finding
from rules.book_io.examples import dossier_of
from rules.book_io.rulebook import rulebook
from rules.engine.audit import audit

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("wording_relatives.toml").read_text(encoding="utf-8")
)["case"]
WORDING = ("W", "T", "P", "H10", "H20", "H21")  # beginnings of ids
ABSENT = frozenset({"T07", "T16", "T17", "W18"})  # what a report of one sentence lacks
KINDS = (
    ("县人民政府", "government"), ("旗人民政府", "government"), ("区人民政府", "government"), ("人民政府", "township"),
    ("街道办事处", "subdistrict"), ("", "department"),
)  # fmt: skip


def _findings(case: Mapping[str, Any]) -> list[Finding]:
    """What is said of a report that is clean but for the words of a case."""
    name, part, book = case.get("agency", "云岭县水务局"), case.get("part", "1"), rulebook()
    kind = next(kind for end, kind in KINDS if name.endswith(end))
    words = {part: case["text"]} if part in ("lead", "closing") else {"section": {part: case["text"]}}
    given = {"year": case.get("year", 2023), "agency": {"name": name, "kind": kind}, **words}
    return list(audit(dossier_of(given, book.by_id["N01"]), book).findings)


@pytest.mark.parametrize(
    "case", [one for one in CASES if "told" in one], ids=lambda one: f"{one['kind']} {one['told']}"
)
def test_a_fault_is_told(case: Mapping[str, Any]) -> None:
    """A finding names what is wrong, in the words that a clerk can look for."""
    assert any(case["told"] in one.message for one in _findings(case)), [one.message for one in _findings(case)]


@pytest.mark.parametrize("case", [one for one in CASES if "told" not in one], ids=lambda one: str(one["text"][0])[:24])
def test_a_right_sentence_is_left_alone(case: Mapping[str, Any]) -> None:
    """No rule on words, names, marks or dates speaks."""
    said = [one for one in _findings(case) if one.rule.startswith(WORDING) and one.rule not in ABSENT]
    assert [(one.rule, one.message) for one in said] == []
