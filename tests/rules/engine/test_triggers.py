"""Triggers: a rule that is not asked for want of a trigger ends just as it would have ended."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filings.dossier import Dossier
from filings.finding import Outcome, Status, Verdict
from rules.book_io.examples import dossier_of
from rules.book_io.rule import Rule
from rules.book_io.rulebook import rulebook
from rules.engine.applies import scope_of
from rules.engine.audit import audit
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Gap
from rules.engine.triggers import triggers_of, unasked_outcome
from rules.text.digits import digit_runs
from samples.narratives import narratives
from samples.reports.making import sample
from schemas.editions import edition

BOOK = rulebook()


def _silent(dossier: Dossier) -> Iterator[tuple[Rule, CheckContext]]:
    """The rules that apply to a dossier and are not asked, since nothing stands in it that they listen to."""
    report = dossier.report
    assert report is not None
    context = CheckContext(dossier=dossier, edition=edition(report.edition or "2021"), lists=BOOK.lists)
    plan = BOOK.plan(scope_of(dossier))
    asked = {rule.id for rule in plan.left(frozenset(), context)}
    yield from ((rule, context) for rule in plan.asked if rule.id not in asked)


def _answer(rule: Rule, context: CheckContext) -> Outcome:
    """How the rule ends when it is asked after all."""
    results = list(rule.check.run(context))
    assert not any(isinstance(one, Breach) for one in results), rule.id
    reasons = [one.reason for one in results if isinstance(one, Gap)]
    status = Status.NOT_APPLICABLE if reasons else Status.PASSED
    return Outcome(rule=rule.id, status=status, reason="；".join(dict.fromkeys(reasons)))


@pytest.mark.parametrize("rule", [rule for rule in BOOK.rules if rule.examples], ids=lambda rule: rule.id)
def test_the_examples_of_every_rule(rule: Rule) -> None:
    """No worked example holds anything that a rule left unasked would have spoken of: its own rule least of all."""
    for example in rule.examples:
        dossier = dossier_of(example.given, rule)
        if dossier.report is not None and dossier.report.year is not None:
            for other, context in _silent(dossier):
                assert _answer(other, context) == other.unasked, (example.title, other.id)


def test_generated_reports() -> None:
    """Nor do realistic reports, of which most rules have nothing to say."""
    for seed in range(25):
        unasked = list(_silent(sample(seed).dossier))
        assert len(unasked) > 20
        for rule, context in unasked:
            assert _answer(rule, context) == rule.unasked, (seed, rule.id)


@pytest.mark.parametrize("source", sorted({one.source for one in narratives()}))
def test_reports_written_by_hand(source: str) -> None:
    """Nor do reports in other words than the generator's."""
    for one in narratives():
        if one.source == source:
            for rule, context in _silent(dossier_of(one.given, BOOK.by_id["N01"])):
                assert _answer(rule, context) == rule.unasked, (one.name, rule.id)


_CLAUSES = [
    clause for one in narratives() for said in one.text for clause in re.split("(?<=[，。；、：（）])", said) if clause
]
_WORDS = [
    word for name in sorted({one for rule in BOOK.rules for one in triggers_of(rule.check) or ()} & {*BOOK.lists.names})
    for word in BOOK.lists.texts(name)
]  # fmt: skip


@given(
    st.lists(st.sampled_from(_CLAUSES) | st.sampled_from(_WORDS) | st.text("3０，。（）%号月", max_size=4), max_size=30)
)
@settings(max_examples=60, deadline=None)
def test_words_thrown_together(said: list[str]) -> None:
    """Nor does any text: clauses of those reports, words of the lists, signs."""
    for rule, context in _silent(dossier_of({"section": {"1": "".join(said)}}, BOOK.by_id["N01"])):
        assert _answer(rule, context) == rule.unasked, rule.id


def test_a_list_that_is_not_scanned_is_no_trigger() -> None:
    """Every trigger of the shipped book is looked for by the one scan; else its rule would always be asked."""
    triggers = {trigger for rule in BOOK.rules for trigger in triggers_of(rule.check) or ()}
    assert len(triggers) > 40
    assert all(map(BOOK.lists.scans, triggers))


def test_without_a_year_every_rule_is_asked() -> None:
    """Lists are dated: where the year is unknown, rules say so themselves."""
    dossier = dossier_of({}, BOOK.by_id["A01"])
    assert dossier.report is not None
    assert list(_silent(dossier)) != []
    assert list(_silent(replace(dossier, report=replace(dossier.report, year=None)))) == []


def test_a_text_that_cannot_be_scanned_does_not_stop_the_audit() -> None:
    """Rules of the text each say that they failed, by our fault; those of the tables still answer."""
    dossier = dossier_of({"section": {"1": "全年\ud800公开信息5条。"}}, BOOK.by_id["A01"])
    found = audit(dossier, BOOK)
    ended = {outcome.rule: outcome.status for outcome in found.outcomes}
    assert ended["W21"] is Status.FAILED
    assert ended["A01"] is Status.PASSED
    assert found.verdict is not Verdict.CLEAN


def test_silence_is_passing_unless_it_has_a_reason() -> None:
    """A check that waits for words of a figure says that there was none; one that waits for a slip just passes."""
    told, slip = BOOK.by_id["N02"], BOOK.by_id["W21"]
    assert unasked_outcome("N02", told.check).reason == "正文没有这样写申请件数，没有核对"
    assert slip.unasked is slip.passed


@given(st.text(alphabet="0129０３９年件，, .x𠮷", max_size=30))
def test_digits_are_found_as_by_a_pattern(text: str) -> None:
    """The quick way and a pattern find the same runs."""
    spans = [found.span() for found in re.finditer("[0-9０-９]+", text)]
    assert digit_runs(text) == ([start for start, _ in spans], [end for _, end in spans])
