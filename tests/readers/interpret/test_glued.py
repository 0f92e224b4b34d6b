"""Figures that lost the gaps between them: split where one way alone fits the form, else left open."""

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from filings.figure import CellState
from readers import read
from readers.interpret.cell_assignment import RowSum
from readers.interpret.lines import LinePiece
from readers.interpret.merged_digits import parted, split
from samples.forms import Draft, compose, refs
from samples.writers import flat
from schemas.editions import edition

_ROW = edition("2021").table("applications").rows[0].columns
_SUM = (RowSum(range(6), 6),)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1000001", ("1", "0", "0", "0", "0", "0", "1")),
        ("0000000", ("0",) * 7),
        ("50000005", None),
        ("100000010", ("10", "0", "0", "0", "0", "0", "10")),
        ("1000002", None),
        ("1010000011", None),
        ("50300008", None),
        ("12000004", None),
        ("000000", None),
        ("1" * 30, None),
    ],
)
def test_a_row_is_split_where_one_way_alone_adds_up(text: str, parts: tuple[str, ...] | None) -> None:
    """Seven figures without leading zeros whose sum is the last one; no way, or two ways, is no answer."""
    assert split(text, _ROW, _SUM) == parts


def test_signs_part_figures_where_the_form_has_signs() -> None:
    """``2648-18538`` is a figure and a negative one in the 2019 form, where a column may be negative."""
    fees, penalties = (
        next(row for row in edition("2019").table("proactive").rows if row.address == f"proactive.{name}").columns
        for name in ("fees", "penalties")
    )
    assert split("2648-18538", fees, ()) == ("2648", "-18538")
    assert split("2648-18538", penalties, ()) is None  # the last of three may begin anywhere


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("1.属于国家秘密1000001", ["1.属于国家秘密", "1000001"]),
        ("（三）不予公开1.属于国家秘密1000001", ["（三）不予公开", "1.属于国家秘密", "1000001"]),
        ("行政许可12", ["行政许可", "12"]),
        ("全年公开信息12", ["全年公开信息12"]),
        ("规章", ["规章"]),
        ("2023", ["2023"]),
    ],
)
def test_only_labels_of_the_form_are_parted_from_figures(text: str, pieces: list[str]) -> None:
    """A sentence that ends in a number stays whole."""
    assert [piece.text for piece in parted(LinePiece(text, 0, whole=False))] == pieces


def _glued(draft: Draft, layout: str) -> str:
    text = re.sub(r"(?<=\D)[\t ]+(?=\d)", "", flat.LAYOUTS[layout](compose(draft)))
    return re.sub(r"(?<=\d)[\t ]+(?=\d)", "", text)


@pytest.mark.parametrize("layout", ["tabs", "spaced"])
@pytest.mark.parametrize("seed", range(6))
def test_no_glued_report_gives_a_wrong_cell(layout: str, seed: int) -> None:
    """In a report that adds up every cell gets its own figure, told as inferred, or none."""
    draws = Random(seed)
    draft = Draft(edition=draws.choice(("2019", "2021")), values={})
    most = draws.choice((0, 1, 9, 40))
    values = {ref: str(draws.randint(0, most)) for ref in refs(draft)}
    for row in (row for key in ("applications", "review") for row in edition(draft.edition).table(key).rows):
        if row.refs[0] in values:
            values[row.refs[-1]] = str(sum(int(values[ref]) for ref in row.refs[:-1]))
    report = read(_glued(replace(draft, values=values), layout).encode(), "报告.txt")
    told = {ref: report.value(ref) for ref in values if report.value(ref) is not None}
    assert told == {ref: Decimal(values[ref]) for ref in told}
    applications = [ref for ref in told if ref.startswith("applications.")]
    assert all(report.cells[ref].state is CellState.INFERRED for ref in applications)
    assert most or len(told) > 150
