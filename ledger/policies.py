"""What counties have decided about the running of the system, by date."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from filings.civil import civil_day
from filings.notice import RecipientKind
from filings.policy import Policy
from ledger.codec import dump, load
from ledger.store import Store
from ledger.tables.filing import submissions
from ledger.tables.register import agencies, policies
from ledger.trail import note


@dataclass(frozen=True, slots=True)
class Policies:
    """Recorded policies; without one the defaults of ``Policy`` hold."""

    store: Store

    def put(self, jurisdiction: str, policy: Policy, now: datetime) -> None:
        """Record a policy. Of two with the same date the later one holds."""
        row = {"jurisdiction": jurisdiction, "since": policy.since, "body": dump(policy), "at": now}
        with self.store.writing() as connection:
            connection.execute(sa.insert(policies).values(**row))
            note(connection, "policy.recorded", jurisdiction, now, policy.approver, {"policy": policy})

    def on(self, jurisdiction: str, day: date) -> Policy:
        """The policy in force on a day."""
        with self.store.reading() as connection:
            return policy_on(connection, jurisdiction, day)


def policy_on(connection: sa.Connection, jurisdiction: str, day: date) -> Policy:
    """The policy in force on a day, in the caller's transaction."""
    query = sa.select(policies.c.body).where(policies.c.jurisdiction == jurisdiction, policies.c.since <= day)
    body = connection.execute(query.order_by(policies.c.since.desc(), policies.c.id.desc()).limit(1)).scalar()
    return load(Policy, body) if body else Policy()


def policy_for_submission(connection: sa.Connection, submission: str, now: datetime) -> Policy:
    """The policy of the county whose agency made this filing."""
    query = sa.select(agencies.c.jurisdiction).join(submissions, submissions.c.slot_agency == agencies.c.code)
    jurisdiction = connection.execute(query.where(submissions.c.id == submission)).scalar()
    return policy_on(connection, jurisdiction or "", civil_day(now))


def policy_of_recipient(connection: sa.Connection, recipient: str, now: datetime) -> Policy:
    """The policy of the county of a recipient, given by its key ``agency:CODE`` or ``office:CODE``."""
    kind, _, code = recipient.partition(":")
    if kind == RecipientKind.AGENCY.value:
        code = connection.execute(sa.select(agencies.c.jurisdiction).where(agencies.c.code == code)).scalar() or ""
    return policy_on(connection, code, civil_day(now))
