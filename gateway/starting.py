"""The start of a background process: its settings, its logs, and what the operator misspelt."""

import click

from workers.logs import configure
from workers.settings import Settings, settings


def started() -> Settings:
    """The settings, with logs set up; names that are no setting are told on stderr."""
    chosen = settings()
    configure(chosen.log, chosen.secrets())
    for sentence in chosen.unknown:
        click.echo(f"gouji：注意：{sentence}", err=True)
    return chosen
