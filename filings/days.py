"""Days as people write them: 2026-1-31, 2026年1月31日, 2026.1.31, 2026/1/31, 20260131, also in full-width digits."""

import calendar
import unicodedata
from datetime import date

from filings.patterns import pattern

_DAY = pattern(r"(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*[日号]?")
_TIGHT = pattern(r"(\d{4})(\d{2})(\d{2})")
_MONTH_DAY = pattern(r"(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*[日号]?")
_TIGHT_MONTH_DAY = pattern(r"(\d{2})(\d{2})")
_LEAP = 2000  # a leap year, so that every day of a year is a day
_DASHES = str.maketrans("－—–―．。／", "---" + "-" + "../")
_MONTHS = 12


def day(text: str) -> date:
    """The day that a text writes. ValueError with one Chinese sentence when it writes none, or one no calendar has."""
    plain = _plain(text)
    found = _DAY.fullmatch(plain) or _TIGHT.fullmatch(plain)
    if found is None:
        raise ValueError(f"“{text}”不是日期，请写成 2026-01-31 或 2026年1月31日 的样子")
    year, month, number = map(int, found.groups())
    return existing(year, month, number)


def month_day(text: str) -> tuple[int, int]:
    """The month and day that a text writes: 01-20, 1月20日, 1.20, 0120. ValueError as of ``day``."""
    plain = _plain(text)
    found = _MONTH_DAY.fullmatch(plain) or _TIGHT_MONTH_DAY.fullmatch(plain)
    if found is None:
        raise ValueError(f"“{text}”不是月日，请写成 01-20 或 1月20日 的样子")
    month, number = map(int, found.groups())
    try:
        existing(_LEAP, month, number)
    except ValueError as error:
        raise ValueError(str(error).replace(f"{_LEAP}年", "")) from None
    return month, number


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()


def existing(year: int, month: int, number: int) -> date:
    """The day with these numbers. ValueError with one Chinese sentence when no calendar has it."""
    try:
        return date(year, month, number)
    except ValueError:
        if not 1 <= month <= _MONTHS:
            raise ValueError(f"没有{month}月，请核对日期") from None
        last = calendar.monthrange(year, month)[1] if year else 0
        raise ValueError(f"没有{year}年{month}月{number}日这一天，{month}月只有{last}天，请核对日期") from None
