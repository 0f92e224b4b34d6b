"""What the library that reads the cells of a spreadsheet does not tell: results that are missing, rows that are hidden.

It gives an error, and a formula that was never calculated, as empty; what was not read must not look like a blank.
"""

import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any, NamedTuple

from filings.nouns import dataclass
from readers import sheet_dress
from readers.archive import Archive
from readers.sheet_looks import Book
from readers.sheet_places import Square, path_of, square
from readers.visibility import Role
from readers.xls_doubts import CONDITION, CONDITIONS, WINDOW, OldDoubts
from readers.xls_looks import OldBook
from readers.xml import parse

UNCOUNTED = "（公式没有结果）"


_WORKBOOK = "workbook.xml"
_ROWS = b"sheetData"  # begins and ends the rows
_SUSPECT = (
    b"f>",
    b'"e"',
    b"'e'",
    b" hidden=",
    b"rPr",
    b"rPh",
)  # the end of a formula, whatever its prefix; an error; something hidden
_SUSPECT_AROUND = (b"showZeros", b"showValue", b"showFormulas", b":dxf", b"colorScale", b"dataBar")
"""The same of what stands before and behind the rows, which are by far the most of a sheet."""
_THIN_ROW = re.compile(rb"ht=[\"'][0-3]?(?:\.\d*)?[\"']")
_THIN_COLUMN = re.compile(rb"idth=[\"'][0-4]?(?:\.\d*)?[\"']")  # digits may not fit into those of a few characters
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_BOF, _BOUND_SHEET, _FORMULA, _BOOL_OR_ERROR = 0x809, 0x85, 0x06, 0x205
_ROW, _ROW_BYTES, _ROW_HIDDEN = 0x208, 16, 0x20
_COLUMNS, _COLUMNS_BYTES, _COLUMNS_HIDDEN = 0x7D, 10, 0x01
_TRUE, _MOST_COLUMNS = frozenset({"1", "true"}), 1000
_HEIGHT, _TWIPS, _PARTS = 0x7FFF, 20, 256  # units of an xls: twentieths of a point, 256ths of a character
_LOW, _NARROW = 4.0, 0.8  # points of a row, characters of a column; a column has five pixels beside its letters
_NO_NUMBER, _IS_ERROR = 0xFFFF, 2
_FORMULA_BYTES, _BOOL_OR_ERROR_BYTES, _BOUND_BYTES = 14, 8, 4


class HiddenContent(NamedTuple):
    """Of one sheet. ``lacking``: what a reader of the sheet is told instead of a result.

    ``rows``, ``columns``: those that are hidden, from 0; ``shown``: what cells show that hold something else;
    ``roles``: of the text of cells that is not plain; ``drawn``: cells under a drawing, and whether that holds digits.
    """

    lacking: Mapping[Square, str]
    rows: frozenset[int]
    columns: frozenset[int]
    shown: Mapping[Square, str] = MappingProxyType({})
    roles: Mapping[Square, Role] = MappingProxyType({})
    drawn: Mapping[Square, bool] = MappingProxyType({})

    def __bool__(self) -> bool:
        return any(self)


NOTHING = HiddenContent({}, frozenset(), frozenset())


def may_hold(part: bytes, looks: Book) -> bool:
    """Whether a part is a sheet that may hold an error, a formula or something odd or hidden; most do not."""
    head, rows, rest = part.partition(_ROWS)
    if not rows:
        return False
    around = head + rest[max(rest.rfind(_ROWS), 0) :]  # all the rest where the rows have no end of their own
    if looks or any(mark in part for mark in _SUSPECT) or any(mark in around for mark in _SUSPECT_AROUND):
        return True
    return bool(_THIN_ROW.search(part) or _THIN_COLUMN.search(around))


def untold(part: bytes, looks: Book) -> HiddenContent:
    """What one sheet (xlsx) holds of this. An address that is left out follows the one before."""
    root = parse(part)
    found: dict[Square, str] = {}
    texts: dict[Square, str] = {}
    doubts = (*sheet_dress.doubtful(root, looks), *sheet_dress.crowded(root, looks))
    roles = dict.fromkeys(doubts, Role.UNSURE)
    zeros = any(view.get("showZeros") in ("0", "false") for view in root.iter("{*}sheetView"))
    rows: set[int] = set()
    row = -1
    for line in root.iter("{*}row"):
        row, column = _number(line.get("r", ""), row + 1), -1
        if line.get("hidden") in _TRUE or _is_thin(line.get("ht"), _LOW):
            rows.add(row)
        for cell in line.iterchildren("{*}c"):
            row, column = square(cell.get("r", "")) or (row, column + 1)
            formula = cell.find("{*}f") is not None
            text = _said(cell.get("t", "n"), cell.findtext("{*}v") or "", formula=formula)
            if text:
                found[row, column] = text
            odd = sheet_dress.cell(cell, looks, zeros=zeros)
            if odd.text is not None:
                texts[row, column] = odd.text
            if odd.role is not None:
                roles[row, column] = odd.role
    return HiddenContent(found, frozenset(rows), frozenset(_hidden_columns(root)), texts, roles)


def _hidden_columns(root: Any) -> Iterator[int]:  # noqa: ANN401 - lxml ships no types
    for column in root.iter("{*}col"):
        if column.get("hidden") in _TRUE or _is_thin(column.get("width"), _NARROW):
            first, last = _number(column.get("min", ""), 0), _number(column.get("max", ""), 0)
            yield from range(first, min(last, first + _MOST_COLUMNS) + 1)


