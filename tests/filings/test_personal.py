"""Names of files leave the house without the numbers of persons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.personal import without_numbers


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("张三110101199003078515年报.docx", "199003078515"), ("张三11010119900307851X.docx", "19900307851X"),
        ("王五110101900307851.pdf", "900307851"), ("110101 19900307 8515.doc", "0307 8515"),
        ("年报（13800138000）.docx", "13800138000"), ("年报138-0013-8000.docx", "0013-8000"),
        ("+86 13800138000.pdf", "13800138000"), ("8613800138000.pdf", "13800138000"),
        ("年报１３８００１３８０００.pdf", "１３８００１３８０００"), ("联系0570-1234567.xlsx", "1234567"),
        ("a_13800138000_b.pdf", "13800138000"), ("13800138000和13900139000.pdf", "13900139000"),
    ],
)  # fmt: skip
def test_a_number_of_a_person_is_hidden(name: str, number: str) -> None:
    """Identity numbers old and new, mobile and fixed lines, with gaps, with a country code, in full width."""
    shown = without_numbers(name)
    assert number not in shown
    assert "*" in shown
    assert len(shown) == len(name)


@pytest.mark.parametrize(
    "name",
    ["2025年年报.docx", "县财政局2025-01-20.pdf", "年报20260120103000.docx", "国办发〔2021〕30号.doc",
     "11330127002345678A.pdf", "报告（第2次）.docx", "IMG_20260120_103000.jpg", ""],
)  # fmt: skip
def test_other_numbers_stay(name: str) -> None:
    """Years, days, times, numbers of documents and codes of agencies tell which file it is."""
    assert without_numbers(name) == name


@given(st.text(max_size=60))
def test_any_name_is_taken_and_keeps_its_length(name: str) -> None:
    """Whatever is in a name, hiding does not fail, and hiding twice changes nothing more."""
    once = without_numbers(name)
    assert len(once) == len(name)
    assert without_numbers(once) == once
