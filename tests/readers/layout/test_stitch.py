"""Tables over page ends: joined where they fit, mended where a row was cut, two numbers never made one."""

from readers.layout.marks import PieceCell, TablePiece
from readers.layout.stitch import fits, join

BOX = (0.0, 0.0, 10.0, 10.0)


def piece(
    rows: list[list[str]], page: int = 1, *, full: bool = False, open_top: bool = False, open_bottom: bool = False
) -> TablePiece:
    """A piece with one square to a cell; ``full``: its lines fill the cells."""
    cells = [
        PieceCell(row, column, 1, 1, text, BOX, page, 1.0, full)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    xs = [100.0 * index for index in range(len(rows[0]) + 1)]
    return TablePiece(page=page, xs=xs, top=0, bottom=10, cells=cells, open_top=open_top, open_bottom=open_bottom)


def texts(joined: TablePiece) -> list[tuple[int, int, str]]:
    """Row, column and text of every cell."""
    return sorted((cell.row, cell.column, cell.text) for cell in joined.cells)


def test_rows_of_the_next_page_follow() -> None:
    """Two pieces with the same edges are one table."""
    assert texts(join(piece([["甲", "1"]]), piece([["乙", "2"]], 2))) == [
        (0, 0, "甲"),
        (0, 1, "1"),
        (1, 0, "乙"),
        (1, 1, "2"),
    ]


def test_repeated_header_rows_are_dropped() -> None:
    """A header printed again on the next page is no row."""
    above, below = piece([["项目名称", "数量"], ["甲", "1"]]), piece([["项目名称", "数量"], ["乙", "2"]], 2)
    assert [text for _, _, text in texts(join(above, below))] == ["项目名称", "数量", "甲", "1", "乙", "2"]


def test_a_header_that_a_scan_misread_is_dropped_too() -> None:
    """One wrong letter in twenty does not make a header a row; another clause number does."""
    head, misread = (
        ["信息内容处理决定数量甲", "上一年项目数量本年增减"],
        ["信息内容处理决定数量申", "上一年项目数量本年增减"],
    )
    assert len(texts(join(piece([head, ["甲", "1"]]), piece([misread, ["乙", "2"]], 2)))) == 6
    clause = piece([["第二十条第（六）项信息内容处理决定", ""], ["乙", "2"]], 2)
    assert len(texts(join(piece([["第二十条第（五）项信息内容处理决定", ""], ["甲", "1"]]), clause))) == 8


def test_equal_rows_of_figures_are_kept() -> None:
    """A first row that only holds the same figures is data, not header."""
    assert len(texts(join(piece([["0", "0"], ["1", "2"]]), piece([["0", "0"], ["3", "4"]], 2)))) == 8


def test_a_row_cut_by_the_page_end_is_mended() -> None:
    """A label that fills its cell and goes on without a number is one label."""
    above, below = piece([["要求行政机关确认或", "7"]], full=True), piece([["重新出具", ""], ["乙", "2"]], 2)
    assert texts(join(above, below))[0] == (0, 0, "要求行政机关确认或重新出具")
    assert join(above, below).height == 2


def test_a_new_row_is_not_glued() -> None:
    """A numbered label, a short label above, or a row whose figure would meet another figure starts a row."""
    assert join(piece([["甲", "1"]], full=True), piece([["2.乙", ""], ["丙", "3"]], 2)).height == 3
    assert join(piece([["规章", "1"]]), piece([["规范性文件", ""], ["丙", "3"]], 2)).height == 3
    assert join(piece([["甲", "1"]], open_bottom=True), piece([["乙", "2"]], 2)).height == 2


def test_an_open_edge_tells_that_a_row_was_cut() -> None:
    """Where the outer rule is missing the parts are one row, even when the label was not full."""
    assert join(piece([["甲", "1"]], open_bottom=True), piece([["乙", ""]], 2)).height == 1
    assert join(piece([["甲", ""]]), piece([["乙", "1"]], 2, open_top=True)).height == 1


def test_figures_cut_with_their_row_are_mended() -> None:
    """Digits that fill their cell go on below when the label does, or when the row has no label."""
    above, below = piece([["保护第三方", "100"]], full=True), piece([["合法权益", "60"]], 2)
    assert texts(join(above, below)) == [(0, 0, "保护第三方合法权益"), (0, 1, "10060")]


def test_an_empty_first_row_is_no_rest_of_a_row() -> None:
    """A blank row on the next page stays a row."""
    assert join(piece([["甲", "1"]], full=True), piece([["", ""], ["乙", "2"]], 2)).height == 3


def test_a_group_label_goes_on_over_the_page_end() -> None:
    """A label cell over several rows is one cell on both pages."""
    above, below = piece([["组", "甲"], ["", "乙"]]), piece([["", "丙"], ["", "丁"]], 2)
    above.cells = [above.cells[0]._replace(rows=2), above.cells[1], above.cells[3]]
    below.cells = [below.cells[0]._replace(rows=2), below.cells[1], below.cells[3]]
    group = next(cell for cell in join(above, below).cells if cell.text == "组")
    assert (group.row, group.rows) == (0, 4)


def test_columns_that_one_part_merges_are_kept_apart() -> None:
    """A page that lacks a column edge shares the other page's columns."""
    below = piece([["全宽"]], 2)
    below.xs = [0.0, 200.0]
    joined = join(piece([["甲", "1"]]), below)
    assert [(cell.column, cell.columns) for cell in joined.cells] == [(0, 1), (1, 1), (0, 2)]


def test_only_pieces_with_the_same_edges_fit() -> None:
    """Other outer edges are another table; guessed columns must agree one by one."""
    above, other = piece([["甲", "1"]]), piece([["乙", "2"]], 2)
    assert fits(above, other)
    other.xs = [0.0, 100.0, 260.0]
    assert not fits(above, other)
    above.certain = other.certain = False
    assert not fits(above, other)
    other.xs = list(above.xs)
    assert fits(above, other)
    assert not join(above, other).certain


def test_figures_below_the_heads_of_their_columns_are_a_row_of_their_own() -> None:
    """A page that ends below a header whose words fill their cells: no figure goes on a word."""
    above, below = piece([["信息内容", "上一年项目数量"]], full=True), piece([["行政事业性收费", "30"]], 2, full=True)
    assert [text for _, _, text in texts(join(above, below))] == ["信息内容", "上一年项目数量", "行政事业性收费", "30"]
