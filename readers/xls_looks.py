"""How the cells of an xls are shown ([MS-XLS]): fonts, number formats and the runs of its strings."""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import field
from itertools import pairwise

from filings.nouns import dataclass
from readers.sheet_colours import indexed_colour
from readers.sheet_formats import built_in
from readers.sheet_looks import CellLook, StoredCell, is_symbolic, text_of
from readers.visibility import Colour, Piece, Role, Run, against, shown

_FONT, _XF, _FORMAT, _SST, _CONTINUE, _NOTE, _PALETTE = 0x31, 0xE0, 0x41E, 0xFC, 0x3C, 0x1C, 0x92
_LABEL_SST, _NUMBER, _RK, _MULTIPLE_RK, _FORMULA = 0xFD, 0x203, 0x27E, 0xBD, 0x06
_STRUCK = 0x08
_TINY = 60  # twentieths of a point
_SOLID, _FILLED = 1, 4
_WIDE, _EXTENDED, _RICH = 1, 4, 8
_MOST_STRINGS = 100_000
_OWN = 8  # the number of the first colour of a palette
_AUTOMATIC = 0x7FFF
Square = tuple[int, int]


@dataclass(slots=True)
class Font:
    """``role``: of text in it; ``ink``: None where its number names no colour."""

    role: Role | None
    ink: Colour | None


@dataclass(slots=True)
class OldBook:
    """What the records of the workbook say. ``strings``: odd shared strings; ``noted``: comments were met."""

    fonts: list[Font] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    looks: list[CellLook] = field(default_factory=list)
    strings: dict[int, str] = field(default_factory=dict)
    parts: list[bytes] = field(default_factory=list)
    noted: bool = False
    table: bool = False
    palette: dict[int, Colour] = field(default_factory=dict)
    written: list[tuple[int, bytes]] = field(default_factory=list)  # fonts and styles: the palette comes after them

    def take(self, kind: int, body: bytes) -> None:
        """A record of the workbook's own part."""
        if kind == _SST:
            self.parts, self.table = [body], True
        elif kind == _CONTINUE and self.table:
            self.parts.append(body)
        else:
            self.table = False
            if (kind == _FONT and len(body) >= 10) or (kind == _XF and len(body) >= 20):  # noqa: PLR2004 - fixed fields
                self.written.append((kind, body))
            elif kind == _FORMAT and len(body) > 5:  # noqa: PLR2004 - number, length, flags
                self.formats[struct.unpack_from("<H", body)[0]] = _plain_text(body)
            elif kind == _PALETTE:
                self.palette = {_OWN + at: (one[0], one[1], one[2]) for at, one in enumerate(_colours(body))}

    def colour(self, number: int) -> Colour | None:
        """A colour by its number, None if there is none."""
        return (0, 0, 0) if number == _AUTOMATIC else self.palette.get(number) or indexed_colour(number)

    def _look(self, body: bytes) -> CellLook:
        number, code = struct.unpack_from("<HH", body)
        font = self.font(number)
        pattern, fore = struct.unpack_from("<I", body, 14)[0] >> 26, body[18] & 0x7F
        ground = self.colour(fore) if pattern == _SOLID else (255, 255, 255)
        lost = against(font.ink, ground) if font.ink and ground else None
        filled = Role.UNSURE if body[6] & 0x07 == _FILLED else None  # the text over and over, as often as there is room
        return CellLook(lost or font.role or filled, self.formats.get(code, built_in(code)))

    def _font(self, body: bytes) -> Font:
        height, flags, ink = struct.unpack_from("<HHH", body)
        script = struct.unpack_from("<H", body, 8)[0]
        role = Role.HIDDEN if height <= _TINY else Role.STRUCK if flags & _STRUCK else Role.RAISED if script else None
        return Font(Role.UNSURE if is_symbolic(_font_name(body)) else role, self.colour(ink))

    def font(self, number: int) -> Font:
        """A font by its number; number 4 does not exist."""
        at = number - 1 if number > 4 else number  # noqa: PLR2004 - left out by the format itself
        return self.fonts[at] if at < len(self.fonts) else Font(None, None)

    def end(self) -> None:
        """All of the workbook's own records are there."""
        self.fonts = [self._font(body) for kind, body in self.written if kind == _FONT]
        self.looks = [self._look(body) for kind, body in self.written if kind == _XF]
        if self.parts:
            self.strings = dict(_odd_strings(self.parts, self))
            self.parts = []

    def cells(self, kind: int, body: bytes) -> Iterator[tuple[Square, str | None, Role | None]]:
        """Of a record of a sheet: square, what it shows if not what it holds, role of its text."""
        if kind == _NOTE:
            self.noted = True
        elif kind == _LABEL_SST and len(body) >= 10:  # noqa: PLR2004 - its fixed fields
            row, column, style, index = struct.unpack_from("<HHHI", body)
            yield self._odd((row, column), style, StoredCell("s", str(index), CellLook(), None))
        else:
            for square, style, value in _numbers(kind, body):
                yield self._odd(square, style, StoredCell("n", repr(value), CellLook(), None))

    def _odd(self, square: Square, style: int, cell: StoredCell) -> tuple[Square, str | None, Role | None]:
        look = self.looks[style] if style < len(self.looks) else CellLook()
        return square, text_of(cell._replace(look=look), self.strings), look.role


