"""What was found of the statutory tables while they are read, and what every table needs for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from filings.figure import CellState
from filings.nouns import dataclass
from filings.report import Cell, Extra, Label, Problem, Surplus
from readers.interpret import problem_messages
from readers.interpret.align import LabelMatch, Vocabulary
from readers.interpret.rows import RowCells
from readers.interpret.tokens import Token

_WITHOUT_VALUE = frozenset({CellState.ABSENT, CellState.BLANK, CellState.AMBIGUOUS})


@dataclass(frozen=True, slots=True)
class Tables:
    """What was read of the tables. ``extents``: table key -> (first token, last token); see ``Report`` for the rest."""

    cells: Mapping[str, Cell]
    labels: Mapping[str, Label]
    extents: Mapping[str, tuple[int, int]]
    extras: tuple[Extra, ...] = ()
    surplus: tuple[Surplus, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class TablesBuilder:
    """The same, growing."""

    cells: dict[str, Cell] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    extras: list[Extra] = field(default_factory=list)
    surplus: list[Surplus] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    extents: dict[str, tuple[int, int]] = field(default_factory=dict)

    def leave_open(self, refs: Iterable[str], *, blank: bool = False) -> None:
        """Take back the values of these cells; what stands in them is still told. ``blank``: those without any too."""
        for ref in refs:
            cell = self.cells[ref]
            if blank or cell.state not in _WITHOUT_VALUE:
                self.cells[ref] = replace(cell, state=CellState.AMBIGUOUS, value=None)

    def take(self, row: RowCells, where: str) -> None:
        """Add a filled row."""
        self.cells.update(row.cells)
        if row.surplus:
            self.surplus.append(row.surplus)
        if row.disagrees:
            self.problems.append(problem_messages.disagreement(where))
        if row.split:
            self.problems.append(problem_messages.split_digits(where))


Aligned = tuple[Vocabulary, dict[int, LabelMatch]]


def keys_of(aligned: Aligned) -> dict[str, LabelMatch]:
    """The labels found, by key, in document order."""
    words, hits = aligned
    return {words.wanted[index].key: hit for index, hit in sorted(hits.items(), key=lambda one: one[1].start)}


def label_of(tokens: Sequence[Token], hit: LabelMatch) -> Label:
    """A label as printed."""
    raw = "".join(token.text for token in tokens[hit.start : hit.end + 1])
    return Label(raw=raw, place=tokens[hit.start].place)


def extend(found: TablesBuilder, table: str, hits: Iterable[LabelMatch]) -> int:
    """Set the extent of a table to its labels; the last token of them."""
    starts = [(hit.start, hit.end) for hit in hits]
    last = max(end for _, end in starts)
    found.extents[table] = (min(start for start, _ in starts), last)
    return last
