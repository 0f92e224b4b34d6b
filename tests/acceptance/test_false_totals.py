"""A published county report whose table four has two totals of 0 beside parts that add up: both are named."""

from datetime import date
from pathlib import Path

from filings.dossier import Dossier
from readers import read
from rules.book_io.rulebook import rulebook
from schemas.calendars import statutory
from workers.examine import examine

NAME = "hongze_2023.pdf"
WANTED = ({"review.reconsideration.total": "11"}, {"review.litigation_after.total": "5"})


def test_two_false_totals_are_named_first(reports: Path) -> None:
    """Each of the two is the first suspect of its sum, with the figure that the parts add up to."""
    context = Dossier(as_of=date(2024, 4, 1), calendar=statutory())
    found = examine((reports / "corpus" / NAME).read_bytes(), NAME, context, rulebook(), read).audit
    named = tuple({cell.ref: cell.suggested for cell in suspect.cells} for suspect in found.suspects)
    assert named[:2] == WANTED
    assert all("漏填总计" in suspect.cause for suspect in found.suspects[:2])
    reviewed = {finding.rule for finding in found.findings if finding.refs[:1] and "review" in finding.refs[0]}
    assert reviewed >= {"L01"}
