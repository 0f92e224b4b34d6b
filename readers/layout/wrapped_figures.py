"""Figures that a narrow cell without rulings wraps over two lines: 934 as 93 and 4 below it."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from readers.layout.columns import FigureColumns
from readers.layout.label_cells import begins
from readers.layout.lines import Line, Word

_APART = 0.75  # em between the two lines
_PADDING = 12.0  # points beside the text of a cell: as much as Word leaves, and a little more


def wrapped(figured: Sequence[Line], columns: FigureColumns) -> list[Line]:
    """The lines of figures, each with what the next ones only go on with."""
    room = _room(columns)
    out: list[Line] = []
    for line in figured:
        if out and _goes_on(out[-1], line, columns, room):
            out[-1] = _joined(out[-1], line, columns)
        else:
            out.append(line)
    return out


def may_go_on(above: Line, below: Line, columns: FigureColumns) -> bool:
    """Whether two lines of figures may be one that is wrapped, whatever labels stand beside them."""
    return any(_full(above, below, columns, _room(columns)))


def _room(columns: FigureColumns) -> float:
    return min((right - left for left, right in itertools.pairwise(columns.centres)), default=math.inf)


def _goes_on(above: Line, below: Line, columns: FigureColumns, room: float) -> bool:
    """Whether each figure stands below one that fills its cell, and no label begins beside it."""
    full = _full(above, below, columns, room)
    return bool(full) and all(full) and not any(begins(word.text) for word in below.words)


def _full(above: Line, below: Line, columns: FigureColumns, room: float) -> list[bool]:
    """For each figure of the line below, whether it stands right under one that fills its cell."""
    if below.box[1] - above.box[3] > _APART * below.em:
        return []
    over = _by_column(above, columns)
    return [
        at in over and over[at].right > word.left and word.right > over[at].left and _is_full(over[at], word, room)
        for at, word in _by_column(below, columns).items()
    ]


def _by_column(line: Line, columns: FigureColumns) -> Mapping[int, Word]:
    return {columns.nearest(word.centre): word for word in line.words if columns.is_figure(word)}


def _is_full(above: Word, below: Word, room: float) -> bool:
    if not above.text.isdecimal() or above.text.startswith("0") or not below.text[:1].isdecimal():
        return False
    digit = (below.right - below.left) / len(below.text)
    return room - (above.right - above.left) < digit + _PADDING


def _joined(above: Line, below: Line, columns: FigureColumns) -> Line:
    more = _by_column(below, columns)
    words = [
        word._replace(text=word.text + more[at].text)
        if columns.is_figure(word) and (at := columns.nearest(word.centre)) in more
        else word
        for word in above.words
    ]
    return replace(above, words=words, box=(*above.box[:3], below.box[3]))
