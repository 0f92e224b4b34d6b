"""Loose glyphs -> printed lines and their words, in reading order."""

import itertools
from collections.abc import Iterable
from typing import NamedTuple

from filings.nouns import dataclass
from readers.layout.marks import Box, Glyph
from readers.visibility import SIGNS, Piece, Role, Run, shown

WORD_GAP = 1.0  # em: wider gaps part words (a tab); justified Chinese stays below
_SPACE_GAP = 0.2  # em: between two ASCII characters such a gap is a blank
_SEAM = 0.45  # em: such a gap may part two cells whose edges are not drawn
_PRINTED_OVER = 0.4  # em: a digit that begins so far within a letter before it is printed over it
_TWICE = 0.35  # em: the same character drawn again this near is bold type made by overprinting
_RECENT = 4  # lines that a glyph may still belong to when glyphs come sorted by height


class Seam(NamedTuple):
    """A gap within a word, too narrow to part words for certain. ``at``: the letter behind it, by its place."""

    at: int
    end: float
    start: float


class Word(NamedTuple):
    """Text without wide gaps. ``seams``: gaps that would be wide between cells of a table."""

    text: str
    left: float
    right: float
    certainty: float
    seams: tuple[Seam, ...] = ()

    @property
    def centre(self) -> float:
        """Horizontal centre."""
        return (self.left + self.right) / 2


@dataclass(slots=True, kw_only=True)
class Line:
    """One printed line; ``em`` is its usual glyph height in points."""

    words: list[Word]
    box: Box
    em: float

    @property
    def text(self) -> str:
        """The words, with a tab where a wide gap stands."""
        return "\t".join(word.text for word in self.words)

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def certainty(self) -> float:
        """That of the least certain word."""
        return min((word.certainty for word in self.words), default=1.0)


def lines(glyphs: Iterable[Glyph], gap: float = WORD_GAP) -> list[Line]:
    """Glyphs grouped by height, each line from left to right; ``gap`` in em parts words."""
    rows: list[tuple[float, float, list[Glyph]]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.top + one.bottom, one.left)):
        top, bottom = glyph.top, glyph.bottom
        height, own = max(bottom - top, 1.0), (top + bottom) / 2
        for middle, em, row in rows[-_RECENT:]:
            if abs(middle - own) < min(em, height) * 0.5:
                row.append(glyph)
                break
        else:
            rows.append((own, height, [glyph]))
    return [line for _, _, row in rows if (line := _line(row, gap)) is not None]


def _line(row: list[Glyph], gap: float) -> Line | None:
    row.sort(key=lambda one: one.left)
    heights = sorted(one.bottom - one.top for one in row)
    em = max(heights[len(heights) // 2], 1.0)
    words = [word for part in _parts(_once(row, em), em * gap) if (word := _word(part, em)).text]
    if not words:
        return None
    box = (words[0].left, min(g.top for g in row), max(word.right for word in words), max(g.bottom for g in row))
    return Line(words=words, box=box, em=em)


def _once(row: list[Glyph], em: float) -> list[Glyph]:
    out: list[Glyph] = []
    for glyph in row:
        text = glyph.text
        for near in out[-2:]:
            if text == near.text and glyph.left - near.left < min(_TWICE * em, (near.right - near.left) * 0.6):
                break
        else:
            out.append(glyph)
    return out


def _parts(row: list[Glyph], gap: float) -> list[list[Glyph]]:
    parts: list[list[Glyph]] = []
    for glyph in row:
        if glyph.text.isspace():
            continue
        if parts and glyph.left - parts[-1][-1].right <= gap:
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    return parts


def _word(part: list[Glyph], em: float) -> Word:
    text = part[0].text
    seams: tuple[Seam, ...] = ()
    least, space, over = _SEAM * em, _SPACE_GAP * em, -_PRINTED_OVER * em
    certainty = min([glyph.certainty for glyph in part])
    for before, glyph in itertools.pairwise(part):
        gap = glyph.left - before.right
        if gap > space:
            if before.text.isascii() and glyph.text.isascii():
                text += " "
            if gap > least:
                seams = (*seams, Seam(len(text), before.right, glyph.left))
        elif gap < over and glyph.text.isdecimal() and not before.text.isascii():
            certainty = 0.0
        text += glyph.text
    if any([glyph.role for glyph in part]):  # noqa: C419 - a list is quicker for so few
        text, seams = shown(_pieces(part)), ()
    right = max([glyph.right for glyph in part])
    return Word(text.strip(), part[0].left, right, certainty, seams)


def _pieces(part: list[Glyph]) -> list[Piece]:
    """Glyphs of one role are one run."""
    return [
        "".join(glyph.text for glyph in same) if role is None else Run("".join(glyph.text for glyph in same), role)
        for role, same in itertools.groupby(part, key=lambda glyph: glyph.role)
    ]


def cell_text(rows: list[Line], width: float) -> str:
    """The text of a cell ``width`` points wide: wrapped lines joined, lines that end early kept apart by a break."""
    rows = [row for row in rows if row.text != SIGNS[Role.STRUCK]] or rows  # lines that are struck as a whole
    if not rows:
        return ""
    text = rows[0].text
    for before, line in itertools.pairwise(rows):
        text += _joint(before, line, width) + line.text
    return text


def _joint(before: Line, line: Line, width: float) -> str:
    """Two numbers below each other are two numbers, unless the first one fills its cell."""
    last, first = before.text[-1], line.text[0]
    if last.isdigit() and first.isdigit():
        return "" if width - (before.box[2] - before.box[0]) < before.em * 2 else "\n"
    return " " if last.isascii() and first.isascii() and last.isalpha() and first.isalpha() else ""
