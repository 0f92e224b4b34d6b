"""Number formats of spreadsheets (ECMA-376 Part 1, 18.8.31): what a cell shows of the number that it holds."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from filings.patterns import pattern
from readers.visibility import WHITE, against, hex_colour

_TOKEN = pattern(r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|(General|G/通用格式)|(.)', re.IGNORECASE | re.DOTALL)
_PLAIN = frozenset({"", "general", "@", "g/通用格式"})
_MONEY = pattern(r"[¥￥$€£]|RMB|CNY")
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 48: "##0.0E+0",
}  # fmt: skip
_NUMBERED = pattern(r"(?:color|colour|颜色)(\d{1,2})")
_NAMED = {"black": 0, "white": 1, "red": 2, "green": 3, "blue": 4, "yellow": 5, "magenta": 6, "cyan": 7,
          "黑色": 0, "白色": 1, "红色": 2, "绿色": 3, "蓝色": 4, "黄色": 5, "洋红色": 6, "洋红": 6, "青色": 7,
          "蓝绿色": 7}  # fmt: skip
PALETTE = (
    "000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF", "800000", "008000",
    "000080", "808000", "800080", "008080", "C0C0C0", "808080", "9999FF", "993366", "FFFFCC", "CCFFFF",
    "660066", "FF8080", "0066CC", "CCCCFF", "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000",
    "008080", "0000FF", "00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99",
    "3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696", "003366", "339966",
    "003300", "333300", "993300", "993366", "333399", "333333",
)  # fmt: skip
"""The colours that a number format names by number, from 1 on; the first eight have names as well."""
_LONGEST = 255  # characters; Excel takes no more


def built_in(number: int) -> str:
    """The code of a format that every program knows; ``""`` for the general one, for dates and for accounting."""
    return _BUILT_IN.get(number, "")


def is_plain(code: str) -> bool:
    """Whether every number is shown as it is."""
    return code.strip().lower() in _PLAIN


def displayed(value: float, code: str) -> str | None:
    """What a format shows of a number, without signs of money and filling blanks; None where that cannot be told."""
    if is_plain(code):
        return general(value)
    parts = _sections(code) if len(code) <= _LONGEST else None
    if parts is None:
        return None
    number = abs(value) if value < 0 and len(parts) > 1 else value
    at = 0 if value > 0 or len(parts) == 1 else 1 if value < 0 else min(2, len(parts) - 1) if len(parts) > 2 else 0  # noqa: PLR2004 - positive; negative; zero
    return _shown(number, parts[at])


def hides_text(code: str) -> bool:
    """Whether a format shows nothing of a text."""
    part = _for_text(code)
    return part is not None and not part


def dresses_text(code: str) -> bool:
    """Whether a format hides a text, writes something instead of it, or digits beside it."""
    part = _for_text(code)
    if part is None:
        return False
    words = "".join(sign for kind, sign in part if kind == "text")
    return part.count(("sign", "@")) != 1 or any(map(str.isdecimal, words)) or any(kind == "unseen" for kind, _ in part)


def _for_text(code: str) -> list[tuple[str, str]] | None:
    """The part of a format for text: the fourth, or the last with an @; None if it has none."""
    if is_plain(code) or not (";" in code or "@" in code):
        return None
    parts = _sections(code) if len(code) <= _LONGEST else None
    if parts is None:
        return None
    return parts[3] if len(parts) == 4 else parts[-1] if ("sign", "@") in parts[-1] else None  # noqa: PLR2004 - the part for text


@lru_cache(maxsize=256)
def _sections(code: str) -> list[list[tuple[str, str]]] | None:
    """The parts of a format as (kind, sign); None for conditions, Chinese numerals and other things not weighed."""
    parts: list[list[tuple[str, str]]] = [[]]
    for quoted, escaped, _, filled, bracketed, general, one in _TOKEN.findall(code):
        if quoted or escaped:
            parts[-1].append(("text", quoted or escaped))
        elif filled:
            parts[-1].append(("text", filled if filled.isdigit() else ""))
        elif bracketed:
            if (told := _bracketed(bracketed)) is None:
                return None
            parts[-1] += told
        elif general:
            parts[-1].append(("general", ""))
        elif one == ";":
            parts.append([])
        elif one:
            parts[-1].append(("sign" if one in "0#?.,%Ee/@" else "text", one))
    return parts


def _bracketed(text: str) -> list[tuple[str, str]] | None:
    """What stands in square brackets: a colour, a sign of money; None for what is not weighed."""
    name = text.lower().replace(" ", "")
    numbered = _NUMBERED.fullmatch(name)
    at = _NAMED.get(name, -1) if numbered is None else int(numbered[1]) - 1
    ink = hex_colour(PALETTE[at]) if 0 <= at < len(PALETTE) else None
    if ink == WHITE:
        return [("unseen", "")]
    if text[0] in "<>=" or name.startswith("dbnum") or (ink is not None and against(ink, WHITE) is not None):
        return None
    return [("text", text[1:].partition("-")[0])] if text[0] == "$" else []


def _shown(value: float, part: list[tuple[str, str]]) -> str | None:
    if not part or any(kind == "unseen" for kind, _ in part):
        return ""
    signs = "".join(sign for kind, sign in part if kind == "sign")
    words = "".join(sign for kind, sign in part if kind == "text")
    if _is_parted(part) or any(one in signs for one in "%Ee/") or signs.count("@") > 1:
        return None
    if any(one.isdigit() for one in words) or re.search(r",(?:\.|$)", signs):
        return None
    if any(kind == "general" for kind, _ in part) or "@" in signs:
        return _around(general(value), part)
    if not signs:  # words alone; a dash is how accounting formats write zero
        return "0" if value == 0 and words and set(words) <= set("-—– ") else words
    number = _rounded(value, signs)
    return None if number is None else _around(number, part)


def _is_parted(part: list[tuple[str, str]]) -> bool:
    """Whether words or blanks stand among the digits of the number."""
    places = [at for at, (kind, sign) in enumerate(part) if kind == "sign" and sign in "0#?"]
    return bool(places) and any(kind == "text" and sign for kind, sign in part[places[0] : places[-1]])


def _around(number: str, part: list[tuple[str, str]]) -> str:
    """The number with the words of its format before and behind it."""
    before, after, seen = "", "", False
    for kind, sign in part:
        if kind != "text":
            seen = True
        elif seen:
            after += sign
        else:
            before += sign
    before, after = _MONEY.sub("", before).strip(), _MONEY.sub("", after).strip()
    if before == "(" and after == ")":
        before, after = "-", ""
    return before + number + after


def general(value: float) -> str:
    """As the general format shows it: eleven characters at most with the point."""
    text = f"{value:.15g}"
    text = f"{value:.10g}" if "." in text else text
    return f"{Decimal(text):f}" if "e" in text else text


def _rounded(value: float, signs: str) -> str | None:
    whole, _, fraction = signs.replace(",", "").partition(".")
    try:
        step = Decimal(1).scaleb(-len(fraction))
        number = Decimal(f"{value:.15g}").quantize(step, rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return None
    least = whole.count("0")
    sign, digits = ("-", -number) if number < 0 else ("", number)
    left, _, right = f"{digits:f}".partition(".")
    while right and fraction[len(right) - 1] in "#?" and right.endswith("0"):
        right = right[:-1]
    left = "" if left == "0" and least == 0 else left.zfill(least)
    return sign + left + (f".{right}" if right else "")
