"""The register: jurisdictions and agencies with their dated names and relations."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa

from filings.agency import Agency, Jurisdiction, Register
from filings.nouns import dataclass
from filings.register_rows import RowFault, agency_of, row_of
from ledger.codec import dump
from ledger.event_log import note
from ledger.evidence import Proof, key_of, proof, standing
from ledger.jurisdiction_state import bump_revision, jurisdiction_of, state_of_agency, state_of_jurisdiction
from ledger.store import Store, insert_new
from ledger.tables.register import agencies, agency_names, agency_relations, jurisdictions


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers of the ledger."""

    store: Store

    def put_jurisdiction(self, jurisdiction: Jurisdiction, by: str, now: datetime) -> None:
        """Write a jurisdiction, new or known."""
        row = {
            "name": jurisdiction.name, "parent": jurisdiction.parent, "office": jurisdiction.office,
            "phone": jurisdiction.phone,
            "postcodes": dump(jurisdiction.postcodes), "area_codes": dump(jurisdiction.area_codes),
            "domains": dump(jurisdiction.domains),
        }  # fmt: skip
        with self.store.writing() as connection:
            if not insert_new(connection, jurisdictions, {"code": jurisdiction.code, **row}):
                changed = sa.update(jurisdictions).where(jurisdictions.c.code == jurisdiction.code)
                connection.execute(changed.values(**row))
            bump_revision(connection, [jurisdiction.code])
            told = standing(connection, jurisdictions, jurisdictions.c.code == jurisdiction.code)
            facts = {"jurisdiction": jurisdiction}
            note(connection, "jurisdiction.written", jurisdiction.code, now, by, facts, told)

    def put(self, entries: Sequence[Agency], by: str, now: datetime) -> None:
        """Write agencies, new or known by code. They never vanish: who ends gets a relation or an ``until``."""
        with self.store.writing() as connection:
            known = sa.select(agencies.c.jurisdiction).where(agencies.c.code.in_([agency.code for agency in entries]))
            touched = {agency.jurisdiction for agency in entries} | set(connection.execute(known).scalars())
            bump_revision(connection, touched)
            own = _put_rows(connection, entries)
            for agency in entries:
                told = [own[agency.code], *_put_parts(connection, agency)]
                note(connection, "agency.written", agency.code, now, by, {"agency": agency}, told)

    def import_rows(
        self, jurisdiction: str, rows: Iterable[Mapping[str, str]], by: str, now: datetime
    ) -> tuple[RowFault, ...]:
        """Write the agencies of a table's rows (see filings.register_rows): all, or with any fault none."""
        made = [agency_of(row, jurisdiction, number) for number, row in enumerate(rows, start=1)]
        entries = [agency for agency in made if isinstance(agency, Agency)]
        faults = [*(fault for fault in made if isinstance(fault, RowFault)), *_twice(made)]
        if not faults:
            self.put(entries, by, now)
        return tuple(sorted(faults, key=lambda fault: fault.number))

    def export_rows(self, jurisdiction: str) -> tuple[Mapping[str, str], ...]:
        """The rows of a table that imports to the same register."""
        return tuple(row_of(agency) for agency in self.all(jurisdiction))

    def jurisdiction(self, code: str) -> Jurisdiction | None:
        """The jurisdiction with this code."""
        with self.store.reading() as connection:
            found = state_of_jurisdiction(connection, code)
        return found.area if found else None

    def jurisdictions(self) -> tuple[Jurisdiction, ...]:
        """All jurisdictions, by code."""
        with self.store.reading() as connection:
            rows = connection.execute(sa.select(jurisdictions).order_by(jurisdictions.c.code))
            return tuple(jurisdiction_of(row) for row in rows)

    def find(self, agency: str) -> Agency | None:
        """The agency with this code, ended or not."""
        with self.store.reading() as connection:
            found = state_of_agency(connection, agency)
        return found.find(agency) if found else None

    def all(self, jurisdiction: str) -> tuple[Agency, ...]:
        """Every agency the register ever held, in its order."""
        with self.store.reading() as connection:
            found = state_of_jurisdiction(connection, jurisdiction)
        return found.agencies if found else ()

    def on(self, jurisdiction: str, day: date) -> Register | None:
        """The register as of a day; None when there is no such jurisdiction."""
        with self.store.reading() as connection:
            found = state_of_jurisdiction(connection, jurisdiction)
        return found.on(day) if found else None


def _twice(made: Sequence[Agency | RowFault]) -> list[RowFault]:
    seen: dict[str, int] = {}
    faults = []
    for number, agency in enumerate(made, start=1):
        if isinstance(agency, Agency):
            first = seen.setdefault(agency.code, number)
            if first != number:
                reason = f"第{number}行（{agency.name}）的代码与第{first}行相同，请核对"
                faults.append(RowFault(number=number, reason=reason))
    return faults


def _put_rows(connection: sa.Connection, entries: Sequence[Agency]) -> Mapping[str, Proof]:
    """Write the agencies' own rows, by code; the register's order is that of ``entries``. Code -> its row's proof."""
    told = {}
    last = connection.execute(sa.select(sa.func.max(agencies.c.position))).scalar() or 0
    for position, agency in sorted(enumerate(entries, start=last + 1), key=lambda pair: (pair[1].code, pair[0])):
        row = {
            "name": agency.name, "kind": agency.kind, "jurisdiction": agency.jurisdiction, "tags": dump(agency.tags),
            "since": agency.since, "until": agency.until, "contact": agency.contact, "mail": agency.mail,
        }  # fmt: skip
        written = {"code": agency.code, "position": position, **row}
        if not insert_new(connection, agencies, written):
            known = sa.update(agencies).where(agencies.c.code == agency.code).values(**row)
            written["position"] = connection.execute(known.returning(agencies.c.position)).scalar_one()
        told[agency.code] = proof(agencies, written)
    return told


def _put_parts(connection: sa.Connection, agency: Agency) -> list[Proof]:
    """Write an agency's names and relations, in place of those it had."""
    names = [
        {
            "agency": agency.code, "number": number, "name": entry.name, "since": entry.since, "until": entry.until,
            "alias": entry.alias,
        }
        for number, entry in enumerate(agency.names, start=1)
    ]  # fmt: skip
    relations = [
        {
            "agency": agency.code, "number": number, "kind": relation.kind.value, "since": relation.since,
            "until": relation.until, "other": relation.other, "document": relation.document,
            "approver": relation.approver,
        }
        for number, relation in enumerate(agency.relations, start=1)
    ]  # fmt: skip
    return [
        *_replace(connection, agency_names, agency.code, names),
        *_replace(connection, agency_relations, agency.code, relations),
    ]


def _replace(
    connection: sa.Connection, table: sa.Table, agency: str, rows: Sequence[Mapping[str, object]]
) -> Iterable[Proof]:
    old = connection.execute(sa.delete(table).where(table.c.agency == agency).returning(table.c.number)).scalars().all()
    if rows:
        connection.execute(sa.insert(table), rows)
    for number in range(len(rows) + 1, max(old, default=0) + 1):
        yield Proof(table.name, key_of(table, {"agency": agency, "number": number}), None)
    yield from (proof(table, row) for row in rows)
