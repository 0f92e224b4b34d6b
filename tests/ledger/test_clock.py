"""The ledger's own time: hosts an hour apart, steps forward and back; nothing waits for them to be lived through."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from filings.agency import Agency, Jurisdiction
from filings.intake import Receipt, Upload
from filings.job import Claimed
from ledger import Ledger
from ledger.clock import LedgerClock, Silence

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@dataclass
class Host:
    """A host of the test: its own wall clock and monotonic time; ``pass_time`` moves both, ``set`` the wall only."""

    wall: datetime
    own: float = 0.0
    clock: LedgerClock = field(init=False)

    def on(self, engine: sa.Engine, server: Callable[[], datetime] | None = None) -> "Host":
        """A process on this host. ``server``: the database server's clock, where it is not this host's."""
        self.clock = LedgerClock(engine, server or (lambda: self.wall), lambda: self.own)
        return self

    def pass_time(self, seconds: float) -> None:
        """Live on."""
        self.wall += timedelta(seconds=seconds)
        self.own += seconds

    def set(self, by: timedelta) -> None:
        """Somebody sets the clock."""
        self.wall += by


@pytest.fixture
def host(tmp_path, sqlite_template, make) -> Host:  # noqa: ANN001
    """One host with a ledger on SQLite."""
    from ledger import connect  # noqa: PLC0415 - after the template is there

    target = tmp_path / "gouji.db"
    target.write_bytes(sqlite_template.read_bytes())
    return Host(make.now).on(connect(f"sqlite:///{target}"))


@pytest.mark.parametrize("step", [HOUR, -HOUR, 24 * HOUR, -24 * HOUR])
def test_a_step_of_the_clock_moves_nothing_that_is_due(host: Host, step: timedelta) -> None:
    """The ledger's time goes on second by second; the step is told once, in the event log."""
    ledger = Ledger(host.clock.engine, time=host.clock)
    before = host.clock.moment(host.wall)
    host.pass_time(6)
    host.clock.moment(host.wall)
    host.set(step)
    for _ in range(3):
        host.pass_time(6)
        host.clock.moment(host.wall)
    assert abs(host.clock.moment(host.wall) - before - timedelta(seconds=24)) < SECOND
    (told,) = ledger.event_log.events(kind="clock.stepped")
    assert abs(told.facts["seconds"] - step.total_seconds()) <= 1
    assert abs(host.clock.differences()[1] + step) < SECOND


def test_a_step_back_while_nothing_ran_is_made_up_for_at_the_start(host: Host, make) -> None:  # noqa: ANN001
    """A new process finds the stored last ahead of the clock, and goes on from there."""
    before = host.clock.moment(make.now)
    again = Host(make.now - HOUR, own=1000.0).on(host.clock.engine)
    assert timedelta(0) <= again.clock.moment(make.now) - before < SECOND
    again.pass_time(20)
    assert abs(again.clock.moment(make.now) - before - 20 * SECOND) < SECOND


def test_two_processes_that_see_one_step_make_it_up_once(host: Host, make) -> None:  # noqa: ANN001
    """Whoever notices first decides for all; the others follow and do not add a step of their own."""
    other = LedgerClock(host.clock.engine, lambda: host.wall, lambda: host.own)
    start = host.clock.moment(make.now)
    other.moment(make.now)
    host.set(HOUR)
    for _ in range(4):
        host.pass_time(6)
        assert abs(host.clock.moment(make.now) - other.moment(make.now)) < SECOND
    assert abs(other.moment(make.now) - start - 24 * SECOND) < SECOND
    assert len(Ledger(host.clock.engine).event_log.events(kind="clock.stepped")) == 1


@pytest.mark.parametrize("apart", [HOUR, -HOUR])
def test_what_a_host_with_another_time_takes_in_is_due_at_once(engine: sa.Engine, apart: timedelta, make) -> None:  # noqa: ANN001
    """A host an hour ahead or behind files; the other one gets the job at once, on both databases."""
    clock = LedgerClock(engine)
    ledger = Ledger(engine, time=clock)
    now = clock.now()
    ledger.register.put_jurisdiction(Jurisdiction(code=make.area, name="示例县", office="办"), "甲", now)
    ledger.register.put([Agency(code="A01", name="局", kind="department", jurisdiction=make.area)], "甲", now)
    ledger.calendars.put(make.area, make.dates, "甲", now)
    taken = ledger.intake.submit("A01", 2025, [Upload(name="年报", data=b"x")], "stream", now + apart)
    assert isinstance(taken, Receipt)
    assert [job.id for job in ledger.jobs.due(now)] == [taken.job]
    assert isinstance(ledger.jobs.claim(taken.job, now - apart, "t"), Claimed)
    assert ledger.jobs.put_back("t", "稍后", now + apart, timedelta(seconds=-1))
    assert [job.id for job in ledger.jobs.due(now)] == [taken.job]


