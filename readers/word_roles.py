"""Runs of a Word file that are not plain text: each gets its role, before the file is read in one pass.

A text (``w:t``) of a plain run stays as it is. Any other is renamed ``ROLED``, with its role as an attribute, so that
the short way through tables meets an element that it does not know and leaves the table to the long one.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from filings.patterns import pattern
from readers.archive import Archive
from readers.visibility import Colour, Role, Run, against, hex_colour
from readers.word_parts import VAL, W
from readers.word_styles import HIGHLIGHTS, OFF, Styles, look, shade, styles

ROLED = "{gouji}roled"
_ROLE = "role"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_P, _R, _T, _TC, _TBL = (W + name for name in ("p", "r", "t", "tc", "tbl"))
_NAMESPACE = W[1:-1].encode()
_PREFIXED = b'xmlns:w="' + _NAMESPACE + b'"'
# Words are looked for as they are: a pattern of many alternatives takes longer than reading the whole file.
_LOOKS = (b"anish", b"vertAlign", b"trike", b"textFill", b"eastAsianLayout", b"&#", b"\0")
_LOOKS_NEARLY = tuple(
    re.compile(pattern)
    for pattern in (
        rb"position\b",
        rb"Fonts\s[^>]*(?i:dings|dingbats|marlett|mt extra|bookshelf)",
        rb"spacing\s[^>]*val=[\"']-",
        rb"themeColor=[\"'](?:background|light)",
        rb"[:<](?:w|sz)\s[^>]*val=[\"']\d[\"']",
        rb"highlight\s[^>]*val=[\"'](?:black|darkBlue)",
        rb"fitText\s[^>]*val=[\"']\d{1,2}[\"']",
    )
)
_COLOURS = pattern(rb"[:<]color\b[^>]*?val=[\"']([0-9A-Fa-f]{6})[\"']")
_FILLS = pattern(rb"(?:fill|color)=[\"']([0-9A-Fa-f]{6})[\"']")
_DARK = pattern(rb"themeFill=[\"'](?:text|dark)|&#")
_CHANGED = len(b"Change>")
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
_SHOWN_BY_CODE = re.compile(r"\s*EQ\b", re.IGNORECASE)  # a field that shows what its code says
_HIGHLIGHTS = {colour for one in HIGHLIGHTS.values() if (colour := hex_colour(one))}


def name_roles(root: Any, main: bytes, sheet: bytes, archive: Archive, *, whole: bool = False) -> bool:  # noqa: ANN401 - lxml ships no types
    """Rename what is not plain; whether some text is hidden.

    ``main``: the part that ``root`` was made of; ``sheet``: the styles of the file, empty if it has none.
    ``whole``: weigh every run, which takes longer and gives the same.
    """
    own, styled = _wordings(main), _wordings(sheet) if sheet else b""
    coloured = _COLOURS.search(own) or _COLOURS.search(styled)
    marked = b"highlight" in own or b"highlight" in styled
    grounds = _grounds(*filter(None, (main, sheet)), marked=marked) if coloured else frozenset()
    weighed = whole or _may_change(styled, grounds)
    known = styles(archive) if weighed and sheet else Styles()
    named = any(_names(main, name.encode()) for name in (*known.looks, *known.partial))
    hidden = False
    if whole or named or known.default or known.looks.get(known.paragraph) or _may_change(own, grounds):
        hidden = _by_look(root, known)
    if next(root.iter(*_SPECIAL), None) is not None:
        _special(root)
    return hidden


def _names(main: bytes, style: bytes) -> bool:
    return b'"' + style + b'"' in main or b"'" + style + b"'" in main


def _wordings(part: bytes) -> bytes:
    """The run properties of a part, each wording once: files repeat a few of them thousands of times.

    The part itself where they may be written otherwise than programs write them; a zero where its bytes are no ASCII.
    """
    if not _is_usual(part):
        return part if _NAMESPACE in part else b"\0"
    pieces = part.split(b"</w:rPr")  # each but the last ends within run properties
    found = b"".join({one[at:] if (at := one.rfind(b"<w:rPr")) >= 0 else one[:_CHANGED] for one in pieces})
    return part if b"Change>" in found else found  # there are properties within properties


def _is_usual(part: bytes) -> bool:
    """Whether the names of a part are written with the prefix that all programs use."""
    return part.count(_NAMESPACE) == 1 and _PREFIXED in part


def _may_change(said: bytes, grounds: Collection[Colour] | None) -> bool:
    """Whether run properties may change how a text looks. Too often is only slow, too seldom would be wrong.

    ``grounds``: those that a text may stand on; None where that is not known.
    """
    if any([word in said for word in _LOOKS]) or any([one.search(said) for one in _LOOKS_NEARLY]):  # noqa: C419 - quicker for so few
        return True
    colours = set(_COLOURS.findall(said)) if b"color" in said else ()
    return bool(colours) and (grounds is None or _meet(map(bytes.decode, colours), grounds))


def _grounds(*parts: bytes, marked: bool) -> frozenset[Colour] | None:
    """The grounds that runs, paragraphs, cells and styles may give, and the paper; None where they are not told.

    ``marked``: the colours of highlighters as well.
    """
    if not all(map(_is_usual, parts)):
        return None
    said = b"".join({one[: one.find(b">")] for part in parts for one in part.split(b"<w:shd")[1:]})
    if _DARK.search(said):
        return None
    named = {_WHITE, *(colour for one in set(_FILLS.findall(said)) if (colour := hex_colour(one.decode())))}
    return frozenset(named | _HIGHLIGHTS if marked else named)


def _meet(colours: Iterable[str], grounds: Iterable[Colour]) -> bool:
    """Whether one of the colours is lost on one of the grounds."""
    found = {colour for one in colours if (colour := hex_colour(one))}
    return any(against(one, ground) for one in found for ground in grounds)


def _by_look(root: Any, known: Styles) -> bool:  # noqa: ANN401
    hidden = False
    for run in root.iter(_R):
        texts = [one for one in run.iterchildren() if one.tag in _TEXTS]
        role = _role(run, known) if texts else None
        if role is None:
            continue
        for text in texts:
            rename(text, _TEXTS[text.tag] or (text.text or ""), role)
        hidden |= role is Role.HIDDEN
    return hidden


_TEXTS = {_T: "", W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


def rename(element: Any, text: str, role: Role) -> None:  # noqa: ANN401
    """Let an element stand for a run of this text and role."""
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
    if "marked" in said and _is_blacked_out(said):
        return Role.UNSURE
    if said.get("strike") == "1" or said.get("dstrike") == "1":
        return Role.STRUCK
    if said.get("vertAlign") in ("superscript", "subscript") or _is_off_line(said.get("position", "0")):
        return Role.RAISED
    return None


def _is_blacked_out(said: dict[str, str]) -> bool:
    """Whether a highlighter covers letters of no colour of their own, which turn white on shading alone."""
    mark = hex_colour(said["marked"])
    return mark is not None and hex_colour(said.get("color", "")) is None and against((0, 0, 0), mark) is not None


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
        rename(one, "?", Role.SYMBOL)
    for one in root.iter(W + "rt"):
        rename_all(one, Role.ANNOTATION)
    for one in list(root.iter(_M + "oMath")):
        _equation(one)
    for one in root.iter(W + "bdo"):
        if one.get(VAL) == "rtl":
            rename_all(one, Role.UNSURE)
    for one in list(_in_codes(root)):
        rename(one, one.text or "", Role.HIDDEN)
    for one in list(root.iter(W + "instrText")):
        if _SHOWN_BY_CODE.match(one.text or ""):
            rename(one, one.text or "", Role.EQUATION)
    for one in list(root.iter(W + "ddList")):
        _choose(one)


def _choose(listed: Any) -> None:  # noqa: ANN401
    """Of a list to choose from what is chosen is shown: the entry of the result, of the default, or the first."""
    told = next((one for name in ("result", "default") if (one := listed.find(W + name)) is not None), None)
    at = told.get(VAL, "") if told is not None else "0"
    entries = [one.get(VAL, "") for one in listed.iterfind(W + "listEntry")]
    for child in list(listed):
        listed.remove(child)
    listed.tag = _T
    listed.text = entries[int(at)] if at.isdecimal() and int(at[:4]) < len(entries) else ""


def rename_all(owner: Any, role: Role) -> None:  # noqa: ANN401
    """Give a role to all text within an element."""
    for text in list(owner.iter(_T)):
        rename(text, text.text or "", role)


def _equation(element: Any) -> None:  # noqa: ANN401
    """An equation of nothing but characters in a row is text; any other is one run."""
    text = "".join(one.text or "" for one in element.iter(_M + "t", _T))
    structured = next(element.iter(*_STRUCTURE), None) is not None
    for child in list(element):
        element.remove(child)
    if structured:
        rename(element, text or "?", Role.EQUATION)
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


__all__ = ["OFF", "ROLED", "name_roles", "rename", "rename_all", "run_of"]
