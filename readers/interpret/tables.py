"""The three statutory tables: labels found, rows filled, what is extra, missing or open."""

from collections.abc import Iterator, Mapping, Sequence

from filings.edition import Edition, Row, Table
from filings.figure import CellState
from filings.report import Extra, Label, Problem
from readers.interpret import forms, problem_messages
from readers.interpret.align import LabelMatch, Vocabulary, align
from readers.interpret.columns import columns_of
from readers.interpret.found import Aligned, Tables, TablesBuilder, extend, keys_of, label_of
from readers.interpret.grids import Positions
from readers.interpret.guessed_tables import open_guessed
from readers.interpret.header import Header, read_header
from readers.interpret.printed_order import order_above, reordered
from readers.interpret.repeated_rows import tell_repeated_rows
from readers.interpret.review_table import read_review
from readers.interpret.row_slots import RowSlots, after, loose
from readers.interpret.rows import RowForm, absent, fill
from readers.interpret.tokens import Token
from readers.interpret.torn import goes_on_below, torn_off, widened
from readers.interpret.turned import open_turned
from readers.interpret.unnamed_rows import open_for_unnamed

_DIFFERENT = 4
_LEAST_CUT = 2  # rows: a single one at the end was left out, not cut off


def read_tables(tokens: Sequence[Token], positions: Positions, edition: Edition) -> Tables:
    """Read all three tables. A table of which nothing stands there leaves no cell, and no extent."""
    found = TablesBuilder()
    aligned = {
        "proactive": _of(forms.proactive, edition, tokens),
        "applications": _of(forms.applications, edition, tokens),
        "review": _of(forms.review, edition, tokens),
    }
    _leave_to_review(tokens, aligned["applications"], aligned["review"])
    header = read_header(tokens, edition.table("applications"), edition.id, aligned["applications"][1])
    stops = {hit.start for _, hits in aligned.values() for hit in hits.values()} | set(header.stops)
    _proactive(found, tokens, positions, edition.table("proactive"), aligned["proactive"], stops)
    _applications(found, tokens, positions, edition, (header, *aligned["applications"]), stops)
    read_review(found, tokens, positions, edition, aligned["review"], stops)
    open_guessed(found, tokens, positions)
    found.problems.extend(_broken_off(found, edition))
    return Tables(
        cells=found.cells,
        labels=found.labels,
        extents=found.extents,
        extras=tuple(found.extras),
        surplus=tuple(found.surplus),
        problems=tuple(found.problems),
    )


def _broken_off(found: TablesBuilder, edition: Edition) -> Iterator[Problem]:
    """Tables of which every row is there up to one, and none after it."""
    for table in (edition.table("proactive"), edition.table("applications")):
        rows = [row for row in table.rows if row.refs[0] in found.cells]
        there = [found.cells[row.refs[0]].state is not CellState.ABSENT for row in rows]
        count = sum(there)
        if 0 < count <= len(rows) - _LEAST_CUT and all(there[:count]) and rows[count - 1].address in found.labels:
            yield problem_messages.table_cut(table.key, found.labels[rows[count - 1].address], len(rows) - count)


def _leave_to_review(tokens: Sequence[Token], rows: Aligned, review: Aligned) -> None:
    """其他 and 总计 stand in both tables: between numbered rows of table three they are its own.

    A 总计 above the figures of table four is no row of table three, which may have broken off before its own.
    """
    numbered = [
        hit
        for label, hit in rows[1].items()
        if tokens[hit.start].number and tokens[hit.start].number == rows[0].spellings[label][0][0]
    ]
    if len(numbered) >= _DIFFERENT:
        inside = range(min(hit.start for hit in numbered), max(hit.end for hit in numbered) + 1)
        for label in [label for label, hit in review[1].items() if hit.start in inside]:
            del review[1][label]
    words, hits = review
    if len({words.wanted[label].spellings[0] for label in hits}) >= _DIFFERENT:
        taken = {hit.start for hit in hits.values()}
        for label in [label for label, hit in rows[1].items() if hit.start in taken]:
            del rows[1][label]


def _of(vocabulary: forms.Maker, edition: Edition, tokens: Sequence[Token]) -> Aligned:
    words = vocabulary(edition.id)
    return words, align(words, tokens)


def _proactive(
    found: TablesBuilder, tokens: Sequence[Token], positions: Positions, table: Table, aligned: Aligned, stops: set[int]
) -> None:
    keys = keys_of(aligned)
    if sum(row.address in keys for row in table.rows) < min(2, len(table.rows)):
        return
    last = extend(found, table.key, keys.values())
    for block in table.blocks:
        columns = {
            index: keys[f"columns:{block.key}.{column.key}"].start
            for index, column in enumerate(block.rows[0].columns)
            if f"columns:{block.key}.{column.key}" in keys
        }
        first = min((keys[row.address].start for row in block.rows if row.address in keys), default=0)
        order = order_above(tokens, first, block.rows[0].columns, columns)
        header = {(order.index(index) if order else index): tokens[at] for index, at in columns.items()}
        for row in block.rows:
            line = reordered(_line(row, table), order or ())
            if row.address in keys:
                last = max(last, _row(found, tokens, positions, line, keys[row.address], header, stops))
                found.leave_open(line.refs if order is None else ())
            else:
                found.cells.update(absent(line))
    open_for_unnamed(found, tokens, table, keys, stops)
    open_turned(found, tokens, table)
    found.extents[table.key] = (found.extents[table.key][0], last)
    found.labels.update(_proactive_labels(tokens, table, keys))
    found.extras.extend(_extras(tokens, table, aligned, found.extents[table.key], least=1))
    tell_repeated_rows(found, tokens, table, aligned, stops, lambda row: _line(row, table))


