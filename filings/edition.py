"""An official form: which sections, tables, rows and columns it prints, and for which report years it holds."""

from collections.abc import Mapping
from dataclasses import field

from filings.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A printed column.

    key: the last part of its cells' addresses. label: exactly as printed. title: what messages call it.
    aliases: other wordings that are met. money: its cells are amounts in 万元. signed: they may be negative.
    """

    key: str
    label: str
    title: str
    aliases: tuple[str, ...] = ()
    money: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A printed row. ``label``: exact; ``title``: what messages call it; ``parent``: label of its group, if any.

    ``address``: ``applications.refused.1``; ``columns``: keys of its cells, in order. ``optional``: the form allows it
    to be absent in favour of its parent (the 2021 form printed with a single （六）其他处理).
    """

    address: str
    label: str
    title: str
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    parent: str = ""
    optional: bool = False
    refs: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The cell addresses of the row, in printed order; made once, for every report asks for all of them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "refs", tuple(f"{self.address}.{column.key}" for column in self.columns))

    def label_of(self, column: str) -> str:
        """The key under which a report keeps the printed label of one of the row's columns."""
        table, _, key = self.address.partition(".")
        if table == "applications":  # one header serves all rows
            return f"{table}.columns.{column}"
        return f"{table}.columns.{key}.{column}" if table == "review" else f"{self.address}.columns.{column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of a table with its own header line, e.g. 第二十条第（八）项. ``key``: its address."""

    key: str
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A statutory table. ``section``: where it stands (2, 3 or 4). ``note``: printed above it.

    ``parents``: printed rows without cells of their own, such as （三）不予公开.
    """

    key: str
    title: str
    section: int
    blocks: tuple[Block, ...]
    note: str = ""
    parents: tuple[str, ...] = ()
    rows: tuple[Row, ...] = field(init=False, repr=False, compare=False)
    """All rows, in printed order; made once."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(row for block in self.blocks for row in block.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionForm:
    """A section as the form prints it. ``variants``: accepted small variants of the wording (without numeral)."""

    number: int
    numeral: str
    wording: str
    variants: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The heading with its numeral: 一、总体情况."""
        return f"{self.numeral}、{self.wording}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edition:
    """An official form 版式: one object for each, so that what is made of one can be found again by it.

    id: ``2019`` or ``2021``. document: the notice that prescribes it. title: what messages call it.
    since, until: report years, inclusive. sections: the six, in order. tables: proactive, applications, review.
    groups: named lists of rows, columns or cells that rules may range over. titles: address -> what messages call it.
    """

    id: str
    document: str
    title: str
    since: int
    until: int
    sections: tuple[SectionForm, ...]
    tables: tuple[Table, ...]
    groups: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str] = field(default_factory=dict)

    def table(self, key: str) -> Table:
        """The table ``proactive``, ``applications`` or ``review``."""
        return next(table for table in self.tables if table.key == key)

    @property
    def refs(self) -> tuple[str, ...]:
        """Every cell address of the form, in printed order."""
        return tuple(ref for table in self.tables for row in table.rows for ref in row.refs)
