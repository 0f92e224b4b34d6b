"""Tables saved as text (csv, or with tabs): every line is a row of the sheet, all with the same number of fields."""

import csv
import io

from readers.blocks import Block
from readers.refusal import Unreadable
from readers.sheet_blocks import PrintedSheetRow, blocks, printed_at, sheet_row

_SHEET = "csv"  # what a spreadsheet program calls it when it opens the file
_DELIMITERS = ",\t"
_LEAST_ROWS, _LEAST_FIELDS = 10, 4
_SELDOM = 5  # one row in so many of another width: still a saved sheet, with a fault in it


def table_blocks(text: str) -> list[Block]:
    """The blocks of a sheet that was saved as text, none where the text is no such thing.

    Unreadable where it is one, and a row of it has more or fewer fields than the others.
    """
    rows = next((found for sign in _DELIMITERS if (found := _records(text, sign))), None)
    return blocks(_SHEET, map(_row, range(len(rows)), rows)) if rows else []


def _records(text: str, delimiter: str) -> list[list[str]]:
    if text.count(delimiter) < _LEAST_ROWS * (_LEAST_FIELDS - 1):
        return []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        told = [(reader.line_num, record) for record in reader]
    except csv.Error:
        return []
    lines: dict[int, list[int]] = {}
    for line, record in told:
        if sum(map(bool, record)) > 1:
            lines.setdefault(len(record), []).append(line)
    width = max(lines, key=lambda one: len(lines[one]), default=0)
    others = sorted(line for one, found in lines.items() if one != width for line in found)
    if width < _LEAST_FIELDS or len(lines[width]) < _LEAST_ROWS:
        return []
    if not others:
        return [record for _, record in told]
    if delimiter == "," and len(others) * _SELDOM <= len(lines[width]):
        raise Unreadable(
            f"这是另存为文本的表格（csv），第{others[0]}行的格数与其他行不同，分不清哪个数在哪一列；"
            "请用 WPS 或 Excel 打开核对，另存为 xlsx 后重新报送"
        )
    return []  # a row of another width has lost a field or won one, and nobody knows which: it is read as text


def _row(number: int, fields: list[str]) -> PrintedSheetRow:
    """A row of the sheet. What stands alone in the first column ran across the sheet: merging is not saved."""
    texts = [field.strip() for field in fields]
    if texts and texts[0] and not any(texts[1:]):
        return sheet_row(number, printed_at((0,), (1,), (len(texts),)), texts[:1])
    ones = (1,) * len(texts)
    return sheet_row(number, printed_at(tuple(range(len(texts))), ones, ones), texts)
