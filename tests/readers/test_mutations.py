"""Damaged tables never give a silently wrong cell: what cannot be known is left open."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from filings.report import Report
from readers import read
from samples.damage import KINDS, damage
from samples.forms import FORMATS, Draft, compose, refs
from samples.writers import flat, page, word
from schemas.editions import edition

_EACH = 12  # of 26 kinds in 7 formats: 2,184 damaged reports


def _draft(random: Random) -> Draft:
    """A report whose rows add up, with unique, small or no figures."""
    name, single = random.choice([("2019", False), ("2021", False), ("2021", True)])
    draft = Draft(edition=name, values={}, single_other=single)
    figure = random.choice([lambda at: 1000 + at, lambda _: 0, lambda _: random.choice([0, 0, 0, 1, 2, 12])])
    values = {ref: str(figure(at)) for at, ref in enumerate(refs(draft))}
    for row in (row for key in ("applications", "review") for row in edition(name).table(key).rows):
        if row.refs[0] in values:
            values[row.refs[-1]] = str(sum(int(values[ref]) for ref in row.refs[:-1]))
    return replace(draft, values=values)


def _read(draft: Draft, kind: str, form: str, random: Random) -> Report:
    parts = damage(compose(draft), kind, random)
    if form == "html":
        return read(page.write(parts), "报告.html")
    if form == "docx":
        return read(word.write(parts), "报告.docx")
    return read(flat.LAYOUTS[form](parts).encode(), "报告.txt")


def _wrong(draft: Draft, report: Report) -> dict[str, tuple[str, Decimal]]:
    found = ((ref, report.value(ref)) for ref in draft.values)
    return {ref: (draft.values[ref], value) for ref, value in found if value not in (None, Decimal(draft.values[ref]))}


@pytest.mark.no_cover  # two thousand reports by the same ways
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_damage_gives_a_wrong_cell(kind: str, form: str) -> None:
    """Whatever happens to a table, a cell that gets a value gets its own."""
    random = Random(f"{kind} {form}")
    for _ in range(_EACH):
        draft = _draft(random)
        assert _wrong(draft, _read(draft, kind, form, random)) == {}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "kind", ["nothing", "full-width digits", "thousands commas", "blank within a label", "rows swapped"]
)
def test_harmless_damage_loses_nothing(kind: str, form: str) -> None:
    """Spelling, blanks and moved rows cost no cell."""
    random = Random(f"{kind} {form} whole")
    draft = _draft(random)
    report = _read(draft, kind, form, random)
    assert [ref for ref in draft.values if report.value(ref) is None] == []


@pytest.mark.parametrize("form", FORMATS)
def test_parent_number_is_said(form: str) -> None:
    """A figure beside （三）不予公开 is a problem of its own and moves no cell."""
    random = Random(form)
    report = _read(_draft(random), "number beside a parent", form, random)
    assert [problem.code for problem in report.problems] == ["parent_number"]


@pytest.mark.parametrize("form", FORMATS)
def test_added_row_is_extra(form: str) -> None:
    """A row that the form does not have is named, and its figures go nowhere."""
    random = Random(form)
    report = _read(_draft(random), "row that the form lacks", form, random)
    assert [extra.raw for extra in report.extras] == ["9.另行说明的其他情形"]
