"""Rows of figures under a label that the form does not have, where a row of the form is missing.

A label in other words or other characters is no missing row: what stands between the neighbours of a row may be that
row, and nobody can say that it is not there. Its cells stay open.
"""

from collections.abc import Iterator, Mapping, Sequence

from filings.edition import Row, Table
from filings.figure import CellState
from filings.report import Cell
from readers.interpret.align import LabelMatch
from readers.interpret.found import TablesBuilder
from readers.interpret.tokens import Token

_REACH = 60  # tokens before the first row that was found and behind the last
_LONGEST = 60  # figures and blanks of a row


def open_for_unnamed(
    found: TablesBuilder, tokens: Sequence[Token], table: Table, hits: Mapping[str, LabelMatch], stops: set[int]
) -> None:
    """Leave open the rows that seem absent where a row without a name of the form stands between their neighbours."""
    missing = [row for row in table.rows if _is_without_figures(found, row)]
    if not missing:
        return
    covered = {at for hit in hits.values() for at in range(hit.start, hit.end + 1)} | stops
    for row in missing:
        for at, figures in _unnamed(tokens, _gap(table, row, hits), covered, (len(row.refs) + 1) // 2):
            raw = " ".join((tokens[at].text, *figures))
            open_cell = Cell(raw=raw, state=CellState.AMBIGUOUS, value=None, place=tokens[at].place)
            found.cells.update(dict.fromkeys(row.refs, open_cell))
            break


def _is_without_figures(found: TablesBuilder, row: Row) -> bool:
    cells = [found.cells.get(ref) for ref in row.refs]
    return all(cell is not None and cell.state in (CellState.ABSENT, CellState.BLANK) for cell in cells)


def _gap(table: Table, row: Row, hits: Mapping[str, LabelMatch]) -> range:
    """The tokens between the row before one in the form and the next: a page end may cut its figures off its label."""
    at = table.rows.index(row)
    before = next((hits[one.address].end for one in reversed(table.rows[:at]) if one.address in hits), None)
    behind = next((hits[one.address].start for one in table.rows[at + 1 :] if one.address in hits), None)
    if before is None and behind is None:
        return range(0)
    start = max(0, (behind or 0) - _REACH) if before is None else before + 1
    return range(start, (before or 0) + _REACH if behind is None else behind)


def _unnamed(
    tokens: Sequence[Token], gap: range, covered: set[int], least: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Labels that no row has, and the figures behind each, if there are so many."""
    for at in gap:
        if at >= len(tokens):
            return
        token = tokens[at]
        if not token.body or token.figure or at in covered:
            continue
        figures = tuple(_figures(tokens, at + 1))
        if len(figures) >= least:
            yield at, figures


def _figures(tokens: Sequence[Token], start: int) -> Iterator[str]:
    for token in tokens[start : start + _LONGEST]:
        if token.figure or (token.text and not token.body):  # a figure with a doubt is one
            yield token.text
        elif token.text:
            return
