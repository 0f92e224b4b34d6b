"""The table of reviews and lawsuits: in its printed row, crossed by its labels, or by its place under the heading."""

from collections.abc import Sequence

from filings.edition import Edition, Table
from filings.figure import CellState
from filings.report import Cell, Label
from readers.interpret import forms
from readers.interpret.crossed_review import Crossed, crossed
from readers.interpret.found import Aligned, TablesBuilder, extend, keys_of, label_of
from readers.interpret.grids import Positions
from readers.interpret.named_review import NamedReview, named
from readers.interpret.placed_review import FoundReview, under_heading
from readers.interpret.repeated_rows import tell_repeated_figures
from readers.interpret.review_names import names_in, says_otherwise
from readers.interpret.row_slots import RowSlots, loose
from readers.interpret.rows import RowForm, fill
from readers.interpret.tokens import Token
from readers.interpret.torn import widened

REVIEW_LEAST = 6
_ABOVE = 3  # tokens: heads above the first label that is known
_CROSSED = 3  # labels of table four that are found: less is no table of it


def read_review(
    found: TablesBuilder,
    tokens: Sequence[Token],
    positions: Positions,
    edition: Edition,
    aligned: Aligned,
    stops: set[int],
) -> None:
    """Read table four into what was found."""
    table = edition.table("review")
    keys = keys_of(aligned)
    if len(keys) >= _CROSSED and (cross := crossed(tokens, positions, table)):
        _review_crossed(found, tokens, table, cross[0])
        again = [RowSlots(one.slots, whole=True) for one in cross[1:]]
        tell_repeated_figures(found, tokens, _review_line(table), again, whole=_is_other(tokens, cross))
        return
    other = named(tokens, positions, table)
    there = under_heading(tokens, table, edition.sections[table.section - 1])
    if other and other.is_reordered:
        _review_named(found, tokens, table, other)
    elif there and there.is_reordered:
        _review_placed(found, tokens, table, there)
    elif len(keys) >= REVIEW_LEAST:
        line = _review_line(table)
        window = _review_printed(found, tokens, positions, table, aligned, stops)
        if any(found.cells[ref].value is None for ref in line.refs):
            _review_left(found, tokens, table, there, other)
        if window.slots:
            _tell_repeated(found, tokens, line, window, aligned, stops)
    else:
        _review_left(found, tokens, table, there, other)


def _review_left(
    found: TablesBuilder, tokens: Sequence[Token], table: Table, there: FoundReview | None, other: NamedReview | None
) -> None:
    """A table whose printed row was not read whole, if its place or all its names tell what stands in it."""
    if there and there.is_proved:
        _review_placed(found, tokens, table, there)
    elif other:
        _review_named(found, tokens, table, other)


def _review_printed(
    found: TablesBuilder,
    tokens: Sequence[Token],
    positions: Positions,
    table: Table,
    aligned: Aligned,
    stops: set[int],
) -> RowSlots:
    """Fill the row of figures below the header of the form; where it stands."""
    keys = keys_of(aligned)
    last = extend(found, table.key, keys.values())
    line = _review_line(table)
    refs = line.refs
    window = widened(tokens, _review_window(tokens, last, stops), stops, len(refs), line.sums)
    header = {
        index: tokens[keys[name].start]
        for index, name in enumerate(row.label_of(c.key) for row in table.rows for c in row.columns)
        if name in keys
    }
    where = tokens[window.slots[0]].place if window.slots else tokens[last].place
    opinion = positions.opinion(header, tokens[window.slots[0]], len(refs), inclusive=True) if window.slots else None
    guessed = positions.is_guessed(tokens[last].block)
    found.take(fill(tokens, line, window, where, opinion, guessed=guessed), where)
    begin = found.extents[table.key][0]
    words = (names_in(token.body) or () for token in tokens[max(0, begin - _ABOVE) : last + 1] if token.body)
    found.leave_open(refs if says_otherwise([name for names in words for name in names]) else ())
    found.extents[table.key] = (begin, max(window.slots, default=last))
    for key, hit in keys.items():
        if not key.startswith(forms.PARENT):
            found.labels[key] = label_of(tokens, hit)
    return window


