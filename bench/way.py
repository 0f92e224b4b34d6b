"""The way of a filing from claim to recorded: processor time without `examine`, here and in another tree in one run.

    python -m bench.way [--against FOLDER] [--filings 200]

``FOLDER``: a checkout with its own ``.venv``. The trees take turns; the quickest round of each counts. Time of this
process and of the reading child, for reports in JSON and in docx; notices are recorded, none is sent. There are no
rules, and what reading the same documents takes in this process, which is the other half of `examine`, is taken off.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

_NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
_AREA = "990000"
_ROUNDS = 3
_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print one line for each kind of report."""
    parser = argparse.ArgumentParser(description="The way of a filing from claim to recorded.")
    parser.add_argument("--against", type=Path, help="another checkout, with its .venv")
    parser.add_argument("--filings", type=int, default=200)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        json.dump({kind: _measured(kind, given.filings) for kind in ("json", "docx")}, sys.stdout)
        return
    here = Path(__file__).parents[1]
    trees = {"here": here, **({"there": given.against.resolve()} if given.against else {})}
    best: dict[str, dict[str, float]] = {}
    for _ in range(_ROUNDS):
        for name, tree in trees.items():
            for kind, cost in _run(tree, given.filings).items():
                known = best.setdefault(kind, {})
                known[name] = min(cost, known.get(name, cost))
    for kind, costs in best.items():
        ratio = f", ratio {costs['here'] / costs['there']:.2f} (target 0.65)" if "there" in costs else ""
        print(f"{kind}: " + ", ".join(f"{name} {cost:.2f} ms" for name, cost in costs.items()) + ratio)


def _run(tree: Path, filings: int) -> dict[str, float]:
    """This file's measurement with the code and the libraries of a tree."""
    command = [str(tree / ".venv/bin/python"), __file__, "--one", "--filings", str(filings)]
    told = subprocess.run(command, env={"PYTHONPATH": str(tree)}, cwd=tree, check=True, stdout=subprocess.PIPE).stdout
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    return found


def _measured(kind: str, filings: int) -> float:
    """Milliseconds of processor time for a filing, from claim to recorded."""
    # the tree that is measured is not known before this process runs
    import structlog  # noqa: PLC0415

    from bench import material  # noqa: PLC0415
    from filings.agency import Agency, Jurisdiction  # noqa: PLC0415
    from filings.calendar import DueDate  # noqa: PLC0415
    from filings.intake import Upload  # noqa: PLC0415
    from ledger import upgrade  # noqa: PLC0415
    from workers.audits import Auditor  # noqa: PLC0415
    from workers.embedded import Valkey  # noqa: PLC0415
    from workers.runtime import build_runtime  # noqa: PLC0415
    from workers.settings import read  # noqa: PLC0415

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    with tempfile.TemporaryDirectory(prefix="gouji-way-") as folder, Valkey(Path(folder) / "valkey") as queue:
        parts = replace(build_runtime(read({"GOUJI_HOME": folder, "GOUJI_REDIS_URL": queue.url})), now=lambda: _NOW)
        upgrade(parts.ledger.engine)
        parts.ledger.register.put_jurisdiction(Jurisdiction(code=_AREA, name="试验县", office="办公室"), "bench", _NOW)
        law = DueDate(
            kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="条例第四十九条", since=0
        )
        parts.ledger.calendars.put(_AREA, [law], "bench", _NOW)
        made = [
            Agency(code=f"U{n}", name=f"试验县第{n}局", kind="department", jurisdiction=_AREA) for n in range(filings)
        ]
        parts.ledger.register.put(made, "bench", _NOW)
        auditor = Auditor(parts, replace(_rulebook(), rules=()), _leases(parts))
        jobs, documents = [], []
        for number, agency in enumerate(made):
            report = replace(material.report(Random(number), length=400), agency=agency.name, year=2025)
            documents.append(_written(report, kind))
            upload = Upload(name=f"r.{kind}", data=documents[-1])
            answer = parts.ledger.intake.submit(agency.code, 2025, [upload], "command", _NOW)
            if not hasattr(answer, "job"):
                raise SystemExit(answer.reason)
            jobs.append(answer.job)
        for job in jobs[:10]:
            auditor(job)
        begun = _spent(os.getpid()) + _child(auditor)
        for job in jobs[10:]:
            auditor(job)
        used = _spent(os.getpid()) + _child(auditor) - begun
        auditor.close()
    return 1000 * (used / (filings - 10) - _reading(documents, f"r.{kind}"))


def _reading(documents: list[bytes], name: str) -> float:
    """Seconds of processor time that it takes to read a document, once the reader is warm."""
    from readers import read  # noqa: PLC0415 - see above

    for data in documents[:10]:
        read(data, name)
    begun = time.process_time()
    for data in documents[10:]:
        read(data, name)
    return (time.process_time() - begun) / (len(documents) - 10)


def _leases(parts: Any) -> Any:  # noqa: ANN401 - the same
    """The leases of the tree that is measured, never renewed."""
    from workers.leases import Leases  # noqa: PLC0415 - see above

    known = {"jobs": parts.ledger.jobs, "rows": parts.ledger.jobs, "now": parts.now, "lease": timedelta(minutes=1)}
    return Leases(**{one.name: known[one.name] for one in fields(Leases) if one.name in known})


def _rulebook() -> Any:  # noqa: ANN401 - the same
    """The rulebook, from where the tree that is measured has it."""
    place = "rules.book_io.rulebook" if find_spec("rules.book_io") else "rules.rulebook"
    return import_module(place).rulebook()


def _written(report: Any, kind: str) -> bytes:  # noqa: ANN401 - a noun of the tree that is measured
    from bench import material  # noqa: PLC0415 - see above
    from samples import forms  # noqa: PLC0415

    if kind == "json":
        return material.sent(report)
    return forms.write(material.draft(report), kind)


def _child(auditor: Any) -> float:  # noqa: ANN401 - the same
    pid = auditor._sandbox().pid  # noqa: SLF001 - the time of the child is part of the way
    return _spent(pid) if pid else 0.0


def _spent(pid: int) -> float:
    """Seconds of processor time of a process."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / _TICKS


if __name__ == "__main__":
    main()
