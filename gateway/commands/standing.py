"""``gouji standing``: where every agency stands for a report year, and what the office has to do."""

from datetime import datetime

import click
from rich.console import Console

from gateway import options
from gateway.clock import today
from gateway.listing import overdue, show_standings
from gateway.office import office


@click.command()
@options.year
@options.as_of
@options.county
def standing(year: int, as_of: datetime | None, county: str) -> None:
    """看各单位的报送状态和下一步。有未报、晚报、待核对归属或退回的，退出状态为1。"""
    where, day = office(county), options.civil(as_of) or today()
    found = where.ledger.standings.county_year(where.area.code, year, day)
    if found is not None:
        show_standings(Console(highlight=False), found)
        raise SystemExit(1 if any(overdue(found)) else 0)
