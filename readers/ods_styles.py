"""The styles of an OpenDocument file: what a style says with those above it, and which role that gives to text."""

import math
import re
from collections.abc import Mapping
from typing import Any

from filings.patterns import pattern
from readers.visibility import Colour, Role, against, hex_colour

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_WHITE: Colour = (255, 255, 255)
_DEPTH = 12
_TINY = 3.0  # points
_SMALL = 30.0  # per cent of the letters around
_FAINT = 8.0  # per cent of ink
_NARROW = 8.0  # per cent of a letter's width
_CLOSE = 3.0  # points: letters set so much closer lie over each other
_UNITS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0}
_SYMBOLIC = pattern("wingdings|webdings|marlett|zapf ?dingbats|opensymbol", re.IGNORECASE)
Said = dict[str, str]
"""Properties by their local name; ``ground`` is the colour behind the text, ``data-style-name`` the number format."""


class CellStyles:
    """The styles of a document, by family and name; the default of a family has no name."""

    def __init__(self, styles: Mapping[tuple[str, str], Any]) -> None:
        self._styles = styles
        self._shown = {one.get(_STYLE + "display-name"): name for (_, name), one in styles.items()}
        self._said: dict[tuple[str, str], Said] = {}
        self._changing: dict[tuple[str, str], bool] = {}

    def of(self, family: str, name: str) -> Said:
        """What a style says with those above it; nothing where there is none."""
        at = family, name
        if at not in self._said:
            said: Said = {}
            for one in reversed(self._chain(*at)):
                _add(said, one)
            self._said[at] = said
        return self._said[at]

    def may_change(self, family: str, name: str) -> bool:
        """Whether a condition of the style may show its text otherwise (``style:map``)."""
        at = family, name
        if at not in self._changing:
            maps = [way for one in self._chain(*at) for way in one.iterchildren(_STYLE + "map")]
            self._changing[at] = any(
                self.odd_over(family, name, way.get(_STYLE + "apply-style-name", "")) for way in maps
            )
        return self._changing[at]

    def odd_over(self, family: str, name: str, applied: str) -> bool:
        """Whether a style, applied over another one, may show text otherwise. ``applied``: name or shown name."""
        before = self.of(family, name)
        own = self._styles.get((family, applied if (family, applied) in self._styles else self._shown.get(applied, "")))
        if own is None:
            return False
        said: Said = dict(before)
        _add(said, own)
        differs = said.get("data-style-name") != before.get("data-style-name")
        return differs or (role_of(said) is not None and role_of(said) != role_of(before))

    def _chain(self, family: str, name: str) -> list[Any]:
        """A style, those above it, and the default of the family."""
        chain: list[Any] = []
        while name and (family, name) in self._styles and len(chain) < _DEPTH:
            chain.append(self._styles[family, name])
            name = chain[-1].get(_STYLE + "parent-style-name", "")
        if family == "table-cell" and (family, "") in self._styles:
            chain.append(self._styles[family, ""])
        return chain


def _add(said: Said, style: Any) -> None:  # noqa: ANN401 - lxml ships no types
    if format_name := style.get(_STYLE + "data-style-name"):
        said["data-style-name"] = format_name
    for properties in style:
        if properties.tag == _STYLE + "map":
            continue
        for key, value in properties.attrib.items():
            said["ground" if key == _FO + "background-color" else key.rpartition("}")[2]] = value


def role_of(said: Said) -> Role | None:
    """The role of text that looks like this."""
    if not said:
        return None
    if said.get("display") == "none" or _is_tiny(said.get("font-size", "")) or _is_clear(said):
        return Role.HIDDEN
    if said.get("text-rotation-angle", "0") != "0" or _SYMBOLIC.match(said.get("font-name", "")) or _overlaps(said):
        return Role.UNSURE
    ink, ground = hex_colour(said.get("color", "")[1:]), hex_colour(said.get("ground", "")[1:])
    own = said.get("use-window-font-color") != "true"
    if own and (ink or ground) and (lost := against(ink or (0, 0, 0), ground or _WHITE)):
        return lost if ink else Role.UNSURE  # letters without a colour of their own turn white on a dark ground
    if any(said.get(key, "none") != "none" for key in ("text-line-through-style", "text-line-through-type")):
        return Role.STRUCK
    place = said.get("text-position", "").split()
    if place and (place[0] in ("super", "sub") or place[0].strip("-%0.")):
        return Role.RAISED
    return None


def _is_tiny(size: str) -> bool:
    return (size.endswith("pt") and _number(size[:-2]) < _TINY) or (size.endswith("%") and _number(size[:-1]) < _SMALL)


def _is_clear(said: Said) -> bool:
    """Whether letters have no colour of their own, or no width."""
    faint = _number(said.get("opacity", "100%").rstrip("%")) < _FAINT
    return said.get("color") == "transparent" or faint or _number(said.get("text-scale", "100%").rstrip("%")) < _NARROW


def _overlaps(said: Said) -> bool:
    spacing = said.get("letter-spacing", "")
    return spacing.startswith("-") and _number(spacing[1:].rstrip("cmptin")) * _UNITS.get(spacing[-2:], 1.0) > _CLOSE


def points(length: str) -> float:
    """A length in points; without end where it is none."""
    return _number(length[:-2]) * _UNITS.get(length[-2:], math.inf)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.inf
