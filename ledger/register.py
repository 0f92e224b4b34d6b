"""The register: jurisdictions and agencies with their dated names and relations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from filings.agency import Agency, Jurisdiction, Register
from filings.register_rows import RowFault, agency_of, row_of
from ledger.codec import dump
from ledger.lasting import jurisdiction_of, lasting, lasting_around, revise
from ledger.store import Store
from ledger.tables.register import agencies, agency_names, agency_relations, jurisdictions
from ledger.trail import note


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
            changed = sa.update(jurisdictions).where(jurisdictions.c.code == jurisdiction.code).values(**row)
            if connection.execute(changed).rowcount == 0:
                connection.execute(sa.insert(jurisdictions).values(code=jurisdiction.code, **row))
            revise(connection, [jurisdiction.code])
            note(connection, "jurisdiction.written", jurisdiction.code, now, by, {"jurisdiction": jurisdiction})

    def put(self, entries: Sequence[Agency], by: str, now: datetime) -> None:
        """Write agencies, new or known by code. They never vanish: who ends gets a relation or an ``until``."""
        with self.store.writing() as connection:
            known = sa.select(agencies.c.jurisdiction).where(agencies.c.code.in_([agency.code for agency in entries]))
            touched = {agency.jurisdiction for agency in entries} | set(connection.execute(known).scalars())
            for agency in entries:
                _put(connection, agency)
                note(connection, "agency.written", agency.code, now, by, {"agency": agency})
            revise(connection, touched)

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
            found = lasting(connection, code)
        return found.area if found else None

    def jurisdictions(self) -> tuple[Jurisdiction, ...]:
        """All jurisdictions, by code."""
        with self.store.reading() as connection:
            rows = connection.execute(sa.select(jurisdictions).order_by(jurisdictions.c.code))
            return tuple(jurisdiction_of(row) for row in rows)

    def find(self, agency: str) -> Agency | None:
        """The agency with this code, ended or not."""
        with self.store.reading() as connection:
            found = lasting_around(connection, agency)
        return found.find(agency) if found else None

    def all(self, jurisdiction: str) -> tuple[Agency, ...]:
        """Every agency the register ever held, in its order."""
        with self.store.reading() as connection:
            found = lasting(connection, jurisdiction)
        return found.agencies if found else ()

    def on(self, jurisdiction: str, day: date) -> Register | None:
        """The register as of a day; None when there is no such jurisdiction."""
        with self.store.reading() as connection:
            found = lasting(connection, jurisdiction)
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


def _put(connection: sa.Connection, agency: Agency) -> None:
    row = {
        "name": agency.name, "kind": agency.kind, "jurisdiction": agency.jurisdiction, "tags": dump(agency.tags),
        "since": agency.since, "until": agency.until, "contact": agency.contact, "mail": agency.mail,
    }  # fmt: skip
    if connection.execute(sa.update(agencies).where(agencies.c.code == agency.code).values(**row)).rowcount == 0:
        last = connection.execute(sa.select(sa.func.max(agencies.c.position))).scalar()
        connection.execute(sa.insert(agencies).values(code=agency.code, position=(last or 0) + 1, **row))
    for table in (agency_names, agency_relations):
        connection.execute(sa.delete(table).where(table.c.agency == agency.code))
    for number, entry in enumerate(agency.names, start=1):
        name = {"name": entry.name, "since": entry.since, "until": entry.until, "alias": entry.alias}
        connection.execute(sa.insert(agency_names).values(agency=agency.code, number=number, **name))
    for number, relation in enumerate(agency.relations, start=1):
        link = {
            "kind": relation.kind.value, "since": relation.since, "until": relation.until, "other": relation.other,
            "document": relation.document, "approver": relation.approver,
        }  # fmt: skip
        connection.execute(sa.insert(agency_relations).values(agency=agency.code, number=number, **link))
