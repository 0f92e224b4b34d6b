"""The rows of evidence that stand are told of in the event log, from where every change of them is.

No table changes. What was written before this step is vouched for from here on: events of kind ``ledger.baseline``
carry the digests of all rows that stand, so many to an event.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from ledger.event_log import note
from ledger.evidence import Proof, proof
from ledger.tables import metadata

revision = "17"
down_revision = "16"

_AT_ONCE = 500  # rows told of by one event
_LARGE = 50  # rows in memory; documents may be large

# As they were at this step.
_TOLD = {
    "jurisdictions": "code name parent office phone postcodes area_codes domains",
    "agencies": "code name kind jurisdiction tags since until contact mail position",
    "agency_names": "agency number name since until alias",
    "agency_relations": "agency number kind since until other document approver",
    "due_dates": "id jurisdiction kinds event month day statutory basis since until",
    "extensions": "id jurisdiction year until reason approver agency",
    "policies": "id jurisdiction since body at",
    "blobs": "sha256 size data",
    "submissions": "id agency year content slot_agency slot_year ordinal received_at channel insisted taken_at",
    "submission_documents": "submission number sha256 name role size",
    "held": "submission reason at assigned_agency assigned_year assigned_by assigned_reason assigned_at",
    "audits": "id name submission job verdict rulebook_hash engine_hash dossier_digest as_of body report recorded_at",
    "findings": "audit number fingerprint facts_digest rule severity title message",
    "explanations": "id agency year fingerprint facts_digest text by on",
    "statements": "id submission finding text by at",
    "waivers": "id agency year fingerprint facts_digest reason approver until at",
    "acts": "id submission kind by at reason resubmit_by",
    "paper_receipts": "id agency year received_on submission by reason scan at",
    "publications": "id agency year body by at",
    "bulletins": "id jurisdiction year as_of body issued_at by",
    "notices": "id type recipient subject title text body created attachments",
    "endpoints": "id url channel types rate disabled source",
    "allowances": "host port subnet by reason at",
    "tokens": "id hash role area agency practice label created_at created_by revoked_at",
    "endpoint_recipients": "endpoint recipient",
    "endpoint_secrets": "endpoint number value since until",
    "deliveries": "id notice endpoint state",
    "attempts": "delivery number endpoint at outcome status latency error answer",
}


def upgrade() -> None:
    """Tell of all that stands; of a ledger without rows there is nothing to tell."""
    now = datetime.now(UTC)
    for name, columns in _TOLD.items():
        standing = _standing(name, columns.split())
        for start in range(0, len(standing), _AT_ONCE):
            told = standing[start : start + _AT_ONCE]
            note(op.get_bind(), "ledger.baseline", name, now, "migration", {"rows": len(told)}, told)


def downgrade() -> None:
    """Nothing to take back: what was told stays told, and earlier versions read it."""


def _standing(name: str, columns: list[str]) -> list[Proof]:
    table = metadata.tables[name]
    query = sa.select(*(table.c[column] for column in columns)).execution_options(yield_per=_LARGE)
    return [proof(table, dict(row)) for row in op.get_bind().execute(query).mappings()]
