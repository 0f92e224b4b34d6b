"""Events to notices: one for each recipient, with a body that is a CloudEvent and stays below 20 kB."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from filings.agency import Agency
from filings.dossier import Waiver
from filings.finding import Audit, Finding
from filings.notice import Endpoint, Notice, NoticeType, Recipient, notice_id
from filings.submission import Submission
from notifier import wording
from notifier.audit_wording import audited
from notifier.occasion import Occasion
from notifier.shapes import (
    Data,
    audit_data,
    canonical,
    common,
    cut,
    day,
    documents_data,
    due_data,
    finding_data,
    fitting,
    host,
    instant_text,
    slot,
    submission_data,
)
from notifier.wording import Letter

Writer = Callable[[Recipient], Letter]


def submission_received(occasion: Occasion, submission: Submission, agency: Agency) -> tuple[Notice, ...]:
    """``submission.received``: the filing is safe and waits for its audit."""
    return _compose(
        NoticeType.SUBMISSION_RECEIVED,
        occasion,
        _subject(agency, submission.year),
        {**slot(agency, submission.year), "submission": submission_data(submission)},
        lambda recipient: wording.received(occasion, recipient, submission, agency),
    )


def submission_held(occasion: Occasion, submission: Submission, agency: Agency, reason: str) -> tuple[Notice, ...]:
    """``submission.held`` 待核对归属. ``reason``: what speaks against its slot, in Chinese."""
    return _compose(
        NoticeType.SUBMISSION_HELD,
        occasion,
        _subject(agency, submission.year),
        {**slot(agency, submission.year), "submission": submission_data(submission), "reason": cut(reason)},
        lambda recipient: wording.held(occasion, recipient, submission, agency, reason),
    )


def audit_completed(
    occasion: Occasion, audit: Audit, submission: Submission, agency: Agency, due: date | None = None
) -> tuple[Notice, ...]:
    """``audit.completed``. ``due``: the date that holds for the agency's next filing, None where none is set.

    Of a long list of findings the data holds those that fit, gravest first, and says how many are left out and where
    all can be read.
    """
    data = {**slot(agency, submission.year), "submission": submission_data(submission), **audit_data(audit, due)}
    ordered = sorted(audit.findings, key=lambda f: (f.waived or f.explained, f.severity.rank))
    return _compose(
        NoticeType.AUDIT_COMPLETED,
        occasion,
        _subject(agency, submission.year),
        data,
        lambda recipient: audited(occasion, recipient, audit, submission, agency, due),
        [finding_data(finding) for finding in ordered],
    )


def report_returned(
    occasion: Occasion, submission: Submission, agency: Agency, reason: str, resubmit_by: date | None = None
) -> tuple[Notice, ...]:
    """``report.returned``: an act of the office, with its reason and the date for the next filing."""
    more = {"submission": submission_data(submission), "reason": cut(reason), "resubmit_by": day(resubmit_by)}
    return _compose(
        NoticeType.REPORT_RETURNED,
        occasion,
        _subject(agency, submission.year),
        {**slot(agency, submission.year), **more},
        lambda recipient: wording.returned(occasion, recipient, submission, agency, reason, resubmit_by),
    )


def report_reopened(
    occasion: Occasion, submission: Submission, agency: Agency, undone: str, reason: str
) -> tuple[Notice, ...]:
    """``report.reopened``: an act of the office is taken back. ``undone``: which, in Chinese."""
    more = {"submission": submission_data(submission), "reason": cut(reason), "undone": undone}
    return _compose(
        NoticeType.REPORT_REOPENED,
        occasion,
        _subject(agency, submission.year),
        {**slot(agency, submission.year), **more},
        lambda recipient: wording.reopened(occasion, recipient, submission, agency, undone, reason),
    )


def report_accepted(occasion: Occasion, submission: Submission, agency: Agency, on: date) -> tuple[Notice, ...]:
    """``report.accepted``: an act of the office, on the civil day ``on``."""
    more = {"submission": submission_data(submission), "accepted_on": on.isoformat()}
    return _compose(
        NoticeType.REPORT_ACCEPTED,
        occasion,
        _subject(agency, submission.year),
        {**slot(agency, submission.year), **more},
        lambda recipient: wording.accepted(occasion, recipient, submission, agency, on),
    )


def deadline_approaching(
    occasion: Occasion, agency: Agency, year: int, due: date, basis: str = "", duty: str = "received"
) -> tuple[Notice, ...]:
    """``deadline.approaching``. ``duty``: received or published. "Today" is the occasion's civil day."""
    return _compose(
        NoticeType.DEADLINE_APPROACHING,
        occasion,
        _subject(agency, year),
        {**slot(agency, year), **due_data(due, basis, duty), "days_left": (due - occasion.today).days},
        lambda recipient: wording.approaching(occasion, recipient, agency, year, due, basis, duty),
    )


