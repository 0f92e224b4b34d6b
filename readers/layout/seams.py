"""Words of a table without rulings that stand so near to each other that they look like one."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from readers.layout.label_cells import STARTS
from readers.layout.lines import Line, Seam, Word

_EDGE = 1.5  # points by which lines of one column begin apart
_MOST = 2  # other words that begin at an edge make it one


def cut(run: list[Line]) -> list[Line]:
    """The lines, words cut at narrow gaps where a label begins or other words of the run begin."""
    if not any(word.seams for line in run for word in line.words):
        return run
    edges = sorted(
        [word.left for line in run for word in line.words]
        + [seam.start for line in run for word in line.words for seam in word.seams]
    )
    return [
        replace(line, words=[part for word in line.words for part in _parts(word, edges)])
        if any(word.seams for word in line.words)
        else line
        for line in run
    ]


def _parts(word: Word, edges: Sequence[float]) -> list[Word]:
    parts: list[Word] = []
    begin, left = 0, word.left
    for seam in word.seams:
        if _is_edge(seam, edges) or STARTS.match(word.text[seam.at :]):
            parts.append(Word(word.text[begin : seam.at].strip(), left, seam.end, word.certainty))
            begin, left = seam.at, seam.start
    return [*parts, Word(word.text[begin:].strip(), left, word.right, word.certainty)] if parts else [word]


def _is_edge(seam: Seam, edges: Sequence[float]) -> bool:
    """Whether as many other words begin where the text behind the gap begins."""
    near = bisect_left(edges, seam.start + _EDGE) - bisect_left(edges, seam.start - _EDGE)
    return near > _MOST
