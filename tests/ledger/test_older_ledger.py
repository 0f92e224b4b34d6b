"""A ledger as an earlier version left it: opened, brought up to date, verified, and gone on with.

``fixtures/ledger_step_05.sql`` is a whole small county, written by the verbs of the version whose last migration was
step 05: register, calendar, policy, endpoints, filings with audits, decisions of the office, a bulletin, 30 sealed and
6 unsealed events. Work was left undone: one job was never claimed, one worker and one sender died with theirs, one job
is in quarantine, two notices are undelivered. The file is never written again.
"""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from filings.delivery import DeliveryState
from filings.dossier import StandingState
from filings.event import Intact
from filings.job import Claimed, JobState
from filings.notice import Attempt, Delivered
from ledger import Ledger, connect, upgrade
from ledger.schema import is_current

_THEN = datetime(2026, 1, 20, 8, 0, tzinfo=UTC)  # the last thing that happened to it, by an hour
_LATER = _THEN + timedelta(days=1)
_HEAD = "6fb8556b0e9d8e67d494a58d49f9fe9a3f01f30ea5e2c3aa3fec8f6022441f8a"
_SEALED, _WAITING = 30, 6


@pytest.fixture
def older(tmp_path: Path) -> Iterator[sa.Engine]:
    """The ledger as it was left, not upgraded."""
    path = tmp_path / "gouji.db"
    script = Path(__file__).with_name("fixtures") / "ledger_step_05.sql"
    with sqlite3.connect(path) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    connection.close()
    engine = connect(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def upgraded(older: sa.Engine) -> Ledger:
    """The same ledger, brought to the tables of this version."""
    upgrade(older)
    return Ledger(older)


def _counts(engine: sa.Engine) -> dict[str, int]:
    with engine.connect() as connection:
        names = sa.inspect(connection).get_table_names()
        return {
            name: connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
            for name in names
        }


def test_it_is_upgraded_and_nothing_is_lost(older: sa.Engine) -> None:
    """Every table keeps at least the rows it had; the tables are those of this version."""
    before = _counts(older)
    assert not is_current(older)
    upgrade(older)
    after = _counts(older)
    assert is_current(older)
    assert {name: after.get(name, 0) for name, rows in before.items() if after.get(name, 0) < rows} == {}


def test_its_chain_holds_and_goes_on(upgraded: Ledger) -> None:
    """What was sealed before still verifies, bit for bit; what waited is sealed behind it."""
    found = upgraded.event_log.verify()
    assert isinstance(found, Intact)
    assert (found.sealed, found.head) == (_SEALED, _HEAD)
    assert found.waiting >= _WAITING
    upgraded.event_log.seal()
    sealed = upgraded.event_log.verify()
    assert isinstance(sealed, Intact)
    assert (sealed.sealed, sealed.waiting) == (_SEALED + found.waiting, 0)


def test_what_it_knew_is_known(upgraded: Ledger) -> None:
    """Findings, decisions and standings read as they were written."""
    standing = {code: upgraded.standings.of(code, 2025, date(2026, 1, 21)) for code in ("A01", "T01", "G01", "D01")}
    assert {code: one.state for code, one in standing.items() if one} == {
        "A01": StandingState.ACCEPTED,
        "T01": StandingState.EXPLANATION_OWED,
        "G01": StandingState.FILED,
        "D01": StandingState.EXEMPT,
    }
    assert len(upgraded.bulletins.listed("430000", 2025)) == 1
    assert [one.text for one in upgraded.explanations_and_waivers.explanations("A01", 2025)] == ["机构改革，业务划入"]


def test_its_pending_audits_are_finished(upgraded: Ledger, make) -> None:  # noqa: ANN001
    """The job nobody claimed and the one whose worker died are due and are done; quarantine stays until redriven."""
    assert len(upgraded.jobs.expire(upgraded.jobs.held(), _LATER)) == 1
    due = upgraded.jobs.due(_LATER)
    assert len(due) == 2
    (aside,) = upgraded.jobs.listed(JobState.QUARANTINED)
    assert upgraded.jobs.redrive(aside.id, "王某", "系统已更新", _LATER)
    for number, job in enumerate((*due, aside)):
        claimed = upgraded.jobs.claim(job.id, _LATER, f"worker.{number}", alone=True)
        assert isinstance(claimed, Claimed)
        audit = make.audit(dossier=f"after {number}")
        assert upgraded.audits.record(claimed.token, audit, [], _LATER, report=make.report()) is not None
    assert {state for state, count in upgraded.jobs.counts().items() if count} == {JobState.DONE}


def test_its_undelivered_notices_are_delivered(upgraded: Ledger) -> None:
    """What one attempt did not reach and what a dead sender held goes out with the same id and body."""
    assert len(upgraded.notices.expire(upgraded.notices.held(), _LATER - timedelta(hours=1))) == 1
    due = upgraded.notices.due(_LATER)
    assert len(due) == 2
    for number, delivery in enumerate(due):
        claimed = upgraded.notices.claim(delivery, _LATER, f"sender.{number}")
        assert claimed is not None
        sent = Delivered(attempt=Attempt(status=204, latency=0.1))
        assert upgraded.notices.record(claimed.token, sent, _LATER) is DeliveryState.DELIVERED
    assert {one.state for one in upgraded.notices.deliveries()} == {DeliveryState.DELIVERED}
