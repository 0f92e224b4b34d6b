"""Control words of RTF that change how text is shown (RTF 1.9.1, character formatting)."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from readers.visibility import Colour, Role, against

_TINY = 6  # half-points
_OFF_LINE = 4  # half-points above or below the line


class RtfLook(NamedTuple):
    """How text stands. ``ink``, ``ground``: numbers of the colour table; ``size``: half-points."""

    raised: bool = False
    shift: int = 0
    struck: bool = False
    hidden: bool = False
    deleted: bool = False
    ink: int = 0
    ground: int = 0
    size: int = 24
    unsure: bool = False
    symbolic: bool = False


PLAIN = RtfLook()
WORDS = frozenset(
    {"super", "sub", "nosupersub", "up", "dn", "strike", "striked", "v", "deleted", "cf", "cb", "chcbpat", "highlight",
     "fs", "plain", "charscalex", "expnd", "expndtw", "twoinone", "horzvert"}
)  # fmt: skip
GROUPS = {"mmath": Role.EQUATION, "moMath": Role.EQUATION, "moMathPara": Role.EQUATION, "rubytext": Role.ANNOTATION}
"""Destinations whose text has a role of its own."""


def said(look: RtfLook, word: str, number: int | None) -> RtfLook:
    """The look after a control word."""
    if word == "plain":
        return PLAIN
    on = number != 0
    if word in _SWITCHES:
        found = look._replace(**{_SWITCHES[word]: on})
    elif word in _NUMBERS:
        name, default = _NUMBERS[word]
        found = look._replace(**{name: default if number is None else abs(number)})  # type: ignore[arg-type] # numbers
    elif word == "nosupersub":
        found = look._replace(raised=False, shift=0)
    elif word in _UNSURE:
        found = look._replace(unsure=_UNSURE[word](number or 0))
    else:
        found = look._replace(hidden=look.hidden or (word == "charscalex" and 0 < (number or 0) < _NARROW))
    return PLAIN if found == PLAIN else found


_CLOSE = 3  # points: letters set so much closer lie over each other
_UNSURE: Mapping[str, Callable[[int], bool]] = {
    "expnd": lambda quarters: quarters <= 4 * -_CLOSE,
    "expndtw": lambda twips: twips <= 20 * -_CLOSE,
    "twoinone": lambda _: True,
    "horzvert": lambda _: True,
}
"""What lays letters over each other (three points closer and more), or sets them small or turned."""
_FLAT = 80  # twentieths of a point
_MOST_CELLS = 200  # of a row
_NARROW = 8  # per cent of a letter's width
_SWITCHES = {
    "super": "raised", "sub": "raised", "strike": "struck", "striked": "struck", "v": "hidden", "deleted": "deleted",
}  # fmt: skip
_NUMBERS = {
    "up": ("shift", 6), "dn": ("shift", 6), "cf": ("ink", 0), "cb": ("ground", 0), "chcbpat": ("ground", 0),
    "highlight": ("ground", 0), "fs": ("size", 24),
}  # fmt: skip


class Colours:
    """The colour table, as it is read. The entry 0 is the program's own colour."""

    def __init__(self) -> None:
        self.table: list[Colour | None] = []
        self._parts: dict[str, int] = {}

    def part(self, word: str, number: int | None) -> None:
        """A part of the entry that is being read."""
        if word in ("red", "green", "blue"):
            self._parts[word] = min(max(number or 0, 0), 255)

    def ends(self, text: str) -> None:
        """Each semicolon ends an entry."""
        for _ in range(text.count(";")):
            named = self._parts
            whole = (named.get("red", 0), named.get("green", 0), named.get("blue", 0))
            self.table.append(whole if named else None)
            self._parts = {}

    def named(self, number: int) -> Colour | None:
        """The colour of that number, None for the program's own."""
        return self.table[number] if 0 < number < len(self.table) else None


class Shades:
    """The grounds that cells and paragraphs give to letters with a colour of their own, by number of the table.

    ``flat``: the lines of the paragraph have an exact height at which nobody reads them.
    """

    def __init__(self) -> None:
        self._cells: list[int] = []
        self._next = self._at = self._paragraph = 0
        self._within = self.flat = False

    @property
    def ground(self) -> int:
        """Of the text that comes next; 0 for the paper."""
        if self._paragraph or not self._within:
            return self._paragraph
        return self._cells[self._at] if self._at < len(self._cells) else 0

    def control(self, word: str, number: int) -> None:
        """A control word for rows, cells and paragraphs."""
        if word == "trowd":
            self._cells, self._next = [], 0
        elif word == "clcbpat":
            self._next = number
        elif word == "cellx" and len(self._cells) < _MOST_CELLS:
            self._cells.append(self._next)
            self._next = 0
        elif word in ("cell", "row"):
            self._at = self._at + 1 if word == "cell" else 0
        elif word == "pard":
            self._paragraph, self._within, self.flat = 0, False, False
        elif word == "cbpat":
            self._paragraph = number
        elif word == "sl":
            self.flat = is_flat(number)
        elif word == "intbl":
            self._within = True


def is_flat(height: int) -> bool:
    """Whether the height of a line or row, which is exact where it is negative, cuts off what stands in it."""
    return -_FLAT < height < 0


def role(look: RtfLook, colours: Colours, around: int = 0) -> Role | None:
    """The role of text that stands so. ``around``: the ground of its cell or paragraph."""
    if look.hidden or look.deleted or look.size <= _TINY:
        return Role.HIDDEN
    if look.unsure or look.symbolic:
        return Role.UNSURE
    ink = colours.named(look.ink)
    ground = colours.named(look.ground or (around if ink else 0))
    if (ink or ground) and (lost := against(ink or (0, 0, 0), ground or (255, 255, 255))):
        return lost
    if look.struck:
        return Role.STRUCK
    return Role.RAISED if look.raised or look.shift >= _OFF_LINE else None
