"""Anchors: what was noted of the chain outside the database shows whoever rebuilt or cut it."""

import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from filings.errors import UsageError
from filings.event import GENESIS, Broken, Intact, link
from ledger import Ledger, connect
from ledger.anchors import Anchors
from ledger.backup import backup, restore
from ledger.event_log import note
from ledger.evidence import digest_of
from ledger.tables.filing import acts, audits
from ledger.tables.work import events, seals, unsealed
from ledger.verifying import event_of


@pytest.fixture
def sealed(sqlite_template: Path, tmp_path: Path, make) -> Iterator:  # noqa: ANN001
    """A county on SQLite with an accepted filing, sealed in three goes."""
    shutil.copy(sqlite_template, tmp_path / "gouji.db")
    engine = connect(f"sqlite:///{tmp_path / 'gouji.db'}")
    county = make.county(Ledger(engine)).found()
    county.ledger.event_log.seal()
    receipt = county.file()
    county.audit(receipt, make.audit(), report=make.report())
    county.ledger.event_log.seal()
    county.ledger.acts.accept(receipt.submission.id, "王某", make.now)
    county.ledger.event_log.seal()
    yield county
    engine.dispose()


def _file(county) -> Path:  # noqa: ANN001
    return county.ledger.event_log.anchors.path


def _rebuild(engine: sa.Engine) -> None:
    """What someone does who knows the ledger: number and link all events anew."""
    with engine.begin() as connection:
        rows = connection.execute(sa.select(events).order_by(events.c.id)).all()
        connection.execute(sa.delete(seals))
        connection.execute(sa.delete(unsealed))
        head = GENESIS
        for number, row in enumerate(rows, start=1):
            head = link(head, event_of(row))
            connection.execute(sa.insert(seals).values(number=number, event=row.id, hash=head))


def _retell(engine: sa.Engine, table: sa.Table, changes: dict[str, object]) -> str:
    """Change the one row of a table, and what its event says of it. The row's key."""
    with engine.begin() as connection:
        connection.execute(sa.update(table).values(**changes))
        row = connection.execute(sa.select(table)).mappings().one()
        for event in connection.execute(sa.select(events)).all():
            facts = json.loads(event.facts)
            if table.name in facts.get("digests", {}):
                facts["digests"][table.name] = {str(row["id"]): digest_of(table.name, row)}
                text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
                connection.execute(sa.update(events).where(events.c.id == event.id).values(facts=text))
    return str(row["id"])


def test_each_seal_is_anchored_for_the_owner_alone(sealed) -> None:  # noqa: ANN001
    """A line for each batch, its last number and head those of the chain; nothing new is nothing written."""
    lines = sealed.ledger.event_log.anchors.lines()
    assert len(lines) == 3
    assert (lines[-1].anchor.number, lines[-1].anchor.head) == sealed.ledger.event_log.head()
    assert stat.S_IMODE(_file(sealed).stat().st_mode) == 0o600
    before = _file(sealed).read_bytes()
    sealed.ledger.event_log.seal()
    assert _file(sealed).read_bytes() == before
    found = sealed.ledger.event_log.verify()
    assert isinstance(found, Intact)
    assert (found.anchored, found.anchor) == (3, lines[-1].anchor)


@pytest.mark.parametrize(("table", "changes"), [(audits, {"verdict": "explain"}), (acts, {"by": "别人"})])
def test_a_rebuilt_chain_is_told_with_the_row(sealed, table: sa.Table, changes: dict[str, object]) -> None:  # noqa: ANN001
    """Row, event and every link changed so that the database agrees with itself: event and row are named."""
    key = _retell(sealed.ledger.engine, table, changes)
    _rebuild(sealed.ledger.engine)
    found = sealed.ledger.event_log.verify()
    assert isinstance(found, Broken)
    assert (table.name, key) in {(fault.table, fault.key) for fault in found.faults}
    assert len({fault.number for fault in found.faults}) == 1
    assert "封存以后被改写" in found.reason


def test_an_event_taken_out_of_a_rebuilt_chain_is_told(sealed) -> None:  # noqa: ANN001
    """Act and event deleted, all after it numbered anew: what was anchored is missing, and nothing else is."""
    with sealed.ledger.engine.begin() as connection:
        connection.execute(sa.delete(acts))
        connection.execute(sa.delete(events).where(events.c.kind == "report.accepted"))
    _rebuild(sealed.ledger.engine)
    found = sealed.ledger.event_log.verify()
    assert isinstance(found, Broken)
    assert ["截断" in fault.reason for fault in found.faults] == [True]


def test_an_event_slipped_into_a_rebuilt_chain_is_told(sealed, make) -> None:  # noqa: ANN001
    """It stands where another one was anchored."""
    with sealed.ledger.engine.begin() as connection:
        note(connection, "report.accepted", "sub_x", make.now, "别人")
        connection.execute(sa.update(events).where(events.c.subject == "sub_x").values(id=-1))
    _rebuild(sealed.ledger.engine)
    found = sealed.ledger.event_log.verify()
    assert isinstance(found, Broken)
    assert any(fault.number == 1 and "sub_x" in fault.reason for fault in found.faults)


