"""Tables of the terminal: columns line up, and nothing is cut at any width."""

import pytest
from rich.cells import cell_len

from gateway.columns import columns

HEADS = ("单位", "状态", "下一步")
ROWS = [("云岭县市场监督管理局", "未报送", "请催报"), ("财政局", "已报送", "必须修改4，请核实2；等该单位改报，或退回")]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_nothing_is_cut(width: int) -> None:
    """Every word of every row is there, whatever the width."""
    joined = "".join("".join(columns(HEADS, ROWS, width)).split())
    assert all(text in joined for row in ROWS for text in row)


def test_columns_line_up() -> None:
    """The second column begins at the same place in each line."""
    lines = list(columns(HEADS, ROWS, 120))
    assert {cell_len(line[: line.index(row[1])]) for line, row in zip(lines, (HEADS, *ROWS), strict=True)} == {22}


def test_what_has_no_room_stands_below_its_row() -> None:
    """In a narrow terminal the last column takes lines of its own, indented."""
    lines = list(columns(HEADS, ROWS, 44))
    assert lines[1].endswith("请催报")
    assert lines[3].startswith("    必须修改4")
