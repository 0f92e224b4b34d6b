"""Shares and changes as clerks write them: 54.8%, 百分之五十九点二, 六成, 三分之二, 一半, 一倍, 增长1.5倍, 翻一番."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.text.numbers import chinese

_SIGNS = "零〇○一二两三四五六七八九十百"
_RATE = pattern(
    "(?P<digits>[0-9０-９]+(?:[.．][0-9０-９]+)?)(?:[%％]|(?P<mille>‰))"
    f"|百分之(?P<spelt>[{_SIGNS}]+)(?:点(?P<fraction>[{_SIGNS}]+))?"
    "|(?P<tenths>[一二两三四五六七八九])成(?:(?P<half>半)|(?P<more>[一二三四五六七八九]))?(?![立员效果功为人本交长绩份都])"
    "|(?P<whole>[二三四五六七八九十])分之(?P<part>[一二两三四五六七八九])"
    # 增长1.5倍 is a change, 是上年的1.5倍 none
    "|(?:(?<=增长)|(?<=增加)|(?<=[长加]了))(?P<multiple>[0-9]{1,2}(?:[.][0-9]{1,2})?)倍"
    "|(?P<even>一半)|(?P<times>[一两二三])倍|翻了?(?P<doubled>[一两二三])?番"
)
# without one of these there is neither share nor change
_SIGN = pattern("[%％‰]|分之|一半|成(?<=[一二两三四五六七八九]成)|[一二两三0-9]倍|番")
_ROUGH_BEFORE = ("约", "近", "超", "超过", "逾", "不足", "至少", "过", "达到了近")
_ROUGH_BEHIND = ("左右", "以上", "以内", "多", "余", "强", "弱", "以下")
_HUNDRED, _TEN = Decimal(100), 10
# what 六成 and 三分之二 may stand for: nobody writes them of 66.5% or 71%
_OF_TENTHS, _OF_FRACTION, _OF_DOUBLES = Decimal("4.9"), Decimal("2.5"), Decimal(10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """``value``: in per cent; ``step``: by how much it may differ from what the numbers give; ``sure``: not rough."""

    value: Decimal
    step: Decimal
    sure: bool
    start: int
    end: int

    def means(self, wanted: Decimal) -> bool:
        """Whether it is this percentage, rounded or cut off."""
        return abs(wanted - self.value) < self.step


def tells_rates(text: str) -> bool:
    """Whether a share or a change may stand in a text."""
    return _SIGN.search(text) is not None


def rates(text: str, base: int = 0) -> Iterator[Rate]:
    """The shares and changes of a text, in order. ``base``: where it begins in the whole that places are told of."""
    for found in _RATE.finditer(text):
        told = _read(found)
        if told is None or (found.start() and text[found.start() - 1] in ".．0123456789"):
            continue
        rough = text.endswith(_ROUGH_BEFORE, 0, found.start()) or text.startswith(_ROUGH_BEHIND, found.end())
        yield Rate(value=told[0], step=told[1], sure=not rough, start=base + found.start(), end=base + found.end())


def _read(found: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """(value, step)."""
    if found["digits"]:
        written, mille = unicodedata.normalize("NFKC", found["digits"]), -1 if found["mille"] else 0
        return Decimal(written).scaleb(mille), Decimal(1).scaleb(mille - len(written.partition(".")[2]))
    if found["spelt"]:
        return _spelt(found["spelt"], found["fraction"] or "")
    if found["tenths"]:
        half = _TEN // 2 if found["half"] else chinese(found["more"] or "零") or 0
        return (chinese(found["tenths"]) or Decimal(0)) * _TEN + half, Decimal(1) if found["more"] else _OF_TENTHS
    if found["whole"]:
        whole, part = chinese(found["whole"]), chinese(found["part"])
        return (part * _HUNDRED / whole, _OF_FRACTION) if whole and part else None
    if found["even"]:
        return _HUNDRED / 2, _OF_FRACTION
    if found["multiple"]:
        value = Decimal(found["multiple"])
        return value * _HUNDRED, _HUNDRED.scaleb(int(value.as_tuple().exponent))
    if found["times"]:
        return (chinese(found["times"]) or Decimal(0)) * _HUNDRED, _OF_TENTHS
    doubled = chinese(found["doubled"] or "一") or Decimal(1)
    return (2**doubled - 1) * _HUNDRED, _OF_DOUBLES


def _spelt(whole: str, fraction: str) -> tuple[Decimal, Decimal] | None:
    value = chinese(whole)
    if value is None:
        return None
    digits = [chinese(sign) for sign in fraction]
    for place, digit in enumerate(digits, 1):
        value += (digit or Decimal(0)).scaleb(-place)
    return value, Decimal(1).scaleb(-len(digits))
