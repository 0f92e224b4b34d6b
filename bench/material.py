"""Reports and documents for the benches: figures that hold together, a long narrative, every format from one draft."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

from bench.narrative import texts
from filings.figure import plain
from filings.report import Paragraph, Report, Section
from rules.book_io.rulebook import Rulebook
from samples.figures import valid_report, with_figures
from samples.forms import Draft
from schemas.editions import edition
from schemas.report import to_json

_OF_TABLES = frozenset({"A", "B", "C", "L"})


def report(random: Random, form: str = "2021", length: int = 5000) -> Report:
    """A report whose sums hold and whose text of ``length`` characters says the same as its tables."""
    made = with_figures(valid_report(random, form), _quiet(form) | {"review.reconsideration.upheld": 1} | _TOTAL)
    told = _texts(made, length)
    sections = tuple(_retold(section, told) for section in made.sections)
    return replace(made, sections=sections)


def _quiet(form: str) -> dict[str, int]:
    """No reviews and suits: most agencies have none in a year."""
    return {ref: 0 for row in edition(form).table("review").rows for ref in row.refs}


_TOTAL = {"review.reconsideration.total": 1}


def _texts(made: Report, length: int) -> Mapping[int, tuple[str, ...]]:
    new, carried, out = (
        int(made.value(f"applications.{row}.total") or 0) for row in ("new", "carried_in", "carried_out")
    )
    return texts(new, carried, out, length)


def _retold(section: Section, told: Mapping[int, tuple[str, ...]]) -> Section:
    paragraphs = told.get(section.number, ())
    start = section.number * 100
    return replace(
        section,
        paragraphs=tuple(Paragraph(text=text, place=f"P{start + at}") for at, text in enumerate(paragraphs, 1)),
    )


def sent(made: Report) -> bytes:
    """The report as another system sends it: texts and tables, no raw cells and labels."""
    left = ("cells", "labels", "extras", "surplus", "problems", "places")
    return _dumped({key: value for key, value in to_json(made).items() if key not in left})


def as_read(made: Report) -> bytes:
    """The report as ``gouji read`` prints it: with each cell and label as written."""
    return _dumped(to_json(made))


def tables_only(made: Report) -> bytes:
    """The report's name, year, headings and three tables, without any text."""
    whole = to_json(made)
    headings = [{"number": one.number, "heading": one.heading} for one in made.sections]
    return _dumped(
        {key: whole[key] for key in ("edition", "title", "agency", "year", "tables")} | {"sections": headings}
    )


def _dumped(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def table_rules(book: Rulebook) -> Rulebook:
    """The rules that are run on the tables of one report alone."""
    return book.only(rule.id for rule in book.rules if rule.id[0] in _OF_TABLES and rule.file.split("/")[0] in _FOLDERS)


_FOLDERS = frozenset({"applications", "cells", "proactive", "review"})


def draft(made: Report) -> Draft:
    """The report as a draft that the writers of samples print in every format."""
    values = {ref: "" if cell.value is None else plain(cell.value) for ref, cell in made.cells.items()}
    told = {section.number: tuple(one.text for one in section.paragraphs) for section in made.sections}
    return Draft(
        edition=made.edition or "2021",
        values=values,
        agency=made.agency or "",
        year=made.year or 0,
        texts={number: paragraphs for number, paragraphs in told.items() if paragraphs},
    )


def reports(count: int, form: str = "2021", length: int = 5000) -> Iterator[Report]:
    """So many different reports, always the same ones."""
    random = Random(20240131)
    for _ in range(count):
        yield report(random, form, length)
