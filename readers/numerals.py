"""Counts in the number formats of Word (ISO/IEC 29500-1, 17.18.59), as far as Chinese documents use them."""

from collections.abc import Callable

_HAN = "零一二三四五六七八九"
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 9999  # no report counts further


def _counted(count: int, digits: str, units: str, *, short: bool) -> str:
    """With units: 一百二十三, 一百零五. ``short``: 十一 without the one before."""
    out, gap = "", False
    for place, digit in enumerate(reversed(str(count))):
        if digit == "0":
            gap = bool(out)
            continue
        unit = units[place - 1] if place else ""
        out = digits[int(digit)] + unit + (digits[0] if gap and out and not out.startswith(digits[0]) else "") + out
        gap = False
    return out[1:] if short and out.startswith(digits[1] + units[0]) else out


def _han(count: int) -> str:
    return _counted(count, _HAN, "十百千", short=True)


def _spelled(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _tens_then_digits(count: int) -> str:
    """chineseCounting: units up to 99, digit by digit from there on."""
    return _han(count) if count < 100 else _spelled(count)  # noqa: PLR2004 - two digits


def _roman(count: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (count // value)
        count %= value
    return out


def _letter(count: int) -> str:
    """A … z, aa, bb, as Word counts."""
    return chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _enclosed(first: int, most: int) -> Callable[[int], str]:
    return lambda count: chr(first + count - 1) if count <= most else str(count)


def _circled(count: int) -> str:
    if count <= 20:  # noqa: PLR2004 - two more stretches of Unicode
        return chr(0x245F + count)
    return chr(0x3250 + count - 20) if count <= 35 else str(count)  # noqa: PLR2004


def _formal(digits: str) -> Callable[[int], str]:
    return lambda count: _counted(count, digits, "拾佰仟", short=False)


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "taiwaneseCounting", "japaneseCounting", "koreanCounting"), _tens_then_digits),
    **dict.fromkeys(("chineseCountingThousand", "taiwaneseCountingThousand"), _han),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital2"), _spelled),
    "japaneseCounting": _han,
    "chineseLegalSimplified": _formal(_FORMAL),
    "ideographLegalTraditional": _formal(_FORMAL_TRADITIONAL),
    "ideographTraditional": lambda count: _STEMS[count - 1] if count <= len(_STEMS) else str(count),
    "ideographZodiac": lambda count: _BRANCHES[count - 1] if count <= len(_BRANCHES) else str(count),
    "ideographEnclosedCircle": lambda count: chr(0x327F + count) if count <= 10 else _han(count),  # noqa: PLR2004
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), lambda n: "".join(chr(0xFF10 + int(d)) for d in str(n))),
    "decimalZero": lambda count: f"{count:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "numberInDash": lambda count: f"- {count} -",
    "ordinal": lambda count: f"{count}.",
}


def written(count: int, form: str) -> str:
    """A count in a number format; plain digits for formats that are not known here."""
    if form in ("none", "bullet"):
        return ""
    known = _FORMS.get(form)
    if count == 0 and known in (_han, _tens_then_digits):
        return "〇" if known is _tens_then_digits else _HAN[0]
    return known(count) if known and 0 < count <= _MOST else str(count)
