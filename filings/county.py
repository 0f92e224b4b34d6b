"""A county's year as the ledger knows it: who filed, late, missing, returned, accepted, and what is wrong."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from filings.agency import Jurisdiction
from filings.calendar import Calendar
from filings.dossier import Standing, StandingState
from filings.finding import Severity, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFinding:
    """A finding of the audit that counts, as a county report counts it. ``settled``: explained or waived."""

    rule: str
    title: str
    severity: Severity
    message: str
    fingerprint: str
    settled: bool = False


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
        """Whether something readable arrived in its slot."""
        return self.standing.received_on is not None

    @property
    def late(self) -> bool:
        """Whether it filed, but after the date against which lateness is counted."""
        return self.filed and self.standing.days_late > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyYear:
    """Every agency of the register for a report year, as of a day; the numbers of all bulletins come from here."""

    jurisdiction: Jurisdiction
    year: int
    as_of: date
    calendar: Calendar
    agencies: tuple[AgencyYear, ...] = ()
    rulebook: str = ""

    def in_state(self, state: StandingState) -> tuple[AgencyYear, ...]:
        """The agencies that stand so, in the order of the register."""
        return tuple(line for line in self.agencies if line.standing.state is state)

    @property
    def owing(self) -> tuple[AgencyYear, ...]:
        """The agencies that owe a report, or gave one without owing it."""
        return tuple(line for line in self.agencies if line.standing.state is not StandingState.EXEMPT)

    @property
    def filed(self) -> tuple[AgencyYear, ...]:
        """The agencies that filed something readable, in time or late."""
        return tuple(line for line in self.agencies if line.filed)

    @property
    def late(self) -> tuple[AgencyYear, ...]:
        """The agencies that filed late."""
        return tuple(line for line in self.agencies if line.late)

    @property
    def states(self) -> Mapping[StandingState, int]:
        """How many agencies stand in each state; states without any are 0."""
        counted = Counter(line.standing.state for line in self.agencies)
        return {state: counted[state] for state in StandingState}

    @property
    def by_rule(self) -> Mapping[str, int]:
        """Rule id -> how many agencies break it (settled findings not counted), most first, then by id."""
        counted = Counter(rule for line in self.agencies for rule in {f.rule for f in line.findings if not f.settled})
        return dict(sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])))

    def severities(self, line: AgencyYear) -> Mapping[Severity, int]:
        """How many unsettled findings of each severity the agency has."""
        counted = Counter(finding.severity for finding in line.findings if not finding.settled)
        return {severity: counted[severity] for severity in Severity}
