"""Paragraphs and tables -> text with a sign between the fields (csv, tabs), as a spreadsheet program saves a sheet."""

import csv
import io
from collections.abc import Sequence

from samples.writers.parts import Part
from samples.writers.xlsx import positions


def write(parts: Sequence[Part], *, delimiter: str = ",", encoding: str = "gb18030") -> bytes:
    """Every row with all its fields; a merged cell stands in the first of its squares."""
    spots, columns = positions(parts)
    rows = [[""] * columns for _ in range(max((row for row, _, _ in spots), default=-1) + 1)]
    for row, column, spot in spots:
        rows[row][column] = spot.text
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)
