"""The generator of ``make load`` through the pages: who files is timed, who does not get through is told."""

import asyncio
from pathlib import Path

import pytest

from bench.browser import somebody
from bench.chaos.promises import Filing
from bench.door import open_door, working
from bench.load_pages import Waited, all_of
from bench.small_report import WRONG, small_report
from workers.embedded import Valkey


@pytest.mark.process
def test_who_gets_through_is_timed_and_who_does_not_is_told(tmp_path: Path, queue: Valkey) -> None:
    """One clerk signs in, files and reads the verdict; one has no account; one names a year that has no reports."""
    reports = [
        Filing(agency=f"U{n}", year=year, body=small_report(WRONG, year=2025))
        for n, year in enumerate((2025, 2025, 1999))
    ]
    with open_door(tmp_path, queue.url) as door, working(door):
        logins = [somebody(door, name="甲").login, "nobody", somebody(door, agency="U2", name="丙").login]
        waited, cost = asyncio.run(all_of(door.address, logins, reports, 0.3))
        (filed,) = door.ledger.submissions.recent(10)
    assert filed.agency == "U0"
    counts = {name: len(times) for name, times in waited.times.items()}
    assert (counts["sign-in"], counts["upload"], counts["verdict"], counts["late"]) == (2, 1, 1, 3)
    assert 0 < waited.part("verdict", 1.0) < float("inf")
    assert (len(waited.lost), waited.errors, cost > 0) == (2, 2, True)
    assert any("U1" in line for line in waited.lost)


def test_a_full_door_without_a_next_step_is_an_error() -> None:
    """A 503 alone is none."""
    waited = Waited()
    waited.statuses.update({200: 5, 303: 2, 503: 1, 429: 1})
    assert waited.errors == 0
    waited.helpless = 1
    assert waited.errors == 1
