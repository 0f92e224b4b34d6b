"""Names told twice with one sign differing: 周一帆副主任 and 周一凡副主任, 《…审批公开办法》 and 《…审批公示办法》.

Two people, two documents may differ by one sign as well. So two names in one sentence are two, and so are two that both
come back; of quoted names, the sign must look or sound like the other, or make no word where it stands.
"""

from collections.abc import Iterator
from typing import NamedTuple

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.lists import Lists
from rules.text.common_words import words_of
from rules.text.misspelt import alike_signs
from rules.text.span import Span

Fault = tuple[Span, str]
_TITLE = pattern(
    "(?:常务)?副?(?:局长|主任|镇长|乡长|县长|区长|旗长|市长|书记|主席|科长|股长|所长|站长|队长|院长|馆长|校长|部长|调研员)"
)
# of deputies and heads of 科 there are several
_ONLY_ONE = frozenset({"局长", "镇长", "乡长", "县长", "区长", "旗长", "市长"})
_PERSON = 3  # signs of a name whose end is sure
# besides the surnames of the list: these are words as well, yet not before a title
_SURNAMES = "周林何高马方石叶程沈许丁余白康严温安钟田施龙傅卓蓝"
# what the name of an office has, not that of a person
_NO_NAMES = frozenset(
    "的是由等和与各在局长主任科室股所站队区县镇乡村市街道委会组院校中心部厅办务副党政法规分管全个名位员"
)
# 局长李明带队: what a name of two signs is followed by
_NO_ENDS = frozenset("任担为兼主带牵等在对每亲同负多先作将就审签率到要又还也均都以按从向于参出先后逐现已")
_QUOTED = pattern("“(?P<term>[^“”《》\n]{5,40})”|《(?P<title>[^《》\n]{5,60})》")
# 第一批 and 第二批, 县级 and 镇级 are two
_TELLING = frozenset("一二三四五六七八九十两东西南北中上下左右前后新旧老大小高低内外先初省市县区旗镇乡村社")
_ACTS_OF_MAKING = frozenset("开示")  # 公开办法 and 公示办法 are hardly both of one matter
_OFTEN = 40  # times that no report tells a name: each of them would be looked at for every other name
_LISTS = ("common_words", "report_words")
_NONE: frozenset[str] = frozenset()


class _NameWritten(NamedTuple):
    """``key``: what is the same of two names of one kind; ``written``: as it stands, with its title or its marks."""

    key: str
    name: str
    written: str
    span: Span


def told_otherwise(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    """The rarer of two such names, or the later one."""
    for place in (_persons(context, parts), _quoted(context, parts)):
        told = list(place)
        yield from _odd_ones(context, told)


def _persons(context: CheckContext, parts: tuple[str, ...]) -> Iterator[_NameWritten]:
    """People told of with a title before or behind their names."""
    text, surnames = context.body.text, frozenset((*context.lists.texts("surnames"), *_SURNAMES))
    common = words_of(context.lists, "common_words")
    for place in context.body.spans(parts):
        for found in _TITLE.finditer(text, place.start, place.end):
            before, behind = max(place.start, found.start() - _PERSON), found.end() + _PERSON
            name, later = text[before : found.start()], text[found.end() : behind]
            if _is_person(name, surnames):
                yield _NameWritten(found[0], name, name + found[0], Span(before, found.end()))
            elif (
                _is_person(later, surnames)
                and later[-1] not in _NO_ENDS
                and text[behind - 1 : behind + 1] not in common
            ):
                yield _NameWritten(found[0], later, found[0] + later, Span(found.start(), behind))


def _is_person(name: str, surnames: frozenset[str]) -> bool:
    han = len(name) == _PERSON and all("\u4e00" <= sign <= "\u9fff" for sign in name)
    return han and name[0] in surnames and _NO_NAMES.isdisjoint(name[1:])


def _quoted(context: CheckContext, parts: tuple[str, ...]) -> Iterator[_NameWritten]:
    text = context.body.text
    for place in context.body.spans(parts):
        for found in _QUOTED.finditer(text, place.start, place.end):
            yield _NameWritten(found[0][0], found[found.lastgroup or 0], found[0], Span(*found.span()))


def _odd_ones(context: CheckContext, told: list[_NameWritten]) -> Iterator[Fault]:
    """Names that are one sign off another, each once."""
    places: dict[str, list[_NameWritten]] = {}
    for one in told:
        places.setdefault(f"{one.key}{one.name}", []).append(one)
    seen: dict[tuple[str, str, str], list[_NameWritten]] = {}
    for mine in places.values():
        one = mine[0]
        for at in range(1 if one.key not in "“《" else 0, len(one.name)):
            mask = (one.key, one.name[:at], one.name[at + 1 :])
            others = seen.setdefault(mask, mine)
            if others is not mine and _is_slip(context, others, mine, at):
                wrong, right = (others, mine) if len(others) < len(mine) else (mine, others)
                yield wrong[0].span, f"别处写的是{_marked(right[0])}，差一个字"


def _marked(one: _NameWritten) -> str:
    return one.written if one.key in "“《" else f"“{one.written}”"


def _is_slip(context: CheckContext, others: list[_NameWritten], mine: list[_NameWritten], at: int) -> bool:
    """Whether two names, each with all its places, mean one."""
    rare, often = sorted((len(others), len(mine)))
    if rare > 1 or often > _OFTEN:
        return False
    sentences = {context.body.sentence(one.span.start) for one in others}
    if any(context.body.sentence(one.span.start) in sentences for one in mine):
        return False
    names = (others[0].name, mine[0].name)
    signs = frozenset(name[at] for name in names)
    if mine[0].key not in "“《":
        return mine[0].key in _ONLY_ONE or _are_alike(context, signs)
    if not _TELLING.isdisjoint(signs) or not all("\u4e00" <= sign <= "\u9fff" for sign in signs):
        return False
    if signs == _ACTS_OF_MAKING:
        return mine[0].key == "《"
    known = [_makes_word(context.lists, name, at) for name in names]
    return known[0] != known[1] or _are_alike(context, signs)


def _are_alike(context: CheckContext, signs: frozenset[str]) -> bool:
    """Whether two signs look or sound alike."""
    alike = context.lists.memo(alike_signs, ("alike_signs",))
    return signs <= alike.get(min(signs), _NONE)


def _makes_word(lists: Lists, name: str, at: int) -> bool:
    """Whether a sign makes a word with one of its neighbours."""
    return any(
        two in words_of(lists, one) for one in _LISTS for two in (name[max(0, at - 1) : at + 1], name[at : at + 2])
    )
