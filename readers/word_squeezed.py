"""What a Word file leaves no room, took out cell by cell, or fills in anew when it is opened (ISO/IEC 29500-1, 17).

Rows and lines of an exact height of a few points, cells that were deleted, controls bound to data of the file.
"""

from collections.abc import Iterator
from typing import Any

from filings.patterns import pattern
from readers.archive import Archive
from readers.refusal import Unreadable
from readers.visibility import Role, is_number
from readers.word_parts import STYLES, VAL, W, part
from readers.word_roles import rename_all
from readers.xml import parse

_FLAT = 80  # twentieths of a point: nobody reads letters cut to four points
_FLAT_ROW = pattern(rb"""trHeight\b[^>]*val=["'][0-7]?\d["']""")
_FLAT_LINE = pattern(rb"""spacing\b[^>]*\bline=["'][0-7]?\d["']""")
_DEPTH = 12  # styles upon styles
_LARGEST = 400_000  # bytes of data that controls are bound to
_DATA = ("customXml/item", "docProps/")


def squeeze(root: Any, main: bytes, sheet: bytes, archive: Archive) -> bool:  # noqa: ANN401 - lxml ships no types
    """Name what is so small, gone or filled in anew; whether some text is hidden.

    ``main``: the part that ``root`` was made of; ``sheet``: the styles of the file, empty if it has none.
    """
    hidden = _FLAT_ROW.search(main) is not None and _hide_rows(root)
    if _FLAT_LINE.search(main) or _FLAT_LINE.search(sheet):
        hidden |= _hide_lines(root, _flat_styles(archive) if sheet else {})
    if b"cellDel" in main:
        for mark in root.iter(W + "cellDel"):
            rename_all(mark.getparent().getparent(), Role.UNSURE)
    if b"dataBinding" in main:
        _bind(root, archive)
    return hidden


def _is_flat(element: Any, size: str, rule: str) -> bool:  # noqa: ANN401
    height = element.get(W + size, "")
    return element.get(W + rule) == "exact" and height.isdigit() and int(height[:8]) < _FLAT


def _hide_rows(root: Any) -> bool:  # noqa: ANN401
    """Rows of no height are hidden ones."""
    found = [one for one in root.iter(W + "trHeight") if _is_flat(one, "val", "hRule")]
    for one in found:
        one.tag = W + "hidden"
        one.set(VAL, "1")
    return bool(found)


def _hide_lines(root: Any, styles: dict[str, bool]) -> bool:  # noqa: ANN401
    hidden = False
    for paragraph in root.iter(W + "p"):
        properties = paragraph.find(W + "pPr")
        spacing = properties.find(W + "spacing") if properties is not None else None
        style = properties.find(W + "pStyle") if properties is not None else None
        if spacing is not None and spacing.get(W + "line"):
            flat = _is_flat(spacing, "line", "lineRule")
        else:
            flat = styles.get(style.get(VAL, "") if style is not None else "", False)
        if flat:
            rename_all(paragraph, Role.HIDDEN)
            hidden = True
    return hidden


def _flat_styles(archive: Archive) -> dict[str, bool]:
    """Paragraph styles -> whether their lines have no height; the default one has no name."""
    root = part(archive, STYLES)
    listed = {one.get(W + "styleId", ""): one for one in root.iterfind(W + "style")} if root is not None else {}
    found = {name: _says_flat(listed, name) for name in listed}
    default = (name for name, one in listed.items() if one.get(W + "default") and one.get(W + "type") == "paragraph")
    return found | {"": found.get(next(default, ""), False)}


def _says_flat(listed: dict[str, Any], name: str) -> bool:
    for _ in range(_DEPTH):
        one = listed.get(name)
        if one is None:
            return False
        spacing = one.find(f"{W}pPr/{W}spacing")
        if spacing is not None and spacing.get(W + "line"):
            return _is_flat(spacing, "line", "lineRule")
        base = one.find(W + "basedOn")
        name = base.get(VAL, "") if base is not None else ""
    return False


def _bind(root: Any, archive: Archive) -> None:  # noqa: ANN401
    """Controls show what they are bound to, which Word fills in when it opens a file: other figures are unsure."""
    held = set(_held(archive))
    for one in root.iter(W + "dataBinding") if held else ():
        control = one.getparent().getparent()
        said = "".join(text.text or "" for text in control.iter(W + "t")).strip()
        if is_number(said) and said not in held and next(control.iterancestors(W + "tbl"), None) is not None:
            rename_all(control, Role.UNSURE)


def _held(archive: Archive) -> Iterator[str]:
    """The texts of the data that a file carries."""
    for name in archive.names:
        if name.startswith(_DATA) and name.endswith(".xml"):
            try:
                data = archive.read(name)
                root = parse(data) if len(data) < _LARGEST else None
            except Unreadable:
                continue
            for one in root.iter() if root is not None else ():
                yield from (one.text or "", *one.attrib.values())
