"""The bench on growth: it measures every step, on ledgers that its rows really fill."""

from itertools import count
from pathlib import Path

import sqlalchemy as sa

from bench.growth import run
from bench.growth_rows import Size
from ledger import connect
from ledger.tables.filing import submissions, text_marks
from ledger.tables.work import seals

STEPS = {"intake", "claim", "dossier", "record", "due", "deliver", "seal", "listed", "counts"}


def test_every_step_is_measured_beside_an_empty_ledger(tmp_path: Path) -> None:
    """The crowded ledger holds the rows of the others, the empty one only what the rounds filed."""
    urls = (f"sqlite:///{tmp_path / 'full.db'}", f"sqlite:///{tmp_path / 'empty.db'}")
    ticks = count()
    found = run(urls, Size(filings=40, agencies=20, areas=2, marks=8), 7, lambda: float(next(ticks)))
    assert set(found) == STEPS
    assert set(found.values()) == {(1000.0, 1000.0)}  # one tick of the clock for each
    held = {}
    for name, url in zip(("full", "empty"), urls, strict=True):
        engine = connect(url)
        with engine.connect() as connection:
            held[name] = [
                connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for table in (submissions, text_marks, seals)
            ]
        engine.dispose()
    assert held["full"][0] == held["empty"][0] + 40
    assert held["full"][1] == held["empty"][1] + 40 * 8
    assert held["full"][2] == held["empty"][2] + 40 * 3
