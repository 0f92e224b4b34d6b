"""Whether a report lies in its slot."""

from dataclasses import replace
from datetime import date

import pytest

from filings.agency import Agency, DatedName, Jurisdiction, Register
from filings.dossier import Dossier
from filings.report import Report
from workers.slot_check import slot_mismatch

FINANCE = Agency(
    code="A", name="试验县财政局", kind="department", names=(DatedName(name="试验县财税局", until=date(2019, 1, 1)),)
)
SCHOOLS = Agency(code="B", name="试验县教育局", kind="department")
REGISTER = Register(jurisdiction=Jurisdiction(code="1", name="试验县"), agencies=(FINANCE, SCHOOLS))
SLOT = Dossier(as_of=date(2026, 1, 20), agency=FINANCE, register=REGISTER, folder_year=2025)


@pytest.mark.parametrize(
    "named", ["试验县财政局", "财政局", "试验县 财政局", "试验县财税局", "试验县财政和国资局", "", None]
)
def test_its_own_name_old_name_or_a_name_of_nobody_does_not_hold_it(named: str | None) -> None:
    """Only another agency's name speaks against the slot; a misspelt one is a matter for the rules."""
    assert slot_mismatch(Report(agency=named, year=2025), SLOT) == ""


def test_another_agency_or_year_holds_it() -> None:
    """The reason names what is written and where it was handed in."""
    assert "教育局" in slot_mismatch(Report(agency="试验县教育局", year=2025), SLOT)
    assert "财政局" in slot_mismatch(Report(agency="教育局", year=2025), SLOT)
    assert slot_mismatch(Report(agency="试验县财政局", year=2024), SLOT) == "文件写的是2024年度报告，却报在2025年度下"


def test_what_is_not_known_is_not_held_against_it() -> None:
    """Without register, agency or year of the report there is nothing to compare."""
    assert slot_mismatch(Report(agency="试验县教育局"), replace(SLOT, register=None)) == ""
    assert slot_mismatch(Report(year=2020), replace(SLOT, folder_year=None)) == ""
    assert slot_mismatch(Report(year=2020), replace(SLOT, agency=None)) == ""
    assert slot_mismatch(Report(), SLOT) == ""
