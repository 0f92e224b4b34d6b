"""The table of reviews and lawsuits: in its printed row, crossed by its labels, or by its place under the heading."""

from collections.abc import Sequence

from filings.edition import Edition, Table
from filings.report import Label
from readers.interpret import forms
from readers.interpret.crossed_review import Crossed, crossed
from readers.interpret.found import Aligned, TablesBuilder, extend, keys_of, label_of
from readers.interpret.grids import Positions
from readers.interpret.placed_review import under_heading
from readers.interpret.repeated_rows import tell_repeated_figures
from readers.interpret.row_slots import RowSlots, loose
from readers.interpret.rows import RowForm, fill
from readers.interpret.tokens import Token
from readers.interpret.torn import widened

REVIEW_LEAST = 6
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
    if len(keys) < REVIEW_LEAST:
        _review_by_place(found, tokens, edition)
        return
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
    found.extents[table.key] = (found.extents[table.key][0], max(window.slots, default=last))
    for key, hit in keys.items():
        if not key.startswith(forms.PARENT):
            found.labels[key] = label_of(tokens, hit)
    if any(found.cells[ref].value is None for ref in refs):
        _review_by_place(found, tokens, edition)
    if window.slots:
        _tell_repeated(found, tokens, line, window, aligned, stops)


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
    where = tokens[cross.slots[0]].place
    found.take(fill(tokens, _review_line(table), RowSlots(cross.slots, whole=True), where, None), where)
    found.extents[table.key] = cross.extent
    for row, kind in zip(table.rows, cross.kinds, strict=True):
        found.labels[row.address] = Label(raw=tokens[kind].text, place=tokens[kind].place)
        for column, at in zip(row.columns, cross.results, strict=True):
            found.labels[row.label_of(column.key)] = Label(raw=tokens[at].text, place=tokens[at].place)


def _review_line(table: Table) -> RowForm:
    """All fifteen cells as one row."""
    refs = tuple(ref for row in table.rows for ref in row.refs)
    return RowForm(
        table.key, refs, tuple(column for row in table.rows for column in row.columns), forms.row_sums(table)
    )


def _review_by_place(found: TablesBuilder, tokens: Sequence[Token], edition: Edition) -> None:
    """What is left of the table: fifteen figures under the heading of its part that add up."""
    table = edition.table("review")
    there = under_heading(tokens, table, edition.sections[table.section - 1])
    if there is None:
        return
    where = tokens[there.slots[0]].place
    row = fill(tokens, _review_line(table), RowSlots(there.slots, whole=False), where, None)
    found.surplus = [one for one in found.surplus if one.row != table.key]
    found.take(row, where)
    found.extents[table.key] = (there.first, there.slots[-1])


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
