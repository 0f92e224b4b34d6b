"""What the cells of an ods show of what they hold: number formats, conditions, styles of rows and columns, the view."""

from decimal import Decimal

import pytest

from filings.figure import CellState, read_figure
from readers import ods
from readers.blocks import Grid
from readers.sheet_formats import displayed
from samples.writers.package import pack

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("number", "datastyle"), ("config", "config"),
    )
)  # fmt: skip
_NAMES += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
_NAMES += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_PLAIN = '<number:number number:decimal-places="0"/>'


def _style(name: str, more: str = "", inner: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="table-cell" {more}>{inner}</style:style>'


def _look(attributes: str) -> str:
    return f"<style:text-properties {attributes}/>"


_DARK = _style("dark", inner=_look('fo:color="#000000"'))


def _cell(text: str | None, value: str = "", kind: str = "float", style: str = "") -> str:
    held = f' office:value="{value}"' if value else ""
    named = f' table:style-name="{style}"' if style else ""
    shown = "" if text is None else f"<text:p>{text}</text:p>"
    return f'<table:table-cell office:value-type="{kind}"{held}{named}>{shown}</table:table-cell>'


def _texts(cells: str, styles: str = "", *, settings: str = "", behind: str = "", **at: str) -> tuple[list[str], bool]:
    """The texts behind the first of a row, and whether hidden text was told. ``at``: attributes of column and row."""
    table = (
        f'<table:table table:name="表"><table:table-column table:number-columns-repeated="9" {at.get("column", "")}/>'
        f"<table:table-row {at.get('row', '')}>{_cell('标签', kind='string', style='dark')}{cells}"
        f"</table:table-row><table:table-row>{_cell('下', kind='string', style='dark') * 2}</table:table-row>"
        f"{behind}</table:table>"
    )
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{styles}{_DARK}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"content.xml": content}
    if settings:
        parts["settings.xml"] = f"<office:document-settings {_NAMES}>{settings}</office:document-settings>"
    pages = ods.read(pack(parts))
    grid = next(block for block in pages.blocks if isinstance(block, Grid))
    return [cell.text for cell in grid.cells if cell.row == 0][1:], any(
        "不显示" in one.message for one in pages.problems
    )


@pytest.mark.parametrize(
    ("shown", "held", "kind", "read"),
    [
        ("5022", "5022", "float", 5022),
        ("5,022", "5022", "float", 5022),
        ("6", "5.5", "float", 6),
        ("5022.00", "5022", "float", 5022),
        ("7", "-7", "float", 7),
        ("05022", "5022", "float", 5022),
        ("5022件", "5022", "float", 5022),
        ("12", "12", "currency", 12),
        ("-", "0", "float", 0),
        ("5", "5022", "float", None),
        ("5.0", "5022", "float", None),
        ("0", "4", "float", None),
        ("50221", "5022", "float", None),
        ("5022", "", "float", None),
        ("5022", "很多", "float", None),
        ("50", "0.5", "percentage", None),
        ("502200%", "5022", "float", None),
        ("2025", "", "date", None),
        ("00", "", "time", None),
        ("5022", "", "string", 5022),
    ],
)
def test_a_figure_is_read_where_it_is_the_one_held(shown: str, held: str, kind: str, read: int | None) -> None:
    """A factor, literal digits, per cent, dates: the cell stays open where it shows another figure than it holds."""
    (text,), _ = _texts(_cell(shown, held, kind))
    figure = read_figure(text)
    assert figure.value == read
    assert read is not None or figure.state is CellState.AMBIGUOUS


def test_words_are_no_figures() -> None:
    """Dates as people write them, and words that a format shows for a number, are kept as they are shown."""
    texts, _ = _texts(_cell("2025年1月30日", "", "date") + _cell("多", "5022") + _cell("502-2", "5022"))
    assert texts == ["2025年1月30日", "多", "502-2"]


_FILL = f'<number:number-style style:name="N">{_PLAIN}<number:fill-character>{{}}</number:fill-character>'
_FILL += "</number:number-style>"
_WAY = (
    f'<number:number-style style:name="N">{{main}}{_PLAIN}<style:map style:condition="{{condition}}" '
    f'style:apply-style-name="M"/></number:number-style><number:number-style style:name="M">{{other}}{_PLAIN}'
    "</number:number-style>"
)
_WHITE, _RED = _look('fo:color="#ffffff"'), _look('fo:color="#ff0000"')
_FAINT = _look('fo:color="#e0e0e0"')


