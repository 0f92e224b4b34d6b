"""The bytes of a report in the published shape -> the Report, at once, when nothing about them is out of the ordinary.

Anything else (another encoding, a fault, a number too large for the quick parser) is left to the full way:
``json.loads``, then ``schemas.report.faults``, which says what is wrong and where.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import orjson

from filings.report import Report
from schemas import validate
from schemas.figures import Figures
from schemas.received import from_json
from schemas.report import misfits

_EXACT = 2**53  # whole numbers beyond this may come out of the quick parser rounded


def quick_report(data: bytes) -> Report | None:
    """The report that the bytes hold; None where the full way must judge. Never raises for what was sent."""
    try:
        document = orjson.loads(data)
    except ValueError:
        return None
    if not validate.accepted("report", document):
        return None
    report = from_json(document)
    if isinstance(report.cells, Figures):  # every row has its width, and every number is whole and small
        return report
    ordinary = all(abs(number) < _EXACT for number in _numbers(document["tables"]))
    return report if ordinary and not any(misfits(document)) else None


def _numbers(tables: dict[str, Any]) -> Iterator[float]:
    rows = chain((tables.get("proactive") or {}).values(), (tables.get("applications") or {}).values())
    yield from (number for row in chain(rows, (tables.get("review"),)) for number in row or () if number is not None)
