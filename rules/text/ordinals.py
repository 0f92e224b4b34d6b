"""The number in front of a heading: its value, and whether it is written as the form writes it (一、)."""

import unicodedata
from functools import lru_cache

from filings.nouns import dataclass
from filings.patterns import pattern

_CHINESE = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)}
# kana, dashes, banker's numerals and traditional forms that stand for a Chinese numeral
_LOOK_ALIKES = {
    "ー": 1, "—": 1, "－": 1, "―": 1, "─": 1, "-": 1, "–": 1, "壹": 1, "ニ": 2, "二": 2, "貳": 2, "贰": 2, "弍": 2,
    "三": 3, "叁": 3, "叄": 3, "ミ": 3, "肆": 4, "伍": 5, "陆": 6, "陸": 6, "柒": 7, "捌": 8, "玖": 9, "拾": 10,
}  # fmt: skip
_CIRCLED = {sign: value for value, sign in enumerate("①②③④⑤⑥⑦⑧⑨⑩", 1)}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_SIGNS = "".join(_CHINESE) + "".join(_LOOK_ALIKES).replace("-", "")
_MARK = r"[、.．。,，:：;；]"
_NUMBERED = pattern(
    rf"^(?:第(?P<ordinal>[{_SIGNS}]+|\d{{1,2}})[部章节]分?{_MARK}?"
    rf"|(?P<open>[(（])(?P<bracketed>[{_SIGNS}]+|\d{{1,2}}|[IVX]+)[)）]{_MARK}?"
    rf"|(?P<plain>[{_SIGNS}]{{1,3}}|\d{{1,2}}|[IVX]+|-)\s*(?P<mark>{_MARK}|\s))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinal:
    """``value``: None where there is no number; ``proper``: written as 一、; ``rest``: the words after it."""

    value: int | None
    proper: bool
    rest: str


@lru_cache(maxsize=512)
def ordinal(heading: str) -> Ordinal:
    """Take the number off a heading. Never raises."""
    text = heading.strip()
    if text[:1] in _CIRCLED:
        return Ordinal(value=_CIRCLED[text[0]], proper=False, rest=text[1:].lstrip("、.． "))
    found = _NUMBERED.match(text)
    written = (found["ordinal"] or found["bracketed"] or found["plain"]) if found else ""
    value = _value(written)
    if found is None or value is None:
        return Ordinal(value=None, proper=False, rest=text)
    proper = bool(found["plain"]) and all(sign in _CHINESE for sign in written)
    return Ordinal(value=value, proper=proper, rest=text[found.end() :])


def _value(written: str) -> int | None:
    text = unicodedata.normalize("NFKC", written)
    if text.isdecimal():
        return int(text)
    if text in _ROMAN:
        return _ROMAN[text]
    digits = [_CHINESE.get(sign) or _LOOK_ALIKES.get(sign) for sign in written]
    match digits:
        case [int(one)]:
            return one
        case [10, int(one)]:
            return 10 + one
    return None
