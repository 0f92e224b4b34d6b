"""The audit of one filing as a background job: claim, examine with no transaction open, record, wake the notices."""

import threading
import time
from collections.abc import Iterable
from dataclasses import field, replace
from datetime import timedelta
from functools import cache

import structlog

from filings.civil import civil_day
from filings.dossier import Dossier, Neighbour
from filings.errors import InfrastructureError
from filings.finding import Audit, Severity, Verdict
from filings.insisting import with_reasons
from filings.job import Claimed, Refusal
from filings.marks import Search
from filings.notice import Notice
from filings.nouns import dataclass
from filings.readable import read_beside
from filings.report import Report
from filings.submission import Submission
from ledger.audits import Recorded, audit_name
from ledger.opening import Opened
from notifier.compose import audit_completed, report_accepted, submission_held, submission_received
from notifier.occasion import Occasion
from rules.book_io.rulebook import Rulebook
from workers.examine import Examined, examine
from workers.leases import LONGEST, Leases
from workers.recipients import occasion
from workers.runtime import Runtime
from workers.sandbox import Sandbox
from workers.slot_check import slot_mismatch
from workers.wiring import QueueName

KIND = "audit"
_PAUSE = timedelta(seconds=5)  # before work is tried again that a database or a full disk stopped

_log = structlog.get_logger("audit")


