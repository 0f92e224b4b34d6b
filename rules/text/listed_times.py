"""Times that are counted and then told one by one: 培训3次，2月讲条例，6月讲保密，10月讲答复; 3月、6月、11月三次."""

import re
from collections.abc import Iterator
from itertools import pairwise

from filings.patterns import pattern
from rules.text.listed_names import NUMBER, ListedNames
from rules.text.numbers import numeral
from rules.text.span import Span

_FEW = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
# 3月起, 3月至5月 and 3月底前 tell how long, not when
_LASTS = "(?:起|至|到[0-9一二三四五六七八九十年底]|以[来后前]|前|后|间|—|-|~)"
_MONTH = f"(?:{_FEW})月(?:份|中旬|上旬|下旬|初|中|底|末|(?:{_FEW})日)?(?!{_LASTS})"
_OF = "(?P<of>次|期|场|批|轮|届|回)"
_TOLD = pattern(
    f"{NUMBER}{_OF}(?P<noun>[^，,。；;：:、（）()\n0-9]{{0,12}})(?P<mark>[，,：:；;])(?={_MONTH})"
    "(?P<items>[^。\n]{6,240})"
)
_ITEM = pattern(
    f"(?<=[，,；;、：:])(?:于|在)?(?P<month>{_FEW})月(?:份|中旬|上旬|下旬|初|中|底|末|(?:{_FEW})日)?(?P<words>[^，,；;、。\n]*)"
)
_LASTING = pattern(f"月(?:份|底|末|初|(?:[0-9]{{1,2}})日)?{_LASTS}")
_OPEN = pattern("等|其中|其余|另|还|又|再|如|主要|各|均|每|共|第")
_ROW = f"(?<![至到—~0-9-]){_MONTH}(?:(?:、|和|及|与|以及){_MONTH}){{1,11}}"
_BEFORE = pattern(f"(?P<days>{_ROW})(?P<link>共|一共|先后|前后|分)?(?P<number>[两二三四五六七八九2-9]){_OF}(?!会议上)")
_BEHIND = pattern(
    f"{NUMBER}(?:件|份|个|家|项|条|例|宗)[^，,。；;：:、（）()\n0-9]{{0,8}}(?:分别|依次)(?:于|在|是|为)?(?P<days>{_ROW})"
)
# 督查两轮，3月一轮，9月一轮
_ONE = "[^，,；;。、\n]{0,16}?(?:一|(?<![0-9])1)(?P=of)[^，,；;。、\n]{0,20}"
_ONE_EACH = pattern(
    f"{NUMBER}(?P<of>次|期|场|批|轮|届|回|遍)[^，,。；;：:、（）()\n0-9]{{0,10}}[，,：:；;](?P<items>{_ONE}(?:[，,；;、]{_ONE}){{1,11}})(?=[，,；;。\n]|$)"
)
_TIME = pattern("[月季春夏秋冬旬年]|[早中晚]|[上下]午|[前后]")
_SIGN = pattern("[，,；;、]")
_A_MONTH = pattern(f"(?:{_FEW})月(?:{_FEW})?")
_FAR, _FEWEST, _SHORT = 2, 2, 8
_EACH = "每各第约近"
_MERGED = pattern("[^。\n]{0,24}合[并为成]")


def listed_times(text: str, place: Span) -> Iterator[ListedNames]:
    """What is said of how often, and how many times are told for it; nothing where others may be meant."""
    for found in _TOLD.finditer(text, place.start, place.end):
        made = None if text[found.start() - 1] in _EACH else _one_by_one(text, found)
        if made is not None:
            yield made
    for found in _BEFORE.finditer(text, place.start, place.end):
        said, counted = _said(found), len(_A_MONTH.findall(found["days"]))
        # 5月、9月共4次: more than once in one of them
        merged = _MERGED.match(text, found.end()) is not None
        if (said <= counted or not found["link"]) and not merged:
            yield ListedNames(Span(*found.span()), said, counted)
    for found in _ONE_EACH.finditer(text, place.start, place.end):
        said, counted = _said(found), len(_SIGN.split(found["items"]))
        timed = all(_TIME.search(one) for one in _SIGN.split(found["items"]))
        if timed and not _OPEN.search(found["items"]) and text[found.start() - 1] not in _EACH:
            yield ListedNames(Span(*found.span()), said, counted)
    for found in _BEHIND.finditer(text, place.start, place.end):
        said, counted = _said(found), len(_A_MONTH.findall(found["days"]))
        if abs(said - counted) <= _FAR:
            yield ListedNames(Span(*found.span()), said, counted)


def _one_by_one(text: str, found: re.Match[str]) -> ListedNames | None:
    """A number and the clauses behind it that begin with a month, where they tell of nothing else."""
    items, said = found["items"], _said(found)
    if _LASTING.search(items) or _OPEN.search(items) or found["of"] in items:
        return None
    told = list(_ITEM.finditer(text, found.start("items"), found.end("items")))
    months = [numeral(one["month"]) or 0 for one in told]
    if len(told) < _FEWEST or any(b <= a for a, b in pairwise(months)) or abs(said - len(told)) > _FAR:
        return None
    ends = told[-1].end() == found.end("items")
    if said != len(told) and not (found["mark"] in "：:" or _alike([one["words"] for one in told], ends=ends)):
        return None
    return ListedNames(Span(found.start(), told[-1].end()), said, len(told))


def _alike(words: list[str], *, ends: bool) -> bool:
    """Whether clauses tell of one thing: 2月讲条例，6月讲保密, or short ones that end the sentence."""
    if all(words) and len({one[0] for one in words}) == 1:
        return True
    return ends and all(0 < len(one) <= _SHORT for one in words)


def _said(found: re.Match[str]) -> int:
    return int(numeral(found["number"]) or 0)
