"""Pieces -> entries: matched, last year's figures found for each, audited in the words of ``gouji check``."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from filings.agency import Agency, Register
from filings.batch import Entry, FileOutcome
from filings.calendar import Calendar
from filings.dossier import Dossier
from filings.matching import Names, alone, match
from filings.nouns import dataclass
from filings.report import Report
from filings.succession import lineage, previous_of
from gateway.importing.reading import ReadFile
from rules.book_io.rulebook import Rulebook
from workers.examine import examine


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the reports are held against. ``register``: None without one. ``year``: collected; ``baseline``: before."""

    as_of: date
    calendar: Calendar
    book: Rulebook
    register: Register | None = None
    year: int | None = None
    baseline: int | None = None

    @property
    def agencies(self) -> tuple[Agency, ...]:
        """The agencies of the register, none without one."""
        return self.register.agencies if self.register else ()


def matched(taken: Sequence[ReadFile], setting: Setting) -> list[Entry]:
    """Every report with whose it is taken for; two for one slot are both left open."""
    area = setting.register.jurisdiction.name if setting.register else ""
    names = Names.of(setting.agencies, area)
    reports = [(one, one.piece.report) for one in taken if one.piece.fate is FileOutcome.REPORT]
    found = alone([match(report, one.clues, names, _expected(report, setting)) for one, report in reports if report])
    pieces = [one.piece for one, report in reports if report]
    return [Entry(piece=piece, match=matching) for piece, matching in zip(pieces, found, strict=True)]


def audited(entries: Iterable[Entry], setting: Setting) -> Iterator[Entry]:
    """The entries with their audits. Receipt is not judged: nobody knows here when anything was handed in."""
    listed = list(entries)
    before = _baselines(listed, setting)
    for entry in listed:
        report = entry.piece.report
        if report is None:
            yield entry
            continue
        found = examine(b"", entry.piece.source, _context(entry, setting, before), setting.book, _known(report))
        yield replace(entry, audit=replace(found.audit, sha256=entry.piece.sha256))


def _expected(report: Report, setting: Setting) -> int | None:
    """The year a report is expected to be of: the baseline's own year is no stranger."""
    return setting.baseline if setting.baseline and report.year == setting.baseline else setting.year


def _baselines(entries: Iterable[Entry], setting: Setting) -> Mapping[str, Report]:
    return {
        entry.match.agency.code: entry.piece.report
        for entry in entries
        if setting.baseline is not None
        and entry.match.year == setting.baseline
        and entry.match.agency
        and entry.piece.report
        and entry.confirmed is not False
    }


def _context(entry: Entry, setting: Setting, before: Mapping[str, Report]) -> Dossier:
    agency = entry.match.agency
    context = Dossier(
        as_of=setting.as_of, calendar=setting.calendar, register=setting.register, agency=agency,
        folder_year=entry.match.year if entry.confirmed else None,
    )  # fmt: skip
    year = entry.match.year
    if agency is None or year is None or setting.baseline != year - 1:
        return context
    line = lineage(agency, setting.agencies, year, setting.as_of)
    if line.gap:
        return replace(context, previous_gap=line.gap)
    names = {one.code: one.name for one in setting.agencies}
    own = [agency.code, *(code for code in line.codes if code != agency.code)]
    previous, gap = previous_of(own, before, names)
    told = tuple(names.get(code, code) for code in own if code in before)
    return replace(context, previous=previous, previous_gap=gap, previous_names=told if previous else ())


def _known(report: Report) -> Callable[[bytes, str], Report]:
    """A reader that has read already."""
    return lambda _data, _name: report
