"""Cells of an xlsx over which something is drawn: text boxes, areas, lines, pictures (ECMA-376 Part 1, 20.5)."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from readers.archive import Archive
from readers.sheet_places import Square, path_of
from readers.xml import parse

_MARK = b"drawing"
_HALF = {"col": 304_800, "row": 95_250}  # English metric units: half of a usual column, of a usual row
_MOST = 5_000  # cells of a sheet
_ANCHORS = ("{*}twoCellAnchor", "{*}oneCellAnchor")
_SHAPE = ("{*}sp", "{*}pic", "{*}graphicFrame", "{*}cxnSp")
_FILLS = ("{*}solidFill", "{*}gradFill", "{*}blipFill", "{*}pattFill", "{*}grpFill")


def drawn_over(archive: Archive, name: str, part: bytes) -> Mapping[Square, bool]:
    """Cells of the sheet ``name`` under a drawing -> whether it holds digits of its own."""
    if _MARK not in part:
        return {}
    folder, _, file = name.rpartition("/")
    links = f"{folder}/_rels/{file}.rels"
    found: dict[Square, bool] = {}
    for link in parse(archive.read(links)) if links in archive else ():
        target = path_of(folder, link.get("Target", ""))
        if link.get("Type", "").endswith("/drawing") and target in archive:
            found.update(islice(_covered(parse(archive.read(target))), _MOST))
    return found


def _covered(root: Any) -> Iterator[tuple[Square, bool]]:  # noqa: ANN401 - lxml ships no types
    for anchor in root.iter(*_ANCHORS):
        shape = next(anchor.iter(*_SHAPE), None)
        begin = anchor.find("{*}from")
        if shape is None or begin is None or not _is_seen(shape):
            continue
        digits = any(map(str.isdecimal, "".join(one.text or "" for one in shape.iter("{*}t"))))
        columns, rows = _reach(anchor, begin, "col", "cx"), _reach(anchor, begin, "row", "cy")
        yield from (((row, column), digits) for row in rows for column in columns)


def _is_seen(shape: Any) -> bool:  # noqa: ANN401
    """Whether a shape hides what is under it or stands for it: an area without fill, line or text does neither."""
    if not shape.tag.endswith("}sp"):
        return True
    own = shape.find("{*}spPr")
    filled = own is not None and any(own.find(one) is not None for one in _FILLS)
    styled = shape.find("{*}style") is not None and (own is None or own.find("{*}noFill") is None)
    return filled or styled or any((one.text or "").strip() for one in shape.iter("{*}t"))


def _reach(anchor: Any, begin: Any, axis: str, size: str) -> range:  # noqa: ANN401
    """The columns or rows of which more than half lies under a drawing, as far as usual sizes tell."""
    half = _HALF[axis]
    first, over = _number(begin, axis), _number(begin, f"{axis}Off")
    end = anchor.find("{*}to")
    if end is not None:
        last, into = _number(end, axis), _number(end, f"{axis}Off")
    else:
        extent = anchor.find("{*}ext")
        length = int(extent.get(size, "0")) if extent is not None and extent.get(size, "").isdecimal() else 0
        last, into = first + (over + length) // (2 * half), (over + length) % (2 * half)
    return range(first + (over > half), min(last + (into >= half), first + _MOST))


def _number(place: Any, name: str) -> int:  # noqa: ANN401
    text = (place.findtext("{*}" + name) or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0  # noqa: PLR2004 - no such place
