"""Rulings become lattices: spans by flood fill, missing outer rules closed, frames and letters left alone."""

from hypothesis import given
from hypothesis import strategies as st

from readers.layout.lattice import build, lattices
from readers.layout.marks import Ruling
from readers.layout.rulings import MOST, cluster, groups, merge


def grid(rows: int, columns: int, *, high: float = 20, wide: float = 50) -> tuple[list[Ruling], list[Ruling]]:
    """The rulings of a plain table at 100, 100."""
    across = [Ruling(100 + row * high, 100, 100 + columns * wide) for row in range(rows + 1)]
    down = [Ruling(100 + column * wide, 100, 100 + rows * high) for column in range(columns + 1)]
    return across, down


def test_strokes_on_one_line_become_one_ruling() -> None:
    """Touching and overlapping strokes join, strokes far apart do not, double lines are one."""
    strokes = [Ruling(10, 0, 5), Ruling(10.2, 4, 9), Ruling(10, 30, 40), Ruling(20, 0, 5)]
    assert [(round(r.at), r.start, r.end) for r in merge(strokes)] == [(10, 0, 9), (10, 30, 40), (20, 0, 5)]


def test_a_plain_table_has_all_its_squares() -> None:
    """Three rows and two columns give six cells of one square each."""
    (lattice,) = lattices(*grid(3, 2))
    assert len({cell for row in lattice.owner for cell in row}) == 6
    assert (lattice.open_top, lattice.open_bottom) == (False, False)


def test_a_missing_ruling_makes_a_merged_cell() -> None:
    """Where the rule between two squares is not drawn they are one cell."""
    across, down = grid(2, 2)
    down[1] = Ruling(150, 120, 140)
    (lattice,) = lattices(across, down)
    assert lattice.owner[0][0] == lattice.owner[0][1]
    assert lattice.owner[1][0] != lattice.owner[1][1]


def test_a_ruling_with_gaps_still_parts_cells() -> None:
    """A scan leaves holes in a line; most of it is enough."""
    across, down = grid(1, 2)
    down[1:2] = [Ruling(150, 100, 108), Ruling(150, 112, 120)]
    (lattice,) = lattices(across, down)
    assert lattice.owner[0][0] != lattice.owner[0][1]


def test_a_band_without_its_outer_rule_is_closed() -> None:
    """A row cut by the page end has no lower rule: the ends of the upright rulings close it."""
    across, down = grid(3, 2)
    (lattice,) = lattices(across[:-1], down)
    assert lattice.ys[-1] == 160
    assert (lattice.open_top, lattice.open_bottom) == (False, True)
    (lattice,) = lattices(across[1:], down)
    assert (lattice.ys[0], lattice.open_top) == (100, True)


def test_open_sides_are_closed() -> None:
    """A table without rules at its left and right ends where its level rules end."""
    across, down = grid(2, 3)
    (lattice,) = lattices(across, down[1:-1])
    assert lattice.xs == [100, 150, 200, 250]


def test_a_frame_around_text_is_no_table_and_does_not_swallow_one() -> None:
    """A border around the page is ignored, the table inside it is found."""
    across, down = grid(2, 2)
    border = ([Ruling(10, 10, 500), Ruling(800, 10, 500)], [Ruling(10, 10, 800), Ruling(500, 10, 800)])
    (lattice,) = lattices(across + border[0], down + border[1])
    assert lattice.xs == [100, 150, 200]


def test_a_table_inside_a_cell_belongs_to_the_cell() -> None:
    """Rulings that touch nothing of the outer table do not cut its columns."""
    across, down = grid(2, 2, high=100, wide=200)
    inner = ([Ruling(y, 120, 220) for y in (120, 140, 160)], [Ruling(x, 120, 160) for x in (120, 170, 220)])
    (lattice,) = lattices(across + inner[0], down + inner[1])
    assert lattice.xs == [100, 300, 500]


def test_lines_alone_are_no_table() -> None:
    """Underlines, one box, or rulings in one direction make no lattice."""
    assert lattices([Ruling(10, 0, 100), Ruling(40, 0, 100)], []) == []
    assert lattices(*grid(1, 1)) == []
    assert build([Ruling(10, 0, 100)], [Ruling(50, 10, 11)]) is None


def test_too_many_rulings_are_a_drawing() -> None:
    """Comparing pairs stays bounded: a page with thousands of rulings is taken for a drawing."""
    across = [Ruling(10 * i, 0, 100) for i in range(MOST)]
    assert groups(across, [Ruling(5, 0, 10_000)]) == []


def test_a_point_finds_its_square() -> None:
    """Points inside, on the edge and outside."""
    (lattice,) = lattices(*grid(2, 2))
    assert lattice.square(125, 110) == (0, 0)
    assert lattice.square(201, 141) == (1, 1)
    assert lattice.square(125, 300) is None


@given(st.lists(st.floats(min_value=0, max_value=1000), max_size=40))
def test_clusters_are_ascending_and_apart(values: list[float]) -> None:
    """Whatever the values, cluster means ascend and never outnumber the values."""
    means = cluster(values)
    assert means == sorted(means)
    assert len(means) <= len(values)


@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_any_set_of_missing_inner_rules_gives_a_partition(rows: int, columns: int, data: st.DataObject) -> None:
    """Every square belongs to exactly one cell whatever inner rules are missing, and the outer edges stay."""
    across, down = grid(rows, columns)
    kept = [one for one in across[1:-1] if data.draw(st.booleans())]
    for lattice in lattices([across[0], *kept, across[-1]], down):
        assert len(lattice.owner) == len(lattice.ys) - 1
        assert all(len(row) == len(lattice.xs) - 1 for row in lattice.owner)
        assert (lattice.ys[0], lattice.ys[-1]) == (100, 100 + rows * 20)
