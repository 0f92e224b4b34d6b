"""Cells that are written alike all over a table are one flaw: a table left blank is one complaint, not 25."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from filings.edition import Edition, Table
from filings.nouns import dataclass

FEW = 3  # so many rows or cells of one table are told one by one
_QUOTED = 3  # of many ways of writing, so many are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Cells that are written alike. ``item``: what messages call them; ``raw``: as printed, each once."""

    refs: tuple[str, ...]
    item: str
    raw: tuple[str, ...]


def gathered(flaws: Sequence[Flaw], form: Edition, standing: AbstractSet[str]) -> list[Flaw]:
    """Flaws of one class; those of a table are one where they are more than a few or fill it.

    ``standing``: the cells that the report prints.
    """
    kept: list[Flaw] = []
    for table, alike in groupby(flaws, key=lambda flaw: flaw.refs[0].partition(".")[0]):
        group = list(alike)
        kept += _one(group, form.table(table), standing)
    return kept


def _one(group: list[Flaw], table: Table, standing: AbstractSet[str]) -> list[Flaw]:
    refs = tuple(ref for flaw in group for ref in flaw.refs)
    whole = all(ref in refs for row in table.rows for ref in row.refs if ref in standing)
    if len(group) == 1 or (len(group) <= FEW and not whole):
        return group
    raw = tuple(dict.fromkeys(text for flaw in group for text in flaw.raw))
    shown = raw if len(raw) <= _QUOTED else (*raw[: _QUOTED - 1], f"{raw[_QUOTED - 1]}等")
    where = ("整行" if table.key == "review" else "整张") if whole else _where(frozenset(refs), table)
    return [Flaw(refs=refs, item=table.title + where, raw=shown)]


def _where(refs: frozenset[str], table: Table) -> str:
    """The rows from the first to the last, with the columns where all rows have the same."""
    rows = [row for row in table.rows if not refs.isdisjoint(row.refs)]
    span = f"从“{rows[0].title}”到“{rows[-1].title}”的{len(rows)}行"
    if all(refs.issuperset(row.refs) for row in rows):
        return span + "整行"
    columns = [[column.title for column, ref in zip(row.columns, row.refs, strict=True) if ref in refs] for row in rows]
    if all(titles == columns[0] for titles in columns):
        return span + "".join(f"“{title}”" for title in columns[0]) + "列"
    return span + "里有的格"
