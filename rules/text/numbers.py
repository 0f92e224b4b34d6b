"""Numbers as clerks write them: 1,234件, １２件, 3.5万元, 一百二十三件, 近50余条, 99.5%."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from filings.patterns import pattern

_DIGIT = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_STEP = {"十": 10, "百": 100, "千": 1000}
_SCALE = {"万": 10_000, "亿": 100_000_000}
_STEPS = {"": Decimal(1)} | {sign: Decimal(scale) for sign, scale in _SCALE.items()}
_ONE = Decimal(1)
SPELT_YEAR = "二[〇○零][〇○零一二三四五六七八九]{2}"
YEAR = f"(?:[2２][0０][0-9０-９]{{2}}|{SPELT_YEAR})"  # a year of this century
_UNITS = (
    "人次|场次|块次|批次|公里|分钟|小时|[天卷栋亩盒件条项个次份宗起例部本篇期家人户元场批名处所块张台册辆幅]|单(?!位)"
)
_ROUGH_BEFORE = ("约", "近", "超", "超过", "逾", "不足", "至少", "几", "数")
_ABOUT = _ROUGH_BEFORE[:-2]  # 数十件 is rough, 办结数8件 is not
_ROUGH_ENDS = frozenset(word[-1] for word in _ROUGH_BEFORE)
_NOT_ROUGH = ("节约", "集约", "签约", "预约", "履约")  # 节约24万元 is exact
_NUMBER = pattern(
    # the sign that it begins with stands alone: where none of them stands nothing is looked for
    # 唯一一件 is one of them, 合在一起 none
    r"[0-9０-９零〇○一二两三四五六七八九十百千万亿](?<!唯一)(?<!统一)(?<!同一)(?:(?<![在到合]一)|(?!起))(?:(?<=[0-9０-９])"
    r"(?P<arabic>[0-9０-９]*(?:[,，][0-9０-９]{3}(?![0-9０-９]))*(?:[.．][0-9０-９]+)?)"
    # 二点五个百分点; 九点五十人 tells the hour
    r"|(?P<chinese>[零〇○一二两三四五六七八九十百千万亿]*(?:点[零〇○一二三四五六七八九]+(?=个百分点))?))"
    r"(?P<rough>[余多几来]?)(?P<scale>[万亿]?)(?P<rough2>[余多]?)"
    # 91.2分 is a mark; 十分 and 百分之 are none; 18250通，, but 12345通过
    rf"(?P<unit>[%％]|{_UNITS}|(?(arabic)(?:分(?![钟别类之管局工散组项公开支])|[封座轮则套]|通(?![\u4e00-\u9fff]))|(?!)))?(?P<after>左右|以上|以内)?"
)
# 2.17家 at the head of a clause: 17 of them, behind the number of an item; nobody counts 0.17 of one
_ITEM, _HEADS = pattern("[0-9]{1,2}[.．](?=[0-9]+$)"), "\n。；;：:"
_WHOLES = frozenset("件条个份次宗起期家人户名处所块项")
_PARTED = ("百分点", "小时", "月")
_AT_ONCE = ("通过", "过关", "合格", "性")  # 一次通过 is no number of times
_FRACTION = pattern("[.．]([0-9０-９]+)$")


LOST_SIGN = "\ufffd"  # what stands where a sign could not be read


class Quantity(NamedTuple):
    """A number in a text. ``value`` as meant (3.5万 is 35000); ``unit`` as written, % for percentages.

    ``exact``: False for 约, 近, 余, 多, 左右 and for rounded ones such as 3.5万; ``rough``: only for the former.
    ``step``: what its last digit is worth (3.5万: 1000). ``start``/``end``: with its unit.
    """

    value: Decimal
    unit: str
    exact: bool
    start: int
    end: int
    rough: bool = False
    step: Decimal = Decimal(1)


def quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """The numbers in a stretch of text; a number in Chinese numerals only with a unit, since 一是 is none."""
    for found in _NUMBER.finditer(text, start, len(text) if end is None else end):
        made = _quantity(text, start, found)
        if made is not None:
            yield made


def _quantity(text: str, start: int, found: re.Match[str]) -> Quantity | None:
    """The number that the pattern found in a text looked at from ``start`` on; None where it is none."""
    digits, spelt, before, scale, behind, unit, after = found.groups()
    if digits is None and not unit:
        return None
    first = found.start()
    sign = text[first - 1] if first else ""
    if sign and _is_part(sign) and (spelt is None or sign not in ".．"):  # 1.四百三十二条
        return None
    arabic = text[first : found.end(1)] if spelt is None else ""
    if unit in _WHOLES and not scale and (not sign or sign in _HEADS) and not text.startswith(_PARTED, found.end(6)):
        item = _ITEM.match(arabic)
        first, arabic = (first + item.end(), arabic[item.end() :]) if item else (first, arabic)
    value = _arabic(arabic) if arabic else _spelt(text[first : found.end(2)])
    if value is None:
        return None
    if unit == "次" and text.startswith(_AT_ONCE, found.end()):
        return None
    lost = sign == LOST_SIGN or text.startswith(LOST_SIGN, found.end())  # ��9件: a digit of it may be gone
    about = sign in _ROUGH_ENDS and _about(text, start, first, spelt=not arabic)
    rough = bool(before or behind or after) or about or lost
    made = (
        value * _SCALE[scale] if scale else value,
        "%" if unit == "％" else unit or "",
        not (rough or (scale and arabic)),
        first,
        found.end(6) if unit else found.end(5),
        rough,
        _step(arabic, scale) if scale or (arabic and not arabic.isdecimal()) else _ONE,
    )
    return tuple.__new__(Quantity, made)  # what the named tuple's own way of making one ends in


def _about(text: str, start: int, first: int, *, spelt: bool) -> bool:
    """Whether the words before a number make it a rough one."""
    about = text.endswith(_ROUGH_BEFORE if spelt else _ABOUT, start, first)
    return about and not text.endswith(_NOT_ROUGH, 0, first)


def _step(arabic: str, scale: str) -> Decimal:
    """What the last digit is worth."""
    fraction = _FRACTION.search(arabic)
    return _STEPS[scale].scaleb(-len(fraction[1])) if fraction else _STEPS[scale]


def _spelt(written: str) -> Decimal | None:
    whole, _, fraction = written.partition("点")
    value = chinese(whole)
    if value is None or not fraction:
        return value
    return value + sum(((chinese(sign) or Decimal(0)).scaleb(-at) for at, sign in enumerate(fraction, 1)), Decimal(0))


def chinese(written: str) -> Decimal | None:
    """A number in Chinese numerals (一百二十三, 两千零五, 二〇二〇), None if it is not well formed."""
    if not any(sign in _STEP or sign in _SCALE for sign in written):
        return _by_digits(written)
    total = 0
    for sign, scale in (("亿", 100_000_000), ("万", 10_000)):
        head, found, written = written.rpartition(sign)
        if found:
            part = _below_ten_thousand(head)
            if not part:
                return None
            total += part * scale
    rest = _below_ten_thousand(written)
    return None if rest is None else Decimal(total + rest)


def numeral(written: str) -> Decimal | None:
    """A number in figures or in Chinese numerals, None if it is not well formed."""
    return Decimal(written) if written.isdecimal() else chinese(written)


def year_of(written: str) -> int:
    """The year of what the pattern ``YEAR`` found."""
    signs = unicodedata.normalize("NFKC", written).replace("○", "〇").replace("零", "〇")
    return int(signs) if signs.isdigit() else int(chinese(signs) or 0)


def _below_ten_thousand(written: str) -> int | None:
    """十二, 三千零五: steps must fall, digits stand before a step or at the end."""
    total, digit, last = 0, None, 10_000
    for sign in written:
        if sign in _STEP:
            step = _STEP[sign]
            if step >= last or digit == 0:
                return None
            total, digit, last = total + (1 if digit is None else digit) * step, None, step
        elif sign in _DIGIT and (digit is None or digit == 0):
            digit = _DIGIT[sign]
        else:
            return None
    return total + (digit or 0)


def _by_digits(written: str) -> Decimal | None:
    if len(written) == 1:
        return Decimal(_DIGIT[written])
    if "两" in written:
        return None
    return Decimal("".join(str(_DIGIT[sign]) for sign in written))


def _arabic(written: str) -> Decimal:
    if written.isdecimal() and written.isascii():
        return Decimal(written)
    return Decimal(unicodedata.normalize("NFKC", written).replace(",", ""))


def _is_part(before: str) -> bool:
    """Whether what follows a sign belongs to a longer token: a decimal, a letter code, an ordinal (第3次), a range."""
    return before in "第.．-—~～/" or (before < "\x80" and before.isalnum())
