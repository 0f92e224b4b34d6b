"""Files -> pieces: every report in every file, files that hold none named with the reason, the same bytes once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import PurePosixPath

from filings import problems
from filings.batch import FileOutcome, Piece
from filings.matching import Clues
from filings.nouns import dataclass
from filings.readable import read_beside, stem_of_sealed
from filings.report import Report
from gateway.importing.unpack import Found

_MOST_PARTS = 200
Read = Callable[[bytes, str, int], Report]
Tracked = Callable[[Sequence[Found]], Iterable[Found]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A piece with the bytes it came from and what stood around them. ``copy``: those of its readable copy."""

    piece: Piece
    data: bytes
    clues: Clues
    copy: bytes = b""


def pieces(files: Sequence[Found], read: Read, tracked: Tracked = iter) -> Iterator[ReadFile]:
    """Each file's reports, in order; a readable copy (报告（可读）.docx) is read with the file that it stands beside.

    ``tracked``: gives the files one by one and tells how far it is.
    """
    copies = _copies(files)
    seen: dict[str, str] = {}
    for file in tracked(files):
        if file.source in {copy.source for copy in copies.values()}:
            continue
        digest = sha256(file.data).hexdigest() if file.data else ""
        twin = seen.get(digest, "")
        if file.refused:
            yield _single(file, digest, FileOutcome.CLOSED, file.refused)
        elif twin:
            yield _single(file, digest, FileOutcome.TWIN, f"与“{twin}”内容完全相同")
        else:
            seen[digest] = file.source
            yield from _read(file, digest, read, copies.get(file.source))


def _copies(files: Sequence[Found]) -> dict[str, Found]:
    """Source of a file -> its readable copy in the same folder."""
    named = {_stem(file): file.source for file in reversed(files) if not file.refused}
    sealed = ((named.get(_beside(file)), file) for file in files if not file.refused)
    return {source: file for source, file in sealed if source is not None}


def _stem(file: Found) -> PurePosixPath:
    return PurePosixPath(file.source).with_suffix("")


def _beside(file: Found) -> PurePosixPath:
    """The way to the file that a copy stands beside, without its ending; nowhere for what is no copy."""
    stem = stem_of_sealed(PurePosixPath(file.source).stem)
    return PurePosixPath(file.source).with_name(stem) if stem else PurePosixPath()


def _read(file: Found, digest: str, read: Read, copy: Found | None) -> Iterator[ReadFile]:
    reports = list(_reports(file, read))
    if copy is not None and len(reports) == 1:
        reports = [read_beside(reports[0], read(copy.data, copy.name, 1))]
    beside = (copy.source, sha256(copy.data).hexdigest()) if copy is not None and len(reports) == 1 else None
    for part, report in enumerate(reports, 1):
        fate, note = _fate(report)
        piece = Piece(
            source=file.source, sha256=digest, fate=fate, part=part, parts=len(reports), note=note,
            report=_of_its_own(report) if fate is FileOutcome.REPORT else None, copy=beside,
        )  # fmt: skip
        yield ReadFile(piece=piece, data=file.data, clues=file.clues, copy=copy.data if copy and beside else b"")


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
