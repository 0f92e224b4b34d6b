"""Reports of earlier years taken over as accepted: last year's figures, without a job, a notice or a lateness."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from filings.act import ActKind
from filings.finding import Audit
from filings.intake import Rejection, Upload
from filings.nouns import dataclass
from filings.report import Report
from filings.submission import Submission
from ledger.acts import put_act
from ledger.audits import audit_name, put_audit, texts_of, written_form
from ledger.intake import SubmissionIntake
from ledger.jobs import finish_job, put_job
from ledger.passages import put_passages
from ledger.store import Store
from ledger.submissions import lock_submission
from ledger.tables.filing import acts
from ledger.tables.work import jobs

CHANNEL = "baseline"
_REASON = "以往年度已审核同意的报告，作为上年数导入"


@dataclass(frozen=True, slots=True)
class Baselines:
    """Taking over what was settled before this ledger began."""

    store: Store
    door: SubmissionIntake

    def take(
        self, agency: str, year: int, uploads: Sequence[Upload], found: tuple[Audit, Report], by: str, now: datetime
    ) -> Submission | Rejection:
        """Record the filing, its audit and its acceptance. Doing it again changes nothing.

        The audit's job is written as done in the same commit, so that no worker ever sees it.
        """
        taken = self.door.submit(agency, year, uploads, CHANNEL, now, job=False)
        if isinstance(taken, Rejection):
            return taken
        filing, (audit, report) = taken.submission, found
        written, texts = written_form(audit, report), texts_of(report)
        with self.store.writing() as connection:
            known = sa.select(acts.c.id).where(acts.c.submission == filing.id).limit(1)
            if connection.execute(known).first() is not None:
                return filing
            name = put_job(connection, "audit", f"{filing.id}/{CHANNEL}", filing.id, now)
            finish_job(connection, name, now)
            lock_submission(connection, filing.id)
            if connection.execute(known).first() is None:
                job = connection.execute(sa.select(jobs).where(jobs.c.id == name)).one()
                wrote = put_audit(connection, audit_name(filing.id, audit), job, audit, written, now)
                if wrote:
                    put_passages(connection, filing.id, texts or "{}", None)
                put_act(connection, filing.id, ActKind.ACCEPTED, by, now, reason=_REASON, proofs=wrote)
        return filing