def _proactive_labels(
    tokens: Sequence[Token], table: Table, keys: Mapping[str, LabelMatch]
) -> Iterator[tuple[str, Label]]:
    """The labels in document order; a column of a block is a column of each of its rows."""
    by_block = {row.address: block for block in table.blocks for row in block.rows}
    for key, hit in keys.items():
        if key in by_block:
            for column in keys:
                prefix = f"columns:{by_block[key].key}."
                if column.startswith(prefix):
                    yield f"{key}.columns.{column.removeprefix(prefix)}", label_of(tokens, keys[column])
        if key in by_block or key.startswith(f"{table.key}.blocks."):
            yield key, label_of(tokens, hit)


def _line(row: Row, table: Table) -> RowForm:
    return RowForm(row.address, row.refs, row.columns, forms.row_sums(table))


def _row(
    found: TablesBuilder,
    tokens: Sequence[Token],
    positions: Positions,
    line: RowForm,
    hit: LabelMatch,
    header: Mapping[int, Token],
    stops: set[int],
) -> int:
    """Fill one labelled row; the index of its last token."""
    window = widened(tokens, after(tokens, hit, stops, len(line.refs)), stops, len(line.refs), line.sums)
    ask = positions.partly if len(window.slots) < len(line.refs) else positions.opinion
    opinion = ask(header, tokens[hit.end], len(line.refs))
    where = tokens[hit.start].place
    label = tokens[hit.end]
    elsewhere = positions.is_elsewhere(label, [tokens[index] for index in window.slots])
    guessed = elsewhere or positions.is_guessed(label.block)
    window = RowSlots((), whole=False) if elsewhere else window
    found.take(row := fill(tokens, line, window, where, opinion, guessed=guessed), where)
    if tall := positions.reaching(label, [tokens[index] for index in window.slots]):
        found.leave_open(ref for ref in line.refs if found.cells[ref].place in tall)
    if goes_on_below(tokens, window, stops):
        found.leave_open(torn_off(line.refs, row.cells, line.sums), blank=True)
    return max(window.slots, default=hit.end)


def _applications(
    found: TablesBuilder,
    tokens: Sequence[Token],
    positions: Positions,
    edition: Edition,
    read: tuple[Header, Vocabulary, dict[int, LabelMatch]],
    stops: set[int],
) -> None:
    table = edition.table("applications")
    header, words, hits = read
    keys = keys_of((words, hits))
    rows = {row.address: row for row in table.rows}
    if len(rows.keys() & keys.keys()) < 3:  # noqa: PLR2004 - two labels alone are no table
        return
    last = extend(found, table.key, keys.values())
    single = forms.is_single_other(edition, set(keys))
    there = [key for key in keys if _is_row(key, rows, single=single)]
    columns = columns_of(header, table, tokens, map(keys.__getitem__, there), stops)
    for row in table.rows:
        if row.address in there:
            end = _row(found, tokens, positions, columns.line(row, table), keys[row.address], columns.heads, stops)
            last = max(last, end)
            found.leave_open(columns.line(row, table).refs if columns.unknown else ())
            columns.complete(found.cells, row)
        elif not row.optional and not (single and row.address.startswith(f"{forms.OTHER}.")):
            found.cells.update(absent(_line(row, table)))
    open_for_unnamed(found, tokens, table, {key: keys[key] for key in there}, stops)
    open_turned(found, tokens, table)
    first = min(found.extents[table.key][0], header.start)
    found.extents[table.key] = (first, last)
    found.labels.update(header.labels)
    found.labels.update((key, label_of(tokens, keys[key])) for key in there)
    found.extras.extend(header.extras)
    found.extras.extend(_extras(tokens, table, (words, hits), (min(hit.start for hit in hits.values()), last), least=3))
    found.problems.extend(_numbered_parents(tokens, keys, stops, rows, single=single))
    tell_repeated_rows(found, tokens, table, (words, hits), stops, lambda row: columns.line(row, table))


def _is_row(key: str, rows: Mapping[str, Row], *, single: bool) -> bool:
    return key in rows and (single or not rows[key].optional)


def _numbered_parents(
    tokens: Sequence[Token], keys: Mapping[str, LabelMatch], stops: set[int], rows: Mapping[str, Row], *, single: bool
) -> Iterator[Problem]:
    for key, hit in keys.items():
        if _is_row(key, rows, single=single):
            continue
        slots = (tokens[index] for index in after(tokens, hit, stops, 7).slots)
        figures = [token.text for token in slots if token.figure and token.certain]
        if figures:
            yield problem_messages.parent_number(label_of(tokens, hit), figures)


def _extras(
    tokens: Sequence[Token], table: Table, aligned: Aligned, extent: tuple[int, int], *, least: int
) -> Iterator[Extra]:
    """Labels within the table that no row of the form has, with figures behind them."""
    words, hits = aligned
    covered = {index for hit in hits.values() for index in range(hit.start, hit.end + 1)}
    rows = (hit for key, hit in keys_of(aligned).items() if not key.startswith(forms.PARENT))
    labelled = {_line_of(tokens[hit.end]): hit.end for hit in rows}
    for index in range(extent[0], extent[1] + 1):
        token = tokens[index]
        if not token.body or not token.certain or index in covered or token.body in words.bodies:
            continue
        if token.grid_row >= 0 and labelled.get(_line_of(token), index) < index:
            continue  # a text where a figure should stand, right of the label of its row
        if len(loose(tokens, index + 1, covered, len(table.rows[0].columns))) >= least:
            yield Extra(table=table.key, raw=token.text, place=token.place)


def _line_of(token: Token) -> tuple[int, int]:
    """The row of a grid."""
    return token.block, token.grid_row
