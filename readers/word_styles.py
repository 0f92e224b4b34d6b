"""The styles of a Word file, as far as they change what is shown: what each style says with those it is based on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from filings.nouns import dataclass
from filings.patterns import pattern
from readers.archive import Archive
from readers.visibility import Colour, hex_colour
from readers.word_parts import STYLES, VAL, W, part

TOGGLES = ("vanish", "strike", "dstrike")
OFF = frozenset({"0", "false", "off", "none"})
_DEPTH = 12  # styles upon styles; a loop ends there
Look = Mapping[str, str]
"""What is said of a run, by the name of the element: ``vanish`` -> 1, ``color`` -> FFFFFF."""
_SAID = ("vertAlign", "position", "sz", "w", "rtl", "color")


def look(properties: Any) -> dict[str, str]:  # noqa: ANN401 - lxml ships no types
    """What run properties (rPr) say of what is shown."""
    found: dict[str, str] = {}
    for one in properties if properties is not None else ():
        name = one.tag.rpartition("}")[2]
        if name in TOGGLES or name == "specVanish":
            found["vanish" if name == "specVanish" else name] = "0" if one.get(VAL, "1") in OFF else "1"
        elif name in _SAID:
            found[name] = one.get(VAL) or "1"
            if name == "color":
                found[name] = _themed(one, "themeColor", found[name])
        elif name in ("shd", "highlight"):
            found["ground"] = _ground(one)
            if name == "highlight":
                found["marked"] = HIGHLIGHTS.get(one.get(VAL, ""), "")
        elif name == "textFill":
            found.update(_filled(one))
        elif (
            (name == "rFonts" and any(_SYMBOLIC.match(font or "") for font in map(one.get, _FONTS)))
            or name == "eastAsianLayout"
            or (name == "spacing" and _overlaps(one.get(VAL, "")))
            or (name == "fitText" and _is_narrow(one.get(VAL, "")))
        ):
            found["unsure"] = "1"
    return found


def _themed(element: Any, name: str, value: str) -> str:  # noqa: ANN401
    """The colour of an element that may name one of the theme, which counts before the value beside it."""
    theme = element.get(W + name, "")
    if not theme or element.get(W + "themeTint") or element.get(W + "themeShade"):
        return value
    return _THEME.get(theme.rstrip("1"), value if hex_colour(value) else "theme")


_THEME = {"background": "FFFFFF", "light": "FFFFFF", "text": "000000", "dark": "000000"}
_FONTS = tuple(W + name for name in ("ascii", "hAnsi"))
_SYMBOLIC = pattern("wingdings|webdings|marlett|zapf ?dingbats|mt extra|bookshelf symbol", re.IGNORECASE)
_CLOSE = -60  # twentieths of a point: letters set so close lie over each other
_DIGIT = 100  # twentieths of a point
_CLEAR = 92_000  # thousandths of a per cent of transparency: nobody sees the text


def _overlaps(spacing: str) -> bool:
    return spacing.startswith("-") and spacing[1:].isdigit() and int(spacing[1:8]) >= -_CLOSE


def _is_narrow(width: str) -> bool:
    """Whether text that is made to fit has less room than a digit."""
    return width.isdigit() and int(width[:8]) < _DIGIT


def _filled(element: Any) -> dict[str, str]:  # noqa: ANN401
    """What the fill of letters (w14) says: it counts before their colour."""
    said: dict[str, str] = {}
    for one in element.iter():
        kind = one.tag.rpartition("}")[2]
        value = next((text for name, text in one.attrib.items() if name.rpartition("}")[2] == "val"), "")
        if kind == "noFill" or (kind == "alpha" and value.isdigit() and int(value) >= _CLEAR):
            said["vanish"] = "1"
        elif kind == "srgbClr":
            said["color"] = value
    return said


HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "00008B", "darkCyan": "008B8B", "darkGreen": "006400",
    "darkMagenta": "800080", "darkRed": "8B0000", "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3",
}  # fmt: skip


def _ground(element: Any) -> str:  # noqa: ANN401
    """Six digits, or ``""`` for none."""
    fill = HIGHLIGHTS.get(element.get(VAL, ""), element.get(W + "fill", ""))
    if element.get(VAL) == "solid" and hex_colour(element.get(W + "color", "")):
        fill = element.get(W + "color", "")
    fill = _themed(element, "themeFill", fill)
    return fill if hex_colour(fill) else ""


def shade(properties: Any) -> Colour | None:  # noqa: ANN401
    """The ground that paragraph, cell or table properties give; None if none."""
    one = properties.find(W + "shd") if properties is not None else None
    return hex_colour(_ground(one)) if one is not None else None


@dataclass(slots=True, kw_only=True)
class Styles:
    """``looks``: by style, what it and those below it say, toggles as they come out; ``default``: of all text.

    ``paragraph``: the style of paragraphs that name none; ``shaded``: table styles that colour cells;
    ``partial``: table styles that change the look of letters in some of their rows or columns.
    """

    looks: dict[str, dict[str, str]] = field(default_factory=dict)
    default: dict[str, str] = field(default_factory=dict)
    paragraph: str = ""
    shaded: set[str] = field(default_factory=set)
    partial: set[str] = field(default_factory=set)

    def of(self, *styles: str) -> dict[str, str]:
        """What styles say together, from the table's to the character's; a toggle said twice is off again."""
        found = dict(self.default)
        on: dict[str, bool] = {}
        for name in styles:
            for key, value in self.looks.get(name, {}).items():
                if key in TOGGLES:
                    on[key] = on.get(key, False) != (value == "1")
                else:
                    found[key] = value
        found.update({key: "1" if value or self.default.get(key) == "1" else "0" for key, value in on.items()})
        return found


def styles(archive: Archive) -> Styles:
    """The styles of a file; none where the part is missing or damaged."""
    root = part(archive, STYLES)
    found = Styles()
    if root is None:
        return found
    found.default = look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    listed = {one.get(W + "styleId", ""): one for one in root.iterfind(W + "style")}
    for name, one in listed.items():
        if one.get(W + "type") == "paragraph" and one.get(W + "default", "0") not in OFF:
            found.paragraph = name
        chain = list(_chain(listed, name))
        said: dict[str, str] = {}
        for below in reversed(chain):
            said.update(look(below.find(W + "rPr")))
        if said:
            found.looks[name] = said
        if one.get(W + "type") == "table" and any(next(below.iter(W + "shd"), None) is not None for below in chain):
            found.shaded.add(name)
        if any(_changes(part.find(W + "rPr")) for below in chain for part in below.iterfind(W + "tblStylePr")):
            found.partial.add(name)
    return found


def _changes(properties: Any) -> bool:  # noqa: ANN401
    """Whether run properties may hide, strike or raise digits; colours are weighed against the shading of cells."""
    return bool(look(properties).keys() - {"color", "ground", "sz", "w", "rtl"})


def _chain(listed: Mapping[str, Any], name: str) -> Iterator[Any]:
    """A style and those it is based on."""
    for _ in range(_DEPTH):
        one = listed.get(name)
        if one is None:
            return
        yield one
        base = one.find(W + "basedOn")
        name = base.get(VAL, "") if base is not None else ""
