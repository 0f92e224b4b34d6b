"""Tables saved as text (csv, or with tabs): every line is a row of the sheet, all with the same number of fields."""

import csv
import io
from collections import Counter

from readers.blocks import Block
from readers.sheet_blocks import SheetRow, blocks, printed_at, sheet_row

_SHEET = "csv"  # what a spreadsheet program calls it when it opens the file
_DELIMITERS = ",\t"
_LEAST_ROWS, _LEAST_FIELDS = 10, 4


def table_blocks(text: str) -> list[Block]:
    """The blocks of a sheet that was saved as text, none where the text is no such thing."""
    rows = next((found for sign in _DELIMITERS if (found := _records(text, sign))), None)
    return blocks(_SHEET, map(_row, range(len(rows)), rows)) if rows else []


def _records(text: str, delimiter: str) -> list[list[str]]:
    if text.count(delimiter) < _LEAST_ROWS * (_LEAST_FIELDS - 1):
        return []
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return []
    widths = Counter(len(record) for record in records if sum(map(bool, record)) > 1)
    # a row of another width has lost a field or won one, and nobody knows which: then it is read as text
    regular = len(widths) == 1 and widths.total() >= _LEAST_ROWS and min(widths) >= _LEAST_FIELDS
    return records if regular else []


def _row(number: int, fields: list[str]) -> SheetRow:
    """A row of the sheet. What stands alone in the first column ran across the sheet: merging is not saved."""
    texts = [field.strip() for field in fields]
    if texts and texts[0] and not any(texts[1:]):
        return sheet_row(number, printed_at((0,), (1,), (len(texts),)), texts[:1])
    ones = (1,) * len(texts)
    return sheet_row(number, printed_at(tuple(range(len(texts))), ones, ones), texts)
