"""The clock: one leader, due work offered again, the event log sealed, reminders on their days and once."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from filings.agency import Agency
from filings.calendar import Extension
from filings.event import Intact
from filings.intake import Receipt, Upload
from filings.notice import Endpoint, NoticeType
from ledger.clock import Silence
from rules.book_io.rulebook import rulebook
from workers.clock import ClockProcess
from workers.requeue import Offered, offer
from workers.runtime import Runtime
from workers.sweep import Sweep
from workers.wiring import QueueName


@pytest.fixture
def sweep(parts: Runtime) -> Sweep:
    """A sweep under the book of the house, without its rules."""
    return Sweep(parts=parts, book=replace(rulebook(), rules=()))


def file(parts: Runtime, agency: str) -> Receipt:
    """A filing of last year's report."""
    upload = Upload(name="r.json", data=json.dumps({"agency": agency}).encode())
    answer = parts.ledger.intake.submit(agency, 2025, [upload], "command", parts.now())
    assert isinstance(answer, Receipt)
    return answer


def told(parts: Runtime) -> list[tuple[NoticeType, str]]:
    """Type and recipient of every notice."""
    return sorted((notice.type, notice.recipient) for notice in parts.ledger.notices.listed(limit=1000))


def test_a_lost_message_costs_only_time(parts: Runtime) -> None:
    """The row is due, the queue is empty: the row is offered; once it waits there in numbers, it is not repeated."""
    file(parts, "U0")
    assert parts.queue.waiting(QueueName.AUDITS) == 0
    assert offer(parts, parts.now()) == 1
    assert parts.queue.waiting(QueueName.AUDITS) == 1
    for _ in range(100):
        parts.queue.wake(QueueName.AUDITS, "job_x")
    assert offer(parts, parts.now()) == 0


def test_what_waits_its_turn_is_not_repeated_at_every_tick(parts: Runtime) -> None:
    """While its lane is worked off a job is offered once in ten seconds; in an empty lane its message was lost."""
    seconds = [0.0]
    offered = Offered(lambda: seconds[0])
    file(parts, "U0")
    assert [offer(parts, parts.now(), offered) for _ in range(3)] == [1, 0, 0]
    seconds[0] = 10.0
    assert [offer(parts, parts.now(), offered) for _ in range(2)] == [1, 0]
    parts.queue.client.flushall()
    assert offer(parts, parts.now(), offered) == 1


@pytest.mark.parametrize("hours", [-1, 0, 1])
def test_a_job_whose_worker_fell_silent_is_offered_to_the_lane_of_its_own(
    parts: Runtime, sweep: Sweep, moment: list[datetime], hours: int
) -> None:
    """For a lease's length of the clock's own time, whatever any wall clock says; one that stirs keeps its job."""
    own = [0.0]
    clock = ClockProcess(parts, sweep, Silence(monotonic=lambda: own[0]))
    jobs, (dead, living) = parts.ledger.jobs, (file(parts, agency).job for agency in ("U0", "U1"))
    jobs.claim(dead, parts.now(), "dead")
    jobs.claim(living, parts.now(), "living")
    clock.tick()
    moment[0] += timedelta(hours=hours)
    for _ in range(3):
        assert parts.queue.waiting(QueueName.SOLO) == 0
        own[0] += parts.settings.lease.total_seconds() / 2.5
        jobs.renew(["living"])
        clock.tick()
    assert (parts.queue.waiting(QueueName.SOLO), parts.queue.waiting(QueueName.AUDITS)) == (1, 0)
    assert jobs.held().keys() == {"living"}


def test_a_clock_that_comes_to_lead_knows_who_was_silent(parts: Runtime, sweep: Sweep) -> None:
    """Leader and holder died together, with their host: what was held is free as soon as another clock leads."""
    own = [0.0]
    first, second = ClockProcess(parts, sweep), ClockProcess(parts, sweep, Silence(monotonic=lambda: own[0]))
    parts.ledger.jobs.claim(file(parts, "U0").job, parts.now(), "dead")
    assert first.tick()
    assert not second.tick()
    own[0] += 20
    assert second.tick()
    assert parts.ledger.jobs.held() == {}
    assert parts.queue.waiting(QueueName.SOLO) == 1


def test_due_deliveries_are_offered_too(parts: Runtime, sweep: Sweep, listener: Callable[[str], Endpoint]) -> None:
    """What was composed while the queue was away is delivered when it is back."""
    listener("https://oa.example.gov.cn/in")
    sweep(date(2026, 1, 30))
    parts.queue.client.flushall()
    offer(parts, parts.now() + timedelta(days=30))
    assert parts.queue.waiting(QueueName.NOTICES) == 6


def test_one_of_several_clocks_leads(parts: Runtime, sweep: Sweep) -> None:
    """The second does nothing until the first resigns or has shown no sign of life for twenty of its own seconds."""
    own = [0.0]
    first, second = ClockProcess(parts, sweep), ClockProcess(parts, sweep, Silence(monotonic=lambda: own[0]))
    assert first.tick()
    assert not second.tick()
    own[0] += 19
    assert not second.tick()
    assert first.tick()
    own[0] += 19
    assert not second.tick()
    own[0] += 20
    assert second.tick()
    stopped = threading.Event()
    stopped.set()
    second.run(stopped)
    assert first.tick()


