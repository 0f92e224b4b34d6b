"""Drawings within cells of a page: what they say of themselves is shown by no browser, what they draw is."""

import pytest

from readers import read
from samples.forms import Draft, compose, refs
from samples.writers import page

REF = "proactive.licences.decisions"


def _read(drawing: str) -> tuple[object, str]:
    """The cell of licences that reads 5230 beside a drawing."""
    draft = Draft(edition="2021", values={})
    values = {ref: "5230" if ref == REF else "1" for ref in refs(draft)}
    text = page.write(compose(Draft(edition="2021", values=values))).decode()
    cell = read(text.replace("5230</td>", f"5230{drawing}</td>").encode(), "a.html").cells[REF]
    return cell.value, cell.raw


@pytest.mark.parametrize("words", ["<title>7</title>", "<desc>7</desc><metadata>8</metadata>", ""])
def test_what_a_drawing_says_of_itself_is_no_digit(words: str) -> None:
    """A title or a description is shown beside no figure, and the figure is read."""
    assert _read(f"<svg width=1 height=1>{words}</svg>")[0] == 5230


@pytest.mark.parametrize("drawn", ["<text y=9>7</text>", "<title>x</title><path d='M0 0'/>", "<use href='#seven'/>"])
def test_what_a_drawing_draws_leaves_the_cell_open(drawn: str) -> None:
    """Nobody can say which digit it is."""
    assert _read(f"<svg width=9 height=20>{drawn}</svg>")[0] is None
