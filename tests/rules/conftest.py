"""Makes contexts and bodies out of a few words."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from filings.agency import Agency
from filings.dossier import Dossier
from filings.figure import CellState
from filings.report import Cell, Paragraph
from rules.book_io.examples import dossier_of
from rules.book_io.rulebook import rulebook
from rules.book_io.zero_report import zero_report
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Result
from rules.lexicon.lists import Lists, load_lists
from schemas.editions import edition


@pytest.fixture(scope="session")
def lists() -> Lists:
    """The lists that ship with the house."""
    return load_lists(files("rules") / "lists")


@pytest.fixture
def context_of(lists: Lists) -> Callable[..., CheckContext]:
    """A context whose first section says the given paragraphs; ``cells``: address -> number."""

    def make(
        *paragraphs: str,
        kind: str = "department",
        cells: dict[str, int] | None = None,
        **more: Any,  # noqa: ANN401 - fields of the dossier
    ) -> CheckContext:
        report = zero_report("2021", 2023)
        texts = tuple(Paragraph(text=text, place=f"P{number}") for number, text in enumerate(paragraphs, 10))
        sections = tuple(replace(s, paragraphs=texts) if s.number == 1 else s for s in report.sections)
        numbers = {
            ref: Cell(raw=str(value), state=CellState.NUMBER, value=Decimal(value), place="")
            for ref, value in (cells or {}).items()
        }
        own = {"sections": sections, "cells": {**report.cells, **numbers}}
        report = replace(report, **{**own, **more.pop("report", {})})
        agency = Agency(code="x", name="云岭县水务局", kind=kind)
        dossier = Dossier(as_of=date(2024, 4, 1), report=report, agency=agency, **more)
        return CheckContext(dossier=dossier, edition=edition("2021"), lists=lists)

    return make


@pytest.fixture
def told(lists: Lists) -> Callable[[Check, str], list[Result]]:
    """What a check yields for the dossier that a TOML text describes, with the shipped lists; facts are complete."""

    def ask(check: Check, given: str = "") -> list[Result]:
        dossier = dossier_of(tomllib.loads(given), rulebook().by_id["A01"])
        form = edition(dossier.report.edition) if dossier.report and dossier.report.edition else edition("2021")
        results = list(check.run(CheckContext(dossier=dossier, edition=form, lists=lists)))
        assert all(set(one.facts) == check.facts for one in results if isinstance(one, Breach))
        return results

    return ask
