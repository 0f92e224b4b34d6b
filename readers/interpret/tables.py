"""The three statutory tables: labels found, rows filled, what is extra, missing or open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from filings.edition import Edition, Row, Table
from filings.figure import CellState
from filings.report import Cell, Extra, Label, Problem, Surplus
from readers.interpret import forms, troubles
from readers.interpret.align import Hit, Vocabulary, align
from readers.interpret.grids import Positions
from readers.interpret.header import Header, read_header
from readers.interpret.placed_review import under_heading
from readers.interpret.placing import Sum
from readers.interpret.rows import Cells, Line, absent, fill
from readers.interpret.tokens import Token
from readers.interpret.windows import Window, after, loose

REVIEW_LEAST = 6
_DIFFERENT = 4
_LEAST_CUT = 2  # rows: a single one at the end was left out, not cut off


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
class Found:
    """The same, growing."""

    cells: dict[str, Cell] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    extras: list[Extra] = field(default_factory=list)
    surplus: list[Surplus] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    extents: dict[str, tuple[int, int]] = field(default_factory=dict)

    def take(self, row: Cells, where: str) -> None:
        """Add a filled row."""
        self.cells.update(row.cells)
        if row.surplus:
            self.surplus.append(row.surplus)
        if row.disagrees:
            self.problems.append(troubles.disagreement(where))
        if row.split:
            self.problems.append(troubles.split_digits(where))


def read_tables(tokens: Sequence[Token], positions: Positions, edition: Edition) -> Tables:
    """Read all three tables. A table of which nothing stands there leaves no cell, and no extent."""
    found = Found()
    aligned = {
        "proactive": _of(forms.proactive, edition, tokens),
        "applications": _of(forms.applications, edition, tokens),
        "review": _of(forms.review, edition, tokens),
    }
    _leave_to_review(aligned["applications"][1], aligned["review"])
    header = read_header(tokens, edition.table("applications"), edition.id, aligned["applications"][1])
    stops = {hit.start for _, hits in aligned.values() for hit in hits.values()} | set(header.stops)
    _proactive(found, tokens, positions, edition.table("proactive"), aligned["proactive"], stops)
    _applications(found, tokens, positions, edition, (header, *aligned["applications"]), stops)
    _review(found, tokens, positions, edition, aligned["review"], stops)
    found.problems.extend(_broken_off(found, edition))
    return Tables(
        cells=found.cells,
        labels=found.labels,
        extents=found.extents,
        extras=tuple(found.extras),
        surplus=tuple(found.surplus),
        problems=tuple(found.problems),
    )


def _broken_off(found: Found, edition: Edition) -> Iterator[Problem]:
    """Tables of which every row is there up to one, and none after it."""
    for table in (edition.table("proactive"), edition.table("applications")):
        rows = [row for row in table.rows if row.refs[0] in found.cells]
        there = [found.cells[row.refs[0]].state is not CellState.ABSENT for row in rows]
        count = sum(there)
        if 0 < count <= len(rows) - _LEAST_CUT and all(there[:count]) and rows[count - 1].address in found.labels:
            yield troubles.table_cut(table.key, found.labels[rows[count - 1].address], len(rows) - count)


def _leave_to_review(rows: dict[int, Hit], review: "Aligned") -> None:
    """A 总计 above the figures of table four is no row of table three, which may have broken off before its own."""
    words, hits = review
    if len({words.wanted[label].spellings[0] for label in hits}) >= _DIFFERENT:  # 其他 and 总计 stand in both tables
        taken = {hit.start for hit in hits.values()}
        for label in [label for label, hit in rows.items() if hit.start in taken]:
            del rows[label]


Aligned = tuple[Vocabulary, dict[int, Hit]]


def _of(vocabulary: forms.Maker, edition: Edition, tokens: Sequence[Token]) -> Aligned:
    words = vocabulary(edition.id)
    return words, align(words, tokens)


def _keys(aligned: Aligned) -> dict[str, Hit]:
    words, hits = aligned
    return {words.wanted[index].key: hit for index, hit in sorted(hits.items(), key=lambda one: one[1].start)}


def _label(tokens: Sequence[Token], hit: Hit) -> Label:
    raw = "".join(token.text for token in tokens[hit.start : hit.end + 1])
    return Label(raw=raw, place=tokens[hit.start].place)


def _proactive(
    found: Found, tokens: Sequence[Token], positions: Positions, table: Table, aligned: Aligned, stops: set[int]
) -> None:
    keys = _keys(aligned)
    if sum(row.address in keys for row in table.rows) < min(2, len(table.rows)):
        return
    last = _extent(found, table.key, keys.values())
    for block in table.blocks:
        columns = {
            index: keys[f"columns:{block.key}.{column.key}"]
            for index, column in enumerate(block.rows[0].columns)
            if f"columns:{block.key}.{column.key}" in keys
        }
        header = {index: tokens[hit.start] for index, hit in columns.items()}
        for row in block.rows:
            if row.address in keys:
                end = _row(found, tokens, positions, _line(row, table), keys[row.address], header, stops)
                last = max(last, end)
            else:
                found.cells.update(absent(_line(row, table)))
    found.extents[table.key] = (found.extents[table.key][0], last)
    found.labels.update(_proactive_labels(tokens, table, keys))
    found.extras.extend(_extras(tokens, table, aligned, found.extents[table.key], least=1))


def _proactive_labels(tokens: Sequence[Token], table: Table, keys: Mapping[str, Hit]) -> Iterator[tuple[str, Label]]:
    """The labels in document order; a column of a block is a column of each of its rows."""
    by_block = {row.address: block for block in table.blocks for row in block.rows}
    for key, hit in keys.items():
        if key in by_block:
            for column in keys:
                prefix = f"columns:{by_block[key].key}."
                if column.startswith(prefix):
                    yield f"{key}.columns.{column.removeprefix(prefix)}", _label(tokens, keys[column])
        if key in by_block or key.startswith(f"{table.key}.blocks."):
            yield key, _label(tokens, hit)


def _line(row: Row, table: Table) -> Line:
    return Line(row.address, row.refs, row.columns, forms.row_sums(table))


def _extent(found: Found, table: str, hits: Iterable[Hit]) -> int:
    starts = [(hit.start, hit.end) for hit in hits]
    last = max(end for _, end in starts)
    found.extents[table] = (min(start for start, _ in starts), last)
    return last


def _row(
    found: Found,
    tokens: Sequence[Token],
    positions: Positions,
    line: Line,
    hit: Hit,
    header: Mapping[int, Token],
    stops: set[int],
) -> int:
    """Fill one labelled row; the index of its last token."""
    window = after(tokens, hit, stops, len(line.refs))
    opinion = positions.opinion(header, tokens[hit.end], len(line.refs))
    where = tokens[hit.start].place
    found.take(fill(tokens, line, window, where, opinion), where)
    return max(window.slots, default=hit.end)


def _applications(
    found: Found,
    tokens: Sequence[Token],
    positions: Positions,
    edition: Edition,
    read: tuple[Header, Vocabulary, dict[int, Hit]],
    stops: set[int],
) -> None:
    table = edition.table("applications")
    header, words, hits = read
    keys = _keys((words, hits))
    rows = {row.address: row for row in table.rows}
    if len(rows.keys() & keys.keys()) < 3:  # noqa: PLR2004 - two labels alone are no table
        return
    last = _extent(found, table.key, keys.values())
    single = forms.is_single_other(edition, set(keys))
    order = _order(header, len(table.rows[0].columns))
    columns = {place: header.columns[index] for place, index in enumerate(order)} if order else header.columns
    for row in table.rows:
        if row.address in keys and _is_row(row.address, rows, single=single):
            line = _reordered(_line(row, table), order)
            end = _row(found, tokens, positions, line, keys[row.address], columns, stops)
            last = max(last, end)
        elif not row.optional and not (single and row.address.startswith(f"{forms.OTHER}.")):
            found.cells.update(absent(_line(row, table)))
    first = min(found.extents[table.key][0], header.start)
    found.extents[table.key] = (first, last)
    found.labels.update(header.labels)
    found.labels.update((key, _label(tokens, hit)) for key, hit in keys.items() if _is_row(key, rows, single=single))
    found.extras.extend(header.extras)
    found.extras.extend(_extras(tokens, table, (words, hits), (min(hit.start for hit in hits.values()), last), least=3))
    found.problems.extend(_numbered_parents(tokens, keys, stops, rows, single=single))


def _order(header: Header, size: int) -> tuple[int, ...]:
    """The form's columns as the header prints them, if it is whole and in another order than the form; else ``()``."""
    heads = header.columns
    if len(heads) != size or any(token.grid_column < 0 or not token.certain for token in heads.values()):
        return ()
    if len({token.block for token in heads.values()}) != 1 or len({one.grid_column for one in heads.values()}) != size:
        return ()
    order = tuple(sorted(heads, key=lambda index: heads[index].grid_column))
    return order if order != tuple(range(size)) else ()


