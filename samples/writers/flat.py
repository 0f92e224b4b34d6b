"""Parts -> text, in the five ways in which conversion flattens a table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from samples.writers.parts import Part, PlainTable, placed

Row = list[str]


def lines(parts: Iterable[Part]) -> str:
    """Each cell on its own line, blank lines between all; blank cells vanish."""
    return "\n\n".join(text for part in parts for row in _rows(part) for text in row if text)


def loose(parts: Iterable[Part]) -> str:
    """Each cell on its own line behind a tab, a blank line after each row; merged-away cells stay as blank ones."""
    found = [
        "\n".join(f"\t{text}" for text in row) + "\n" if isinstance(part, PlainTable) else row[0]
        for part in parts
        for row in (_expanded(part) if isinstance(part, PlainTable) else _rows(part))
    ]
    return "\n".join(found)


def tabs(parts: Iterable[Part]) -> str:
    """Each row on its own line, cells between tabs; merged-away cells stay as blank ones."""
    return _joined(parts, "\t", "")


def pipes(parts: Iterable[Part]) -> str:
    """Markdown rows."""
    return _joined(parts, " | ", "|")


def spaced(parts: Iterable[Part]) -> str:
    """Each row on its own line, cells between blanks; blank cells vanish."""
    found = [
        "  ".join(text for text in row if text) if isinstance(part, PlainTable) else row[0]
        for part in parts
        for row in _rows(part)
    ]
    return "\n".join(found)


def _joined(parts: Iterable[Part], mark: str, edge: str) -> str:
    found: list[str] = []
    for part in parts:
        if isinstance(part, PlainTable):
            found.extend(f"{edge}{mark.join(row)}{edge}" for row in _expanded(part))
        else:
            found.append(part)
        found.append("")
    return "\n".join(found)


def _rows(part: Part) -> Iterator[Row]:
    if isinstance(part, str):
        yield [part]
        return
    for row in part.rows:
        yield [spot.text for spot in row]


def _expanded(table: PlainTable) -> Iterator[Row]:
    """Rows with a blank for each cell that a merge from above covers, as converters leave it."""
    anchors = {(row, column): spot for row, column, spot in placed(table)}
    covered = {(row + down, column) for (row, column), spot in anchors.items() for down in range(1, spot.rows)}
    for row in range(len(table.rows)):
        columns = sorted(column for at, column in (*anchors, *covered) if at == row)
        yield [anchors[row, column].text if (row, column) in anchors else "" for column in columns]


LAYOUTS: Mapping[str, Callable[[Sequence[Part]], str]] = {
    "lines": lines, "loose": loose, "tabs": tabs, "pipes": pipes, "spaced": spaced,
}  # fmt: skip
