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


@pytest.mark.parametrize(
    "look",
    [
        "pictured", "soft mask", "blended", "slashed", "shaded over", "cut by a slope", "white outline", "round cover",
        "form cut", "form clipped", "form clear", "form layered", "form replaced",
    ],
)  # fmt: skip
def test_a_digit_of_which_nobody_can_say_whether_it_is_seen_leaves_its_cell_open(look: str) -> None:
    """Beneath a picture or a shading, under a mask, cut off, in a form that is not shown: no figure is read at all."""
    report = _painted(look)
    assert (report.cells[REF].value, report.cells[REF].state) == (None, CellState.AMBIGUOUS)
    others = {ref: str(cell.value) for ref, cell in report.cells.items() if ref != REF}
    assert others == {ref: text for ref, text in _values().items() if ref != REF}


@pytest.mark.parametrize("look", ["veiled", "in a form", "outlined"])
def test_a_digit_that_is_seen_is_read(look: str) -> None:
    """A veil of a quarter, as watermarks of office programs are, hides nothing; nor does a form that shows its text."""
    assert _painted(look).cells[REF].value == 528


_WHITE = "1 g 0 0 99 99 re f"
_OTHER = "1 g 0 0 99 99 re f 0 g BT /F 9 Tf 40 40 Td <0037> Tj ET"
_RING = "1 0 0 RG 4 w 2 2 95 95 re S"


def _annotated(kind: str, drawn: str, flags: int = 4) -> Report:
    """A plain report with an annotation over the middle digit of licences (528) that draws something there."""
    leaves = _leaves(_values() | {REF: f"5{MARK}8"})
    at = next((number, one) for number, leaf in enumerate(leaves) for one in leaf.letters if one.text == MARK)
    for leaf in leaves:
        leaf.letters = [replace(one, text="2") if one.text == MARK else one for one in leaf.letters]
    left, low = at[1].left - 3, 842 - at[1].top - at[1].size
    annotation = f"/Subtype /{kind} /F {flags} /Rect [{left} {low} {left + 12} {low + 12}] /AP << /N 900 0 R >>"
    form = (
        f"900 0 obj << /Subtype /Form /BBox [0 0 99 99] /Resources << /Font << /F 3 0 R >> >> /Length {len(drawn)} >>"
    )
    pages = pdf.write(leaves).split(b"/Type /Page /Parent")
    pages[at[0] + 1] = b" 2 0 R /Annots [<< /Type /Annot %s >>] %s" % (annotation.encode(), pages[at[0] + 1][6:])
    data = b"/Type /Page /Parent".join(pages).partition(b"xref\n")[0]  # without a list of its objects it is searched
    added = f"{form}\nstream\n{drawn}\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"
    return read(data + added.encode(), "a.pdf")


@pytest.mark.parametrize("drawn", [_WHITE, _OTHER])
@pytest.mark.parametrize("kind", ["Stamp", "Link", "Highlight", "Watermark", "Screen"])
def test_a_digit_under_what_an_annotation_draws_leaves_its_cell_open(kind: str, drawn: str) -> None:
    """A white area, or another digit upon one, over the digit of the page: 528 is no longer what a person sees."""
    report = _annotated(kind, drawn)
    assert (report.cells[REF].value, report.cells[REF].state) == (None, CellState.AMBIGUOUS)


@pytest.mark.parametrize(("drawn", "flags"), [(_RING, 4), (_WHITE, 2), ("", 4)])
def test_a_seal_around_a_digit_or_an_annotation_that_is_not_shown_hides_nothing(drawn: str, flags: int) -> None:
    """A ring, an annotation that is hidden, and one that draws nothing leave the figure to be read."""
    assert _annotated("Stamp", drawn, flags).cells[REF].value == 528


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
