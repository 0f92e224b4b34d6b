"""The figures of a dossier as sums read them: numbers looked up once, blanks as ranges, either/or rows settled."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

from filings.dossier import RollUp
from filings.edition import Edition
from filings.figure import CellState
from filings.nouns import dataclass
from filings.report import Cell, Report
from rules.cached import cached
from rules.tables.equation import Equation, Gap
from rules.tables.ranges import NOTHING, Range, range_of
from schemas.editions import edition
from schemas.figures import Figures

_LAST, _UNITS = "last.", "units."
_ZERO = Decimal(0)


class _Numbers(dict[str, Decimal]):
    """Address -> number, for cells that hold one. ``last.`` addresses are looked up when first asked for."""

    def __init__(self, report: Report, previous: Report | None) -> None:
        super().__init__(_values(report.cells))
        self._previous = previous.cells if previous else {}
        self.inferred = inferred(report.cells)

    def __missing__(self, ref: str) -> Decimal:
        cell = self._previous.get(ref[len(_LAST) :]) if ref.startswith(_LAST) else None
        if cell is None or cell.value is None:
            raise KeyError(ref)
        self[ref] = cell.value
        return cell.value


def _values(cells: Mapping[str, Cell]) -> Iterable[tuple[str, Decimal]]:
    if isinstance(cells, Figures):
        return zip(cells.layout.names, map(Decimal, cells.numbers), strict=True)
    return ((ref, cell.value) for ref, cell in cells.items() if cell.value is not None)


def inferred(cells: Mapping[str, Cell]) -> frozenset[str]:
    """The cells whose values were chosen among several."""
    if isinstance(cells, Figures):
        return frozenset()
    state = CellState.INFERRED
    return frozenset(ref for ref, cell in cells.items() if cell.state is state)


@dataclass(frozen=True)
class Amounts:
    """The cells of a report, of last year's (``last.``) and of the units (``units.``) as amounts."""

    form: Edition
    report: Report
    previous: Report | None = None
    rollup: RollUp | None = None

    @cached
    def numbers(self) -> _Numbers:
        """Every number by its address; KeyError for a cell that holds none."""
        return _Numbers(self.report, self.previous)

    def cell(self, ref: str) -> Cell | None:
        """The cell at an address, or None when it is not there."""
        if ref.startswith(_LAST):
            return self.previous.cells.get(ref[len(_LAST) :]) if self.previous else None
        return self.report.cells.get(ref)

    def sum(self, refs: Iterable[str]) -> Decimal | None:
        """The sum of cells that are all numbers, else None."""
        try:
            return sum(map(self.numbers.__getitem__, refs), _ZERO)
        except KeyError:
            return None

    def range(self, ref: str) -> Range:
        """The range of the cell at an address; ``units.`` adds the figures of all units."""
        if ref.startswith(_UNITS):
            return self._of_units(ref[len(_UNITS) :])
        cells = self.report.cells
        if isinstance(cells, Figures) and ref in cells:
            number = Decimal(cells.number(ref))
            return Range(number, number)
        return range_of(self.cell(ref), signed=ref.removeprefix(_LAST) in signed_cells(self.form.id))

    def total(self, refs: Iterable[str]) -> Range:
        """The range of a sum; made once for the same cells in the same order."""
        cells = tuple(refs)
        known = self._totals.get(cells)
        if known is None:
            known = self._totals[cells] = sum(map(self.range, cells), NOTHING)
        return known

    @cached
    def _totals(self) -> dict[tuple[str, ...], Range]:
        return {}

    def by_zeros(self, refs: Iterable[str]) -> Decimal:
        """The sum with 0 for every cell that holds no number."""
        return sum((self.numbers[ref] for ref in refs if self.sum((ref,)) is not None), _ZERO)

    def chosen(self, refs: tuple[str, ...]) -> Gap | None:
        """A gap where a row's cells were chosen with the help of the row's own sum, which then proves itself."""
        if self.numbers.inferred.isdisjoint(refs) or len({ref.rpartition(".")[0] for ref in refs}) > 1:
            return None
        row = self.form.titles[refs[0].rpartition(".")[0]]
        return Gap(reason=f"{row}的数字是借助合计推定的，不能反过来核对合计", refs=refs)

    def unread(self, refs: tuple[str, ...]) -> Gap | None:
        """A gap where a cell holds neither a number nor a blank."""
        unread = next((ref for ref in refs if self.range(ref).unknown), None)
        return Gap(reason=self._unread(unread), refs=refs) if unread is not None else None

    @cached
    def single(self) -> bool:
        """Whether the 2021 form is printed with one row 其他处理 instead of its three."""
        return any(
            not any(self._printed(part) for part in parts) and self._printed(row)
            for row, parts in optional_rows(self.form.id)
        )

    def _printed(self, row: str) -> bool:
        return any(
            cell is not None and cell.state is not CellState.ABSENT
            for cell in map(self.report.cells.get, _refs_of(self.form.id, row))
        )

    def _unread(self, ref: str) -> str:
        if ref.startswith(_UNITS):
            return "有单位没有已审核同意的报告，各单位之和不完整，没有核对"
        if not ref.startswith(_LAST):
            return f"{self.form.titles[ref]}没有读到数字，没有核对"
        name = ref[len(_LAST) :]
        before = self.previous.edition if self.previous else None
        if before and name not in edition(before).titles:
            return "上年版式不同，这一项没有比较"
        return f"上年报告{self.form.titles[name]}没有数字，没有核对"

    def _of_units(self, ref: str) -> Range:
        total, unsent = NOTHING, range_of(None, signed=ref in signed_cells(self.form.id))
        for unit in self.rollup.units if self.rollup else ():
            value = unit.values.get(ref)
            total += unsent if value is None else Range(value, value)
        return total


