"""Runs of a Word file that are not plain text: each gets its role, before the file is read in one pass.

A text (``w:t``) of a plain run stays as it is. Any other is renamed ``ROLED``, with its role as an attribute, so that
the short way through tables meets an element that it does not know and leaves the table to the long one.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from filings.patterns import pattern
from readers.archive import Archive
from readers.visibility import Colour, Role, Run, against, hex_colour
from readers.word_parts import STYLES, VAL, W, transitional
from readers.word_styles import HIGHLIGHTS, OFF, Styles, look, shade, styles

ROLED = "{gouji}roled"
_ROLE = "role"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_P, _R, _T, _TC, _TBL = (W + name for name in ("p", "r", "t", "tc", "tbl"))
# Words are looked for as they are: a pattern of many alternatives takes longer than reading the whole file.
_LOOKS = (
    b"anish", b"vertAlign", b"trike", b"textFill", b":bdo", b"<bdo", b":rtl", b"<rtl", b"ingdings", b"ebdings",
    b"eastAsianLayout",
)  # fmt: skip
_LOOKS_NEARLY = tuple(
    (word, re.compile(pattern))
    for word, pattern in (
        (b"position", rb"position\b"),
        (b"caps", rb"caps\b"),
        (b"spacing", rb"spacing [^>]*val=\"-"),
        (b"themeColor", rb"themeColor=\"(?:background|light)"),
        (b"themeFill", rb"themeFill=\"(?:text|dark)"),
        (b":w ", rb":w [^>]*val=\"[0-9]\""),
        (b"<w ", rb"<w [^>]*val=\"[0-9]\""),
        (b"sz ", rb"sz [^>]*val=\"[1-9]\""),
    )
)
_COLOURS = pattern(rb"[:<]color\b[^>]*?val=\"([0-9A-Fa-f]{6})\"")
_FILLS = pattern(rb"(?:fill|color)=\"([0-9A-Fa-f]{6})\"")
_HIGHLIGHT = pattern(rb"[:<]highlight\b|[:<]shd\b")
_WHITE: Colour = (255, 255, 255)
_TINY = 6  # half-points: three points, which nobody reads
_OFF_LINE = 4  # half-points above or below the line
_NARROW = 8  # per cent of a letter's width
_STRUCTURE = frozenset(
    _M + name
    for name in ("f", "sSup", "sSub", "sSubSup", "sPre", "rad", "nary", "d", "m", "eqArr", "limLow", "limUpp", "acc",
                 "bar", "box", "borderBox", "func", "groupChr", "phant")
)  # fmt: skip
_SYMBOLS = frozenset(
    W + name for name in ("sym", "pgNum", "dayLong", "dayShort", "monthLong", "monthShort", "yearLong")
)

_SPECIAL = (*_SYMBOLS, W + "ruby", _M + "oMath", W + "fldChar", W + "bdo")
_LOOKED_FOR = (
    *(W + name for name in ("vanish", "specVanish", "vertAlign", "strike", "dstrike", "position", "eastAsianLayout")),
    "{http://schemas.microsoft.com/office/word/2010/wordml}textFill",
)
_FEW = frozenset(map(str, range(10)))  # sizes that may be too small to read
_HIGHLIGHTS = {colour for one in HIGHLIGHTS.values() if (colour := hex_colour(one))}


def name_roles(root: Any, main: bytes, archive: Archive) -> bool:  # noqa: ANN401 - lxml ships no types
    """Rename what is not plain; whether some text is hidden. ``main``: the part that ``root`` was made of."""
    sheet = transitional(archive.read(STYLES)) if STYLES in archive else b""
    grounds = _grounds(root)
    known = styles(archive) if _has_looks(sheet) or _faint(sheet, grounds) else Styles()
    named = any(b'"' + name.encode() + b'"' in main for name in (*known.looks, *known.partial))
    hidden = False
    if named or known.default or known.looks.get(known.paragraph) or _looks_in(root, main, sheet, grounds):
        hidden = _by_look(root, known)
    if next(root.iter(*_SPECIAL), None) is not None:
        _special(root)
    return hidden


_RARE = (b"ingdings", b"ebdings", b"theme", b"spacing")
_RARELY = tuple(
    re.compile(pattern)
    for pattern in (rb"Fonts [^>]*(?:Wing|Web)dings", rb"theme(?:Color=\"(?:background|light)|Fill=\"(?:text|dark))",
                    rb"spacing [^>]*val=\"-")
)  # fmt: skip


def _looks_in(root: Any, main: bytes, sheet: bytes, grounds: set[Colour]) -> bool:  # noqa: ANN401
    """Whether some properties in the body change how text looks. Names that a file does not hold cost nothing here."""
    if next(root.iter(*_LOOKED_FOR), None) is not None:
        return True
    if not _FEW.isdisjoint({one.get(VAL) for one in root.iter(W + "sz", W + "w")}):
        return True
    if any(word in main for word in _RARE) and any(pattern.search(main) for pattern in _RARELY):
        return True
    colours = {one.get(VAL, "") for one in root.iter(W + "color")}
    return bool(colours) and _meet(colours, grounds | _fills(sheet))


def _grounds(root: Any) -> set[Colour]:  # noqa: ANN401
    """The grounds in the body, and the paper."""
    named = {one.get(name, "") for one in root.iter(W + "shd") for name in (W + "fill", W + "color")}
    marked = next(root.iter(W + "highlight"), None) is not None
    found = {colour for one in named if (colour := hex_colour(one))}
    return found | {_WHITE} | (_HIGHLIGHTS if marked else set())


def _fills(sheet: bytes) -> set[Colour]:
    if not _HIGHLIGHT.search(sheet):
        return set()
    return {found for one in set(_FILLS.findall(sheet)) if (found := hex_colour(one.decode()))}


def _meet(colours: Iterable[str], grounds: Iterable[Colour]) -> bool:
    """Whether one of the colours is lost on one of the grounds."""
    found = {colour for one in colours if (colour := hex_colour(one))}
    return any(against(one, ground) for one in found for ground in grounds)


def _has_looks(part: bytes) -> bool:
    """Whether something in the part may change how a text looks. Too often is only slow, too seldom would be wrong."""
    return any(word in part for word in _LOOKS) or any(
        word in part and pattern.search(part) is not None for word, pattern in _LOOKS_NEARLY
    )


def _faint(sheet: bytes, grounds: set[Colour]) -> bool:
    """Whether some colour of the styles comes near to a ground."""
    if b":color " not in sheet and b"<color " not in sheet:
        return False
    return _meet({one.decode() for one in set(_COLOURS.findall(sheet))}, grounds | _fills(sheet))


def _by_look(root: Any, known: Styles) -> bool:  # noqa: ANN401
    hidden = False
    for run in root.iter(_R):
        texts = [one for one in run.iterchildren() if one.tag in _TEXTS]
        role = _role(run, known) if texts else None
        if role is None:
            continue
        for text in texts:
            _rename(text, _TEXTS[text.tag] or (text.text or ""), role)
        hidden |= role is Role.HIDDEN
    return hidden


_TEXTS = {_T: "", W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


def _rename(element: Any, text: str, role: Role) -> None:  # noqa: ANN401
    element.tag = ROLED
    element.text = text
    element.set(_ROLE, str(role.value))


def _role(run: Any, known: Styles) -> Role | None:  # noqa: ANN401
    properties = run.find(W + "rPr")
    paragraph = next(run.iterancestors(_P), None)
    table = next(run.iterancestors(_TBL), None)
    names = (
        _style(table, "tblPr", "tblStyle") if table is not None else "",
        (_style(paragraph, "pPr", "pStyle") if paragraph is not None else "") or known.paragraph,
        _named(properties, "rStyle"),
    )
    said = known.of(*names) | look(properties)
    if said.get("vanish") == "1" or _least(said, "sz", _TINY) or _least(said, "w", _NARROW):
        return Role.HIDDEN
    if said.get("unsure") == "1" or names[0] in known.partial:
        return Role.UNSURE
    if "color" in said and (role := _by_colour(said, run, paragraph, known)):
        return role
    if said.get("strike") == "1" or said.get("dstrike") == "1":
        return Role.STRUCK
    if said.get("vertAlign") in ("superscript", "subscript") or _is_off_line(said.get("position", "0")):
        return Role.RAISED
    return None


def _least(said: dict[str, str], name: str, least: int) -> bool:
    return said.get(name, "").isdigit() and int(said[name]) <= least


def _is_off_line(text: str) -> bool:
    bare = text.removeprefix("-")
    return bare.isdigit() and len(bare) < 6 and int(bare) >= _OFF_LINE  # noqa: PLR2004 - no such position


def _style(owner: Any, properties: str, name: str) -> str:  # noqa: ANN401
    return _named(owner.find(W + properties), name)


def _named(properties: Any, name: str) -> str:  # noqa: ANN401
    one = properties.find(W + name) if properties is not None else None
    return str(one.get(VAL, "")) if one is not None else ""


def _by_colour(said: dict[str, str], run: Any, paragraph: Any, known: Styles) -> Role | None:  # noqa: ANN401
    colour = hex_colour(said["color"])
    if colour is None:
        return None
    ground = hex_colour(said.get("ground", ""))
    if ground is None and paragraph is not None:
        ground = shade(paragraph.find(W + "pPr"))
    for cell in run.iterancestors(_TC, _TBL) if ground is None else ():
        ground = shade(cell.find(W + ("tcPr" if cell.tag == _TC else "tblPr")))
        if ground is not None:
            break
        if cell.tag == _TBL and _style(cell, "tblPr", "tblStyle") in known.shaded:
            return Role.UNSURE if against(colour, _WHITE) else None
    return against(colour, ground or _WHITE)


def _special(root: Any) -> None:  # noqa: ANN401
    """Symbols, annotations above the line, equations, codes of fields, text that runs the other way."""
    for one in list(root.iter(*_SYMBOLS)):
        _rename(one, "?", Role.SYMBOL)
    for one in root.iter(W + "rt"):
        _rename_all(one, Role.ANNOTATION)
    for one in list(root.iter(_M + "oMath")):
        _equation(one)
    for one in root.iter(W + "bdo"):
        if one.get(VAL) == "rtl":
            _rename_all(one, Role.UNSURE)
    for one in list(_in_codes(root)):
        _rename(one, one.text or "", Role.HIDDEN)


def _rename_all(owner: Any, role: Role) -> None:  # noqa: ANN401
    for text in list(owner.iter(_T)):
        _rename(text, text.text or "", role)


def _equation(element: Any) -> None:  # noqa: ANN401
    """An equation of nothing but characters in a row is text; any other is one run."""
    text = "".join(one.text or "" for one in element.iter(_M + "t", _T))
    structured = next(element.iter(*_STRUCTURE), None) is not None
    for child in list(element):
        element.remove(child)
    if structured:
        _rename(element, text or "?", Role.EQUATION)
    else:
        element.tag = _T
        element.text = text


def _in_codes(root: Any) -> Iterator[Any]:  # noqa: ANN401
    """Texts between the beginning of a field and its result: its code, which is not shown."""
    depth: list[bool] = []
    for one in root.iter(W + "fldChar", _T):
        if one.tag == _T:
            if not all(depth):
                yield one
            continue
        kind = one.get(W + "fldCharType")
        if kind == "begin":
            depth.append(False)
        elif kind == "separate" and depth:
            depth[-1] = True
        elif kind == "end" and depth:
            depth.pop()


def run_of(element: Any) -> Run:  # noqa: ANN401
    """The run that an element renamed ``ROLED`` stands for."""
    return Run(element.text or "", Role(int(element.get(_ROLE))))


__all__ = ["OFF", "ROLED", "name_roles", "run_of"]
