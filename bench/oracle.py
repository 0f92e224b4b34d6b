"""Odd reports, read, against what was written down of them: no figure that a person does not see, open ones told.

``python -m bench.oracle [--count 5000] [--seed 1] [--pages 60]``: what Chromium and LibreOffice, where they are
installed, make of it otherwise than it was written down; a line for each wrong cell; a table of what came of each
construct. The exit status is 1 where anything differs, a figure is wrong, or more than one plain cell in a hundred was
lost.
"""

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench import oracle_office, oracle_print
from bench.oracle_page import differences
from filings.figure import CellState
from filings.report import Report
from readers import read
from samples.odd import OddReport, made
from samples.odd_markup import MARKUP

_LEAST_PLAIN = 0.99


class Tally:
    """What came of the cells. ``odd``: (format, construct, outcome) -> how many; ``plain``: outcome -> how many."""

    def __init__(self) -> None:
        self.odd: Counter[tuple[str, str, str]] = Counter()
        self.plain: Counter[tuple[str, str]] = Counter()
        self.wrong: list[str] = []

    @property
    def share(self) -> float:
        """Of the plain cells, how many were read."""
        right = sum(many for (_, outcome), many in self.plain.items() if outcome == "right")
        return right / max(sum(self.plain.values()), 1)

    def take(self, form: str, seed: int, odd: OddReport, report: Report) -> None:
        """Hold a report against what was written down."""
        for ref, value in odd.plain.items():
            cell = report.cells.get(ref)
            outcome = "open" if cell is None or cell.value is None else "right" if cell.value == value else "wrong"
            self.plain[form, outcome] += 1
            if outcome == "wrong" and cell is not None:
                self.wrong.append(f"{form} {seed}: plain {ref} read {cell.value}, is {value}")
        for ref, wanted in odd.cells.items():
            cell = report.cells.get(ref)
            if cell is None or cell.value is None:
                blank = cell is None or cell.state in (CellState.BLANK, CellState.ABSENT)
                outcome = "blank" if blank else "open"
            else:
                outcome = "right" if cell.value == wanted.seen else "wrong"
            if outcome == "wrong" or (outcome == "blank" and wanted.seen is not None):
                shown = cell.raw if cell is not None else ""
                self.wrong.append(f"{form} {seed}: {wanted.construct} {ref} read {shown!r}, seen is {wanted.seen}")
                outcome = "wrong"
            self.odd[form, wanted.construct, outcome] += 1


def run(count: int, seed: int) -> Tally:
    """Read ``count`` reports, turn about in every format."""
    tally = Tally()
    forms = sorted(MARKUP)
    for at in range(count):
        form = forms[at % len(forms)]
        odd = made(form, Random(f"{seed} {at}"))
        tally.take(form, at, odd, read(odd.data, odd.name))
    return tally


def main() -> int:
    """The command."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=5000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--pages", type=int, default=60, help="pages shown to a browser; 0 for none")
    asked.add_argument("--report", type=Path, help="a file for the table of what came of each construct")
    options = asked.parse_args()
    out = sys.stdout.write
    browser = shutil.which("chromium") if options.pages else None
    office = (shutil.which("soffice") or shutil.which("libreoffice")) if options.pages else None
    shown = list(differences(browser, options.pages, options.seed)) if browser else ["no chromium on this machine"]
    again = (
        list(oracle_office.differences(office, options.pages // 6, options.seed))
        if office
        else ["no LibreOffice on this machine"]
    )
    paper = (
        list(oracle_print.differences(office, options.pages, options.seed))
        if office
        else ["no LibreOffice on this machine"]
    )
    out("".join(f"{line}\n" for line in (*shown, *again, *paper)))
    tally = run(options.count, options.seed)
    for line in tally.wrong[:200]:
        out(line + "\n")
    report = "\n".join((*_summary(tally, options.count), "", *shown[-1:], *again[-1:], *paper[-1:], "", *_table(tally)))
    out(report + "\n")
    if options.report:
        options.report.write_text(f"{_HEAD}\n{report}\n", encoding="utf-8")
    return int(len(shown) > 1 or len(again) > 1 or len(paper) > 1 or bool(tally.wrong) or tally.share < _LEAST_PLAIN)


_HEAD = """# What the oracle found

Written by `make oracle`: odd reports by construction (`samples/odd.py`, `samples/odd_markup/`), read, and held
against what was written down of them. A cell is right, or open and told; a wrong one fails the run. `+` names cells
with three constructs at once.
"""


def _summary(tally: Tally, count: int) -> Iterator[str]:
    yield f"- reports: {count}; odd cells: {sum(tally.odd.values())}; wrong figures: {len(tally.wrong)}"
    yield f"- plain cells read: {tally.share:.2%} of {sum(tally.plain.values())}"


def _table(tally: Tally) -> Iterator[str]:
    """Rows of Markdown: format, construct, how many cells were right and how many open."""
    found: Counter[tuple[str, str, str]] = Counter()
    for (form, construct, outcome), many in tally.odd.items():
        name = "+" if " + " in construct else construct.rsplit(", ", 1)[0]
        found[form, name, "right" if outcome == "right" else "open"] += many
    yield "| format | construct | right | open |"
    yield "|---|---|---|---|"
    for form, name in sorted({(form, name) for form, name, _ in found}):
        shown = name.replace("|", "\\|")
        yield f"| {form} | {shown} | {found[form, name, 'right']} | {found[form, name, 'open']} |"


if __name__ == "__main__":
    sys.exit(main())
