"""Grids as columns are the same as grids of cells."""

import pickle

from readers.blocks import ColumnCells, Grid, GridCell, shaped


def _columns() -> ColumnCells:
    return ColumnCells(
        shaped((0, 0, 1), (0, 2, 0), (1, 2, 1), (2, 1, 2)), ["甲", "", "1"], ("T1R1C1", "T1R1C2", "T1R2C1")
    )


def test_columns_are_equal_to_their_cells() -> None:
    """In both directions, by their hash, and after a journey to another process."""
    cells = (
        GridCell(0, 0, "甲", "T1R1C1", 1, 2),
        GridCell(0, 2, "", "T1R1C2", 2, 1),
        GridCell(1, 0, "1", "T1R2C1", 1, 2),
    )
    columns = _columns()
    assert columns == cells
    assert cells == columns
    assert columns == _columns()
    assert columns != cells[:2]
    assert columns != list(cells)
    assert hash(columns) == hash(cells)
    assert repr(columns) == repr(cells)
    assert (len(columns), columns[1], columns[1:], tuple(columns)) == (3, cells[1], cells[1:], cells)
    assert pickle.loads(pickle.dumps(columns)) == cells  # noqa: S301 - our own bytes


def test_grids_are_equal_either_way() -> None:
    """So are grids, with their extent and texts."""
    columns = _columns()
    one, other = Grid(cells=columns, place="T1"), Grid(cells=tuple(columns), place="T1")
    assert one == other
    assert (
        (one.height, one.width, list(one.texts))
        == (other.height, other.width, list(other.texts))
        == (2, 3, ["甲", "", "1"])
    )


def test_shapes_are_shared() -> None:
    """Grids of the same shape have one object for it; without a cell there is no extent."""
    assert _columns().shape is _columns().shape
    empty = shaped((), (), (), ())
    assert (empty.height, empty.width) == (0, 0)
