"""Many documents at once: what counts for whom, what still waits for a person, and who has sent nothing."""

from datetime import date

import pytest

from filings.agency import Agency
from filings.batch import Batch, Entry, FileOutcome, Piece
from filings.finding import Audit, Verdict
from filings.matching import Certainty, Match

EDUCATION = Agency(code="E", name="云岭县教育局", kind="department")
WATER = Agency(code="W", name="云岭县水务局", kind="department")


def _entry(
    agency: Agency | None = EDUCATION,
    year: int | None = 2025,
    certainty: Certainty = Certainty.SURE,
    *,
    confirmed: bool | None = None,
    verdict: Verdict | None = None,
) -> Entry:
    piece = Piece(source="报告.docx", sha256="a", fate=FileOutcome.REPORT)
    match = Match(agency=agency, year=year, certainty=certainty, reasons=())
    audit = verdict and Audit(
        verdict=verdict, rulebook_version="", rulebook_hash="", as_of=date(2026, 1, 20), dossier_digest="", agency="",
        year=year, edition=None, sha256="a",
    )  # fmt: skip
    return Entry(piece=piece, match=match, confirmed=confirmed, audit=audit or None)


def _batch(*entries: Entry, year: int | None = 2025) -> Batch:
    return Batch(area="云岭县", year=year, as_of=date(2026, 1, 20), entries=entries, agencies=(EDUCATION, WATER))


def test_every_fate_of_a_file_has_its_own_words() -> None:
    """A clerk reads what became of each file; no two fates read alike."""
    assert len({fate.label for fate in FileOutcome}) == len(FileOutcome)
    assert FileOutcome.CLOSED.label == "打不开"


def test_a_confirmation_outlives_the_name_of_the_file() -> None:
    """It is bound to the bytes and the part, so a file renamed or moved is not asked about again."""
    one = Piece(source="a.zip/报告.docx", sha256="f", fate=FileOutcome.REPORT, part=2, parts=3)
    other = Piece(source="终稿.docx", sha256="f", fate=FileOutcome.REPORT, part=2, parts=3)
    assert one.key == other.key
    assert one.key != Piece(source="终稿.docx", sha256="f", fate=FileOutcome.REPORT, part=1, parts=3).key


def test_the_part_is_shown_only_where_a_file_holds_several_reports() -> None:
    """报告.docx, but 合订本.docx（第2份）."""
    assert Piece(source="报告.docx", sha256="f", fate=FileOutcome.REPORT).shown == "报告.docx"
    assert (
        Piece(source="合订本.docx", sha256="f", fate=FileOutcome.REPORT, part=2, parts=3).shown
        == "合订本.docx（第2份）"
    )


@pytest.mark.parametrize(
    ("certainty", "confirmed", "waits", "placed"),
    [
        (Certainty.SURE, None, False, True),
        (Certainty.LIKELY, None, True, True),
        (Certainty.OPEN, None, True, False),
        (Certainty.OPEN, True, False, True),
        (Certainty.SURE, False, False, False),
    ],
)
def test_a_clerks_word_goes_before_any_guess(
    certainty: Certainty,
    confirmed: bool | None,  # noqa: FBT001 - a table of facts
    waits: bool,  # noqa: FBT001
    placed: bool,  # noqa: FBT001
) -> None:
    """Only what nobody was asked about and is not sure waits; a rejected guess never counts, an open one neither."""
    entry = _entry(certainty=certainty, confirmed=confirmed)
    assert (entry.open, entry.placed) == (waits, placed)


def test_a_confirmed_report_of_nobody_counts_for_nobody() -> None:
    """Without an agency there is nothing to place, whatever was clicked."""
    assert not _entry(None, confirmed=True).placed


def test_reports_of_other_years_count_for_nobody_this_year() -> None:
    """Last year's report in the pile does not make its agency present; one whose year is unknown does."""
    old, undated = _entry(EDUCATION, 2024), _entry(WATER, None)
    batch = _batch(old, undated)
    assert (batch.current, batch.earlier) == ((undated,), (old,))
    assert batch.missing == (EDUCATION,)
    assert list(batch.of(WATER)) == [undated]


def test_without_a_year_everything_is_current() -> None:
    """Nobody said which year is collected, so nothing is put aside."""
    batch = _batch(_entry(EDUCATION, 2024), _entry(WATER, 2025), year=None)
    assert len(batch.current) == 2
    assert (batch.earlier, batch.missing) == ((), ())


def test_verdicts_are_counted_over_this_years_reports() -> None:
    """Those of other years and those without an audit are no part of the count."""
    batch = _batch(
        _entry(verdict=Verdict.MUST_FIX),
        _entry(WATER, verdict=Verdict.CLEAN),
        _entry(WATER, 2024, verdict=Verdict.MUST_FIX),
        _entry(WATER),
    )
    assert (batch.counted(Verdict.MUST_FIX), batch.counted(Verdict.CLEAN), batch.counted(Verdict.EXPLAIN)) == (1, 1, 0)
