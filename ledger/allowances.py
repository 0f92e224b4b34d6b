"""Targets inside the government network that were opened to notices; the event log keeps each opening and closing."""

from datetime import datetime

import sqlalchemy as sa

from filings.nouns import dataclass
from filings.opened import OpenedAddress
from ledger.event_log import note
from ledger.evidence import Proof, key_of, proof
from ledger.store import Store, insert_new
from ledger.tables.notice import allowances


@dataclass(frozen=True, slots=True)
class Allowances:
    """Opening, closing, listing. What may be opened at all the notifier's guard judges before it comes here."""

    store: Store

    def open(self, target: OpenedAddress) -> bool:
        """Open a target. False when exactly this is open already."""
        row = {
            "host": target.host, "port": target.port, "subnet": target.subnet, "by": target.by,
            "reason": target.reason, "at": target.at,
        }  # fmt: skip
        with self.store.writing() as connection:
            new = insert_new(connection, allowances, row)
            if new:
                told = [proof(allowances, row)]
                note(connection, "target.opened", target.text, target.at, target.by, {"reason": target.reason}, told)
        return new

    def close(self, host: str, port: int, by: str, reason: str, now: datetime) -> int:
        """Close a target again, whatever subnets it was opened for; how many there were."""
        where = sa.and_(allowances.c.host == host, allowances.c.port == port)
        with self.store.writing() as connection:
            closing = sa.delete(allowances).where(where).returning(*allowances.primary_key)
            gone = connection.execute(closing).mappings().all()
            if gone:
                told = [Proof(allowances.name, key_of(allowances, dict(row)), None) for row in gone]
                note(connection, "target.closed", f"{host}:{port}", now, by, {"reason": reason}, told)
        return len(gone)

    def listed(self) -> tuple[OpenedAddress, ...]:
        """All that is open, by host, port and subnet."""
        order = (allowances.c.host, allowances.c.port, allowances.c.subnet)
        with self.store.reading() as connection:
            rows = connection.execute(sa.select(allowances).order_by(*order)).all()
        return tuple(
            OpenedAddress(host=row.host, port=row.port, subnet=row.subnet, by=row.by, reason=row.reason, at=row.at)
            for row in rows
        )
