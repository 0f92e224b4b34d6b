"""Many documents at once: what each one is, whose it is taken for, and who has sent nothing."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from filings.agency import Agency
from filings.finding import Audit, Verdict
from filings.matching import Certainty, Match
from filings.nouns import dataclass
from filings.report import Report


class FileOutcome(StrEnum):
    """What a file turned out to be."""

    REPORT = "report"
    UNREADABLE = "unreadable"
    OTHER = "other"
    TWIN = "twin"  # the same bytes as another file of the batch
    CLOSED = "closed"  # an archive or a mail that could not be opened

    @property
    def label(self) -> str:
        """年度报告, 没有读出来 …"""
        return _FATES[self.value]


_FATES = {
    "report": "年度报告", "unreadable": "没有读出来", "other": "不是年度报告", "twin": "重复的文件", "closed": "打不开",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One report, or one file that holds none. ``source``: its way in, as people find it again.

    ``part``/``parts``: which of the reports in the file. ``note``: why it is no report, in Chinese.
    ``copy``: way in and sha256 of the readable copy beside it, None for none.
    """

    source: str
    sha256: str
    fate: FileOutcome
    part: int = 1
    parts: int = 1
    report: Report | None = None
    note: str = ""
    copy: tuple[str, str] | None = None

    @property
    def key(self) -> tuple[str, int]:
        """What a confirmation is bound to: the bytes and the part, whatever the file is called by then."""
        return self.sha256, self.part

    @property
    def shown(self) -> str:
        """The source, with the part where there are several."""
        return f"{self.source}（第{self.part}份）" if self.parts > 1 else self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A piece, whose it is taken for, and its audit. ``confirmed``: a clerk said yes; None: nobody was asked yet."""

    piece: Piece
    match: Match
    confirmed: bool | None = None
    audit: Audit | None = None

    @property
    def open(self) -> bool:
        """Whether a person still has to look at it."""
        return self.confirmed is None and self.match.certainty is not Certainty.SURE

    @property
    def placed(self) -> bool:
        """Whether it counts as its agency's: confirmed, or more than a guess that nobody has rejected."""
        likely = self.match.certainty is not Certainty.OPEN if self.confirmed is None else self.confirmed
        return likely and self.match.agency is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Everything that came of an import. ``year``: the one that is collected; ``area``: of the county, may be empty.

    ``agencies``: the register, empty if none was given. ``baseline``: the year whose reports stand for last year's.
    """

    area: str
    year: int | None
    as_of: date
    entries: tuple[Entry, ...]
    agencies: tuple[Agency, ...] = ()
    rest: tuple[Piece, ...] = ()
    baseline: int | None = None

    @property
    def current(self) -> tuple[Entry, ...]:
        """The reports of the year that is collected; all of them when none is named."""
        return tuple(e for e in self.entries if self.year is None or e.match.year in (None, self.year))

    @property
    def earlier(self) -> tuple[Entry, ...]:
        """The reports of other years."""
        kept = {id(entry) for entry in self.current}
        return tuple(entry for entry in self.entries if id(entry) not in kept)

    @property
    def missing(self) -> tuple[Agency, ...]:
        """The agencies of the register that none of the current reports is taken for, nor may be once confirmed."""
        waiting = {agency.code for agency in self.awaiting}
        return tuple(agency for agency in self.agencies if agency.code not in waiting and not self.of(agency))

    @property
    def awaiting(self) -> tuple[Agency, ...]:
        """The agencies of which nothing is placed, but that a report may be of which a person still has to confirm."""
        guessed = {
            agency.code
            for entry in self.current
            if entry.open
            for agency in (entry.match.agency, *entry.match.others)
            if agency is not None
        }
        return tuple(agency for agency in self.agencies if agency.code in guessed and not self.of(agency))

    def of(self, agency: Agency) -> Sequence[Entry]:
        """The current reports that count as this agency's."""
        return [e for e in self.current if e.placed and e.match.agency and e.match.agency.code == agency.code]

    def counted(self, verdict: Verdict) -> int:
        """How many current reports have this verdict."""
        return sum(entry.audit is not None and entry.audit.verdict is verdict for entry in self.current)
