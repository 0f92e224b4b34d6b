"""The labels of each statutory table in the order in which flattened text gives them, prepared for alignment."""

from collections.abc import Callable, Iterator
from functools import cache

from filings.edition import Edition, Row, Table
from readers.interpret.align import SoughtLabel, Vocabulary
from readers.interpret.cell_assignment import RowSum
from schemas.editions import edition as form_of

Maker = Callable[[str], Vocabulary]

PARENT = "parent:"
OTHER = "applications.other"
_HEADS = ("申请人情况", "法人或其他组织")
ORGANISATIONS = f"head:{_HEADS[1]}"


@cache
def proactive(edition: str) -> Vocabulary:
    """Blocks, their columns and their rows. Column keys are ``columns:<block>.<column>``."""
    table = form_of(edition).table("proactive")
    wanted: list[SoughtLabel] = []
    for block in table.blocks:
        wanted.append(SoughtLabel(f"{table.key}.blocks.{block.key}", (block.label,)))
        wanted.append(SoughtLabel(f"head:{block.key}", ("信息内容",)))
        wanted.extend(
            SoughtLabel(f"columns:{block.key}.{column.key}", (column.label, *column.aliases))
            for column in block.rows[0].columns
        )
        wanted.extend(_row(row) for row in block.rows)
    return Vocabulary(wanted)


@cache
def applications(edition: str) -> Vocabulary:
    """Rows and the parents that stand before their first row."""
    table = form_of(edition).table("applications")
    return Vocabulary(list(_with_parents(table)))


def _with_parents(table: Table) -> Iterator[SoughtLabel]:
    seen = {row.label for row in table.rows}
    for row in table.rows:
        for parent in table.parents:
            if row.parent == parent and parent not in seen:
                seen.add(parent)
                yield SoughtLabel(PARENT + parent, (parent,))
        yield _row(row)


def _row(row: Row) -> SoughtLabel:
    """A row by its label, alone or behind that of its group: （三）不予公开1.属于国家秘密."""
    spellings = (row.label, *row.aliases)
    grouped = tuple(row.parent + one for one in spellings) if row.parent and row.label[:1].isdecimal() else ()
    return SoughtLabel(row.address, spellings + grouped, row=True)


@cache
def header(edition: str) -> Vocabulary:
    """The header of the applications table: columns, and the two heads above them."""
    table = form_of(edition).table("applications")
    wanted = [SoughtLabel(f"{table.key}.note", (table.note,))]
    wanted += [SoughtLabel(f"head:{head}", (head,)) for head in _HEADS]
    wanted += [
        SoughtLabel(f"{table.key}.columns.{column.key}", (column.label, *column.aliases))
        for column in table.rows[0].columns
    ]
    return Vocabulary(wanted)


@cache
def review(edition: str) -> Vocabulary:
    """The three header rows of the review table as text gives them."""
    table = form_of(edition).table("review")
    first, *lawsuits = table.rows
    wanted = [
        SoughtLabel(first.address, (first.label,)),
        SoughtLabel(PARENT + lawsuits[0].parent, (lawsuits[0].parent,)),
    ]
    wanted += _columns(first)
    wanted += [SoughtLabel(row.address, (row.label,)) for row in lawsuits]
    for row in lawsuits:
        wanted += _columns(row)
    return Vocabulary(wanted)


def _columns(row: Row) -> list[SoughtLabel]:
    return [SoughtLabel(row.label_of(one.key), (one.label, *one.aliases)) for one in row.columns]


def row_sums(table: Table) -> tuple[RowSum, ...]:
    """The sums within a printed row of figures: none in the proactive table, one or three in the others."""
    if table.key == "proactive":
        return ()
    width = len(table.rows[0].columns)
    groups = len(table.rows) if table.key == "review" else 1
    return tuple(
        RowSum(range(start, start + width - 1), start + width - 1) for start in range(0, groups * width, width)
    )


def is_single_other(edition: Edition, found: "set[str]") -> bool:
    """Whether the 2021 form is printed with one （六）其他处理 row instead of three below it."""
    rows = {row.address for row in edition.table("applications").rows}
    below = {f"{OTHER}.1", f"{OTHER}.2", f"{OTHER}.3"}
    return OTHER in found and not (below & rows & found)
