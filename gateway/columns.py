"""Rows in columns that line up, Chinese or not, of which nothing is ever cut."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from gateway.wrapping import wrapped

_GAP = "  "
_INDENT = 4
_NARROWEST = 30  # columns in which folded text still reads well


def columns(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Lines of a table. The last column folds; where it has no room, it stands below its row."""
    widths = [max(map(cell_len, column)) for column in zip(heads, *rows, strict=True)][:-1]
    room = width - sum(widths) - len(_GAP) * len(widths)
    for row in (heads, *rows):
        start = "".join(text + " " * (size - cell_len(text)) + _GAP for text, size in zip(row, widths, strict=False))
        yield from _ended(start, row[-1], room, width)


def _ended(start: str, last: str, room: int, width: int) -> Iterator[str]:
    if cell_len(last) <= room:
        yield (start + last).rstrip()
    elif room >= _NARROWEST:
        first, *more = wrapped(last, room).splitlines()
        yield start + first
        yield from (" " * cell_len(start) + line for line in more)
    else:
        yield start.rstrip()
        yield from wrapped(last, width, _INDENT).splitlines()
