"""One document in, one audit out. The terminal and the queue workers call this same function.

It knows readers, rules, schemas and filings, and nothing of queues, databases or networks.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace

from filings.agency import Agency
from filings.dossier import Dossier, Neighbour
from filings.finding import Audit
from filings.kind import inferred_kind
from filings.marks import Marks, Search
from filings.nouns import dataclass
from filings.report import Report
from filings.succession import fitting
from rules.book_io.rulebook import Rulebook
from rules.engine.audit import audit
from rules.engine.neighbours import neighbour_marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What came of a document: the report as read, its audit, and by which marks its neighbours find it."""

    report: Report
    audit: Audit
    marks: Marks | None = None


def examine(
    data: bytes,
    name: str,
    context: Dossier,
    book: Rulebook,
    read: Callable[[bytes, str], Report],
    look: Callable[[Search], tuple[Neighbour, ...] | None] | None = None,
) -> Examined:
    """Read a document and audit it in its context (a dossier without a report). Content never raises.

    ``look``: finds the neighbours that it may be too like; without it they are those of the context.
    """
    report = read(data, name)
    agency = context.agency or _inferred(report)
    dossier = replace(context, report=report, sha256=hashlib.sha256(data).hexdigest(), agency=agency)
    previous, gap = fitting(context.previous, report)
    dossier = replace(dossier, previous=previous, previous_gap=gap or context.previous_gap)
    near = neighbour_marks(dossier, book) if look else None
    if look and near:
        dossier = replace(dossier, neighbours=look(near.search))
    return Examined(report=report, audit=audit(dossier, book), marks=near.marks if near else None)


def _inferred(report: Report) -> Agency | None:
    """The agency as the report names itself, its kind guessed from the name."""
    if not report.agency:
        return None
    return Agency(code="", name=report.agency, kind=inferred_kind(report.agency), inferred=True)
