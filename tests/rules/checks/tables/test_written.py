"""How cells are written: every cell gets one class of flaw, rows that are alike are told once."""

from collections.abc import Callable
from typing import get_args, get_type_hints

import pytest

from rules.checks.tables.written import WrittenCheck
from rules.engine.results import Breach, Result
from schemas.editions import edition

Ask = Callable[..., list[Result]]

CLASSES = get_args(get_type_hints(WrittenCheck)["fault"])


def _classes(ask: Ask, given: str) -> dict[str, list[tuple[str, ...]]]:
    """Class -> the refs of each breach, classes without a breach left out."""
    found = {}
    for name in CLASSES:
        breaches = ask(WrittenCheck(cells=("all",), fault=name), given)
        if breaches:
            found[name] = [breach.refs for breach in breaches if isinstance(breach, Breach)]
    return found


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("12", None), ("0", None), ("12000", None), ("", "blank"), ("/", "dash"), ("—", "dash"), ("无", "dash"),
        ("约10", "text"), ("-1", "negative"), ("12.5", "decimal"), ("１２", "styled"), ("1,200", "styled"),
        ("1O", "styled"), ("12件", "unit"), ("１２件", "unit"), ("012", "odd"), ("50%", "odd"), ("2023-1-2", "odd"),
        ("-1.5", "negative"), ("?", "open"),
    ],
)  # fmt: skip
def test_a_count_has_one_class(ask: Ask, written: str, name: str | None) -> None:
    """What stands in a count is plain or has exactly one flaw, the gravest."""
    found = _classes(ask, f'proactive.penalties = ["{written}"]')
    assert list(found) == ([name] if name else [])


@pytest.mark.parametrize(
    ("written", "name"),
    [("7730.28", None), ("12.500", None), ("7730.2816", "precise"), ("1200000", "precise"), ("1234567", None),
     ("-3", "negative"), ("3万元", None), ("25.1234元", None), ("1,200.5", "styled")],
)  # fmt: skip
def test_money_of_the_2021_form_may_have_two_decimals(ask: Ask, written: str, name: str | None) -> None:
    """The header carries the unit; more decimals, or round millions, may be yuan."""
    assert list(_classes(ask, f'proactive.fees = ["{written}"]')) == ([name] if name else [])


@pytest.mark.parametrize(
    ("change", "amount", "names"),
    [
        ("+3", "3万元", []),
        ("3", "3万元", ["unsigned"]),
        ("-3", "0", []),
        ("0", "3", ["unitless"]),
        ("0", "21022 万元", []),
    ],
)
def test_the_2019_form_wants_signs_and_units(ask: Ask, change: str, amount: str, names: list[str]) -> None:
    """本年增/减 is signed, 采购总金额 carries its own unit."""
    given = f'edition = "2019"\nproactive.licences = [5,"{change}",0]\nproactive.procurement = [1,"{amount}"]'
    assert list(_classes(ask, given)) == names


def _row(*cells: str) -> str:
    return f"applications.new = [{','.join(cells)}]"


@pytest.mark.parametrize(
    ("cells", "classes"),
    [
        (['""'] * 7, {"blank": 7}),
        (['""'] * 6 + ["3"], {"parts_blank": 6}),
        (["3", "0", "0", "0", "0", "0", '""'], {"total_blank": 1}),
        (["3", '""', '""', "0", "0", "0", '""'], {"blank": 2, "total_blank": 1}),
        (["3", '""', '""', "0", "0", "0", "3"], {"blank": 2}),
        (['"/"', '"/"', '""', "0", "0", "0", "0"], {"dash": 2, "blank": 1}),
    ],
)
def test_a_blank_cell_has_one_class_and_a_row_is_told_once(ask: Ask, cells: list[str], classes: dict[str, int]) -> None:
    """A wholly blank row is one finding; a total without parts, or parts without their total, is its own."""
    found = _classes(ask, _row(*cells))
    assert {name: len(refs) for name, (refs,) in found.items()} == classes


def test_a_group_of_table_four_with_its_total_alone_is_blank(ask: Ask) -> None:
    """Only table three asks for the kinds of applicants, so here the missing results are blanks."""
    assert list(_classes(ask, 'review.reconsideration = ["","","","",3]')) == ["blank"]


def test_a_blank_of_table_two_is_blank(ask: Ask) -> None:
    """Its rows have no totals."""
    assert list(_classes(ask, 'proactive.normative = ["",0,3]')) == ["blank"]


def test_only_the_cells_that_a_rule_asks_for_are_told(ask: Ask) -> None:
    """A group of cells bounds the rule."""
    assert (
        ask(WrittenCheck(cells=("applications", "review"), fault="dash"), 'proactive.regulations = ["/","/","/"]') == []
    )


def test_a_row_that_is_not_there_is_not_open(ask: Ask) -> None:
    """Missing rows are a matter of labels, not of writing."""
    assert _classes(ask, 'absent = ["applications.refused.8"]') == {}


def test_more_numbers_than_cells_are_told_at_the_cells_that_were_chosen(ask: Ask) -> None:
    """Only chosen cells are uncertain; where none was, the row is named."""
    given = 'applications.total = ["7～",0,0,0,0,0,7]\n[[surplus]]\nrow = "applications.total"\nraw = ["7","0","0"]'
    assert _classes(ask, given) == {"surplus": [("applications.total.natural",)]}
    given = '[[surplus]]\nrow = "applications.total"\nraw = ["0","0"]'
    (breach,) = ask(WrittenCheck(cells=("all",), fault="surplus"), given)
    assert isinstance(breach, Breach)
    assert breach.refs == ("applications.total",)
    assert breach.facts["raw"] == ("0", "0")


