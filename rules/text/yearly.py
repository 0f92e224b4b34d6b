"""Years as clerks write them: 2023, ２０２３, 二〇二三."""

import unicodedata

from rules.text.numbers import chinese

YEAR = "(?:[2２][0０][0-9０-９]{2}|二[〇○零][〇○零一二三四五六七八九]{2})"  # a pattern of this century's years


def year_of(written: str) -> int:
    """The year of what the pattern found."""
    signs = unicodedata.normalize("NFKC", written).replace("○", "〇").replace("零", "〇")
    return int(signs) if signs.isdigit() else int(chinese(signs) or 0)
