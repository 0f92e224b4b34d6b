"""The colours of a workbook (xlsx): of its palette and theme, and the grounds that its fills give."""

import re
from collections.abc import Mapping
from functools import reduce
from typing import Any, NamedTuple

from filings.patterns import pattern
from readers.archive import Archive
from readers.sheet_formats import PALETTE
from readers.visibility import BLACK, WHITE, Colour, hex_colour
from readers.xml import parse

_INDEXED = dict(enumerate((*PALETTE[:8], *PALETTE, "000000", "FFFFFF")))
"""The colours by number (ECMA-376 Part 1, 18.8.27); a workbook may have a palette of its own."""
_THEME = {0: "FFFFFF", 1: "000000", 2: "E7E6E6", 3: "44546A", 4: "4472C4", 5: "ED7D31", 6: "A5A5A5", 7: "FFC000",
          8: "5B9BD5", 9: "70AD47"}  # fmt: skip
_THEMED = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_USED = re.compile(r"theme/theme\d*\.xml$")
_ASKED = pattern(r"[2-9]|1\d")  # the first two, paper and ink, are what they are called
_DENSITY = {"gray0625": 0.06, "gray125": 0.13, "lightGray": 0.25, "mediumGray": 0.5, "darkGray": 0.75}
_HATCHED = {"light": 0.25, "dark": 0.5}
_LARGEST = 400_000  # bytes of a theme


class BookColours(NamedTuple):
    """What the numbers of colours mean, in hexadecimal digits."""

    indexed: Mapping[int, str]
    theme: Mapping[int, str]

    def ink(self, one: Any) -> Colour | None:  # noqa: ANN401 - lxml ships no types
        """The colour that an element names, None if none."""
        if one is None:
            return None
        if (rgb := one.get("rgb")) is not None:
            return hex_colour(rgb[-6:])
        for name, named in (("indexed", self.indexed), ("theme", self.theme)):
            text = one.get(name)
            if text is not None and text.isdecimal() and (found := hex_colour(named.get(int(text), ""))):
                return _tinted(found, one.get("tint") or "0")
        return None

    def ground(self, fill: Any) -> Colour | None:  # noqa: ANN401
        """The colour of a fill, of several as they come out together; None where there is none."""
        if fill is None:
            return None
        if (gradient := fill.find("{*}gradientFill")) is not None:
            stops = [found for one in gradient.iter("{*}color") if (found := self.ink(one))]
            return reduce(lambda one, other: _mixed(one, other, 0.5), stops) if stops else None
        hatch = fill.find("{*}patternFill")
        if hatch is None or (kind := hatch.get("patternType", "solid")) == "none":
            return None
        front, back = hatch.find("{*}fgColor"), hatch.find("{*}bgColor")
        if kind == "solid":
            first, other = (back, front) if fill.getparent().tag.endswith("}dxf") else (front, back)
            return self.ink(first if first is not None else other)  # a condition writes that of a solid fill there
        share = _DENSITY.get(kind) or next((much for how, much in _HATCHED.items() if kind.startswith(how)), 0.5)
        return _mixed(self.ink(back) or WHITE, self.ink(front) or BLACK, share)


COMMON = BookColours(_INDEXED, _THEME)
"""Those of a workbook that says nothing of them."""


def colours(archive: Archive, styles: Any) -> BookColours:  # noqa: ANN401 - lxml ships no types
    """The colours of a workbook. ``styles``: its part of styles."""
    own = [one.get("rgb", "")[-6:] for one in styles.iterfind("{*}colors/{*}indexedColors/{*}rgbColor")]
    indexed = {**_INDEXED, **dict(enumerate(own))} if own else _INDEXED
    asked = any(_ASKED.fullmatch(one.get("theme", "")) for one in styles.iter("{*}color", "{*}fgColor", "{*}bgColor"))
    name = next((name for name in archive.names if _USED.search(name)), None) if asked else None
    part = archive.read(name) if name else b""
    theme = {**_THEME, **_themed(part)} if 0 < len(part) < _LARGEST else _THEME
    return BookColours(indexed, theme) if own or theme is not _THEME else COMMON


def _themed(part: bytes) -> dict[int, str]:
    scheme = next(parse(part).iter("{*}clrScheme"), None)
    named = {one.tag.rpartition("}")[2]: one for one in scheme} if scheme is not None else {}
    found: dict[int, str] = {}
    for number, name in enumerate(_THEMED):
        for one in named.get(name, ()):
            found[number] = one.get("lastClr") or one.get("val", "")
    return found


def indexed_colour(number: int) -> Colour | None:
    """A colour by its number, as every workbook without a palette of its own has it; None if there is none."""
    return hex_colour(_INDEXED.get(number, ""))


def _tinted(colour: Colour, tint: str) -> Colour:
    """Lighter for a positive tint, up to white at 1, darker for a negative one."""
    try:
        share = min(max(float(tint), -1.0), 1.0)
    except ValueError:
        return colour
    if not share:
        return colour
    red, green, blue = (round(one + (255 - one) * share if share > 0 else one * (1 + share)) for one in colour)
    return red, green, blue


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    """``share`` of the other colour in the first."""
    red, green, blue = (round(first * (1 - share) + second * share) for first, second in zip(one, other, strict=True))
    return red, green, blue
