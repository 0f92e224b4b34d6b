"""What the cells of an xls show: fonts, fills, and the colours of a palette that comes after them."""

import struct

import pytest

from readers.sheet_hidden_content import NOTHING, HiddenContent, untold_in_old
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
    return _told([], font=font, style=_style(fill), palette=palette).roles.get((0, 0))


def _told(
    more: list[tuple[int, bytes]],
    *,
    font: bytes | None = None,
    style: bytes | None = None,
    palette: bytes = b"",
    value: float = 5230.0,
) -> HiddenContent:
    """What is told of a sheet with a number in A1, and these records behind it."""
    records = [
        (0, _BOUND, struct.pack("<IHBB", 900, 0, 0, 0)),
        (0, _FONT, font or _font(_BLACK)),
        (0, _XF, style or _style(None)),
        (0, _PALETTE, palette),
        (900, _BOF, b""),
        (0, _NUMBER, struct.pack("<HHHd", 0, 0, 0, value)),
        *((0, kind, body) for kind, body in more),
    ]
    found, _ = untold_in_old(records)
    return found.get(0, NOTHING)


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


_CONDITIONS, _CONDITION, _WINDOW, _ROW, _COLUMN, _FORMULA = 0x1B0, 0x1B1, 0x23E, 0x208, 0x7D, 0x06
_FONT_SAID, _FILL_SAID, _FORMAT_SAID = 1 << 26, 1 << 29, 1 << 25


def _condition(said: int, *, ink: int = -1, struck: bool = False, fill: int = 0) -> list[tuple[int, bytes]]:
    """A condition for A1 and what it gives to it."""
    area = struct.pack("<HH4HH4H", 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0)
    font = bytearray(118)
    struct.pack_into("<i", font, 80, ink)
    font[68], font[88], font[92] = (0x80, 0, 1) if struck else (0, 0x80, 1)
    body = struct.pack("<BBHHIH", 2, 0, 0, 0, said, 0) + bytes(font) * bool(said & _FONT_SAID)
    return [(_CONDITIONS, area), (_CONDITION, body + struct.pack("<I", fill) * bool(said & _FILL_SAID))]


@pytest.mark.parametrize(
    ("records", "role"),
    [
        (_condition(_FONT_SAID, ink=_WHITE), Role.UNSURE),
        (_condition(_FONT_SAID, ink=10), None),
        (_condition(_FONT_SAID, struck=True), Role.UNSURE),
        (_condition(_FILL_SAID, fill=_BLACK << 23), Role.UNSURE),
        (_condition(_FILL_SAID, fill=13 << 23), None),
        (_condition(_FONT_SAID | _FILL_SAID, ink=_WHITE, fill=12 << 23), None),
        (_condition(_FORMAT_SAID), Role.UNSURE),
        (_condition(_FONT_SAID, ink=_WHITE)[:1], None),
        ([(_CONDITION, b"")], None),
        ([(_WINDOW, b"\x11\0")], None),
        ([(_FORMULA, struct.pack("<HHHdHIH", 0, 0, 0, 5230.0, 0, 0, 0)), (_WINDOW, b"\x11\0")], Role.UNSURE),
        ([(_FORMULA, struct.pack("<HHHdHIH", 0, 0, 0, 5230.0, 0, 0, 0)), (_WINDOW, b"\x10\0")], None),
    ],
)
def test_a_condition_or_the_view_may_show_a_cell_otherwise(records: list[tuple[int, bytes]], role: Role | None) -> None:
    """White letters, struck ones, black ground, another format, formulas for results; a red warning hides nothing."""
    assert _told(records).roles.get((0, 0)) is role


@pytest.mark.parametrize(("flags", "shown"), [(b"\0\0", ""), (b"\x10\0", None)])
def test_a_zero_that_the_view_does_not_show_is_a_blank(flags: bytes, shown: str | None) -> None:
    """Only where the view leaves zeros out, and no other figure."""
    assert _told([(_WINDOW, flags)], value=0.0).shown.get((0, 0)) == shown
    assert (0, 0) not in _told([(_WINDOW, flags)]).shown


def test_rows_and_columns_of_no_size_are_hidden() -> None:
    """A row of one point and a column narrower than a digit; usual ones are not."""
    row, column = struct.Struct("<4HHHI"), struct.Struct("<5H")
    told = _told([(_ROW, row.pack(0, 0, 1, 20, 0, 0, 0)), (_COLUMN, column.pack(1, 2, 60, 0, 0))])
    assert (told.rows, told.columns) == ({0}, {1, 2})
    usual = _told([(_ROW, row.pack(0, 0, 1, 300, 0, 0, 0)), (_COLUMN, column.pack(1, 2, 2000, 0, 0))])
    assert not usual


def test_a_text_that_fills_its_cell_up_is_unsure() -> None:
    """12 becomes 121212 in a wide cell."""
    filled = bytearray(_style(None))
    filled[6] = 4
    assert _told([], style=bytes(filled)).roles == {(0, 0): Role.UNSURE}
