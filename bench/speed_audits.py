"""Audits: the bytes of a report to the bytes of its audit, on one core, against reading and writing the same JSON."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import cycle

from bench import material
from bench.measure import Line, Work, quickest
from filings.agency import Agency
from filings.dossier import Dossier
from filings.report import Report
from rules.book_io.rulebook import Rulebook, rulebook
from rules.engine.audit import audit
from samples.figures import with_figures
from schemas.audit import audit_bytes
from schemas.calendars import statutory
from schemas.sent import quick_report

_REPORTS = 60
_WITH_TEXT, _TABLES = 1_000, 10_000
_AGENCY = Agency(code="11450000000000000X", name="云岭县水务局", kind="department", jurisdiction="450000")
_CONTEXT = Dossier(as_of=date(2024, 1, 31), agency=_AGENCY, calendar=statutory(), received_on=date(2024, 1, 25))


def lines(seconds: float) -> Iterator[Line]:
    """The lines of the table; ``seconds`` for each comparison."""
    book = rulebook()
    tables = material.table_rules(book)
    made = list(material.reports(_REPORTS))
    wrong = [_one_wrong(number, report) for number, report in enumerate(made)]
    number = f"{len(tables.rules)} rules of the tables"
    yield _line(f"tables, as sent; {number}", [*map(material.tables_only, made)], tables, _TABLES, seconds)
    yield _line("  one cell wrong in each", [*map(material.tables_only, wrong)], tables, None, seconds)
    yield _line(
        f"5,000 characters, as sent; all {len(book.rules)} rules",
        [*map(material.sent, made)],
        book,
        _WITH_TEXT,
        seconds,
    )
    yield _line("  one cell wrong in each", [*map(material.sent, wrong)], book, None, seconds)
    yield _line("  as read, each cell with its place", [*map(material.as_read, made)], book, None, seconds)


def audited(raw: bytes, book: Rulebook) -> bytes:
    """The whole way: JSON, its schema, the nouns, the audit, JSON."""
    report = quick_report(raw)
    if report is None:
        raise ValueError("the benches send valid reports")
    return audit_bytes(audit(_dossier(report), book))


def _dossier(report: Report) -> Dossier:
    return Dossier(
        as_of=_CONTEXT.as_of,
        report=report,
        agency=_AGENCY,
        calendar=_CONTEXT.calendar,
        received_on=_CONTEXT.received_on,
    )


def _line(what: str, sent: list[bytes], book: Rulebook, target: int | None, seconds: float) -> Line:
    answers = [audited(raw, book) for raw in sent]
    ours, floor = cycle(sent), cycle(zip(sent, map(json.loads, answers), strict=True))

    def both_ways() -> object:
        raw, answer = next(floor)
        return json.loads(raw), json.dumps(answer, ensure_ascii=False)

    work: dict[str, Work] = {"ours": lambda: audited(next(ours), book), "floor": both_ways}
    best = quickest(work, seconds)
    return Line(
        what=what, ours=best["ours"], peer=best["floor"], rate=1000 / best["ours"], target=target,
        against="json.loads + json.dumps of the same, for scale",
    )  # fmt: skip


def _one_wrong(number: int, report: Report) -> Report:
    refs = [ref for ref in report.cells if ref.startswith("applications.")]
    ref = refs[number * 37 % len(refs)]
    return with_figures(report, {ref: int(report.value(ref) or 0) + 1})
