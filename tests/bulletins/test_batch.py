"""An import on one page and in one spreadsheet: what is placed, what waits, what is missing."""

import io
from dataclasses import replace
from datetime import date

import python_calamine

from bulletins import batch_words
from bulletins.batch_page import batch_page
from bulletins.batch_sheet import batch_sheet
from filings.agency import Agency
from filings.batch import Batch, Entry, FileOutcome, Piece
from filings.finding import Audit, Finding, Severity, Suspect, SuspectCell, Verdict
from filings.matching import Certainty, Match
from filings.report import Report
from filings.suspicion import suspicion

EDUCATION = Agency(code="E", name="云岭县教育局", kind="department")
WATER = Agency(code="W", name="云岭县水务局", kind="department")


def _finding(severity: Severity = Severity.MUST_FIX, *, waived: bool = False) -> Finding:
    return Finding(
        rule="A01", title="总计", severity=severity, place="第2个表格", refs=("x",), places=("T2",), facts={},
        message=f"总计不等于各项之和{'（豁免）' if waived else ''}", basis=("条例",), fix="请核对",
        fingerprint="f", facts_digest="d", waived=waived,
    )  # fmt: skip


def _audit(*findings: Finding) -> Audit:
    suspects = (
        Suspect(cells=(SuspectCell(ref="applications.total.natural", found="41", suggested="14"),), mends=("f",)),
    )
    return Audit(
        verdict=Verdict.MUST_FIX if findings else Verdict.CLEAN, rulebook_version="1", rulebook_hash="h",
        as_of=date(2026, 1, 20), dossier_digest="", agency="", year=2025, edition="2021", sha256="", findings=findings,
        suspects=suspects if findings else (),
    )  # fmt: skip


def _entry(
    agency: Agency | None, certainty: Certainty = Certainty.SURE, year: int | None = 2025, **more: object
) -> Entry:
    name = f"{agency.code if agency else 'x'}{year}.txt"
    piece = Piece(source=name, sha256=name, fate=FileOutcome.REPORT, report=Report(agency="邻县水利局"))
    match = Match(agency=agency, year=year, certainty=certainty, reasons=("标题",))
    return Entry(piece=piece, match=match, **more)  # type: ignore[arg-type]


def _batch(*entries: Entry, **more: object) -> Batch:
    given: dict[str, object] = {"agencies": (EDUCATION, WATER), "year": 2025, **more}
    return Batch(area="云岭县", as_of=date(2026, 1, 20), entries=entries, **given)  # type: ignore[arg-type]


def test_a_guess_does_not_make_an_agency_present() -> None:
    """Sure and likely ones count, confirmed ones always, rejected ones never; of an open one nobody is missing."""
    present = {
        (certainty, said): _batch(_entry(EDUCATION, certainty, confirmed=said)).missing[:1] != (EDUCATION,)
        for certainty in Certainty
        for said in (None, True, False)
    }
    assert {key for key, there in present.items() if there} == {
        *((certainty, None) for certainty in Certainty), *((certainty, True) for certainty in Certainty)
    }  # fmt: skip


def test_whose_report_waits_for_a_clerk_is_not_missing() -> None:
    """Neither the agency that is guessed nor another that the report may be of is told to have sent nothing."""
    guess = _entry(EDUCATION, Certainty.OPEN)
    torn = replace(_entry(None, Certainty.OPEN), match=replace(guess.match, agency=None, others=(EDUCATION, WATER)))
    assert (_batch(guess).missing, _batch(guess).awaiting) == ((WATER,), (EDUCATION,))
    assert (_batch(torn).missing, _batch(torn).awaiting) == ((), (EDUCATION, WATER))
    assert "名录2个单位，0个有报告，2个待确认，0个没有" in batch_words.summary(_batch(torn))
    assert "没有收到" not in batch_page(_batch(torn)).decode()


def test_every_report_has_one_line_and_every_agency_at_least_one() -> None:
    """Register first, in its order; then those that nobody is known for."""
    batch = _batch(
        _entry(None, Certainty.OPEN), _entry(EDUCATION), _entry(EDUCATION, Certainty.OPEN), _entry(WATER, year=2024)
    )
    assert [(name, entry is not None) for name, entry in batch_words.rows(batch)] == [
        ("云岭县教育局", True), ("云岭县水务局", False), ("邻县水利局（未对上名录）", True), ("云岭县教育局", True)
    ]  # fmt: skip
    assert [entry.match.year for entry in batch.earlier] == [2024]


def test_page_and_sheet_tell_the_same() -> None:
    """Findings, suspects, missing ones and files that are no reports stand in both; waived findings are not counted."""
    found = _audit(_finding(), _finding(Severity.HINT, waived=True))
    rest = (Piece(source="通知.txt", sha256="", fate=FileOutcome.OTHER, note="不是年度报告"),)
    batch = _batch(_entry(EDUCATION, audit=found), rest=rest)
    page = batch_page(batch).decode()
    assert "总计不等于各项之和" in page
    assert "由41改为14，可消除1条" in page
    assert "没有收到报告的单位（1个）" in page
    assert "通知.txt" in page
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(batch_sheet(batch)))
    agencies, findings, files = (book.get_sheet_by_index(n).to_python() for n in range(3))
    assert agencies[1][:5] == ["云岭县教育局", "必须修改", 1.0, 0.0, 0.0]
    assert agencies[2][:2] == ["云岭县水务局", "没有收到"]
    assert [row[4] for row in findings[1:]] == ["总计不等于各项之和"]
    assert files[1] == ["通知.txt", "不是年度报告", "不是年度报告"]


def test_what_nobody_knows_is_said_so() -> None:
    """No agency, no year, no audit: the words say it, and the page still stands."""
    entry = _entry(None, Certainty.OPEN, None)
    nameless = replace(entry, piece=replace(entry.piece, report=None))
    assert batch_words.subject(nameless) == "单位不明，年度不明"
    unknown = replace(_audit(), edition=None)
    assert suspicion(_audit(_finding()).suspects[0], batch_words.titles(unknown)).startswith("若applications")
    batch = _batch(nameless, _entry(WATER, year=2024), agencies=(), year=2025)
    assert "其他年度的报告（1份）" in batch_page(batch).decode()
    assert batch.missing == ()
    assert "名录" not in batch_words.summary(batch)
    assert len(_batch(nameless, year=None).current) == 1


def test_the_same_batch_gives_the_same_page() -> None:
    """Byte for byte; the clean ones are told in one sentence."""
    batch = _batch(_entry(EDUCATION, audit=_audit()), _entry(WATER, audit=_audit()))
    assert batch_page(batch) == batch_page(batch)
    assert "没有发现问题的2份：云岭县教育局、云岭县水务局。" in batch_page(batch).decode()
