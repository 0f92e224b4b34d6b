"""What two spellings of a printed label share: its number and its body, without blanks and punctuation."""

from functools import lru_cache

from filings.figure import CellState, Figure, fold, read_figure
from filings.patterns import pattern

_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {"ニ": 2, "㈡": 2}
_DRESS = "★☆●◆◇■□▶►※•·▲△【「『"
"""Signs before a number that dress it up."""
_ENUMERATOR = pattern(
    r"^(?:第([一二三四五六])部分[、.:]?"
    r"|[(\[]([一二三四五六七八九十ニ])[)\]]|([一二三四五六七八九十ニ])[、.,)]|[(\[]?(\d{1,2})[.、)\]])"
)
_MARKS = pattern(r"[\W_]+")
_LONGEST = 80


@lru_cache(maxsize=4096)
def label_key(text: str) -> tuple[int, str]:
    """(leading number or 0, body) of a label: ``（三）不予公开`` and ``三.不予 公开`` are both (3, 不予公开)."""
    folded = fold(text)
    if "①" <= text[:1] <= "⑳":
        return ord(text[0]) - ord("①") + 1, _MARKS.sub("", folded.lstrip("0123456789"))
    if folded[:1] in _DRESS:
        folded = folded.lstrip(_DRESS)
    found = _ENUMERATOR.match(folded)
    if found is None:
        return 0, _MARKS.sub("", folded)
    numeral = found[1] or found[2] or found[3]
    number = _NUMERALS[numeral] if numeral else int(found[4])
    return number, _MARKS.sub("", folded[found.end() :])


def body(text: str) -> str:
    """The body of a label, see ``label_key``."""
    return label_key(text)[1]


_remembered = lru_cache(maxsize=8192)(read_figure)


def figure_of(text: str, *, money: bool = False) -> Figure:
    """``read_figure``, remembered: the same few figures fill most tables. Long texts are not kept."""
    return _remembered(text, money=money) if len(text) <= _LONGEST else read_figure(text, money=money)


def is_figure(text: str) -> bool:
    """Whether the text stands for a figure in a cell: a number with or without unit, or a stroke for none."""
    return 0 < len(text) <= _LONGEST and _is_figure(text)


@lru_cache(maxsize=8192)
def _is_figure(text: str) -> bool:
    if figure_of(text).state in (CellState.NUMBER, CellState.SLASH):
        return True
    return figure_of(text, money=True).state is CellState.NUMBER
