"""How OpenDocument text is shown (ODF 1.3 part 3, 20): styles of spans and cells, and elements that are no text."""

import math
import re
from collections.abc import Iterator
from typing import Any

from readers.archive import Archive
from readers.visibility import DRAWN, Colour, Piece, Role, Run, against, hex_colour, settled, shown
from readers.xml import parse

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible-formatting:1.0}"
_ROLES = {
    _TEXT + "ruby-text": Role.ANNOTATION, _OFFICE + "annotation": Role.ANNOTATION, _TEXT + "note": Role.RAISED,
    _TEXT + "note-body": Role.HIDDEN, _TEXT + "hidden-text": Role.HIDDEN, _TEXT + "hidden-paragraph": Role.HIDDEN,
    _TEXT + "tracked-changes": Role.HIDDEN,
}  # fmt: skip
_SIGNS = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
_WHITE: Colour = (255, 255, 255)
_DEPTH = 12
_TINY = 3.0  # points
_SMALL = 30.0  # per cent of the letters around
_FAINT = 8.0  # per cent of ink
_NARROW = 8.0  # per cent of a letter's width
_CLOSE = 3.0  # points: letters set so much closer lie over each other
_UNITS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0}
_SYMBOLIC = re.compile("wingdings|webdings|marlett|zapf ?dingbats|opensymbol", re.IGNORECASE)
_DRAWN_TAGS = frozenset(
    "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}" + name for name in ("frame", "custom-shape", "a", "g")
)
Said = dict[str, str]


class OdsLooks:
    """Of a document. ``hidden``: some text was met that is not shown."""

    def __init__(self, styles: dict[str, Any]) -> None:
        self._styles = styles
        self._said: dict[str, Said] = {}
        self.hidden = False

    def line(self, paragraph: Any, cell: Any) -> str:  # noqa: ANN401 - lxml ships no types
        """The text of a paragraph of a cell."""
        outer = self._of(cell.get(_TABLE + "style-name", ""))
        outer = outer | self._of(paragraph.get(_TEXT + "style-name", ""))
        pieces = list(self._pieces(paragraph, outer, None))
        self.hidden |= any(isinstance(one, Run) and one.role is Role.HIDDEN and one.text.strip() for one in pieces)
        return shown(settled(pieces))

    def _pieces(self, element: Any, said: Said, role: Role | None) -> Iterator[Piece]:  # noqa: ANN401
        own = role or _role(said)
        yield _piece(element.text or "", own)
        for child in element:
            tag = child.tag
            if tag == _TEXT + "s":
                yield " "
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag in _DRAWN_TAGS:
                yield DRAWN
            else:
                style = child.get(_TEXT + "style-name", "") if tag == _TEXT + "span" else ""
                yield from self._pieces(child, said | self._of(style) if style else said, role or _ROLES.get(tag))
            yield _piece(child.tail or "", own)

    def _of(self, name: str) -> Said:
        if name not in self._said:
            self._said[name] = _resolved(self._styles, name)
        return self._said[name]


NONE = OdsLooks({})
"""Of a document whose styles do not matter."""


def looks(archive: Archive, content: Any) -> OdsLooks:  # noqa: ANN401
    """The looks of a document."""
    found: dict[str, Any] = {}
    for root in (parse(archive.read("styles.xml")) if "styles.xml" in archive else None, content):
        for one in root.iter(_STYLE + "style") if root is not None else ():
            found[one.get(_STYLE + "name", "")] = one
    return OdsLooks(found)


def _resolved(styles: dict[str, Any], name: str) -> Said:
    """What a style says with those above it."""
    chain: list[Any] = []
    while name in styles and len(chain) < _DEPTH:
        chain.append(styles[name])
        name = styles[name].get(_STYLE + "parent-style-name", "")
    said: Said = {}
    for one in reversed(chain):
        for properties in one:
            kind = properties.tag.removeprefix(_STYLE)
            if kind == "map":
                said["map"] = "1"
            for key, value in properties.attrib.items():
                ground = key == _FO + "background-color"
                said["ground" if ground else key.rpartition("}")[2]] = value
    return said


def _piece(text: str, role: Role | None) -> Piece:
    return text if role is None or not text else Run(text, role)


def _role(said: Said) -> Role | None:
    if not said:
        return None
    if said.get("display") == "none" or _is_tiny(said.get("font-size", "")) or _is_clear(said):
        return Role.HIDDEN
    if said.get("text-rotation-angle", "0") != "0" or _SYMBOLIC.match(said.get("font-name", "")) or _overlaps(said):
        return Role.UNSURE
    ink, ground = hex_colour(said.get("color", "")[1:]), hex_colour(said.get("ground", "")[1:])
    if (ink or ground) and (lost := against(ink or (0, 0, 0), ground or _WHITE)):
        return lost if said.get("use-window-font-color") != "true" else None
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


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.inf
