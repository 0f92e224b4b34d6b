"""Reports with figures that hold together, and faults put into them: what suspects and benches are tried on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from filings.agency import Agency
from filings.dossier import Dossier
from filings.figure import CellState
from filings.report import Cell, Report
from rules.book_io.zero_report import AGENCY, zero_report
from schemas.editions import edition

_UNUSUAL = 3  # times in ten
_USUAL = ("granted", "partial", "refused.7", "unable.1", "unable.2", "rejected.1", "rejected.2", "refused.4")


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectedFault:
    """A cell with the figure that was right and the one put in its place."""

    ref: str
    right: Decimal
    wrong: Decimal


def valid_report(random: Random, form: str = "2021") -> Report:
    """A report whose sums all hold, with figures as counties have them: few big ones, many zeros."""
    figures = _applications(random, form) | _review(random)
    return with_figures(zero_report(form), figures)


def with_figures(report: Report, figures: Mapping[str, int | Decimal]) -> Report:
    """The report with these numbers in place of what stands there."""
    cells = dict(report.cells)
    for ref, value in figures.items():
        cells[ref] = Cell(raw=str(value), state=CellState.NUMBER, value=Decimal(value), place="")
    return replace(report, cells=cells)


def dossier_with(report: Report, previous: Report | None = None) -> Dossier:
    """A dossier of a county department with the report."""
    year = report.year or 2023
    agency = Agency(code="11450000000000000X", name=AGENCY, kind="department", jurisdiction="450000")
    return Dossier(as_of=date(year + 1, 1, 31), report=report, agency=agency, folder_year=year, previous=previous)


def with_fault(random: Random, report: Report, ref: str) -> tuple[Report, InjectedFault]:
    """The report with a slip of the pen in one cell: a digit, swapped digits, a digit more or less, left out."""
    right = report.cells[ref].value or Decimal(0)
    wrong = right
    while wrong == right:
        wrong = Decimal(_slip(random, str(int(right))))
    return with_figures(report, {ref: wrong}), InjectedFault(ref=ref, right=right, wrong=wrong)


def _slip(random: Random, digits: str) -> str:
    at = random.randrange(len(digits))
    kind = random.choice(("digit", "digit", "digit", "swap", "more", "less", "nothing"))
    if kind == "swap" and at + 1 < len(digits):
        return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    if kind == "more":
        return digits[:at] + random.choice("0123456789") + digits[at:]
    if kind == "less" and len(digits) > 1:
        return digits[:at] + digits[at + 1 :]
    return "0" if kind == "nothing" else digits[:at] + random.choice("0123456789") + digits[at + 1 :]


def _applications(random: Random, form: str) -> dict[str, int]:
    """Every column: results drawn, their total and what is carried out added up, new and carried in split from it."""
    groups = edition(form).groups
    busy = random.choice((0, 3, 12, 40, 300))
    figures: dict[str, int] = {}
    for column in groups["applications.parts"]:
        weight = busy if column == "natural" else busy // 10
        results = {row: random.randint(0, weight) if row in _USUAL else 0 for row in groups["applications.leaves"]}
        if weight and random.randrange(10) < _UNUSUAL:
            results[random.choice(groups["applications.leaves"])] = random.randint(1, weight)
        total, out = sum(results.values()), random.randint(0, max(1, weight // 5)) if weight else 0
        carried = random.randint(0, min(3, total + out))
        rows = results | {"total": total, "carried_out": out, "carried_in": carried, "new": total + out - carried}
        figures |= {f"applications.{row}.{column}": value for row, value in rows.items()}
    standing = [row for row in groups["applications.rows"] if f"applications.{row}.natural" in figures]
    parts = groups["applications.parts"]
    return figures | {
        f"applications.{row}.total": sum(figures[f"applications.{row}.{part}"] for part in parts) for row in standing
    }


def _review(random: Random) -> dict[str, int]:
    figures: dict[str, int] = {}
    for row in ("reconsideration", "litigation_direct", "litigation_after"):
        parts = {part: random.choice((0, 0, 1, 2, 11)) for part in ("upheld", "corrected", "other", "pending")}
        figures |= {f"review.{row}.{part}": value for part, value in parts.items()}
        figures[f"review.{row}.total"] = sum(parts.values())
    return figures
