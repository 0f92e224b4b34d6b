"""How many faults the rulebook finds, how often it names the wrong cell, and how often it cries wolf.

``python -m bench.accuracy [--full] [--reports N] [--workers N] [--document FILE]`` puts each kind of fault into
generated reports (samples/reports), audits them, and writes ``accuracy.json``. A full run also writes
``docs/accuracy.md``. With GOUJI_REAL_REPORTS it lists every complaint about the real documents, for a reader's eye.
"""

import argparse
import json
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from bench.figures import Figures, gathered
from bench.fired import unfired
from bench.hand import by_hand
from bench.page import page
from bench.real import complaints
from bench.trials import Course, course
from rules.book_io.rulebook import Rulebook, rulebook

_FEW, _MANY = 400, 4000
_CHUNK = 20
_OUT = Path("accuracy.json")
_PAGE = Path("docs/accuracy.md")


def courses(seeds: Iterable[int], workers: int) -> Iterator[Course]:
    """The courses of seeds, in their order, however many processes share the work."""
    if workers < 2:
        yield from map(_course, seeds)
        return
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_course, seeds, chunksize=_CHUNK)


def _course(seed: int) -> Course:
    return course(seed, _book())


@cache
def _book() -> Rulebook:
    return rulebook()


def measure(reports: int, workers: int = 1) -> Figures:
    """The figures of so many reports with all their faults."""
    return gathered(courses(range(reports), workers))


def main() -> int:
    """Measure, write, print."""
    asked = _asked()
    figures = measure(asked.reports or (_MANY if asked.full else _FEW), asked.workers)
    book = rulebook()
    record = figures.record() | {"hand": by_hand(book), "rules": unfired(book, figures.fired)}
    _OUT.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(page(record))
    if asked.full:
        asked.document.write_text(page(record), encoding="utf-8")
    for line in complaints(os.environ.get("GOUJI_REAL_REPORTS", "")):
        print(line)
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="20,000 reports with a fault, and docs/accuracy.md")
    parser.add_argument("--reports", type=int, default=0, help="how many correct reports to start from")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--document", type=Path, default=_PAGE)
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
