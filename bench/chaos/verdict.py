"""What was promised held against what came: the sender's and the receiver's records first, then the ledger's."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from bench.chaos.promises import Promises, Told
from ledger.tables.filing import audits, submission_documents
from ledger.tables.work import jobs

SLOWEST = 30.0  # seconds that any recovery may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Counts of filings, none of which may be above 0, and the slowest recovery.

    ``unanswered``: handed in and never acknowledged. ``refused``: refused though nothing was wrong with them.
    ``untold``: acknowledged, but the receiver never heard of their audit. ``lost``: acknowledged, but the ledger has no
    audit of them. ``doubled``: two filings, two audits or two notices made of one. ``other_body``: one notice sent with
    two bodies. ``unverified``: deliveries whose signature did not hold. ``quarantined``: jobs set aside.
    ``unproven``: 1 when ``gouji ledger verify`` does not vouch for the ledger.
    """

    unanswered: int
    refused: int
    untold: int
    lost: int
    doubled: int
    other_body: int
    unverified: int
    quarantined: int
    unproven: int
    slowest_recovery: float

    def wrong(self) -> Mapping[str, float]:
        """What breaks the promise; empty when it was kept."""
        counts = {name: value for name, value in asdict(self).items() if name != "slowest_recovery" and value}
        slow = {"slowest_recovery": self.slowest_recovery} if self.slowest_recovery > SLOWEST else {}
        return {**counts, **slow}


def judge(
    promises: Promises, told: Told, handed_in: int, engine: sa.Engine, recoveries: list[float], *, proven: bool
) -> Verdict:
    """Compare the records. ``handed_in``: filings that any sender tried."""
    acknowledged = set(promises.acknowledged)
    filed, audited, quarantined = _ledger(engine)
    ids = {document: set(found) for document, found in filed.items()}
    return Verdict(
        unanswered=handed_in - len(acknowledged) - len(promises.refused),
        refused=len(promises.refused),
        untold=len(acknowledged - set(told.filings)),
        lost=sum(not any(audited[one] for one in ids.get(document, ())) for document in acknowledged),
        doubled=promises.promised_twice()
        + told.twice()
        + sum(len(found) > 1 for found in ids.values())
        + sum(count > 1 for count in audited.values())
        + sum(not named <= ids.get(document, set()) for document, named in promises.submissions.items()),
        other_body=told.other_body,
        unverified=told.unverified,
        quarantined=quarantined,
        unproven=int(not proven),
        slowest_recovery=max(recoveries, default=0.0),
    )


def _ledger(engine: sa.Engine) -> tuple[Mapping[str, list[str]], Counter[str], int]:
    """Filings by the sha256 of their document, the number of audits of each, and the jobs set aside."""
    filed: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for document, submission in connection.execute(
            sa.select(submission_documents.c.sha256, submission_documents.c.submission)
        ):
            filed.setdefault(document, []).append(submission)
        query = sa.select(audits.c.submission, sa.func.count()).group_by(audits.c.submission)
        audited = Counter({row[0]: row[1] for row in connection.execute(query)})
        aside = sa.select(sa.func.count()).select_from(jobs).where(jobs.c.state == "quarantined")
        return filed, audited, int(connection.execute(aside).scalar_one())
