"""What lasts in a jurisdiction: its name, register, calendar and policies; read again only after a change.

Every write to one of them gives the jurisdiction a new revision. A revision is a random number, not a count, so that
one that was rolled back never comes again and brings back what was read beside it.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from filings.agency import Agency, DatedName, Jurisdiction, Register, Relation, RelationKind
from filings.calendar import Calendar, DueDate, Extension
from filings.nouns import dataclass
from filings.policy import Policy
from ledger.codec import load
from ledger.tables.register import (
    agencies,
    agency_names,
    agency_relations,
    due_dates,
    extensions,
    jurisdictions,
    policies,
)

_ENDED = (RelationKind.ABOLISHED, RelationKind.MERGED, RelationKind.RENAMED)
_REVISIONS = 2**31  # what an integer of PostgreSQL holds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JurisdictionState:
    """One state of a jurisdiction. ``agencies``: all it ever had. ``policies``: the one that began last comes last."""

    revision: int
    area: Jurisdiction
    agencies: tuple[Agency, ...]
    calendar: Calendar
    policies: tuple[Policy, ...]

    def policy(self, day: date) -> Policy:
        """The policy in force on a day; without one the defaults."""
        return next((policy for policy in reversed(self.policies) if policy.since <= day), Policy())

    def find(self, code: str) -> Agency | None:
        """The agency with this code, ended or not."""
        return next((agency for agency in self.agencies if agency.code == code), None)

    def on(self, day: date) -> Register:
        """The register as of a day: the agencies that exist then, each under the name it has then."""
        return _on(self, day)


_known: WeakKeyDictionary[sa.Engine, dict[str, JurisdictionState]] = WeakKeyDictionary()

_REVISION = sa.select(jurisdictions.c.code, jurisdictions.c.revision).where(
    jurisdictions.c.code == sa.bindparam("wanted")
)
_REVISION_OF_AGENCY = (
    sa.select(jurisdictions.c.code, jurisdictions.c.revision)
    .join(agencies, agencies.c.jurisdiction == jurisdictions.c.code)
    .where(agencies.c.code == sa.bindparam("wanted"))
)


def state_of_jurisdiction(connection: sa.Connection, jurisdiction: str) -> JurisdictionState | None:
    """What lasts in a jurisdiction, in the caller's transaction; None when there is no such one."""
    return _current(connection, _REVISION, jurisdiction)


def state_of_agency(connection: sa.Connection, agency: str) -> JurisdictionState | None:
    """What lasts in the jurisdiction of an agency; None when no register knows it."""
    return _current(connection, _REVISION_OF_AGENCY, agency)


def bump_revision(connection: sa.Connection, codes: Iterable[str]) -> None:
    """Say in the caller's transaction, before it writes it, that something of these jurisdictions changes."""
    for code in sorted(codes):
        changed = sa.update(jurisdictions).where(jurisdictions.c.code == code)
        connection.execute(changed.values(revision=secrets.randbelow(_REVISIONS)))


def _current(connection: sa.Connection, query: sa.Select[Any], wanted: str) -> JurisdictionState | None:
    row = connection.execute(query, {"wanted": wanted}).first()
    return state_at(connection, row.code, row.revision) if row else None


def state_at(connection: sa.Connection, jurisdiction: str, revision: int) -> JurisdictionState:
    """What lasts in a jurisdiction, for who has read in the same transaction which revision it has."""
    kept = _known.setdefault(connection.engine, {})
    found = kept.get(jurisdiction)
    if found is None or found.revision != revision:
        found = kept[jurisdiction] = _read(connection, jurisdiction)
    return found


def _read(connection: sa.Connection, code: str) -> JurisdictionState:
    row = connection.execute(sa.select(jurisdictions).where(jurisdictions.c.code == code)).one()
    decided = sa.select(policies.c.body).where(policies.c.jurisdiction == code)
    bodies = connection.execute(decided.order_by(policies.c.since, policies.c.id)).scalars()
    return JurisdictionState(
        revision=row.revision,
        area=jurisdiction_of(row),
        agencies=_agencies(connection, code),
        calendar=_calendar(connection, code),
        policies=tuple(load(Policy, body) for body in bodies),
    )


@lru_cache(maxsize=32)
def _on(state: JurisdictionState, day: date) -> Register:
    living = [agency for agency in state.agencies if _lives(agency, day)]
    return Register(jurisdiction=state.area, agencies=tuple(replace(a, name=a.name_on(day)) for a in living))


def _lives(agency: Agency, day: date) -> bool:
    began = agency.since is None or agency.since <= day
    ended = agency.until is not None and agency.until <= day
    gone = any(
        relation.kind in _ENDED and relation.holds(day) and (relation.other or relation.kind is RelationKind.ABOLISHED)
        for relation in agency.relations
    )
    return began and not ended and not gone


def jurisdiction_of(row: sa.Row[Any]) -> Jurisdiction:
    """A row of the table as a noun."""
    return Jurisdiction(
        code=row.code, name=row.name, parent=row.parent, office=row.office, phone=row.phone,
        postcodes=load(tuple[str, ...], row.postcodes), area_codes=load(tuple[str, ...], row.area_codes),
        domains=load(tuple[str, ...], row.domains),
    )  # fmt: skip


def _agencies(connection: sa.Connection, jurisdiction: str) -> tuple[Agency, ...]:
    ours = agencies.c.jurisdiction == jurisdiction
    wanted = sa.select(agencies.c.code).where(ours)
    names: dict[str, list[DatedName]] = defaultdict(list)
    query = sa.select(agency_names).where(agency_names.c.agency.in_(wanted)).order_by(agency_names.c.number)
    for row in connection.execute(query):
        names[row.agency].append(DatedName(name=row.name, since=row.since, until=row.until, alias=row.alias))
    relations: dict[str, list[Relation]] = defaultdict(list)
    query = sa.select(agency_relations).where(agency_relations.c.agency.in_(wanted))
    for row in connection.execute(query.order_by(agency_relations.c.number)):
        relations[row.agency].append(_relation(row))
    rows = connection.execute(sa.select(agencies).where(ours).order_by(agencies.c.position))
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


def _calendar(connection: sa.Connection, jurisdiction: str) -> Calendar:
    dates = sa.select(due_dates).where(due_dates.c.jurisdiction == jurisdiction).order_by(due_dates.c.id)
    moved = sa.select(extensions).where(extensions.c.jurisdiction == jurisdiction).order_by(extensions.c.id)
    return Calendar(
        dates=tuple(_due(row) for row in connection.execute(dates)),
        extensions=tuple(
            Extension(year=row.year, until=row.until, reason=row.reason, approver=row.approver, agency=row.agency)
            for row in connection.execute(moved)
        ),
    )


def _due(row: sa.Row[Any]) -> DueDate:
    return DueDate(
        kinds=load(frozenset[str], row.kinds), event=row.event, month=row.month, day=row.day,
        statutory=row.statutory, basis=row.basis, since=row.since, until=row.until,
    )  # fmt: skip
