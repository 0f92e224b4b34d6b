"""Documents by content hash, kept in the database itself.

In the database and not beside it: one commit holds filing and bytes together, one backup holds both, and workers on
several machines need no shared folder. A county's year is some hundred files of a few hundred KB.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ledger.event_log import note
from ledger.evidence import Hashed, Proof, proof
from ledger.store import Store, insert_new
from ledger.tables.filing import blobs

_DATA = sa.select(blobs.c.data).where(blobs.c.sha256 == sa.bindparam("sha256"))
_SIZE = sa.select(blobs.c.size).where(blobs.c.sha256 == sa.bindparam("sha256"))  # so that large bytes are sent once


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
        """The bytes with this hash, or None."""
        with self.store.reading() as connection:
            data = connection.execute(_DATA, {"sha256": sha256}).scalar()
        return None if data is None else bytes(data)


def keep(connection: sa.Connection, data: bytes) -> tuple[str, list[Proof]]:
    """Store bytes in the caller's transaction, once. Their sha256, in hex, and the proof of a row that is new."""
    digest = hashlib.sha256(data).hexdigest()
    row = {"sha256": digest, "size": len(data), "data": data}
    if connection.execute(_SIZE, {"sha256": digest}).first() is not None or not insert_new(connection, blobs, row):
        return digest, []
    return digest, [proof(blobs, {**row, "data": Hashed(digest)})]
