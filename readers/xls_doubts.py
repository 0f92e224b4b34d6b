"""Cells of an xls that its view or a condition may show otherwise ([MS-XLS] Window2, CondFmt, CF)."""

import struct
from collections.abc import Iterator
from dataclasses import field
from itertools import islice

from filings.nouns import dataclass
from readers.visibility import BLACK, WHITE, Colour, against
from readers.xls_looks import OldBook, number_of

WINDOW, CONDITIONS, CONDITION = 0x23E, 0x1B0, 0x1B1
_FORMULA = 0x06
_SHOWS_FORMULAS, _SHOWS_ZEROS = 0x01, 0x10
_FORMAT, _FONT, _ALIGNED, _BORDER, _FILL = 1 << 25, 1 << 26, 1 << 27, 1 << 28, 1 << 29
_FONT_BYTES, _ALIGNED_BYTES, _BORDER_BYTES = 118, 8, 8
_INK, _STRUCK, _STRUCK_SAID, _SCRIPT, _SCRIPT_SAID = 80, 68, 88, 74, 92  # where the font of a condition says it
_STRIKES = 0x80
_HEAD = 12  # bytes of a condition before what it gives
_MOST_SQUARES = 50_000
Square = tuple[int, int]


@dataclass(slots=True)
class OldDoubts:
    """Of a sheet, so far. ``squares``: those that a condition may hide; ``area``: those of the conditions to come.

    ``blank``: zeros are shown as blanks; ``coded``: formulas are shown instead of results.
    """

    squares: set[Square] = field(default_factory=set)
    area: list[Square] = field(default_factory=list)
    counted: set[Square] = field(default_factory=set)
    nothing: set[Square] = field(default_factory=set)
    blank: bool = False
    coded: bool = False

    @property
    def formulas(self) -> set[Square]:
        """Cells whose formula is shown."""
        return self.counted if self.coded else set()

    @property
    def zeros(self) -> set[Square]:
        """Cells whose zero is not shown."""
        return self.nothing if self.blank else set()

    def cell(self, kind: int, body: bytes) -> None:
        """A cell, as far as the view of the sheet may change it."""
        if kind == _FORMULA and len(body) >= 14:  # noqa: PLR2004 - its fixed fields
            self.counted.add(struct.unpack_from("<HH", body))
        for square, value in number_of(kind, body):
            if not value:
                self.nothing.add(square)

    def take(self, kind: int, body: bytes, book: OldBook) -> None:
        """A record of the view or of conditions."""
        if kind == WINDOW and len(body) >= 2:  # noqa: PLR2004 - its flags
            self.coded, self.blank = bool(body[0] & _SHOWS_FORMULAS), not body[0] & _SHOWS_ZEROS
        elif kind == CONDITIONS:
            self.area = list(islice(_area(body), _MOST_SQUARES))
        elif kind == CONDITION and _may_hide(body, book):
            self.squares.update(self.area)


def _area(body: bytes) -> Iterator[Square]:
    """The squares that a set of conditions is for."""
    count = struct.unpack_from("<H", body, 12)[0] if len(body) >= 14 else 0  # noqa: PLR2004 - its fixed fields
    for at in range(min(count, (len(body) - 14) // 8)):
        top, low, left, right = struct.unpack_from("<4H", body, 14 + 8 * at)
        yield from ((row, column) for row in range(top, low + 1) for column in range(left, right + 1))


def _may_hide(body: bytes, book: OldBook) -> bool:
    """Whether what a condition gives to cells may change what is seen of their digits."""
    if len(body) < _HEAD:
        return False
    said = struct.unpack_from("<I", body, 6)[0]
    at = _HEAD
    if said & _FORMAT:
        return True
    ink: Colour | None = None
    if said & _FONT and len(body) >= at + _FONT_BYTES:
        font = body[at : at + _FONT_BYTES]
        struck = font[_STRUCK] & _STRIKES and not font[_STRUCK_SAID] & _STRIKES
        script = struct.unpack_from("<H", font, _SCRIPT)[0] in (1, 2) and not font[_SCRIPT_SAID]
        if struck or script:
            return True
        number = struct.unpack_from("<i", font, _INK)[0]
        ink = book.colour(number) if number >= 0 else None
        at += _FONT_BYTES
    at += _ALIGNED_BYTES * bool(said & _ALIGNED) + _BORDER_BYTES * bool(said & _BORDER)
    ground = _ground(struct.unpack_from("<I", body, at)[0], book) if said & _FILL and len(body) >= at + 4 else None
    return against(ink or BLACK, ground or WHITE) is not None


def _ground(fill: int, book: OldBook) -> Colour | None:
    """The colour of a fill; a solid one is written as its back."""
    pattern, front, back = fill >> 10 & 0x3F, fill >> 16 & 0x7F, fill >> 23 & 0x7F
    return book.colour(back if pattern in (0, 1) else front)
