"""Ranges, facts and addresses: the small words that all sums are made of."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.figure import CellState
from filings.report import Cell
from rules.engine.facts import OneOf, SignedChange, as_json, difference, written
from rules.tables.addresses import UnknownNameError, expand, item_title, members, prefix_of
from rules.tables.ranges import INFINITY, NOTHING, Range, range_of
from schemas.editions import edition

FORM = edition("2021")
NUMBERS = st.integers(min_value=-1000, max_value=1000).map(Decimal)


def _cell(state: CellState, value: int | None = None) -> Cell:
    return Cell(raw="", state=state, value=None if value is None else Decimal(value), place="")


@pytest.mark.parametrize(
    ("cell", "signed", "least", "most", "blank", "unknown"),
    [
        (_cell(CellState.NUMBER, 3), False, 3, 3, False, False),
        (_cell(CellState.INFERRED, 3), False, 3, 3, False, False),
        (_cell(CellState.BLANK), False, 0, INFINITY, True, False),
        (_cell(CellState.SLASH), True, -INFINITY, INFINITY, True, False),
        (_cell(CellState.TEXT), False, 0, INFINITY, False, True),
        (_cell(CellState.AMBIGUOUS), False, 0, INFINITY, False, True),
        (None, False, 0, INFINITY, False, True),
    ],
)
def test_a_cell_has_a_range(
    cell: Cell | None,
    *,
    signed: bool,
    least: int,
    most: int,
    blank: bool,
    unknown: bool,
) -> None:
    """A number is itself; a blank is anything that is not negative; what was not read is that, and unknown."""
    assert range_of(cell, signed=signed) == Range(Decimal(least), Decimal(most), blank, unknown)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_sums_of_ranges_hold_every_sum(least: Decimal, width: Decimal, other: Decimal) -> None:
    """Adding ranges keeps the bounds, and two ranges are apart exactly when no value is in both."""
    one = Range(least, least + abs(width))
    total = one + Range(other, other)
    assert (total.least, total.most) == (one.least + other, one.most + other)
    assert one + NOTHING == one
    assert one.apart(Range(other, other)) is not (one.least <= other <= one.most)
    assert one.exact is (width == 0)


def test_the_difference_is_exact_or_at_least_that_much() -> None:
    """Blanks can only make it larger."""
    three, open_end = Range(Decimal(3), Decimal(3)), Range(Decimal(5), INFINITY)
    assert difference(three, Range(Decimal(1), Decimal(1))) == Range(Decimal(2), Decimal(2))
    assert difference(three, open_end) == Range(Decimal(2), INFINITY)


@pytest.mark.parametrize(
    ("value", "text", "plain"),
    [
        (Decimal("247.40"), "247.4", 247.4),
        (Decimal(7), "7", 7),
        (Range(Decimal(7), Decimal(7)), "7", 7),
        (Range(Decimal(7), INFINITY), "至少7", {"least": 7, "most": None}),
        (Range(Decimal(2), Decimal(7)), "至多7", {"least": 2, "most": 7}),
        (Range(-INFINITY, INFINITY), "不能确定", {"least": None, "most": None}),
        (OneOf((Decimal(18), Decimal(19))), "18或19", [18, 19]),
        (OneOf((Decimal(18), Decimal(18))), "18", [18, 18]),
        (SignedChange(Decimal("-7.5"), unit="%"), "减少7.5%", -7.5),
        (SignedChange(Decimal(15)), "增加15", 15),
        (SignedChange(Decimal(0)), "没有变化", 0),
        (SignedChange(Decimal(-4), unit="位", ways=("上升", "下降")), "下降4位", -4),
        (date(2021, 1, 31), "2021年1月31日（星期日）", "2021-01-31"),
        (date(2021, 2, 1), "2021年2月1日", "2021-02-01"),
        (("甲", "乙"), "甲、乙", ["甲", "乙"]),
        ({"a": Decimal(1)}, "{'a': Decimal('1')}", {"a": 1}),
        (3, "3", 3),
    ],
)
def test_a_fact_has_a_sentence_and_a_json_form(value: object, text: str, plain: object) -> None:
    """How it stands in a message, and how in the audit."""
    assert (written(value), as_json(value)) == (text, plain)


@pytest.mark.parametrize(
    ("address", "item", "refs"),
    [
        ("applications.new.*", "natural", ("applications.new.natural",)),
        ("last.applications.new.total", "", ("last.applications.new.total",)),
        ("units.*", "applications.new.total", ("units.applications.new.total",)),
        (
            "review.*.@parts",
            "reconsideration",
            tuple(f"review.reconsideration.{p}" for p in ("upheld", "corrected", "other", "pending")),
        ),
        ("proactive.regulations", "", tuple(f"proactive.regulations.{c}" for c in ("issued", "repealed", "valid"))),
    ],
)
def test_an_address_names_cells(address: str, item: str, refs: tuple[str, ...]) -> None:
    """``*`` is the item, ``@group`` its members, a row all its cells."""
    assert expand(FORM, (address,), item) == refs


@pytest.mark.parametrize(
    "address", ["applications.new.nobody", "applications.nothing.total", "review.@leaves.total", "title"]
)
def test_an_unknown_address_is_refused(address: str) -> None:
    """By name, so that a rule author finds it."""
    with pytest.raises(UnknownNameError, match="版式2021没有"):
        expand(FORM, (address,))


def test_groups_come_from_the_form() -> None:
    """Named groups, whole tables, and the groups of the whole form."""
    assert len(members(FORM, "applications.leaves")) == 21
    assert len(members(edition("2019"), "applications.leaves")) == 19
    assert len(members(FORM, "review")) == 15
    assert set(members(FORM, "all")) - set(members(FORM, "counts")) == {"proactive.fees.amount"}
    assert not any(ref.endswith(".valid") for ref in members(FORM, "summable"))
    with pytest.raises(UnknownNameError):
        members(FORM, "nothing")


@pytest.mark.parametrize(
    ("group", "item", "title"),
    [
        ("applications.columns", "total", "总计"),
        ("applications.columns", "other", "其他"),
        ("applications.rows", "total", "办理结果总计"),
        ("proactive.documents", "normative", "行政规范性文件"),
        ("summable", "proactive.licences.decisions", "第二部分表格“行政许可”行“本年处理决定数量”列"),
    ],
)
def test_an_item_is_called_by_its_printed_title(group: str, item: str, title: str) -> None:
    """A column and a row of the same key are told apart by their group."""
    assert item_title(FORM, group, item) == title


def test_the_prefix_tells_whose_figures_are_read() -> None:
    """Last year's, the units' or the report's own."""
    assert [prefix_of(a) for a in ("last.a.b.c", "units.*", "a.b.c")] == ["last", "units", ""]


def test_addresses_stay_right_when_old_ones_are_forgotten() -> None:
    """A worker that meets ever new addresses keeps no more than some thousands, and expands each rightly."""
    refs = FORM.refs[:70]
    for first in refs:
        for second in refs:
            assert expand(FORM, (first, second)) == (first, second)
    assert len(refs) ** 2 > 4096
    assert expand.cache_info().currsize <= 4096
