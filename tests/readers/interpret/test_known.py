"""A layout that came before is read by what was learnt of it: never with another result than reading it anew."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from readers import docx, html, sheet
from readers.blocks import Block, Grid, Pages, Text
from readers.interpret import interpret
from readers.interpret.editions import form as form_of
from readers.interpret.layout_cache import LayoutCache, known_tables
from readers.interpret.tokens import tokenise
from samples.damage import KINDS, damage, is_number
from samples.forms import Draft, compose, refs
from samples.writers import page, word, xlsx
from samples.writers.parts import Part, PlainTable, Spot

_WAYS: dict[str, Callable[..., Pages]] = {
    "html": lambda parts: html.read(page.write(parts)),
    "docx": lambda parts: docx.read(word.write(parts)),
    "xlsx": lambda parts: sheet.read(xlsx.write(parts)),
}
_FORMS = (("2019", False), ("2021", False), ("2021", True))
_STRAY = (
    "行政许可", "（一）予以公开", "总计", "信息内容", "3.其他", "本年制", "发件数", "12",
    "1.申请人无正当理由逾期不补正",
    "一、本年新收政府信息公开申请数量", "规章 7", "结果维持\t结果纠正", "其他处理", "第二十条第（一）项",
)  # fmt: skip


def _draft(draws: Random) -> Draft:
    name, single = draws.choice(_FORMS)
    draft = Draft(edition=name, values={}, single_other=single)
    figures = draws.choice((("0",), ("0", "1", "12"), ("3", "２", "1,204")))
    return replace(draft, values={ref: draws.choice(figures) for ref in refs(draft)})


def _with_odd_cells(parts: tuple[Part, ...], draws: Random) -> tuple[Part, ...]:
    """A few cells of figures hold something else: the layout is another one then."""
    return tuple(
        PlainTable(tuple(tuple(_odd(spot, draws) for spot in row) for row in part.rows))
        if isinstance(part, PlainTable)
        else part
        for part in parts
    )


def _odd(spot: Spot, draws: Random) -> Spot:
    return (
        replace(spot, text=draws.choice(("", "/", "无", "约3", "3")))
        if is_number(spot) and draws.random() < 0.01
        else spot
    )


def _with_strays(pages: Pages, draws: Random) -> Pages:
    blocks: list[Block] = list(pages.blocks)
    for _ in range(draws.randrange(3)):
        blocks.insert(draws.randrange(len(blocks) + 1), Text(draws.choice(_STRAY), "P999"))
    return replace(pages, blocks=tuple(blocks))


def _threes() -> Pages:
    draft = Draft(edition="2021", values={})
    return html.read(page.write(compose(replace(draft, values=dict.fromkeys(refs(draft), "3")))))


@pytest.mark.parametrize("way", _WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_remembering_changes_nothing(kind: str, way: str) -> None:
    """Whatever happened to the tables, and whatever stands around them: equal reports, new or known."""
    draws = Random(f"{kind} {way}")
    memory = LayoutCache()
    for _ in range(4):
        parts = damage(compose(_draft(draws)), kind, draws)
        pages = _WAYS[way](_with_odd_cells(parts, draws) if draws.random() < 0.5 else parts)  # half of them
        for _ in range(3):
            around = _with_strays(pages, draws)
            assert interpret(around, memory) == interpret(around, LayoutCache())


@pytest.mark.parametrize("way", _WAYS)
@pytest.mark.parametrize(("name", "single"), _FORMS)
def test_the_third_of_a_layout_is_known(name: str, way: str, *, single: bool) -> None:
    """Both forms, also with one （六）其他处理 row, are read by their template from the third document on."""
    memory = LayoutCache()
    for figure in ("0", "14", "7"):
        draft = Draft(edition=name, values={}, single_other=single)
        pages = _WAYS[way](compose(replace(draft, values=dict.fromkeys(refs(draft), figure))))
        found = known_tables(memory, tokenise(pages.blocks), form_of(name))
        assert (found is None) == (figure == "0")
    assert found is not None
    assert {cell.raw for cell in found.cells.values()} == {"7"}


def test_what_stands_beside_a_table_decides_too() -> None:
    """A label of the table that stands as a line of its own is a reason to read the table anew."""
    memory = LayoutCache()
    pages = _threes()
    for _ in range(2):
        interpret(pages, memory)
    tokens = tokenise((Text("行政许可", "P1"), *pages.blocks))
    assert known_tables(memory, tokens, form_of("2021")) is None
    assert known_tables(memory, tokenise(pages.blocks), form_of("2021")) is not None


def test_a_table_of_doubtful_figures_is_never_taken_as_known() -> None:
    """What was recognised in a picture without certainty is judged cell by cell."""
    pages = _threes()
    memory = LayoutCache()
    for _ in range(2):
        interpret(pages, memory)
    doubtful = tuple(
        replace(block, cells=(*block.cells[:-1], block.cells[-1]._replace(certainty=0.3)))
        if isinstance(block, Grid)
        else block
        for block in pages.blocks
    )
    assert known_tables(memory, tokenise(doubtful), form_of("2021")) is None
    assert interpret(replace(pages, blocks=doubtful), memory) == interpret(
        replace(pages, blocks=doubtful), LayoutCache()
    )
