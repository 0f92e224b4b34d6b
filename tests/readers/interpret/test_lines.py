"""Lines of flattened text -> cells."""

import pytest

from readers.blocks import Grid, GridCell, Picture, Text
from readers.interpret.labels import label_key
from readers.interpret.lines import clean, leftovers, pieces
from readers.interpret.tokens import tokenise


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("规章\t0\t\t3", ["规章", "0", "", "3"]),
        ("合计\t0 0 3", ["合计", "0", "0", "3"]),
        ("| 规章 | 0 |  |", ["规章", "0", ""]),
        ("| --- | :-: |", []),
        ("规章  0 0 3", ["规章", "0", "0", "3"]),
        ("行政许可 12", ["行政许可", "12"]),
        ("政府集中采购 54 21022 万元", ["政府集中采购", "54", "21022万元"]),
        ("全年公开信息，共 12", ["全年公开信息，共 12"]),
        ("0 0 0", ["0", "0", "0"]),
        ("— 5 —", []),
        ("第 5 页 共 9 页", []),
        ("", []),
        ("字" * 400 + " 1", ["字" * 400 + " 1"]),
        ("|" * 600, ["|" * 600]),
    ],
)
def test_a_line_is_cut_into_cells(line: str, cells: list[str]) -> None:
    """By tabs, bars, gaps or a trailing run of figures; sentences and page numbers are no cells."""
    assert [piece.text for piece in pieces(line)] == cells


def test_columns_are_counted_in_characters() -> None:
    """A piece says how many characters stand before it."""
    assert [(piece.text, piece.column) for piece in pieces("规章\t 0 \t3")] == [("规章", 0), ("0", 4), ("3", 7)]
    assert [(piece.text, piece.column) for piece in pieces(" | 规章 | 0 |")] == [("规章", 3), ("0", 8)]


def test_marks_of_converters() -> None:
    """Bookmarks and bold signs are taken away, and can be named."""
    assert clean("[bookmark: _GoBack]**甲**") == "甲"
    assert leftovers("[bookmark: _GoBack]**甲**") == ["[bookmark: _GoBack]", "**", "**"]
    assert (clean("[1]甲*"), leftovers("甲")) == ("[1]甲*", [])


def _loose(*lines: str) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for token in tokenise([Text(text=line, place=f"L{n}") for n, line in enumerate(lines, 1)], flattened=True).tokens:
        rows.setdefault(token.row, []).append(token.text)
    return list(rows.values())


def test_one_cell_on_each_line() -> None:
    """A tab opens a cell, lines without one continue it, an empty line ends the row; a blank cell stays."""
    assert _loose("\t本年新", "制作数量", "\t规章", "\t", "\t0", "", "\t规范性文件", "\t1") == [
        ["本年新制作数量", "规章", "", "0"],
        ["规范性文件", "1"],
    ]


def test_a_cell_may_begin_with_empty_lines() -> None:
    """Word pads vertical cells with empty lines; a heading below a table is no part of its last cell."""
    assert _loose("\t", "", "", "三、本年 度办理 结果", "\t0") == [["三、本年 度办理 结果", "0"]]
    assert _loose("\t", "", "四、政府信息公开行政复议、行政诉讼情况") == [
        [""],
        ["四、政府信息公开行政复议、行政诉讼情况"],
    ]


def test_pictures_and_grids_end_a_loose_row() -> None:
    """Whatever comes between closes the open cell."""
    grid = Grid(cells=(GridCell(row=0, column=0, text="7", place="T1R1C1"),), place="T1")
    blocks = [Text(text="\t规", place="L1"), Picture(place="L2"), Text(text="章", place="L3"), grid]
    assert [token.text for token in tokenise(blocks, flattened=True).tokens] == ["规", "章", "7"]


@pytest.mark.parametrize(
    ("text", "number", "body"),
    [
        ("（三）不予 公开", 3, "不予公开"), ("1．属于国家秘密", 1, "属于国家秘密"), ("(ニ)改进", 2, "改进"),
        ("3.危及“三安全一稳定”", 3, "危及三安全一稳定"), ("其他", 0, "其他"), ("十、附件", 10, "附件"),
    ],
)  # fmt: skip
def test_labels_share_number_and_body(text: str, number: int, body: str) -> None:
    """Brackets, dots, blanks and quotes make no difference."""
    assert label_key(text) == (number, body)
