"""Broken sums -> the smallest sets of cells whose change would mend them, most plausible first."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from functools import cache

from filings.figure import CellState, plain
from filings.finding import Finding, Suspect, SuspectCell
from rules.book_io.rulebook import Rulebook
from rules.engine.applies import readable
from rules.engine.context import CheckContext
from rules.suspects.causes import Cause, cause_of, found_value
from rules.suspects.mends import mends
from rules.suspects.search import Changes, MendSearch
from rules.suspects.system import LINEAR, SumState, SumSystem, connected, state_of, system_of
from rules.tables.amounts import inferred, money_cells, signed_cells
from schemas.editions import edition
from schemas.figures import Figures

MOST_SHOWN = 5
_NOTHING = Decimal(0)


def suspects(context: CheckContext, book: Rulebook, findings: tuple[Finding, ...]) -> tuple[Suspect, ...]:
    """The suspects of an audit: for each region of broken sums the smallest sets, at most five.

    Nothing is ever corrected: a suspect says what to look at first. Last year's accepted figures and the figures of
    the units are evidence and never suspected.
    """
    if not readable(context.dossier) or not _worth(context, book, findings):
        return ()
    system = system_of(context, book)
    state = state_of(system, context)
    found: list[Suspect] = []
    for region in system.regions:
        broken = {number: off for number, off in state.broken.items() if number in region}
        for sets in _explained(broken, system, state, context) if broken else ():
            found += _ranked(sets, context, book, findings)
    return tuple(found)


def _worth(context: CheckContext, book: Rulebook, findings: Collection[Finding]) -> bool:
    """Whether a sum is broken, or may have been withheld because cells were inferred."""
    broken = bool(findings) and any(book.by_id[finding.rule].check_kind in LINEAR for finding in findings)
    return broken or bool(inferred(context.report.cells))


def _explained(
    broken: Mapping[int, Decimal], system: SumSystem, state: SumState, context: CheckContext
) -> Iterator[tuple[Changes, ...]]:
    """The smallest sets for all broken sums; else without last year's; else for each group that hangs together."""
    carried = system.carried
    own = {number: off for number, off in broken.items() if number not in carried}
    together = _sets(broken, system, state.open, context) or _sets(own, system, state.open | carried, context)
    if together:
        yield together
        return
    for group in connected(system, broken):
        yield _sets({number: broken[number] for number in group}, system, state.open, context)


def _sets(
    broken: Mapping[int, Decimal], system: SumSystem, ignored: frozenset[int], context: CheckContext
) -> tuple[Changes, ...]:
    if not broken:
        return ()
    known, money = _changeable(context), money_cells(context.form.id)
    signed = signed_cells(context.form.id)

    def fits(ref: str, change: Decimal) -> bool:
        value = known[ref] + change  # a sum over what was not read is open, so every cell of the others has a number
        return (value >= 0 or ref in signed) and (ref in money or value == value.to_integral_value())

    search = MendSearch(system=system, fits=fits, ignored=ignored)
    return tuple(changes for changes in search.smallest(broken) if _keeps_limits(changes, system, context))


def _changeable(context: CheckContext) -> Mapping[str, Decimal]:
    """The cells that may be suspected, with their numbers: numbers and blanks, not what was never read."""
    if isinstance(context.report.cells, Figures):
        return context.amounts.numbers
    blanks = (CellState.BLANK, CellState.SLASH)
    cells = context.report.cells.items()
    return {ref: cell.value or _NOTHING for ref, cell in cells if cell.value is not None or cell.state in blanks}


def _keeps_limits(changes: Changes, system: SumSystem, context: CheckContext) -> bool:
    for limit in system.limits:
        if not changes.keys().isdisjoint((*limit.left, *limit.right)):
            left, right = context.amounts.by_zeros(limit.left), context.amounts.by_zeros(limit.right)
            now = [sum((changes.get(ref, _NOTHING) for ref in refs), _NOTHING) for refs in (limit.left, limit.right)]
            if left <= right and left + now[0] > right + now[1]:
                return False
    return True


def _ranked(
    sets: tuple[Changes, ...], context: CheckContext, book: Rulebook, findings: tuple[Finding, ...]
) -> Iterator[Suspect]:
    """At most five sets; those that also mend what the text says come first, then the more plausible ones."""
    order = _order(context.form.id)
    judged = sorted(
        ((cause_of(changes, context), changes) for changes in sets),
        key=lambda one: (one[0].rank, sorted(order[ref] for ref in one[1])),
    )[: 2 * MOST_SHOWN]
    made = [(_suspect(changes, cause, context, mends(context, changes, book, findings))) for cause, changes in judged]
    made.sort(key=lambda suspect: -len(suspect.mends))
    yield from made[:MOST_SHOWN]


@cache
def _order(form: str) -> Mapping[str, int]:
    """Where each cell of a form is printed."""
    return {ref: number for number, ref in enumerate(edition(form).refs)}


def _suspect(changes: Changes, cause: Cause, context: CheckContext, mended: tuple[str, ...]) -> Suspect:
    refs = sorted(changes, key=_order(context.form.id).__getitem__)
    return Suspect(cells=tuple([_cell(ref, changes[ref], context) for ref in refs]), mends=mended, cause=cause.text)


def _cell(ref: str, change: Decimal, context: CheckContext) -> SuspectCell:
    cell = context.cell(ref)
    found = plain(cell.value) if cell and cell.value is not None else (cell.raw if cell else "")
    return SuspectCell(ref=ref, found=found, suggested=plain(found_value(ref, context) + change))
