"""Who reports to whom: agencies, their dated names and relations, jurisdictions, the register."""

from datetime import date
from enum import StrEnum

from filings.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedName:
    """A name in use from ``since`` until the day before ``until`` (None: open). ``alias``: a short or second name."""

    name: str
    since: date | None = None
    until: date | None = None
    alias: bool = False

    def holds(self, day: date) -> bool:
        """Whether the name is in use on ``day``."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class RelationKind(StrEnum):
    """How one agency relates to another, or why it owes no report."""

    RENAMED = "renamed"
    MERGED = "merged"  # this agency went into the other
    SPLIT = "split"  # this agency came out of the other
    ABOLISHED = "abolished"
    SHARES_FILING = "shares_filing"  # two signboards on one body: the other files for both
    SUPERVISED_ELSEWHERE = "supervised_elsewhere"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A dated relation. ``other``: the code of the other agency, ``""`` if none; ``document``: number of the paper."""

    kind: RelationKind
    since: date
    other: str = ""
    until: date | None = None
    document: str = ""
    approver: str = ""

    def holds(self, day: date) -> bool:
        """Whether the relation is in force on ``day``."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A reporting body 报送单位.

    ``code``: 统一社会信用代码 or the county's own code. ``kind``: data, e.g. government, department, township,
    subdistrict, institution. ``tags``: what the county knows of it (``licensing``, ``no_penalty_power``).
    ``inferred``: the kind was guessed from the name, and must be said.
    """

    code: str
    name: str
    kind: str
    jurisdiction: str = ""
    names: tuple[DatedName, ...] = ()
    relations: tuple[Relation, ...] = ()
    tags: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    contact: str = ""
    mail: str = ""
    inferred: bool = False

    def name_on(self, day: date) -> str:
        """The main name in use on ``day``."""
        return next((entry.name for entry in self.names if not entry.alias and entry.holds(day)), self.name)

    def all_names(self) -> tuple[str, ...]:
        """Every name it has or had, the main name first."""
        return (self.name, *(entry.name for entry in self.names if entry.name != self.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """An area whose office supervises 辖区. ``parent``: code of the city or province above, ``""`` at the top.

    ``postcodes``, ``area_codes``, ``domains``: what contact lines of this area carry. ``phone``: of the office.
    """

    code: str
    name: str
    parent: str = ""
    office: str = ""
    phone: str = ""
    postcodes: tuple[str, ...] = ()
    area_codes: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The agencies of a jurisdiction, as of a day."""

    jurisdiction: Jurisdiction
    agencies: tuple[Agency, ...] = ()

    def find(self, code: str) -> Agency | None:
        """The agency with this code, or None."""
        return next((agency for agency in self.agencies if agency.code == code), None)
