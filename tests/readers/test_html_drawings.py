"""Drawings in cells of a page and behind them: what no browser shows counts for nothing, lines may strike digits."""

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


LINES = (
    "background:linear-gradient(transparent 45%,red 45%,red 55%,transparent 55%)",
    "background-image:linear-gradient(to bottom,rgba(0,0,0,0) 49%,#f00 49% 51%,rgba(0,0,0,0) 51%)",
    "background:linear-gradient(transparent calc(50% - 1px),red calc(50% - 1px),red 50%,transparent 50%)",
    "background:linear-gradient(red,red) center/100% 1px no-repeat",
    "background-image:linear-gradient(red,red);background-size:100% 2px",
)


def _styled(style: str, where: str) -> object:
    """The value of the cell of licences, 5230, with this style on the cell, within it, or by a rule of the page."""
    values = {ref: "5230" if ref == REF else "1" for ref in refs(Draft(edition="2021", values={}))}
    text = page.write(compose(Draft(edition="2021", values=values))).decode()
    written = {
        "cell": f'<td colspan="3" style="{style}">5230</td>',
        "within": f'<td colspan="3"><span style="{style}">5230</span></td>',
        "rule": f'<style>.k{{{style}}}</style><td colspan="3"><b class=k>5230</b></td>',
    }
    return read(text.replace('<td colspan="3">5230</td>', written[where]).encode(), "a.html").cells[REF].value


@pytest.mark.parametrize("where", ["cell", "within", "rule"])
@pytest.mark.parametrize("style", LINES)
def test_a_gradient_that_draws_a_line_leaves_the_cell_open(style: str, where: str) -> None:
    """A line may strike the digits through, or stand below them; only a browser could tell."""
    assert _styled(style, where) is None


@pytest.mark.parametrize("where", ["cell", "within", "rule"])
@pytest.mark.parametrize(
    "style", ["background:linear-gradient(#fff,#eee)", "background:linear-gradient(90deg,#fff 0%,#eee 100%)"]
)
def test_a_gradient_that_shades_a_cell_hides_nothing(style: str, where: str) -> None:
    """Control: the figure is read."""
    assert _styled(style, where) == 5230
