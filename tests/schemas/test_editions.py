"""Both official forms, as the documents print them."""

import pytest

from filings.edition import Edition
from schemas.editions import edition, edition_for, editions


def _count(form: Edition, table: str) -> int:
    return sum(len(row.refs) for row in form.table(table).rows if not row.optional)


@pytest.mark.parametrize(
    ("name", "proactive", "applications", "leaves"), [("2019", 22, 23 * 7, 19), ("2021", 10, 25 * 7, 21)]
)
def test_each_form_has_its_cells(name: str, proactive: int, applications: int, leaves: int) -> None:
    """22 + 161 + 15 cells on the 2019 form, 10 + 175 + 15 on the 2021 form; 19 and 21 leaf results."""
    form = edition(name)
    counts = (_count(form, "proactive"), _count(form, "applications"), _count(form, "review"))
    assert counts == (proactive, applications, 15)
    assert len(form.groups["applications.leaves"]) == leaves


def test_cell_addresses_are_unique_and_titled() -> None:
    """Every cell has one address and a title that a message can use."""
    for form in editions():
        assert len(set(form.refs)) == len(form.refs)
        assert all(form.titles[ref] for ref in form.refs)


@pytest.mark.parametrize(
    ("year", "name"), [(2018, None), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2031, "2021")]
)
def test_a_year_has_its_form(year: int, name: str | None) -> None:
    """2019 and 2020 use the 2019 form, later years the 2021 form, earlier years none."""
    form = edition_for(year)
    assert (form.id if form else None) == name


def test_an_unknown_form_is_refused() -> None:
    """A name that no form has raises KeyError."""
    with pytest.raises(KeyError):
        edition("2030")


def test_headings_carry_their_numeral() -> None:
    """The six headings print 一 to 六."""
    headings = [section.heading for section in edition("2021").sections]
    assert headings[0] == "一、总体情况"
    assert headings[5] == "六、其他需要报告的事项"
