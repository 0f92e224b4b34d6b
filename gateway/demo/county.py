"""The made-up county goes in: register, calendar, endpoints, and the reports as they were handed in."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from filings.calendar import DueDate
from filings.civil import civil_day
from filings.county import CountyYear
from filings.delivery import DeliveryState
from filings.errors import InfrastructureError
from filings.finding import Verdict
from filings.intake import Receipt, Upload
from filings.notice import Endpoint
from gateway.demo.running import System
from gateway.intake.door import SubmissionService
from samples.county import JURISDICTION, document, register, sources
from samples.county.source import SampleSource
from schemas.calendars import statutory

OFFICE = "演示"
_LOCAL = DueDate(kinds=frozenset({"township"}), event="received", month=1, day=25, statutory=False, basis="云岭县通知")
_MEND = timedelta(days=14)  # what a returned report is given
_PATIENCE = 60.0  # seconds: far more than needed, so that a slow machine shows a slow demo and not a broken one
_OFTEN = 0.05


def settle_in(system: System) -> None:
    """Record the county, its agencies from the first report year on, its local date and one endpoint for all."""
    ledger, now = system.parts.ledger, datetime(2020, 12, 1, tzinfo=UTC)
    agencies = [replace(agency, since=date(2019, 1, 1)) for agency in register().agencies]
    ledger.register.put_jurisdiction(JURISDICTION, OFFICE, now)
    ledger.register.put(agencies, OFFICE, now)
    ledger.calendars.put(JURISDICTION.code, [*statutory().dates, _LOCAL], OFFICE, now)
    served = frozenset({*(f"agency:{agency.code}" for agency in agencies), f"office:{JURISDICTION.code}"})
    endpoint = Endpoint(id="demo", url=system.receiver.url, serves=served, secrets=(system.secret,), rate=0)
    ledger.endpoints.put(endpoint, OFFICE, now)


def season(system: System) -> dict[str, SampleSource]:
    """All reports in the order of the days on which they came, the office deciding in between; id -> source.

    Earlier years first, so that this year's are held against them; the government last, as it sums up the others.
    """
    filed: dict[str, SampleSource] = {}
    by_day = sorted(sources(), key=lambda source: source.received)
    for received in sorted({source.received for source in by_day}):
        batch = hand_in(system, (source for source in by_day if source.received == received))
        await_audits(system, batch)
        decide(system, batch)
        filed |= batch
    return filed


def hand_in(system: System, sources: Iterable[SampleSource]) -> dict[str, SampleSource]:
    """Hand reports in, each on its own day; submission id -> source."""
    codes = {agency.name: agency.code for agency in register().agencies}
    filed = {}
    for source in sources:
        door = SubmissionService(system.on(source.received))
        answer = door.take(
            codes[source.agency], source.year, [Upload(name=source.file, data=document(source.file))], "command"
        )
        if not isinstance(answer, Receipt):
            raise InfrastructureError(f"{source.file} 没有收下：{answer.reason}")
        filed[answer.submission.id] = source
    return filed


def await_audits(system: System, submissions: Iterable[str]) -> None:
    """Wait until workers have audited all of these."""
    audits = system.parts.ledger.audits
    _await(lambda: all(audits.of(submission) is not None for submission in submissions))


def await_deliveries(system: System) -> None:
    """Wait until every notice has reached the receiver."""
    notices = system.parts.ledger.notices
    _await(lambda: not notices.deliveries(state=DeliveryState.PENDING, limit=1))


def decide(system: System, filed: dict[str, SampleSource]) -> None:
    """Act as the office would: accept what need not be mended, return the rest with its gravest sentence."""
    ledger = system.parts.ledger
    for submission, source in filed.items():
        audit, now = ledger.audits.of(submission), system.on(source.received).now()
        if audit is None or audit.verdict in (Verdict.MUST_FIX, Verdict.UNREADABLE):
            reason = audit.findings[0].message if audit and audit.findings else "没有读出内容"
            ledger.acts.send_back(submission, OFFICE, now, reason, resubmit_by=source.received + _MEND)
        else:
            ledger.acts.accept(submission, OFFICE, now)


def as_of_today(system: System, year: int) -> CountyYear:
    """The county's year as of today, when the audits ran. InfrastructureError when the county is not there."""
    now = system.parts.now()
    found = system.parts.ledger.standings.county_year(JURISDICTION.code, year, civil_day(now))
    if found is None:
        raise InfrastructureError("演示的县没有登记上，请用 gouji up 启动后查看 gouji status")
    return found


def _await(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not done():
        if time.monotonic() > deadline:
            raise InfrastructureError("演示没有在一分钟内走完，请用 gouji up 启动后查看 gouji status")
        time.sleep(_OFTEN)
