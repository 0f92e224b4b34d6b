"""Recording audits: the audit, its findings and its notices in one commit, exactly once."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from filings.act import ActKind
from filings.civil import civil_day
from filings.difference import Difference, difference
from filings.finding import Audit, Finding, Verdict
from filings.marks import Marks, section_texts
from filings.notice import Notice
from filings.nouns import dataclass
from filings.report import Report
from ledger.acts import put_act
from ledger.codec import dump, load
from ledger.event_log import note
from ledger.evidence import Proof, proof, proofs
from ledger.held_submissions import hold_submission
from ledger.insisting import explain_by_statements
from ledger.jobs import finish_held, put_job
from ledger.jurisdiction_state import state_at
from ledger.outbox import put_notices
from ledger.passages import put_passages
from ledger.purge_filings import is_cleared
from ledger.store import Store, insert_numbered
from ledger.submissions import lock_submission
from ledger.tables.filing import audits, findings, submissions

_FINDINGS = sa.insert(findings)


class _Cleared(Exception):  # noqa: N818 - takes a transaction back, and goes no further
    """The contents of the filing are gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The audit is on record under ``audit``. ``new``: False when the same inputs had been audited before.

    ``accepted``: the county's policy accepted the clean report at once. ``deliveries``: what may be sent now.
    """

    audit: str
    new: bool
    accepted: bool = False
    deliveries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audits:
    """Audits on record."""

    store: Store

    def record(
        self,
        token: str,
        audit: Audit,
        notices: Sequence[Notice],
        now: datetime,
        *,
        report: Report | None = None,
        marks: Marks | None = None,
        held: str = "",
        on_acceptance: Callable[[], Sequence[Notice]] = tuple,
    ) -> Recorded | None:
        """Record what an audit job found and end the job. None: the token does not hold it any more; nothing is done.

        One job records one audit, and the same submission, rulebook, engine, dossier and as-of date are one audit
        whoever asks: a run that was doubled changes nothing, a new rulebook or a new dossier is a new audit. ``held``:
        why the document does not belong in its slot, in Chinese; it then leaves the slot in the same commit. Notices
        carry ids that follow from the audit, so that they cannot double either. ``marks``: by which its neighbours find
        it. ``on_acceptance``: composes what is told as well, in case the county's policy accepts the report at once.
        """
        written, due = written_form(audit, report), self.store.time.moment(now)
        texts = texts_of(report)
        with self.store.writing("record.before_commit", "record.after_commit") as connection:
            job = finish_held(connection, token, now)
            if job is None:
                return None
            filing = lock_submission(connection, job.subject)
            name = audit_name(job.subject, audit)
            wrote = put_audit(connection, name, job, audit, written, now)
            accepted = False
            deliveries: tuple[str, ...] = ()
            if wrote:
                practice = filing is not None and filing.practice
                if audit.verdict is Verdict.MUST_FIX:
                    explain_by_statements(connection, job.subject, audit.findings, now)
                if texts is not None and not practice:  # nobody's neighbour
                    put_passages(connection, job.subject, texts, marks)
                is_held = bool(held) and hold_submission(connection, job.subject, held, "audit", now)
                accepted = not is_held and _auto_accept(connection, filing, audit, now)
                told = put_notices(connection, (*notices, *on_acceptance()) if accepted else notices, due)
                deliveries = told.deliveries
                facts = {"audit": name, "verdict": audit.verdict.value, "rulebook": audit.rulebook_hash}
                note(connection, "audit.completed", job.subject, now, "audit", facts, (*wrote, *told.proofs))
        return Recorded(audit=name, new=bool(wrote), accepted=accepted, deliveries=deliveries)

    def again(self, submission: str, cause: str, now: datetime) -> str:
        """Ask for another audit of a filing. ``cause``: why (a rulebook's hash, an explanation's id). The job's id.

        ``""`` when its contents have been cleared away, so that there is nothing left to audit.
        """
        due = self.store.time.moment(now)
        with suppress(_Cleared), self.store.writing() as connection:
            job = put_job(connection, "audit", f"{submission}/{cause}", submission, now, due)
            lock_submission(connection, submission)
            if is_cleared(connection, submission):
                raise _Cleared
            return job
        return ""

    def of(self, submission: str) -> Audit | None:
        """The audit of a filing that was recorded last; None as well when it has been cleared away."""
        row = self._last(submission)
        return load(Audit, row.body) if row and row.body else None

    def report_of(self, submission: str) -> Report | None:
        """The report as the last audit read it; None when nothing could be read."""
        row = self._last(submission)
        return load(Report, row.report) if row and row.report else None

    def history(self, submission: str) -> tuple[Audit, ...]:
        """All audits of a filing, first one first."""
        with self.store.reading() as connection:
            rows = connection.execute(_of(submission).order_by(audits.c.id)).all()
        return tuple(load(Audit, row.body) for row in rows if row.body)

    def difference(self, submission: str) -> Difference | None:
        """What changed since the filing before in the same slot; None when one of the two has no audit."""
        with self.store.reading() as connection:
            before = _before(connection, submission)
        earlier = self.of(before) if before else None
        later = self.of(submission)
        return difference(earlier, later) if earlier and later else None

    def _last(self, submission: str) -> sa.Row[Any] | None:
        with self.store.reading() as connection:
            return connection.execute(_of(submission).order_by(audits.c.id.desc()).limit(1)).first()


def audit_name(submission: str, audit: Audit) -> str:
    """The stable name of an audit (``aud_`` and 32 hex digits): the same inputs have the same name."""
    inputs = [submission, audit.rulebook_hash, audit.dossier_digest, audit.as_of.isoformat()]
    if audit.engine:  # names of audits made before it was told stay as they are
        inputs.append(audit.engine)
    return "aud_" + hashlib.sha256("\x1f".join(inputs).encode()).hexdigest()[:32]


def _of(submission: str) -> sa.Select[Any]:
    return sa.select(audits.c.body, audits.c.report).where(audits.c.submission == submission)


def written_form(audit: Audit, report: Report | None) -> Mapping[str, str | None]:
    """What an audit is written as; made before the transaction, for others wait for theirs."""
    return {
        "body": dump(audit),
        "report": dump(report) if report else None,
    }


def texts_of(report: Report | None) -> str | None:
    """The texts that neighbours are held against, as they are written; None when nothing was read."""
    return dump(section_texts(report)) if report else None


def put_audit(
    connection: sa.Connection,
    name: str,
    job: sa.Row[Any],
    audit: Audit,
    written: Mapping[str, str | None],
    now: datetime,
) -> list[Proof]:
    """Write an audit and its findings in the caller's transaction. None of them, when it is on record already."""
    row = {
        "name": name, "submission": job.subject, "job": job.id, "verdict": audit.verdict.value,
        "rulebook_hash": audit.rulebook_hash, "engine_hash": audit.engine, "dossier_digest": audit.dossier_digest,
        "as_of": audit.as_of, "recorded_at": now, **written,
    }  # fmt: skip
    number = insert_numbered(connection, audits, row)
    if number is None:
        return []
    return [proof(audits, {"id": number, **row}), *_put_findings(connection, number, audit.findings)]


