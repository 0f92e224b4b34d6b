"""What comes in at a door and what the sender is told: uploads, receipts, rejections."""

from typing import TypeAlias

from filings.event import GENESIS
from filings.nouns import dataclass
from filings.submission import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One file as handed in. ``role``: as in ``Document``."""

    name: str
    data: bytes
    role: str = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The filing is committed 回执. ``job``: id of its audit. ``repeated``: the same files were here before.

    ``chain``: how long the sealed event log was then, and its head: a kept receipt shows a ledger rewritten later.
    """

    submission: Submission
    job: str
    repeated: bool = False
    chain: tuple[int, str] = (0, GENESIS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """The request was not taken 拒收. ``code`` is for machines; ``reason`` is Chinese: why, and what to do next."""

    code: str
    reason: str


Intake: TypeAlias = Receipt | Rejection
