"""What one slip of the pen makes of a number."""

from decimal import Decimal

import pytest

from rules.text.digit_typos import far_apart, slip, slips_between


@pytest.mark.parametrize(
    ("found", "wanted", "kind"),
    [
        ("318", "381", "swap"),
        ("19372", "17392", "exchange"),
        ("38", "28", "digit"),
        ("130", "30", "length"),
        ("3", "30", "length"),
        ("381", "381", ""),
        ("318", "472", ""),
        ("318", "472381", ""),
        ("12", "345", ""),
        ("0", "3", ""),
        ("1.5", "2", ""),
    ],
)
def test_the_slips_that_clerks_make(found: str, wanted: str, kind: str) -> None:
    """Two digits that changed places, a wrong one, one too many; nothing else is a slip."""
    assert slip(Decimal(found), Decimal(wanted)) == kind


def test_what_the_last_digit_is_worth_decides_which_digits_there_are() -> None:
    """38.3万 and 28.3万 differ in one digit."""
    assert slip(Decimal(383000), Decimal(283000), Decimal(1000)) == "digit"


def test_a_slip_in_the_whole_or_in_one_part() -> None:
    """Every number is tried as the wrong one."""
    assert slips_between(Decimal(100), [Decimal(60), Decimal(40)]) == frozenset()
    assert slips_between(Decimal(1136), [Decimal(642), Decimal(318), Decimal(113)]) == {"swap"}
    assert slips_between(Decimal(264), [Decimal(112), Decimal(95), Decimal(39)]) == {"swap"}


@pytest.mark.parametrize(("found", "wanted"), [("50", "820.54"), ("65", "15"), ("-5", "20.5")])
def test_numbers_that_are_hardly_meant_to_be_the_same(found: str, wanted: str) -> None:
    """More than two and a half times as much."""
    assert far_apart(Decimal(found), Decimal(wanted))
    assert far_apart(Decimal(wanted), Decimal(found))


@pytest.mark.parametrize(("found", "wanted"), [("25", "10"), ("3", "30"), ("186", "1860000"), ("91", "19"), ("0", "5")])
def test_numbers_that_a_slip_keeps_apart(found: str, wanted: str) -> None:
    """A digit lost, a unit, digits that changed places, and nothing at all."""
    assert not far_apart(Decimal(found), Decimal(wanted))
    assert not far_apart(Decimal(wanted), Decimal(found))