def _put_findings(connection: sa.Connection, audit: int, found: Sequence[Finding]) -> list[Proof]:
    rows = [
        {
            "audit": audit, "number": number, "fingerprint": f.fingerprint, "facts_digest": f.facts_digest,
            "rule": f.rule, "severity": f.severity.value, "title": f.title, "message": f.message,
        }
        for number, f in enumerate(found, start=1)
    ]  # fmt: skip
    if rows:
        connection.execute(_FINDINGS, rows)
    return proofs(findings, rows)


def _auto_accept(connection: sa.Connection, filing: sa.Row[Any] | None, audit: Audit, now: datetime) -> bool:
    if audit.verdict is not Verdict.CLEAN or filing is None or filing.code is None:
        return False
    policy = state_at(connection, filing.code, filing.revision).policy(civil_day(now))
    if not policy.auto_accept:
        return False
    put_act(connection, filing.id, ActKind.ACCEPTED, "policy", now, reason=policy.reason)
    return True


def _before(connection: sa.Connection, submission: str) -> str | None:
    mine = connection.execute(sa.select(submissions).where(submissions.c.id == submission)).first()
    if mine is None or mine.slot_agency is None:
        return None
    earlier = sa.select(submissions.c.id).where(
        submissions.c.slot_agency == mine.slot_agency,
        submissions.c.slot_year == mine.slot_year,
        submissions.c.ordinal < mine.ordinal,
    )
    return connection.execute(earlier.order_by(submissions.c.ordinal.desc()).limit(1)).scalar()
