"""How the cells of a report are written: every cell that is not a plain number gets exactly one class of flaw."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache

from filings.edition import Column, Edition, Row, Table
from filings.figure import CellState, Figure, read_figure
from filings.report import Cell, Report
from rules.tables.cell_format_groups import Flaw, gathered
from schemas.editions import edition

__all__ = ["Flaw", "flaws_of", "form_rows", "special_rows"]

_PLAIN = frozenset(map(str, range(10_000)))
_BY_ROW = frozenset({"blank", "parts_blank", "dash", "open"})
_WITH_TOTALS = frozenset({"applications", "review"})
_DECIMALS = -2
_YUAN = Decimal(10_000)
_SUSPICIOUS = Decimal(100_000)


def flaws_of(report: Report, form: Edition) -> Mapping[str, tuple[Flaw, ...]]:
    """The flaws of a report by class, in printed order."""
    special = special_rows(form.id)
    plain = CellState.NUMBER
    rows = {
        ref.rpartition(".")[0]
        for ref, cell in report.cells.items()
        if cell.state is not plain or cell.raw not in _PLAIN
    } | special
    found: dict[str, list[Flaw]] = {}
    empty = [flaw for table in form.tables if (flaw := _empty(table, report))] if rows else []
    told = {ref.partition(".")[0] for flaw in empty for ref in flaw.refs[:1]}
    for row in form_rows(form.id) if rows else ():
        if row.address in rows and row.address.partition(".")[0] not in told:
            for name, flaw in _of_row(row, report, form):
                found.setdefault(name, []).append(flaw)
    if found:
        standing = {ref for ref, cell in report.cells.items() if cell.state is not CellState.ABSENT}
        found = {name: gathered(flaws, form, standing) for name, flaws in found.items()}
    found["empty"] = empty
    found["surplus"] = [_surplus(one.row, one.raw, report, form) for one in report.surplus]
    return {name: tuple(flaws) for name, flaws in found.items()}


@cache
def form_rows(form: str) -> tuple[Row, ...]:
    """All rows of a form, in printed order."""
    return tuple(row for table in edition(form).tables for row in table.rows)


@cache
def special_rows(form: str) -> frozenset[str]:
    """The rows with money or signed cells, where a plain number may be a flaw."""
    return frozenset(row.address for row in form_rows(form) if any(c.money or c.signed for c in row.columns))


def _empty(table: Table, report: Report) -> Flaw | None:
    """A table that stands there and in which no cell holds anything."""
    cells = {ref: cell for row in table.rows for ref in row.refs if (cell := report.cells.get(ref)) is not None}
    states = {cell.state for cell in cells.values()}
    if CellState.BLANK not in states or states - {CellState.BLANK, CellState.ABSENT}:
        return None
    refs = tuple(ref for ref, cell in cells.items() if cell.state is CellState.BLANK)
    return Flaw(refs=refs, item=table.title, raw=("",))


def _of_row(row: Row, report: Report, form: Edition) -> Iterator[tuple[str, Flaw]]:
    cells = {ref: cell for ref in row.refs if (cell := report.cells.get(ref)) is not None}
    if all(cell.state is CellState.ABSENT for cell in cells.values()):
        return
    classes: dict[str, list[str]] = {}
    for column, ref in zip(row.columns, row.refs, strict=True):
        if ref in cells:
            classes.setdefault(_class(ref, column, row, cells), []).append(ref)
    classes.pop("", None)
    for name, refs in classes.items():
        for group in [refs] if name in _BY_ROW else [[ref] for ref in refs]:
            raw = tuple(dict.fromkeys(cells[ref].raw for ref in group))
            yield name, Flaw(refs=tuple(group), item=_item(row, group, form), raw=raw)


def _item(row: Row, refs: list[str], form: Edition) -> str:
    if len(refs) == 1:
        return form.titles[refs[0]]
    if len(refs) == len(row.refs):
        return form.titles[row.address] + "整行"
    columns = (column.title for column, ref in zip(row.columns, row.refs, strict=True) if ref in refs)
    return f"{form.titles[row.address]}行{''.join(f'“{title}”' for title in columns)}列"


def _surplus(row: str, raw: tuple[str, ...], report: Report, form: Edition) -> Flaw:
    """More numbers than cells; the cells whose values were chosen are named, since only they are uncertain."""
    chosen = tuple(
        ref for ref, cell in report.cells.items() if cell.state is CellState.INFERRED and (ref.startswith(row + "."))
    )
    return Flaw(refs=chosen or (row,), item=form.titles.get(row, row), raw=raw)


def _class(ref: str, column: Column, row: Row, cells: Mapping[str, Cell]) -> str:
    cell = cells[ref]
    match cell.state:
        case CellState.BLANK:
            return _blank(ref, row, cells)
        case CellState.SLASH:
            return "dash"
        case CellState.AMBIGUOUS | CellState.ABSENT:
            return "open"
    figure = read_figure(cell.raw, money=column.money)
    if cell.state is CellState.TEXT:
        return "odd" if figure.odd else "text"
    return _of_number(figure, column) if figure.value is not None else ""


def _blank(ref: str, row: Row, cells: Mapping[str, Cell]) -> str:
    """A wholly blank row is plainly blank; a total without its parts, or parts without their total, is more."""
    table, total = row.address.partition(".")[0], row.refs[-1]
    if table not in _WITH_TOTALS or total not in cells:
        return "blank"
    parts = [cells[one] for one in row.refs[:-1] if one in cells]
    if ref == total:
        return "total_blank" if _any_number(parts) else "blank"
    bare = all(cell.state is CellState.BLANK for cell in parts) and cells[total].value is not None
    return "parts_blank" if bare and table == "applications" else "blank"


def _any_number(cells: Iterable[Cell]) -> bool:
    return any(cell.value is not None for cell in cells)


def _of_number(figure: Figure, column: Column) -> str:
    value = figure.value or Decimal(0)
    tests = {
        "negative": value < 0 and not column.signed,
        "decimal": not column.money and value != value.to_integral(),
        "odd": figure.odd,
        "unit": not column.money and bool(figure.unit),
        "unitless": column.money and "元" not in column.label and value > 0 and not figure.unit,
        "precise": column.money and _precise(value) and figure.unit != "元",
        "unsigned": column.signed and value > 0 and not figure.signed,
        "styled": figure.styled,
    }
    return next((name for name, holds in tests.items() if holds), "")


def _precise(value: Decimal) -> bool:
    """More than two decimals of 万元, or so many round ten-thousands that it may be yuan."""
    exponent = value.normalize().as_tuple().exponent
    many = value >= _SUSPICIOUS and value % _YUAN == 0
    return many or (isinstance(exponent, int) and exponent < _DECIMALS)
