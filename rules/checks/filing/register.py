"""单位名录与报送记录。"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from filings.agency import Agency, RelationKind
from filings.dossier import StandingState
from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Result

_MOVES = {RelationKind.RENAMED: "更名", RelationKind.MERGED: "合并", RelationKind.SPLIT: "分设"}
_NEEDS = {"unrecorded": ("register", "standing"), "renamed": ("agency",), "miscounted": ("rollup",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCheck(Check):
    """名录中的单位应当有记录（unrecorded），改了名要先接上（renamed），汇总的家数要齐（miscounted）。"""

    fault: Literal["unrecorded", "renamed", "miscounted"]

    facts: ClassVar[frozenset[str]] = frozenset({"found", "expected"})
    no_report: ClassVar[bool] = True

    @property
    def needs(self) -> frozenset[str]:
        """The register and the standing, the agency, or the roll-up."""
        return frozenset(_NEEDS[self.fault])

    def run(self, context: CheckContext) -> Iterator[Result]:
        """At most one breach."""
        match self.fault:
            case "unrecorded":
                yield from _unrecorded(context)
            case "renamed":
                yield from _renamed(context)
            case _:  # miscounted
                yield from _miscounted(context)


def _unrecorded(context: CheckContext) -> Iterator[Result]:
    dossier = context.dossier
    standing, known = dossier.standing, dossier.report or dossier.previous or dossier.earlier
    if standing and standing.state is StandingState.MISSING and standing.received_on is None and not known:
        agency = context.agency
        facts = {"found": "没有任何报送记录", "expected": agency.name if agency else standing.agency}
        yield Breach(refs=("register",), facts=facts)


def _renamed(context: CheckContext) -> Iterator[Result]:
    agency = context.agency
    before = _names_before(context, agency) if agency else ()
    if agency and before:
        yield Breach(refs=("register",), facts={"found": before, "expected": agency.name})


def _names_before(context: CheckContext, agency: Agency) -> tuple[str, ...]:
    """The names that ended, or the moves that took place, since the report year began."""
    year = (context.dossier.report.year if context.dossier.report else None) or context.dossier.folder_year
    if year is None:
        return ()
    first = date(year, 1, 1)
    names = [e.name for e in agency.names if not e.alias and e.until and e.until > first and e.name != agency.name]
    moved = any(r.kind in _MOVES and r.since >= first for r in agency.relations)
    return tuple(dict.fromkeys((*names, *(context.dossier.previous_names if names or moved else ()))))


def _miscounted(context: CheckContext) -> Iterator[Result]:
    rollup = context.dossier.rollup
    if rollup is not None:
        found = sum(not unit.missing for unit in rollup.units)
        if found != rollup.expected_units:
            yield Breach(refs=(), facts={"found": found, "expected": rollup.expected_units})
