"""One order of locks for every verb of the ledger."""

import pytest
import sqlalchemy as sa

from bench.scenes import VERBS, KeptScene, Scene
from ledger import Ledger
from ledger.order import FRESH, ORDER, OWNED, Recorder, recording
from ledger.tables import metadata
from ledger.tables.notice import endpoints
from ledger.tables.work import jobs

READING = {
    "accounts.credentials", "accounts.find", "accounts.listed", "accounts.meant", "accounts.names", "accounts.otp_keys",
    "deeds.find", "failures.count", "remarks.of", "sessions.find",
    "acts.of", "allowances.listed", "audits.difference", "audits.history", "audits.of", "audits.report_of",
    "baselines.door", "bulletins.find", "bulletins.listed", "calendars.of", "documents.read", "dossiers.near",
    "dossiers.of", "dossiers.of_slot", "dossiers.trial", "endpoints.find", "endpoints.listed", "feed.after",
    "holding.find", "holding.waiting", "insisting.of", "jobs.counts", "jobs.due", "jobs.find", "jobs.held",
    "jobs.listed", "notices.attempts", "notices.deliveries", "notices.due", "notices.endpoint_of", "notices.find",
    "notices.held", "notices.listed", "opening.of", "policies.on", "publications.of", "purging.plan",
    "purging.told", "register.all",
    "register.export_rows", "register.find", "register.jurisdiction", "register.jurisdictions", "register.on",
    "explanations_and_waivers.explanations", "explanations_and_waivers.waivers",
    "standings.all", "standings.county_year", "standings.of",
    "submissions.find", "submissions.of", "submissions.page", "submissions.recent", "tokens.holder", "tokens.listed",
    "event_log.events", "event_log.head", "event_log.verify",
}  # fmt: skip


def verbs(ledger: Ledger) -> set[str]:
    """All public verbs of the ledger, as PART.VERB."""
    return {
        f"{part}.{verb}"
        for part in Ledger.__dataclass_fields__
        if hasattr(type(getattr(ledger, part)), "store")
        for verb in dir(getattr(ledger, part))
        if not verb.startswith("_") and callable(getattr(getattr(ledger, part), verb))
    }


def test_every_verb_is_told_to_read_or_is_tried(ledger: Ledger) -> None:
    """A new verb has to be added here: to those that only read, or with a scene in which it is tried."""
    assert verbs(ledger) - READING == set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_keeps_the_order(kept_scene: KeptScene, verb: str) -> None:
    """Its rows are locked by rank and key, each in full strength at once, parents before what hangs on them."""
    act = VERBS[verb](kept_scene.again())
    with recording(kept_scene.scene.ledger.engine) as recorder:
        act()
    assert recorder.faults == []
    assert recorder.tables


def test_every_table_has_its_place() -> None:
    """A new table has to be ranked, or told to be fresh or owned."""
    assert {*ORDER, *OWNED, *FRESH} == set(metadata.tables)


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        (sa.select(endpoints), sa.select(jobs), "is locked after endpoints"),
        (sa.select(endpoints.c.id), sa.update(endpoints).values(id="e9").where(endpoints.c.id == "e1"), "grows"),
    ],
)
def test_a_breach_is_told(ledger: Ledger, first, then, said: str) -> None:  # noqa: ANN001
    """The wrong order, and a lock that grows."""
    Scene(ledger).found().fresh()
    with recording(ledger.engine) as recorder, ledger.engine.connect() as connection, connection.begin() as whole:
        connection.execute(first.with_for_update(key_share=True))
        connection.execute(then.with_for_update() if isinstance(then, sa.Select) else then.values(id="e1"))
        whole.rollback()
    assert any(said in fault for fault in recorder.faults)


def test_the_deadlock_of_old_is_told(ledger: Ledger) -> None:
    """A row that others hang on, locked against them: what made deliveries and claims wait for each other."""
    Scene(ledger).found().fresh()
    with recording(ledger.engine) as recorder, ledger.engine.begin() as connection:
        connection.execute(sa.select(endpoints).with_for_update())
    assert isinstance(recorder, Recorder)
    assert "key_share" in recorder.faults[0]
