"""Confirmed reports -> the ledger: as filings that are audited, or as last year's figures."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from filings.act import PaperReceipt, Refused
from filings.batch import Entry, Piece
from filings.civil import civil_day
from filings.intake import Receipt, Rejection, Upload
from filings.nouns import dataclass
from filings.readable import READABLE
from filings.submission import Submission
from gateway.intake.door import SubmissionService
from gateway.office import Office
from schemas.report import to_json

CHANNEL = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """Who files, and when the files really came where that was earlier, with the reason."""

    by: str
    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledReport:
    """What became of one report. ``reason``: why it was not taken, in Chinese, ``""`` if it was.

    ``dated``: what became of the date of receipt that was given, in Chinese, ``""`` where none was given.
    """

    entry: Entry
    submission: Submission | None = None
    repeated: bool = False
    reason: str = ""
    dated: str = ""


def file_all(
    where: Office, entries: Iterable[Entry], data: Mapping[str, bytes], baseline: int | None, how: Receiving
) -> Iterator[FiledReport]:
    """File what a clerk has confirmed, nothing else. ``data``: bytes by their sha256."""
    door = SubmissionService(where.parts)
    for entry in entries:
        agency, year = entry.match.agency, entry.match.year
        if not entry.confirmed or agency is None or year is None:
            continue
        uploads = [*_uploads(entry.piece, data[entry.piece.sha256]), *_copy(entry.piece, data)]
        if year == baseline:
            yield _taken_over(where, entry, uploads, how.by)
            continue
        answer = door.take(agency.code, year, uploads, CHANNEL)
        if isinstance(answer, Receipt):
            dated = _date_back(where, answer, how)
            yield FiledReport(entry=entry, submission=answer.submission, repeated=answer.repeated, dated=dated)
        else:
            yield FiledReport(entry=entry, reason=answer.reason)


def _date_back(where: Office, receipt: Receipt, how: Receiving) -> str:
    """Put the earlier receipt on record, so that nobody is late because the files lay in a mailbox; say what was done.

    A filing that was known before is dated back as well, if that makes it earlier.
    """
    if how.on is None:
        return ""
    filing = receipt.submission
    known = where.ledger.standings.of(filing.agency, filing.year, civil_day(where.parts.now()))
    earliest = known.received_on if known else None
    if receipt.repeated and earliest is not None and earliest <= how.on:
        return f"收到日期没有改：台账里已经是{earliest}"
    done = where.ledger.standings.record_receipt(
        PaperReceipt(
            agency=filing.agency, year=filing.year, received_on=how.on, by=how.by, reason=how.reason,
            at=where.parts.now(), submission=filing.id,
        )
    )  # fmt: skip
    return f"收到日期没有记上：{done.reason}" if isinstance(done, Refused) else f"收到日期记为{how.on}"


def _taken_over(where: Office, entry: Entry, uploads: list[Upload], by: str) -> FiledReport:
    agency, year, report = entry.match.agency, entry.match.year, entry.piece.report
    if agency is None or year is None or report is None or entry.audit is None:
        return FiledReport(entry=entry, reason="没有读出来，不能用作上年数")
    answer = where.ledger.baselines.take(agency.code, year, uploads, (entry.audit, report), by, where.parts.now())
    if isinstance(answer, Rejection):
        return FiledReport(entry=entry, reason=answer.reason)
    return FiledReport(entry=entry, submission=answer)


def _copy(piece: Piece, data: Mapping[str, bytes]) -> list[Upload]:
    """The readable copy that lay beside the file."""
    if piece.copy is None:
        return []
    source, digest = piece.copy
    return [Upload(name=PurePosixPath(source).name, data=data[digest], role=READABLE)]


def _uploads(piece: Piece, data: bytes) -> list[Upload]:
    """The file itself; of one that holds several reports, this one in our own JSON with the file beside it."""
    name = PurePosixPath(piece.source).name
    if piece.parts == 1 or piece.report is None:
        return [Upload(name=name, data=data)]
    body = json.dumps(to_json(piece.report), ensure_ascii=False, sort_keys=True).encode()
    return [Upload(name=f"{name}（第{piece.part}份）.json", data=body), Upload(name=name, data=data, role="source")]