def _reordered(line: Line, order: tuple[int, ...]) -> Line:
    """A row whose cells stand in the order that the header prints."""
    if not order:
        return line
    at = {index: place for place, index in enumerate(order)}
    sums = tuple(Sum(tuple(at[part] for part in one.parts), at[one.total]) for one in line.sums)
    refs, columns = (tuple(line.refs[index] for index in order), tuple(line.columns[index] for index in order))
    return Line(line.address, refs, columns, sums)


def _is_row(key: str, rows: Mapping[str, Row], *, single: bool) -> bool:
    return key in rows and (single or not rows[key].optional)


def _numbered_parents(
    tokens: Sequence[Token], keys: Mapping[str, Hit], stops: set[int], rows: Mapping[str, Row], *, single: bool
) -> Iterator[Problem]:
    for key, hit in keys.items():
        if _is_row(key, rows, single=single):
            continue
        slots = (tokens[index] for index in after(tokens, hit, stops, 7).slots)
        figures = [token.text for token in slots if token.figure and token.certain]
        if figures:
            yield troubles.parent_number(_label(tokens, hit), figures)


def _extras(
    tokens: Sequence[Token], table: Table, aligned: Aligned, extent: tuple[int, int], *, least: int
) -> Iterator[Extra]:
    """Labels within the table that no row of the form has, with figures behind them."""
    words, hits = aligned
    covered = {index for hit in hits.values() for index in range(hit.start, hit.end + 1)}
    rows = (hit for key, hit in _keys(aligned).items() if not key.startswith(forms.PARENT))
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


