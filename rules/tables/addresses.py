"""Cell addresses of rule files, resolved on a form.

``[last.|units.]table.row.column``, or ``table.row`` for all cells of a row; ``*`` is the item of ``each``, ``@group``
the members of a group.
"""

from collections.abc import Callable
from functools import lru_cache

from filings.edition import Column, Edition

_PREFIXES = ("last.", "units.")
_OF_COLUMNS = ("columns", "parts")
_TABLES = ("proactive", "applications", "review")


class UnknownNameError(ValueError):
    """Raised when an address or group names what the form does not have; the message says which."""


def members(edition: Edition, group: str) -> tuple[str, ...]:
    """The members of a named group: column or row keys; whole cell addresses for groups of the whole form."""
    if group in edition.groups:
        return edition.groups[group]
    if group in _TABLES:
        return tuple(ref for row in edition.table(group).rows for ref in row.refs)
    if group in _WHOLE:
        return _cells(edition, _WHOLE[group])
    raise UnknownNameError(f"版式{edition.id}没有“{group}”这一组")


@lru_cache(maxsize=4096)
def expand(edition: Edition, addresses: tuple[str, ...], item: str = "") -> tuple[str, ...]:
    """Every cell that the addresses name for one item of ``each``. Raises UnknownNameError."""
    return tuple(ref for address in addresses for ref in _expand(edition, address, item))


def item_title(edition: Edition, group: str, item: str) -> str:
    """What messages call an item: 自然人, 予以公开, or the whole cell."""
    if item in edition.titles:
        return edition.titles[item]
    table, _, name = group.partition(".")
    rows = edition.table(table).rows
    if name in _OF_COLUMNS:
        return next(column.title for row in rows for column in row.columns if column.key == item)
    return next(row.title for row in rows if row.address == f"{table}.{item}")


def prefix_of(address: str) -> str:
    """``last``, ``units`` or ``""``: whose figures an address reads."""
    return next((prefix[:-1] for prefix in _PREFIXES if address.startswith(prefix)), "")


def _expand(edition: Edition, address: str, item: str) -> tuple[str, ...]:
    prefix = next((p for p in _PREFIXES if address.startswith(p)), "")
    refs = _ungroup(edition, address.removeprefix(prefix).replace("*", item))
    return tuple(prefix + cell for ref in refs for cell in _cells_of(edition, ref))


def _cells_of(edition: Edition, ref: str) -> tuple[str, ...]:
    """The cell itself, or all cells of a row. Raises UnknownNameError."""
    address, _, key = ref.rpartition(".")
    for table in edition.tables:
        for row in table.rows:
            if row.address == ref:
                return row.refs
            if row.address == address and any(column.key == key for column in row.columns):
                return (ref,)
    raise UnknownNameError(f"版式{edition.id}没有“{ref}”这个单元格")


def _ungroup(edition: Edition, address: str) -> tuple[str, ...]:
    head, at, tail = address.partition("@")
    if not at:
        return (address,)
    name, dot, rest = tail.partition(".")
    group = f"{head.partition('.')[0]}.{name}"
    return tuple(ref for member in members(edition, group) for ref in _ungroup(edition, head + member + dot + rest))


def _cells(edition: Edition, keep: Callable[[str, Column], bool]) -> tuple[str, ...]:
    return tuple(
        f"{row.address}.{column.key}"
        for table in edition.tables
        for row in table.rows
        for column in row.columns
        if keep(f"{row.address}.{column.key}", column)
    )


_WHOLE: dict[str, Callable[[str, Column], bool]] = {
    "all": lambda _ref, _column: True,
    "counts": lambda _ref, column: not column.money,
    "unsigned": lambda _ref, column: not column.signed,
    "changes": lambda _ref, column: column.signed,
    # joint documents are valid once for all their makers, so 现行有效 and 对外公开总数量 do not add up over units
    "summable": lambda _ref, column: column.key not in ("valid", "public_total"),
}
