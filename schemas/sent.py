"""The bytes of a report in the published shape -> the Report, at once, when nothing about them is out of the ordinary.

Anything else (another encoding, a fault, a number too large for the quick parser) is left to the full way:
``json.loads``, then ``schemas.report.faults``, which says what is wrong and where.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

import orjson

from filings.report import Report, Section
from schemas import validate
from schemas.editions import editions
from schemas.figures import Figures, figures_of
from schemas.received import from_json
from schemas.report import misfits

_SHAPES, _FORMS = {"proactive": dict, "applications": dict, "review": list}, frozenset(form.id for form in editions())
_BARE: dict[str, Any] = {"edition": None, "title": None, "agency": None, "year": None, "tables": {}}
_KEPT, _LONGEST = 256, 4096  # ways to print the headings of a report, and the bytes that one may take
_EXACT = 2**53  # whole numbers beyond this may come out of the quick parser rounded


def quick_report(data: bytes) -> Report | None:
    """The report that the bytes hold; None where the full way must judge. Never raises for what was sent."""
    try:
        document = orjson.loads(data)
    except ValueError:
        return None
    figures = _plain_figures(document)
    if figures is not None:
        sections = _headings(document)
        rest = {**document, "tables": {}} if sections is None else {**document, "tables": {}, "sections": []}
        return from_json(document, figures, sections) if validate.accepted("report", rest) else None
    if not validate.accepted("report", document):
        return None
    report = from_json(document)
    ordinary = all(abs(number) < _EXACT for number in _numbers(document["tables"]))
    return report if ordinary and not any(misfits(document)) else None


def _headings(document: dict[str, Any]) -> tuple[Section, ...] | None:
    """The sections of a report without any text, where they are valid; None to look at them one by one."""
    sections = document.get("sections")
    try:
        if type(sections) is not list or "paragraphs" in chain.from_iterable(sections):
            return None
        written = orjson.dumps(sections)
    except TypeError:  # a section that is no mapping, or one nested without end
        return None
    return _bare_sections(written) if len(written) <= _LONGEST else None


@lru_cache(maxsize=_KEPT)
def _bare_sections(written: bytes) -> tuple[Section, ...] | None:
    """Valid sections, the same object for all reports that print the same headings; None for what is not valid."""
    document = {**_BARE, "sections": orjson.loads(written)}
    return from_json(document).sections if validate.accepted("report", document) else None


def _plain_figures(document: Any) -> Figures | None:  # noqa: ANN401 - anything may have been sent
    """The figures, where all rows are known, have their widths and hold whole, small numbers: then they are valid."""
    try:
        tables, form = document["tables"], document["edition"]
        shapes = {name: type(table) for name, table in tables.items()}
        ordinary = shapes == _SHAPES and tables["review"] and form in _FORMS and document.get("cells") is None
        return figures_of(form, tables) if ordinary else None
    except (AttributeError, KeyError, TypeError):
        return None


def _numbers(tables: dict[str, Any]) -> Iterator[float]:
    rows = chain((tables.get("proactive") or {}).values(), (tables.get("applications") or {}).values())
    yield from (number for row in chain(rows, (tables.get("review"),)) for number in row or () if number is not None)
