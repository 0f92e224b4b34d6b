"""Everything a rule may see. Each part but the as-of date may be absent; absent makes its rules not applicable."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from filings.agency import Agency, Register
from filings.calendar import Calendar
from filings.nouns import dataclass
from filings.report import Report
from filings.submission import Submission


class StandingState(StrEnum):
    """Where an agency-year stands 报送状态: the boxes of every count, one for each agency of the register.

    Which one is decided by the ordered table in ``filings/standing.py``; late or not is told beside it.
    """

    NOT_DUE = "not_due"
    DUE = "due"
    FILED = "filed"
    HELD = "held"
    EXPLANATION_OWED = "explanation_owed"
    AWAITING_OFFICE = "awaiting_office"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    MISSING = "missing"
    EXEMPT = "exempt"

    @property
    def label(self) -> str:
        """What people call it: 未到报送期, 待报送, 已收到 …"""
        return _STATES[self.value]

    @property
    def counted(self) -> str:
        """What a box is called in a count, where 已收到 alone would mean all that came: 已收到待处理."""
        return "已收到待处理" if self is StandingState.FILED else self.label


_STATES = {
    "not_due": "未到报送期",
    "due": "待报送",
    "filed": "已收到",
    "held": "待核对归属",
    "explanation_owed": "待改正或说明",
    "awaiting_office": "待审核",
    "returned": "退回修改",
    "accepted": "审核同意",
    "missing": "未报送",
    "exempt": "免报送",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The standing of an agency for a report year; it may have no report at all.

    agency: its code. year: report year. state: the box that it is in. Days are civil, in Asia/Shanghai.
    received_on: when the first document arrived, whether it could be read or not; None where none did.
    accepted_on, returned_on: of the office's last word; None where it said no such thing.
    resubmit_by: the day that a return set; None without one. resubmitted_on: when something came after it, or None.
    due_on: 报送期限, None where nobody set one; days_late: by how many days 晚报 or 逾期, 0 for in time.
    publish_by: 公布期限, None where the law names none; published_on: as seen on the site, None where nobody looked.
    days_published_late: by how many days 晚公布, 0 for in time or not looked at.
    elsewhere: held filings of others that may be its own: while there are any, it is not told to have sent nothing.
    note: a word to the office, in Chinese, ``""`` for none.
    """

    agency: str
    year: int
    state: StandingState
    received_on: date | None = None
    accepted_on: date | None = None
    returned_on: date | None = None
    resubmit_by: date | None = None
    resubmitted_on: date | None = None
    due_on: date | None = None
    days_late: int = 0
    note: str = ""
    publish_by: date | None = None
    published_on: date | None = None
    days_published_late: int = 0
    elsewhere: int = 0

    @property
    def late(self) -> bool:
        """Whether it came after its 报送期限, or that is over and nothing came."""
        return self.days_late > 0

    @property
    def lateness(self) -> str:
        """晚报4天，晚公布2天; 逾期4天 where nothing came; ``""`` where nothing is late."""
        filed = f"{'逾期' if self.received_on is None else '晚报'}{self.days_late}天" if self.late else ""
        public = f"晚公布{self.days_published_late}天" if self.days_published_late > 0 else ""
        return "，".join(word for word in (filed, public) if word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The agency says why a true figure is odd 说明.

    fingerprint: of the finding. facts_digest: of its facts; it lapses when they change. text: in the agency's words.
    by: who wrote it. on: civil day.
    """

    fingerprint: str
    facts_digest: str
    text: str
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """The office lets a finding stand 豁免.

    fingerprint: of the finding. facts_digest: of its facts; it lapses when they change. reason: why. approver: whose
    word it is. until: the last civil day on which it holds.
    """

    fingerprint: str
    facts_digest: str
    reason: str
    approver: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another agency's report of the same year, as far as copying is judged.

    agency: its code. name: as the register says. filed_first: whether it came before the report that is audited.
    passages: number of a section -> its plain text; a section without text is missing.
    groups: the sections, together or each by itself, in which it may be too like; None: in any.
    """

    agency: str
    name: str
    filed_first: bool
    passages: Mapping[int, str]
    groups: frozenset[tuple[int, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFigures:
    """One unit's figures in a county roll-up.

    agency: its code. name: as the register says. values: cell address -> value, money in 万元; a cell that was
    not read is missing, never 0. missing: it has no accepted report.
    """

    agency: str
    name: str
    values: Mapping[str, Decimal]
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """What the government's own report is held against.

    units: every unit's figures. expected_units: how many owe a report.
    """

    units: tuple[UnitFigures, ...]
    expected_units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What was seen on the public site 公开情况. Each None means: not looked at (尚未核对), never passed.

    url: where it was found, ``""`` where it was not; other_urls: where else it stands.
    published_on: the day that the page gives; None where it gives none, or nobody looked.
    found, in_column, on_platform, downloadable, dated: whether it is there, in the column for annual reports, on the
    county's platform, to be had as a file, and bears a date.
    report: as read from the page; None where it was not read.
    differs: what it says otherwise than the accepted report, in Chinese, empty for nothing.
    changed_on: when the page was last seen to change; change_noted: whether it says so itself.
    page: sha256 of the saved page, ``""`` if none was kept.
    """

    url: str = ""
    published_on: date | None = None
    found: bool | None = None
    in_column: bool | None = None
    on_platform: bool | None = None
    downloadable: bool | None = None
    dated: bool | None = None
    report: Report | None = None
    differs: tuple[str, ...] | None = None
    changed_on: date | None = None
    change_noted: bool | None = None
    other_urls: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The case file of one audit 案卷: everything a rule may see. What is None was not given; its rules do not apply.

    as_of: the civil day on which deadlines and dates are judged.
    report: as read. sha256: of its document, ``""`` for data that was no file. submission: the filing it came with.
    agency: of the register or as named. register: of the county, on that day. calendar: the county's dates.
    standing: where the agency stands. received_on: civil day of receipt (Asia/Shanghai).
    folder_year: the year of the slot, folder or form in which the document was handed in.
    previous: last year's accepted report; previous_names: what its agency was called; previous_gap: why there is none
    to compare with, in Chinese, ``""`` where there is.
    earlier: filings of this year before it, oldest first. explanations, waivers: those on record for this slot.
    neighbours: reports of other agencies; None where nobody looked, empty where there are none.
    rollup: figures of all units, for the government's own report alone. publication: what was seen on the site.
    paper_received: whether a paper copy is on record; None where nobody keeps such a record.
    """

    as_of: date
    report: Report | None = None
    sha256: str = ""
    submission: Submission | None = None
    agency: Agency | None = None
    register: Register | None = None
    calendar: Calendar | None = None
    standing: Standing | None = None
    received_on: date | None = None
    folder_year: int | None = None
    previous: Report | None = None
    previous_names: tuple[str, ...] = ()
    previous_gap: str = ""
    earlier: tuple[Submission, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    neighbours: tuple[Neighbour, ...] | None = None
    rollup: RollUp | None = None
    publication: Publication | None = None
    paper_received: bool | None = None
