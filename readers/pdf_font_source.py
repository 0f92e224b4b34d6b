"""Gives pdfium one font from memory, in the place of the folders of fonts in which it would look by itself.

What it answers is what pdfium's own search (``CFX_LinuxFontInfo``) finds in a folder that holds this font alone.
"""

from ctypes import byref, memmove, string_at
from typing import Any

from pypdfium2 import raw

_FACE = b"Gouji Box"
_ANSI, _SHIFT_JIS, _HANGUL, _GB, _BIG5 = 0, 128, 129, 134, 136
_EAST_ASIAN = (_SHIFT_JIS, _GB, _BIG5, _HANGUL)
_HANDLE = 1
_WHOLE = 0  # the "table" that is the whole file
_FIXED_PITCH = 1


class Fonts:
    """The functions that pdfium calls; they and the font stay in memory as long as it runs."""

    def __init__(self, font: bytes) -> None:
        self._font = font
        self._tables = _tables(font)
        self._info = raw.FPDF_SYSFONTINFO(version=1)
        for name, function in (
            ("Release", _release), ("EnumFonts", _listed), ("MapFont", _mapped), ("GetFont", _named),
            ("GetFontData", self._data), ("GetFaceName", _face), ("GetFontCharset", _charset),
            ("DeleteFont", _deleted),
        ):  # fmt: skip
            kind = dict(raw.FPDF_SYSFONTINFO._fields_)[name]
            setattr(self._info, name, kind(function))

    def install(self) -> None:
        """Have pdfium ask here from now on."""
        raw.FPDF_SetSystemFontInfo(byref(self._info))

    def _data(self, _info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:  # noqa: ANN401 - C pointers
        found = self._font if table == _WHOLE else self._tables.get(table, b"")
        if buffer and size >= len(found):
            memmove(buffer, found, len(found))
        return len(found)


def _tables(font: bytes) -> dict[int, bytes]:
    count = int.from_bytes(font[4:6], "big")
    entries = (font[12 + 16 * number : 28 + 16 * number] for number in range(count))
    places = ((int.from_bytes(one[:4], "big"), int.from_bytes(one[8:12], "big"), one[12:16]) for one in entries)
    return {tag: font[start : start + int.from_bytes(length, "big")] for tag, start, length in places}


def _listed(_info: Any, mapper: Any) -> None:  # noqa: ANN401 - C pointers
    for charset in (*_EAST_ASIAN, _ANSI):
        raw.FPDF_AddInstalledFont(mapper, _FACE, charset)


def _mapped(_info: Any, _weight: int, _italic: int, charset: int, pitch: int, face: Any, _exact: Any) -> int | None:  # noqa: ANN401 - C pointers
    """The box for Chinese, Japanese and Korean; for others only by its name, as a search by name would."""
    if charset in _EAST_ASIAN:
        return _HANDLE
    name = bytes(string_at(face)) if face else b""
    return _HANDLE if charset == _ANSI and not pitch & _FIXED_PITCH and name in _FACE else None


def _named(_info: Any, face: Any) -> int | None:  # noqa: ANN401 - C pointers
    return _HANDLE if face and string_at(face) == _FACE else None


def _face(_info: Any, _font: Any, buffer: Any, size: int) -> int:  # noqa: ANN401 - C pointers
    ended = _FACE + b"\0"
    if buffer and size >= len(ended):
        memmove(buffer, ended, len(ended))
    return len(ended)


def _charset(_info: Any, _font: Any) -> int:  # noqa: ANN401 - C pointers
    return _ANSI


def _release(_info: Any) -> None:  # noqa: ANN401 - C pointers
    """Nothing is held that must be given back."""


def _deleted(_info: Any, _font: Any) -> None:  # noqa: ANN401 - C pointers
    """Nothing is held that must be given back."""
