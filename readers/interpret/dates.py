"""Dates as reports write them: 2021年1月29日, 2021-02-08, 二〇二一年一月二十九日."""

import re
import unicodedata
from datetime import date

from filings.patterns import pattern
from filings.title import written_year

_NUMERIC = r"(?:19|20)\d{2}\s*(?:年|[-/.])\s*\d{1,2}\s*(?:月|[-/.])\s*\d{1,2}\s*日?(?!\d)"
_HAN = (
    r"[二][〇○零0O][〇○零一二三四五六七八九0O]{2}\s*年\s*[一二三四五六七八九十]{1,2}"
    r"\s*月\s*[一二三四五六七八九十]{1,3}\s*日"
)
DATE = re.compile(f"(?:{_NUMERIC}|{_HAN})")
MONTH = re.compile(
    r"(?:(?:19|20)\d{2}|[二][〇○零0O][〇○零一二三四五六七八九0O]{2})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月(?:\s*日)?"
)
YEAR = re.compile(r"(?:(?:19|20)\d{2}|[二][〇○零0O][〇○零一二三四五六七八九0O]{2})\s*年")
_PARTS = pattern(r"[^\d〇○零一二三四五六七八九十O]+")
_ONES = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}


def find_date(text: str) -> date | None:
    """The first date in the text; None if there is none, or none that a calendar has."""
    folded = unicodedata.normalize("NFKC", text)
    found = DATE.search(folded)
    if found is None:
        return None
    year, month, day = [part for part in _PARTS.split(found[0]) if part][:3]
    try:
        return date(written_year(year) or 0, _number(month), _number(day))
    except ValueError:
        return None


def _number(text: str) -> int:
    """1 to 31, in digits or numerals: 29, 二十九, 十."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_ONES.get(tens, 1) * 10 if ten else 0) + _ONES.get(ones, 0)
