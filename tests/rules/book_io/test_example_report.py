"""What an example gives is laid over a clean report, and nothing else in the report changes."""

from dataclasses import replace

import pytest

from rules.book_io.example_report import example_report
from rules.book_io.zero_report import zero_report


@pytest.mark.parametrize(("read", "agency"), [("云岭县水利局", "云岭县水利局"), ("", None)])
def test_the_agency_as_read_may_be_another_or_none(read: str, agency: str | None) -> None:
    """So that rules on names have examples in which the document names somebody else, or nobody."""
    base = zero_report()
    assert example_report(base, {"agency_read": read}) == replace(base, agency=agency)
