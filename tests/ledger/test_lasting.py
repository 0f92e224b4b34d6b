"""What is remembered between transactions is never older than the record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from filings.agency import Agency, Jurisdiction
from filings.calendar import Extension
from filings.policy import Policy
from ledger import Ledger, connect
from ledger.jurisdiction_state import bump_revision, state_of_agency, state_of_jurisdiction


class UndoneError(Exception):
    """Nothing of the transaction happens."""


@pytest.fixture
def other(county):  # noqa: ANN001, ANN201 - a fixture of conftest
    """The same ledger as another process sees it, with a memory of its own."""
    made = Ledger(connect(county.ledger.engine.url.render_as_string(hide_password=False)))
    yield made
    made.engine.dispose()


def test_every_kind_of_change_is_seen_elsewhere(county, other, make) -> None:  # noqa: ANN001
    """Name, register, calendar, extension and policy: each is there for a process that had read the old one."""
    area, day = make.area, date(2026, 1, 20)
    assert other.register.jurisdiction(area).name == "示例县"

    county.ledger.register.put_jurisdiction(Jurisdiction(code=area, name="新县", phone="0771-1"), "甲", make.now)
    found = other.register.jurisdiction(area)
    assert (found.name, found.phone) == ("新县", "0771-1")

    county.ledger.register.put([Agency(code="N1", name="新局", kind="department", jurisdiction=area)], "甲", make.now)
    assert other.register.on(area, day).find("N1") is not None

    county.ledger.calendars.put(area, make.dates[:1], "甲", make.now)
    assert len(other.calendars.of(area).dates) == 1

    moved = Extension(year=2025, until=date(2026, 2, 10), reason="雪灾", approver="李某")
    county.ledger.calendars.extend(area, moved, make.now)
    assert other.calendars.of(area).extensions == (moved,)

    county.ledger.policies.put(area, Policy(since=day, practice=True), make.now)
    assert other.policies.on(area, day).practice


def test_policies_hold_by_date_and_the_later_word_on_one_day(county, make) -> None:  # noqa: ANN001
    """Of two of the same day the one recorded later; before the first one the defaults."""
    policies, day = county.ledger.policies, date(2026, 1, 10)
    policies.put(make.area, Policy(since=day, practice=True), make.now)
    policies.put(make.area, Policy(since=day, hold_notices=True), make.now)
    policies.put(make.area, Policy(since=date(2025, 1, 1), auto_accept=True), make.now)
    on = {d: policies.on(make.area, d) for d in (day, day - timedelta(days=1), date(2024, 1, 1))}
    assert (on[day].practice, on[day].hold_notices) == (False, True)
    assert on[day - timedelta(days=1)].auto_accept
    assert on[date(2024, 1, 1)] == Policy()


def test_an_agency_that_moves_leaves_its_old_county(county, other, make) -> None:  # noqa: ANN001
    """Both counties are read anew."""
    county.ledger.register.put_jurisdiction(Jurisdiction(code="999999", name="邻县"), "甲", make.now)
    assert "A01" in {agency.code for agency in other.register.all(make.area)}
    (moved,) = [agency for agency in county.ledger.register.all(make.area) if agency.code == "A01"]
    county.ledger.register.put([replace(moved, jurisdiction="999999")], "甲", make.now)
    assert "A01" not in {agency.code for agency in other.register.all(make.area)}
    assert [agency.code for agency in other.register.all("999999")] == ["A01"]


def test_what_was_rolled_back_is_not_remembered(county, make) -> None:  # noqa: ANN001
    """A change that was read before it was undone is read again after it."""
    store = county.ledger.register.store

    def undone() -> None:
        with store.writing() as connection:
            connection.exec_driver_sql("UPDATE jurisdictions SET name = '幻县'")
            bump_revision(connection, [make.area])
            assert state_of_jurisdiction(connection, make.area).area.name == "幻县"
            raise UndoneError

    with pytest.raises(UndoneError):
        undone()
    assert county.ledger.register.jurisdiction(make.area).name == "示例县"


def test_who_is_unknown_has_nothing_lasting(county) -> None:  # noqa: ANN001
    """Neither an area nor an agency that no register knows."""
    with county.ledger.register.store.reading() as connection:
        assert state_of_jurisdiction(connection, "000000") is None
        assert state_of_agency(connection, "X9") is None
