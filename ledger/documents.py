"""Documents by content hash, kept in the database itself.

In the database and not beside it: one commit holds filing and bytes together, one backup holds both, and workers on
several machines need no shared folder. A county's year is some hundred files of a few hundred KB.
"""

import hashlib
from datetime import datetime

import sqlalchemy as sa

from filings.nouns import dataclass
from ledger.event_log import note
from ledger.evidence import Hashed, Proof, proof
from ledger.store import Store, insert_new
from ledger.tables.filing import blobs

_DATA = sa.select(blobs.c.data).where(blobs.c.sha256 == sa.bindparam("sha256"))
_KNOWN = (  # so that large bytes are sent once; locked, so that none who clears away takes them meanwhile
    sa.select(blobs.c.size, sa.func.length(blobs.c.data).label("held"))
    .where(blobs.c.sha256 == sa.bindparam("named"))
    .with_for_update(key_share=True)
)
_AGAIN = sa.update(blobs).where(blobs.c.sha256 == sa.bindparam("named"))
_NOTHING = hashlib.sha256().hexdigest()


@dataclass(frozen=True, slots=True)
class Documents:
    """Bytes in, bytes out."""

    store: Store

    def keep(self, data: bytes, by: str, now: datetime) -> str:
        """Store bytes that no filing names yet (an object sent ahead, an annotated copy). Their sha256, in hex."""
        with self.store.writing() as connection:
            digest, told = keep(connection, data)
            if told:
                note(connection, "document.kept", digest, now, by, {"size": len(data)}, told)
        return digest

    def read(self, sha256: str) -> bytes | None:
        """The bytes with this hash; None when there are none, or they have been cleared away."""
        with self.store.reading() as connection:
            data = connection.execute(_DATA, {"sha256": sha256}).scalar()
        return bytes(data) if data or (data is not None and sha256 == _NOTHING) else None


def keep(connection: sa.Connection, data: bytes) -> tuple[str, list[Proof]]:
    """Store bytes in the caller's transaction, once, or again after they were cleared away.

    Their sha256, in hex, and the proof of a row that is new.
    """
    digest = hashlib.sha256(data).hexdigest()
    row = {"sha256": digest, "size": len(data), "data": data}
    known = connection.execute(_KNOWN, {"named": digest}).first()
    if known is None and not insert_new(connection, blobs, row):
        known = connection.execute(_KNOWN, {"named": digest}).one()
    if known is not None:
        if known.held == len(data):
            return digest, []
        connection.execute(_AGAIN, {"named": digest, "data": data})
    return digest, [proof(blobs, {**row, "data": Hashed(digest)})]
