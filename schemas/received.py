"""JSON -> Report: a document in the published shape becomes the same nouns that a reader makes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from filings.edition import Edition, Row
from filings.figure import CellState, plain
from filings.report import Cell, Extra, Label, Paragraph, Problem, Report, Section, Surplus
from schemas.editions import edition, editions
from schemas.figures import Figures, figures_of, layout_of

_VALUED = (CellState.NUMBER, CellState.INFERRED)
_STATES = {state.value: state for state in CellState}
_FALLBACK = "2021"

Json = Mapping[str, Any]


def from_json(data: Json, figures: Figures | None = None, sections: tuple[Section, ...] | None = None) -> Report:
    """The report that ``data`` describes. ``data`` has the published shape (``schemas.report.faults`` found nothing).

    What the sender left out is filled where the form says it: cells from ``tables``, labels as the form prints them,
    places as JSON pointers. ``figures``, ``sections``: those of the data, where they are made already.
    """
    name = data["edition"] or edition_of(data)
    form = edition(name or _FALLBACK)
    cells = figures or _figures(form, data) or _cells(data.get("cells"), dict(_values(form, data["tables"])))
    get = data.get
    return Report(
        edition=name,
        title=data["title"],
        agency=data["agency"],
        year=data["year"],
        signed_by=get("signed_by"),
        signed_on=_day(get("signed_on")),
        published_on=_day(get("published_on")),
        lead=_paragraphs(get("lead", ()), "/lead"),
        sections=_sections(get("sections", ())) if sections is None else sections,
        closing=_paragraphs(get("closing", ()), "/closing"),
        cells=cells,
        labels=_labels(data["labels"]) if "labels" in data else _printed(form, cells),
        # by lists: most reports have none of these, and a generator costs as much as the noun that it yields
        extras=tuple([Extra(table=one["table"], raw=one["raw"], place=one["place"]) for one in get("extras", ())]),
        surplus=tuple([_surplus(one) for one in get("surplus", ())]),
        problems=tuple([_problem(one) for one in get("problems", ())]),
        places=dict(get("places", {})),
    )


def _figures(form: Edition, data: Json) -> Figures | None:
    return figures_of(form.id, data["tables"]) if data.get("cells") is None else None


def _printed(form: Edition, cells: Mapping[str, Cell]) -> Mapping[str, Label]:
    layout = cells.layout if isinstance(cells, Figures) else layout_of(form.id, frozenset(cells))
    return layout.labels


def edition_of(data: Json) -> str | None:
    """The form whose rows and widths the proactive table has, where only one has them; else None."""
    rows = data["tables"].get("proactive") or {}
    fitting = [form.id for form in editions() if rows and all(_fits(form, key, row) for key, row in rows.items())]
    return fitting[0] if len(fitting) == 1 else None


def _fits(form: Edition, key: str, row: list[Any] | None) -> bool:
    widths = {one.address: len(one.columns) for one in form.table("proactive").rows}
    return f"proactive.{key}" in widths and (row is None or len(row) == widths[f"proactive.{key}"])


def _values(form: Edition, tables: Json) -> Iterator[tuple[str, tuple[Decimal | None, str]]]:
    """Cell address -> (value, JSON pointer), for every row that is given."""
    for name in ("proactive", "applications"):
        given = tables.get(name) or {}
        for row in form.table(name).rows:
            key = row.address.removeprefix(f"{name}.")
            yield from _row(row, given.get(key), f"/tables/{name}/{key}", 0)
    review = tables.get("review")
    start = 0
    for row in form.table("review").rows:
        yield from _row(row, review[start : start + len(row.columns)] if review else None, "/tables/review", start)
        start += len(row.columns)


def _row(
    row: Row, values: Iterable[Any] | None, pointer: str, start: int
) -> Iterator[tuple[str, tuple[Decimal | None, str]]]:
    for index, (ref, value) in enumerate(zip(row.refs, values or (), strict=False), start):
        yield ref, (None if value is None else _decimal(value), f"{pointer}/{index}")


def _decimal(value: float) -> Decimal:
    """The number as the sender wrote it; Python gives back the shortest form of a float."""
    if type(value) is int:
        return Decimal(value)
    exact = Decimal(str(value))
    return exact.to_integral() if exact == exact.to_integral() else exact


def _cells(given: Json | None, values: Mapping[str, tuple[Decimal | None, str]]) -> dict[str, Cell]:
    """The cells as given, their values from the tables; cells that only the tables hold are added."""
    cells: dict[str, Cell] = {}
    for ref, one in (given or {}).items():
        value, pointer = values.get(ref, (None, ""))
        cells[ref] = _given(one, value, pointer)
    for ref, (value, pointer) in values.items():
        if ref not in cells and (given is None or value is not None):
            state = CellState.BLANK if value is None else CellState.NUMBER
            cells[ref] = Cell(raw=plain(value), state=state, value=value, place=pointer)
    return cells


def _given(one: Json, value: Decimal | None, pointer: str) -> Cell:
    """A figure in the tables counts whatever state is claimed; a claimed figure that is not there is none."""
    state = _STATES[one["state"]]
    if value is not None and state not in _VALUED:
        state = CellState.NUMBER
    if value is None and state in _VALUED:
        state = CellState.TEXT if one["raw"] else CellState.BLANK
    return Cell(raw=one["raw"], state=state, value=value, place=one.get("place", pointer))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _paragraphs(given: Sequence[Json], pointer: str) -> tuple[Paragraph, ...]:
    if not given:
        return ()
    places = [one.get("place", "") for one in given]
    if "" in places:
        places = [one.get("place", f"{pointer}/{index}") for index, one in enumerate(given)]
    # by lists, as above: a report has a hundred paragraphs
    return tuple([Paragraph(text=one["text"], place=place) for one, place in zip(given, places, strict=True)])


def _sections(given: Sequence[Json]) -> tuple[Section, ...]:
    return tuple([_section(one, f"/sections/{index}") for index, one in enumerate(given)])


def _section(one: Json, pointer: str) -> Section:
    return Section(
        number=one["number"],
        heading=one["heading"],
        place=one.get("place", pointer),
        paragraphs=_paragraphs(one.get("paragraphs", ()), f"{pointer}/paragraphs"),
    )


def _labels(given: Json) -> dict[str, Label]:
    return {key: Label(raw=one["raw"], place=one.get("place", "")) for key, one in given.items()}


def _surplus(one: Json) -> Surplus:
    return Surplus(row=one["row"], raw=tuple(one["raw"]), place=one["place"])


def _problem(one: Json) -> Problem:
    return Problem(code=one["code"], message=one["message"], place=one["place"])
