"""Places and sentences: where a finding stands, in a clerk's words."""

import tomllib
from dataclasses import replace

import pytest

from filings.dossier import Dossier
from filings.finding import Severity
from filings.report import Cell, Label
from rules.book_io.examples import dossier_of, failures, run_example
from rules.book_io.rule import Example
from rules.book_io.rulebook import rulebook
from rules.engine.audit import audit
from rules.engine.context import CheckContext
from rules.engine.render import place_of, render
from rules.engine.results import Breach
from rules.lexicon.lists import Lists
from schemas.editions import edition

RULE = rulebook().by_id["A01"]


def _context(given: str = "") -> CheckContext:
    dossier = dossier_of(tomllib.loads(given), RULE)
    return CheckContext(dossier=dossier, edition=edition("2021"), lists=Lists({}))


@pytest.mark.parametrize(
    ("refs", "places", "words"),
    [
        (("applications.new.total",), (), "第三部分表格“本年新收”行“总计”列"),
        (("applications.new.natural", "applications.new.total"), (), "第三部分表格“本年新收”"),
        (("applications.new.natural", "applications.total.natural"), (), "第三部分表格“自然人”列"),
        (("applications.new.natural", "applications.total.total"), (), "第三部分表格"),
        (
            ("review.reconsideration.upheld", "review.litigation_after.upheld"),
            (),
            "第四部分表格",
        ),
        (("review",), (), "第四部分表格"),
        (("section.5",), (), "第五部分"),
        (("title",), (), "标题（第1段）"),
        (("published",), (), "公开时间"),
        ((), (), "整份报告"),
        ((), ("L12:3",), "第12行"),
        (("section.1",), ("P12+3:4",), "第一部分（第3段）"),
        (("section.2",), ("P12",), "第二部分（第一部分第3段）"),
        ((), ("P12",), "第一部分第3段"),
    ],
)
def test_a_place_is_told_in_a_clerks_words(refs: tuple[str, ...], places: tuple[str, ...], words: str) -> None:
    """Row, column, table, part or the whole report, with the place in the document where it is known."""
    assert place_of(Breach(refs=refs, places=places), _context()) == words


def test_a_place_is_looked_up_from_the_cell_or_the_label() -> None:
    """What the reader wrote down is repeated."""
    context = _context()
    report = context.report
    cell = report.cells["applications.new.total"]
    report = replace(
        report,
        cells={
            **report.cells,
            "applications.new.total": Cell(raw="0", state=cell.state, value=cell.value, place="T2R3C9"),
        },
        labels={**report.labels, "applications.new": Label(raw="一", place="T2R3C1")},
    )
    context = replace(context, dossier=replace(context.dossier, report=report))
    assert place_of(Breach(refs=("applications.new.total",)), context).endswith("（第2个表格第3行第9格）")
    assert place_of(Breach(refs=("applications.new",)), context).endswith("（第2个表格第3行第1格）")


def test_a_text_finding_keeps_its_fingerprint_when_it_moves() -> None:
    """The excerpt stands for the place; blanks and punctuation do not count."""
    facts = {"item": "", "left": 1, "right": 2, "difference": 1}
    one = Breach(refs=("section.1",), facts=facts, excerpt="收到 3 件")
    other = Breach(refs=("section.5",), facts=facts, excerpt="收到3件。")
    third = Breach(refs=("section.1",), facts=facts, excerpt="收到4件")
    prints = [render(breach, RULE, _context()).fingerprint for breach in (one, other, third)]
    assert prints[0] == prints[1] != prints[2]


def test_without_a_report_a_finding_still_has_place_and_year() -> None:
    """A filing that never came is told about the slot."""
    context = replace(_context("no_report = true\nyear = 2023"), edition=None)
    found = render(Breach(refs=("received",), facts={}), replace(RULE, message="{year}{agency}", fix="改。"), context)
    assert (found.place, found.message, found.places) == ("报送时间", "2023云岭县水务局", ("",))


def test_nobody_and_no_year_are_said_as_such() -> None:
    """A sentence never shows None."""
    dossier = Dossier(as_of=_context().dossier.as_of)
    context = CheckContext(dossier=dossier, edition=None, lists=Lists({}))
    found = render(Breach(refs=("unknown",)), replace(RULE, message="{year}{agency}", fix="改。"), context)
    assert found.message == "（年度不明）（单位不明）"
    assert found.place == "unknown"


def test_an_example_that_does_not_hold_is_told() -> None:
    """The check of examples is itself no rubber stamp: a wrong sentence, a wrong outcome and a fault are seen."""
    wrong = Example(title="错", given={}, expect=("没有这句话。",), outcome="broken")
    book = rulebook().only(["A01"])
    spoilt = replace(book, rules=tuple(replace(r, examples=(wrong,)) if r.id == "A01" else r for r in book.rules))
    (line,) = [one for one in failures(spoilt) if one.startswith("A01")]
    assert "应当 broken" in line
    assert "实际 passed" in line


def test_an_example_of_a_rule_that_fails_says_so() -> None:
    """A fault of ours is not taken for an outcome."""
    rule = replace(RULE, message="{nothing}")
    book = rulebook().only(["A01"])
    spoilt = replace(book, rules=tuple(rule if r.id == "A01" else r for r in book.rules))
    status, sentences = run_example(rule, Example(title="错", given={"applications": {"new": {"total": 1}}}), spoilt)
    assert status.startswith("failed: ")
    assert sentences == ()


def test_an_example_may_be_of_either_form_and_year() -> None:
    """The year follows the form, the form the year, and last year's report its own year."""
    old = dossier_of({"edition": "2019"}, RULE)
    assert old.report is not None
    assert (old.report.year, old.report.edition) == (2020, "2019")
    mixed = dossier_of({"year": 2021, "last": {}}, RULE)
    assert mixed.previous is not None
    assert (mixed.previous.year, mixed.previous.edition) == (2020, "2019")
    bounded = dossier_of({}, rulebook().by_id["H23"])
    assert bounded.report is not None
    assert bounded.report.year == 2020


@pytest.mark.parametrize(
    ("text", "severity"),
    [("12个社区各有信息员3名，共37名。", Severity.VERIFY), ("12个社区各有信息员3名，共97名。", Severity.HINT)],
)
def test_figures_far_apart_are_only_a_hint(text: str, severity: Severity) -> None:
    """What may well be numbers of different things is told a grade milder; the words are the same."""
    rule = rulebook().by_id["N33"]
    found = audit(dossier_of({"section": {"1": text}}, rule), rulebook().only([rule.id])).findings
    assert [(one.severity, "应当是36" in one.message) for one in found] == [(severity, True)]


def test_a_grade_milder() -> None:
    """Nothing is milder than a hint."""
    assert [one.milder for one in Severity] == [Severity.VERIFY, Severity.HINT, Severity.HINT]