def test_a_cut_is_told_up_to_the_last_anchor(sealed, make) -> None:  # noqa: ANN001
    """What was anchored cannot be cut off unseen; what came after it can, and that limit is named by the result."""
    number, _ = sealed.ledger.event_log.head()
    with sealed.ledger.engine.begin() as connection:
        note(connection, "office.said", "x", make.now, "甲")
        connection.execute(sa.delete(unsealed))
        connection.execute(sa.delete(events).where(events.c.kind == "office.said"))
    younger = sealed.ledger.event_log.verify()
    assert isinstance(younger, Intact)
    assert younger.anchor.number == number
    with sealed.ledger.engine.begin() as connection:
        last = connection.execute(sa.select(seals).order_by(seals.c.number.desc()).limit(1)).one()
        connection.execute(sa.delete(seals).where(seals.c.number == last.number))
        connection.execute(sa.delete(events).where(events.c.id == last.event))
        connection.execute(sa.delete(acts))
    found = sealed.ledger.event_log.verify()
    assert isinstance(found, Broken)
    assert [fault.reason for fault in found.faults] == [
        f"封存链被截断：锚点记到第{number}号，台账里只到第{number - 1}号"
    ]


def test_anchors_that_are_gone_or_were_edited_are_told(sealed) -> None:  # noqa: ANN001
    """Without its anchors a ledger of its own does not pass for whole; a line taken out of the file is told as such."""
    lines = _file(sealed).read_text().splitlines(keepends=True)
    _file(sealed).write_text(lines[0] + lines[2])
    edited = sealed.ledger.event_log.verify()
    assert isinstance(edited, Broken)
    assert "文件被改动过" in edited.reason
    _file(sealed).unlink()
    gone = sealed.ledger.event_log.verify()
    assert isinstance(gone, Broken)
    assert "不见了" in gone.reason


def test_a_line_that_was_torn_is_written_again(sealed, make) -> None:  # noqa: ANN001
    """The process died between seal and anchor, or in the midst of a line: the next seal makes up for it."""
    text = _file(sealed).read_text()
    for torn in (len(text) - 1, len(text) - 40, text.index("\n") + 5, 0):
        _file(sealed).write_text(text[:torn])
        assert isinstance(sealed.ledger.event_log.verify(), Intact)
        sealed.ledger.event_log.seal()
        found = sealed.ledger.event_log.verify()
        assert isinstance(found, Intact)
        assert found.anchor.number == found.sealed
    assert make.now


def test_a_copy_that_was_put_back_goes_on(sealed, tmp_path: Path, make) -> None:  # noqa: ANN001
    """The anchors of what came after the copy are set aside by the restore, and by nothing else."""
    backup(sealed.ledger.engine, tmp_path / "copy.db")
    sealed.file(data=b"later")
    sealed.ledger.event_log.seal()
    sealed.ledger.engine.dispose()
    for file in tmp_path.glob("gouji.db*"):
        if file != _file(sealed):
            file.unlink()
    restore(sealed.ledger.engine, tmp_path / "copy.db", make.now)
    assert isinstance(sealed.ledger.event_log.verify(), Intact)
    sealed.file(data=b"later still")
    sealed.ledger.event_log.seal()
    assert isinstance(sealed.ledger.event_log.verify(), Intact)
    lines = _file(sealed).read_text().splitlines(keepends=True)
    _file(sealed).write_text("".join(line for line in lines if " restored " not in line))
    assert isinstance(sealed.ledger.event_log.verify(), Broken)


def test_the_quick_one_looks_at_what_is_new(sealed, make) -> None:  # noqa: ANN001
    """It sees a new row that was changed and an anchor that is not met, and says from where it looked."""
    sealed.ledger.acts.send_back(sealed.ledger.submissions.recent()[0].id, "王某", make.now, "请改")
    number, _ = sealed.ledger.event_log.head()
    found = sealed.ledger.event_log.verify(quick=True)
    assert isinstance(found, Intact)
    assert (found.since, found.rows) == (number, 1)
    with sealed.ledger.engine.begin() as connection:
        connection.execute(sa.update(acts).where(acts.c.kind == "returned").values(by="别人"))
    broken = sealed.ledger.event_log.verify(quick=True)
    assert isinstance(broken, Broken)
    assert [fault.table for fault in broken.faults] == ["acts"]
    _retell(sealed.ledger.engine, audits, {"verdict": "explain"})
    _rebuild(sealed.ledger.engine)
    assert any("重建" in fault.reason for fault in sealed.ledger.event_log.verify(quick=True).faults)


def test_the_quick_one_needs_an_anchor(county) -> None:  # noqa: ANN001
    """Where nothing was anchored there is nothing to begin from, and the reader is told what to do."""
    with pytest.raises(UsageError, match="--since-anchor"):
        county.ledger.event_log.verify(quick=True)


def test_anchors_may_be_kept_elsewhere(url: str, tmp_path: Path, make) -> None:  # noqa: ANN001
    """For a database on a server: a file of the home, compared when the ledger is verified."""
    ledger = Ledger(connect(url), anchors=Anchors(tmp_path / "home.anchors"))
    make.county(ledger).found()
    ledger.event_log.seal()
    with ledger.engine.begin() as connection:
        connection.execute(sa.update(events).where(events.c.kind == "calendar.written").values(actor="别人"))
    _rebuild(ledger.engine)
    found = ledger.event_log.verify()
    assert isinstance(found, Broken)
    assert any(fault.table == "due_dates" for fault in found.faults)
    ledger.engine.dispose()
