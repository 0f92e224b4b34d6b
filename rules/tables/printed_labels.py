"""Printed row and column labels against those of the form."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from filings.edition import Column, Row, Table
from filings.figure import CellState, fold
from filings.nouns import dataclass
from filings.patterns import pattern
from filings.report import Label, Report
from rules.tables.amounts import optional_rows
from schemas.editions import edition
from schemas.figures import Figures, Layout, LayoutLabels, pack

_ENUMERATOR = pattern(r"^(?:\(?[一二三四五六七八九十]{1,2}[、.,)]|\(?\d{1,2}[、.)])+")
_UNIT = pattern(r"\([^()]*元[^()]*\)")
_MARKS = pattern(r"[\W_]+")
_LAYOUTS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFault:
    """A label that differs. ``name``: missing, added, renamed, moved, unit or note; ``refs``: what it stands for.

    Rows that are missing one after the other are one fault; ``after``: the last label before them if no row follows;
    ``found``: the one row that is printed in their place.
    """

    name: str
    refs: tuple[str, ...]
    found: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    place: str = ""
    column: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _PrintedName:
    """A label that the form prints. ``keys``: where a report may hold it; ``bodies``: what counts as the same."""

    keys: tuple[str, ...]
    ref: str
    label: str
    bodies: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _TableLabels:
    """The labels of a table: its rows, and its columns in the groups that stand under one header line."""

    table: Table
    rows: tuple[tuple[_PrintedName, Row, str], ...]
    columns: tuple[tuple[_PrintedName, ...], ...]
    order: Mapping[str, int]


def label_faults(report: Report, form: str) -> tuple[LabelFault, ...]:
    """Every label that differs from the form, tables of which no label was read left out."""
    labels, cells = report.labels, report.cells
    if isinstance(labels, LayoutLabels) and isinstance(cells, Figures) and not report.extras:
        layout = cells.layout
        if labels.layout is layout and layout.form == form:
            return layout_faults(layout)
    return tuple(_all(report, form))


@lru_cache(maxsize=_LAYOUTS)
def layout_faults(layout: Layout) -> tuple[LabelFault, ...]:
    """The faults that all reports sent alike share: their labels are those of the form, and every cell is filled."""
    zeros = (0,) * len(layout.refs)
    return tuple(_all(Report(labels=layout.labels, cells=Figures(layout, zeros, pack(zeros))), layout.form))


def _all(report: Report, form: str) -> Iterator[LabelFault]:
    for names in _names(form):
        if not report.labels.keys().isdisjoint(names.order):
            yield from _rows(names, report)
            for group in names.columns:
                yield from _columns(group, report)
            yield from _moved(names, report)
            yield from _columns_moved(names, report)
            yield from _note(names.table, report)
        if report.extras:
            yield from _added(names.table, report)
    for row, parts in optional_rows(form):
        if _filled(row, report) and any(_filled(part, report) for part in parts):
            yield LabelFault(name="added", refs=(row,), found=(edition(form).titles[row],))
        elif _stands(row, report) and not any(_stands(part, report) for part in parts):
            yield _folded(row, parts, report, form)


def _folded(row: str, parts: tuple[str, ...], report: Report, form: str) -> LabelFault:
    """The rows of a group printed as one."""
    labels = {one.address: one.label for table in edition(form).tables for one in table.rows}
    label = report.labels.get(row)
    found, place = (label.raw, label.place) if label else (labels[row], "")
    expected = tuple(labels[part] for part in parts)
    return LabelFault(name="missing", refs=(row,), found=(found,), expected=expected, place=place)


@lru_cache(maxsize=4096)
def label_body(text: str) -> str:
    """A label without its number, its unit, blanks and punctuation."""
    return _MARKS.sub("", _UNIT.sub("", _ENUMERATOR.sub("", fold(text))))


@cache
def _names(form: str) -> tuple[_TableLabels, ...]:
    whole = {part: row for row, parts in optional_rows(form) for part in parts}
    return tuple(
        _TableLabels(
            table=table,
            rows=tuple(
                (_name(row, (row.address,), row.address), row, whole.get(row.address, "")) for row in table.rows
            ),
            columns=tuple(_headers(table)),
            order={row.address: number for number, row in enumerate(table.rows)},
        )
        for table in edition(form).tables
    )


def _name(named: Row | Column, keys: tuple[str, ...], ref: str) -> _PrintedName:
    bodies = frozenset(label_body(text) for text in (named.label, *named.aliases))
    return _PrintedName(keys=keys, ref=ref, label=named.label, bodies=bodies)


def _headers(table: Table) -> Iterator[tuple[_PrintedName, ...]]:
    for block in table.blocks:
        for row in block.rows if table.key == "review" else block.rows[:1]:
            ref = table.key if table.key == "applications" else row.address
            yield tuple(_name(c, _column_keys(table.key, block.key, row.address, c.key), ref) for c in row.columns)


def _column_keys(table: str, block: str, row: str, column: str) -> tuple[str, ...]:
    if table == "applications":
        return (f"{table}.columns.{column}",)
    if table == "review":
        return (f"review.columns.{row.removeprefix('review.')}.{column}",)
    return f"{row}.columns.{column}", f"{table}.{block}.columns.{column}"


def _label(name: _PrintedName, report: Report) -> Label | None:
    return next((report.labels[key] for key in name.keys if key in report.labels), None)


def _rows(names: _TableLabels, report: Report) -> Iterator[LabelFault]:
    """Renamed rows, and the stretches of missing ones."""
    gone: list[_PrintedName] = []
    last = ""
    for name, row, whole in names.rows:
        label = report.labels.get(row.address)
        if label is None and (row.optional or (whole and _stands(whole, report))):
            continue
        if label is None and not _stands(row.address, report):
            gone.append(name)
            continue
        yield from _gone(gone)
        gone, last = [], row.label
        if label is not None and label_body(label.raw) not in name.bodies:
            yield _renamed(name, label)
    yield from _gone(gone, after=last)


def _gone(names: list[_PrintedName], after: str = "") -> Iterator[LabelFault]:
    if names:
        refs, labels = tuple(one.ref for one in names), tuple(one.label for one in names)
        yield LabelFault(name="missing", refs=refs, expected=labels, after=after)


def _renamed(name: _PrintedName, label: Label, *, column: bool = False, fault: str = "renamed") -> LabelFault:
    expected = (name.label,)
    return LabelFault(
        name=fault, refs=(name.ref,), found=(label.raw,), expected=expected, place=label.place, column=column
    )


def _stands(row: str, report: Report) -> bool:
    return row in report.labels or any(
        ref.startswith(row + ".") and ref.count(".") == row.count(".") + 1 and cell.state is not CellState.ABSENT
        for ref, cell in report.cells.items()
    )


def _columns(group: tuple[_PrintedName, ...], report: Report) -> Iterator[LabelFault]:
    labels = [(name, _label(name, report)) for name in group]
    if not any(label for _, label in labels):
        return
    for name, label in labels:
        if label is None:
            yield LabelFault(name="missing", refs=(name.ref,), expected=(name.label,), column=True)
        elif label_body(label.raw) not in name.bodies:
            yield _renamed(name, label, column=True)
        elif "万元" in name.label and "万元" not in fold(label.raw):
            yield _renamed(name, label, column=True, fault="unit")


def _moved(names: _TableLabels, report: Report) -> Iterator[LabelFault]:
    """Rows out of order: the fewest whose removal leaves the others in order."""
    printed = [names.order[ref] for ref in report.labels if ref in names.order]
    kept = set(printed) if printed == sorted(printed) else _longest_rising(printed)
    for number in printed:
        if number not in kept:
            row = names.table.rows[number]
            before = names.table.rows[number - 1].label if number else "表头"
            label = report.labels[row.address]
            yield LabelFault(
                name="moved", refs=(row.address,), found=(label.raw,), expected=(before,), place=label.place
            )


def _columns_moved(names: _TableLabels, report: Report) -> Iterator[LabelFault]:
    """Columns that stand elsewhere than in the form; reports keep them from left to right. Of several heads the first.

    The columns of table two have no order of their own: each block says where they stand.
    """
    for group in names.columns if names.table.key != "proactive" else ():
        order = {name.keys[0]: at for at, name in enumerate(group)}
        printed = [order[key] for key in report.labels if key in order]
        if len(printed) == len(group) and printed != sorted(printed):
            yield from _out_of_order(group, printed, report)
            return


def _out_of_order(group: tuple[_PrintedName, ...], printed: list[int], report: Report) -> Iterator[LabelFault]:
    kept = _longest_rising(printed)
    for number in printed:
        if number not in kept:
            label = report.labels[group[number].keys[0]]
            before = group[number - 1].label if number else "行名"
            yield LabelFault(
                name="moved",
                refs=(group[number].ref,),
                found=(label.raw,),
                expected=(before,),
                place=label.place,
                column=True,
            )


def _longest_rising(numbers: list[int]) -> set[int]:
    """The members of a longest rising subsequence."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    kept: set[int] = set()
    last: int | None = tails[-1]
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def _note(table: Table, report: Report) -> Iterator[LabelFault]:
    if table.note:
        label = report.labels.get(f"{table.key}.note")
        if label is None or "勾稽关系" not in fold(label.raw):
            found, place = ((label.raw,), label.place) if label else ((), "")
            yield LabelFault(name="note", refs=(table.key,), found=found, expected=(table.note,), place=place)


def _added(table: Table, report: Report) -> Iterator[LabelFault]:
    for extra in report.extras:
        if extra.table == table.key:
            yield LabelFault(name="added", refs=(table.key,), found=(extra.raw,), place=extra.place)


def _filled(row: str, report: Report) -> bool:
    key = f"{row}.total"
    return key in report.cells and report.cells[key].value is not None