def test_the_item_names_row_and_columns(ask: Ask) -> None:
    """整行, or the columns by name."""
    (breach,) = ask(WrittenCheck(cells=("all",), fault="dash"), 'proactive.normative = ["/","/",3]')
    assert isinstance(breach, Breach)
    assert breach.facts["item"] == "第二部分表格“行政规范性文件”行“本年制发件数”“本年废止件数”列"


def _table(cells: str, skip: int = 0) -> str:
    """All rows of table three (the first ones skipped) written as one row."""
    rows = [row.address for row in edition("2021").table("applications").rows if not row.optional]
    return "\n".join(f"{address} = [{cells}]" for address in rows[skip:])


@pytest.mark.parametrize(
    ("cells", "fault", "item", "count"),
    [
        ('"","","","","","",""', "empty", "第三部分表格", 175),
        ('"/","/","/","/","/","/","/"', "dash", "第三部分表格整张", 175),
        ('"?","?","?","?","?","?","?"', "open", "第三部分表格整张", 175),
        ('0,0,0,0,0,0,""', "total_blank", "第三部分表格从“本年新收”到“结转下年度”的25行“总计”列", 25),
        ('0,0,0,"",0,0,0', "blank", "第三部分表格从“本年新收”到“结转下年度”的25行“社会公益组织”列", 25),
        ('"0件","0件","0件","0件","0件","0件","0件"', "unit", "第三部分表格整张", 175),
        (
            '"约3","若干",0,0,0,0,0', "text",
            "第三部分表格从“本年新收”到“结转下年度”的25行“自然人”“商业企业”列", 50,
        ),
    ],
)  # fmt: skip
def test_one_way_of_writing_all_over_a_table_is_one_finding(
    ask: Ask, cells: str, fault: str, item: str, count: int
) -> None:
    """A blank table, a lost column, a table of slashes or of units: one complaint that names all cells."""
    (breach,) = ask(WrittenCheck(cells=("all",), fault=fault), _table(cells))  # type: ignore[arg-type]
    assert isinstance(breach, Breach)
    assert (breach.facts["item"], breach.facts["count"], len(breach.refs)) == (item, count, count)
    assert len(breach.facts["raw"]) <= 3  # type: ignore[arg-type]


def test_few_rows_are_told_one_by_one_and_more_with_their_span(ask: Ask) -> None:
    """Three blank rows are three findings; from the fourth on they are one, from the first row to the last."""
    blank = WrittenCheck(cells=("all",), fault="blank")
    assert len(ask(blank, _table('"","","","","","",""', skip=22))) == 3
    (breach,) = ask(blank, _table('"","","","","","",""', skip=21))
    assert isinstance(breach, Breach)
    assert breach.facts["item"] == "第三部分表格从“逾期未缴费”到“结转下年度”的4行整行"
    (breach,) = ask(blank, _table('3,"",0,0,0,0,3', skip=20) + '\napplications.new = [3,0,"",0,0,0,3]')
    assert isinstance(breach, Breach)
    assert breach.facts["item"] == "第三部分表格从“本年新收”到“结转下年度”的6行里有的格"


def test_the_only_row_of_table_four_is_one_finding(ask: Ask) -> None:
    """Its three groups stand in one printed row: slashes all along it are one finding, and so are blanks."""
    for raw, fault, item in (("/", "dash", "第四部分表格整行"), ("", "empty", "第四部分表格")):
        cells = ",".join([f'"{raw}"'] * 5)
        rows = "\n".join(f"review.{name} = [{cells}]" for name in ("reconsideration", "litigation_direct"))
        assert len(ask(WrittenCheck(cells=("all",), fault=fault), rows)) == (2 if raw else 0)  # type: ignore[arg-type]
        (breach,) = ask(WrittenCheck(cells=("all",), fault=fault), f"{rows}\nreview.litigation_after = [{cells}]")  # type: ignore[arg-type]
        assert isinstance(breach, Breach)
        assert (breach.facts["item"], breach.facts["count"]) == (item, 15)


def test_an_empty_table_is_not_told_as_blanks_too(ask: Ask) -> None:
    """One complaint for a table in which nothing stands; a single figure makes the others plain blanks again."""
    blank = WrittenCheck(cells=("all",), fault="blank")
    assert not ask(blank, _table('"","","","","","",""'))
    (breach,) = ask(blank, _table('"","","","","","",""', skip=1) + '\napplications.new = [0,"","","","","",""]')
    assert isinstance(breach, Breach)
    assert breach.facts["count"] == 173  # the total beside the one figure is told on its own


def test_nothing_but_the_report_is_needed() -> None:
    """The check reads cells alone."""
    assert WrittenCheck(cells=("all",), fault="dash").needs == frozenset()


def test_table_four_wholly_unread_is_one_flaw(ask: Ask) -> None:
    """It is printed as one row: a clerk is told once that nothing in it was read, and not three times."""
    rows = ("reconsideration", "litigation_direct", "litigation_after")
    unread = "\n".join(f'review.{row} = ["?", "?", "?", "?", "?"]' for row in rows)
    (breach,) = ask(WrittenCheck(cells=("all",), fault="open"), unread)
    assert isinstance(breach, Breach)
    assert len(breach.refs) == 15
    assert str(breach.facts["item"]).endswith("整行")
    partly = unread.replace('"?"]', '"0"]', 1)
    assert len(ask(WrittenCheck(cells=("all",), fault="open"), partly)) == 3


def test_a_cell_that_is_not_there_is_not_judged_for_how_it_is_written(ask: Ask) -> None:
    """A row of which a cell is missing is still judged by the cells that it has."""
    given = 'absent = ["applications.new.charity"]\napplications.new.natural = "12件"'
    assert _classes(ask, given) == {"unit": [("applications.new.natural",)]}