@pytest.mark.parametrize(
    ("formats", "read"),
    [
        (_FILL.format("1"), None),
        (_FILL.format("-"), 5022),
        (_FILL.format(""), 5022),
        (_WAY.format(main=_WHITE, condition="value()&gt;100", other=_RED), 5022),
        (_WAY.format(main="", condition="value()&gt;100", other=_WHITE), None),
        (_WAY.format(main=_RED, condition="value()&lt;=100", other=_WHITE), 5022),
        (_WAY.format(main=_WHITE, condition="value()&lt;=100", other=""), None),
        (_WAY.format(main="", condition="value()!=5022", other=_WHITE), 5022),
        (_WAY.format(main="", condition="value()=5022", other=_FAINT), None),
        (_WAY.format(main="", condition="heaven()", other=_WHITE), None),
        (_WAY.format(main="", condition="heaven()", other=""), 5022),
        (_WAY.format(main="", condition="value()&gt;1.2.3", other=_WHITE), None),
        (_WAY.format(main="", condition="value()&gt;1", other="").replace('"M"', '"none"', 1), 5022),
    ],
)
def test_a_format_adds_digits_and_colours(formats: str, read: int | None) -> None:
    """What fills a cell up and the colour of a format, by the part of it that holds for the number of the cell."""
    (text,), _ = _texts(_cell("5022", "5022", style="c"), formats + _style("c", 'style:data-style-name="N"'))
    assert read_figure(text).value == read


def test_a_format_for_numbers_says_nothing_of_a_text() -> None:
    """A text in a cell with a white number format is read; a white format for text hides it."""
    number = f'<number:number-style style:name="N">{_WHITE}{_PLAIN}</number:number-style>'
    white = f'<number:text-style style:name="N">{_WHITE}<number:text-content/></number:text-style>'
    style = _style("c", 'style:data-style-name="N"')
    cell = _cell("5022", kind="string", style="c")
    assert _texts(cell, number + style) == (["5022"], False)
    assert _texts(cell, white + style) == ([""], True)


@pytest.mark.parametrize("where", ["column", "row", "cell", "parent", "family", "common"])
def test_a_style_comes_from_the_row_or_column_too(where: str) -> None:
    """A cell without a style of its own has that of its row, else of its column, else the common one."""
    name = {"family": "", "common": "Default"}.get(where, "c")
    look = _style(name, inner=_WHITE)
    if where == "family":
        look = f'<style:default-style style:family="table-cell">{_WHITE}</style:default-style>'
    if where == "parent":
        look += _style("heir", 'style:parent-style-name="c"')
    at = {where: 'table:default-cell-style-name="c"'} if where in ("column", "row") else {}
    own = {"cell": "c", "parent": "heir"}.get(where, "")
    texts, told = _texts(_cell("5022", "5022", style=own), look, **at)
    assert texts == [""]
    assert told


def test_the_own_style_goes_before_that_of_row_and_column() -> None:
    """Of three styles the nearest counts."""
    styles = _style("white", inner=_WHITE) + _style("red", inner=_RED)
    white, red = ('table:default-cell-style-name="white"', 'table:default-cell-style-name="red"')
    assert _texts(_cell("1", "1", style="red"), styles, row=white)[0] == ["1"]
    assert _texts(_cell("1", "1"), styles, row=red, column=white)[0] == ["1"]
    assert _texts(_cell("1", "1"), styles, row=white, column=red)[0] == [""]


@pytest.mark.parametrize(
    ("look", "read"),
    [
        ('fo:color="#ffffff" fo:background-color="#000080"', 5022),
        ('fo:background-color="#000080"', None),
        ('fo:background-color="#ffff00"', 5022),
        ('fo:background-color="#000080" style:use-window-font-color="true"', 5022),
        ('style:repeat-content="true"', None),
        ('style:text-line-through-style="solid"', None),
    ],
)
def test_colours_are_held_against_the_ground(look: str, read: int | None) -> None:
    """White on blue is seen, letters without colour on a dark ground may be, a text over and over is not the figure."""
    (text,), _ = _texts(_cell("5022", "5022", style="c"), _style("c", inner=_look(look)))
    assert read_figure(text).value == read


def _condition(applied: str) -> str:
    return f'<style:map style:condition="cell-content()&gt;1" style:apply-style-name="{applied}"/>'


@pytest.mark.parametrize(
    ("applied", "read"),
    [
        (_style("x", inner=_WHITE), None),
        (_style("x", inner=_RED), 5022),
        (_style("x", 'style:data-style-name="N"'), None),
        (_style("y", inner=_WHITE), 5022),
    ],
)
def test_a_style_by_condition_may_hide(applied: str, read: int | None) -> None:
    """Whether a condition holds is not worked out: where it may hide, strike or reformat, the cell stays open."""
    (text,), _ = _texts(_cell("5022", "5022", style="c"), _style("c", inner=_condition("x")) + applied)
    assert read_figure(text).value == read


