"""What a person sees: every reader names the role of a run of text, and here alone is decided what of it counts.

The digits of a cell are those that a person sees in it as its digits. A note mark stands beside the figure, as a raised
character (``5230¹``); struck, hidden and decorating text and annotations count for nothing. What cannot be weighed is
replaced by a sign (``SIGNS``) that no figure can hold, so that the cell stays open; ``readers.interpret.doubts`` tells
of it.
"""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from filings.figure import UNWEIGHED
from filings.patterns import pattern


class Role(Enum):
    """What a run of text is to the one who reads the page."""

    RAISED = 0  # or lowered: smaller and off the line, a note mark
    STRUCK = 1  # struck through, deleted
    HIDDEN = 2  # in whatever way the format knows
    ANNOTATION = 3  # ruby, phonetic guide, comment
    DECORATION = 4  # watermark, stamp, running header, turned text
    SYMBOL = 5  # a character of a symbol font, whose meaning the code does not tell
    EQUATION = 6  # a formula with structure; one of plain digits is plain text
    PICTURE = 7  # an image, of which nobody says what it shows
    UNSURE = 8  # shown in a way that the reader cannot weigh
    MOVED = 9  # shown, but elsewhere than it is written: its place among other digits is not known


class Run(NamedTuple):
    """A run of text that is not plain."""

    text: str
    role: Role


Piece = str | Run
"""Plain text, or a run with another role."""

SIGNS = {role: UNWEIGHED[role.value] for role in Role}
"""What stands in a text for a run that cannot be weighed."""

_LONGEST_MARK = 6  # characters of a note mark; longer raised text is somebody's taste and counts as text
_DIGIT = pattern(r"\d")
_FIGURE = pattern(r"\s*[+\-−－]?[\d０-９,，.]*[\d０-９][\d０-９,，.\s]*\s*")
_AFTER, _BEFORE = re.compile(r"[\d.,，]\s*$"), re.compile(r"^\s*[\d.,，]")
_RAISED = str.maketrans("0123456789０１２３４５６７８９", "⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶⁷⁸⁹")
_TURNING = pattern("\u202e")
_PRIVATE = pattern("[\ue000-\uf8ff]")
_UNREAD = pattern("[\\s\\d.,，\ue000-\uf8ff]*\\d[\\s\\d.,，\ue000-\uf8ff]*|\\s*[\ue000-\uf8ff]+\\s*")
_UNKNOWN = pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]")
_MARKS = pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DROPPED = frozenset({Role.HIDDEN, Role.ANNOTATION, Role.DECORATION})


DRAWN = Run("?", Role.PICTURE)
"""A picture in the line of a cell: among digits it may be one."""


def settled(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces without pictures where no digit stands."""
    if DRAWN not in pieces or any(_DIGIT.search(one) for one in pieces if isinstance(one, str)):
        return pieces
    return [one for one in pieces if one != DRAWN]


def shown(pieces: Sequence[Piece]) -> str:
    """The text of a cell or paragraph from its pieces."""
    try:  # a run is no text; most have none, and joining is the quickest way to know
        return undirected("".join(pieces))  # type: ignore[arg-type]
    except TypeError:
        return _with_runs(pieces)


def _with_runs(pieces: Sequence[Piece]) -> str:
    out = ""
    beside = ""
    kept = [piece for piece in pieces if type(piece) is str or (piece.text and piece.role not in _DROPPED)]  # type: ignore[union-attr]
    for at, piece in enumerate(kept):
        if isinstance(piece, Run):
            counted, mark = _weighed(piece, out, _next(kept, at))
            out, beside = out + counted, beside + mark
        else:
            out += piece
    return _with_marks(undirected(out), beside, kept)


def _next(kept: Sequence[Piece], at: int) -> str:
    """The plain text that follows."""
    return next((piece for piece in kept[at + 1 :] if isinstance(piece, str) and piece.strip()), "")


def _weighed(run: Run, before: str, after: str) -> tuple[str, str]:
    """(what counts of a visible run, what stands beside the figure)."""
    text, role = run
    within = bool(_AFTER.search(before) and _BEFORE.match(after))  # set aside, the digits around it would join
    if role in (Role.RAISED, Role.STRUCK):
        if role is Role.RAISED and len(text.strip()) > _LONGEST_MARK and not _FIGURE.fullmatch(text):
            return text, ""
        if within and text.strip():
            return SIGNS[role], ""
        return ("", text) if role is Role.RAISED else ("", "")
    if role is Role.MOVED:
        return (SIGNS[role] if _DIGIT.search(text) and _DIGIT.search(before + after) else text), ""
    if role in (Role.SYMBOL, Role.PICTURE):
        digits = bool(_AFTER.search(before) or _BEFORE.match(after))
        return (SIGNS[role] if digits or not (before.strip() or after.strip()) else ""), ""
    return (SIGNS[role] if role is Role.EQUATION or _DIGIT.search(text) else text), ""


def _with_marks(text: str, beside: str, kept: Iterable[Piece]) -> str:
    """A figure keeps its marks beside it; where nothing is left of visible digits, the cell is no blank."""
    if text.strip():
        mark = beside.strip().translate(_RAISED)
        return text.rstrip() + mark if mark and _is_mark(mark, text) else text
    for piece in kept:
        if isinstance(piece, Run) and _DIGIT.search(piece.text):
            return SIGNS[piece.role]
    return text


def is_number(text: str) -> bool:
    """Whether a text is digits: the number of a list stands beside it, as a note mark does."""
    return _FIGURE.fullmatch(text) is not None


def _is_mark(mark: str, text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None and all(one in "⁰¹²³⁴⁵⁶⁷⁸⁹" for one in mark)


def undirected(text: str) -> str:
    """The text without marks of direction; digits that such a mark turns round cannot be weighed, nor private signs."""
    if text.isascii() or _UNKNOWN.search(text) is None:
        return text
    if _PRIVATE.search(text) and _UNREAD.fullmatch(text):  # a digit of a symbol font among digits
        text = _PRIVATE.sub(SIGNS[Role.SYMBOL], text)
    if _TURNING.search(text) and len(_DIGIT.findall(text)) > 1:
        return SIGNS[Role.UNSURE] + _MARKS.sub("", text)
    return _MARKS.sub("", text)


_LINEAR = 0.04045  # of a channel: darker ones are scaled, brighter ones have a power (WCAG 2.2)
_UNLIKE = 1.15  # contrast below which nobody sees the text
_ALIKE = 1.5  # below which some do not

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)


def against(text: Colour, ground: Colour) -> Role | None:
    """The role of text of one colour on another: hidden, unsure, or None where it is seen."""
    light, dark = sorted((luminance(text), luminance(ground)), reverse=True)
    contrast = (light + 0.05) / (dark + 0.05)
    return Role.HIDDEN if contrast < _UNLIKE else Role.UNSURE if contrast < _ALIKE else None


@lru_cache(maxsize=1024)
def luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in (one / 255 for one in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def hex_colour(text: str) -> Colour | None:
    """The colour that six hexadecimal digits name."""
    try:
        return (int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)) if len(text) == 6 else None  # noqa: PLR2004
    except ValueError:
        return None
