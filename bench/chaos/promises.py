"""The checker's own record: what was handed in, what a door acknowledged, and what the receiver was sent."""

import hashlib
import json
import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

AREA = "990000"
YEARS = range(2008, 2258)  # many years, few agencies: what is tried is the way of the work, not the rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A report to be handed in: the agency, the report year, and the bytes, which no other filing has."""

    agency: str
    year: int
    body: bytes

    @property
    def sha256(self) -> str:
        """What the filing is known by at all places."""
        return hashlib.sha256(self.body).hexdigest()


def agency_code(number: int) -> str:
    """The code of the agency with that number."""
    return f"U{number:04}"


def agency_name(number: int) -> str:
    """The name of the agency with that number."""
    return f"试验县第{number}局"


def agencies_for(filings: int) -> int:
    """How many agencies so many filings need, one for each of the years."""
    return -(-filings // len(YEARS))


def filings(count: int) -> Iterable[Filing]:
    """The reports of a run, each for a slot of its own."""
    for number in range(count):
        agency, year = number // len(YEARS), YEARS[number % len(YEARS)]
        name = agency_name(agency)
        report = {
            "edition": "2021", "title": f"{name}{year}年政府信息公开工作年度报告", "agency": name, "year": year,
            "sections": [], "tables": {"proactive": {}, "applications": {}, "review": None},
        }  # fmt: skip
        body = json.dumps(report, ensure_ascii=False).encode()
        yield Filing(agency=agency_code(agency), year=year, body=body)


@dataclass(slots=True)
class Promises:
    """What the doors answered. Instants are monotonic seconds of this process."""

    acknowledged: dict[str, float] = field(default_factory=dict)  # sha256 -> when first
    submissions: dict[str, set[str]] = field(default_factory=dict)  # sha256 -> ids that were named to the sender
    refused: dict[str, str] = field(default_factory=dict)  # sha256 -> the reason, though nothing was wrong with it
    doors: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, filing: Filing, door: str, submission: str = "") -> None:
        """A door has acknowledged the filing. ``submission``: the id it named, ``""`` when it named none."""
        with self._lock:
            if filing.sha256 not in self.acknowledged:
                self.acknowledged[filing.sha256] = time.monotonic()
                self.doors[door] += 1
            if submission:
                self.submissions.setdefault(filing.sha256, set()).add(submission)

    def refuse(self, filing: Filing, reason: str) -> None:
        """A door has refused the filing."""
        with self._lock:
            self.refused[filing.sha256] = reason

    def promised_twice(self) -> int:
        """Filings for which two different ids were named."""
        return sum(len(ids) > 1 for ids in self.submissions.values())


@dataclass(slots=True)
class Told:
    """What the receiver was sent: the sha256 of each body by the id of its notice, and whose filing it told of."""

    bodies: dict[str, str] = field(default_factory=dict)
    filings: dict[str, set[str]] = field(default_factory=dict)  # sha256 of a document -> ids of notices
    at: dict[str, float] = field(default_factory=dict)  # sha256 of a document -> when first told, monotonic seconds
    repeats: int = 0
    other_body: int = 0
    unverified: int = 0
    torn: int = 0  # requests that broke off within their body
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, notice: str, body: bytes) -> None:
        """Record one delivery whose signature holds."""
        digest, document = hashlib.sha256(body).hexdigest(), _document(body)
        with self._lock:
            known = self.bodies.setdefault(notice, digest)
            ids = self.filings.setdefault(document, set())
            self.repeats += notice in ids
            self.other_body += known != digest
            ids.add(notice)
            self.at.setdefault(document, time.monotonic())

    def distrust(self) -> None:
        """Record one delivery whose signature does not hold."""
        with self._lock:
            self.unverified += 1

    def tear(self) -> None:
        """Record one request that broke off within its body."""
        with self._lock:
            self.torn += 1

    def twice(self) -> int:
        """Filings whose audit was told in two different notices."""
        return sum(len(ids) > 1 for ids in self.filings.values())


def _document(body: bytes) -> str:
    documents = json.loads(body)["data"]["submission"]["documents"]
    return str(documents[0]["sha256"])
