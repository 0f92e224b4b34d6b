"""How long a clerk waits: ``python -m bench.page_speed`` uploads Word files until the verdict is on the screen.

One process serves and audits, which is slower than the product, where workers are processes of their own.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from bench.browser import Browser, signed_in
from bench.door import open_door, working
from bench.small_report import WRONG, small_report
from workers.embedded import Valkey

_FIRST = 2025  # report year of the first upload
LINE = 1.0  # seconds at the median


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory(prefix="gouji-pages-") as folder:
        home = Path(folder)
        with Valkey(home / "valkey") as queue, open_door(home, queue.url) as door, working(door):
            browser = signed_in(door)
            took = [_filed(browser, number) for number in range(count + 3)][3:]  # the first ones warm up
    median, worst = statistics.median(took), sorted(took)[int(len(took) * 0.95)]
    print(f"{count} uploads: median {median:.3f} s, 95 % {worst:.3f} s, load {os.getloadavg()[0]:.1f}")
    print(f"line: median under {LINE} s: {'held' if median < LINE else 'NOT HELD'}")


def _filed(browser: Browser, number: int) -> float:
    """Seconds from sending the form until the page with the verdict has come; each for a year of its own."""
    form, year = browser.get("/upload"), _FIRST + number
    data = small_report(WRONG, year=year)
    began = time.perf_counter()
    page = browser.send(form, "/upload", files=[("file", ("年报.docx", data))], year=str(year))
    while page.tree.css_first("#verdict") is None:
        page = browser.get(page.path)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
