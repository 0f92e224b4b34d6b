"""Slips of tired hands, put into a valid report: in cells, in figures of the text, in dates."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random

from filings.figure import plain
from filings.report import Report
from samples.reports.making import Sample, written
from schemas.editions import edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A cell with the figure that was right and the one put in its place."""

    ref: str
    right: Decimal
    found: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """A report with what was put into it. ``kind``: names of the slips; ``cells``: the wrong cells, if any."""

    report: Report
    kind: str
    cells: tuple[Wrong, ...] = ()


Slip = Callable[[Random, Sample, str], Mapping[str, Decimal] | None]
"""Sample and cell -> the figures that the slip puts in, None where it could not have happened there."""


def _value(sample: Sample, ref: str) -> Decimal:
    return sample.report.cells[ref].value or Decimal(0)


def _digit(random: Random, sample: Sample, ref: str) -> Mapping[str, Decimal] | None:
    digits = plain(_value(sample, ref))
    at = random.choice([at for at, one in enumerate(digits) if one.isdigit()])
    other = random.choice([one for one in "0123456789" if one != digits[at]])
    return {ref: Decimal(digits[:at] + other + digits[at + 1 :])}


def _transposition(random: Random, sample: Sample, ref: str) -> Mapping[str, Decimal] | None:
    digits = plain(_value(sample, ref))
    pairs = [at for at in range(len(digits) - 1) if digits[at : at + 2].isdigit() and digits[at] != digits[at + 1]]
    if not pairs:
        return None
    at = random.choice(pairs)
    return {ref: Decimal(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])}


def _shift(random: Random, sample: Sample, ref: str) -> Mapping[str, Decimal] | None:
    """The figure stands in the next cell of its row, which should hold 0."""
    value, cells = _value(sample, ref), sample.report.cells
    beside = [one for one in _beside(sample.report.edition or "", ref) if one in cells and not cells[one].value]
    return {ref: Decimal(0), random.choice(beside): value} if value and beside else None


def _omission(_random: Random, sample: Sample, ref: str) -> Mapping[str, Decimal] | None:
    return {ref: Decimal(0)} if _value(sample, ref) else None


def _copied_total(_random: Random, sample: Sample, ref: str) -> Mapping[str, Decimal] | None:
    row, _, column = ref.rpartition(".")
    total = sample.report.cells.get(f"{row}.total")
    if total is None or column == "total" or total.value in {None, _value(sample, ref)}:
        return None
    return {ref: total.value or Decimal(0)}


def _last_year(_random: Random, sample: Sample, ref: str) -> Mapping[str, Decimal] | None:
    before = sample.previous.value(ref)
    if sample.previous.edition != sample.report.edition or before in {None, _value(sample, ref)}:
        return None
    return {ref: before or Decimal(0)}


def _sign(_random: Random, sample: Sample, ref: str) -> Mapping[str, Decimal] | None:
    value = _value(sample, ref)
    return {ref: -value} if value else None


SLIPS: Mapping[str, Slip] = {
    "digit": _digit,
    "transposition": _transposition,
    "omission": _omission,
    "copied total": _copied_total,
    "last year's figure": _last_year,
    "sign": _sign,
    "shift": _shift,
}
ONE_CELL = tuple(name for name in SLIPS if name != "shift")
"""The slips that make exactly one cell wrong; a shift makes two."""


def cell_fault(random: Random, sample: Sample, table: str, kinds: tuple[str, ...], count: int = 1) -> Faulty | None:
    """The sample with ``count`` slips in different cells of a table, or None where none could have happened.

    A slip is drawn first and then a cell of those it may befall, so rare slips are tried as often as common ones.
    """
    wrong: dict[str, Decimal] = {}
    names: list[str] = []
    for _ in range(count):
        name = random.choice(kinds)
        made = _somewhere(random, sample, table, SLIPS[name], wrong)
        if made is None:
            return None
        wrong |= made
        names.append(name)
    return Faulty(report=with_cells(sample.report, wrong), kind=" + ".join(sorted(names)), cells=_wrong(sample, wrong))


def _somewhere(
    random: Random, sample: Sample, table: str, slip: Slip, taken: Mapping[str, Decimal]
) -> Mapping[str, Decimal] | None:
    refs = [ref for ref in sample.report.cells if ref.startswith(f"{table}.") and ref not in taken]
    random.shuffle(refs)
    made = (slip(random, sample, ref) for ref in refs)
    return next((one for one in made if one and taken.keys().isdisjoint(one)), None)


def _wrong(sample: Sample, wrong: Mapping[str, Decimal]) -> tuple[Wrong, ...]:
    return tuple(Wrong(ref=ref, right=_value(sample, ref), found=value) for ref, value in wrong.items())


def with_cells(report: Report, values: Mapping[str, Decimal]) -> Report:
    """The report with these figures written in place of what stands there."""
    return replace(report, cells={**report.cells, **{ref: written(ref, value) for ref, value in values.items()}})


@cache
def _beside(form: str, ref: str) -> tuple[str, ...]:
    rows = (row.refs for table in edition(form).tables for row in table.rows)
    refs = next(refs for refs in rows if ref in refs)
    at = refs.index(ref)
    return tuple(refs[near] for near in (at - 1, at + 1) if 0 <= near < len(refs))


def text_fault(random: Random, sample: Sample) -> Faulty | None:
    """A digit wrong in one figure of section one, or None where it tells none."""
    told = sample.telling.told
    if not told:
        return None
    name = random.choice(told)
    digits = plain(sample.telling.figures[name])
    at = random.choice([at for at, one in enumerate(digits) if one.isdigit()])
    other = random.choice([one for one in "123456789" if one != digits[at]])
    return Faulty(report=sample.retold({name: digits[:at] + other + digits[at + 1 :]}), kind=name)


def date_fault(random: Random, sample: Sample) -> Faulty:
    """A wrong year or day where the report names one."""
    kind, report = random.choice(list(_dates(sample)))
    return Faulty(report=report, kind=kind)


def _dates(sample: Sample) -> Iterator[tuple[str, Report]]:
    report = sample.report
    year, signed = report.year or 0, report.signed_on or date(2000, 1, 1)
    title = (report.title or "").replace(str(year), str(year - 1))
    yield "year of the title", replace(report, title=title, year=year - 1)
    yield "year of the lead", replace(sample.retold({"year": str(year - 1)}), sections=report.sections)
    if (signed.month, signed.day) != (2, 29):  # the year before has no such day
        yield "year signed", _signed(report, signed.replace(year=year))
    yield "signed after it was sent", _signed(report, signed.replace(month=signed.month + 2))


def _signed(report: Report, day: date) -> Report:
    agency, last = report.closing
    return replace(report, signed_on=day, closing=(agency, replace(last, text=f"{day.year}年{day.month}月{day.day}日")))
