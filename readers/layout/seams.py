"""Words of a table without rulings that stand so near to each other that they look like one."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from readers.layout.columns import FigureColumns, is_numeric
from readers.layout.label_cells import begins
from readers.layout.lines import Line, Seam, Word

_EDGE = 1.5  # points by which lines of one column begin apart
_MOST = 2  # words that begin at an edge; more make it one


def parted_figures(run: list[Line]) -> list[Line]:
    """The lines, figures cut apart that stand near each other: none has such a gap within."""
    return _cut(run, lambda word, _: all(is_numeric(part) for part in word.text.split()))


def parted_words(run: list[Line], columns: FigureColumns) -> list[Line]:
    """The lines, words cut at narrow gaps where a label begins, where other lines begin, and between two columns."""
    edges = sorted(
        [word.left for line in run for word in line.words]
        + [seam.start for line in run for word in line.words for seam in word.seams]
    )

    def is_cut(word: Word, seam: Seam) -> bool:
        if begins(word.text[seam.at :]):
            return True
        if seam.start >= columns.left - 1:
            return columns.parts(seam.end, seam.start)
        spread = len(word.seams) >= len(word.text) - 1  # as letters of a justified line are
        return not spread and bisect_left(edges, seam.start + _EDGE) - bisect_left(edges, seam.start - _EDGE) > _MOST

    return _cut(run, is_cut)


def _cut(run: list[Line], is_cut: Callable[[Word, Seam], bool]) -> list[Line]:
    if not any(word.seams for line in run for word in line.words):
        return run
    return [
        replace(line, words=[part for word in line.words for part in _parts(word, is_cut)])
        if any(word.seams for word in line.words)
        else line
        for line in run
    ]


def _parts(word: Word, is_cut: Callable[[Word, Seam], bool]) -> Sequence[Word]:
    parts: list[Word] = []
    begin, left = 0, word.left
    for seam in word.seams:
        if is_cut(word, seam):
            parts.append(Word(word.text[begin : seam.at].strip(), left, seam.end, word.certainty))
            begin, left = seam.at, seam.start
    return [*parts, Word(word.text[begin:].strip(), left, word.right, word.certainty)] if parts else [word]
