"""What an agency handed in: documents with their hashes, immutable once recorded."""

from datetime import datetime

from filings.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of a filing.

    sha256: hex of its bytes. name: as it was sent. size: in bytes; 0 where it was not told.
    role: report, readable (a copy that can be read surely, beside a sealed file), scan, explanation, paper, page,
    slip (signed 报送确认单, put to the filing later), source (the file that a report among several came from).
    """

    sha256: str
    name: str
    role: str = "report"
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One received filing 报送件. ``ordinal``: 1 for the first of its slot.

    ``received_at``: when it arrived, aware, in UTC; by it the filing is in time or late. ``taken_at``: when it came in
    here, where a portal took it earlier and said so; else None. ``channel``: command, stream, folder, form, paper.
    ``insisted``: filed with reasons against a must_fix finding 附说明报送. ``practice``: audited like any other, counts
    nowhere.
    """

    id: str
    agency: str
    year: int
    received_at: datetime
    documents: tuple[Document, ...]
    channel: str
    ordinal: int = 1
    insisted: bool = False
    taken_at: datetime | None = None
    practice: bool = False
