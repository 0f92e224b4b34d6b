"""Report <-> JSON: the published shape of a report, and where a document that claims to be one departs from it."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from filings.edition import Row
from filings.report import Paragraph, Report, Section
from schemas import validate
from schemas.editions import edition
from schemas.received import edition_of, from_json

__all__ = ["faults", "from_json", "tables", "to_json"]

Json = dict[str, Any]

_FALLBACK = "2021"


def to_json(report: Report) -> Json:
    """The report as the contract gives it: plain lists, mappings, strings, numbers and None. Key order is fixed."""
    return {
        "edition": report.edition,
        "title": report.title,
        "agency": report.agency,
        "year": report.year,
        "signed_by": report.signed_by,
        "signed_on": _day(report.signed_on),
        "published_on": _day(report.published_on),
        "lead": _paragraphs(report.lead),
        "sections": [_section(section) for section in report.sections],
        "closing": _paragraphs(report.closing),
        "tables": tables(report),
        "cells": {ref: {"raw": c.raw, "state": c.state.value, "place": c.place} for ref, c in report.cells.items()},
        "labels": {key: {"raw": label.raw, "place": label.place} for key, label in report.labels.items()},
        "extras": [{"table": one.table, "raw": one.raw, "place": one.place} for one in report.extras],
        "surplus": [{"row": one.row, "raw": list(one.raw), "place": one.place} for one in report.surplus],
        "problems": [{"code": one.code, "message": one.message, "place": one.place} for one in report.problems],
        "places": dict(report.places),
    }


def tables(report: Report) -> Json:
    """The three tables as lists of numbers or None. A table of which nothing was read is empty; ``review``: None."""
    form = edition(report.edition or _FALLBACK)
    found: Json = {}
    for name in ("proactive", "applications"):
        rows = form.table(name).rows
        there = [row for row in rows if not report.cells.keys().isdisjoint(row.refs)]
        found[name] = {row.address.removeprefix(f"{name}."): _values(report, row) for row in there}
    cells = [value for row in form.table("review").rows for value in _values(report, row)]
    reviewed = any(not report.cells.keys().isdisjoint(row.refs) for row in form.table("review").rows)
    return found | {"review": cells if reviewed else None}


def _values(report: Report, row: Row) -> list[int | float | None]:
    found = map(report.cells.get, row.refs)
    return [None if cell is None else _number(cell.value) for cell in found]


def _number(value: Decimal | None) -> int | float | None:
    """A JSON number; amounts come back from it exactly because Python writes the shortest form of a float."""
    if value is None:
        return None
    whole = int(value)
    return whole if whole == value else float(value)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _paragraphs(found: Iterable[Paragraph]) -> list[Json]:
    return [{"text": one.text, "place": one.place} for one in found]


def _section(section: Section) -> Json:
    return {
        "number": section.number,
        "heading": section.heading,
        "place": section.place,
        "paragraphs": _paragraphs(section.paragraphs),
    }


def faults(data: object) -> list[tuple[str, str]]:
    """(JSON pointer, Chinese sentence) of everything in which a document departs from the published shape."""
    found = list(validate.faults("report", data))
    return found or list(misfits(data)) if isinstance(data, dict) else found


@cache
def _widths(form: str, table: str) -> dict[str, int]:
    """Row key -> how many cells it has."""
    return {row.address.removeprefix(f"{table}."): len(row.columns) for row in edition(form).table(table).rows}


def misfits(data: Json) -> Iterator[tuple[str, str]]:
    """(JSON pointer, sentence) of what a schema cannot say: rows that the form does not have, or has in another width.

    ``data`` has the published shape otherwise.
    """
    form = edition(data["edition"] or edition_of(data) or _FALLBACK)
    for name in ("proactive", "applications"):
        widths = _widths(form.id, name)
        for key, row in (data["tables"].get(name) or {}).items():
            if row is None:
                continue
            if key not in widths:
                yield f"/tables/{name}/{key}", f"{form.id}年版式没有这一行"
            elif len(row) != widths[key]:
                yield f"/tables/{name}/{key}", f"{form.id}年版式这一行应有{widths[key]}个数，现在是{len(row)}个"
