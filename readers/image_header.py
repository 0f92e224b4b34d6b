"""Width and height of a picture from its header alone, so that a picture too large is never unfolded."""

import struct
from collections.abc import Iterator

MOST_PAGES = 60  # pictures in one TIFF
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_TIFF_WIDTH, _TIFF_HEIGHT = 256, 257


def sizes(data: bytes) -> list[tuple[int, int]]:
    """(width, height) of every picture in the file; empty when the header says nothing."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return [struct.unpack_from(">II", data, 16)]
        if data.startswith(b"\xff\xd8"):
            return list(_jpeg(data))[:1]
        if data.startswith(b"BM"):
            width, height = struct.unpack_from("<ii", data, 18)
            return [(abs(width), abs(height))]
        if data.startswith((b"GIF87a", b"GIF89a")):
            return [struct.unpack_from("<HH", data, 6)]
        if data.startswith((b"II*\x00", b"MM\x00*")):
            return list(_tiff(data, "<" if data.startswith(b"II") else ">"))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        return []
    return []


def _jpeg(data: bytes) -> Iterator[tuple[int, int]]:
    position = 2
    while position + 4 <= len(data):
        if data[position] != 0xFF:  # noqa: PLR2004 - every segment starts so
            return
        kind = data[position + 1]
        if kind in _ALONE or kind == 0xFF:  # noqa: PLR2004 - fill bytes
            position += 1 if kind == 0xFF else 2  # noqa: PLR2004
            continue
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", data, position + 5)
            yield width, height
        position += 2 + struct.unpack_from(">H", data, position + 2)[0]


def _tiff(data: bytes, order: str) -> Iterator[tuple[int, int]]:
    position = struct.unpack_from(order + "I", data, 4)[0]
    seen: set[int] = set()
    while position and position not in seen and len(seen) <= MOST_PAGES:
        seen.add(position)
        count = struct.unpack_from(order + "H", data, position)[0]
        found: dict[int, int] = {}
        for index in range(count):
            at = position + 2 + 12 * index
            tag, kind = struct.unpack_from(order + "HH", data, at)
            if tag in (_TIFF_WIDTH, _TIFF_HEIGHT):
                found[tag] = struct.unpack_from(order + ("H" if kind == 3 else "I"), data, at + 8)[0]  # noqa: PLR2004
        yield found.get(_TIFF_WIDTH, 0), found.get(_TIFF_HEIGHT, 0)
        position = struct.unpack_from(order + "I", data, position + 2 + 12 * count)[0]


def _webp(data: bytes) -> list[tuple[int, int]]:
    kind = data[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return [(width & 0x3FFF, height & 0x3FFF)]
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return [((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)]
    wide, high = data[24:27], data[27:30]
    return [(int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1)] if kind == b"VP8X" else []
