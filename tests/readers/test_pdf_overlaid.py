"""Digits of a PDF that something lies over or runs through: seen and read, or open; watermarks as pale as they come."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

import pytest

from filings.figure import CellState
from filings.report import Report
from readers import read
from samples.forms import Draft, compose, refs
from samples.writers import pdf
from samples.writers.canvas import Leaf, PlacedCharacter, draw

REF = "proactive.licences.decisions"
MARK = "※"


def _values() -> dict[str, str]:
    draws = Random(3)
    return {ref: str(draws.randrange(10, 1000)) for ref in refs(Draft(edition="2021", values={}))}


def _leaves(values: Mapping[str, str]) -> list[Leaf]:
    return draw(compose(Draft(edition="2021", values=values)))


def _painted(look: str) -> Report:
    """The cell of licences is 528, and its second digit is painted otherwise."""
    leaves = _leaves(_values() | {REF: f"5{MARK}8"})
    for leaf in leaves:
        leaf.letters = [replace(one, text="2", look=look) if one.text == MARK else one for one in leaf.letters]
    return read(pdf.write(leaves), "a.pdf")


@pytest.mark.parametrize("look", ["pictured", "soft mask", "blended", "slashed"])
def test_a_digit_of_which_nobody_can_say_whether_it_is_seen_leaves_its_cell_open(look: str) -> None:
    """Beneath an opaque picture, under a soft mask, struck by a slanted line: no figure is read, with it or without."""
    report = _painted(look)
    assert (report.cells[REF].value, report.cells[REF].state) == (None, CellState.AMBIGUOUS)
    others = {ref: str(cell.value) for ref, cell in report.cells.items() if ref != REF}
    assert others == {ref: text for ref, text in _values().items() if ref != REF}


def test_a_digit_that_is_seen_through_a_picture_is_read() -> None:
    """A veil of a quarter, as watermarks of office programs are, hides nothing."""
    assert _painted("veiled").cells[REF].value == 528


def _watermarked(draws: Random) -> list[Leaf]:
    """The form with lines of pale letters and digits, as large as its own, at chance places."""
    leaves = _leaves(_values())
    for leaf in leaves:
        for _ in range(6):
            top, left, size = draws.uniform(80, 750), draws.uniform(60, 300), draws.choice((9.0, 10.0, 12.0))
            leaf.letters += [
                PlacedCharacter(one, left + at * size / 1.5, top, size, "pale")
                for at, one in enumerate("内部资料2023070" * 2)
            ]
    return leaves


@pytest.mark.parametrize("seed", range(6))
def test_a_pale_level_watermark_of_the_size_of_the_text_gives_no_figure(seed: int) -> None:
    """Wherever its digits fall, each cell is right or open: none is wrong, none seems blank or absent."""
    report = read(pdf.write(_watermarked(Random(seed))), "a.pdf")
    for ref, text in _values().items():
        cell = report.cells[ref]
        assert str(cell.value) == text or (cell.value is None and cell.state in (CellState.AMBIGUOUS, CellState.TEXT))


def test_a_report_printed_in_grey_is_read() -> None:
    """Where all letters are pale they are the text."""
    leaves = _leaves(_values())
    for leaf in leaves:
        leaf.letters = _pale(leaf.letters)
    report = read(pdf.write(leaves), "a.pdf")
    assert {ref: str(cell.value) for ref, cell in report.cells.items()} == _values()


def _pale(letters: Sequence[PlacedCharacter]) -> list[PlacedCharacter]:
    return [replace(one, look="pale") for one in letters]