@pytest.mark.parametrize(
    ("area", "way", "read"),
    [
        ("表.B1:表.B1", '<calcext:condition calcext:apply-style-name="白"/>', [None, 7]),
        ("'表 1'.$A$1:'表 1'.$C$9 表.Z1:表.Z2", '<calcext:condition calcext:apply-style-name="白"/>', [None, None]),
        ("表.B1:表.C1", '<calcext:condition calcext:apply-style-name="无"/>', [5022, 7]),
        ("表.C1:表.C1", '<calcext:data-bar calcext:show-value="false"/>', [5022, None]),
        ("表.C1:表.C1", "<calcext:data-bar/>", [5022, 7]),
        (
            "表.C1:表.C1",
            '<calcext:icon-set><calcext:formatting-entry calcext:show-value="false"/></calcext:icon-set>',
            [5022, None],
        ),
        (
            "表.C1:表.C1",
            '<calcext:color-scale><calcext:color-scale-entry calcext:color="#000000"/></calcext:color-scale>',
            [5022, None],
        ),
        (
            "表.C1:表.C1",
            '<calcext:color-scale><calcext:color-scale-entry calcext:color="#ffef9c"/></calcext:color-scale>',
            [5022, 7],
        ),
        ("到处", '<calcext:condition calcext:apply-style-name="白"/>', [5022, 7]),
    ],
)
def test_conditional_formats_of_a_sheet(area: str, way: str, read: list[int | None]) -> None:
    """LibreOffice's conditional formats name squares and a style by its shown name."""
    behind = f'<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="{area}">{way}'
    behind += "</calcext:conditional-format></calcext:conditional-formats>"
    style = _style("_767d_", 'style:display-name="白"', _WHITE)
    texts, _ = _texts(_cell("5022", "5022") + _cell("7", "7"), style, behind=behind)
    assert [read_figure(text).value for text in texts] == read


@pytest.mark.parametrize(
    ("text", "drawn", "read"),
    [
        ("5022", "<draw:custom-shape/>", None),
        ("5022", "<draw:frame><draw:text-box><text:p>9</text:p></draw:text-box></draw:frame>", None),
        ("5022", "", 5022),
    ],
)
def test_a_drawing_bound_to_a_cell_may_hide_its_figure(text: str, drawn: str, read: int | None) -> None:
    """An area or a text box over a figure; the cell beside it is read."""
    cell = _cell(text, text).replace("<text:p>", f"{drawn}<text:p>", 1)
    texts, _ = _texts(cell + _cell("7", "7"))
    assert [read_figure(one).value for one in texts] == [read, 7]


@pytest.mark.parametrize(("said", "state"), [("9", CellState.AMBIGUOUS), ("印", CellState.BLANK)])
def test_a_text_box_over_a_blank_may_stand_for_a_figure(said: str, state: CellState) -> None:
    """One that holds digits leaves the cell open, one of words leaves it blank."""
    box = f"<draw:frame><draw:text-box><text:p>{said}</text:p></draw:text-box></draw:frame>"
    cell = _cell(None, kind="string").replace("</table", f"{box}</table")
    assert read_figure(_texts(cell + _cell("7", "7"))[0][0]).state is state


def test_a_view_without_zeros_shows_blanks() -> None:
    """A blank is never zero, and other figures stay."""
    settings = '<config:config-item config:name="ShowZeroValues" config:type="boolean">false</config:config-item>'
    cells = _cell("0", "0") + _cell("0.00", "0") + _cell("10", "10")
    assert _texts(cells, settings=settings)[0] == ["", "", "10"]
    assert _texts(cells, settings=settings.replace(">false<", ">true<"))[0] == ["0", "0.00", "10"]


def test_a_number_without_text_is_shown_as_it_is() -> None:
    """The number of a cell without text counts, but not where a format may show it otherwise; an empty text is told."""
    styles = _style("f", 'style:data-style-name="N"') + _style("white", inner=_WHITE)
    texts, told = _texts(_cell(None, "5022") + _cell(None, "1.50") + _cell(None, "7", style="f"), styles)
    assert [read_figure(text).value for text in texts] == [5022, Decimal("1.5"), None]
    assert not told
    assert _texts(_cell(None, "7", style="white") + _cell("1", "1"), styles)[0] == ["", "1"]
    assert _texts(_cell("", "7") + _cell("1", "1")) == (["", "1"], True)


def test_pale_format_colours_of_an_xlsx_stay_open() -> None:
    """Yellow figures on white: nobody says that they are seen."""
    assert displayed(5, "[Yellow]0") is None
    assert displayed(5, "[黄色]0") is None
