"""How large a spreadsheet would grow in memory, told before it is opened: one far cell can claim terabytes."""

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from doc2docx.cfb.container import CompoundFile, CompoundFileLimits
from doc2docx.errors import Doc2DocxError

from filings.patterns import pattern
from readers.archive import Archive
from readers.refusal import Unreadable
from readers.sheet_drawings import drawn_over
from readers.sheet_hidden_content import NOTHING, UNCOUNTED, HiddenContent, by_sheet, may_hold, untold, untold_in_old
from readers.sheet_looks import book
from readers.sheet_places import column_of

MOST_CELLS = 500_000  # of the rectangle from A1 to the farthest cell: about 12 MB; the forms have under 1,000
_OLE = b"\xd0\xcf\x11\xe0"
_POSITION = pattern(rb"""r(?<=\Wr)\s*=\s*["']\s*([A-Za-z]{0,7})(\d{1,9})""")
_FAR = pattern(rb"""r(?<=\Wr)\s*=\s*["']\s*(?:[A-Za-z]{2,7}|[A-Za-z]?\d{5,9})""")  # any other lies within A1 to Z9999
_MOST_UNCOUNTED = 4  # formulas without a result: more are no slip, the file was written by a program and never opened
_CELL_RECORDS = frozenset({0x06, 0xBD, 0xBE, 0x201, 0x203, 0x204, 0x205, 0xFD, 0x27E, 0xD6, 0x206, 0x406})
_ROW_OF_CELLS = frozenset({0xBD, 0xBE})
_STREAMS = frozenset({"workbook", "book"})
_PLACE = 4  # bytes of row and column


class Guarded(NamedTuple):
    """``parts``: names of the parts or streams. ``untold``: by number of a sheet, what the library does not tell."""

    parts: tuple[str, ...]
    untold: Mapping[int, HiddenContent]


def guard(data: bytes) -> Guarded:
    """Refuses (Unreadable) what would grow too large, and what was never calculated."""
    if data.startswith(_OLE):
        return _old(data)
    archive = Archive(data)
    if any(name.endswith("workbook.bin") for name in archive.names):
        raise Unreadable("这是二进制电子表格（xlsb），系统不读这种格式")
    found: dict[str, HiddenContent] = {}
    looks = book(archive)
    for name in archive.names:
        if name.endswith(".xml"):
            part = archive.read(name)
            _check_xml(part)
            told = untold(part, looks) if may_hold(part, looks) else NOTHING
            if drawn := drawn_over(archive, name, part):
                told = told._replace(drawn=drawn)
            if told:
                found[name] = told
    uncounted = [text for told in found.values() for text in told.lacking.values() if text == UNCOUNTED]
    sheets = by_sheet(archive, found)
    if sheets is None:
        raise Unreadable(
            "电子表格里有隐藏的行列或者没有结果的公式，又认不出在哪张工作表；请用 WPS 或 Excel 打开，保存一次后再报送"
        )
    if len(uncounted) > _MOST_UNCOUNTED:
        raise Unreadable(
            f"电子表格里有 {len(uncounted)} 处公式没有保存计算结果，读不出数字；"
            "请用 WPS 或 Excel 打开，保存一次后再报送"
        )
    return Guarded(archive.names, sheets)


def _check_xml(part: bytes) -> None:
    if _FAR.search(part) is None:
        return
    found = _POSITION.findall(part)
    rows = max(map(int, {digits for _, digits in found}), default=1)
    columns = max(map(column_of, {letters.decode() for letters, _ in found}), default=1)
    _check(rows, columns)


def _check(rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise Unreadable("电子表格的有效范围太大，请删去表格外多余的行列")


def _old(data: bytes) -> Guarded:
    try:
        container = CompoundFile(data, limits=CompoundFileLimits(max_directory_entries=10_000))
        names = tuple(entry.path for entry in container.entries)
        streams = sorted((path for path in names if path.strip("/").casefold() in _STREAMS), key=len, reverse=True)
        records = [container.open_stream(path.strip("/")) for path in streams]  # the newer one, Workbook, is read
        for stream in records:
            _check(*extent(stream))
        told, noted = untold_in_old(_records(records[0])) if records else ({}, False)
    except (Doc2DocxError, ValueError, struct.error, IndexError, RecursionError):
        raise Unreadable("电子表格已损坏或不完整，打不开") from None
    return Guarded((*names, *(("comments.xml",) if noted else ())), told)


def extent(stream: bytes) -> tuple[int, int]:
    """Rows and columns up to the farthest cell record."""
    rows = columns = 1
    for _, kind, body in _records(stream):
        if kind in _CELL_RECORDS and len(body) >= _PLACE:
            row, column = struct.unpack_from("<HH", body)
            if kind in _ROW_OF_CELLS:
                column = max(column, struct.unpack_from("<H", body, len(body) - 2)[0])
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows, columns


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(where it starts, kind, body) of each record."""
    position = 0
    while position + _PLACE <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        yield position, kind, stream[position + _PLACE : position + _PLACE + size]
        position += _PLACE + size
