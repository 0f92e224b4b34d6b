"""Tokens of the HTTP door: who may speak to it, as what, for whom."""

import hashlib
from datetime import datetime
from enum import StrEnum

from filings.nouns import dataclass

PREFIX = "gouji_"  # what a secret begins with, so that scanners of leaked secrets know it


class TokenRole(StrEnum):
    """What the holder of a token is."""

    PORTAL = "portal"
    AGENCY = "agency"
    OFFICE = "office"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """报送门户, 报送单位, 主管部门 or 查阅人员."""
        return {"portal": "报送门户", "agency": "报送单位", "office": "主管部门", "auditor": "查阅人员"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """A token 令牌. Its secret is shown once and never kept; ``hash`` is the SHA-256 of it, in hex.

    ``area``: the jurisdiction it is for. ``agency``: the one agency it is for, ``""`` for all of the area.
    ``label``: who has it, in the office's own words. ``revoked_at``: None while it is in force.
    """

    id: str
    hash: str
    role: TokenRole
    area: str
    agency: str = ""
    practice: bool = False
    label: str = ""
    created_at: datetime
    created_by: str
    revoked_at: datetime | None = None

    def covers(self, area: str, agency: str) -> bool:
        """Whether an agency of a jurisdiction is among those that it is for."""
        return area == self.area and self.agency in ("", agency)


def token_hash(secret: str) -> str:
    """What is kept of a secret. It is long and random, so that a plain hash cannot be turned back."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
