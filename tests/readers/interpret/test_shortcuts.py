"""What is told of a layout once for all its grids is what a look at each of them says."""

from hypothesis import given
from hypothesis import strategies as st

from readers.blocks import Block, Grid, GridCell, Text
from readers.interpret import document_checks, frames
from readers.interpret.labels import body
from readers.interpret.layouts import columned
from readers.interpret.tokens import tokenise

_ANCHOR = "本年新收政府信息公开申请数量"
_TEXTS = st.sampled_from(
    ["一、总体情况", " 一、总体情况", "二、主动公开政府信息情况 ", f"一、{_ANCHOR}",
     f" 一、{_ANCHOR}", f"一、 {_ANCHOR}", _ANCHOR,
     "三、本年度办理结果", "一", "0", "12", "", "云岭县水务局2023年政府信息公开工作年度报告", "一、总体情况良好。"]
)  # fmt: skip


@st.composite
def _blocks(draw: st.DrawFn) -> tuple[Block, ...]:
    found: list[Block] = []
    for number in range(draw(st.integers(1, 5))):
        texts = draw(st.lists(_TEXTS, min_size=1, max_size=6))
        if draw(st.booleans()):
            cells = tuple(GridCell(at // 2, at % 2, text, f"T{number}R{at}") for at, text in enumerate(texts))
            found.append(Grid(cells=cells, place=f"T{number}"))
        else:
            found += [Text(text, f"P{number}{at}") for at, text in enumerate(texts)]
    return tuple(found)


@given(_blocks())
def test_grids_are_cut_whether_or_not_their_layouts_are_asked_first(blocks: tuple[Block, ...]) -> None:
    """A grid that holds the heading of a part is cut, one whose heading has a blank before it is not, as ever."""
    cut, columns = frames.parted(blocks)
    assert cut == tuple(frames._parts(blocks))
    assert [one.texts if one else None for one in columns] == [one.texts if one else None for one in columned(cut)]


@given(_blocks())
def test_rows_of_new_applications_are_counted_in_every_grid(blocks: tuple[Block, ...]) -> None:
    """A layout tells where such a row may stand; how many do stand there is what each cell says."""
    for block, columns in zip(blocks, columned(blocks), strict=True):
        if isinstance(block, Grid) and columns is not None:
            told = sum(body(text) == _ANCHOR for text in block.texts if text[:1] == "一")
            assert document_checks._anchors(block, columns) == told


@given(_blocks())
def test_tokens_are_the_same_of_columns_made_before(blocks: tuple[Block, ...]) -> None:
    """Who has the grids as columns gives them along; the tokens are those of the blocks."""
    assert tokenise(blocks, columned(blocks)).tokens.all() == tokenise(blocks).tokens.all()