def _tell_repeated(
    found: TablesBuilder, tokens: Sequence[Token], line: RowForm, window: RowSlots, aligned: Aligned, stops: set[int]
) -> None:
    """Tell a second row of figures below the first one, and a second table with a header of its own."""
    below = _review_window(tokens, window.slots[-1], stops)
    tell_repeated_figures(found, tokens, line, [below], whole=False)
    words, hits = aligned
    used = {at for hit in hits.values() for at in range(hit.start, hit.end + 1)}
    heads = [at for at, token in enumerate(tokens) if token.body in words.bodies and at not in used]
    again = [_review_window(tokens, max(heads), stops)] if len(heads) >= REVIEW_LEAST else []
    other = [one for one in again if one.slots not in (window.slots, below.slots)]
    tell_repeated_figures(found, tokens, line, other, whole=True)


def _is_other(tokens: Sequence[Token], cross: Sequence[Crossed]) -> bool:
    """Whether the figures stand in tables of their own."""
    return len({tokens[one.slots[0]].block for one in cross}) > 1


def _review_crossed(found: TablesBuilder, tokens: Sequence[Token], table: Table, cross: Crossed) -> None:
    """Three kinds by five results."""
    kinds = tuple(kind for kind in cross.kinds for _ in cross.results)
    _review_named(found, tokens, table, NamedReview(cross.slots, kinds, cross.results * len(cross.kinds)))


def _review_named(found: TablesBuilder, tokens: Sequence[Token], table: Table, read: NamedReview) -> None:
    """Every cell by its two names. A label that names several cells is a label of the first, and told once."""
    where = tokens[read.slots[0]].place
    line = _review_line(table)
    found.take(fill(tokens, line, RowSlots(read.slots, whole=True), where, None), where)
    found.extents[table.key] = read.extent
    keys: dict[int, str] = {}
    names = ((row.address, row.label_of(column.key)) for row in table.rows for column in row.columns)
    for (row, column), kind, result in zip(names, read.kinds, read.results, strict=True):
        keys.setdefault(kind, row)
        keys.setdefault(result, column)
    found.labels.update({key: Label(raw=tokens[at].text, place=tokens[at].place) for at, key in sorted(keys.items())})


def _review_line(table: Table) -> RowForm:
    """All fifteen cells as one row."""
    refs = tuple(ref for row in table.rows for ref in row.refs)
    return RowForm(
        table.key, refs, tuple(column for row in table.rows for column in row.columns), forms.row_sums(table)
    )


def _review_placed(found: TablesBuilder, tokens: Sequence[Token], table: Table, there: FoundReview) -> None:
    """Fifteen figures under the heading of their part; another order than that of the form must be proved."""
    where = tokens[there.slots[0]].place
    line = _review_line(table)
    found.surplus = [one for one in found.surplus if one.row != table.key]
    if there.is_reordered and not there.is_proved:
        raw = " ".join(tokens[at].text for at in sorted(there.slots))
        found.cells.update(
            {ref: Cell(raw=raw, state=CellState.AMBIGUOUS, value=None, place=where) for ref in line.refs}
        )
    else:
        found.take(fill(tokens, line, RowSlots(there.slots, whole=False), where, None), where)
    found.extents[table.key] = there.extent


def _review_window(tokens: Sequence[Token], last: int, stops: set[int]) -> RowSlots:
    """The row of figures below the header."""
    start = last + 1
    block, row = tokens[last].block, tokens[last].row
    if tokens[last].grid_row >= 0 or tokens[last].whole:
        rows: dict[int, list[int]] = {}
        for index in range(start, min(len(tokens), start + 200)):
            token = tokens[index]
            if token.row != row and (token.grid_row < 0 or token.block == block) and index not in stops:
                rows.setdefault(token.row, []).append(index)
        for slots in rows.values():
            if not tokens[slots[0]].whole:
                break
            if any(tokens[index].figure for index in slots) or len(slots) > REVIEW_LEAST:
                return RowSlots(tuple(slots), whole=True)
    return RowSlots(tuple(loose(tokens, start, stops, 15)), whole=False)
