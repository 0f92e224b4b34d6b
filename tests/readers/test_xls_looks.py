"""What the cells of an xls show: fonts, fills, and the colours of a palette that comes after them."""

import struct

import pytest

from readers.sheet_hidden_content import untold_in_old
from readers.visibility import Role

_FONT, _XF, _PALETTE, _BOUND, _BOF, _NUMBER = 0x31, 0xE0, 0x92, 0x85, 0x809, 0x203
_AUTOMATIC, _BLACK, _WHITE, _OWN = 0x7FFF, 8, 9, 40


def _font(ink: int, name: str = "Arial", *, wide: bool = False) -> bytes:
    text = name.encode("utf-16-le" if wide else "latin-1")
    return struct.pack("<HHHHHBBBBBB", 220, 0, ink, 400, 0, 0, 0, 0, 0, len(name), wide) + text


def _style(fill: int | None) -> bytes:
    pattern = 0 if fill is None else 1 << 26
    return struct.pack("<HHHBBHI", 0, 0, 0, 0, 0, 0, 0) + struct.pack("<IH", pattern, fill or 0)


def _role(font: bytes, fill: int | None = None, palette: bytes = b"") -> Role | None:
    """The role of a figure in this font over this fill."""
    records = [
        (0, _BOUND, struct.pack("<IHBB", 900, 0, 0, 0)),
        (0, _FONT, font),
        (0, _XF, _style(fill)),
        (0, _PALETTE, palette),
        (900, _BOF, b""),
        (0, _NUMBER, struct.pack("<HHHd", 0, 0, 0, 5230.0)),
    ]
    found, _ = untold_in_old(records)
    return found[0].roles.get((0, 0)) if 0 in found else None


def _painted(red: int, green: int, blue: int) -> bytes:
    """A palette whose colour 40 is this one."""
    colours = [bytes((0, 0, 0, 0))] * 56
    colours[_OWN - 8] = bytes((red, green, blue, 0))
    return struct.pack("<H", 56) + b"".join(colours)


@pytest.mark.parametrize(
    ("font", "fill", "palette", "role"),
    [
        (_font(_AUTOMATIC), None, b"", None),
        (_font(_BLACK), None, b"", None),
        (_font(_WHITE), None, b"", Role.HIDDEN),
        (_font(_WHITE), 12, b"", None),
        (_font(_BLACK), _BLACK, b"", Role.HIDDEN),
        (_font(_OWN), None, _painted(255, 0, 0), None),
        (_font(_OWN), None, _painted(254, 254, 254), Role.HIDDEN),
        (_font(_OWN), None, _painted(225, 225, 225), Role.UNSURE),
        (_font(_BLACK), _OWN, _painted(1, 1, 1), Role.HIDDEN),
        (_font(41), None, b"", Role.HIDDEN),
        (_font(200), None, b"", None),
        (_font(_BLACK, "Wingdings"), None, b"", Role.UNSURE),
        (_font(_BLACK, "Webdings", wide=True), None, b"", Role.UNSURE),
        (_font(_BLACK)[:14], None, b"", None),
    ],
)
def test_a_colour_is_what_the_palette_says(font: bytes, fill: int | None, palette: bytes, role: Role | None) -> None:
    """By the workbook's own palette, else by the common one; signs of a symbol font cannot be weighed."""
    assert _role(font, fill, palette) is role
