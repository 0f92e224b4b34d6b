"""A signed slip put to the filing that it belongs to: one more file of that filing, never a filing of its own."""

import hashlib
from datetime import datetime

import sqlalchemy as sa

from filings.act import Refused
from filings.intake import Upload
from filings.nouns import dataclass
from filings.submission import Document
from ledger.documents import keep
from ledger.event_log import note
from ledger.evidence import proof
from ledger.store import Store
from ledger.submissions import lock_submission, read_submission
from ledger.tables.filing import submission_documents, submissions

SLIP = "slip"
_MOST = 30  # files of one filing, whatever was put to it later
_ELSEWHERE = (
    sa.select(submissions.c.ordinal)
    .join(submission_documents, submission_documents.c.submission == submissions.c.id)
    .where(
        submission_documents.c.sha256 == sa.bindparam("sha256"),
        submission_documents.c.role == SLIP,
        submissions.c.id != sa.bindparam("submission"),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Attachments:
    """Slips 报送确认单 of filings."""

    store: Store

    def attach(self, submission: str, upload: Upload, by: str, now: datetime) -> Document | Refused:
        """Put a scan of the signed slip to a filing. The same bytes again are the same file.

        Refused for one that is the report itself, or that was put to another filing before.
        """
        with self.store.writing() as connection:
            lock_submission(connection, submission)
            filing = read_submission(connection, submission)
            if filing is None:
                return Refused(reason=f"没有编号为“{submission}”的报送件，请核对编号")
            digest = hashlib.sha256(upload.data).hexdigest()
            known = next((one for one in filing.documents if one.sha256 == digest), None)
            if known and known.role == SLIP:
                return known
            refused = _unfit(connection, submission, digest, known, len(filing.documents))
            if refused:
                return refused
            _, told = keep(connection, upload.data)
            made = Document(sha256=digest, name=upload.name, role=SLIP, size=len(upload.data))
            row = {
                "submission": submission, "number": len(filing.documents) + 1, "sha256": digest, "name": made.name,
                "role": SLIP, "size": made.size,
            }  # fmt: skip
            connection.execute(sa.insert(submission_documents), row)
            told.append(proof(submission_documents, row))
            note(connection, "submission.attached", submission, now, by, {"document": digest, "role": SLIP}, told)
        return made


def _unfit(
    connection: sa.Connection, submission: str, digest: str, known: Document | None, count: int
) -> Refused | None:
    if known:
        return Refused(reason="这个文件就是报送件里的文件，不是签字盖章的报送确认单。请选择确认单的扫描件")
    elsewhere = connection.execute(_ELSEWHERE, {"sha256": digest, "submission": submission}).scalar()
    if elsewhere is not None:
        return Refused(reason=f"这份扫描件已经附在另一次报送（第{elsewhere}次）上，请核对确认单上的报送编号")
    if count >= _MOST:
        return Refused(reason=f"这份报送件已有{count}个文件，不能再加。请与政务公开办公室联系")
    return None
