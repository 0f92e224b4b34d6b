"""A page saved as one line: its parts are all there, so none is called missing, and the one cause is told once."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filings.dossier import Dossier
from filings.finding import Verdict
from readers import read
from rules.book_io.rulebook import rulebook
from samples.forms import compose
from samples.reports.making import draft_of, sample
from samples.writers import flat, page
from workers.examine import examine


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_report_on_one_line_lacks_no_part(name: str, seed: int) -> None:
    """As a text and as the only paragraph of a page: neither a missing part nor a missing table, and never a pass."""
    line = "".join(flat.lines(compose(draft_of(sample(seed)))).split())
    data = page.write((line,)) if name.endswith("html") else line.encode()
    audit = examine(data, name, Dossier(as_of=date(2026, 4, 1)), rulebook(), read).audit
    if audit.verdict is Verdict.UNREADABLE:
        return
    told = [finding.rule for finding in audit.findings]
    assert told.count("H29") == 1
    assert not {"H01", "H17", "H18"} & set(told)
    assert audit.verdict is Verdict.MUST_FIX
