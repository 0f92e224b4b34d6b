"""Texts written by hand (samples/narratives): true ones are left alone, false figures in them are found."""

from collections.abc import Mapping
from typing import Any

import pytest

from filings.finding import Audit, Severity
from rules.book_io.examples import dossier_of
from rules.book_io.rulebook import rulebook
from rules.engine.audit import audit
from samples.narratives import Narrative, Slip, narratives, tables

NARRATIVES = narratives()
SLIPS = [pytest.param(one, slip, id=f"{one.name} {slip.put}") for one in NARRATIVES for slip in one.slips]


def _audit(given: Mapping[str, Any]) -> Audit:
    return audit(dossier_of(given, rulebook().by_id["N01"]), rulebook())


@pytest.mark.parametrize("narrative", NARRATIVES, ids=lambda one: one.name)
def test_a_true_text_is_left_alone(narrative: Narrative) -> None:
    """Whatever words it chooses, a report that agrees with its tables is not complained about, but for what is true."""
    findings = [one for one in _audit(narrative.given).findings if one.rule not in narrative.true]
    assert [(one.rule, one.message) for one in findings if one.severity is not Severity.HINT] == []


@pytest.mark.no_cover  # whole audits of the texts above; each rule's own examples break it as well
@pytest.mark.parametrize(("narrative", "slip"), SLIPS)
def test_a_false_figure_is_found(narrative: Narrative, slip: Slip) -> None:
    """A figure changed by a slip is told by one of the rules that may know; none named: known to be missed."""
    assert narrative.with_slip(slip) != narrative.given, "the words to change stand nowhere"
    known = {(one.fingerprint, one.facts_digest) for one in _audit(narrative.given).findings}
    after = _audit(narrative.with_slip(slip)).findings
    told = {one.rule for one in after if (one.fingerprint, one.facts_digest) not in known}
    assert bool(told & slip.rules) is bool(slip.rules), told


def test_there_are_enough_of_them() -> None:
    """Over a hundred texts: departments, towns, streets, governments, institutions, both forms."""
    assert len(NARRATIVES) >= 100
    kinds = {one.given["agency"]["kind"] for one in NARRATIVES}
    assert kinds == {"department", "township", "subdistrict", "government", "institution"}
    assert {one.given["edition"] for one in NARRATIVES} == {"2019", "2021"}


def test_tables_that_do_not_balance_are_refused() -> None:
    """A slip of the author is no report."""
    with pytest.raises(ValueError, match="does not balance"):
        tables("natural: new 5, granted 4")
