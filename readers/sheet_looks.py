"""How the cells of an xlsx are shown: number formats, letters that are struck, raised or of the colour of the cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, NamedTuple

from filings.nouns import dataclass
from filings.patterns import pattern
from readers.archive import Archive
from readers.sheet_colours import COMMON, BookColours, colours
from readers.sheet_formats import built_in, displayed, dresses_text, hides_text, is_plain
from readers.visibility import BLACK, SIGNS, WHITE, Piece, Role, Run, against, shown
from readers.xml import parse

_TRUE = frozenset({"1", "true", "on", ""})
_SYMBOLIC = pattern("wingdings|webdings|marlett|zapf ?dingbats|mt extra", re.IGNORECASE)
_TINY, _USUAL = 3.0, 11.0  # points


class CellLook(NamedTuple):
    """Of a cell style. ``role``: of all its text; ``code``: its number format."""

    role: Role | None = None
    code: str = ""


@dataclass(slots=True)
class Book:
    """Of a workbook. ``looks``: by number of a cell style, those that are odd; ``strings``: odd shared strings.

    ``dressed``: conditional formats that may hide, by their number. ``scales``: how wide digits of a cell style are
    beside the usual ones, where they are not as wide; 0 where they are made to fit.
    """

    looks: dict[int, CellLook] = field(default_factory=dict)
    strings: dict[int, str] = field(default_factory=dict)
    dressed: set[int] = field(default_factory=set)
    colours: BookColours = COMMON
    scales: dict[int, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.looks or self.strings or self.dressed)


def book(archive: Archive) -> Book:
    """The odd styles and strings of a workbook."""
    found = Book()
    for name in sorted(archive.names, key=lambda one: not one.endswith("styles.xml")):  # their colours come first
        if name.endswith("styles.xml"):
            root = parse(archive.read(name))
            found.colours = colours(archive, root)
            _styles(root, found)
        elif name.casefold().endswith("sharedstrings.xml"):
            part = archive.read(name)
            if any(mark in part for mark in (b"vertAlign", b"strike", b"rPh", b"color", b"sz ", b"dings")):
                _strings(parse(part), found)
    return found


def _styles(root: Any, found: Book) -> None:  # noqa: ANN401 - lxml ships no types
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    fonts = [_role(font) for one in root.iterfind("{*}fonts") for font in one]
    known = found.colours
    sizes = [_size(font) for one in root.iterfind("{*}fonts") for font in one]
    inks = [known.ink(font.find("{*}color")) for one in root.iterfind("{*}fonts") for font in one]
    grounds = [known.ground(fill) for one in root.iterfind("{*}fills") for fill in one]
    for number, one in enumerate(xf for kind in root.iterfind("{*}cellXfs") for xf in kind):
        written = one.get("numFmtId", "0")
        code = codes.get(written, built_in(int(written)) if written.isdecimal() else "")
        at, over = _index(one.get("fontId"), fonts), _index(one.get("fillId"), grounds)
        role = fonts[at] if at >= 0 else None
        ink, ground = (inks[at] if at >= 0 else None), (grounds[over] if over >= 0 else None)
        role = (against(ink, ground or WHITE) if ink else against(BLACK, ground) if ground else None) or role
        place = one.find("{*}alignment")
        found.scales[number] = _scale(place, sizes[at] / sizes[0] if at >= 0 else 1.0)
        if place is not None and place.get("horizontal") == "fill":  # the text over and over, as often as there is room
            role = role or Role.UNSURE
        if role is not None or not is_plain(code):
            found.looks[number] = CellLook(role, code)
    for number, one in enumerate(dxf for kind in root.iterfind("{*}dxfs") for dxf in kind):
        if changes(one, known):
            found.dressed.add(number)


def _scale(place: Any, size: float) -> float:  # noqa: ANN401
    """How wide digits are beside the usual ones; 0 where they are made to fit. ``place``: the alignment, if any."""
    return 0.0 if place is not None and place.get("shrinkToFit", "0") in _TRUE else size


def changes(dress: Any, known: BookColours) -> bool:  # noqa: ANN401
    """Whether what a condition gives to cells may change what is seen of their text."""
    font = dress.find("{*}font")
    ink, ground = known.ink(font.find("{*}color") if font is not None else None), known.ground(dress.find("{*}fill"))
    odd = font is not None and _role(font) is not None
    return odd or dress.find("{*}numFmt") is not None or against(ink or BLACK, ground or WHITE) is not None


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
    return Role.HIDDEN if _size(font) < _TINY else None


def _size(font: Any) -> float:  # noqa: ANN401
    """Of letters, in points."""
    size = font.find("{*}sz")
    try:
        return max(float(size.get("val", _USUAL)), 0.1) if size is not None else _USUAL
    except ValueError:
        return _USUAL


def _strings(root: Any, found: Book) -> None:  # noqa: ANN401
    for number, one in enumerate(root.iterchildren("{*}si")):
        pieces = runs(one, found.colours)
        if any(isinstance(piece, Run) for piece in pieces) or one.find("{*}rPh") is not None:
            found.strings[number] = shown(pieces)


def runs(string: Any, known: BookColours) -> list[Piece]:  # noqa: ANN401
    """The runs of a string; phonetic ones are left out."""
    pieces: list[Piece] = []
    for one in string.iterchildren("{*}t", "{*}r"):
        text = one.text if one.tag.endswith("}t") else one.findtext("{*}t")
        properties = one.find("{*}rPr")
        role = _role(properties) if properties is not None else None
        if properties is not None and role is None and (ink := known.ink(properties.find("{*}color"))):
            role = against(ink, WHITE)
        pieces.append(text or "" if role is None else Run(text or "", role))
    return pieces


class StoredCell(NamedTuple):
    """A cell as the sheet stores it. ``kind``: its type; ``written``: what is stored; ``look``: of its style."""

    kind: str
    written: str
    look: CellLook
    inline: Any


def text_of(cell: StoredCell, strings: Mapping[int, str], known: BookColours = COMMON) -> str | None:
    """What an odd cell shows; None where the number or text is shown as it is stored."""
    kind, written, look, inline = cell
    if kind in ("s", "str", "inlineStr") and dresses_text(look.code):
        return "" if hides_text(look.code) else SIGNS[Role.UNSURE]
    if kind == "s":
        return strings.get(int(written)) if written.isdecimal() else None
    if kind == "inlineStr" and inline is not None:
        pieces = runs(inline, known)
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