def _is_thin(written: str | None, least: float) -> bool:
    """Whether a row or column is too thin for anybody to see what stands in it."""
    try:
        return written is not None and float(written) < least
    except ValueError:
        return False


def _number(written: str, expected: int) -> int:
    return int(written) - 1 if written.isascii() and written.isdigit() and len(written) < 9 else expected  # noqa: PLR2004


def _said(kind: str, value: str, *, formula: bool) -> str:
    """``kind``: e for an error; str for a formula whose result is a text, which may be empty."""
    if kind == "e":
        return value or UNCOUNTED
    return UNCOUNTED if formula and not value and kind != "str" else ""


def by_sheet(archive: Archive, parts: Mapping[str, HiddenContent]) -> Mapping[int, HiddenContent] | None:
    """By the number of the sheet, as the workbook lists them; None if a part belongs to no sheet."""
    if not parts:
        return {}
    books = [name for name in archive.names if name.endswith(_WORKBOOK)]
    if len(books) != 1:
        return None
    folder, _, name = books[0].rpartition("/")
    links = f"{folder}/_rels/{name}.rels".lstrip("/")
    if links not in archive:
        return None
    targets = {link.get("Id"): path_of(folder, link.get("Target", "")) for link in parse(archive.read(links))}
    sheets = [targets.get(_link(sheet)) for sheet in parse(archive.read(books[0])).iter("{*}sheet")]
    numbers = {name: number for number, name in enumerate(sheets) if name}
    return {numbers[name]: told for name, told in parts.items()} if parts.keys() <= numbers.keys() else None


def _link(sheet: Any) -> str | None:  # noqa: ANN401 - lxml ships no types
    """The id of a sheet's relationship, in either of the two namespaces that the standard knows."""
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)


def untold_in_old(records: Iterable[tuple[int, int, bytes]]) -> tuple[Mapping[int, HiddenContent], bool]:
    """The same of an xls, by the number of the sheet, and whether it holds comments.

    ``records``: (where it starts, kind, body).
    """
    sheets: dict[int, int] = {}  # where the records of a sheet start -> its number
    found: dict[int, _HiddenCells] = {}
    sheet: int | None = None
    book = OldBook()
    for at, kind, body in records:
        if kind == _BOUND_SHEET and len(body) >= _BOUND_BYTES:
            sheets[struct.unpack_from("<I", body)[0]] = len(sheets)
        elif kind == _BOF and at in sheets:
            sheet = sheets[at]
            book.end()
        elif sheet is not None:
            _note(kind, body, found.setdefault(sheet, _HiddenCells()), book)
        else:
            book.take(kind, body)
    made = {number: one.untold() for number, one in found.items()}
    return {number: told for number, told in made.items() if told}, book.noted


@dataclass(slots=True)
class _HiddenCells:
    """What was found of a sheet so far."""

    texts: dict[Square, str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    shown: dict[Square, str] = field(default_factory=dict)
    roles: dict[Square, Role] = field(default_factory=dict)
    doubts: OldDoubts = field(default_factory=OldDoubts)

    def untold(self) -> HiddenContent:
        """All of the sheet was read; its view comes behind its cells."""
        self.roles.update(dict.fromkeys(self.doubts.squares, Role.UNSURE))
        self.roles.update(dict.fromkeys(self.doubts.formulas, Role.UNSURE))
        self.shown.update(dict.fromkeys(self.doubts.zeros, ""))
        return HiddenContent(self.texts, frozenset(self.rows), frozenset(self.columns), self.shown, self.roles)


def _note(kind: int, body: bytes, found: _HiddenCells, book: OldBook) -> None:
    if (code := _error(kind, body)) is not None:
        row, column = struct.unpack_from("<HH", body)
        found.texts[row, column] = _ERRORS.get(code, UNCOUNTED)
    elif kind == _ROW and len(body) >= _ROW_BYTES:
        row, _, _, height = struct.unpack_from("<4H", body)
        if body[12] & _ROW_HIDDEN or height & _HEIGHT < _LOW * _TWIPS:
            found.rows.add(row)
    elif kind == _COLUMNS and len(body) >= _COLUMNS_BYTES:
        first, last, width = struct.unpack_from("<3H", body)
        if body[8] & _COLUMNS_HIDDEN or width < _NARROW * _PARTS:
            found.columns.update(range(first, min(last, first + _MOST_COLUMNS) + 1))
    elif kind in (WINDOW, CONDITIONS, CONDITION):
        found.doubts.take(kind, body, book)
    else:
        found.doubts.cell(kind, body)
        for square_, text, role in book.cells(kind, body):
            if text is not None:
                found.shown[square_] = text
            if role is not None:
                found.roles[square_] = role


def _error(kind: int, body: bytes) -> int | None:
    """The code of the error that a cell record holds."""
    if kind == _BOOL_OR_ERROR and len(body) >= _BOOL_OR_ERROR_BYTES and body[7]:
        return body[6]
    if kind == _FORMULA and len(body) >= _FORMULA_BYTES:
        result, marker = body[6:12], struct.unpack_from("<H", body, 12)[0]
        return result[2] if marker == _NO_NUMBER and result[0] == _IS_ERROR else None
    return None
