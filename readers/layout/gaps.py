"""Where tables without rulings stand: lines with figures above each other, between headings and running text."""

from filings.patterns import pattern
from readers.layout import seams
from readers.layout.columns import FigureColumns, columns_of, is_numeric, is_row
from readers.layout.guessed import piece_of
from readers.layout.label_cells import APART, begins
from readers.layout.lines import Line
from readers.layout.marks import Ruling, TablePiece

_REACH = 2.2  # em between lines of one table; further apart is another block
_ROW = 5  # figures on one line that make a table by themselves
_LONG = 45  # signs: longer than any label, and so running text
_HEADING = pattern(r"\s*[一二三四五六七]、.{3,30}(?:情况|事项|措施)\s*")
_SENTENCE = "。；："


def borderless(lines: list[Line], page: int, across: list[Ruling] | None = None) -> list[Line | TablePiece]:
    """The lines, with every run of lines that forms a table made a piece (``certain`` False).

    ``across``: level rules of the page, which part the rows where no upright ones are drawn.
    """
    out: list[Line | TablePiece] = []
    for run in _runs(lines):
        out += _settle(run, page, across or [])
    return out


def _runs(lines: list[Line]) -> list[list[Line]]:
    """Lines near each other, cut before and behind headings and sentences."""
    runs: list[list[Line]] = []
    for line in lines:
        near = bool(runs) and line.box[1] - runs[-1][-1].box[3] < _REACH * line.em
        if not near or is_text(line) or is_text(runs[-1][-1]):
            runs.append([])
        runs[-1].append(line)
    return runs


def is_text(line: Line) -> bool:
    """A heading of a part, or running text."""
    if len(line.words) > 1:
        return any(len(word.text) > _LONG for word in line.words)
    text = line.text
    return len(text) > _LONG or text[-1] in _SENTENCE or _HEADING.fullmatch(text) is not None


def _settle(run: list[Line], page: int, across: list[Ruling]) -> list[Line | TablePiece]:
    parted = seams.parted_figures(run)
    if not _is_table(parted):
        return list(run)
    columns = columns_of(parted)
    run = seams.parted_words(parted, columns)
    cut = next((at for at in _order_of_cuts(run) if columns.is_crossed(run[at])), None)
    if cut is not None:
        return [*_settle(run[:cut], page, across), run[cut], *_settle(run[cut + 1 :], page, across)]
    first, last = _ends(run, columns)
    piece, rest = piece_of(run[first : last + 1], run[last + 1 :], page, columns, across)
    return [*run[:first], piece, *rest]


def _is_table(run: list[Line]) -> bool:
    rows = [line for line in run if is_row(line)]
    if len(rows) > 1:
        return True
    return any(sum(is_numeric(word.text) for word in line.words) >= _ROW for line in rows)


def _order_of_cuts(run: list[Line]) -> list[int]:
    return [at for at, line in enumerate(run) if len(line.words) == 1]


def _ends(run: list[Line], columns: FigureColumns) -> tuple[int, int]:
    """The first line with several words, or above it a short one that may be the start of a cell; the last row."""
    rows = [at for at, line in enumerate(run) if is_row(line)]
    first = next(at for at, line in enumerate(run) if len(line.words) > 1 or at == rows[0])
    while first > 0 and columns.is_short(run[first - 1]) and run[first - 1].box[3] > run[first].box[1]:
        first -= 1
    return _start_of_label(run, first, columns), rows[-1]


def _start_of_label(run: list[Line], first: int, columns: FigureColumns) -> int:
    """The line above the first one at which its label begins, if it has a number."""
    for at in range(first - 1, -1, -1):
        if not columns.is_short(run[at]) or run[at + 1].box[1] - run[at].box[3] > APART * run[at].em:
            break
        if begins(run[at].text):
            first = at
    return first
