"""The whole way of a filing, from the door to the record, beside ``examine`` alone: processor time, both databases.

Of this process and of the reading child; what PostgreSQL's own processes take is not in it.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import structlog

from bench import material
from bench.measure import Line
from bench.postgres import Postgres
from filings.agency import Agency, Jurisdiction
from filings.calendar import DueDate
from filings.civil import civil_day
from filings.intake import Receipt, Upload
from ledger import upgrade
from readers import read as read_document
from rules.book_io.rulebook import rulebook
from samples import forms
from workers.audits import Auditor
from workers.embedded import Valkey
from workers.examine import examine
from workers.leases import Leases
from workers.runtime import Runtime, build_runtime
from workers.settings import read

_NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
_AREA = "990000"
_FEWEST, _WARM = 20, 5
_TICKS = os.sysconf("SC_CLK_TCK")


def lines(seconds: float) -> Iterator[Line]:
    """The lines of the table; ``seconds`` of one core for each, about."""
    count = max(_FEWEST, int(seconds * 10))
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gouji-way-")))
        folder.chmod(0o755)
        queue = stack.enter_context(Valkey(folder / "valkey"))
        for database in ("sqlite", "postgresql"):
            try:
                url = "" if database == "sqlite" else stack.enter_context(Postgres(folder / "pg")).url
            except SystemExit as error:
                yield Line(what=f"the way of a filing, {database}", ours=0.0, against=str(error))
                continue
            parts = _county(folder / database, url.replace("+psycopg", ""), queue.url, count + _WARM)
            auditor = Auditor(parts, rulebook(), Leases(parts.ledger.jobs, parts.settings.lease))
            for year, kind in ((2024, "json"), (2025, "docx")):
                yield _line(f"a filing, {kind}, {database}: door to record", auditor, kind, year, count)
            auditor.close()
            parts.ledger.engine.dispose()


def _line(what: str, auditor: Auditor, kind: str, year: int, count: int) -> Line:
    uploads = [_upload(number, kind, year) for number in range(count + _WARM)]
    waiting = iter(enumerate(uploads))

    def whole() -> None:
        number, upload = next(waiting)
        answer = auditor.parts.ledger.intake.submit(f"U{number}", year, [upload], "stream", _NOW)
        if not isinstance(answer, Receipt):
            raise SystemExit(answer.reason)
        auditor(answer.job)

    for _ in range(_WARM):
        whole()
    child = _child(auditor)
    ours = _cost(whole, count) + (_child(auditor) - child)
    peer = _cost(_examining(auditor, uploads, year), count)
    return Line(what=what, ours=1000 * ours / count, peer=1000 * peer / count, against="examine alone, in one process")


def _examining(auditor: Auditor, uploads: list[Upload], year: int) -> Callable[[], None]:
    """``examine`` of the same documents in the same contexts, which are read beforehand."""
    ledger = auditor.parts.ledger
    filed = [ledger.submissions.of(f"U{number}", year)[0] for number in range(len(uploads))]
    contexts = [
        replace(found, neighbours=()) for one in filed if (found := ledger.dossiers.of(one.id, civil_day(_NOW)))
    ]
    waiting = iter(zip(uploads, contexts, strict=True))

    def alone() -> None:
        upload, context = next(waiting)
        examine(upload.data, upload.name, context, auditor.book, read_document, lambda _: ())

    for _ in range(_WARM):
        alone()
    return alone


def _cost(work: Callable[[], None], times: int) -> float:
    begin = time.process_time()
    for _ in range(times):
        work()
    return time.process_time() - begin


def _upload(number: int, kind: str, year: int) -> Upload:
    name = f"试验县第{number}局"
    report = material.report(Random(number))
    report = replace(report, agency=name, year=year, title=f"{name}{year}年政府信息公开工作年度报告")
    body = material.sent(report) if kind == "json" else forms.write(material.draft(report), kind)
    return Upload(name=f"r.{kind}", data=body)


def _county(home: Path, url: str, queue: str, agencies: int) -> Runtime:
    words = {"GOUJI_HOME": str(home), "GOUJI_REDIS_URL": queue, **({"GOUJI_DATABASE_URL": url} if url else {})}
    parts = build_runtime(read(words), now=lambda: _NOW)
    ledger = parts.ledger
    upgrade(ledger.engine)
    ledger.register.put_jurisdiction(Jurisdiction(code=_AREA, name="试验县", office="办公室"), "bench", _NOW)
    law = DueDate(kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="试验", since=0)
    ledger.calendars.put(_AREA, [law], "bench", _NOW)
    entries = [
        Agency(code=f"U{n}", name=f"试验县第{n}局", kind="department", jurisdiction=_AREA) for n in range(agencies)
    ]
    ledger.register.put(entries, "bench", _NOW)
    return parts


def _child(auditor: Auditor) -> float:
    """Seconds of processor time that the reading child has used."""
    pid = auditor._sandbox().pid  # noqa: SLF001 - its time is part of the way
    if not pid:
        return 0.0
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / _TICKS
