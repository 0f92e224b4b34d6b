"""How long what is on record is kept 保管期限, and what is told of what was cleared away when that was over.

Years are counted from 1 January after the year in which something came in or was sent, as archives count them
(《机关文件材料归档范围和文书档案保管期限规定》, 国家档案局令第8号: 定期 is 30 or 10 years).
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from filings.nouns import dataclass

PURGED = "purged"  # the kind of the event that tells of it
CLEARED = "已按期清除"  # what stands in place of a text that was cleared away


class RecordKind(StrEnum):
    """What is kept for a time of its own."""

    DOCUMENTS = "documents"  # the bytes of files and their names
    AUDITS = "audits"  # what was read of a report, its audits and findings
    NOTICES = "notices"  # what was told, and what receivers answered
    PERSONS = "persons"  # who acted for whom, with their reasons and explanations

    @property
    def label(self) -> str:
        """In Chinese."""
        return _LABELS[self]


_LABELS: Mapping[RecordKind, str] = {
    RecordKind.DOCUMENTS: "文件内容",
    RecordKind.AUDITS: "核查结果和报告文字",
    RecordKind.NOTICES: "通知内容",
    RecordKind.PERSONS: "经办人姓名和说明",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Whole years that each kind is kept."""

    documents: int = 10
    audits: int = 10
    notices: int = 10
    persons: int = 10

    def years(self, kind: RecordKind) -> int:
        """For how many years a kind is kept."""
        found: int = getattr(self, kind.value)
        return found

    def last_day(self, kind: RecordKind, came: date) -> date:
        """The last day on which what came in on a day is kept."""
        return date(min(came.year + self.years(kind), 9999), 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeLine:
    """So many rows of a kind, of so many records (filings, notices, entries) of a year."""

    kind: RecordKind
    year: int
    records: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """What is not cleared away, and why, in Chinese. ``records``: ids."""

    kind: RecordKind
    year: int
    reason: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeResult:
    """What is, or would be, cleared away, and what is kept; both by kind and year."""

    lines: tuple[PurgeLine, ...] = ()
    kept: tuple[KeptLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeRecord:
    """What the event log tells of one clearing. ``basis``: on whose word it was done."""

    event: int
    at: datetime
    kind: RecordKind
    year: int
    rows: int
    by: str
    basis: str


def list_digest(rows: Iterable[tuple[str, str]]) -> str:
    """The sha256, in hex, of a list of (table, key), whatever its order."""
    return sha256("\n".join(f"{table}\x1f{key}" for table, key in sorted(rows)).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeOrder:
    """What an operator orders: what came in before a day, of these kinds; by whom, on whose word."""

    before: date
    kinds: tuple[RecordKind, ...] = field(default=tuple(RecordKind))
    by: str = ""
    basis: str = ""
