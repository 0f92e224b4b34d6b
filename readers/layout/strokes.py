"""Drawn paths -> rulings of a sheet."""

import itertools
from collections.abc import Sequence

from readers.layout.marks import Box, PageMarks, Ruling

THIN = 2.5  # points: a box flatter than this is a ruling
_LONG = 4.0  # points: shorter strokes are parts of drawn letters
_MOST_SLANTS = 500  # of a page; more are a drawing
_LEAN = 0.6  # points by which a ruling may lean

Outline = Sequence[tuple[float, float]]  # the corners of one open or closed line


def take_flat(sheet: PageMarks, box: Box) -> bool:
    """Takes a flat box as a ruling (or as too short to matter); False if it is an area."""
    left, top, right, bottom = box
    if bottom - top <= THIN:
        if right - left > _LONG:
            sheet.across.append(Ruling((top + bottom) / 2, left, right))
        return True
    if right - left <= THIN:
        if bottom - top > _LONG:
            sheet.down.append(Ruling((left + right) / 2, top, bottom))
        return True
    return False


def take_outline(sheet: PageMarks, outline: Outline, *, stroked: bool) -> None:
    """Takes the sides of an outline, slanted ones too. A filled area without stroke counts only where it is flat."""
    if not outline:
        return
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    if take_flat(sheet, (min(xs), min(ys), max(xs), max(ys))) or not stroked:
        return
    for (x0, y0), (x1, y1) in itertools.pairwise(outline):
        if abs(y0 - y1) <= _LEAN or abs(x0 - x1) <= _LEAN:
            take_flat(sheet, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        elif len(sheet.slants) < _MOST_SLANTS:
            sheet.slants.append((x0, y0, x1, y1))
