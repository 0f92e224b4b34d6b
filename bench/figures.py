"""Trials added up to shares, by group and by kind of fault."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bench.trials import Course, Trial

MEASURES = ("detected", "first", "shown")
HEADLINES = ("single_table3", "single_table4", "single_table2", "double_table3")
_TABLE_TWO = "single_table2"
_COMPARABLE = "same form"


@dataclass(slots=True)
class Share:
    """Of ``count`` faults so many were detected, named first, shown; ``must_fix``: found by a rule that is certain."""

    count: int = 0
    detected: int = 0
    first: int = 0
    shown: int = 0
    must_fix: int = 0

    def add(self, trial: Trial) -> None:
        """Count one more."""
        self.count += 1
        self.detected += trial.detected
        self.first += trial.first
        self.shown += trial.shown
        self.must_fix += trial.gravest == "must_fix"

    def shares(self) -> dict[str, float]:
        """The three shares."""
        return {measure: round(getattr(self, measure) / max(self.count, 1), 5) for measure in MEASURES}

    def detail(self) -> dict[str, float]:
        """The shares with how many there were and how many were certain."""
        certain = round(self.must_fix / max(self.count, 1), 5)
        return {"count": self.count, **self.shares(), "must_fix": certain}


@dataclass(slots=True)
class Figures:
    """What a run measured. ``groups`` and ``kinds``: by name; ``noise``: findings about correct reports."""

    reports: int = 0
    groups: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    kinds: dict[tuple[str, str], Share] = field(default_factory=lambda: defaultdict(Share))
    noise: Counter[tuple[str, str]] = field(default_factory=Counter)
    fired: set[str] = field(default_factory=set)

    def add(self, one: Course) -> None:
        """Count one more report with its trials."""
        self.reports += 1
        self.fired |= one.fired
        self.noise.update(one.clean.findings)
        for trial in one.trials:
            group = _group(trial)
            self.groups[group].add(trial)
            self.kinds[group, trial.kind].add(trial)

    def record(self) -> dict[str, object]:
        """The figures for ``accuracy.json``."""
        heads = {name: self.groups[name].shares() for name in HEADLINES}
        return {
            **heads,
            "clean": {f"{severity}_per_report": self._noise(severity) for severity in ("must_fix", "verify", "hint")},
            "reports": {"clean": self.reports, "faulty": sum(share.count for share in self.groups.values())},
            "groups": {name: share.detail() for name, share in self.groups.items()},
            "kinds": {name: self._kinds(name) for name in self.groups if not name.startswith(("double", "triple"))},
            "noise": {rule: round(count / self.reports, 5) for (_, rule), count in sorted(self.noise.items())},
        }

    def _noise(self, severity: str) -> float:
        return round(sum(n for (one, _), n in self.noise.items() if one == severity) / max(self.reports, 1), 5)

    def _kinds(self, group: str) -> Mapping[str, dict[str, float]]:
        return {kind: share.detail() for (of, kind), share in sorted(self.kinds.items()) if of == group}


def gathered(courses: Iterable[Course]) -> Figures:
    """The figures of all courses."""
    figures = Figures()
    for one in courses:
        figures.add(one)
    return figures


def _group(trial: Trial) -> str:
    """Table two is judged where last year's report holds the same rows; the first year of a form is told apart."""
    if trial.group == _TABLE_TWO and trial.part != _COMPARABLE:
        return "single_table2_other_form"
    return trial.group
