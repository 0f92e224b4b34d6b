"""``given`` of an example -> a report: cells as written, texts, labels and problems laid over a clean one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from filings.edition import Row
from filings.figure import CellState, read_figure
from filings.report import Cell, Extra, Label, Paragraph, Problem, Report, Section, Surplus
from rules.book_io.zero_report import labels_of
from schemas.editions import edition

_TABLES = ("proactive", "applications", "review")
_PLAIN = ("title", "year", "signed_by", "signed_on", "published_on")


def example_report(base: Report, given: Mapping[str, Any]) -> Report:
    """The base report with what an example gives."""
    report = replace(base, cells=_cells(base, given), labels=_labels(base, given), sections=_sections(base, given))
    report = replace(report, **{name: given[name] for name in _PLAIN if name in given})
    if "agency_read" in given:
        report = replace(report, agency=given["agency_read"] or None)
    for name, place in (("lead", 2), ("closing", 60)):
        if name in given:
            report = replace(report, **{name: _paragraphs(given[name], place)})  # type: ignore[arg-type]
    return replace(
        report,
        extras=tuple(Extra(**{"place": "", **one}) for one in given.get("extras", ())),
        surplus=tuple(
            Surplus(row=one["row"], raw=tuple(one["raw"]), place=one.get("place", ""))
            for one in given.get("surplus", ())
        ),
        problems=tuple(Problem(**{"message": "", **one}) for one in given.get("problems", ())),
    )


def _cells(base: Report, given: Mapping[str, Any]) -> dict[str, Cell]:
    cells = dict(base.cells)
    for row, value in _rows_given(base, given):
        if isinstance(value, list):
            cells |= {ref: _cell(row, ref, one) for ref, one in zip(row.refs, value, strict=True)}
        else:
            cells |= {f"{row.address}.{key}": _cell(row, f"{row.address}.{key}", one) for key, one in value.items()}
    for name in given.get("absent", ()):
        cells = {ref: cell for ref, cell in cells.items() if ref != name and not ref.startswith(name + ".")}
    return cells


def _rows_given(base: Report, given: Mapping[str, Any]) -> Iterator[tuple[Row, Any]]:
    """The rows that an example fills, each with a list of cells or a mapping column -> cell."""
    for table in edition(base.edition or "2021").tables:
        for row in table.rows if table.key in given else ():
            found: Any = given
            for step in row.address.split("."):
                found = found.get(step) if isinstance(found, Mapping) else None
            keys = {column.key for column in row.columns}
            if isinstance(found, Mapping):
                found = {key: one for key, one in found.items() if key in keys and not isinstance(one, list | Mapping)}
            if found:
                yield row, found


def _cell(row: Row, ref: str, written: object) -> Cell:
    column = next(column for column in row.columns if ref == f"{row.address}.{column.key}")
    raw = str(written)
    if raw == "?":
        return Cell(raw="", state=CellState.AMBIGUOUS, value=None, place="")
    figure = read_figure(raw.removesuffix("～"), money=column.money)
    state = CellState.INFERRED if raw.endswith("～") else figure.state
    return Cell(raw=raw.removesuffix("～"), state=state, value=figure.value, place="")


def _labels(base: Report, given: Mapping[str, Any]) -> dict[str, Label]:
    labels = dict(base.labels)
    for name in given.get("absent", ()):
        labels.pop(name, None)
    for key, raw in _flat(given.get("labels", {})):
        if raw:
            labels[key] = Label(raw=raw, place="")
        else:
            labels.pop(key, None)
    printed = labels_of(edition(base.edition or "2021"), optional=True)
    order = (*given.get("label_order", ()), *(key for key in printed if key in labels))
    return {**{key: labels[key] for key in order}, **labels}


def _flat(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _sections(base: Report, given: Mapping[str, Any]) -> tuple[Section, ...]:
    if "sections" in given:
        return tuple(
            Section(
                number=one["number"],
                heading=one["heading"],
                place=f"P{at * 9}",
                paragraphs=_paragraphs(one.get("text", []), at * 9 + 1),
            )
            for at, one in enumerate(given["sections"], 1)
        )
    texts, headings = given.get("section", {}), given.get("heading", {})
    found = []
    for section in base.sections:
        number = str(section.number)
        if number in texts:
            section = replace(section, paragraphs=_paragraphs(texts[number], section.number * 9 + 1))  # noqa: PLW2901
        found.append(replace(section, heading=headings.get(number, section.heading)))
    return tuple(found)


def _paragraphs(text: str | list[str], start: int) -> tuple[Paragraph, ...]:
    texts = [text] if isinstance(text, str) else text
    return tuple(Paragraph(text=one, place=f"P{number}") for number, one in enumerate(texts, start) if one)
