"""What a check needs and word_lists for follows from the types of its fields."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from rules.engine.parameters import Cells, Terms, TermsList
from rules.engine.results import Check
from rules.engine.triggers import triggers_of, unasked_outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inner:
    says: Terms
    cells: tuple[Cells, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _All(Check):
    cells: Cells = ()
    words: Terms = ""
    more: TermsList = ()
    inner: tuple[_Inner, ...] = ()
    plain: str = "last.applications.new.total"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listening(_All):
    word_lists: ClassVar[tuple[str, ...]] = ("percents",)


@pytest.mark.parametrize(
    ("check", "needs", "triggers"),
    [
        (_All(), set(), None),
        (_All(cells=("applications.new.total",)), set(), None),
        (_All(cells=("last.applications.new.total", "units.applications.new.total")), {"previous", "rollup"}, None),
        (_All(words="totals", more=("plans", "rates")), set(), {"totals", "plans", "rates"}),
        (_Listening(), set(), {"percents"}),
        (_Listening(words="totals"), set(), {"percents", "totals"}),
        (_All(inner=(_Inner(says="a", cells=(("last.x.y.z",),)), _Inner(says="b"))), {"previous"}, {"a", "b"}),
    ],
)
def test_needs_and_cues_follow_from_the_fields(check: Check, needs: set[str], triggers: set[str] | None) -> None:
    """Addresses tell what is read besides the report, lists what must stand in the text, however deep they stand."""
    assert check.needs == needs
    assert triggers_of(check) == triggers


def test_a_check_says_nothing_of_itself_by_default() -> None:
    """Without a word of its own it passes where nothing is a trigger, and it cannot be run as it is."""
    assert not unasked_outcome("A01", _All()).reason
    with pytest.raises(NotImplementedError):
        list(_All().run(None))  # type: ignore[arg-type]