def test_ticking_seals_the_event_log(parts: Runtime, sweep: Sweep) -> None:
    """Nothing waits to be sealed after a tick but what the tick itself did."""
    file(parts, "U0")
    ClockProcess(parts, sweep).tick()
    chain = parts.ledger.event_log.verify()
    assert isinstance(chain, Intact)
    assert chain.sealed > 0


def test_the_daily_sweep_waits_for_the_morning_and_is_done_once(
    parts: Runtime, sweep: Sweep, moment: list[datetime]
) -> None:
    """Before eight in Shanghai nobody is reminded; after eight everybody is, once."""
    clock = ClockProcess(parts, sweep)
    moment[0] = datetime.fromisoformat("2026-01-30T07:59:00+08:00")
    clock.tick()
    assert told(parts) == []
    moment[0] += timedelta(minutes=1)
    clock.tick()
    first = told(parts)
    assert len(first) == 6
    clock.tick()
    assert told(parts) == first


def test_reminders_come_on_their_working_days_and_stop_when_filed(parts: Runtime, sweep: Sweep) -> None:
    """T-15, T-7, T-3, T-1 and T+1 around 31 January 2026, a Saturday that does not move the deadline."""
    new = {}
    for text in ("01-09", "01-12", "01-13", "01-22", "01-28", "01-30", "01-31", "02-02", "02-03"):
        if text == "01-28":
            file(parts, "U0")
        new[text] = sweep(date.fromisoformat(f"2026-{text}")).reminders
    told_on = {text: count for text, count in new.items() if count}
    assert told_on == {"01-12": 6, "01-22": 6, "01-28": 4, "01-30": 4, "02-02": 4}
    missed = [recipient for kind, recipient in told(parts) if kind is NoticeType.DEADLINE_MISSED]
    assert sorted(missed) == ["agency:U1", "agency:U2", "office:990000", "office:990000"]


def test_sweeping_twice_tells_nobody_twice(sweep: Sweep) -> None:
    """By hand after the clock, or the clock after a crash: the ids are the same."""
    assert sweep(date(2026, 1, 30)).reminders == 6
    assert sweep(date(2026, 1, 30)).reminders == 0


def test_looking_only_tells_nobody(parts: Runtime, sweep: Sweep) -> None:
    """A sweep of another day by hand shows who is missing and writes nothing."""
    swept = sweep(date(2026, 2, 10), tell=False)
    assert [found.agency.code for found in swept.without_report] == ["U0", "U1", "U2"]
    assert (swept.reminders, told(parts)) == (0, [])


def test_a_system_set_up_in_autumn_accuses_nobody(sweep: Sweep) -> None:
    """Deadlines long past are on the page, not in the mail."""
    assert sweep(date(2026, 10, 1)).reminders == 0


def test_reminders_follow_the_one_deadline(parts: Runtime, sweep: Sweep) -> None:
    """Put off to 10 February, nobody is told of 31 January any more; the steps are those of the new day."""
    moved = Extension(year=2025, until=date(2026, 2, 10), reason="雪灾", approver="李主任")
    parts.ledger.calendars.extend("990000", moved, parts.now())
    new = {day: sweep(date(2026, 2, day)).reminders for day in (2, 9, 11)}
    assert new == {2: 6, 9: 6, 11: 6}
    titles = [notice.title for notice in parts.ledger.notices.listed(limit=100)]
    assert sum("逾期" in title for title in titles) == 6
    assert not any("1月31日" in notice.text for notice in parts.ledger.notices.listed(limit=100))


def test_the_countys_own_report_is_the_offices_to_write(parts: Runtime, sweep: Sweep) -> None:
    """Of the government's own report the office alone is told; it is urged by nobody."""
    parts.ledger.register.put(
        [Agency(code="G0", name="试验县人民政府", kind="government", jurisdiction="990000")], "test", parts.now()
    )
    sweep(date(2026, 1, 30))
    sent = [n for n in parts.ledger.notices.listed(limit=100) if n.subject == "agencies/G0/2025"]
    assert [notice.recipient for notice in sent] == ["office:990000"]


def test_nobody_is_urged_while_a_file_may_be_its_own(parts: Runtime, sweep: Sweep) -> None:
    """A file held at U0 that names U1: neither is told to have sent nothing."""
    held = file(parts, "U0").submission.id
    parts.ledger.holding.hold(held, "文件写的是“试验县教育局”", "test", parts.now())
    sweep(date(2026, 2, 2))
    assert [who for kind, who in told(parts) if kind is NoticeType.DEADLINE_MISSED] == ["agency:U2", "office:990000"]


def test_a_year_without_arranged_holidays_is_said(sweep: Sweep) -> None:
    """Reminders then count weekends only."""
    assert sweep(date(2090, 1, 5)).weekends_only
    assert not sweep(date(2026, 1, 5)).weekends_only
