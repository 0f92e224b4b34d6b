"""Tokens of grids are made late, and nobody can tell."""

from dataclasses import replace

import pytest

from readers import html
from readers.blocks import ColumnCells, Grid, GridCell, Text
from readers.interpret import interpret
from readers.interpret.layout_cache import LayoutCache
from readers.interpret.tokens import Token, TokenList, tokenise
from samples.forms import Draft, compose, refs
from samples.writers import page

_BLOCKS = html.read(page.write(compose(Draft(edition="2021", values={})))).blocks


def test_tokens_are_the_same_whoever_asks_first() -> None:
    """By index, as a slice, one after the other: with the same rows, blocks and places."""
    whole = list(tokenise(_BLOCKS).tokens)
    for at in (0, 40, len(whole) - 1, -1):
        assert tokenise(_BLOCKS).tokens[at] == whole[at]
    assert tokenise(_BLOCKS).tokens[30:50] == whole[30:50]
    document = tokenise(_BLOCKS)
    assert len(document.tokens) == len(whole)
    assert document.texts == [token.text for token in whole]
    assert [document.tokens.block(at) for at in range(len(whole))] == [token.block for token in whole]
    outside = [document.tokens.outside(at) for at in range(len(whole))]
    assert outside == [token if token.grid_row < 0 else None for token in whole]
    assert [token for _, token in document.worded] == [token for token in outside if token and token.body]
    assert document.tokens.all() == whole
    assert [document.tokens.outside(at) for at in range(len(whole))] == outside
    assert [document.tokens.block(at) for at in range(len(whole))] == [token.block for token in whole]


def test_rows_are_counted_through_grids() -> None:
    """Each printed row of a grid has a number of its own, and so has the line behind it; an empty grid has none."""
    rows = [token.row for token in tokenise(_BLOCKS).tokens]
    assert rows == sorted(rows)
    empty = Grid(cells=(), place="T1")
    assert [token.row for token in tokenise((Text("甲", "P1"), empty, Text("乙", "P2"))).tokens] == [1, 3]
    grid = Grid(cells=(GridCell(0, 0, "丙", "T2R1C1"), GridCell(1, 0, "1", "T2R2C1")), place="T2")
    document = tokenise((empty, grid, empty, Text("乙", "P1")))
    assert list(document.grids) == [0, 1, 2]
    assert [document.tokens.block(at) for at in range(3)] == [1, 1, 3]
    assert [(token.text, token.row, token.block) for token in document.tokens] == [
        ("丙", 3, 1),
        ("1", 4, 1),
        ("乙", 6, 3),
    ]


def test_a_known_layout_makes_no_token_and_no_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """From its third document on a layout costs neither: they are made when somebody asks for one."""
    draft = Draft(edition="2021", values={})
    draft = replace(draft, values=dict.fromkeys(refs(draft), "3"))
    memory, pages = LayoutCache(), html.read(page.write(compose(draft)))
    for _ in range(2):
        interpret(pages, memory)
    fresh = replace(
        pages,
        blocks=tuple(
            replace(block, cells=ColumnCells(block.cells.shape, block.cells.texts, block.cells.places))
            if isinstance(block, Grid) and isinstance(block.cells, ColumnCells)
            else block
            for block in pages.blocks
        ),
    )
    made: list[TokenList] = []
    whole = TokenList.all

    def watched(tokens: TokenList) -> list[Token]:
        made.append(tokens)
        return whole(tokens)

    monkeypatch.setattr(TokenList, "all", watched)
    report = interpret(fresh, memory)
    assert not made
    assert all(block.cells._cells is None for block in fresh.blocks if isinstance(block, Grid))
    assert report == interpret(pages, LayoutCache())
    assert made
