"""Due dates: the law's and the county's."""

from datetime import date

import pytest

from filings.calendar import Calendar, DueDate, Extension, Source
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


_LAW = DueDate(kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="条例")
_PUBLIC = DueDate(kinds=frozenset(), event="published", month=1, day=31, statutory=True, basis="条例")
_SITE = DueDate(kinds=frozenset(), event="published", month=2, day=28, statutory=False, basis="本县通知")


def _extended(day: int, month: int = 2) -> Extension:
    return Extension(year=2023, until=date(2024, month, day), reason="雪灾", approver="张主任")


@pytest.mark.parametrize(
    ("dates", "moved", "report", "source", "publish"),
    [
        ((), (), None, None, None),
        ((_LAW, _PUBLIC), (), date(2024, 1, 31), Source.LAW, date(2024, 1, 31)),
        ((_LAW, _LOCAL, _PUBLIC, _SITE), (), date(2024, 1, 20), Source.LOCAL, date(2024, 1, 31)),
        ((_LOCAL, _SITE), (), date(2024, 1, 20), Source.LOCAL, date(2024, 2, 28)),
        ((_LAW, _LOCAL, _PUBLIC), (_extended(9),), date(2024, 2, 9), Source.EXTENSION, date(2024, 1, 31)),
        ((_LAW, _PUBLIC), (_extended(9),), date(2024, 2, 9), Source.EXTENSION, date(2024, 1, 31)),
        ((_LAW, _LOCAL, _PUBLIC), (_extended(2, 1),), date(2024, 1, 20), Source.LOCAL, date(2024, 1, 31)),
    ],
)
def test_two_duties_have_a_date_each(
    dates: tuple[DueDate, ...],
    moved: tuple[Extension, ...],
    report: date | None,
    source: Source | None,
    publish: date | None,
) -> None:
    """Handing in goes by the county's date where it set one, put off or not; publishing by the law's, never put off."""
    found = Calendar(dates=dates, extensions=moved).deadlines("department", 2023)
    assert (found.report_by, found.source, found.publish_by) == (report, source, publish)
    assert found.later_than_law == bool(report and found.law and report > found.law)


def test_days_are_counted_by_duty() -> None:
    """A day after the one date and before the other is late for the one duty alone."""
    found = Calendar(dates=(_LAW, _LOCAL, _PUBLIC)).deadlines("department", 2023)
    assert (found.days_late(date(2024, 1, 24)), found.days_published_late(date(2024, 1, 24))) == (4, 0)
    assert Calendar().deadlines("department", 2023).days_late(date(2024, 1, 24)) == 0
    assert Calendar().deadlines("department", 2023).days_published_late(date(2024, 1, 24)) == 0
