"""Work to be done: jobs, claims with a lease and a token, and why a claim was refused."""

import hashlib
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from filings.nouns import dataclass


class JobState(StrEnum):
    """Where a job stands."""

    DUE = "due"
    LEASED = "leased"
    DONE = "done"
    QUARANTINED = "quarantined"


class Refusal(StrEnum):
    """Why a claim was refused. Only ``ALONE`` asks something of the caller: offer the job to the lane of its own."""

    UNKNOWN = "unknown"
    DONE = "done"
    LEASED = "leased"
    NOT_YET = "not_yet"
    ALONE = "alone"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A piece of work. ``subject``: what it is about, e.g. a submission id; ``key`` makes it one of its kind.

    ``attempts``: how often it failed or died through its own fault, the running one included. ``solo``: it is claimed
    alone. ``reason``: why it failed last, in Chinese.
    """

    id: str
    kind: str
    key: str
    subject: str
    state: JobState
    due_at: datetime
    attempts: int = 0
    solo: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """The caller holds the job as long as it shows signs of life, and proves it with ``token``.

    ``deliveries``: of what was told with the claim, those that may go at once.
    """

    job: Job
    token: str
    deliveries: tuple[str, ...] = ()


Claim: TypeAlias = Claimed | Refusal


def job_id(kind: str, key: str) -> str:
    """The stable id of a job (``job_`` and 32 hex digits): the same kind and key are the same job."""
    return "job_" + hashlib.sha256(f"{kind}\x1f{key}".encode()).hexdigest()[:32]