@dataclass(slots=True)
class Auditor:
    """Does audit jobs. ``alone``: this process holds one job at a time, and so may take those marked for it."""

    parts: Runtime
    book: Rulebook
    leases: Leases
    alone: bool = False
    _own: threading.local = field(default_factory=threading.local, init=False)

    def __call__(self, job: str) -> None:
        """Do the job with this id, if it is still to be done. Never raises: what went wrong is on the job's row."""
        with self.parts.heart.at_work(self.parts.heart.step):
            self._do(job)

    def _do(self, job: str) -> None:
        jobs, now, token = self.parts.ledger.jobs, self.parts.now, self.parts.token()
        try:
            opened = self._opened_early(job)
            told = self._received(opened) if opened else ()
            claim = jobs.claim(job, now(), token, alone=self.alone, told=told)
            if claim is Refusal.ALONE:
                self.parts.queue.wake(QueueName.SOLO, job)
            if isinstance(claim, Claimed):
                with self.leases.held(token), structlog.contextvars.bound_contextvars(job=job):
                    self._attempt(claim, opened)
        except InfrastructureError as error:
            _log.warning("audit.postponed", job=job, reason=str(error))
        self.parts.crash("ack.before")

    def close(self) -> None:
        """End this thread's reading process, if there is one."""
        if (sandbox := getattr(self._own, "sandbox", None)) is not None:
            sandbox.close()

    def _opened_early(self, job: str) -> Opened | None:
        """What the job is about. A fault of ours shows again once it is claimed, and is counted then."""
        try:
            return self.parts.ledger.opening.of(job, civil_day(self.parts.now()))
        except InfrastructureError:
            raise
        except Exception:  # noqa: BLE001 - see above
            return None

    def _attempt(self, claim: Claimed, opened: Opened | None) -> None:
        jobs, now = self.parts.ledger.jobs, self.parts.now
        try:
            self._audit(claim, opened)
        except (InfrastructureError, OSError) as error:
            jobs.put_back(claim.token, str(error), now(), _PAUSE)
            _log.warning("audit.postponed", reason=str(error))
        except Exception as error:  # noqa: BLE001 - our fault in one job is counted on its row, and the worker goes on
            _log.exception("audit.failed", submission=claim.job.subject)
            jobs.fail(claim.token, f"系统处理时出错（{type(error).__name__}），不是报告的问题", now())

    def _audit(self, claim: Claimed, early: Opened | None) -> None:
        began = time.monotonic()
        ledger = self.parts.ledger
        opened = early or ledger.opening.of(claim.job.id, civil_day(self.parts.now()))
        if opened is None:
            raise LookupError(claim.job.subject)
        submission, context = opened.submission, opened.dossier
        self._wake(claim.deliveries)
        self.parts.crash("examine.before")
        examined = self._examine(opened)
        self.parts.crash("examine.after")
        examined = replace(examined, audit=self._reasoned(examined.audit, submission))
        held = slot_mismatch(examined.report, context)
        if submission.practice or (held and ledger.holding.find(submission.id)):
            held = ""  # it has no slot; or the office has put it where it is, with a reason
        notices = self._notices(examined.audit, submission, context, held)
        recorded = ledger.audits.record(
            claim.token,
            examined.audit,
            notices,
            self.parts.now(),
            report=examined.report,
            marks=examined.marks,
            held=held,
            on_acceptance=lambda: self._accepted(examined.audit, submission, context),
        )
        if recorded is not None:
            self._wake(recorded.deliveries)
        _line(recorded, submission, examined.audit, held, time.monotonic() - began)

    def _examine(self, opened: Opened) -> Examined:
        register = opened.dossier.register

        def look(search: Search) -> tuple[Neighbour, ...] | None:
            return self.parts.ledger.dossiers.near(opened.submission, register, search) if register else None

        def read(data: bytes, name: str) -> Report:
            report = self._read(data, name)
            return read_beside(report, self._read(opened.copy[1], opened.copy[0])) if opened.copy else report

        return examine(opened.data, opened.name, opened.dossier, self.book, read, look)

    def _reasoned(self, audit: Audit, submission: Submission) -> Audit:
        """The audit with what the agency said when it filed against must_fix findings."""
        if not submission.insisted or audit.verdict is not Verdict.MUST_FIX:
            return audit
        return with_reasons(audit, self.parts.ledger.insisting.of(submission.id))

    def _read(self, data: bytes, name: str) -> Report:
        """Read in the sandbox, which has limits of its own."""
        self.parts.heart.beat(LONGEST)
        report = self._sandbox().read(data, name)
        self.parts.heart.beat(self.parts.heart.step)
        return report

    def _sandbox(self) -> Sandbox:
        """This thread's own reading process."""
        found: Sandbox | None = getattr(self._own, "sandbox", None)
        if found is None:
            found = self._own.sandbox = Sandbox(missing=_missing)
        return found

    def _received(self, opened: Opened) -> tuple[Notice, ...]:
        """What is told once the filing is taken up, and before the audit, which may take its time."""
        submission, agency, register = opened.submission, opened.dossier.agency, opened.dossier.register
        if not opened.first or agency is None or register is None:
            return ()
        area, practice = register.jurisdiction, submission.practice
        about = occasion(submission.id, submission.received_at, area, agency, self._pages, practice=practice)
        return submission_received(about, submission, agency)

    def _notices(self, audit: Audit, submission: Submission, context: Dossier, held: str) -> tuple[Notice, ...]:
        """What agency and office are told of the audit; composed before it is recorded, stored with it."""
        agency, about = context.agency, self._about(audit, submission, context)
        if agency is None or about is None:
            return ()
        if held:
            return submission_held(about, submission, agency, held)
        return audit_completed(about, audit, submission, agency, context.standing.due_on if context.standing else None)

    def _accepted(self, audit: Audit, submission: Submission, context: Dossier) -> tuple[Notice, ...]:
        """What they are told as well when the county's policy accepts a clean report at once."""
        agency, about = context.agency, self._about(audit, submission, context)
        if agency is None or about is None:
            return ()
        return report_accepted(about, submission, agency, civil_day(about.created))

    def _about(self, audit: Audit, submission: Submission, context: Dossier) -> Occasion | None:
        agency, register = context.agency, context.register
        if agency is None or register is None:
            return None
        name = audit_name(submission.id, audit)
        area, path = register.jurisdiction, f"/submissions/{submission.id}"
        return occasion(name, self.parts.now(), area, agency, self._pages, path, practice=submission.practice)

    def _wake(self, deliveries: Iterable[str]) -> None:
        for delivery in deliveries:
            self.parts.queue.wake(QueueName.NOTICES, delivery)

    @property
    def _pages(self) -> str:
        return self.parts.settings.public_url


@cache
def _tell_missing(layer: str) -> None:
    _log.warning("sandbox.layer_missing", layer=layer)


def _missing(layers: list[str]) -> None:
    """One line in the log of each process for every layer that this kernel or user cannot give."""
    for layer in layers:
        _tell_missing(layer)


def _line(recorded: Recorded | None, submission: Submission, audit: Audit, held: str, seconds: float) -> None:
    """The one line that an audit leaves in the log."""
    counts = {severity.value: sum(f.severity is severity for f in audit.findings) for severity in Severity}
    _log.info(
        "audit.recorded" if recorded else "audit.overtaken",
        submission=submission.id,
        audit=recorded.audit if recorded else "",
        new=bool(recorded and recorded.new),
        verdict=audit.verdict.value,
        held=bool(held),
        rulebook=audit.rulebook_hash[:12],
        seconds=round(seconds, 3),
        **counts,
    )
