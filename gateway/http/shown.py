"""What the door shows of the ledger's nouns, as JSON: one shape for each, the same on every route."""

from collections.abc import Mapping
from typing import Any

from filings.act import Act, Held
from filings.agency import Agency
from filings.calendar import Calendar, DueDate, Extension
from filings.county import AgencyYear
from filings.delivery import Delivery, LoggedAttempt
from filings.dossier import Standing
from filings.finding import Audit
from filings.notice import Endpoint, Notice
from filings.personal import without_numbers
from filings.submission import Submission
from gateway.http.desk import told
from rules.book_io.rule import Rule


def filing_json(
    filing: Submission, agency: Agency, *, audit: Audit | None, acts: tuple[Act, ...], held: Held | None, base: str,
    cleared: str = "",
) -> dict[str, Any]:  # fmt: skip
    """A filing with what came of it. ``cleared``: what was cleared away of it, in words."""
    path = f"{base}/v1/submissions/{filing.id}"
    return {
        "id": filing.id,
        "agency": {"code": agency.code, "name": agency.name},
        "year": filing.year,
        "ordinal": filing.ordinal,
        "received_at": told(filing.received_at),
        "taken_at": told(filing.taken_at or filing.received_at),
        "channel": filing.channel,
        "insisted": filing.insisted,
        "practice": filing.practice,
        "state": _state(audit, acts, held),
        "verdict": audit.verdict.value if audit else None,
        "verdict_label": audit.verdict.label if audit else None,
        "held": held.reason if held and held.assigned_at is None else "",
        "cleared": cleared,
        "documents": [
            {"name": without_numbers(d.name), "role": d.role, "sha256": d.sha256, "size": d.size}
            for d in filing.documents
        ],
        "acts": [act_json(act) for act in acts],
        "url": path,
        "audit_url": f"{path}/audit",
    }


def act_json(act: Act) -> dict[str, Any]:
    """What the office did with a filing."""
    return {
        "kind": act.kind.value,
        "label": act.kind.label,
        "by": act.by,
        "at": told(act.at),
        "reason": act.reason,
        "resubmit_by": act.resubmit_by.isoformat() if act.resubmit_by else None,
    }


def agency_json(agency: Agency, base: str) -> dict[str, Any]:
    """An agency of the register, as far as it is of use to others."""
    return {
        "code": agency.code,
        "name": agency.name,
        "kind": agency.kind,
        "other_names": list(agency.all_names()[1:]),
        "since": agency.since.isoformat() if agency.since else None,
        "until": agency.until.isoformat() if agency.until else None,
        "url": f"{base}/v1/agencies/{agency.code}",
    }


def standing_json(standing: Standing) -> dict[str, Any]:
    """Where an agency stands for a year."""
    days = {
        name: day.isoformat() if (day := getattr(standing, name)) else None
        for name in (
            "received_on",
            "accepted_on",
            "returned_on",
            "resubmit_by",
            "resubmitted_on",
            "due_on",
            "publish_by",
            "published_on",
        )
    }
    return {
        "agency": standing.agency,
        "year": standing.year,
        "state": standing.state.value,
        "label": standing.state.label,
        **days,
        "days_late": standing.days_late,
        "days_published_late": standing.days_published_late,
        "note": standing.note,
    }


def line_json(line: AgencyYear, base: str) -> dict[str, Any]:
    """An agency's line of the year."""
    return {
        "agency": {"code": line.agency, "name": line.name},
        "kind": line.kind,
        "filings": line.filings,
        "submission": line.submission,
        "verdict": line.verdict.value if line.verdict else None,
        "standing": standing_json(line.standing),
        "url": f"{base}/v1/agencies/{line.agency}",
    }


def calendar_json(calendar: Calendar) -> dict[str, Any]:
    """The dates and what moved them."""
    return {
        "dates": [_date(due) for due in calendar.dates],
        "extensions": [_extension(one) for one in calendar.extensions],
    }


def rule_json(rule: Rule) -> dict[str, Any]:
    """A rule as people read it."""
    return {
        "id": rule.id,
        "title": rule.title,
        "says": rule.says,
        "severity": rule.severity.value,
        "severity_label": rule.severity.label,
        "basis": list(rule.basis),
        "fix": rule.fix,
        "since": rule.since,
        "until": rule.until,
        "editions": list(rule.editions),
        "active": rule.active,
    }


def endpoint_json(one: Endpoint) -> dict[str, Any]:
    """A place that notices go to. Of its address the host alone: the rest may be a secret of its own."""
    host = one.url.removeprefix("mailto:") if one.channel == "mail" else one.url.split("/")[2]
    return {
        "id": one.id,
        "host": host,
        "channel": one.channel,
        "serves": sorted(one.serves),
        "types": sorted(kind.value for kind in one.types),
        "rate": one.rate,
        "disabled": one.disabled,
        "failing_since": told(one.failing_since) if one.failing_since else None,
        "paused_until": told(one.paused_until) if one.paused_until else None,
    }


def notice_json(notice: Notice, event: Mapping[str, Any]) -> dict[str, Any]:
    """A notice for those who pull: its id, and the very event that a webhook carries."""
    return {"id": notice.id, "recipient": notice.recipient, "created": told(notice.created), "event": event}


def delivery_json(delivery: Delivery, attempts: tuple[LoggedAttempt, ...]) -> dict[str, Any]:
    """One notice on its way, with each attempt."""
    return {
        "id": delivery.id,
        "notice": delivery.notice,
        "state": delivery.state.value,
        "next_attempt_at": told(delivery.next_attempt_at),
        "error": delivery.error,
        "attempts": [
            {
                "number": one.number,
                "at": told(one.at),
                "outcome": one.outcome,
                "status": one.status,
                "seconds": round(one.latency, 3),
                "error": one.error,
            }
            for one in attempts
        ],
    }


def _state(audit: Audit | None, acts: tuple[Act, ...], held: Held | None) -> str:
    if acts:
        return acts[-1].kind.value
    if held and held.assigned_at is None:
        return "held"
    return "audited" if audit else "received"


def _date(due: DueDate) -> dict[str, Any]:
    return {
        "kinds": sorted(due.kinds),
        "event": due.event,
        "month": due.month,
        "day": due.day,
        "statutory": due.statutory,
        "basis": due.basis,
        "since": due.since,
        "until": due.until,
    }


def _extension(one: Extension) -> dict[str, Any]:
    return {"year": one.year, "until": one.until.isoformat(), "reason": one.reason, "agency": one.agency}
