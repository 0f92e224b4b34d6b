"""Words of reports spelt with a sign that sounds or looks like the right one, reckoned from the right ones: 请晰.

Two signs are told that make no word, nor does either of them make one with its neighbour, if another sign like one of
them makes a word of reports of them. A sign that often stands alone (的, 县) need make none. So is one sign that makes
no word with either neighbour, if it is what is left of a usual phrase (规范性文。).
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from operator import add
from typing import NamedTuple

from filings.patterns import pattern
from rules.lexicon.lists import Lists
from rules.text.body import Body
from rules.text.common_words import words_of
from rules.text.span import Span

# the words of reports, the signs that are alike, the words that look like slips, the signs that stand alone
LISTS = ("report_words", "alike_signs", "rare_words", "lone_signs", "usual_phrases")
_STRANGE = b"\0\0\0"  # three pairs in a row that make no word
_NONE: frozenset[str] = frozenset()
_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fff"
_CODE = pattern("[\u4e00-\u9fff]{0,5}[〔[［]")  # 水函〔2024〕3号, 石政公开办〔2024〕3号
_PLACE = pattern(
    "街道|镇(?!中)|乡(?![镇村土愁])|村(?![镇民居务级容])|社区"
)  # 长岭街道: two signs before it are its name
_SHORT_NAME = pattern("“[\u4e00-\u9fff]{3,4}”")  # “云上通”
_ROUTE = pattern("至[\u4e00-\u9fff]{2,5}?(?:公路|高速|线路|路段|铁路|段|线|路)")  # 水尾至青石公路
_COMMON = 300  # of the 1,200 words of reports: only these where one of the signs may be a word itself
_TITLES = (
    "局长", "主任", "书记", "镇长", "乡长", "县长", "科长", "股长", "所长", "站长", "队长", "院长", "馆长",
    "成员", "主席",
)  # fmt: skip
_MOST = 3  # words that a clerk is asked about
_LEAST_PHRASE, _TAIL = 4, 3
_ENDS_TOO = frozenset("会收发期更推网栏号")  # 专题会, 没有收, 县政府网: words as they are


class Misspelling(NamedTuple):
    """Where the two signs stand, and the words they may be, the most common ones first."""

    span: Span
    instead: tuple[str, ...]


class ReportWords(NamedTuple):
    """``words``: all of two signs; ``ranks``: word of reports -> how common; ``ends``, ``begins``: sign -> the others.

    ``alike``: sign -> those alike; ``often``, ``alone``: what stands alone often, or at times; ``apart``: numerals;
    ``cut``: three signs -> the usual phrases that end in them, but for one sign more.
    """

    words: frozenset[str]
    ranks: Mapping[str, int]
    ends: Mapping[str, AbstractSet[str]]
    begins: Mapping[str, AbstractSet[str]]
    alike: Mapping[str, AbstractSet[str]]
    often: frozenset[str]
    alone: frozenset[str]
    apart: frozenset[str]
    places: frozenset[str]
    cut: Mapping[str, list[str]]


def misspellings(body: Body, parts: tuple[str, ...], common: str) -> Iterator[Misspelling]:
    """Every two such signs in the parts, in order, then what is cut short. ``common``: the list of the common words."""
    known, text = body.lists.memo(_known, (common, *LISTS)), f"\n{body.text}\n\n\n"
    makes_word = bytes(map(known.words.__contains__, map(add, text, text[1:])))
    at = makes_word.find(_STRANGE)
    while at >= 0:
        one, other = text[at + 1], text[at + 2]
        if _FIRST_HAN <= one <= _LAST_HAN and _FIRST_HAN <= other <= _LAST_HAN:
            instead = _meant(known, one, other)
            if instead and body.within(at, parts) and not _in_name(known, text, at):
                yield Misspelling(Span(at, at + 2), instead)
        at = makes_word.find(_STRANGE, at + 1)
    at = makes_word.find(_STRANGE[1:])
    while at >= 0:
        for phrase in known.cut.get(text[max(0, at - 1) : at + 2], ()):
            start = at + 3 - len(phrase)
            whole = text.startswith(phrase, start) or not text.startswith(phrase[:-1], start)
            short = len(phrase) == _LEAST_PHRASE and text[at + 2].isalpha()  # 个人隐去…, 公示公租房
            if not whole and not short and body.within(at, parts):
                yield Misspelling(Span(start - 1, at + 1), (phrase,))
                break
        at = makes_word.find(_STRANGE[1:], at + 1)


def _in_name(known: ReportWords, text: str, at: int) -> bool:
    """Whether two signs are in a code (水函〔2024〕3号), a count or a name (“悦读…”, 主任高岭) or reach into one."""
    behind = text[at + 3 : at + 5]
    if text[at].isdecimal() or text[at] == "“" or _CODE.match(text, at + 3) or _PLACE.match(text, at + 3):
        return True
    titled = text.endswith(_TITLES, 0, at + 1) or text[at + 4 : at + 7].removeprefix("副").startswith(_TITLES)
    if titled or _ROUTE.match(text, at + 3):
        return True
    opened = text.rfind("“", max(0, at - 2), at)
    if opened >= 0 and _SHORT_NAME.match(text, opened):
        return True
    return text[at + 1] in known.alone and behind[1] in known.places


def _meant(known: ReportWords, one: str, other: str) -> tuple[str, ...]:
    """The words of reports that two signs may be."""
    apart = one in known.apart or other in known.apart or other in known.places
    if apart or (one in known.alone and other in known.alone):
        return ()
    found: list[str] = []
    if one not in known.often:
        found += [sign + other for sign in known.ends.get(other, _NONE) & known.alike.get(one, _NONE)]
    if other not in known.often:
        found += [one + sign for sign in known.begins.get(one, _NONE) & known.alike.get(other, _NONE)]
    last = _COMMON if one in known.alone or other in known.alone else len(known.ranks)
    return tuple(sorted((word for word in found if known.ranks[word] < last), key=known.ranks.__getitem__)[:_MOST])


def alike_signs(lists: Lists, names: tuple[str, ...]) -> Mapping[str, AbstractSet[str]]:
    """Sign -> those that look or sound like it, itself among them."""
    alike: dict[str, set[str]] = {}
    for group in (frozenset(text) for name in names for text in lists.texts(name)):
        for sign in group:
            alike.setdefault(sign, set()).update(group)
    return alike


def _known(lists: Lists, names: tuple[str, ...]) -> ReportWords:
    common, words, signs, rare, lone, phrases = names
    ranks: dict[str, int] = {}
    for rank, text in enumerate(lists.texts(words)):
        for sign in text[1:]:
            ranks.setdefault(text[0] + sign, rank)
    ends: dict[str, set[str]] = {}
    begins: dict[str, set[str]] = {}
    for first, last in map(tuple, ranks):
        ends.setdefault(last, set()).add(first)
        begins.setdefault(first, set()).add(last)
    sorts = {term.sort: frozenset(term.text) for term in lists[lone].terms}
    return ReportWords(
        words_of(lists, common).union(ranks, words_of(lists, rare)), ranks, ends, begins,
        lists.memo(alike_signs, (signs,)),
        sorts["often"], sorts["often"] | sorts["some"], sorts["number"], sorts["place"], _without_last(lists, phrases),
    )  # fmt: skip


def _without_last(lists: Lists, name: str) -> Mapping[str, list[str]]:
    """Three signs -> the phrases of a list that end in them if their last one is left out, the longest first."""
    cut: dict[str, list[str]] = {}
    for phrase in sorted(lists.texts(name), key=len, reverse=True):
        if len(phrase) >= _LEAST_PHRASE and phrase[-2] not in _ENDS_TOO:
            cut.setdefault(phrase[-_TAIL - 1 : -1], []).append(phrase)
    return cut