class Watched:
    """A ledger whose holders a process watches by its own time, once a second."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.own = ledger, 0.0
        self.silence = Silence(20.0, lambda: self.own)

    def second(self, now: datetime, *living: str) -> None:
        """A second in which these show a sign of life."""
        self.own += 1.0
        self.ledger.jobs.renew(living)
        held = {**self.ledger.jobs.held(), **self.ledger.notices.held()}
        silent = {token: held[token] for token in self.silence.over(held)}
        self.ledger.jobs.expire(silent, now)
        self.ledger.notices.expire(silent, now)


@pytest.mark.parametrize("wrong", [HOUR, -HOUR])
def test_who_lives_keeps_a_job_and_who_is_gone_loses_it_within_half_a_minute(
    engine: sa.Engine, wrong: timedelta
) -> None:
    """Whatever the clocks of holder and watcher say: one an hour ahead of or behind the other, set while they work."""
    ledger = Ledger(engine, time=LedgerClock(engine))
    now = ledger.time.now()
    living, dead = (ledger.jobs.offer("audit", name, "s", now) for name in ("living", "dead"))
    ledger.jobs.claim(living, now + wrong, "living.1")
    ledger.jobs.claim(dead, now + wrong, "dead.1")
    watched = Watched(ledger)
    for second in range(30):
        watched.second(now if second < 15 else now - wrong, "living.1")
    assert ledger.jobs.held().keys() == {"living.1"}
    assert [job.id for job in ledger.jobs.due(now)] == [dead]
    assert ledger.jobs.finish("living.1", now)
    assert not ledger.jobs.finish("dead.1", now)


@pytest.mark.parametrize("wrong", [HOUR, -HOUR])
def test_a_sender_that_is_gone_is_followed_within_half_a_minute(engine: sa.Engine, wrong: timedelta, make) -> None:  # noqa: ANN001
    """The same for deliveries: no time on the row keeps another from sending."""
    ledger = Ledger(engine, time=LedgerClock(engine))
    now = ledger.time.now()
    ledger.endpoints.put(make.endpoint(), "甲", now)
    (name,) = ledger.notices.put([make.notice(at=now)], now).deliveries
    assert ledger.notices.claim(name, now + wrong, "dead.1") is not None
    watched = Watched(ledger)
    for _ in range(30):
        watched.second(now)
    assert ledger.notices.due(now) == (name,)
    assert ledger.notices.claim(name, now - wrong, "next.1") is not None


def test_a_notice_of_a_host_with_another_time_goes_at_once(engine: sa.Engine, make) -> None:  # noqa: ANN001
    """Written by a host an hour ahead: due at once, and tried again after the pause that was meant."""
    clock = LedgerClock(engine)
    ledger = Ledger(engine, time=clock)
    now = clock.now()
    ledger.endpoints.put(make.endpoint(), "甲", now)
    ledger.notices.put([make.notice(at=now)], now + HOUR)
    (name,) = ledger.notices.due(now)
    assert ledger.notices.claim(name, now - HOUR, "t") is not None
    assert ledger.notices.put_back("t", "稍后", clock.now() - SECOND)
    assert ledger.notices.due(now + HOUR) == (name,)


def test_on_postgresql_the_server_says_what_time_it_is(postgres_url: str, make) -> None:  # noqa: ANN001
    """Two hosts an hour apart have the same time, and each is told how far its own clock is off."""
    from ledger import connect  # noqa: PLC0415 - only here

    engine = connect(postgres_url)
    real = LedgerClock(engine)
    wrong = LedgerClock(engine, lambda: real.now() + HOUR)
    assert abs(wrong.now() - real.now()) < SECOND
    assert abs(wrong.moment(make.now) - real.moment(make.now)) < SECOND
    assert abs(wrong.differences()[0] - HOUR) < 2 * SECOND
    engine.dispose()


def test_without_a_database_time_goes_on(tmp_path) -> None:  # noqa: ANN001
    """While it is away the process's own time is used; nothing raises."""
    from ledger import connect  # noqa: PLC0415 - only here

    host = Host(datetime.fromisoformat("2026-01-20T02:00:00+00:00"))
    host.on(connect(f"sqlite:///{tmp_path / 'none' / 'gouji.db'}"))
    assert host.clock.moment(host.wall) == host.wall


def test_silence_is_measured_by_the_observers_own_time() -> None:
    """A mark that moves is life; one that stands for the whole patience is silence; who is gone is forgotten."""
    own = [0.0]
    silence = Silence(20, lambda: own[0])
    assert silence.over({"a": 1, "b": 1}) == frozenset()
    own[0] = 19
    assert silence.over({"a": 1, "b": 2}) == frozenset()
    own[0] = 20
    assert silence.over({"a": 1, "b": 2}) == {"a"}
    own[0] = 25
    assert silence.over({"b": 2}) == frozenset()
    own[0] = 39
    assert silence.over({"a": 1, "b": 2}) == {"b"}
