"""Bytes of files are cleared away when no record needs them any more; their hash and size stay."""

import re
from collections.abc import Collection

import sqlalchemy as sa

from filings.retention import CLEARED
from ledger.emptying import empty_rows
from ledger.evidence import Proof
from ledger.purge_part import lock_rows
from ledger.tables.filing import blobs, paper_receipts, publications, submission_documents
from ledger.tables.notice import notices

_HASH = re.compile(r"[0-9a-f]{64}")
_FULL = sa.func.length(blobs.c.data) > 0


def empty_blobs(connection: sa.Connection, hashes: Collection[str], papers: Collection[int] = ()) -> list[Proof]:
    """Take out the bytes that nobody needs, or only these entries of paper.

    They are locked before it is asked who needs them: a filing with the same bytes that comes in meanwhile is either
    seen here, or finds them gone and stores them again (``ledger.documents.keep``).
    """
    if not hashes:
        return []
    lock_rows(connection, blobs, sa.and_(blobs.c.sha256.in_(hashes), _FULL))
    going = sorted(frozenset(hashes) - _needed(connection, hashes, papers))
    return empty_rows(connection, blobs, sa.and_(blobs.c.sha256.in_(going), _FULL))


def _needed(connection: sa.Connection, hashes: Collection[str], papers: Collection[int]) -> frozenset[str]:
    """Files of filings that keep theirs, scans of paper, pages that were published, what is enclosed in notices."""
    filed = sa.select(submission_documents.c.sha256).where(
        submission_documents.c.sha256.in_(hashes), submission_documents.c.name != CLEARED
    )
    scans = sa.select(paper_receipts.c.scan).where(
        paper_receipts.c.scan.in_(hashes), paper_receipts.c.id.not_in(papers)
    )
    found = {*connection.execute(filed).scalars(), *connection.execute(scans).scalars()}
    enclosed = sa.select(notices.c.attachments).where(notices.c.attachments != "[]")
    for query in (sa.select(publications.c.body), enclosed):
        for text in connection.execute(query).scalars():
            found.update(_HASH.findall(text))
    return frozenset(found)
