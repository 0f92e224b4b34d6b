"""Reading one written figure: what stands in a cell of a table, as a value or as the reason why there is none."""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum

from filings.nouns import dataclass
from filings.patterns import pattern


class CellState(StrEnum):
    """What a cell holds. Only ``number`` and ``inferred`` carry a value; a blank is never zero."""

    NUMBER = "number"
    BLANK = "blank"
    SLASH = "slash"
    TEXT = "text"
    ABSENT = "absent"
    INFERRED = "inferred"
    AMBIGUOUS = "ambiguous"


_LONGEST = 40  # characters: no figure of a county is longer, and no pattern is tried on more
UNWEIGHED = "".join(map(chr, range(0xFDD0, 0xFDE0)))
"""Noncharacters by which a reader marks, within a text, what it saw and could not weigh."""
_UNSEEN = "\u061c\u200b-\u200f\u202a-\u202d\u2060\u2066-\u2069\ufeff\u00ad"
_BLANKS = pattern(rf"[\s{_UNSEEN}]+")
_TORN = pattern(rf"[\dOo〇○lI,，][{_UNSEEN}]*\s[\s{_UNSEEN}]*[\dOo〇○lI]")
_NO_DIGITS = ("<super>", "<sub>", "<compat>", "<circle>", "<fraction>", "<square>")
"""How Unicode describes ², ₂, Ⅰ, ①, ½ and º, which would become plain digits and letters."""
_SIGNS = "⁰¹²³⁴-⁹₀-₉①-⑳㉑-㉟⓪❶-❿➀-➓⑴-⒇*＊※†‡"
_NOTE = rf"[{_SIGNS}]+|[\[［〔【(（]?注[\d０-９①-⑳]{{0,2}}[\]］〕】)）]?|[\[［〔【][\d０-９]{{1,2}}[\]］〕】]"
_NOTED = pattern(rf"(?P<figure>[^\[［〔【(（{_SIGNS}]*[\d０-９件项个条次份宗起人部元])(?:{_NOTE})$")
_DOUBT = pattern(f"[{UNWEIGHED}]")
_DASHES = frozenset({"/", "\\", "-", "--", "---", "—", "——", "–", "−", "无", "／", "－", "~", "―", "─", "N/A", "n/a"})
_NUMBER = pattern(r"^(?P<sign>[+\-−±﹢﹣]?)(?P<digits>\d+(?:,\d{3})+|\d+)(?P<fraction>\.\d+)?(?P<unit>[^\d.,]{0,4})$")
_LOOK_ALIKES = str.maketrans({"O": "0", "o": "0", "〇": "0", "○": "0", "l": "1", "I": "1"})
# letters stand for digits beside a digit, and O, 〇 for a zero alone; a lone l or I is no number
_LOOK_ALIKE_NUMBER = pattern(r"^[+\-]?(?:[\dOo〇○lI]*\d[\dOo〇○lI]*|[Oo〇○])$")
_MONEY = {"元": Decimal("0.0001"), "万元": Decimal(1), "万": Decimal(1), "亿元": Decimal(10000), "千元": Decimal("0.1")}
_COUNT_UNITS = frozenset({"件", "项", "个", "条", "次", "份", "宗", "起", "人", "部"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as written.

    ``value``: the amount (money in 万元 whatever unit was written), None unless ``state`` is ``number``.
    ``unit``: the unit as written, ``""`` if none. ``styled``: full-width digits, thousands commas, or letters
    that stand for digits. ``odd``: leading zeros, a percent sign or a date. ``signed``: a sign was written.
    """

    value: Decimal | None
    state: CellState
    unit: str = ""
    styled: bool = False
    odd: bool = False
    signed: bool = False


def squeeze(text: str) -> str:
    """The text without blanks, line breaks and invisible characters."""
    return text if text.isalnum() else _BLANKS.sub("", text)  # letters and digits alone hold no blank


def fold(text: str) -> str:
    """The text in compatibility form (NFKC) without blanks: what two spellings of one label share."""
    if text.isascii():  # such text is its own compatibility form
        return squeeze(text)
    return squeeze(unicodedata.normalize("NFKC", text))


def _is_no_digit(sign: str) -> bool:
    return unicodedata.category(sign) == "No" or unicodedata.decomposition(sign).startswith(_NO_DIGITS)


def read_figure(raw: str, *, money: bool = False) -> Figure:
    """Read one cell. ``money`` cells are returned in 万元; a bare number there is taken as 万元.

    Never raises and never makes a zero out of nothing: what is no number comes back with its state. Digits with white
    space between them are text: two numbers, or one torn in two, and nothing tells which. The mark of a footnote that
    stands behind (raised, circled, a star, in brackets, 注1) is beside the figure and no digit of it; anywhere else it
    makes the whole a text. A cell in which the reader could not weigh something is ambiguous.
    """
    bare = squeeze(raw)
    if not bare:
        return Figure(value=None, state=CellState.BLANK)
    if not bare.isascii() and _DOUBT.search(bare):
        return Figure(value=None, state=CellState.AMBIGUOUS)
    if len(bare) > _LONGEST:
        return Figure(value=None, state=CellState.TEXT)
    if bare in _DASHES or unicodedata.normalize("NFKC", bare) in _DASHES:
        return Figure(value=None, state=CellState.SLASH)
    if not bare.isdecimal() and (noted := _NOTED.match(bare)):
        bare = noted["figure"]
    if _TORN.search(raw) or (not bare.isascii() and any(map(_is_no_digit, bare))):
        return Figure(value=None, state=CellState.TEXT)
    text = unicodedata.normalize("NFKC", bare)
    styled = text != bare or "," in text
    if _LOOK_ALIKE_NUMBER.match(text) and not text.lstrip("+-").isdigit():
        text, styled = text.translate(_LOOK_ALIKES), True
    found = _NUMBER.match(text)
    if found is None:
        return Figure(value=None, state=CellState.TEXT, odd=_is_dated(text))
    return _number(found, money=money, styled=styled)


def _is_dated(text: str) -> bool:
    return re.fullmatch(r"\d{2,4}[-/.年]\d{1,2}(?:[-/.月]\d{0,2}日?)?", text) is not None


def _number(found: re.Match[str], *, money: bool, styled: bool) -> Figure:
    unit, digits = found["unit"], found["digits"].replace(",", "")
    known = unit in _MONEY if money else unit in _COUNT_UNITS
    if unit and unit != "%" and not known:
        return Figure(value=None, state=CellState.TEXT)
    value = Decimal(digits + (found["fraction"] or ""))
    if found["sign"] in ("-", "−", "﹣"):
        value = -value
    if money and unit:
        value *= _MONEY.get(unit, Decimal(1))
    odd = unit == "%" or (len(digits) > 1 and digits[0] == "0")
    return Figure(
        value=value.normalize() + 0 if value != value.to_integral() else value.to_integral(),
        state=CellState.NUMBER,
        unit=unit,
        styled=styled,
        odd=odd,
        signed=bool(found["sign"]),
    )


def plain(value: Decimal | int | None) -> str:
    """A value as a clerk writes it: 7, -9, 247.4."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    return f"{value.normalize():f}" if value != value.to_integral() else str(int(value))
