"""``gouji agencies``: the register as of a day, with where each agency stands for a year."""

from datetime import datetime

import click
from rich.console import Console

from gateway import options
from gateway.clock import today
from gateway.listing import show_agencies
from gateway.office import office


@click.command()
@options.year
@options.as_of
@options.county
def agencies(year: int, as_of: datetime | None, county: str) -> None:
    """列出全部单位：代码、类别、报送状态，免报的写明原因。"""
    where, day = office(county), options.civil(as_of) or today()
    found = where.ledger.standings.county_year(where.area.code, year, day)
    remarks = {a.code: f"{a.until}起停用" for a in where.ledger.register.all(where.area.code) if a.until}
    if found is not None:
        show_agencies(Console(highlight=False), found, remarks)
