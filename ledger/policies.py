"""What counties have decided about the running of the system, by date."""

from datetime import date, datetime

import sqlalchemy as sa

from filings.civil import civil_day
from filings.notice import RecipientKind
from filings.nouns import dataclass
from filings.policy import Policy
from ledger.codec import dump
from ledger.event_log import note
from ledger.evidence import proof
from ledger.jurisdiction_state import bump_revision, state_of_agency, state_of_jurisdiction
from ledger.store import Store, insert_counted
from ledger.tables.register import policies


@dataclass(frozen=True, slots=True)
class Policies:
    """Recorded policies; without one the defaults of ``Policy`` hold."""

    store: Store

    def put(self, jurisdiction: str, policy: Policy, now: datetime) -> None:
        """Record a policy. Of two with the same date the later one holds."""
        row = {"jurisdiction": jurisdiction, "since": policy.since, "body": dump(policy), "at": now}
        with self.store.writing() as connection:
            bump_revision(connection, [jurisdiction])
            told = [proof(policies, insert_counted(connection, policies, row))]
            note(connection, "policy.recorded", jurisdiction, now, policy.approver, {"policy": policy}, told)

    def on(self, jurisdiction: str, day: date) -> Policy:
        """The policy in force on a day."""
        with self.store.reading() as connection:
            found = state_of_jurisdiction(connection, jurisdiction)
        return found.policy(day) if found else Policy()


def policy_of_recipient(connection: sa.Connection, recipient: str, now: datetime) -> Policy:
    """The policy of the county of a recipient, given by its key ``agency:CODE`` or ``office:CODE``."""
    kind, _, code = recipient.partition(":")
    read = state_of_agency if kind == RecipientKind.AGENCY.value else state_of_jurisdiction
    found = read(connection, code)
    return found.policy(civil_day(now)) if found else Policy()
