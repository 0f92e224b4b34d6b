"""Against last year: swings and unchanged reports."""

from collections.abc import Callable

import pytest

from rules.checks.tables.identical import IdenticalCheck
from rules.checks.tables.swing import SwingCheck
from rules.engine.results import Breach, Gap, Result

Ask = Callable[..., list[Result]]

SWING = SwingCheck(cells=("applications.new.total",), factor=5, base=20)
FILLED = "\n".join(f"applications.{row} = [3,1,0,0,0,0,4]" for row in ("new", "granted", "total"))
LAST = FILLED.replace("applications", "last.applications")


@pytest.mark.parametrize(
    ("now", "before", "broken"),
    [(30, 6, True), (6, 30, True), (30, 7, False), (19, 1, False), (20, 4, True), (30, 0, False), (0, 30, False)],
)
def test_a_swing_is_judged_both_ways_from_its_base_on(ask: Ask, now: int, before: int, broken: bool) -> None:  # noqa: FBT001
    """The factor counts up and down; nothing is compared with 0."""
    given = f"applications.new.total = {now}\nlast.applications.new.total = {before}"
    assert any(isinstance(one, Breach) for one in ask(SWING, given)) is broken


def test_a_swing_says_why_it_could_not_be_judged(ask: Ask) -> None:
    """An unread cell is a gap, a blank says nothing."""
    assert [type(one) for one in ask(SWING, 'applications.new = [0,0,0,0,0,0,"?"]\nlast.year = 2022')] == [Gap]
    assert ask(SWING, 'applications.new = [0,0,0,0,0,0,""]\nlast.year = 2022') == []


def test_an_unchanged_report_is_told_with_the_number_of_its_figures(ask: Ask) -> None:
    """All cells equal and enough of them above 0."""
    check = IdenticalCheck(cells="all", against="last", least=8)
    (breach,) = ask(check, f"{FILLED}\n{LAST}")
    assert isinstance(breach, Breach)
    assert (breach.refs, breach.facts["count"]) == ((), 9)
    assert ask(check, f"{FILLED}\n{LAST}\nproactive.licences = [1]") == []
    assert ask(IdenticalCheck(cells="all", against="last", least=10), f"{FILLED}\n{LAST}") == []
    assert [type(one) for one in ask(check, 'year = 2021\nlast.edition = "2019"')] == [Gap]
    assert check.needs == {"previous"}


def test_one_number_in_many_rows_is_told_with_its_rows(ask: Ask) -> None:
    """Each row counts once, 0 never."""
    check = IdenticalCheck(cells="proactive", against="rows", least=3)
    given = "proactive.normative = [7,7,0]\nproactive.licences = [7]\nproactive.penalties = [7]"
    (breach,) = ask(check, given)
    assert isinstance(breach, Breach)
    assert breach.facts == {"count": 3, "values": (7,)}
    assert ask(check, "proactive.normative = [7,7,7]") == []
    assert check.needs == frozenset()
