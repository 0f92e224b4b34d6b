"""What a check sees of a dossier, and what it is told when it asks for what is not there."""

from datetime import date

import pytest

from filings.dossier import Dossier
from rules.cached import cached
from rules.engine.context import CheckContext
from rules.lexicon.lists import Lists


def test_what_is_not_there_is_never_made_up() -> None:
    """A check that asks for a report or a form that nobody has fails as our own fault, and audits nothing empty."""
    context = CheckContext(dossier=Dossier(as_of=date(2026, 1, 20)), edition=None, lists=Lists({}))
    with pytest.raises(LookupError, match="no report"):
        _ = context.report
    with pytest.raises(LookupError, match="no edition"):
        _ = context.form


class _Counting:
    """Counts how often its view is made."""

    def __init__(self) -> None:
        self.made = 0

    @cached
    def view(self) -> int:
        """Looked at by many."""
        self.made += 1
        return self.made


def test_a_view_is_made_once_for_each_thing() -> None:
    """However many rules ask, and never shared between two dossiers."""
    one, other = _Counting(), _Counting()
    assert (one.view, one.view, one.made, other.made) == (1, 1, 1, 0)


def test_a_view_is_documented_at_its_class() -> None:
    """Whoever reads the class sees what the view is, and makes nothing by looking."""
    assert _Counting.view.__doc__ == "Looked at by many."
