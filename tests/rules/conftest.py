"""Makes scenes and bodies out of a few words."""

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
from rules.clean import clean_report
from rules.lists import Lists, load_lists
from rules.scene import Scene
from schemas.editions import edition


@pytest.fixture(scope="session")
def lists() -> Lists:
    """The lists that ship with the house."""
    return load_lists(files("rules") / "lists")


@pytest.fixture
def scene_of(lists: Lists) -> Callable[..., Scene]:
    """A scene whose first section says the given paragraphs; ``cells``: address -> number."""

    def make(*paragraphs: str, kind: str = "department", cells: dict[str, int] | None = None, **more: Any) -> Scene:  # noqa: ANN401
        report = clean_report("2021", 2023)
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
        return Scene(dossier=dossier, edition=edition("2021"), lists=lists)

    return make