def settled(equations: Iterable[Equation], form: str, *, single: bool) -> tuple[Equation, ...]:
    """The equations over the rows that stand: the one row 其他处理 or its three, never both, each equation once."""
    instead: dict[str, str] = {}
    for row, parts in optional_rows(form):
        instead |= dict.fromkeys(parts, row) if single else {row: ""}
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], Equation] = {}
    for equation in equations:
        left, right = _standing(equation.left, instead), _standing(equation.right, instead)
        whole = bool(left) == bool(equation.left) and bool(right) == bool(equation.right)
        if whole:
            found.setdefault((left, right), replace(equation, left=left, right=right))
    return tuple(found.values())


def _standing(refs: tuple[str, ...], instead: dict[str, str]) -> tuple[str, ...]:
    kept: dict[str, None] = {}
    for ref in refs:
        row, _, column = ref.rpartition(".")
        prefix = next((p for p in (_LAST, _UNITS) if row.startswith(p)), "")
        stands = instead.get(row.removeprefix(prefix), row.removeprefix(prefix))
        if stands:
            kept[f"{prefix}{stands}.{column}"] = None
    return tuple(kept)


@cache
def optional_rows(form: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(row, the rows that may stand in its place) of every either/or of a form."""
    rows = [row for table in edition(form).tables for row in table.rows]
    return tuple(
        (row.address, tuple(r.address for r in rows if r.address.startswith(row.address + ".")))
        for row in rows
        if row.optional
    )


@cache
def signed_cells(form: str) -> frozenset[str]:
    """The cells of a form that may be negative."""
    tables = edition(form).tables
    return frozenset(f"{r.address}.{c.key}" for t in tables for r in t.rows for c in r.columns if c.signed)


@cache
def money_cells(form: str) -> frozenset[str]:
    """The cells of a form that hold amounts of money, which may have decimals."""
    tables = edition(form).tables
    return frozenset(f"{r.address}.{c.key}" for t in tables for r in t.rows for c in r.columns if c.money)


@cache
def _refs_of(form: str, row: str) -> tuple[str, ...]:
    return next(r.refs for table in edition(form).tables for r in table.rows if r.address == row)
