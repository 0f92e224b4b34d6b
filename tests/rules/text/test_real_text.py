"""Real reports, where they are at hand: true faults of the text are found, true figures stay unblamed.

The folder comes from GOUJI_REAL_REPORTS; without it there is nothing to prove.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from filings.agency import Agency
from filings.dossier import Dossier
from readers import read
from rules.book_io.rulebook import rulebook
from rules.engine.audit import audit

FOLDER = Path(os.environ.get("GOUJI_REAL_REPORTS", "")) / "seeds"
NUMBERS = frozenset({"N01", "N02", "N03", "N04", "N05", "N06", "N07", "N08", "N09", "N10", "N11", "N12", "N13", "N19"})
FOUND = {
    "000": frozenset({"T11", "T12", "W08"}),
    "001": frozenset({"H21", "W06"}),
    "002": frozenset({"W11", "W12"}),
    "003": frozenset({"H21"}),
    "004": frozenset({"T20", "W03", "W13", "W15"}),
}
KINDS = {"003": "government"}

pytestmark = pytest.mark.skipif(
    not os.environ.get("GOUJI_REAL_REPORTS"), reason="real reports are not part of this repository"
)


@pytest.mark.parametrize("name", sorted(FOUND))
def test_true_faults_are_found_and_true_figures_pass(name: str) -> None:
    """Each report's known faults of the text, none of the number rules, no rule failing."""
    [path] = FOLDER.glob(f"{name}_*.txt")
    report = read(path.read_bytes(), path.name)
    agency = Agency(code=name, name=report.agency or "", kind=KINDS.get(name, "department"))
    result = audit(Dossier(as_of=date(2021, 6, 1), report=report, agency=agency), rulebook())
    broken = {finding.rule for finding in result.findings}
    assert FOUND[name] <= broken
    assert not broken & NUMBERS
    assert not [outcome for outcome in result.outcomes if outcome.status.value == "failed"]
