"""Due dates: the law's and the county's."""

from datetime import date

import pytest

from filings.calendar import Calendar, DueDate, Extension
from schemas.calendars import statutory

_LOCAL = DueDate(kinds=frozenset(), event="received", month=1, day=20, statutory=False, basis="本县通知")


@pytest.mark.parametrize(
    ("event", "kind", "year", "due"),
    [
        ("published", "department", 2020, date(2021, 1, 31)),
        ("received", "department", 2023, date(2024, 1, 31)),
        ("published", "government", 2020, date(2021, 3, 31)),
        ("published", "township", 2020, None),
        ("published", "department", 2018, None),
    ],
)
def test_the_law_names_departments_and_governments(event: str, kind: str, year: int, due: date | None) -> None:
    """31 January and 31 March of the next year, weekends notwithstanding; townships are not named by Article 49."""
    assert statutory().statutory(event, kind, year) == due


def test_the_basis_is_the_article() -> None:
    """The date comes with the paper that sets it; where there is no date there is no paper."""
    assert statutory().basis("published", "department", 2023) == "《政府信息公开条例》第四十九条"
    assert statutory().basis("published", "township", 2023) == ""


def test_a_local_date_stands_apart_from_the_statutory_one() -> None:
    """The county's date never shows as the law's, nor the law's as the county's."""
    calendar = Calendar(dates=(*statutory().dates, _LOCAL))
    assert calendar.local("received", "department", 2023) == date(2024, 1, 20)
    assert calendar.statutory("received", "department", 2023) == date(2024, 1, 31)
    assert calendar.local("published", "department", 2023) is None


@pytest.mark.parametrize(("agency", "due"), [("A1", date(2024, 1, 28)), ("A2", date(2024, 1, 24))])
def test_an_extension_moves_the_local_date(agency: str, due: date) -> None:
    """An extension for all holds for all; the longer one of an agency's own wins."""
    calendar = Calendar(
        dates=(_LOCAL,),
        extensions=(
            Extension(year=2023, until=date(2024, 1, 24), reason="系统维护", approver="张主任"),
            Extension(year=2023, until=date(2024, 1, 28), reason="机构搬迁", approver="张主任", agency="A1"),
        ),
    )
    assert calendar.local("received", "department", 2023, agency) == due
