"""Emptiness is no pass: an empty table is said once and must be filled, and nothing that adds up blanks has passed."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filings.dossier import Dossier
from filings.finding import Audit, Status, Verdict
from readers import read
from rules.book_io.rulebook import rulebook
from samples.forms import Draft, compose, refs
from samples.writers import canvas, comma, flat, ods, page, pdf, rtf, word, xlsx
from samples.writers.parts import Part
from workers.examine import examine

FORMS = {"2019": 2020, "2021": 2023}
WRITERS: Mapping[str, Callable[[tuple[Part, ...]], bytes]] = {
    "a.docx": word.write,
    "a.html": page.write,
    "a.xlsx": xlsx.write,
    "a.ods": ods.write,
    "a.csv": comma.write,
    "a.rtf": rtf.write,
    "a.pdf": lambda parts: pdf.write(canvas.draw(parts)),
    "a.txt": lambda parts: flat.tabs(parts).encode(),
}
SUMS = {"applications": ("A01", "A02", "A03"), "review": ("L01",)}
TABLES = ("proactive", "applications", "review")


def _audit(form: str, values: Mapping[str, str], name: str = "a.docx") -> Audit:
    year = FORMS[form]
    draft = Draft(edition=form, values=values, year=year, signed_on=f"{year + 1}年1月20日")
    return examine(WRITERS[name](compose(draft)), name, Dossier(as_of=date(year + 1, 2, 1)), rulebook(), read).audit


def _zeros(form: str) -> dict[str, str]:
    return dict.fromkeys(refs(Draft(edition=form, values={})), "0")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", WRITERS)
def test_three_empty_tables_are_three_sentences_and_never_ask_to_be_confirmed(form: str, name: str) -> None:
    """In every format: one finding for each table, none for its cells or rows, and no sum has passed."""
    audit = _audit(form, {}, name)
    assert audit.verdict is Verdict.MUST_FIX
    assert Counter(finding.rule for finding in audit.findings) == {"C18": 3}
    passed = {one.rule for one in audit.outcomes if one.status is Status.PASSED}
    assert passed.isdisjoint({rule for rules in SUMS.values() for rule in rules})


@settings(max_examples=15, deadline=None)
@given(form=st.sampled_from(sorted(FORMS)), empty=st.sets(st.sampled_from(TABLES), min_size=1))
def test_each_empty_table_is_told_once(form: str, empty: set[str]) -> None:
    """Whichever tables are empty, those alone are told, and the sums of the others are still compared."""
    values = {ref: "0" for ref in _zeros(form) if ref.partition(".")[0] not in empty}
    audit = _audit(form, values)
    told = [finding.refs[0].partition(".")[0] for finding in audit.findings if finding.rule == "C18"]
    assert sorted(told) == sorted(empty)
    status = {one.rule: one.status for one in audit.outcomes}
    for table, rules in SUMS.items():
        expected = Status.NOT_APPLICABLE if table in empty else Status.PASSED
        assert {status[rule] for rule in rules} == {expected}


@settings(max_examples=15, deadline=None)
@given(form=st.sampled_from(sorted(FORMS)), data=st.data())
def test_a_blank_of_any_table_is_told_alike(form: str, data: st.DataObject) -> None:
    """A cell left blank is asked about in table two as in three and four; a table with one figure is not empty."""
    values = _zeros(form)
    blank = data.draw(st.sampled_from(sorted(values)).filter(lambda ref: not ref.endswith(".total")))
    audit = _audit(form, {**values, blank: ""})
    assert [(finding.rule, finding.refs) for finding in audit.findings] == [("C01", (blank,))]
    assert audit.verdict is Verdict.EXPLAIN
