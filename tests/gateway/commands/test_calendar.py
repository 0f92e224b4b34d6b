"""Local dates and extensions, as the office sets them."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from filings.calendar import Calendar, DueDate
from gateway.calendars import with_local

WHO = ("--approver", "李某")


def test_a_township_is_due_by_the_local_date(county) -> None:
    """A date set for townships holds for them and for nobody else."""
    calendar = county.ledger.calendars.of("450000")
    assert calendar.local("received", "township", 2025) == date(2026, 1, 20)
    assert calendar.local("received", "department", 2025) is None


def test_a_local_date_behind_the_law_is_warned_of(county) -> None:
    """D05 at load: the sentence names both dates and the paper, and list ends with status 1."""
    said = county(
        "calendar", "set", "--kind", "部门", "--date", "02-15", "--basis", "云政办〔2025〕9号", *WHO, "--year", 2025
    )
    assert "本县报送期限2026-02-15晚于法定期限2026-01-31（《政府信息公开条例》第四十九条）" in said
    assert "晚于法定期限" in county("calendar", "list", "--year", "2025", status=1)


def test_an_extension_needs_one_or_all(county) -> None:
    """Neither an agency nor all, and both at once, are wrong usage; a day of another year too."""
    words = ("calendar", "extend", "--year", 2025, "--until", "2026-02-10", "--reason", "暴雪", *WHO)
    county(*words, status=2)
    county(*words, "--all", "--agency", "教育局", status=2)
    late = ("calendar", "extend", "--year", 2025, "--until", "2027-02-10", "--reason", "暴雪", *WHO, "--all")
    assert "2026年内" in county(*late, status=2)


def test_an_extension_moves_the_date_of_one(county) -> None:
    """An extension for one township is its own; the others keep their date."""
    said = county(
        "calendar",
        "extend",
        "--year",
        2025,
        "--until",
        "2026-02-10",
        "--reason",
        "暴雪",
        *WHO,
        "--agency",
        "石桥乡人民政府",
    )
    assert "石桥乡人民政府2025年度报告延到2026-02-10" in said
    listed = county("calendar", "list", "--year", "2025")
    assert "延期  石桥乡人民政府  延到2026-02-10  暴雪（李某批准）" in listed
    calendar = county.ledger.calendars.of("450000")
    assert calendar.local("received", "township", 2025, "11450000007017810F") == date(2026, 2, 10)
    assert calendar.local("received", "township", 2025, "11450000007016440L") == date(2026, 1, 20)


def test_words_that_mean_nothing_are_refused(county) -> None:
    """A date that does not exist and a kind that nobody has are wrong usage."""
    rest = ("--basis", "云政办〔2025〕9号", *WHO)
    assert "没有13月" in county("calendar", "set", "--kind", "乡镇", "--date", "13-40", *rest, status=2)
    assert "不是每年都有2月29日" in county("calendar", "set", "--kind", "乡镇", "--date", "2月29日", *rest, status=2)
    assert "没有“学校”这一类单位" in county("calendar", "set", "--kind", "学校", "--date", "01-20", *rest, status=2)


def test_all_means_every_kind_of_the_register(county) -> None:
    """全部 is spelled out, so that a later date for one kind can take its part away."""
    county("calendar", "set", "--kind", "全部", "--date", "1月15日", "--basis", "云政办〔2025〕9号", *WHO)
    calendar = county.ledger.calendars.of("450000")
    assert {calendar.local("received", kind, 2025) for kind in ("township", "department", "government")} == {
        date(2026, 1, 15)
    }


_KINDS = st.frozensets(st.sampled_from("abc"), min_size=1)
_YEARS = st.tuples(st.integers(2000, 2010), st.integers(2000, 2010)).map(sorted)
_DUES = st.builds(
    lambda kinds, years, day, event: DueDate(
        kinds=kinds, event=event, month=1, day=day, statutory=False, basis="", since=years[0], until=years[1]
    ),
    _KINDS, _YEARS, st.integers(1, 28), st.sampled_from(["received", "published"]),
)  # fmt: skip


@given(st.lists(_DUES, max_size=5))
def test_the_last_word_holds_and_leaves_the_rest_alone(dues: list[DueDate]) -> None:
    """Whatever was set before: for each kind, event and year the date is the one that was set last for it."""
    dates: tuple[DueDate, ...] = ()
    for due in dues:
        dates = with_local(dates, due)
    calendar = Calendar(dates=dates)
    for kind in "abc":
        for event in ("received", "published"):
            for year in range(2000, 2011):
                said = [d for d in dues if kind in d.kinds and d.event == event and d.since <= year <= d.until]
                wanted = date(year + 1, 1, said[-1].day) if said else None
                assert calendar.local(event, kind, year) == wanted
