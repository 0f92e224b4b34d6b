"""The register: jurisdictions and agencies with their dated names and relations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from filings.agency import Agency, DatedName, Jurisdiction, Register, Relation, RelationKind
from filings.register_rows import RowFault, agency_of, row_of
from ledger.codec import dump, load
from ledger.store import Store
from ledger.tables.register import agencies, agency_names, agency_relations, jurisdictions
from ledger.trail import note

_ENDED = (RelationKind.ABOLISHED, RelationKind.MERGED, RelationKind.RENAMED)


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers of the ledger. What was read is kept until the register changes, in this process or elsewhere."""

    store: Store
    _known: dict[str, tuple[int, tuple[Agency, ...]]] = field(default_factory=dict, repr=False)

    def put_jurisdiction(self, jurisdiction: Jurisdiction, by: str, now: datetime) -> None:
        """Write a jurisdiction, new or known."""
        row = {
            "name": jurisdiction.name, "parent": jurisdiction.parent, "office": jurisdiction.office,
            "postcodes": dump(jurisdiction.postcodes), "area_codes": dump(jurisdiction.area_codes),
            "domains": dump(jurisdiction.domains),
        }  # fmt: skip
        with self.store.writing() as connection:
            changed = sa.update(jurisdictions).where(jurisdictions.c.code == jurisdiction.code).values(**row)
            if connection.execute(changed).rowcount == 0:
                connection.execute(sa.insert(jurisdictions).values(code=jurisdiction.code, **row))
            note(connection, "jurisdiction.written", jurisdiction.code, now, by, {"jurisdiction": jurisdiction})

    def put(self, entries: Sequence[Agency], by: str, now: datetime) -> None:
        """Write agencies, new or known by code. They never vanish: who ends gets a relation or an ``until``."""
        with self.store.writing() as connection:
            for agency in entries:
                _put(connection, agency)
                note(connection, "agency.written", agency.code, now, by, {"agency": agency})
            touched = {agency.jurisdiction for agency in entries}
            revised = sa.update(jurisdictions).where(jurisdictions.c.code.in_(touched))
            connection.execute(revised.values(revision=jurisdictions.c.revision + 1))

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
            return read_jurisdiction(connection, code)

    def jurisdictions(self) -> tuple[Jurisdiction, ...]:
        """All jurisdictions, by code."""
        with self.store.reading() as connection:
            rows = connection.execute(sa.select(jurisdictions).order_by(jurisdictions.c.code))
            return tuple(_jurisdiction(row) for row in rows)

    def find(self, agency: str) -> Agency | None:
        """The agency with this code, ended or not."""
        with self.store.reading() as connection:
            return read_agency(connection, agency)

    def all(self, jurisdiction: str) -> tuple[Agency, ...]:
        """Every agency the register ever held, in its order."""
        with self.store.reading() as connection:
            return self.read(connection, jurisdiction)

    def on(self, jurisdiction: str, day: date) -> Register | None:
        """The register as of a day; None when there is no such jurisdiction."""
        with self.store.reading() as connection:
            area = read_jurisdiction(connection, jurisdiction)
            return register_on(area, self.read(connection, jurisdiction), day) if area else None

    def read(self, connection: sa.Connection, jurisdiction: str) -> tuple[Agency, ...]:
        """Every agency, in the caller's transaction."""
        query = sa.select(jurisdictions.c.revision).where(jurisdictions.c.code == jurisdiction)
        revision = connection.execute(query).scalar()
        known = self._known.get(jurisdiction)
        if revision is None or (known and known[0] == revision):
            return known[1] if known else ()
        found = _read(connection, agencies.c.jurisdiction == jurisdiction)
        self._known[jurisdiction] = (revision, found)
        return found


def register_on(area: Jurisdiction, entries: Iterable[Agency], day: date) -> Register:
    """The agencies that exist on a day, each under the name it has then."""
    living = [agency for agency in entries if _lives(agency, day)]
    return Register(jurisdiction=area, agencies=tuple(replace(a, name=a.name_on(day)) for a in living))


def read_jurisdiction(connection: sa.Connection, code: str) -> Jurisdiction | None:
    """The jurisdiction with this code, in the caller's transaction."""
    row = connection.execute(sa.select(jurisdictions).where(jurisdictions.c.code == code)).first()
    return _jurisdiction(row) if row else None


def read_agency(connection: sa.Connection, code: str) -> Agency | None:
    """The agency with this code, in the caller's transaction."""
    return next(iter(_read(connection, agencies.c.code == code)), None)


def _lives(agency: Agency, day: date) -> bool:
    began = agency.since is None or agency.since <= day
    ended = agency.until is not None and agency.until <= day
    gone = any(
        relation.kind in _ENDED and relation.holds(day) and (relation.other or relation.kind is RelationKind.ABOLISHED)
        for relation in agency.relations
    )
    return began and not ended and not gone


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


def _read(connection: sa.Connection, where: sa.ColumnElement[bool]) -> tuple[Agency, ...]:
    wanted = sa.select(agencies.c.code).where(where)
    names: dict[str, list[DatedName]] = defaultdict(list)
    query = sa.select(agency_names).where(agency_names.c.agency.in_(wanted)).order_by(agency_names.c.number)
    for row in connection.execute(query):
        names[row.agency].append(DatedName(name=row.name, since=row.since, until=row.until, alias=row.alias))
    relations: dict[str, list[Relation]] = defaultdict(list)
    query = sa.select(agency_relations).where(agency_relations.c.agency.in_(wanted))
    for row in connection.execute(query.order_by(agency_relations.c.number)):
        relations[row.agency].append(_relation(row))
    rows = connection.execute(sa.select(agencies).where(where).order_by(agencies.c.position))
    return tuple(_agency(row, names[row.code], relations[row.code]) for row in rows)


def _agency(row: sa.Row[Any], names: list[DatedName], relations: list[Relation]) -> Agency:
    return Agency(
        code=row.code, name=row.name, kind=row.kind, jurisdiction=row.jurisdiction, names=tuple(names),
        relations=tuple(relations), tags=load(frozenset[str], row.tags), since=row.since, until=row.until,
        contact=row.contact, mail=row.mail,
    )  # fmt: skip


def _relation(row: sa.Row[Any]) -> Relation:
    return Relation(
        kind=RelationKind(row.kind), since=row.since, until=row.until, other=row.other, document=row.document,
        approver=row.approver,
    )  # fmt: skip


def _jurisdiction(row: sa.Row[Any]) -> Jurisdiction:
    return Jurisdiction(
        code=row.code, name=row.name, parent=row.parent, office=row.office,
        postcodes=load(tuple[str, ...], row.postcodes), area_codes=load(tuple[str, ...], row.area_codes),
        domains=load(tuple[str, ...], row.domains),
    )  # fmt: skip
