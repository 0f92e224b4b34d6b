"""Right and faulty days, spans, years and document numbers as clerks write them (time_relatives.toml)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from rules.book_io.examples import dossier_of
from rules.book_io.rulebook import rulebook
from rules.engine.audit import audit

GROUPS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("time_relatives.toml").read_text(encoding="utf-8")
)["group"]
RULES = ("W25", "W13", "W32", "W33", "W34", "W01", "N38", "N42")


def _said(group: dict[str, Any], text: str) -> list[str]:
    """What the rules on days, years and numbers say of a report that is clean but for one sentence."""
    words = {"lead": [text]} if group["part"] == "lead" else {"section": {group["part"]: [text]}}
    given = {"year": group["year"], **group.get("given", {}), **words}
    book = rulebook()
    return [one.message for one in audit(dossier_of(given, book.by_id["N01"]), book).findings if one.rule in RULES]


@pytest.mark.parametrize(
    ("group", "text"), [pytest.param(group, text, id=text[:40]) for group in GROUPS for text in group["told"]]
)
def test_a_fault_is_told(group: dict[str, Any], text: str) -> None:
    """One finding at least."""
    assert _said(group, text)


@pytest.mark.parametrize(
    ("group", "text"), [pytest.param(group, text, id=text[:40]) for group in GROUPS for text in group["left"]]
)
def test_a_right_sentence_is_left_alone(group: dict[str, Any], text: str) -> None:
    """None."""
    assert _said(group, text) == []