def _review(
    found: Found, tokens: Sequence[Token], positions: Positions, edition: Edition, aligned: Aligned, stops: set[int]
) -> None:
    table = edition.table("review")
    keys = _keys(aligned)
    if len(keys) < REVIEW_LEAST:
        _review_by_place(found, tokens, edition)
        return
    last = _extent(found, table.key, keys.values())
    window = _review_window(tokens, last, stops)
    columns = tuple(column for row in table.rows for column in row.columns)
    refs = tuple(ref for row in table.rows for ref in row.refs)
    header = {
        index: tokens[keys[name].start]
        for index, name in enumerate(row.label_of(c.key) for row in table.rows for c in row.columns)
        if name in keys
    }
    where = tokens[window.slots[0]].place if window.slots else tokens[last].place
    opinion = positions.opinion(header, tokens[window.slots[0]], len(refs), inclusive=True) if window.slots else None
    found.take(fill(tokens, Line(table.key, refs, columns, forms.row_sums(table)), window, where, opinion), where)
    found.extents[table.key] = (found.extents[table.key][0], max(window.slots, default=last))
    for key, hit in keys.items():
        if not key.startswith(forms.PARENT):
            found.labels[key] = _label(tokens, hit)
    if any(found.cells[ref].value is None for ref in refs):
        _review_by_place(found, tokens, edition)


def _review_by_place(found: Found, tokens: Sequence[Token], edition: Edition) -> None:
    """What is left of the table: fifteen figures under the heading of its part that add up."""
    table = edition.table("review")
    there = under_heading(tokens, table, edition.sections[table.section - 1])
    if there is None:
        return
    line = Line(
        table.key,
        tuple(ref for row in table.rows for ref in row.refs),
        tuple(column for row in table.rows for column in row.columns),
        forms.row_sums(table),
    )
    where = tokens[there.slots[0]].place
    row = fill(tokens, line, Window(there.slots, whole=False), where, None)
    found.surplus = [one for one in found.surplus if one.row != table.key]
    found.take(row, where)
    found.extents[table.key] = (there.first, there.slots[-1])


def _review_window(tokens: Sequence[Token], last: int, stops: set[int]) -> Window:
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
                return Window(tuple(slots), whole=True)
    return Window(tuple(loose(tokens, start, stops, 15)), whole=False)