def deadline_missed(
    occasion: Occasion, agency: Agency, year: int, due: date, basis: str = "", duty: str = "received"
) -> tuple[Notice, ...]:
    """``deadline.missed``. ``duty``: received or published. "Today" is the occasion's civil day."""
    return _compose(
        NoticeType.DEADLINE_MISSED,
        occasion,
        _subject(agency, year),
        {**slot(agency, year), **due_data(due, basis, duty), "days_late": (occasion.today - due).days},
        lambda recipient: wording.missed(occasion, recipient, agency, year, due, basis, duty),
    )


def waiver_granted(
    occasion: Occasion, agency: Agency, year: int, finding: Finding, waiver: Waiver
) -> tuple[Notice, ...]:
    """``waiver.granted``: the office lets this finding stand."""
    granted = {"reason": cut(waiver.reason), "approver": waiver.approver, "until": waiver.until.isoformat()}
    return _compose(
        NoticeType.WAIVER_GRANTED,
        occasion,
        _subject(agency, year),
        {**slot(agency, year), "finding": finding_data(finding), "waiver": granted},
        lambda recipient: wording.waived(occasion, recipient, agency, year, finding, waiver),
    )


def bulletin_issued(
    occasion: Occasion, year: int, as_of: date, counts: Sequence[tuple[str, int]] = ()
) -> tuple[Notice, ...]:
    """``bulletin.issued``; its files are the occasion's attachments. ``counts``: (Chinese name, number of agencies)."""
    listed = [{"name": name, "agencies": number} for name, number in counts]
    return _compose(
        NoticeType.BULLETIN_ISSUED,
        occasion,
        f"bulletins/{occasion.desk.jurisdiction.code}/{year}",
        {"year": year, "as_of": as_of.isoformat(), "counts": listed},
        lambda recipient: wording.bulletin(occasion, recipient, year, as_of, counts),
    )


def endpoint_disabled(occasion: Occasion, endpoint: Endpoint, reason: str) -> tuple[Notice, ...]:
    """``endpoint.disabled``. Of the URL only the host is told."""
    server = host(endpoint)
    return _compose(
        NoticeType.ENDPOINT_DISABLED,
        occasion,
        f"endpoints/{endpoint.id}",
        {"endpoint": {"id": endpoint.id, "channel": endpoint.channel, "host": server}, "reason": cut(reason)},
        lambda recipient: wording.disabled(occasion, recipient, endpoint, server, reason),
    )


def endpoint_test(occasion: Occasion, endpoint: Endpoint) -> tuple[Notice, ...]:
    """``endpoint.test``: asks for nothing; shows that an endpoint is reached and its signature verified."""
    return _compose(
        NoticeType.ENDPOINT_TEST,
        occasion,
        f"endpoints/{endpoint.id}",
        {"endpoint": {"id": endpoint.id, "channel": endpoint.channel, "host": host(endpoint)}},
        lambda recipient: wording.trial(occasion, recipient, endpoint),
    )


def notice_json(notice: Notice) -> Data:
    """The notice as ``schemas/notice.schema.json`` describes it."""
    return {
        "id": notice.id,
        "type": notice.type.value,
        "recipient": notice.recipient,
        "subject": notice.subject,
        "title": notice.title,
        "text": notice.text,
        "created": instant_text(notice.created),
        "attachments": documents_data(notice.attachments),
        "event": json.loads(notice.body),
    }


def _compose(
    kind: NoticeType,
    occasion: Occasion,
    subject: str,
    data: Data,
    write: Writer,
    findings: Sequence[Data] | None = None,
) -> tuple[Notice, ...]:
    return tuple(
        _one(kind, occasion, recipient, subject, data, _marked(write(recipient), occasion), findings)
        for recipient in occasion.recipients
    )


def _one(
    kind: NoticeType,
    occasion: Occasion,
    recipient: Recipient,
    subject: str,
    data: Data,
    letter: Letter,
    findings: Sequence[Data] | None,
) -> Notice:
    identity = notice_id(kind, occasion.about, recipient.key)
    jurisdiction = occasion.desk.jurisdiction
    event: Data = {
        "specversion": "1.0",
        "id": identity,
        "source": f"urn:gouji:{jurisdiction.code}",
        "type": kind.value,
        "subject": subject,
        "time": instant_text(occasion.created),
        "datacontenttype": "application/json",
        "data": {**common(occasion, recipient, letter), **data},
    }
    if findings is not None:
        event["data"] |= fitting(event, findings)
    return Notice(
        id=identity,
        type=kind,
        recipient=recipient.key,
        subject=subject,
        title=letter.title,
        text=letter.text,
        body=canonical(event),
        created=occasion.created,
        attachments=occasion.attachments,
        practice=occasion.practice,
    )


def _marked(letter: Letter, occasion: Occasion) -> Letter:
    """A letter of a filing for practice says so first."""
    if not occasion.practice:
        return letter
    return replace(letter, title=f"【练习】{letter.title}", summary=f"【练习】{letter.summary}")


def _subject(agency: Agency, year: int) -> str:
    return f"agencies/{agency.code}/{year}"
