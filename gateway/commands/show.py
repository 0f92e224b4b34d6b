"""``gouji show``: one filing with its audit, what changed since the one before, and what was decided."""

from dataclasses import replace
from datetime import datetime

import click
from rich.console import Console

from gateway import lookup, options
from gateway.cleared import cleared_sentence
from gateway.clock import today
from gateway.office import office
from gateway.people_named import people_named
from gateway.submission_view import FilingSheet, show_filing


@click.command()
@click.argument("submission")
@options.as_of
@options.county
def show(submission: str, as_of: datetime | None, county: str) -> None:
    """看一份报送件：核查意见、与上次相比的变化、说明、豁免、办理。SUBMISSION 是编号，或 单位/年度。"""
    where, day = office(county), options.civil(as_of) or today()
    filing, ledger = lookup.latest(where, submission), where.ledger
    sheet = FilingSheet(
        filing=filing,
        agency=where.agency(filing.agency),
        standing=ledger.standings.of(filing.agency, filing.year, day),
        audit=ledger.audits.of(filing.id),
        difference=ledger.audits.difference(filing.id),
        explanations=tuple(
            replace(one, by=people_named(ledger, one.by))
            for one in ledger.explanations_and_waivers.explanations(filing.agency, filing.year)
        ),
        waivers=ledger.explanations_and_waivers.waivers(filing.agency, filing.year),
        acts=tuple(replace(one, by=people_named(ledger, one.by)) for one in ledger.acts.of(filing.id)),
        held=ledger.holding.find(filing.id),
        cleared=cleared_sentence(ledger.purging.told(where.area.code, filing.id)),
    )
    show_filing(Console(highlight=False), sheet)
