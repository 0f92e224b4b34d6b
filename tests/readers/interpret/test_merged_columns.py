"""Table three with one column for all organisations: what keeps its official head is read, the five kinds stay open."""

from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers import read
from samples.forms import Draft, compose, refs
from samples.writers import canvas, flat, ods, ofd, page, pdf, rtf, word, xlsx
from samples.writers.parts import Part, PlainTable, Spot

EDITIONS = ("2019", "2021")
WRITERS: dict[str, tuple[str, Callable[[Sequence[Part]], bytes]]] = {
    "docx": ("a.docx", word.write),
    "html": ("a.html", page.write),
    "xlsx": ("a.xlsx", xlsx.write),
    "ods": ("a.ods", ods.write),
    "rtf": ("a.rtf", rtf.write),
    "pdf": ("a.pdf", lambda parts: pdf.write(canvas.draw(parts))),
    "ofd": ("a.ofd", lambda parts: ofd.write(canvas.draw(parts))),
    **{
        name: ("a.txt", lambda parts, name=name: flat.LAYOUTS[name](parts).encode())  # type: ignore[misc]
        for name in ("tabs", "pipes", "spaced", "lines")
    },
}
HEADS = ("法人或其他组织", "法人和其他组织", "法人或其他组织合计")
_FIGURES = 7


def _values(form: str, rows: Sequence[tuple[int, int]]) -> dict[str, str]:
    """Figures of table three, row by row: natural persons and organisations; all of them businesses."""
    values: dict[str, str] = {}
    addresses = dict.fromkeys(ref.rpartition(".")[0] for ref in refs(Draft(edition=form, values={})))
    three = [one for one in addresses if one.startswith("applications.")]
    for address, (natural, business) in zip(three, rows, strict=False):
        figures = (natural, business, 0, 0, 0, 0, natural + business)
        columns = ("natural", "business", "research", "charity", "legal", "other", "total")
        values |= {f"{address}.{column}": str(figure) for column, figure in zip(columns, figures, strict=True)}
    return values


def _merged(table: PlainTable, head: str) -> PlainTable:
    rows = []
    for at, spots in enumerate(table.rows):
        if at == 0:
            rows.append((Spot(spots[0].text, rows=2, columns=spots[0].columns), Spot(spots[1].text, columns=3)))
        elif at == 1:
            rows.append((Spot("自然人"), Spot(head), Spot("总计")))
        elif at > 2:
            natural, *organisations, total = spots[-_FIGURES:]
            one = Spot(str(sum(int(spot.text) for spot in organisations)))
            rows.append((*spots[:-_FIGURES], natural, one, total))
    return PlainTable(tuple(rows))


@pytest.mark.parametrize("form", EDITIONS)
@pytest.mark.parametrize("layout", WRITERS)
@settings(max_examples=4, deadline=None)
@given(
    rows=st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), min_size=27, max_size=27),
    head=st.sampled_from(HEADS),
)
def test_two_columns_are_known_and_five_are_not(form: str, layout: str, rows: list[tuple[int, int]], head: str) -> None:
    """In every format: natural persons and totals as printed, no figure for any kind of organisation."""
    values = _values(form, rows)
    parts = list(compose(Draft(edition=form, values=values)))
    at = [index for index, part in enumerate(parts) if isinstance(part, PlainTable)][1]
    table = parts[at]
    assert isinstance(table, PlainTable)
    parts[at] = _merged(table, head)
    name, write = WRITERS[layout]
    report = read(write(parts), name)
    found: Mapping[str, int | None] = {
        ref: None if cell.value is None else int(cell.value)
        for ref, cell in report.cells.items()
        if ref.startswith("applications.")
    }
    expected = {ref: int(value) if ref.endswith((".natural", ".total")) else None for ref, value in values.items()}
    assert {ref: found.get(ref) for ref in expected} == expected
    assert set(found) <= set(expected)
