"""People who sign in 账号: what they are, for whom, and what each may do. Their names lie elsewhere, and can go."""

from datetime import datetime
from enum import StrEnum

from filings.nouns import dataclass


class AccountRole(StrEnum):
    """What a person is to the system."""

    CLERK = "clerk"
    HEAD = "head"
    OFFICE = "office"
    OFFICE_HEAD = "office_head"
    AUDITOR = "auditor"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        """单位经办人, 单位负责人, 主管部门经办人, 主管部门负责人, 查阅人员 or 管理员."""
        return _LABELS[self.value]

    @property
    def of_agency(self) -> bool:
        """Whether such a person belongs to one agency and sees only what is that agency's."""
        return self in AGENCY_ROLES


_LABELS = {
    "clerk": "单位经办人", "head": "单位负责人", "office": "主管部门经办人", "office_head": "主管部门负责人",
    "auditor": "查阅人员", "admin": "管理员",
}  # fmt: skip

AGENCY_ROLES = frozenset({AccountRole.CLERK, AccountRole.HEAD})
OFFICE_ROLES = frozenset({AccountRole.OFFICE, AccountRole.OFFICE_HEAD})
EVERY_ROLE = frozenset(AccountRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who may sign in. ``id``: what sealed records call the person. ``login``: what is typed to sign in.

    ``area``: the jurisdiction. ``agency``: code of the one agency that it is for, ``""`` for all of the area.
    ``removed_at``: None while it is in force.
    """

    id: str
    login: str
    role: AccountRole
    area: str
    agency: str = ""
    created_at: datetime
    created_by: str = ""
    removed_at: datetime | None = None

    def covers(self, area: str, agency: str) -> bool:
        """Whether an agency of a jurisdiction is among those that it is for."""
        return area == self.area and self.agency in ("", agency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who an account is: the only place where a name and a telephone number stand."""

    account: str
    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who is signed in. ``id``: hash of what the browser holds. ``name``: as the person is greeted.

    ``fresh``: came in by a one-time code and has not set a password yet. ``vouching``: label and id of the token whose
    portal handed the person over, ``""`` for a person with an account of our own.
    """

    id: str
    account: Account
    name: str
    began: datetime
    seen: datetime
    fresh: bool = False
    vouching: str = ""

    @property
    def actor(self) -> str:
        """What goes on record: role and account; of a person whom a portal handed over, what it said."""
        if self.vouching:
            return f"{self.name}（{self.vouching}）"
        return f"{self.account.role.label}（{self.account.id}）"


class RemarkKind(StrEnum):
    """What is put beside a filing without changing it."""

    WITHDRAWAL = "withdrawal"  # the agency asks the office to withdraw it
    DOUBT = "doubt"  # the agency says that a finding is wrong
    RESUBMITTED = "resubmitted"  # why it was sent again 重报
    CORRECTED = "corrected"  # why a filing that was accepted is corrected 更正
    CONFIRMED = "confirmed"  # a second person of the agency stands by it

    @property
    def label(self) -> str:
        """申请撤回, 意见有误, 重报, 更正 or 负责人确认."""
        return _REMARKS[self.value]


_REMARKS = {
    "withdrawal": "申请撤回", "doubt": "反映意见有误", "resubmitted": "重报", "corrected": "更正",
    "confirmed": "负责人确认",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A remark on a filing. ``about``: what it is on, a finding's fingerprint or ``""``. ``by``: who, as on record."""

    id: int
    submission: str
    kind: RemarkKind
    about: str
    text: str
    by: str
    at: datetime
