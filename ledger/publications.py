"""The second duty of the law: what was seen of a report on the public site, each look on record."""

import json
from datetime import date, datetime

import sqlalchemy as sa

from filings.dossier import Publication
from filings.nouns import dataclass
from ledger.codec import dump, load
from ledger.event_log import note
from ledger.evidence import proof
from ledger.store import Store, insert_counted
from ledger.tables.filing import publications

_LAST = (
    sa.select(publications.c.body)
    .where(publications.c.agency == sa.bindparam("agency"), publications.c.year == sa.bindparam("year"))
    .order_by(publications.c.id.desc())
    .limit(1)
)

_BODIES = (
    sa.select(publications.c.agency, publications.c.body)
    .where(
        publications.c.agency.in_(sa.bindparam("codes", expanding=True)), publications.c.year == sa.bindparam("year")
    )
    .order_by(publications.c.id)
)


@dataclass(frozen=True, slots=True)
class Publications:
    """Publications of agency-years. Nothing on record means not looked at 尚未核对, never published."""

    store: Store

    def put(self, agency: str, year: int, publication: Publication, by: str, now: datetime) -> None:
        """Record what was seen. The latest record is the one that counts."""
        row = {"agency": agency, "year": year, "body": dump(publication), "by": by, "at": now}
        with self.store.writing() as connection:
            told = [proof(publications, insert_counted(connection, publications, row))]
            facts = {"url": publication.url, "published_on": publication.published_on}
            note(connection, "publication.recorded", f"agencies/{agency}/{year}", now, by, facts, told)

    def of(self, agency: str, year: int) -> Publication | None:
        """What was seen last, or None."""
        with self.store.reading() as connection:
            return read_publication(connection, agency, year)


def read_publication(connection: sa.Connection, agency: str, year: int) -> Publication | None:
    """What was seen last, in the caller's transaction."""
    body = connection.execute(_LAST, {"agency": agency, "year": year}).scalar()
    return load(Publication, body) if body else None


def published_days(connection: sa.Connection, codes: list[str], year: int) -> dict[str, date]:
    """Agency code -> the day on which its report was seen published, as recorded last; who has none is not in it."""
    found: dict[str, date] = {}
    for row in connection.execute(_BODIES, {"codes": codes, "year": year}):
        day = json.loads(row.body)["published_on"]
        found.pop(row.agency, None)
        if day is not None:
            found[row.agency] = date.fromisoformat(day["$date"])
    return found
