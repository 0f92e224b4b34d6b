"""A ledger whose rows are told of in the event log: later versions must not take their own new columns for tampering.

``fixtures/ledger_step_17.sql`` is that of step 10, brought to step 17 by the version of that step and sealed. When this
test fails after a column was added to a table of evidence: let it be null in the rows of before, or name it in
``later`` (``ledger/evidence.py``). The file is never written again.
"""

import sqlite3
from pathlib import Path

from filings.event import Intact
from ledger import Ledger, connect, upgrade
from ledger.anchors import Anchors


def test_every_row_of_before_is_as_it_was_told(tmp_path: Path) -> None:
    """Upgraded to the tables of today, each row still has the digest that an earlier version told of it."""
    script = Path(__file__).with_name("fixtures") / "ledger_step_17.sql"
    with sqlite3.connect(tmp_path / "gouji.db") as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    connection.close()
    engine = connect(f"sqlite:///{tmp_path / 'gouji.db'}")
    upgrade(engine)
    anchors = Anchors(tmp_path / "gouji.db.anchors")
    with anchors.writing():
        pass
    found = Ledger(engine, anchors=anchors).event_log.verify()
    engine.dispose()
    assert isinstance(found, Intact), found
    assert found.rows > 50
