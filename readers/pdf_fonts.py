"""Letters for PDF files that embed no font: pdfium tells no character that has no outline.

A Chinese PDF may rely on the fonts of the machine, and a server often has none: its pages would come out blank. The
font of one box in ``fonts/box.ttf`` stands in for all. Where and how wide a character is says the file itself.
"""

import struct
from functools import cache
from itertools import accumulate
from pathlib import Path

from pypdfium2 import raw

from readers.pdf_font_source import Fonts

FOLDER = Path(__file__).parent / "fonts"
_NAME = (1, "Gouji Box"), (2, "Regular"), (4, "Gouji Box"), (6, "GoujiBox")
_UP, _DOWN, _EM = 880, -120, 1000
_EAST_ASIAN = 0x003E0000  # code pages of Japan, both of China, both of Korea
_FIRST, _LAST = 0x20, 0xFFFD


@cache
def load() -> Fonts:
    """Start pdfium again with the box as its only font, from memory. Only while no document is open.

    The machine's own fonts would tell the same characters at the same places, in twice the time and not on every
    machine alike; and where documents are read no file can be opened. The cache keeps the fonts: pdfium
    calls into them as long as it runs.
    """
    fonts = Fonts((FOLDER / "box.ttf").read_bytes())
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibrary()
    fonts.install()
    return fonts


def box() -> bytes:
    """The font: a box as large as the em, for every character."""
    outline = struct.pack(">hhhhhHH", 1, 0, _DOWN, _EM, _UP, 3, 0) + b"\1\1\1\1"
    outline += struct.pack(">8h", 0, _EM, 0, -_EM, _DOWN, 0, _EM, 0)
    outline += bytes(-len(outline) % 4)
    names = "".join(text for _, text in _NAME).encode("utf-16-be")
    starts = accumulate((2 * len(text) for _, text in _NAME), initial=0)
    records = b"".join(
        struct.pack(">6H", 3, 1, 0x409, number, 2 * len(text), start)
        for (number, text), start in zip(_NAME, starts, strict=False)
    )
    many_to_one = struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, _FIRST, _LAST, 1)
    return _file(
        {
            b"OS/2": _os2(),
            b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + many_to_one,
            b"glyf": outline * 2,
            b"head": struct.pack(
                ">IIIIHHQQ4hHHhhh",
                *(0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0, 0, _DOWN, _EM, _UP, 0, 8, 2, 1, 0),
            ),
            b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, _UP, _DOWN, 0, _EM, 0, 0, _EM, 1, *[0] * 7, 2),
            b"hmtx": struct.pack(">HhHh", _EM, 0, _EM, 0),
            b"loca": struct.pack(">III", 0, len(outline), 2 * len(outline)),
            b"maxp": struct.pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 2, *[0] * 8),
            b"name": struct.pack(">HHH", 0, len(_NAME), 6 + len(records)) + records + names,
            b"post": struct.pack(">IIhhIIIII", 0x30000, *[0] * 8),
        }
    )


def _os2() -> bytes:
    return (
        struct.pack(">HhHHH", 4, _EM, 400, 5, 0)
        + bytes(32)
        + struct.pack(">IIII", 0xFFFFFFFF, 0xFFFFFFFF, 0, 0)
        + b"GOUJ"
        + struct.pack(">HHHhhhHH", 0x40, _FIRST, _LAST, _UP, _DOWN, 0, _UP, -_DOWN)
        + struct.pack(">II", _EAST_ASIAN, 0)
        + struct.pack(">hhHHH", 500, 700, 0, _FIRST, 1)
    )


def _file(tables: dict[bytes, bytes]) -> bytes:
    head = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, 16 * len(tables) - 128)
    start = len(head) + 16 * len(tables)
    body = b""
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        head += tag + struct.pack(">III", total, start + len(body), len(table))
        body += padded
    return head + body
