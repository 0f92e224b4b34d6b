"""How findings are settled: explained by the agency, waived by the office; both follow the fingerprint."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from filings.act import Refused
from filings.dossier import Explanation, Waiver
from filings.notice import Notice
from filings.nouns import dataclass
from ledger.event_log import note
from ledger.evidence import proof
from ledger.outbox import put_notices
from ledger.store import Store, insert_counted
from ledger.tables.filing import explanations, waivers
from ledger.tables.register import agencies

_EXPLANATIONS = (
    sa.select(explanations)
    .where(
        explanations.c.year == sa.bindparam("year"),
        explanations.c.agency.in_(sa.bindparam("codes", expanding=True)),
        explanations.c.on <= sa.bindparam("as_of"),
    )
    .order_by(explanations.c.id)
)
_WAIVERS = (
    sa.select(waivers)
    .where(waivers.c.year == sa.bindparam("year"), waivers.c.agency.in_(sa.bindparam("codes", expanding=True)))
    .order_by(waivers.c.id)
)

_AGENCY = sa.select(agencies.c.code).where(agencies.c.code == sa.bindparam("code")).with_for_update(key_share=True)


@dataclass(frozen=True, slots=True)
class ExplanationsAndWaivers:
    """Explanations 说明 and waivers 豁免 of an agency-year."""

    store: Store

    def explain(
        self, agency: str, year: int, explanation: Explanation, now: datetime, *, once: bool = False
    ) -> Refused | None:
        """Record why a true figure is odd. None when that is on record.

        ``once``: not beside an explanation of the same facts by somebody else or in other words.
        """
        row = {
            "agency": agency, "year": year, "fingerprint": explanation.fingerprint,
            "facts_digest": explanation.facts_digest, "text": explanation.text, "by": explanation.by,
            "on": explanation.on,
        }  # fmt: skip
        with self.store.writing() as connection:
            if once:
                connection.execute(_AGENCY, {"code": agency}).first()  # two who explain at once take turns
                for known in read_explanations(connection, [agency], year).get(agency, ()):
                    if (known.fingerprint, known.facts_digest) == (explanation.fingerprint, explanation.facts_digest):
                        return None if (known.by, known.text) == (explanation.by, explanation.text) else _said(known)
            told = [proof(explanations, insert_counted(connection, explanations, row))]
            facts: Mapping[str, object] = {"explanation": explanation}
            note(connection, "finding.explained", f"agencies/{agency}/{year}", now, explanation.by, facts, told)
        return None

    def waive(self, agency: str, year: int, waiver: Waiver, now: datetime, notices: Sequence[Notice] = ()) -> None:
        """Record that the office lets a finding stand, with reason, approver and last day; tell of it in the commit."""
        row = {
            "agency": agency, "year": year, "fingerprint": waiver.fingerprint, "facts_digest": waiver.facts_digest,
            "reason": waiver.reason, "approver": waiver.approver, "until": waiver.until, "at": now,
        }  # fmt: skip
        due = self.store.time.moment(now)
        with self.store.writing() as connection:
            told = [proof(waivers, insert_counted(connection, waivers, row))]
            told += put_notices(connection, notices, due).proofs
            facts: Mapping[str, object] = {"waiver": waiver}
            note(connection, "waiver.granted", f"agencies/{agency}/{year}", now, waiver.approver, facts, told)

    def explanations(self, agency: str, year: int) -> tuple[Explanation, ...]:
        """The explanations of an agency-year, first one first."""
        with self.store.reading() as connection:
            return read_explanations(connection, [agency], year).get(agency, ())

    def waivers(self, agency: str, year: int) -> tuple[Waiver, ...]:
        """The waivers of an agency-year, first one first."""
        with self.store.reading() as connection:
            return read_waivers(connection, [agency], year).get(agency, ())


def read_explanations(
    connection: sa.Connection, codes: list[str], year: int, as_of: date = date.max
) -> dict[str, tuple[Explanation, ...]]:
    """Explanations by agency, made on or before ``as_of``."""
    found: dict[str, tuple[Explanation, ...]] = {}
    for row in connection.execute(_EXPLANATIONS, {"year": year, "codes": codes, "as_of": as_of}):
        found[row.agency] = (*found.get(row.agency, ()), _explanation(row))
    return found


def read_waivers(connection: sa.Connection, codes: list[str], year: int) -> dict[str, tuple[Waiver, ...]]:
    """Waivers by agency; whether one still holds is for the reader to judge by its ``until``."""
    found: dict[str, tuple[Waiver, ...]] = {}
    for row in connection.execute(_WAIVERS, {"year": year, "codes": codes}):
        found[row.agency] = (*found.get(row.agency, ()), _waiver(row))
    return found


def _said(known: Explanation) -> Refused:
    return Refused(reason=f"{known.by}已于{known.on}说明了这一条（{known.text}），这一次没有再办；请查看后再定")


def _explanation(row: sa.Row[Any]) -> Explanation:
    return Explanation(
        fingerprint=row.fingerprint, facts_digest=row.facts_digest, text=row.text, by=row.by, on=row.on
    )  # fmt: skip


def _waiver(row: sa.Row[Any]) -> Waiver:
    return Waiver(
        fingerprint=row.fingerprint, facts_digest=row.facts_digest, reason=row.reason, approver=row.approver,
        until=row.until,
    )  # fmt: skip
