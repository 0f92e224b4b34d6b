"""What may be done on a filing now, by whom: the forms that its page of acts offers."""

from collections.abc import Sequence

from filings.account import AccountRole, Remark, RemarkKind
from filings.act import Act, ActKind
from filings.civil import civil_day
from filings.finding import Finding, Severity
from filings.nouns import dataclass
from gateway.http.desk import Desk
from gateway.pages.filed import Filed, filed
from gateway.pages.routes import FILERS, OFFICE, Visit

ACTING = FILERS | OFFICE
HEADS = frozenset({AccountRole.HEAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsOffered:
    """What a person may do on a filing now. ``asks``: the withdrawal is a request, for the deadline is over.

    ``explain``: findings that a sentence settles; ``insist``: those that filing with reasons is about.
    """

    filed: Filed
    acts: Sequence[Act]
    remarks: Sequence[Remark]
    statements: int
    withdraw: bool = False
    asks: bool = False
    explain: Sequence[Finding] = ()
    insist: Sequence[Finding] = ()
    confirm: bool = False
    refused: str = ""


def offered(desk: Desk, visit: Visit) -> FormsOffered:
    """What is on offer for the filing of the address."""
    found = filed(desk, visit)
    ledger, filing = desk.ledger, found.filing
    acts, remarks = ledger.acts.of(filing.id), ledger.remarks.of(filing.id)
    last = acts[-1].kind if acts else None
    files, open_ = visit.account.role in FILERS, last not in (ActKind.WITHDRAWN, ActKind.ACCEPTED)
    findings = found.audit.findings if found.audit and files and open_ else ()
    settled = {
        (one.fingerprint, one.facts_digest)
        for one in ledger.explanations_and_waivers.explanations(filing.agency, filing.year)
    }
    waiting = [one for one in findings if (one.fingerprint, one.facts_digest) not in settled]
    confirming = desk.parts.settings.login.confirm and visit.account.role in HEADS
    return FormsOffered(
        filed=found,
        acts=acts,
        remarks=remarks,
        statements=len(ledger.insisting.of(filing.id)),
        withdraw=open_ and visit.account.role in ACTING,
        asks=files and over(found, visit),
        explain=[one for one in waiting if one.severity is Severity.VERIFY],
        insist=[one for one in waiting if one.severity is Severity.MUST_FIX],
        confirm=confirming and open_ and not any(one.kind is RemarkKind.CONFIRMED for one in remarks),
    )


def over(found: Filed, visit: Visit) -> bool:
    """Whether the day until which it could be sent is over."""
    return found.due is not None and civil_day(visit.now) > found.due


def finding_of(found: Filed, mark: str) -> Finding | None:
    """The finding of the last audit with this fingerprint."""
    return next((one for one in found.audit.findings if one.fingerprint == mark), None) if found.audit else None
