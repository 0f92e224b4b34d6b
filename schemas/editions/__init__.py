"""The official forms, one JSON file each: data first, and the one loader that makes Editions of them."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from filings.edition import Block, Column, Edition, Row, SectionForm, Table

_INNER = str.maketrans("“”", "‘’")  # a quotation within a quotation (GB/T 15834)
TABLES = ("proactive", "applications", "review")


@cache
def editions() -> tuple[Edition, ...]:
    """Every official form, oldest first."""
    found = Path(__file__).parent.glob("*.json")
    loaded = [_edition(json.loads(entry.read_text(encoding="utf-8"))) for entry in found]
    return tuple(sorted(loaded, key=lambda edition: edition.since))


@cache
def edition(name: str) -> Edition:
    """The form ``2019`` or ``2021``. KeyError for a name that no form has."""
    for form in editions():
        if form.id == name:
            return form
    raise KeyError(name)


def edition_for(year: int) -> Edition | None:
    """The form prescribed for a report year; None before the first form."""
    return next((form for form in editions() if form.since <= year <= form.until), None)


def _edition(data: Mapping[str, Any]) -> Edition:
    tables = tuple(_table(key, data["tables"][key]) for key in TABLES)
    return Edition(
        id=data["id"],
        document=data["document"],
        title=data["title"],
        since=data["since"],
        until=data["until"],
        sections=tuple(_section(section) for section in data["sections"]),
        tables=tables,
        groups=_groups(tables, data["groups"]),
        titles=dict(_titles(tables)),
    )


def _section(data: Mapping[str, Any]) -> SectionForm:
    return SectionForm(
        number=data["number"],
        numeral=data["numeral"],
        wording=data["wording"],
        variants=tuple(data["variants"]),
        keywords=tuple(data["keywords"]),
    )


def _table(key: str, data: Mapping[str, Any]) -> Table:
    blocks = data.get("blocks", [{"key": key, "label": "", "columns": data.get("columns"), "rows": data.get("rows")}])
    return Table(
        key=key,
        title=data["title"],
        section=data["section"],
        note=data.get("note", ""),
        parents=tuple(data.get("parents", ())),
        blocks=tuple(_block(key, block) for block in blocks),
    )


def _block(table: str, data: Mapping[str, Any]) -> Block:
    columns = tuple(
        Column(
            key=column["key"],
            label=column["label"],
            title=column.get("title", column["label"]),
            aliases=tuple(column.get("aliases", ())),
            money=column.get("money", False),
            signed=column.get("signed", False),
        )
        for column in data["columns"]
    )
    rows = tuple(
        Row(
            address=f"{table}.{row['key']}",
            label=row["label"],
            title=row["title"],
            columns=columns,
            aliases=tuple(row.get("aliases", ())),
            parent=row.get("parent", ""),
            optional=row.get("optional", False),
        )
        for row in data["rows"]
    )
    return Block(key=data["key"], label=data["label"], rows=rows)


def _groups(tables: Iterable[Table], named: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """The named groups of the file, and those that follow from the form itself."""
    groups = {name: tuple(keys) for name, keys in named.items()}
    for table in tables:
        keys = tuple(row.address.removeprefix(f"{table.key}.") for row in table.rows)
        groups[f"{table.key}.rows"] = keys
        if table.key != "proactive":
            columns = tuple(column.key for column in table.rows[0].columns)
            groups[f"{table.key}.columns"] = columns
            groups[f"{table.key}.parts"] = columns[:-1]
    return groups


def _titles(tables: Iterable[Table]) -> Iterable[tuple[str, str]]:
    """What messages call each table, row and cell."""
    for table in tables:
        yield table.key, table.title
        for row in table.rows:
            title = row.title.translate(_INNER)
            yield row.address, f"{table.title}“{title}”"
            for column in row.columns:
                yield f"{row.address}.{column.key}", f"{table.title}“{title}”行“{column.title}”列"
