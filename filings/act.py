"""The office's word on a filing 办理, and filings that wait to be assigned to a slot 待核对归属."""

from datetime import date, datetime
from enum import StrEnum

from filings.nouns import dataclass


class ActKind(StrEnum):
    """What the office did."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """审核同意, 退回修改, 撤销办理 (undoes the act before it) or 撤回 (the filing does not count)."""
        return _LABELS[self.value]


_LABELS = {"accepted": "审核同意", "returned": "退回修改", "reopened": "撤销办理", "withdrawn": "撤回"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act on a submission. ``by``: a person, or ``policy`` where a recorded policy of the county said so.

    ``on``: civil day. ``resubmit_by``: the date set for a returned report, None if none was set.
    """

    id: int
    submission: str
    kind: ActKind
    by: str
    at: datetime
    on: date
    reason: str = ""
    resubmit_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingReason:
    """One sentence of an agency that files against a must_fix finding 附说明报送.

    ``finding``: which one is meant, by rule or by fingerprint.
    """

    finding: str
    text: str

    def covers(self, rule: str, fingerprint: str) -> bool:
        """Whether it speaks of this finding."""
        return bool(self.text.strip()) and self.finding in (rule, fingerprint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A filing that names another agency or year than the slot it was handed in for.

    ``agency``/``year``: the slot it was handed in for. ``reason``: Chinese. ``assigned_*``: what the office decided.
    """

    submission: str
    agency: str
    year: int
    reason: str
    at: datetime
    assigned_agency: str = ""
    assigned_year: int | None = None
    assigned_by: str = ""
    assigned_reason: str = ""
    assigned_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperReceipt:
    """The office records that something arrived earlier or on paper 补录收件. ``scan``: sha256 of its scan, or ``""``.

    ``submission``: the filing whose receipt is moved to ``received_on``; ``""`` for a filing on paper only.
    """

    agency: str
    year: int
    received_on: date
    by: str
    reason: str
    at: datetime
    submission: str = ""
    scan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The ledger did not carry out what was asked. ``reason`` is Chinese: why, and what to do next."""

    reason: str
