"""A bulletin as JSON, for machines: the same numbers as on the page (``schemas/bulletin.schema.json``)."""

import json
from typing import Any

from bulletins import figures
from filings.bulletin import Bulletin
from filings.county import AgencyYear, CountyYear
from filings.finding import Severity


def record(bulletin: Bulletin) -> bytes:
    """UTF-8 JSON, unescaped. The same bulletin gives the same bytes."""
    return (json.dumps(record_json(bulletin), ensure_ascii=False, indent=1) + "\n").encode()


def record_json(bulletin: Bulletin) -> dict[str, Any]:
    """The bulletin as plain data."""
    county = bulletin.county
    count = figures.tally(county)
    return {
        "id": bulletin.id,
        "issued_at": bulletin.issued_at.isoformat(),
        "by": bulletin.by,
        "title": figures.title(county),
        "jurisdiction": {"code": county.jurisdiction.code, "name": county.jurisdiction.name},
        "year": county.year,
        "as_of": county.as_of.isoformat(),
        "rulebook": county.rulebook,
        "counts": {
            "owing": count.owing,
            "filed": count.filed,
            "timely": count.timely,
            "late": count.late,
            "waiting": count.waiting,
            "missing": count.missing,
            "returned": count.returned,
            "accepted": count.accepted,
        },
        "boxes": {
            state.value: {"label": state.label, "on_time": box.on_time, "late": box.late}
            for state, box in county.boxes.items()
        },
        "upward": [line.agency for line in county.upward],
        "remarks": list(figures.remarks(county)),
        "summary": figures.summary(county),
        "demands": list(figures.demands(county)),
        "faults": [
            {
                "rule": fault.rule,
                "title": fault.title,
                "severity": fault.severity.value,
                "agencies": list(fault.agencies),
            }
            for fault in figures.faults(county)
        ],
        "agencies": [_agency(county, line) for line in county.agencies],
    }


def _agency(county: CountyYear, line: AgencyYear) -> dict[str, Any]:
    standing, found = line.standing, county.severities(line)
    return {
        "agency": line.agency,
        "name": line.name,
        "kind": line.kind,
        "state": standing.state.value,
        "state_label": standing.state.label,
        "due_on": standing.due_on.isoformat() if standing.due_on else None,
        "received_on": standing.received_on.isoformat() if standing.received_on else None,
        "days_late": standing.days_late,
        "publish_by": standing.publish_by.isoformat() if standing.publish_by else None,
        "published_on": standing.published_on.isoformat() if standing.published_on else None,
        "days_published_late": standing.days_published_late,
        "filings": line.filings,
        "submission": line.submission,
        "verdict": line.verdict.value if line.verdict else None,
        "findings": {severity.value: found[severity] for severity in Severity} if line.checked else None,
    }
