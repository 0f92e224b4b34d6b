"""What an audit says: outcomes, findings, suspects and the machine's verdict."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from filings.nouns import dataclass


class Severity(StrEnum):
    """What a finding asks of the agency."""

    MUST_FIX = "must_fix"
    VERIFY = "verify"
    HINT = "hint"

    @property
    def label(self) -> str:
        """必须修改, 请核实 or 提示."""
        return {"must_fix": "必须修改", "verify": "请核实", "hint": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return ("must_fix", "verify", "hint").index(self.value)

    @property
    def milder(self) -> "Severity":
        """A grade milder: what is told of something that may not be meant at all."""
        return Severity.VERIFY if self is Severity.MUST_FIX else Severity.HINT


class Status(StrEnum):
    """How one rule ended."""

    PASSED = "passed"
    BROKEN = "broken"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"
    FAILED = "failed"


class Verdict(StrEnum):
    """The machine's word on a submission 校验结论. Never an act of the office."""

    CLEAN = "clean"
    EXPLAIN = "explain"
    MUST_FIX = "must_fix"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """校验通过, 请核实, 必须修改 or 未能读取."""
        return {"clean": "校验通过", "explain": "请核实", "must_fix": "必须修改", "unreadable": "未能读取"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A broken rule rendered 核查意见, one per broken equation or place.

    ``refs``: cell addresses or parts (``title``, ``section.1``); ``places``: where these stand in the document, in the
    same order; ``place``: the same in a clerk's words. ``facts``: the named values behind the message.
    ``fingerprint``: hash of agency, year, rule and refs (text rules: the excerpt), without values.
    ``facts_digest``: what an explanation or waiver is bound to; it lapses when the facts change.
    """

    rule: str
    title: str
    severity: Severity
    message: str
    place: str
    refs: tuple[str, ...]
    places: tuple[str, ...]
    facts: Mapping[str, object]
    basis: tuple[str, ...]
    fix: str
    fingerprint: str
    facts_digest: str
    waived: bool = False
    explained: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one rule ended 单项结果. ``reason``: why it did not apply, was waived or failed; ``note``: how it passed."""

    rule: str
    status: Status
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectCell:
    """A cell that is probably wrong, as found, and the value that would mend the sums (plain digits)."""

    ref: str
    found: str
    suggested: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """The smallest set of cells whose change mends the broken sums 疑似错格.

    ``mends``: fingerprints of the findings it explains. ``cause``: why it ranks where it does, in Chinese.
    """

    cells: tuple[SuspectCell, ...]
    mends: tuple[str, ...]
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The result of auditing one dossier 核查结果: the same inputs under the same two hashes give the same bytes.

    verdict: what the machine says; it is no consent of the office.
    rulebook_version: the version that people name, e.g. ``2026.1``.
    rulebook_hash: of the data, 16 hex digits: rules, lists, forms and the county's changes.
    engine: of the code that decides and the packages it leans on, 16 hex digits; ``""`` in audits made before 0.2.
    as_of: the day on which deadlines and dates are judged.
    dossier_digest: of everything that the audit saw.
    agency: name; ``""`` where neither register nor report told one.
    year: report year; None where nothing told it.
    edition: id of the form that the report follows; None where none was recognised.
    sha256: of the file that was read, ``""`` for data that was no file.
    kind, kind_inferred: kind of agency and whether it was guessed from the name; ``""`` if unknown.
    findings: gravest first. outcomes: one for each rule, in the order of the book. suspects: see ``Suspect``.
    notes: what else a reader of the audit should know, in Chinese.
    """

    verdict: Verdict
    rulebook_version: str
    rulebook_hash: str
    engine: str = ""
    as_of: date
    dossier_digest: str
    agency: str
    year: int | None
    edition: str | None
    sha256: str
    kind: str = ""
    kind_inferred: bool = False
    findings: tuple[Finding, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    notes: tuple[str, ...] = field(default=())