def number_of(kind: int, body: bytes) -> Iterator[tuple[Square, float]]:
    """The numbers that a record of a sheet holds, by square."""
    yield from ((square, value) for square, _, value in _numbers(kind, body))


def _numbers(kind: int, body: bytes) -> Iterator[tuple[Square, int, float]]:
    """Square, style and value."""
    if kind in (_NUMBER, _FORMULA) and len(body) >= 14:  # noqa: PLR2004 - its fixed fields
        row, column, style = struct.unpack_from("<HHH", body)
        if kind == _NUMBER or body[12:14] != b"\xff\xff":
            yield (row, column), style, struct.unpack_from("<d", body, 6)[0]
    elif kind == _RK and len(body) >= 10:  # noqa: PLR2004
        row, column, style = struct.unpack_from("<HHH", body)
        yield (row, column), style, _rk(body, 6)
    elif kind == _MULTIPLE_RK and len(body) >= 12:  # noqa: PLR2004
        row, first = struct.unpack_from("<HH", body)
        for at in range((len(body) - 6) // 6):
            yield (row, first + at), struct.unpack_from("<H", body, 4 + 6 * at)[0], _rk(body, 6 + 6 * at)


def _colours(body: bytes) -> Iterator[bytes]:
    """Red, green and blue of each colour of a palette."""
    yield from (body[at : at + 3] for at in range(2, len(body) - 3, 4))


def _font_name(body: bytes) -> str:
    if len(body) <= 16:  # noqa: PLR2004 - its fixed fields, the length and width of the name
        return ""
    return body[16:].decode("utf-16-le" if body[15] else "latin-1", "replace")


def _plain_text(body: bytes) -> str:
    count, flags = struct.unpack_from("<HB", body, 2)
    return (
        body[5 : 5 + 2 * count].decode("utf-16-le", "replace")
        if flags & _WIDE
        else body[5 : 5 + count].decode("latin-1")
    )


def _rk(body: bytes, at: int) -> float:
    raw = struct.unpack_from("<i", body, at)[0]
    value = float(raw >> 2) if raw & 2 else struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", raw & 0xFFFFFFFC))[0]
    return value / 100 if raw & 1 else value


class _ContinuedRecord:
    """The bytes of a record that goes on in others; characters that go on begin with their width anew."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts = parts
        self.part = 0
        self.at = 0

    def bytes(self, count: int) -> bytes:
        out = b""
        while count:
            rest = self.parts[self.part][self.at : self.at + count]
            out, self.at, count = out + rest, self.at + len(rest), count - len(rest)
            if count:
                self.part, self.at = self.part + 1, 0
        return out

    def text(self, count: int, *, wide: bool) -> str:
        out = ""
        while True:
            size = 2 if wide else 1
            rest = self.parts[self.part][self.at : self.at + size * (count - len(out))]
            out += rest.decode("utf-16-le" if wide else "latin-1", "surrogatepass")
            self.at += len(rest)
            if len(out) >= count:
                return out
            self.part, self.at = self.part + 1, 1
            wide = bool(self.parts[self.part][0] & _WIDE)


def _odd_strings(parts: list[bytes], book: OldBook) -> Iterator[tuple[int, str]]:
    """Shared strings with runs that are not plain: number -> what they show. A table that breaks off ends early."""
    source = _ContinuedRecord(parts)
    try:
        _, count = struct.unpack("<II", source.bytes(8))
        for number in range(min(count, _MOST_STRINGS)):
            length, flags = struct.unpack("<HB", source.bytes(3))
            runs = struct.unpack("<H", source.bytes(2))[0] if flags & _RICH else 0
            extra = struct.unpack("<I", source.bytes(4))[0] if flags & _EXTENDED else 0
            text = source.text(length, wide=bool(flags & _WIDE)) if length else ""
            marks = [struct.unpack("<HH", source.bytes(4)) for _ in range(runs)]
            source.bytes(extra)
            pieces = list(_pieces(text, marks, book))
            if any(isinstance(piece, Run) for piece in pieces):
                yield number, shown(pieces)
    except (IndexError, struct.error, UnicodeDecodeError):
        return


def _pieces(text: str, marks: Iterable[tuple[int, int]], book: OldBook) -> Iterator[Piece]:
    """``marks``: where a run begins, and its font."""
    begins = [(0, -1), *marks, (len(text), -1)]
    for (begin, font), (end, _) in pairwise(begins):
        part = text[begin:end]
        known = book.font(font) if font >= 0 else Font(None, None)
        role = (against(known.ink, (255, 255, 255)) if known.ink else None) or known.role
        if part:
            yield part if role is None else Run(part, role)
