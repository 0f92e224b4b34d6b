"""Odd reports of every format against what was written down of them, and the short ways against the long ones."""

from random import Random

import pytest

from bench.oracle import run
from readers import html
from samples.odd import made


def test_no_figure_is_read_that_nobody_sees() -> None:
    """Every construct of every format, mixed: no figure is wrong, none is lost as a blank, plain cells are read."""
    tally = run(72, 3)
    assert tally.wrong == []
    assert sum(many for (_, outcome), many in tally.plain.items() if outcome != "right") <= 0.01 * sum(
        tally.plain.values()
    )


@pytest.mark.parametrize("seed", range(6))
def test_odd_pages_give_what_the_tree_gives(seed: int) -> None:
    """With and without the short way through plain tables and paragraphs an odd page is read alike."""
    data = made("html", Random(seed)).data
    for page in (data, data.replace(b"<style>", b"<!--").replace(b"</style>", b"-->")):
        assert html.read(page) == html.read(page, whole=True)
