"""Tables without rulings: what the system did not read well is told once and as its own, not as the clerk's faults."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filings.dossier import Dossier
from filings.finding import Audit, Finding, Severity
from readers import read
from rules.book_io.rulebook import rulebook
from samples.forms import compose
from samples.reports.making import draft_of, sample
from samples.writers import canvas, ofd, pdf, word
from workers.examine import examine

_WRITERS = {"a.pdf": pdf.write, "a.ofd": ofd.write}
_SIZES = st.tuples(st.sampled_from((11.0, 12.0, 14.0)), st.sampled_from((7.0, 8.0, 9.0, 10.5)), st.booleans())
_TOLD = "C19"


def _audit(data: bytes, name: str) -> Audit:
    return examine(data, name, Dossier(as_of=date(2026, 4, 1)), rulebook(), read).audit


def _musts(audit: Audit) -> Counter[str]:
    return Counter(finding.rule for finding in audit.findings if finding.severity is Severity.MUST_FIX)


def _own(audit: Audit) -> list[Finding]:
    return [finding for finding in audit.findings if finding.rule == _TOLD]


@pytest.mark.parametrize("name", _WRITERS)
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), look=_SIZES)
def test_a_table_without_rulings_gives_no_fault_that_word_does_not(
    name: str, seed: int, look: tuple[float, float, bool]
) -> None:
    """The same report as a Word document and as pages without rulings: nothing more to mend, at most one sentence."""
    parts = compose(draft_of(sample(seed)))
    size, table_size, cut = look
    style = canvas.Style(ruled=False, size=size, table_size=table_size, cut=cut)
    audit = _audit(_WRITERS[name](canvas.draw(parts, style)), name)
    assert not _musts(audit) - _musts(_audit(word.write(parts), "a.docx"))
    assert len(_own(audit)) <= 1
    assert all("Word（docx）" in one.fix and one.severity is Severity.VERIFY for one in _own(audit))


@pytest.mark.parametrize("name", _WRITERS)
@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_table_with_rulings_is_never_excused(name: str, seed: int) -> None:
    """Pages whose cells are drawn are read for certain: their faults stay those of the report."""
    parts = compose(draft_of(sample(seed)))
    assert not _own(_audit(_WRITERS[name](canvas.draw(parts)), name))
