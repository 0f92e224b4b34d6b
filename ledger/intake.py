"""Taking filings in: the submission, its documents and its job in one commit, before the sender is told."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from filings.act import FilingReason
from filings.arrival import unfit_arrival
from filings.intake import Intake, Receipt, Rejection, Upload
from filings.nouns import dataclass
from filings.readable import READABLE
from filings.retention import CLEARED
from filings.submission import Document, Submission
from filings.writable import writable
from ledger.documents import keep
from ledger.event_log import head_of, note
from ledger.evidence import Proof, proof, proofs
from ledger.insisting import insist_on, no_sentence, put_statements
from ledger.jobs import put_job
from ledger.jurisdiction_state import state_of_agency
from ledger.store import Store, insert_new
from ledger.submissions import lock_submission, read_submission
from ledger.tables.filing import slots, submission_documents, submissions

FILE_LIMIT = 50 * 1024 * 1024  # bytes
FILES_LIMIT = 20
_MB = 1024 * 1024

_DOCUMENTS = sa.insert(submission_documents)
_SLOT = (
    sa.select(slots)
    .where(slots.c.agency == sa.bindparam("slot_agency"), slots.c.year == sa.bindparam("slot_year"))
    .with_for_update(key_share=True)
)
_TAKEN = sa.select(sa.func.max(submissions.c.ordinal)).where(
    submissions.c.slot_agency == sa.bindparam("slot_agency"), submissions.c.slot_year == sa.bindparam("slot_year")
)


@dataclass(frozen=True, slots=True)
class SubmissionIntake:
    """What a filing passes on its way in. ``file_limit`` in bytes."""

    store: Store
    file_limit: int = FILE_LIMIT

    def submit(
        self,
        agency: str,
        year: int,
        uploads: Sequence[Upload],
        channel: str,
        now: datetime,
        *,
        insisted: bool = False,
        statements: Sequence[FilingReason] = (),
        arrived: datetime | None = None,
        job: bool = True,
        practice: bool = False,
        by: str = "intake",
    ) -> Intake:
        """Record a filing, or say why not. When it returns a receipt, filing and job are committed.

        The same files for the same agency and year are one filing: the first is returned, ``repeated``. ``insisted``:
        filed with reasons 附说明报送, which ``statements`` give. ``arrived``: when a portal took it, if that was before
        ``now``. ``job``: False for a baseline of earlier years that is not audited as a filing. ``practice``: it
        never has a slot, so that it counts nowhere, and the same files in earnest are another filing. ``by``: who.
        """
        wrong = self._unfit(agency, uploads) or _unreasoned(insisted, statements) or _untimely(arrived, now)
        if wrong:
            return wrong
        documents = tuple(_document(upload) for upload in uploads)
        content = _content(documents, practice=practice)
        name = "sub_" + hashlib.sha256(f"{agency}\x1f{year}\x1f{content}".encode()).hexdigest()[:32]
        due = self.store.time.moment(now)
        with self.store.writing("submit.before_commit", "submit.after_commit") as connection:
            wrong = unknown_slot(connection, agency, year)
            if wrong:
                return wrong
            work = put_job(connection, "audit", name, name, now, due) if job else ""
            ordinal = (_after if practice else next_ordinal)(connection, agency, year)
            slot = (None, None) if practice else (agency, year)
            row = {
                "id": name, "agency": agency, "year": year, "content": content, "slot_agency": slot[0],
                "slot_year": slot[1], "ordinal": ordinal, "received_at": arrived or now, "channel": channel,
                "insisted": insisted, "taken_at": now if arrived else None, "practice": practice,
            }  # fmt: skip
            new = insert_new(connection, submissions, row)
            if new:
                self._record(connection, name, uploads, documents, now, by, proof(submissions, row))
                if insisted:
                    put_statements(connection, name, statements, agency, now)
            if not new:
                refused = _again(connection, name, statements, now) if insisted else None
                known = _read(connection, name)
                return refused or Receipt(submission=known, job=work, repeated=True, chain=head_of(connection))
            chain = head_of(connection)
        filing = Submission(
            id=name, agency=agency, year=year, received_at=(arrived or now).astimezone(UTC), documents=documents,
            channel=channel, ordinal=ordinal, insisted=insisted, taken_at=now.astimezone(UTC) if arrived else None,
            practice=practice,
        )  # fmt: skip
        return Receipt(submission=filing, job=work, chain=chain)

    def _record(
        self,
        connection: sa.Connection,
        name: str,
        uploads: Sequence[Upload],
        documents: Sequence[Document],
        now: datetime,
        by: str,
        filing: Proof,
    ) -> None:
        told = [filing]
        for upload in sorted(uploads, key=lambda upload: hashlib.sha256(upload.data).digest()):
            told += keep(connection, upload.data)[1]
        rows = [
            {"submission": name, "number": number, "sha256": d.sha256, "name": d.name, "role": d.role, "size": d.size}
            for number, d in enumerate(documents, start=1)
        ]
        connection.execute(_DOCUMENTS, rows)
        facts = {"documents": [d.sha256 for d in documents]}
        told += proofs(submission_documents, rows)
        note(connection, "submission.received", name, now, by, facts, told)

    def _unfit(self, agency: str, uploads: Sequence[Upload]) -> Rejection | None:
        if not all(map(writable, (agency, *(upload.name for upload in uploads)))):
            return Rejection(
                code="text", reason="单位代码或文件名中有无法保存的字符（空字符或半个字符），请改名后重新报送"
            )
        if not uploads:
            return Rejection(code="no_file", reason="没有收到文件，请选择要报送的年度报告文件后再提交")
        if len(uploads) > FILES_LIMIT:
            return Rejection(
                code="too_many", reason=f"一次报送最多{FILES_LIMIT}个文件，现有{len(uploads)}个，请分次报送"
            )
        if not any(upload.role == "report" for upload in uploads):
            return Rejection(code="no_report", reason="附件中没有年度报告正文，请把报告文件一并提交")
        if sum(upload.role == READABLE for upload in uploads) > 1:
            return Rejection(code="too_many", reason="可读文件（readable）只能另附一份，请去掉多余的后重新报送")
        for upload in uploads:
            if not upload.data:
                return Rejection(code="empty", reason=f"文件“{upload.name}”是空的（0字节），请检查后重新上传")
            if len(upload.data) > self.file_limit:
                return Rejection(code="too_large", reason=_too_large(upload, self.file_limit))
        return None


def next_ordinal(connection: sa.Connection, agency: str, year: int) -> int:
    """The next number in a slot. The slot stays locked until the transaction ends, so that no number is given twice."""
    insert_new(connection, slots, {"agency": agency, "year": year})
    connection.execute(_SLOT, {"slot_agency": agency, "slot_year": year}).one()
    return _after(connection, agency, year)


def _after(connection: sa.Connection, agency: str, year: int) -> int:
    """The number after the last one of a slot, for nobody yet: what a filing for practice would have in earnest."""
    return int(connection.execute(_TAKEN, {"slot_agency": agency, "slot_year": year}).scalar() or 0) + 1


def unknown_slot(connection: sa.Connection, agency: str, year: int) -> Rejection | None:
    """Why nothing can be filed for this agency and year; None when it can."""
    state = state_of_agency(connection, agency)
    if state is None:
        return Rejection(
            code="unknown_agency",
            reason=f"名录中没有代码为“{agency}”的单位，请核对代码，或请政务公开办公室先把该单位录入名录",
        )
    if not any(due.since <= year <= due.until for due in state.calendar.dates):
        return Rejection(
            code="no_calendar",
            reason=f"{year}年度没有设定报送日历，请核对年度（报告年度是数据所属年份），或请政务公开办公室先设定日历",
        )
    return None


def _read(connection: sa.Connection, name: str) -> Submission:
    found = read_submission(connection, name)
    if found is None:
        raise LookupError(name)
    return found


def _again(connection: sa.Connection, name: str, said: Sequence[FilingReason], now: datetime) -> Rejection | None:
    """A known filing is handed in again, with reasons: it is the same filing, and now the reasons are with it."""
    lock_submission(connection, name)
    filing = _read(connection, name)
    refused = insist_on(connection, name, said, filing.agency, now)
    return Rejection(code="statements", reason=refused.reason) if refused else None


def _unreasoned(insisted: bool, said: Sequence[FilingReason]) -> Rejection | None:  # noqa: FBT001 - one of its facts
    wrong = no_sentence(said) if insisted else ""
    return Rejection(code="statements", reason=wrong) if wrong else None


def _untimely(arrived: datetime | None, now: datetime) -> Rejection | None:
    wrong = unfit_arrival(arrived, now) if arrived else ""
    return Rejection(code="received_at", reason=wrong) if wrong else None


def _document(upload: Upload) -> Document:
    digest = hashlib.sha256(upload.data).hexdigest()
    name = f"文件“{CLEARED}”" if upload.name == CLEARED else upload.name  # by this it is told that a file is gone
    return Document(sha256=digest, name=name, role=upload.role, size=len(upload.data))


def _content(documents: Sequence[Document], *, practice: bool) -> str:
    """What makes a filing the same filing: the bytes of its files, whatever their names and order; and its earnest."""
    digests = sorted({d.sha256 for d in documents})
    return hashlib.sha256("\n".join(["practice", *digests] if practice else digests).encode()).hexdigest()


def _too_large(upload: Upload, limit: int) -> str:
    size = len(upload.data) / _MB
    return f"文件“{upload.name}”有{size:.0f}MB，超过上限{limit // _MB}MB，请压缩图片或只提交报告正文"
