"""The one way in which tables are written: every text stays text, in a workbook and in csv.

A name of an agency or a heading of a report comes from outside. Where it begins like a formula, a spreadsheet program
would run it: a workbook is told that it is text, and csv, which has no types, gets the sign that spreadsheets take for
"text follows" and do not show.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from io import BytesIO

from xlsxwriter.workbook import Workbook

from filings.patterns import pattern

_SIGN = "'"
_BEGINS = tuple("=+-@\t\r\n\0|%＝＋－＠")
_NUMBER = pattern(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def workbook(stream: BytesIO) -> Workbook:
    """A new workbook in which ``write`` makes no formula, link or number of a text."""
    return Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """A table as csv in UTF-8 with a byte order mark."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([[plain(cell) for cell in row] for row in rows])
    return stream.getvalue().encode("utf-8-sig")


def plain(cell: str) -> str:
    """The cell with the sign in front where a spreadsheet program would take it for a formula."""
    bare = cell.lstrip(" \u3000\u00a0\ufeff\u200b" + _SIGN)
    return _SIGN + cell if bare.startswith(_BEGINS) and not _NUMBER.fullmatch(cell) else cell


def unsigned(cell: str) -> str:
    """The cell as it was before ``plain``."""
    return cell[1:] if cell.startswith(_SIGN) and plain(cell[1:]) == cell else cell
