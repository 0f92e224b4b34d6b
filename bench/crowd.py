"""What an audit costs beside many of one county, next to one that files alone: ``python -m bench.crowd``.

    python -m bench.crowd [--neighbours 200] [--rounds 12]

Reports are examined, as a worker does, in a ledger where 200 agencies of the county have filed for the year, and in one
where nobody has; not the same report in both, or the second would find its texts made ready. Three counties: each
agency has its own texts; all have the same fifth section; all have the same texts. Processor time of this process; the
quickest round of each counts. No audit may take more than 1.3 times as long.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from bench import material
from filings.agency import Agency, Jurisdiction
from filings.calendar import DueDate
from filings.dossier import Neighbour
from filings.intake import Receipt, Upload
from filings.job import Claimed
from filings.marks import Search
from filings.report import Paragraph, Report
from filings.submission import Submission
from ledger import Ledger, connect, upgrade
from rules.book_io.rulebook import Rulebook, rulebook
from schemas.sent import quick_report
from workers.examine import Examined, examine

LIMIT = 1.3
_LAW = DueDate(kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="试验", since=0)
_NOW = datetime(2024, 1, 20, 2, 0, tzinfo=UTC)
_AREA, _PLACE, _YEAR = "990000", "云岭县", 2023
_OWN = "".join(map(chr, range(0x5000, 0x5A00)))
_PHRASES = (
    "按季更新专栏，及时回应群众关切，自觉接受社会监督",
    "由经办人填表，股长核对，办公室统一挂网，每季度再回头看一遍",
)


def words(random: Random, length: int) -> str:
    """Running text that no other agency has, with phrases in it that many have."""
    made = ""
    while len(made) < length:
        made += "".join(random.choices(_OWN, k=random.randrange(6, 24))) + random.choice("，，。；")
        if random.random() < 0.1:
            made += random.choice(_PHRASES) + "。"
    return made


def report(number: int, one: str, five: str) -> Report:
    """Figures that hold together, and these texts."""
    made = material.report(Random(number), length=600)
    told = {1: one, 5: five}
    sections = tuple(
        replace(s, paragraphs=(Paragraph(text=told[s.number], place=f"P{s.number}00"),)) if s.number in told else s
        for s in made.sections
    )
    return replace(made, agency=_name(number), sections=sections)


def counties() -> dict[str, Callable[[int], Report]]:
    """What the agencies of a county write, in each case."""
    same_one, same_five = words(Random(-1), 3500), words(Random(-2), 1200)

    def own(at: int, key: int, length: int) -> str:
        return words(Random(at * 10 + key), length)

    return {
        "own texts": lambda n: report(n, own(n, 1, 3500), own(n, 5, 1200)),
        "the same section five": lambda n: report(n, own(n, 1, 3500), same_five),
        "the same texts": lambda n: report(n, same_one, same_five),
    }


def _name(number: int) -> str:
    return f"{_PLACE}{_OWN[number * 3 : number * 3 + 3]}局"


def main() -> int:
    """A line for each county. 1 when one costs too much."""
    parser = argparse.ArgumentParser(description="What an audit costs beside many of one county.")
    parser.add_argument("--neighbours", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=12)
    given = parser.parse_args()
    book, worst = rulebook(), 0.0
    with tempfile.TemporaryDirectory(prefix="gouji-crowd-", dir="/var/tmp") as folder:
        for at, (name, make) in enumerate(counties().items()):
            crowd, alone = (
                County(Path(folder) / f"{at}{side}.db", given.neighbours + 2 * given.rounds, book) for side in "ab"
            )
            for number in range(given.neighbours):
                crowd.file(number, make(number))
            took: dict[str, list[float]] = defaultdict(list)
            for number in range(given.neighbours, given.neighbours + given.rounds):
                for side, county, one in (("crowd", crowd, number), ("alone", alone, number + given.rounds)):
                    took[side].append(county.measured(one, make(one)))
            full, empty = (min(took[side]) * 1000 for side in ("crowd", "alone"))
            worst = max(worst, full / empty)
            told = f"{name:24} {full:8.2f} ms {empty:8.2f} ms alone"
            sys.stdout.write(f"{told}  {full / empty:5.2f} x (at most {LIMIT})\n")
    return int(worst > LIMIT)


class County:
    """A ledger of one county."""

    def __init__(self, path: Path, agencies: int, book: Rulebook) -> None:
        engine = connect(f"sqlite:///{path}")
        upgrade(engine)
        self.ledger, self.book, self.comparing = Ledger(engine), book, book.only(["X02", "X03", "X04"])
        self.ledger.register.put_jurisdiction(Jurisdiction(code=_AREA, name=_PLACE, office="办公室"), "bench", _NOW)
        self.ledger.calendars.put(_AREA, [_LAW], "bench", _NOW)
        made = [Agency(code=f"U{n}", name=_name(n), kind="department", jurisdiction=_AREA) for n in range(agencies)]
        self.ledger.register.put(made, "bench", _NOW)
        register = self.ledger.register.on(_AREA, _NOW.date())
        if register is None:
            raise SystemExit("no register")
        self.register = register

    def file(self, number: int, made: Report) -> None:
        """One filing, recorded with its marks; of the rules only those that compare."""
        taken, data, claimed = self._opened(number, made)
        found = self._examined(taken.submission, data, self.comparing, lambda _: ())
        now = taken.submission.received_at
        self.ledger.audits.record(claimed.token, found.audit, [], now, report=found.report, marks=found.marks)

    def measured(self, number: int, made: Report) -> float:
        """Seconds that its examination takes; nothing is recorded, so that the next has the same neighbours."""
        taken, data, _ = self._opened(number, made)
        filing = taken.submission
        began = time.process_time()
        self._examined(filing, data, self.book, partial(self.ledger.dossiers.near, filing, self.register))
        return time.process_time() - began

    def _opened(self, number: int, made: Report) -> tuple[Receipt, bytes, Claimed]:
        now, data = _NOW + timedelta(minutes=number), material.as_read(made)
        taken = self.ledger.intake.submit(f"U{number}", _YEAR, [Upload(name="r.json", data=data)], "stream", now)
        if not isinstance(taken, Receipt):
            raise SystemExit(taken.reason)
        claimed = self.ledger.jobs.claim(taken.job, now, f"w.{number}")
        if not isinstance(claimed, Claimed):
            raise SystemExit(str(claimed))
        return taken, data, claimed

    def _examined(
        self, filing: Submission, data: bytes, book: Rulebook, look: Callable[[Search], tuple[Neighbour, ...]]
    ) -> Examined:
        dossier = self.ledger.dossiers.of(filing.id, _NOW.date())
        if dossier is None:
            raise SystemExit("no dossier")
        return examine(data, "r.json", dossier, book, _read, look)


def _read(data: bytes, _: str) -> Report:
    report = quick_report(data)
    if report is None:
        raise ValueError("the benches send valid reports")
    return report


if __name__ == "__main__":
    raise SystemExit(main())
