"""How large a spreadsheet would grow in memory, told before it is opened: one far cell can claim terabytes."""

import re
import struct
from collections.abc import Iterator

from doc2docx.cfb.container import CompoundFile, CompoundFileLimits
from doc2docx.errors import Doc2DocxError

from readers.archive import Archive
from readers.refusal import Unreadable

MOST_CELLS = 500_000  # of the rectangle from A1 to the farthest cell: about 12 MB; the forms have under 1,000
_OLE = b"\xd0\xcf\x11\xe0"
_POSITION = re.compile(rb"""r(?<=\Wr)\s*=\s*["']\s*([A-Za-z]{0,7})(\d{1,9})""")
_FAR = re.compile(
    rb"""r(?<=\Wr)\s*=\s*["']\s*(?:[A-Za-z]{2,7}|[A-Za-z]?\d{5,9})"""
)  # any other lies within A1 to Z9999
_MOST_UNCOUNTED = 4  # formulas without a result: more are no slip, the file was written by a program and never opened
_UNCOUNTED = re.compile(rb"(?:</f>|<f(?:\s[^<>]*)?/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_CELL_RECORDS = frozenset({0x06, 0xBD, 0xBE, 0x201, 0x203, 0x204, 0x205, 0xFD, 0x27E, 0xD6, 0x206, 0x406})
_ROW_OF_CELLS = frozenset({0xBD, 0xBE})
_PLACE = 4  # bytes of row and column


def guard(data: bytes) -> tuple[str, ...]:
    """Refuses (Unreadable) what would grow too large; returns the names of the parts or streams."""
    if data.startswith(_OLE):
        return _old(data)
    archive = Archive(data)
    uncounted = 0
    if any(name.endswith("workbook.bin") for name in archive.names):
        raise Unreadable("这是二进制电子表格（xlsb），系统不读这种格式")
    for name in archive.names:
        if name.endswith(".xml"):
            part = archive.read(name)
            _check_xml(part)
            uncounted += len(_UNCOUNTED.findall(part)) if b"<f" in part else 0
    if uncounted > _MOST_UNCOUNTED:
        raise Unreadable(
            f"电子表格里有 {uncounted} 处公式没有保存计算结果，读不出数字；请用 WPS 或 Excel 打开，保存一次后再报送"
        )
    return archive.names


def _check_xml(part: bytes) -> None:
    if _FAR.search(part) is None:
        return
    found = _POSITION.findall(part)
    rows = max(map(int, {digits for _, digits in found}), default=1)
    columns = max(map(_column, {letters for letters, _ in found}), default=1)
    _check(rows, columns)


def _check(rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise Unreadable("电子表格的有效范围太大，请删去表格外多余的行列")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _old(data: bytes) -> tuple[str, ...]:
    try:
        container = CompoundFile(data, limits=CompoundFileLimits(max_directory_entries=10_000))
        names = tuple(entry.path for entry in container.entries)
        for name in ("Workbook", "Book"):
            if any(path.strip("/").casefold() == name.casefold() for path in names):
                _check(*extent(container.open_stream(name)))
    except (Doc2DocxError, ValueError, struct.error, IndexError, RecursionError):
        raise Unreadable("电子表格已损坏或不完整，打不开") from None
    return names


def extent(stream: bytes) -> tuple[int, int]:
    """Rows and columns up to the farthest cell record."""
    rows = columns = 1
    for kind, body in _records(stream):
        if kind in _CELL_RECORDS and len(body) >= _PLACE:
            row, column = struct.unpack_from("<HH", body)
            if kind in _ROW_OF_CELLS:
                column = max(column, struct.unpack_from("<H", body, len(body) - 2)[0])
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows, columns


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position + _PLACE <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        yield kind, stream[position + _PLACE : position + _PLACE + size]
        position += _PLACE + size
