"""Notices in the order in which they were committed, for those who fetch them and must miss none.

A notice says when what it tells of happened, which may be long before it is written. So notices are numbered once they
are there: by one reader at a time, who sees what is committed and nothing else; what commits later has a higher number.
"""

from collections.abc import Collection

import sqlalchemy as sa

from filings.notice import Notice
from filings.nouns import dataclass
from ledger.notice_rows import FULL, read_notices
from ledger.store import Store
from ledger.tables.notice import notices

_NUMBERING = 0x676F756A6966  # PostgreSQL's advisory lock for numbering
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Feed:
    """Notices by number."""

    store: Store

    def after(self, recipients: Collection[str], notice: str, limit: int) -> tuple[Notice, ...] | None:
        """Notices to these recipients behind the one named, oldest first; None when there is no such for them.

        What has been cleared away is left out.
        """
        self.number()
        mine = notices.c.recipient.in_(list(recipients))
        with self.store.reading() as connection:
            start = 0
            if notice:
                known = sa.select(notices.c.number).where(notices.c.id == notice, mine)
                found = connection.execute(known).scalar()
                if found is None:
                    return None
                start = found
            wanted = sa.select(notices.c.id).where(mine, notices.c.number > start, FULL)
            ids = connection.execute(wanted.order_by(notices.c.number).limit(limit)).scalars().all()
            by_id = {one.id: one for one in read_notices(connection, notices.c.id.in_(ids), limit)}
        return tuple(by_id[name] for name in ids)

    def number(self) -> int:
        """Give numbers to the notices that have none yet. How many got one."""
        waiting = sa.select(notices.c.id).where(notices.c.number.is_(None))
        with self.store.reading() as connection:
            if connection.execute(waiting.limit(1)).first() is None:
                return 0
        with self.store.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_NUMBERING)))
            found = sa.select(notices.c.id, notices.c.created).where(notices.c.number.is_(None)).order_by(notices.c.id)
            rows = connection.execute(found.limit(_AT_ONCE).with_for_update(key_share=True)).all()
            ids = [row.id for row in sorted(rows, key=lambda row: (row.created, row.id))]
            last = connection.execute(sa.select(sa.func.max(notices.c.number))).scalar() or 0
            setting = sa.update(notices).where(notices.c.id == sa.bindparam("notice")).values(number=sa.bindparam("at"))
            given = [{"notice": name, "at": last + place} for place, name in enumerate(ids, start=1)]
            if given:
                connection.execute(setting, given)
        return len(ids)
