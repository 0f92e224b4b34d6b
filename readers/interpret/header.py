"""The header of the applications table: its columns in whatever order text gives them, the note, extra columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from rapidfuzz import fuzz

from filings.edition import Table
from filings.nouns import dataclass
from filings.report import Extra, Label
from readers.interpret import forms
from readers.interpret.align import LEAST, LabelMatch, Vocabulary
from readers.interpret.tokens import Token

_REACH = 40
_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Header:
    """``columns``: column index -> its token; ``labels``: by key; ``start``: index of the first header token.

    ``at``: column index -> index of its token. ``organisations``: the head above the columns of organisations.
    """

    columns: Mapping[int, Token] = field(default_factory=dict)
    labels: Mapping[str, Label] = field(default_factory=dict)
    extras: tuple[Extra, ...] = ()
    stops: frozenset[int] = frozenset()
    start: int = 10**9
    organisations: Token | None = None
    organisations_at: int | None = None
    at: Mapping[int, int] = field(default_factory=dict)


def read_header(tokens: Sequence[Token], table: Table, edition: str, rows: Mapping[int, LabelMatch]) -> Header:
    """Read the header above the first row found."""
    if len(rows) < _LEAST_ROWS:
        return Header()
    words = forms.header(edition)
    above = range(max(0, min(hit.start for hit in rows.values()) - _REACH), min(hit.start for hit in rows.values()))
    free = [index for index in above if tokens[index].body and not tokens[index].figure]
    found = dict(_exact(words, tokens, free))
    found.update(_similar(words, tokens, free, found))
    at = {
        position: found[key]
        for position, column in enumerate(table.rows[0].columns)
        if (key := f"{table.key}.columns.{column.key}") in found
    }
    start = min(found.values(), default=above.stop)
    return Header(
        columns={position: tokens[index] for position, index in at.items()},
        labels=dict(_labels(table, tokens, found)),
        extras=tuple(_extras(table, tokens, free, found, start)),
        stops=frozenset(found.values()),
        start=start,
        organisations=tokens[found[forms.ORGANISATIONS]] if forms.ORGANISATIONS in found else None,
        organisations_at=found.get(forms.ORGANISATIONS),
        at=at,
    )


def _exact(words: Vocabulary, tokens: Sequence[Token], free: Sequence[int]) -> Iterator[tuple[str, int]]:
    """The last exact spelling counts: a paragraph above may end in the same word."""
    for index in free:
        for label in words.bodies.get(tokens[index].body, ()):
            yield words.wanted[label].key, index


def _similar(
    words: Vocabulary, tokens: Sequence[Token], free: Sequence[int], found: Mapping[str, int]
) -> dict[str, int]:
    """The best remaining token for each remaining label, if it is like enough."""
    first = min(found.values(), default=0)
    left = [index for index in free if index not in found.values() and index > first - 2]
    pairs = [
        (ratio, label, index)
        for label, wanted in enumerate(words.wanted)
        if wanted.key not in found
        for index in left
        if (ratio := fuzz.ratio(tokens[index].body, words.spellings[label][0][1], score_cutoff=LEAST))
    ]
    taken: dict[str, int] = {}
    for _, label, index in sorted(pairs, reverse=True):
        key = words.wanted[label].key
        if key not in taken and index not in taken.values():
            taken[key] = index
    return taken


def _labels(table: Table, tokens: Sequence[Token], found: Mapping[str, int]) -> Iterator[tuple[str, Label]]:
    """The note, then the columns from left to right; in loose text 总计 stands before the heads it is right of."""
    order = {f"{table.key}.columns.{column.key}": place for place, column in enumerate(table.rows[0].columns)}
    gridded = all(tokens[index].grid_column >= 0 for key, index in found.items() if key in order)
    last = len(order) - 1

    def rank(key: str) -> tuple[int, int]:
        if gridded:
            return tokens[found[key]].grid_column, 0
        return {0: 0, last: 2}.get(order[key], 1), found[key]

    note = f"{table.key}.note"
    for key in ([note] if note in found else []) + sorted((key for key in found if key in order), key=rank):
        yield key, Label(raw=tokens[found[key]].text, place=tokens[found[key]].place)


def _extras(
    table: Table, tokens: Sequence[Token], free: Sequence[int], found: Mapping[str, int], start: int
) -> Iterator[Extra]:
    taken = set(found.values())
    for index in free:
        token = tokens[index]
        is_column = token.whole and token.certain and len(token.body) <= 12  # noqa: PLR2004 - a column's title is short
        if index > start and index not in taken and is_column:
            yield Extra(table=table.key, raw=token.text, place=token.place)
