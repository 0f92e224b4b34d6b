"""Cues: a rule that is not asked for want of a cue ends just as it would have ended."""

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
from rules.engine.triggers import cues_of, silence_of
from rules.text.digits import digit_runs
from samples.narratives import narratives
from samples.reports.making import sample
from schemas.editions import edition

BOOK = rulebook()


def _silent(dossier: Dossier) -> Iterator[tuple[Rule, CheckContext]]:
    """The rules that apply to a dossier and are not asked, since nothing stands in it that they listen to."""
    report = dossier.report
    assert report is not None
    scene = CheckContext(dossier=dossier, edition=edition(report.edition or "2021"), lists=BOOK.lists)
    plan = BOOK.plan(scope_of(dossier))
    asked = {rule.id for rule in plan.left(frozenset(), scene)}
    yield from ((rule, scene) for rule in plan.asked if rule.id not in asked)


def _answer(rule: Rule, scene: CheckContext) -> Outcome:
    """How the rule ends when it is asked after all."""
    results = list(rule.check.run(scene))
    assert not any(isinstance(one, Breach) for one in results), rule.id
    reasons = [one.reason for one in results if isinstance(one, Gap)]
    status = Status.NOT_APPLICABLE if reasons else Status.PASSED
    return Outcome(rule=rule.id, status=status, reason="；".join(dict.fromkeys(reasons)))


@pytest.mark.parametrize("rule", [rule for rule in BOOK.rules if rule.examples], ids=lambda rule: rule.id)
def test_the_examples_of_every_rule(rule: Rule) -> None:
    """No worked example holds anything that a silent rule would have spoken of: its own rule least of all."""
    for example in rule.examples:
        dossier = dossier_of(example.given, rule)
        if dossier.report is not None and dossier.report.year is not None:
            for silent, scene in _silent(dossier):
                assert _answer(silent, scene) == silent.silent, (example.title, silent.id)


def test_generated_reports() -> None:
    """Nor do realistic reports, of which most rules have nothing to say."""
    for seed in range(25):
        silent = list(_silent(sample(seed).dossier))
        assert len(silent) > 20
        for rule, scene in silent:
            assert _answer(rule, scene) == rule.silent, (seed, rule.id)


@pytest.mark.parametrize("source", sorted({one.source for one in narratives()}))
def test_reports_written_by_hand(source: str) -> None:
    """Nor do reports in other words than the generator's."""
    for one in narratives():
        if one.source == source:
            for rule, scene in _silent(dossier_of(one.given, BOOK.by_id["N01"])):
                assert _answer(rule, scene) == rule.silent, (one.name, rule.id)


_CLAUSES = [
    clause for one in narratives() for said in one.text for clause in re.split("(?<=[，。；、：（）])", said) if clause
]
_WORDS = [
    word for cue in sorted({cue for rule in BOOK.rules for cue in cues_of(rule.check) or ()} & {*BOOK.lists.names})
    for word in BOOK.lists.texts(cue)
]  # fmt: skip


@given(
    st.lists(st.sampled_from(_CLAUSES) | st.sampled_from(_WORDS) | st.text("3０，。（）%号月", max_size=4), max_size=30)
)
@settings(max_examples=60, deadline=None)
def test_words_thrown_together(said: list[str]) -> None:
    """Nor does any text: clauses of those reports, words of the lists, signs."""
    for rule, scene in _silent(dossier_of({"section": {"1": "".join(said)}}, BOOK.by_id["N01"])):
        assert _answer(rule, scene) == rule.silent, rule.id


def test_a_list_that_is_not_scanned_is_no_cue() -> None:
    """Every cue of the shipped book is looked for by the one scan; one that is not would make its rule always asked."""
    cues = {cue for rule in BOOK.rules for cue in cues_of(rule.check) or ()}
    assert len(cues) > 40
    assert all(map(BOOK.lists.scans, cues))


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
    assert silence_of("N02", told.check).reason == "正文没有这样写申请件数，没有核对"
    assert slip.silent is slip.passed


@given(st.text(alphabet="0129０３９年件，, .x𠮷", max_size=30))
def test_digits_are_found_as_by_a_pattern(text: str) -> None:
    """The quick way and a pattern find the same runs."""
    spans = [found.span() for found in re.finditer("[0-9０-９]+", text)]
    assert digit_runs(text) == ([start for start, _ in spans], [end for _, end in spans])
