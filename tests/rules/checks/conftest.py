"""Asks a check about a report given as the examples of the rule files give it."""

import tomllib
from collections.abc import Callable

import pytest

from rules.book_io.examples import dossier_of
from rules.book_io.rule import Rule
from rules.book_io.rulebook import rulebook
from rules.engine.context import CheckContext
from rules.engine.results import Check, Result
from rules.lexicon.lists import Lists
from schemas.editions import edition

Ask = Callable[..., list[Result]]


@pytest.fixture(scope="session")
def any_rule() -> Rule:
    """A rule without limits of year or form, so that examples are made on the newest form."""
    return rulebook().by_id["A01"]


@pytest.fixture
def ask(any_rule: Rule) -> Ask:
    """``ask(check, toml)``: what the check yields for the report that the TOML text describes."""

    def run(check: Check, given: str = "") -> list[Result]:
        dossier = dossier_of(tomllib.loads(given), any_rule)
        form = edition(dossier.report.edition) if dossier.report and dossier.report.edition else edition("2021")
        return list(check.run(CheckContext(dossier=dossier, edition=form, lists=Lists({}))))

    return run
