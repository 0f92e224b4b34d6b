"""Agencies, their dated names and relations, and the register."""

from datetime import date

import pytest

from filings.agency import Agency, DatedName, Jurisdiction, Register, Relation, RelationKind
from filings.kind import inferred_kind

_RENAMED = Agency(
    code="A1",
    name="云岭县水务局",
    kind="department",
    names=(
        DatedName(name="云岭县水利局", until=date(2019, 3, 1)),
        DatedName(name="云岭县水务局", since=date(2019, 3, 1)),
        DatedName(name="水务局", alias=True),
    ),
)


@pytest.mark.parametrize(("day", "name"), [(date(2019, 2, 28), "云岭县水利局"), (date(2019, 3, 1), "云岭县水务局")])
def test_a_name_holds_until_the_day_before_the_next(day: date, name: str) -> None:
    """The day of renaming already carries the new name."""
    assert _RENAMED.name_on(day) == name


def test_an_agency_without_dated_names_keeps_its_name() -> None:
    """The plain name serves where no dates are known."""
    assert Agency(code="A2", name="云岭县教育局", kind="department").name_on(date(2020, 1, 1)) == "云岭县教育局"


def test_all_names_start_with_the_main_one() -> None:
    """Former names and short names follow, none twice."""
    assert _RENAMED.all_names() == ("云岭县水务局", "云岭县水利局", "水务局")


def test_a_relation_holds_in_its_dates() -> None:
    """A relation begins on its day and ends the day before its end; without an end it goes on."""
    ended = Relation(kind=RelationKind.EXEMPT, since=date(2020, 1, 1), until=date(2021, 1, 1))
    assert ended.holds(date(2020, 12, 31))
    assert not ended.holds(date(2021, 1, 1))
    assert not ended.holds(date(2019, 12, 31))
    assert Relation(kind=RelationKind.MERGED, since=date(2020, 1, 1)).holds(date(2099, 1, 1))


def test_the_register_finds_by_code() -> None:
    """An unknown code is None, not an error."""
    register = Register(jurisdiction=Jurisdiction(code="1", name="云岭县"), agencies=(_RENAMED,))
    assert register.find("A1") is _RENAMED
    assert register.find("A9") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("河东镇人民政府", "township"),
        ("石桥乡", "township"),
        ("城关街道办事处", "township"),
        ("云岭县人民政府", "government"),
        ("某市某区", "government"),
        ("云岭县教育局", "department"),
        ("云岭县机关事务服务中心", "department"),
        ("云岭县人民政府办公室", "department"),
    ],
)
def test_the_kind_is_guessed_from_the_name(name: str, kind: str) -> None:
    """A bare area is a government; an office of a government is a department."""
    assert inferred_kind(name) == kind
