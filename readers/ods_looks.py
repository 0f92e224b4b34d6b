"""How OpenDocument text is shown (ODF 1.3 part 3, 20): styles of spans and cells, and elements that are no text."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from filings.patterns import pattern
from readers import ods_formats
from readers.archive import Archive
from readers.ods_formats import NumberFormats, held_number, shown_zero, shows_another, value_type
from readers.ods_styles import CellStyles, Said, role_of
from readers.sheet_places import squares
from readers.visibility import BLACK, DRAWN, SIGNS, Piece, Role, Run, against, hex_colour, is_number, settled, shown
from readers.xml import parse

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"
_ROLES = {
    _TEXT + "ruby-text": Role.ANNOTATION, _OFFICE + "annotation": Role.ANNOTATION, _TEXT + "note": Role.RAISED,
    _TEXT + "note-body": Role.HIDDEN, _TEXT + "hidden-text": Role.HIDDEN, _TEXT + "hidden-paragraph": Role.HIDDEN,
    _TEXT + "tracked-changes": Role.HIDDEN,
}  # fmt: skip
_SIGNS = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_DRAWN_TAGS = frozenset(_DRAW + name for name in ("frame", "custom-shape", "a", "g"))
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_AREA = pattern(r"(?:'(?:[^']|'')*'|[^\s':])*\.\$?[A-Z]+\$?\d+:(?:'(?:[^']|'')*'|[^\s':])*\.\$?[A-Z]+\$?\d+")
_MOST_SQUARES = 50_000
_CELL, _COMMON = "table-cell", "Default"


class OdsLooks:
    """Of a document. ``hidden``: some text was met that is not shown. ``zeros``: zeros are shown as blanks."""

    def __init__(self, styles: CellStyles, formats: NumberFormats, *, zeros: bool = False) -> None:
        self._styles = styles
        self._formats = formats
        self._zeros = zeros
        self.hidden = False

    def text(self, cell: Any, style: str) -> str:  # noqa: ANN401 - lxml ships no types
        """What a cell shows. ``style``: the style of its row or column, for a cell without one."""
        name = cell.get(_TABLE + "style-name") or style or _COMMON
        said = self._styles.of(_CELL, name)
        added = self._formats.of(said.get("data-style-name", ""), cell)
        if added.colour:
            said = said | {"color": added.colour, "use-window-font-color": "false"}
        text = "\n".join(self._line(line, said) for line in cell.iterchildren(_TEXT + "p")).strip()
        if _is_drawn_over(cell, text):
            return SIGNS[Role.UNSURE]
        if self._zeros and not text.strip("0.") and held_number(cell) == 0:
            return ""
        if not text:
            return self._nothing(cell, said)
        if shown_zero(cell, text):
            return "0"
        doubted = added.fills or said.get("repeat-content") == "true" or self._styles.may_change(_CELL, name)
        return in_doubt(text) if doubted or shows_another(cell, text) else text

    def doubted(self, table: Any) -> frozenset[tuple[int, int]]:  # noqa: ANN401 - lxml ships no types
        """The squares of a table whose text a condition may show otherwise (LibreOffice's own element)."""
        formats = table.iter(_CALC + "conditional-format")
        areas = (
            area.rpartition(":")[0].rpartition(".")[2] + ":" + area.rpartition(".")[2]
            for one in formats
            if any(self._may_hide(way) for way in one)
            for area in _AREA.findall(one.get(_CALC + "target-range-address", ""))
        )
        return frozenset(islice((at for area in areas for at in squares(area)), _MOST_SQUARES))

    def _may_hide(self, way: Any) -> bool:  # noqa: ANN401 - lxml ships no types
        applied = way.get(_CALC + "apply-style-name")
        if any(
            one.get(_CALC + "show-value") == "false" or _is_dark(one.get(_CALC + "color", "")) for one in way.iter()
        ):
            return True
        return bool(applied and self._styles.odd_over(_CELL, _COMMON, applied))

    def _nothing(self, cell: Any, said: Said) -> str:  # noqa: ANN401 - lxml ships no types
        """Of a cell without text: a number that the program did not write out is shown as it is."""
        held = held_number(cell)
        if held is not None and cell.find(_TEXT + "p") is None and value_type(cell) in ("float", "currency"):
            return shown([_piece(_plain(held), Role.UNSURE if "data-style-name" in said else role_of(said))])
        self.hidden |= held is not None or bool(cell.get(_OFFICE + "string-value"))
        return ""

    def _line(self, paragraph: Any, outer: Said) -> str:  # noqa: ANN401 - lxml ships no types
        style = paragraph.get(_TEXT + "style-name")
        pieces = list(self._pieces(paragraph, outer | self._styles.of("paragraph", style) if style else outer, None))
        self.hidden |= any(isinstance(one, Run) and one.role is Role.HIDDEN and one.text.strip() for one in pieces)
        return shown(settled(pieces))

    def _pieces(self, element: Any, said: Said, role: Role | None) -> Iterator[Piece]:  # noqa: ANN401
        own = role or role_of(said)
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
                inner = said | self._styles.of("text", style) if style else said
                yield from self._pieces(child, inner, role or _ROLES.get(tag))
            yield _piece(child.tail or "", own)


NONE = OdsLooks(CellStyles({}), NumberFormats({}))
"""Of a document whose styles do not matter."""


def in_doubt(text: str) -> str:
    """The text of a cell of which nobody knows how it is shown: digits are not read, words are."""
    return shown([Run(text, Role.UNSURE)])


def _is_drawn_over(cell: Any, text: str) -> bool:  # noqa: ANN401
    """Whether a drawing that is bound to the cell may hide its figure, or holds digits where the cell is blank."""
    drawn = list(cell.iterchildren(_DRAW + "*"))
    if not drawn or (text and not is_number(text)):
        return False
    return bool(text) or any(map(str.isdecimal, "".join(part for one in drawn for part in one.itertext())))


def _is_dark(colour: str) -> bool:
    """Whether letters are lost on a colour of a scale."""
    found = hex_colour(colour[1:])
    return found is not None and against(BLACK, found) is not None


def _piece(text: str, role: Role | None) -> Piece:
    return text if role is None or not text else Run(text, role)


def _plain(held: Decimal) -> str:
    return str(int(held)) if held == held.to_integral() else f"{held.normalize():f}"


def looks(archive: Archive, content: Any) -> OdsLooks:  # noqa: ANN401
    """The looks of a document."""
    styles: dict[tuple[str, str], Any] = {}
    formats: dict[str, Any] = {}
    for root in (parse(archive.read("styles.xml")) if "styles.xml" in archive else None, content):
        if root is not None:
            formats.update(ods_formats.named(root))
            for one in root.iter(_STYLE + "style", _STYLE + "default-style"):
                styles[one.get(_STYLE + "family", "text"), one.get(_STYLE + "name", "")] = one
    return OdsLooks(CellStyles(styles), NumberFormats(formats), zeros=_hides_zeros(archive))


def _hides_zeros(archive: Archive) -> bool:
    if "settings.xml" not in archive:
        return False
    items = parse(archive.read("settings.xml")).iter(_CONFIG + "config-item")
    return any(one.get(_CONFIG + "name") == "ShowZeroValues" and one.text == "false" for one in items)
