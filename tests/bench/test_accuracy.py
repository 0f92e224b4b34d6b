"""The accuracy bench in small: the shares that must be reached hold on a fixed sample, with room to spare."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.accuracy import courses, measure
from bench.figures import HEADLINES, MEASURES
from bench.fired import unfired
from bench.hand import by_hand
from bench.page import page
from rules.book_io.rulebook import rulebook


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    """What 120 reports with all their faults give."""
    figures = measure(120)
    few = rulebook().only(["A01", "H01", "W19"])
    return figures.record() | {"hand": by_hand(rulebook()), "rules": unfired(few, figures.fired)}


def test_wrong_cells_of_table_three_are_always_found_and_named(record: dict[str, Any]) -> None:
    """One or two wrong cells: found without exception, named first nearly always."""
    assert record["single_table3"]["detected"] == record["double_table3"]["detected"] == 1
    assert record["single_table3"]["first"] >= 0.99
    assert record["double_table3"]["first"] >= 0.85


def test_a_wrong_cell_of_table_four_is_always_shown(record: dict[str, Any]) -> None:
    """Found, and among the at most five sets that a clerk is shown."""
    assert record["single_table4"]["detected"] == record["single_table4"]["shown"] == 1


def test_most_wrong_cells_of_table_two_are_found(record: dict[str, Any]) -> None:
    """With last year's report and the text; the full run asks for 85 in a hundred."""
    assert record["single_table2"]["detected"] >= 0.78


def test_correct_reports_are_left_alone(record: dict[str, Any]) -> None:
    """Nothing must be fixed, next to nothing is asked."""
    assert record["clean"]["must_fix_per_report"] == 0
    assert record["clean"]["verify_per_report"] <= 0.05
    assert record["clean"]["hint_per_report"] <= 0.5


def test_the_record_has_the_agreed_keys(record: dict[str, Any]) -> None:
    """The four groups with their three shares, and the clean reports, as JSON."""
    again = json.loads(json.dumps(record))
    assert all(set(again[name]) == set(MEASURES) for name in HEADLINES)
    assert {"must_fix_per_report", "verify_per_report"} <= set(again["clean"])
    assert again["reports"]["clean"] == 120
    assert again["reports"]["faulty"] > 600


def test_every_rule_is_fired_or_says_why_not(record: dict[str, Any]) -> None:
    """A rule that no fault broke is broken by its own example, with the reason why no fault could."""
    assert record["rules"]["never"] == {}
    assert {"H01", "W19"} <= set(record["rules"]["by_example"])
    assert "A01" not in record["rules"]["by_example"]
    assert all(record["rules"]["by_example"].values())


def test_the_page_shows_what_was_measured(record: dict[str, Any], tmp_path: Path) -> None:
    """Each group with its count and its shares, and the goals."""
    shown = page(record)
    (tmp_path / "accuracy.md").write_text(shown, encoding="utf-8")
    for name in HEADLINES:
        share = record["groups"][name]
        assert f"| {share['count']:,} | {100 * share['detected']:.4g} % |" in shown
    assert "goal 0" in shown
    for told in record["hand"].values():
        assert f"| {told['slips']} | {told['told']} |" in shown


@pytest.mark.parametrize(
    ("name", "share"), [("own", 0.9), ("authors_a", 0.8), ("authors_b", 0.6), ("authors_c", 0.5), ("authors_d", 0.5)]
)
def test_texts_written_by_hand_bring_no_false_alarm(record: dict[str, Any], name: str, share: float) -> None:
    """Nothing to mend or to verify in the right ones; most of what is wrong in them is told."""
    hand = record["hand"][name]
    assert (hand["must_fix"], hand["verify"]) == (0, 0)
    assert hand["told"] / hand["slips"] > share


def test_the_order_of_seeds_is_kept_by_processes() -> None:
    """Two processes give the same courses as one."""
    assert list(courses(range(4), 2)) == list(courses(range(4), 1))
