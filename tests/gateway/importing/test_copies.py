"""Readable copies among imported files: read with the sealed file they stand beside, and filed with it."""

from decimal import Decimal

from filings.batch import FileOutcome
from filings.figure import CellState
from filings.report import Cell, Problem, Report
from gateway.importing.reading import ReadFile, pieces
from gateway.importing.unpack import Found


def _read(data: bytes, _name: str, _part: int) -> Report:
    """A reader that knows two files: one of figures, one that nobody can open."""
    if data == b"sealed":
        return Report(problems=(Problem(code="unreadable", message="PDF 已损坏。"),))
    cell = Cell(raw="3", state=CellState.NUMBER, value=Decimal(len(data)), place="T1R1C1")
    return Report(cells={"review.a": cell})


def _taken(**files: bytes) -> list[ReadFile]:
    named = {
        name.replace("__", "/").replace("_pdf", ".pdf").replace("_docx", ".docx"): data for name, data in files.items()
    }
    return list(pieces([Found(source=name, data=data) for name, data in named.items()], _read))


def test_a_copy_is_read_with_its_sealed_file() -> None:
    """One report, of the sealed file's hash, with the copy's figures and bytes."""
    (one,) = _taken(水务局__报告_pdf=b"sealed", 水务局__报告可读_docx=b"copy")
    assert one.piece.source == "水务局/报告.pdf"
    assert one.piece.fate is FileOutcome.REPORT
    assert one.piece.report is not None
    assert one.piece.report.cells["review.a"].value == 4
    assert one.piece.copy is not None
    assert (one.piece.copy[0], one.copy) == ("水务局/报告可读.docx", b"copy")


def test_a_copy_in_another_folder_is_a_file_of_its_own() -> None:
    """Names alone do not join what lies apart."""
    found = _taken(水务局__报告_pdf=b"sealed", 教育局__报告可读_docx=b"copy")
    assert [one.piece.fate for one in found] == [FileOutcome.UNREADABLE, FileOutcome.REPORT]
    assert all(one.piece.copy is None for one in found)


def test_a_copy_of_nothing_is_a_report() -> None:
    """Whoever sends only the readable file has sent that one."""
    (one,) = _taken(水务局__报告可读_docx=b"copy")
    assert one.piece.fate is FileOutcome.REPORT
