"""Printed row and column labels against those of the form."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from filings.edition import Column, Edition, Row, Table
from filings.figure import CellState, fold
from filings.report import Label, Report
from rules.amounts import optional_rows

NONE = "（没有）"
_ENUMERATOR = re.compile(r"^(?:\(?[一二三四五六七八九十]{1,2}[、.,)]|\(?\d{1,2}[、.)])+")
_UNIT = re.compile(r"\([^()]*元[^()]*\)")
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A label that differs. ``name``: missing, added, renamed, moved, unit or note; ``ref``: what it stands for."""

    name: str
    ref: str
    found: str
    expected: str
    place: str = ""


def label_faults(report: Report, form: Edition) -> Iterator[Fault]:
    """Every label that differs from the form, tables of which no label was read left out."""
    for table in form.tables:
        if any(row.address in report.labels for row in table.rows):
            yield from _rows(table, report, form)
            yield from _columns(table, report)
            yield from _moved(table, report)
            yield from _note(table, report)
        yield from _added(table, report)


@lru_cache(maxsize=4096)
def label_body(text: str) -> str:
    """A label without its number, its unit, blanks and punctuation."""
    return _MARKS.sub("", _UNIT.sub("", _ENUMERATOR.sub("", fold(text))))


def _rows(table: Table, report: Report, form: Edition) -> Iterator[Fault]:
    replaced = {part: row for row, parts in optional_rows(form.id) for part in parts}
    for row in table.rows:
        label = report.labels.get(row.address)
        if label is not None:
            if not _same(label.raw, row):
                yield Fault(name="renamed", ref=row.address, found=label.raw, expected=row.label, place=label.place)
        elif not row.optional and not _stands(row, report):
            whole = replaced.get(row.address)
            if whole is None or not _stands_at(whole, form, report):
                yield Fault(name="missing", ref=row.address, found=NONE, expected=row.label)


def _same(raw: str, named: Row | Column) -> bool:
    return label_body(raw) in {label_body(text) for text in (named.label, *named.aliases)}


def _stands(row: Row, report: Report) -> bool:
    return any(ref in report.cells and report.cells[ref].state is not CellState.ABSENT for ref in row.refs)


def _stands_at(address: str, form: Edition, report: Report) -> bool:
    row = next(row for table in form.tables for row in table.rows if row.address == address)
    return address in report.labels or _stands(row, report)


def _columns(table: Table, report: Report) -> Iterator[Fault]:
    for block in table.blocks:
        for row in block.rows[:1] if table.key != "review" else block.rows:
            names = {c.key: _column_names(table.key, block.key, row.address, c.key) for c in row.columns}
            labels = {key: found for key, keys in names.items() if (found := _first(report.labels, keys))}
            if labels:
                yield from _of_columns(row, labels, table.key)


def _of_columns(row: Row, labels: Mapping[str, Label], table: str) -> Iterator[Fault]:
    for column in row.columns:
        ref = table if table == "applications" else row.address
        label = labels.get(column.key)
        if label is None:
            yield Fault(name="missing", ref=ref, found=NONE, expected=column.label)
        elif not _same(label.raw, column):
            yield Fault(name="renamed", ref=ref, found=label.raw, expected=column.label, place=label.place)
        elif "万元" in column.label and "万元" not in fold(label.raw):
            yield Fault(name="unit", ref=ref, found=label.raw, expected=column.label, place=label.place)


def _column_names(table: str, block: str, row: str, column: str) -> tuple[str, ...]:
    if table == "applications":
        return (f"{table}.columns.{column}",)
    if table == "review":
        return (f"review.columns.{row.removeprefix('review.')}.{column}",)
    return f"{row}.columns.{column}", f"{table}.{block}.columns.{column}"


def _first(labels: Mapping[str, Label], keys: tuple[str, ...]) -> Label | None:
    return next((labels[key] for key in keys if key in labels), None)


def _moved(table: Table, report: Report) -> Iterator[Fault]:
    """Rows out of order: the fewest whose removal leaves the others in order."""
    order = {row.address: number for number, row in enumerate(table.rows)}
    printed = [ref for ref in report.labels if ref in order]
    kept = _longest_rising([order[ref] for ref in printed])
    for ref in printed:
        if order[ref] not in kept:
            row = table.rows[order[ref]]
            before = table.rows[order[ref] - 1].label if order[ref] else "表头"
            label = report.labels[ref]
            yield Fault(
                name="moved", ref=ref, found=label.raw, expected=f"{before}”之后的“{row.label}", place=label.place
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
    last = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def _note(table: Table, report: Report) -> Iterator[Fault]:
    if table.note:
        label = report.labels.get(f"{table.key}.note")
        if label is None or "勾稽关系" not in fold(label.raw):
            found, place = (label.raw, label.place) if label else (NONE, "")
            yield Fault(name="note", ref=table.key, found=found, expected=table.note, place=place)


def _added(table: Table, report: Report) -> Iterator[Fault]:
    for extra in report.extras:
        if extra.table == table.key:
            yield Fault(name="added", ref=table.key, found=extra.raw, expected=NONE, place=extra.place)
    for row in table.rows:
        parts = [r for r in table.rows if r.address.startswith(row.address + ".")]
        if row.optional and _filled(row, report) and any(_filled(part, report) for part in parts):
            yield Fault(name="added", ref=row.address, found=row.label, expected=NONE)


def _filled(row: Row, report: Report) -> bool:
    return any(report.value(ref) is not None for ref in row.refs)
