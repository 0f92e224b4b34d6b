"""A seed -> a report with its year before, in the case file that an audit would see."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random

from filings.dossier import Dossier
from filings.figure import CellState, plain
from filings.report import Cell, Label, Paragraph, Report, Section
from rules.book_io.zero_report import labels_of
from samples.forms import Draft
from samples.reports.applications import applications
from samples.reports.bodies import ReportingBody, body
from samples.reports.proactive import proactive
from samples.reports.review import review
from samples.reports.telling import Telling, telling
from schemas.calendars import statutory
from schemas.editions import edition, edition_for

_YEARS = (2020, 2021, 2022, 2023, 2023, 2024, 2024, 2025)
_SENT_WITHIN = 2  # days
_ENDS = {"government": (30, 85)}  # days after new year on which it is signed: governments have until 31 March


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A valid report and what made it. ``dossier``: with the accepted report of the year before."""

    dossier: Dossier
    report: Report
    previous: Report
    telling: Telling
    body: ReportingBody

    def holding(self, report: Report) -> Dossier:
        """The case file with another report in place of this one."""
        return replace(self.dossier, report=report)

    def retold(self, changed: Mapping[str, str]) -> Report:
        """The report with other words in place of some figures or names of its text."""
        lead, sections = self.telling.written(changed)
        return replace(
            self.report, lead=_paragraphs(lead, 2), sections=_sections(self.report.edition or "2021", sections)
        )


def sample(seed: int) -> Sample:
    """The sample of a seed: the same seed, the same report."""
    random = Random(seed)  # noqa: S311 - figures for trials, nothing secret
    filed_by, year = body(random), random.choice(_YEARS)
    before, _ = _filing(random, filed_by, year - 1, None)
    report, told = _filing(random, filed_by, year, before)
    signed = report.signed_on or date(year + 1, 1, 20)
    received = signed + timedelta(days=random.randint(0, _SENT_WITHIN))
    dossier = Dossier(
        as_of=received,
        report=report,
        agency=filed_by.agency,
        register=filed_by.register,
        calendar=statutory(),
        received_on=received,
        folder_year=year,
        previous=before,
        sha256=f"{seed:064x}",
    )
    return Sample(dossier=dossier, report=report, previous=before, telling=told, body=filed_by)


def draft_of(sample: Sample) -> Draft:
    """The same report for the writers of documents."""
    report = sample.report
    signed = report.signed_on or date(2000, 1, 1)
    return Draft(
        edition=report.edition or "",
        values={ref: cell.raw for ref, cell in report.cells.items()},
        agency=report.agency or "",
        year=report.year or 0,
        signed_on=_dated(signed),
        texts={section.number: tuple(one.text for one in section.paragraphs) for section in report.sections},
    )


def _filing(random: Random, filed_by: ReportingBody, year: int, before: Report | None) -> tuple[Report, Telling]:
    form = edition_for(year) or edition("2019")
    cells = _cells(random, filed_by, year, form.id, _values(before))
    told = telling(random, filed_by, year, form.id, cells, _values(before))
    signed = _signed(random, filed_by.agency.kind, year)
    lead, sections = told.written()
    agency = filed_by.agency.name
    report = Report(
        edition=form.id,
        title=f"{agency}{year}年政府信息公开工作年度报告",
        agency=agency,
        year=year,
        signed_by=agency,
        signed_on=signed,
        lead=_paragraphs(lead, 2),
        sections=_sections(form.id, sections),
        closing=_paragraphs((agency, _dated(signed)), 60),
        cells={ref: written(ref, value) for ref, value in cells.items()},
        labels=_labels(form.id, frozenset(ref.rpartition(".")[0] for ref in cells)),
        places={"title": "P1"},
    )
    return report, told


def _cells(
    random: Random, filed_by: ReportingBody, year: int, form: str, before: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    counts = {ref: int(value) for ref, value in before.items() if not ref.startswith("proactive.")}
    third = applications(random, form, filed_by.requests, counts or None)
    fourth = review(random, third["applications.new.total"], year, counts or None)
    second = proactive(random, form, filed_by.agency.kind, before)
    found = {**second, **{ref: Decimal(count) for ref, count in {**third, **fourth}.items()}}
    return {ref: found[ref] for ref in edition(form).refs if ref in found}


def _values(report: Report | None) -> dict[str, Decimal]:
    return {ref: cell.value for ref, cell in report.cells.items() if cell.value is not None} if report else {}


def written(ref: str, value: Decimal) -> Cell:
    """The cell as a clerk writes it: a change with its sign, the sum of purchases with its unit."""
    sign = "+" if ref.endswith(".change") and value > 0 else ""
    unit = "万元" if ref == "proactive.procurement.amount" and value else ""
    return Cell(raw=f"{sign}{plain(value)}{unit}", state=CellState.NUMBER, value=value, place="")


@cache
def _labels(form: str, printed: frozenset[str]) -> Mapping[str, Label]:
    rows = {row.address for table in edition(form).tables for row in table.rows}
    return {key: label for key, label in labels_of(edition(form), optional=True).items() if key not in rows - printed}


def _sections(form: str, said: Mapping[int, tuple[str, ...]]) -> tuple[Section, ...]:
    return tuple(
        Section(
            number=one.number,
            heading=one.heading,
            place=f"P{one.number * 9}",
            paragraphs=_paragraphs(said.get(one.number, ()), one.number * 9 + 1),
        )
        for one in edition(form).sections
    )


def _paragraphs(texts: tuple[str, ...], start: int) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text=text, place=f"P{number}") for number, text in enumerate(texts, start))


def _signed(random: Random, kind: str, year: int) -> date:
    first, last = _ENDS.get(kind, (4, 28))
    return date(year + 1, 1, 1) + timedelta(days=random.randint(first, last))


def _dated(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
