"""Every rule of the book keeps the promises of its file: examples hold word for word, names are in order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from filings.finding import Status
from rules.book_io.examples import run_example
from rules.book_io.rule import Example, Rule
from rules.book_io.rulebook import rulebook

BOOK = rulebook()
FED_BY_THE_COUNTY = {"W17"}  # its list is empty until a county fills it, so nothing can break it here


def _examples() -> Iterator[object]:
    for rule in BOOK.rules:
        for number, example in enumerate(rule.examples, 1):
            yield pytest.param(rule, example, id=f"{rule.id}-{number}")


@pytest.mark.parametrize(("rule", "example"), list(_examples()))
def test_an_example_holds_word_for_word(rule: Rule, example: Example) -> None:
    """The rule ends as the example says, with exactly the sentences that it expects."""
    status, sentences = run_example(rule, example, BOOK)
    assert (status, sentences) == (example.outcome, example.expect)


@pytest.mark.parametrize("rule", [r for r in BOOK.rules if r.id not in FED_BY_THE_COUNTY], ids=lambda rule: rule.id)
def test_a_rule_shows_a_clean_a_broken_and_a_boundary_case(rule: Rule) -> None:
    """At least three examples: one that breaks the rule, one that does not, and one more beside them."""
    outcomes = [example.outcome for example in rule.examples]
    assert len(outcomes) >= 3
    assert Status.BROKEN in outcomes
    assert any(outcome != Status.BROKEN for outcome in outcomes)


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_a_file_is_named_after_its_rule(rule: Rule) -> None:
    """So that a rule is found by its number."""
    assert rule.file.rpartition("/")[2] == f"{rule.id}.toml"


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_speaks_plainly(rule: Rule) -> None:
    """Message and next step are whole sentences, and no key of a file stands in what people read."""
    assert rule.message.endswith(("。", "。”"))
    assert rule.fix.endswith(("。", "。”"))
    assert not any(word in rule.says + rule.title for word in ("applications", "review.", "None", "must_fix"))


def test_every_rule_is_asked_after_all_that_come_before_it() -> None:
    """The order of asking honours every ``after``."""
    seen: set[str] = set()
    for rule in BOOK.in_order:
        assert seen.issuperset(rule.after)
        seen.add(rule.id)


def test_ids_are_unique_and_in_order() -> None:
    """The book lists each id once, in order."""
    ids = [rule.id for rule in BOOK.rules]
    assert ids == sorted(set(ids))


CATALOGUE = {"D": 14, "T": 22, "H": 28, "C": 15, "B": 13, "A": 14, "L": 6, "N": 19, "Y": 12, "W": 22, "P": 7, "X": 4,
             "O": 6, "G": 4}  # fmt: skip


def test_every_check_of_the_catalogue_is_a_rule_or_has_a_record() -> None:
    """The 185 checks, and the one exclusion, stand in the book or are named with their reason in the record."""
    wanted = {f"{group}{number:02}" for group, most in CATALOGUE.items() for number in range(1, most + 1)}
    assert len(wanted - {"W02"}) == 185
    record = (Path(__file__).parents[3] / "docs/decisions/0005-checks-left-out.md").read_text(encoding="utf-8")
    left_out = sorted(wanted - BOOK.by_id.keys())
    assert left_out == ["A09", "D05", "W02", "Y05"]
    assert all(f"| {name} " in record for name in left_out)


def test_a_rule_beyond_the_catalogue_says_why_in_its_own_file() -> None:
    """What the catalogue lacks has a reason beside it, so that adding a rule edits no other file."""
    wanted = {f"{group}{number:02}" for group, most in CATALOGUE.items() for number in range(1, most + 1)}
    assert [rule.id for rule in BOOK.rules if rule.id not in wanted and not rule.origin] == []
