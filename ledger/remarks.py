"""What is put beside a filing 附记 without changing it: a wish to withdraw, a doubt, a reason, a confirmation."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from filings.account import Remark, RemarkKind
from filings.act import Refused
from filings.nouns import dataclass
from ledger.event_log import note
from ledger.evidence import proof
from ledger.store import Store, insert_counted
from ledger.submissions import lock_submission
from ledger.tables.people import remarks

_ENOUGH = frozenset({RemarkKind.CONFIRMED, RemarkKind.WITHDRAWAL})  # of which one on a filing is enough


@dataclass(frozen=True, slots=True)
class Remarks:
    """Remarks on filings."""

    store: Store

    def add(
        self, submission: str, kind: RemarkKind, text: str, by: str, now: datetime, about: str = ""
    ) -> Remark | Refused:
        """Put a remark on record. The same one again, in the same words or for what one remark is enough, is one."""
        row = {"submission": submission, "kind": kind.value, "about": about, "text": text, "by": by, "at": now}
        with self.store.writing() as connection:
            if not lock_submission(connection, submission):
                return Refused(reason=f"没有编号为“{submission}”的报送件，请核对编号")
            for one in _of(connection, submission):
                if one.kind is kind and one.about == about and (kind in _ENOUGH or one.text == text):
                    return one
            made = insert_counted(connection, remarks, row)
            facts = {"kind": kind.value, "about": about, "text": text}
            note(connection, f"submission.{kind.value}", submission, now, by, facts, [proof(remarks, made)])
            return _of(connection, submission)[-1]

    def of(self, submission: str) -> tuple[Remark, ...]:
        """The remarks on a filing, first one first."""
        with self.store.reading() as connection:
            return _of(connection, submission)


def _of(connection: sa.Connection, submission: str) -> tuple[Remark, ...]:
    query = sa.select(remarks).where(remarks.c.submission == submission).order_by(remarks.c.id)
    return tuple(_remark(row) for row in connection.execute(query))


def _remark(row: sa.Row[Any]) -> Remark:
    words = {each: getattr(row, each) for each in Remark.__dataclass_fields__}
    return Remark(**{**words, "kind": RemarkKind(row.kind)})
