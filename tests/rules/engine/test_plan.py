"""A plan remembers which rules are left once the figures have proved some, and never grows without bound."""

from itertools import combinations

from rules.book_io.rulebook import rulebook
from rules.book_io.zero_report import zero_report
from rules.engine.applies import scope_of
from rules.engine.context import CheckContext
from samples.figures import dossier_with
from schemas.editions import edition

BOOK = rulebook()
DOSSIER = dossier_with(zero_report())
SCENE = CheckContext(dossier=DOSSIER, edition=edition("2021"), lists=BOOK.lists)


def test_what_is_proved_is_not_asked() -> None:
    """The rules that the figures prove are left out, all others stay, in the order in which they are asked."""
    plan = BOOK.plan(scope_of(DOSSIER))
    whole = [rule.id for rule in plan.left(frozenset(), SCENE)]
    proved = frozenset(whole[:3])
    assert [rule.id for rule in plan.left(proved, SCENE)] == whole[3:]


def test_a_long_running_worker_forgets_old_ways_of_proving() -> None:
    """Senders are many: past some hundred ways the memory starts anew, and the answers stay right."""
    plan = BOOK.plan(scope_of(DOSSIER))
    whole = [rule.id for rule in plan.left(frozenset(), SCENE)]
    for pair in combinations(whole[:26], 2):
        left = [rule.id for rule in plan.left(frozenset(pair), SCENE)]
        assert left == [one for one in whole if one not in pair]
    assert len(list(combinations(whole[:26], 2))) > 256
    assert len(plan._unproved) <= 256
