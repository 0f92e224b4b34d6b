"""A sign written twice: 自取取, 的内内容, 办公室室登记, 54件件.

Two words may meet at equal signs (工作组|组长). So one of two equal signs is told only where it belongs to no word: the
other one ends or begins a common word, and with the sign on its own other side it makes none.
"""

from collections.abc import Iterator, Mapping

from rules.lexicon.lists import Lists
from rules.text.body import Body
from rules.text.common_words import common_words
from rules.text.repeats import signs_twice

_APART = frozenset("，。；：、（）“”《》\n的了在和是与对为由以将及或并从把被到等也都均已未不,.;:()0123456789")
_ENDS_HERE = frozenset("，。；：）”\n,;:)")
# what is counted: 54件件
# places, bodies and things end with these, and no word of a report begins with them there: 村卫生室室, 档案馆馆
_LAST_SIGNS = frozenset("室馆院局厅栏网册员校司县镇街橱")
_UNITS = frozenset("件条项次篇期家户场份批台套张幅页种类年月日天元吨亩处人名")
_COUNTS = frozenset("0123456789０１２３４５６７８９")


def doubled_signs(body: Body, parts: tuple[str, ...]) -> Iterator[int]:
    """Where the first of two equal signs stands of which one is too many."""
    for at in signs_twice(body.text):
        if body.within(at, parts) and (_in_phrase(body, at) or _stray(body, at)):
            yield at


def _in_phrase(body: Body, at: int) -> bool:
    """Whether a usual phrase stands around two equal signs, if one of them is taken out: 规范性性文件."""
    text = body.text
    for phrase, place in body.lists.memo(_phrases_by_sign, ("usual_phrases",)).get(text[at], ()):
        start = at - place
        if start >= 0 and text.startswith(phrase[:place], start) and text.startswith(phrase[place:], at + 1):
            return not _met(body, at, first=place == 0, last=place == len(phrase) - 1)
    return False


def _met(body: Body, at: int, *, first: bool, last: bool) -> bool:
    """Whether another word may meet a phrase at its first or last sign: 业主|主动公开, 应急广播|播发."""
    before, behind = body.text[at - 1 : at + 1], body.text[at + 1 : at + 3]
    meeting = body.lists.memo(_meeting, ("meeting_signs",))
    if first and (at == 0 or before in common_words(body) or behind[0] in meeting["begins"]):
        return True
    return last and (behind[1] not in _APART or _begins(body, behind))


def _phrases_by_sign(lists: Lists, names: tuple[str, ...]) -> Mapping[str, list[tuple[str, int]]]:
    """Sign -> the phrases that hold it, each with its place there, those first that hold it within."""
    found: dict[str, list[tuple[str, int]]] = {}
    for phrase in (text for name in names for text in lists.texts(name)):
        for place, sign in enumerate(phrase):
            found.setdefault(sign, []).append((phrase, place))
    return {sign: sorted(places, key=lambda one: one[1] in (0, len(one[0]) - 1)) for sign, places in found.items()}


def _stray(body: Body, at: int) -> bool:
    """Whether one of two equal signs belongs to no word; 山山水水 and 一束束 are said on purpose."""
    text = body.text
    sign, before, behind = text[at], text[at - 1 : at], text[at + 2 : at + 3]
    begins = _begins(body, sign + behind)
    if before in _COUNTS and sign in _UNITS:
        return not begins and (behind in _APART or sign != "年")
    if _begins(body, sign * 2) or sign * 2 in body.lists.texts("doubled_signs") or before == "一":
        return False
    if text[max(0, at - 2) : at] == before * 2 or text[at + 2 : at + 4] == behind * 2:
        return False
    if sign in _LAST_SIGNS and behind in _APART:
        return True
    ends = before + sign in common_words(body)
    if ends == begins:
        return False
    meeting = body.lists.memo(_meeting, ("meeting_signs",))
    at_end = ends and behind in _ENDS_HERE and sign not in meeting["any"]
    return at_end or sign not in meeting["ends" if ends else "begins"]


def _begins(body: Body, two: str) -> bool:
    return two in common_words(body) or two in common_words(body, "meeting_words")


def _meeting(lists: Lists, names: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """The signs at which two words may meet, by what is known of them."""
    signs = {term.sort: term.text for name in names for term in lists[name].terms}
    return {sort: frozenset(signs["any"] + more) for sort, more in signs.items()}
