"""The storage form of nouns."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.dossier import Publication
from filings.finding import Audit, Finding
from filings.report import Cell, Report
from ledger.codec import dump, load


@dataclass(frozen=True)
class Odd:
    """A noun with a field that has no spelling."""

    value: bytes


FREE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False) | st.dates(),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.builds(
        Audit, findings=st.lists(st.builds(Finding, facts=st.dictionaries(st.text(), FREE)), max_size=2).map(tuple)
    )
)
def test_audits_survive(audit: Audit) -> None:
    """Whatever an audit holds comes back equal, and the same audit has one spelling."""
    text = dump(audit)
    assert load(Audit, text) == audit
    assert dump(load(Audit, text)) == text


@given(
    st.builds(Report, cells=st.dictionaries(st.text(), st.builds(Cell, value=st.none() | st.decimals(allow_nan=False))))
)
def test_reports_survive(report: Report) -> None:
    """Cells keep their values to the last digit, and what was absent stays absent."""
    assert load(Report, dump(report)) == report


def test_nested_options_survive() -> None:
    """A noun within a noun, None among values, and instants."""
    seen = Publication(report=Report(year=2025), differs=None, published_on=date(2026, 1, 2))
    assert load(Publication, dump(seen)) == seen
    facts = {"at": datetime(2026, 1, 2, 3, tzinfo=UTC), "n": Decimal("1.50")}
    assert load(object, dump(facts)) == facts


def test_sets_have_one_order() -> None:
    """The same set is the same text."""
    assert dump(frozenset("bca")) == dump(frozenset("abc")) == '["a","b","c"]'


def test_what_has_no_spelling_is_an_error() -> None:
    """A type that the storage does not know is refused when it is read."""
    with pytest.raises(TypeError):
        load(Odd, '{"value": "x"}')


@given(FREE | st.dictionaries(st.integers(), FREE, max_size=4))
def test_the_quick_way_and_the_plain_one_write_the_same(value: object) -> None:
    """Keys sorted as texts, nothing escaped, no blanks: what ``json`` makes of the text it makes again."""
    text = dump(value)
    assert json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text


def test_what_the_quick_way_refuses_is_written_too() -> None:
    """A number beyond 64 bits among numbers as keys, in the same order of keys."""
    assert dump({10: 1, 9: 2**70, 1: Decimal(3)}) == '{"1":{"$decimal":"3"},"10":1,"9":1180591620717411303424}'
