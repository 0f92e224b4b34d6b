"""What a county has decided about the running of the system: dated, with reason and approver."""

from datetime import date
from enum import StrEnum

from filings.nouns import dataclass


class Timeliness(StrEnum):
    """Which filing decides whether a report was in time."""

    FIRST_READABLE = "first_readable"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A county's policy 工作规则, in force from ``since`` until the next one.

    ``practice``: everything runs, nothing is sent outside. ``hold_notices``: notices wait to be released.
    ``mail``: letters go to the addresses of the register; until then they are kept.
    ``auto_accept``: a clean report is accepted without a person.
    """

    since: date = date.min
    timeliness: Timeliness = Timeliness.FIRST_READABLE
    practice: bool = False
    hold_notices: bool = False
    mail: bool = False
    auto_accept: bool = False
    approver: str = ""
    reason: str = ""
