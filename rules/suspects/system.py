"""The sums of a form as a linear system: which cell stands in which sum, and how far each sum is off."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import cast

from filings.finding import Severity
from filings.nouns import dataclass
from rules.book_io.rule import Rule
from rules.book_io.rulebook import Rulebook
from rules.engine.applies import scope_of
from rules.engine.context import CheckContext
from rules.tables.equation import Equation
from rules.tables.linear import HasEquations, equations_of

_ELSEWHERE = ("last.", "units.")
LINEAR = frozenset({"balance", "limit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """An equality of the form with the rule that asks it. ``cells``: own cells with their sign."""

    rule: str
    equation: Equation
    cells: tuple[tuple[str, int], ...]

    @property
    def refs(self) -> tuple[str, ...]:
        """All cells, as the finding names them."""
        return (*self.equation.left, *self.equation.right)

    @property
    def carried(self) -> bool:
        """Whether it reads figures of last year or of the units, which are never suspected."""
        return len(self.cells) < len(self.refs)


@dataclass(frozen=True)
class SumSystem:
    """All equalities that may not be broken, and the inequalities that a mended report must keep."""

    sums: tuple[Sum, ...]
    limits: tuple[Equation, ...]

    @cached_property
    def touching(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """Cell -> (number of the sum, its sign there)."""
        found: dict[str, list[tuple[int, int]]] = {}
        for number, one in enumerate(self.sums):
            for ref, sign in one.cells:
                found.setdefault(ref, []).append((number, sign))
        return {ref: tuple(places) for ref, places in found.items()}

    @cached_property
    def carried(self) -> frozenset[int]:
        """The sums that read figures of last year or of the units."""
        return frozenset(number for number, one in enumerate(self.sums) if one.carried)

    @cached_property
    def reach(self) -> int:
        """In how many sums a cell stands at most."""
        return max(map(len, self.touching.values()), default=0)

    @cached_property
    def regions(self) -> tuple[frozenset[int], ...]:
        """The sums in groups that share no cell: table three is one, table four is three."""
        return connected(self, range(len(self.sums)))


def connected(system: SumSystem, numbers: Iterable[int]) -> tuple[frozenset[int], ...]:
    """The numbered sums in groups that share no cell, in order of their first."""
    waiting = dict.fromkeys(numbers)
    groups = []
    while waiting:
        group, edge = set[int](), [next(iter(waiting))]
        while edge:
            number = edge.pop()
            if number in waiting:
                del waiting[number]
                group.add(number)
                edge += (other for ref, _ in system.sums[number].cells for other, _ in system.touching[ref])
        groups.append(frozenset(group))
    return tuple(groups)


def system_of(context: CheckContext, book: Rulebook) -> SumSystem:
    """The system of the rules that apply to a report and must be fixed when broken."""
    rules = book.plan(scope_of(context.dossier)).asked
    linear = (rule for rule in rules if rule.check_kind in LINEAR and rule.severity is Severity.MUST_FIX)
    asked = tuple((rule.id, _with_equations(rule)) for rule in linear)
    return _system(asked, context.form.id, context.amounts.single)


def _with_equations(rule: Rule) -> HasEquations:
    return cast("HasEquations", rule.check)  # the kinds in LINEAR expose their equations


@lru_cache(maxsize=64)
def _system(asked: tuple[tuple[str, HasEquations], ...], form: str, single: bool) -> SumSystem:  # noqa: FBT001
    pairs = [(rule, equation) for rule, check in asked for equation in equations_of(check, form, single=single)]
    return SumSystem(
        sums=tuple(Sum(rule=rule, equation=one, cells=_cells(one)) for rule, one in pairs if one.relation == "="),
        limits=tuple(one for _, one in pairs if one.relation == "<="),
    )


def _cells(equation: Equation) -> tuple[tuple[str, int], ...]:
    signed = [(ref, 1) for ref in equation.left] + [(ref, -1) for ref in equation.right]
    return tuple((ref, sign) for ref, sign in signed if not ref.startswith(_ELSEWHERE))


@dataclass(frozen=True, slots=True, kw_only=True)
class SumState:
    """How the sums stand. ``broken``: number of the sum -> left minus right; ``open``: nobody can tell."""

    broken: Mapping[int, Decimal]
    open: frozenset[int]


def state_of(system: SumSystem, context: CheckContext) -> SumState:
    """Which sums are broken, and which cannot be judged for blanks and unread cells."""
    broken: dict[int, Decimal] = {}
    undecided: set[int] = set()
    for number, one in enumerate(system.sums):
        left, right = context.amounts.sum(one.equation.left), context.amounts.sum(one.equation.right)
        if left is not None and right is not None:
            if left != right:
                broken[number] = left - right
        elif not _with_blanks(one, context, broken, number):
            undecided.add(number)
    return SumState(broken=broken, open=frozenset(undecided))


def _with_blanks(one: Sum, context: CheckContext, broken: dict[int, Decimal], number: int) -> bool:
    """Whether a sum with blanks is decided: it holds with zeros, or no filling mends it."""
    amounts = context.amounts
    if amounts.unread(one.refs):
        return False
    off = amounts.by_zeros(one.equation.left) - amounts.by_zeros(one.equation.right)
    if off and amounts.total(one.equation.left).apart(amounts.total(one.equation.right)):
        broken[number] = off
        return True
    return off == 0
