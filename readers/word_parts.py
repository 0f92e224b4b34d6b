"""The XML parts of a Word file in the names of the transitional form, whichever of the two it was saved in."""

from typing import Any

from readers.archive import Archive
from readers.refusal import Unreadable
from readers.xml import parse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL, BOX = W + "val", W + "txbxContent"
PICTURES = frozenset(
    {"{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata"}
)
DRAWINGS = frozenset(
    {"{http://schemas.openxmlformats.org/drawingml/2006/chart}chart", W + "contentPart",
     "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds", "{urn:schemas-microsoft-com:vml}textpath"}
)  # fmt: skip
"""What shows something of which the file does not say what: charts, ink, letters as a drawing."""
SHAPES = frozenset(
    {"{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}wsp",
     *("{urn:schemas-microsoft-com:vml}" + name for name in ("rect", "roundrect", "oval", "line", "polyline", "shape"))}
)  # fmt: skip
"""Areas and lines drawn by hand."""
STYLES, NUMBERING = "word/styles.xml", "word/numbering.xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)


def transitional(data: bytes) -> bytes:
    """A part of a Strict file (ISO/IEC 29500-1) with the names of the transitional form (29500-4)."""
    if _STRICT in data:
        for strict, usual in _TRANSITIONAL:
            data = data.replace(strict, usual)
    return data


def part(archive: Archive, name: str) -> Any:  # noqa: ANN401 - lxml ships no types
    """A part that the document can be read without: None when it is missing or damaged."""
    if name not in archive:
        return None
    try:
        return parse(transitional(archive.read(name)))
    except Unreadable:
        return None


def floats(element: Any) -> bool:  # noqa: ANN401
    """Whether a drawing lies over the page and not in its line."""
    return element.tag.endswith("}anchor") or "position:absolute" in element.get("style", "")


def covers(drawing: Any) -> bool:  # noqa: ANN401
    """Whether a drawing that floats is an area or a line before the text: it may lie over the digits of its cell."""
    style = drawing.get("style", "").replace(" ", "")
    behind = drawing.get("behindDoc", "0") not in ("0", "false", "off") or "z-index:-" in style
    return (
        not behind
        and next(drawing.iter(*SHAPES), None) is not None
        and next(drawing.iter(BOX, *PICTURES), None) is None
    )
