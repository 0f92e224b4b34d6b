"""Files -> pieces: every report in every file, files that hold none named with the reason, the same bytes once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from filings import problems
from filings.batch import FileOutcome, Piece
from filings.matching import Clues
from filings.report import Report
from gateway.importing.unpack import Found

_MOST_PARTS = 200
Read = Callable[[bytes, str, int], Report]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A piece with the bytes it came from and what stood around them."""

    piece: Piece
    data: bytes
    clues: Clues


def pieces(files: Iterable[Found], read: Read) -> Iterator[ReadFile]:
    """Each file's reports, in order."""
    seen: dict[str, str] = {}
    for file in files:
        digest = sha256(file.data).hexdigest() if file.data else ""
        twin = seen.get(digest, "")
        if file.refused:
            yield _single(file, digest, FileOutcome.CLOSED, file.refused)
        elif twin:
            yield _single(file, digest, FileOutcome.TWIN, f"与“{twin}”内容完全相同")
        else:
            seen[digest] = file.source
            yield from _read(file, digest, read)


def _read(file: Found, digest: str, read: Read) -> Iterator[ReadFile]:
    reports = list(_reports(file, read))
    for part, report in enumerate(reports, 1):
        fate, note = _fate(report)
        piece = Piece(
            source=file.source, sha256=digest, fate=fate, part=part, parts=len(reports), note=note,
            report=_of_its_own(report) if fate is FileOutcome.REPORT else None,
        )  # fmt: skip
        yield ReadFile(piece=piece, data=file.data, clues=file.clues)


def _reports(file: Found, read: Read) -> Iterator[Report]:
    for part in range(1, _MOST_PARTS + 1):
        report = read(file.data, file.name, part)
        yield report
        if not any(problem.code == problems.MANY_REPORTS for problem in report.problems):
            return


def _fate(report: Report) -> tuple[FileOutcome, str]:
    for code, fate in ((problems.UNREADABLE, FileOutcome.UNREADABLE), (problems.NOT_A_REPORT, FileOutcome.OTHER)):
        said = next((problem.message for problem in report.problems if problem.code == code), None)
        if said is not None:
            return fate, said
    return FileOutcome.REPORT, ""


def _of_its_own(report: Report) -> Report:
    """The report without the word that another one follows: each is taken here."""
    kept = tuple(problem for problem in report.problems if problem.code != problems.MANY_REPORTS)
    return replace(report, problems=kept)


def _single(file: Found, digest: str, fate: FileOutcome, note: str) -> ReadFile:
    piece = Piece(source=file.source, sha256=digest, fate=fate, note=note)
    return ReadFile(piece=piece, data=file.data, clues=file.clues)
