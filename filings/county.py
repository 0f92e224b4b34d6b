"""A county's year as the ledger knows it: who filed, late, missing, returned, accepted, and what is wrong."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from filings.agency import Jurisdiction
from filings.calendar import Calendar
from filings.dossier import Standing, StandingState
from filings.finding import Severity, Verdict
from filings.lateness import LATE_RULES
from filings.nouns import dataclass

UPWARD = "government"  # the kind that reports upward: the office writes it, and is not admonished by its own bulletin
OURS = frozenset({"S01", "C11"})  # that we could not read, or not surely: our state, never a fault of the agency
_WAITING = frozenset({StandingState.MISSING, StandingState.DUE, StandingState.NOT_DUE, StandingState.EXEMPT})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFinding:
    """A finding of the audit that counts, as a county report counts it. ``settled``: explained or waived."""

    rule: str
    title: str
    severity: Severity
    message: str
    fingerprint: str
    settled: bool = False

    @property
    def fault(self) -> bool:
        """Whether it is the agency's to mend or to explain: no fact of lateness, and not that we could not read."""
        return not self.settled and self.rule not in OURS and self.rule not in LATE_RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyYear:
    """One agency's line.

    ``filings``: how many it made in its slot. ``first_verdict``: of its first audited filing; ``verdict`` and
    ``findings``: of the filing that counts, the accepted one, else the last. ``submission``: id of that filing.
    """

    agency: str
    name: str
    kind: str
    standing: Standing
    filings: int = 0
    submission: str = ""
    first_verdict: Verdict | None = None
    verdict: Verdict | None = None
    findings: tuple[OpenFinding, ...] = ()

    @property
    def filed(self) -> bool:
        """Whether something arrived for it, readable or not, in its slot or held, and it owes a report."""
        return self.standing.state not in _WAITING

    @property
    def late(self) -> bool:
        """Whether it filed, but after its 报送期限."""
        return self.filed and self.standing.late

    @property
    def checked(self) -> bool:
        """Whether the filing that counts was audited and read, so that its findings can be counted."""
        return self.verdict is not None and not self.unread

    @property
    def unread(self) -> bool:
        """Whether the filing that counts could not be read by us."""
        return self.standing.state is StandingState.FILED and self.verdict is Verdict.UNREADABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """How many agencies stand in one state, those in time and those late."""

    on_time: int = 0
    late: int = 0

    @property
    def all(self) -> int:
        """Both together."""
        return self.on_time + self.late


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyYear:
    """Every agency of the register for a report year, as of a day; the numbers of all bulletins come from here.

    rulebook: hash of the one book that all audits that count used, rulebook_version: its version as people name it
    (2026.1); both ``""`` where they used several, or there is no audit.
    """

    jurisdiction: Jurisdiction
    year: int
    as_of: date
    calendar: Calendar
    agencies: tuple[AgencyYear, ...] = ()
    rulebook: str = ""
    rulebook_version: str = ""

    @property
    def units(self) -> tuple[AgencyYear, ...]:
        """The agencies that report to the county's office: those that every count is about."""
        return tuple(line for line in self.agencies if line.kind != UPWARD)

    @property
    def upward(self) -> tuple[AgencyYear, ...]:
        """The county government's own report, due upward and counted apart."""
        return tuple(line for line in self.agencies if line.kind == UPWARD)

    def in_state(self, state: StandingState) -> tuple[AgencyYear, ...]:
        """The units that stand so, in the order of the register."""
        return tuple(line for line in self.units if line.standing.state is state)

    @property
    def owing(self) -> tuple[AgencyYear, ...]:
        """The units that owe a report; with the exempt ones they are all units."""
        return tuple(line for line in self.units if line.standing.state is not StandingState.EXEMPT)

    @property
    def filed(self) -> tuple[AgencyYear, ...]:
        """The units of which something has arrived, in time or late."""
        return tuple(line for line in self.units if line.filed)

    @property
    def late(self) -> tuple[AgencyYear, ...]:
        """The units that filed late."""
        return tuple(line for line in self.units if line.late)

    @property
    def published_late(self) -> tuple[AgencyYear, ...]:
        """The units whose report was seen published after the law's day."""
        return tuple(line for line in self.units if line.standing.days_published_late > 0)

    @property
    def boxes(self) -> Mapping[StandingState, Box]:
        """The units by state, in time and late: each is in exactly one box, and a box that is empty is there too."""
        counted = Counter((line.standing.state, line.standing.late) for line in self.units)
        return {state: Box(on_time=counted[state, False], late=counted[state, True]) for state in StandingState}

    @property
    def by_rule(self) -> Mapping[str, int]:
        """Rule id -> how many units show this fault, most first, then by id."""
        counted = Counter(rule for line in self.units for rule in {f.rule for f in line.findings if f.fault})
        return dict(sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])))

    def severities(self, line: AgencyYear) -> Mapping[Severity, int]:
        """How many faults of each severity the agency has: what it has still to mend or to explain."""
        counted = Counter(finding.severity for finding in line.findings if finding.fault)
        return {severity: counted[severity] for severity in Severity}
