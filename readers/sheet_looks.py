"""How the cells of an xlsx are shown: number formats, letters that are struck, raised or of the colour of the cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, NamedTuple

from filings.nouns import dataclass
from filings.patterns import pattern
from readers.archive import Archive
from readers.sheet_formats import built_in, displayed, dresses_text, hides_text, is_plain
from readers.visibility import SIGNS, Colour, Piece, Role, Run, against, hex_colour, shown
from readers.xml import parse

_TRUE = frozenset({"1", "true", "on", ""})
_PALETTE = (
    "000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF", "800000", "008000",
    "000080", "808000", "800080", "008080", "C0C0C0", "808080", "9999FF", "993366", "FFFFCC", "CCFFFF",
    "660066", "FF8080", "0066CC", "CCCCFF", "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000",
    "008080", "0000FF", "00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99",
    "3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696", "003366", "339966",
    "003300", "333300", "993300", "993366", "333399", "333333",
)  # fmt: skip
_INDEXED = dict(enumerate((*_PALETTE[:8], *_PALETTE, "000000", "FFFFFF")))
"""The colours by number (ECMA-376 Part 1, 18.8.27); a workbook may have a palette of its own."""
_THEME = {0: "FFFFFF", 1: "000000", 2: "E7E6E6", 3: "44546A", 4: "4472C4", 5: "ED7D31", 6: "A5A5A5", 7: "FFC000",
          8: "5B9BD5", 9: "70AD47"}  # fmt: skip
_SYMBOLIC = pattern("wingdings|webdings|marlett|zapf ?dingbats|mt extra", re.IGNORECASE)
_TINY = 3.0  # points
_WHITE: Colour = (255, 255, 255)
_BLACK: Colour = (0, 0, 0)


class CellLook(NamedTuple):
    """Of a cell style. ``role``: of all its text; ``code``: its number format."""

    role: Role | None = None
    code: str = ""


@dataclass(slots=True)
class Book:
    """Of a workbook. ``looks``: by number of a cell style, those that are odd; ``strings``: odd shared strings.

    ``dressed``: conditional formats that may hide, by their number.
    """

    looks: dict[int, CellLook] = field(default_factory=dict)
    strings: dict[int, str] = field(default_factory=dict)
    dressed: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.looks or self.strings or self.dressed)


def book(archive: Archive) -> Book:
    """The odd styles and strings of a workbook."""
    found = Book()
    for name in archive.names:
        if name.endswith("styles.xml"):
            _styles(parse(archive.read(name)), found)
        elif name.casefold().endswith("sharedstrings.xml"):
            part = archive.read(name)
            if any(mark in part for mark in (b"vertAlign", b"strike", b"rPh", b"color", b"sz ", b"dings")):
                _strings(parse(part), found)
    return found


def _styles(root: Any, found: Book) -> None:  # noqa: ANN401 - lxml ships no types
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    fonts = [_role(font) for one in root.iterfind("{*}fonts") for font in one]
    inks = [_colour(font.find("{*}color")) for one in root.iterfind("{*}fonts") for font in one]
    grounds = [_ground(fill) for one in root.iterfind("{*}fills") for fill in one]
    for number, one in enumerate(xf for kind in root.iterfind("{*}cellXfs") for xf in kind):
        written = one.get("numFmtId", "0")
        code = codes.get(written, built_in(int(written)) if written.isdecimal() else "")
        at, over = _index(one.get("fontId"), fonts), _index(one.get("fillId"), grounds)
        role = fonts[at] if at >= 0 else None
        ink, ground = (inks[at] if at >= 0 else None), (grounds[over] if over >= 0 else None)
        role = (against(ink, ground or _WHITE) if ink else against(_BLACK, ground) if ground else None) or role
        place = one.find("{*}alignment")
        if place is not None and place.get("horizontal") == "fill":  # the text over and over, as often as there is room
            role = role or Role.UNSURE
        if role is not None or not is_plain(code):
            found.looks[number] = CellLook(role, code)
    for number, one in enumerate(dxf for kind in root.iterfind("{*}dxfs") for dxf in kind):
        if changes(one):
            found.dressed.add(number)


def changes(dress: Any) -> bool:  # noqa: ANN401
    """Whether what a condition gives to cells may change what is seen of their text."""
    font = dress.find("{*}font")
    ink, ground = _colour(font.find("{*}color") if font is not None else None), _ground(dress.find("{*}fill"))
    odd = font is not None and _role(font) is not None
    return odd or dress.find("{*}numFmt") is not None or against(ink or _BLACK, ground or _WHITE) is not None


def _index(text: str | None, among: Sequence[object]) -> int:
    return int(text) if text and text.isdecimal() and int(text) < len(among) else -1


def is_symbolic(font: str) -> bool:
    """Whether the characters of a font are signs, of which their codes tell nothing."""
    return _SYMBOLIC.match(font) is not None


def _role(font: Any) -> Role | None:  # noqa: ANN401
    """The role that a font, or the properties of a run, give to text."""
    named = [one.get("val", "") for one in font.iterchildren("{*}rFont", "{*}name")]
    if any(map(is_symbolic, named)):
        return Role.UNSURE
    for name, role in (("vertAlign", Role.RAISED), ("strike", Role.STRUCK)):
        one = font.find("{*}" + name)
        if one is not None and (one.get("val", "") in _TRUE or one.get("val") in ("superscript", "subscript")):
            return role
    size = font.find("{*}sz")
    try:
        return Role.HIDDEN if size is not None and float(size.get("val", "11")) < _TINY else None
    except ValueError:
        return None


def _colour(one: Any) -> Colour | None:  # noqa: ANN401
    """A colour as far as it can be told without the theme."""
    if one is None:
        return None
    if (rgb := one.get("rgb")) is not None:
        return hex_colour(rgb[-6:])
    for name, named in (("indexed", _INDEXED), ("theme", _THEME)):
        if (text := one.get(name)) is not None and text.isdecimal() and (found := hex_colour(named.get(int(text), ""))):
            return _tinted(found, one.get("tint") or "0")
    return None


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


def _ground(fill: Any) -> Colour | None:  # noqa: ANN401
    pattern = fill.find("{*}patternFill") if fill is not None else None
    if pattern is None or pattern.get("patternType", "solid") != "solid":
        return None
    front, back = pattern.find("{*}fgColor"), pattern.find("{*}bgColor")
    first, other = (back, front) if fill.getparent().tag.endswith("}dxf") else (front, back)
    return _colour(first if first is not None else other)  # a condition writes the colour of a solid fill as its back


def _strings(root: Any, found: Book) -> None:  # noqa: ANN401
    for number, one in enumerate(root.iterchildren("{*}si")):
        pieces = runs(one)
        if any(isinstance(piece, Run) for piece in pieces) or one.find("{*}rPh") is not None:
            found.strings[number] = shown(pieces)


def runs(string: Any) -> list[Piece]:  # noqa: ANN401
    """The runs of a string; phonetic ones are left out."""
    pieces: list[Piece] = []
    for one in string.iterchildren("{*}t", "{*}r"):
        text = one.text if one.tag.endswith("}t") else one.findtext("{*}t")
        properties = one.find("{*}rPr")
        role = _role(properties) if properties is not None else None
        if properties is not None and role is None and (ink := _colour(properties.find("{*}color"))):
            role = against(ink, _WHITE)
        pieces.append(text or "" if role is None else Run(text or "", role))
    return pieces


class StoredCell(NamedTuple):
    """A cell as the sheet stores it. ``kind``: its type; ``written``: what is stored; ``look``: of its style."""

    kind: str
    written: str
    look: CellLook
    inline: Any


def text_of(cell: StoredCell, strings: Mapping[int, str]) -> str | None:
    """What an odd cell shows; None where the number or text is shown as it is stored."""
    kind, written, look, inline = cell
    if kind in ("s", "str", "inlineStr") and dresses_text(look.code):
        return "" if hides_text(look.code) else SIGNS[Role.UNSURE]
    if kind == "s":
        return strings.get(int(written)) if written.isdecimal() else None
    if kind == "inlineStr" and inline is not None:
        pieces = runs(inline)
        return shown(pieces) if any(isinstance(piece, Run) for piece in pieces) else None
    return _number(written, look.code) if kind in ("n", "") else None


def _number(written: str, code: str) -> str | None:
    try:
        value = float(written)
    except ValueError:
        return None
    if is_plain(code) or _is_date(code):
        return None
    seen = displayed(value, code)
    return SIGNS[Role.UNSURE] if seen is None else seen


def _is_date(code: str) -> bool:
    bare = "".join(part for at, part in enumerate(code.lower().split('"')) if at % 2 == 0)
    return any(one in bare for one in ("yy", "mm", "dd", "h:", "m月", "d日"))
