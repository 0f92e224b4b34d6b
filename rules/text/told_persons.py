"""Names told in two ways: 周一帆副主任 and 周一凡, “大美白土冈” of 白土岗镇, 副局长姚思源 and 局长姚思源.

A person is sure where an office stands by the name, or 由, or a sure one and 、. Two people may differ by one sign as
well: two in one sentence are two, and so are two that both come back; the sign must look or sound like the other, or
one of them be told of without an office, as one who was told of before.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import NamedTuple

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.lists import Lists
from rules.text.common_words import words_of
from rules.text.numbers import LOST_SIGN, numeral
from rules.text.one_off import TELLING, are_alike, one_off, stands_alone
from rules.text.own_identity import own_identity
from rules.text.span import Span, standing

Fault = tuple[Span, str]
_ANCHOR = pattern(
    f"(?<!{LOST_SIGN})(?P<title>(?:常务|第一)?副?(?:局长|主任|镇长|乡长|县长|区长|旗长|市长|书记|主席|科长|股长|所长|站长|[大中支]?队长|院长|馆长|校长|部长"
    "|秘书长|调研员))|(?P<role>(?:信息|监督|保密|联络|工作人|网格|审核|管理)员|(?:党政)?办公室|党政办|网格长|支书(?!记)|(?<=[村区室办])文书|会计(?!师)"
    "|[\u4e00-\u9fff]{2}[股科](?![长员]))|由|联系人[:：为是]?|(?<![检民小组])组长|领导小组组?长"
)
# 6个村, 行政村, 农村 are no names
_PLACE = pattern("(?<!行政)(?<![0-9个农行各每全本该驻进到下])(?:村|社区)|简称“(?P<short>[\u4e00-\u9fff]{4,10})”")
_HEADS = frozenset({"局长", "镇长", "乡长", "县长", "区长", "旗长", "市长", "馆长"})  # there is one of them
_BEFORE = ("", *"，。；：、\n（）由请经和")
# what ends the name of a body
_BODY = pattern("[^\\W由请经和]{1,3}[站所队院校馆股科会联委室办组村社区部处司企心格局镇乡道县大协]$")
_EVERYWHERE = frozenset({"支书", "文书", "会计", "网格长", "网格员"})  # each village has its own
_MOVED = pattern(
    "[调离接升转提原前现时新改]任(?!务)|[月日]任|调离|任命|退休(?![人审待金手职])|不再[担兼任]|免去|免职|轮岗|履新|接替|换届|提拔|兼(?![职顾容有])|原副|[撤改设](?:镇|乡|街道)"
    "|(?:小组|成员|分工|人员|班子|干部)[^，。；]{0,6}(?:调整|变动|变更)"
)
_COUNT = pattern("(?:共|这)?([0-9]{1,2}|[两二三四五六七八九])(?:名同志|人|位)(?!次)")
_MANY = 200  # names that are looked for in the text: a report has a dozen
_LEADS = ("长", "任", "记", "席")  # 局长王敏和李明、何静两位副局长
_SIGNS, _LISTS = 3, ("person_signs", "surnames")


class _NamedPerson(NamedTuple):
    """``title``: the office told with the name, ``""`` if none; ``before``: the sign before both.

    ``body``: the end of the name of the body whose office it is, ``""`` if none stands before it.
    ``introduced``: whether who it is stands before the name, as where people are told of first.
    """

    name: str
    title: str
    before: str
    start: int
    introduced: bool
    body: str = ""


class _Reader(NamedTuple):
    """The text with what names are known by: the signs by their sort, and the common words."""

    text: str
    signs: Mapping[str, AbstractSet[str]]
    words: AbstractSet[str]

    def is_person(self, name: str) -> bool:
        person = len(name) > 1 and name.isalpha() and name[-1] != "以" and name[0] in self.signs["surname"]
        return person and self.signs["within"].isdisjoint(name[1:])

    def name_at(self, at: int, title: str) -> str:
        """The name of three signs, of two, or, by its sound, of four that stands there, ``""`` if none is sure."""
        for size in (_SIGNS, _SIGNS - 1):
            name, end = self.text[at : at + size], at + size
            behind = self.text[end : end + 1]
            over = behind in self.signs["behind"] or not behind.isalpha() or self.text[end : end + 2] in self.words
            cut = self.text[end - 1 : end + 1] in self.words and self.text[end : end + 2] not in self.words
            apart = name[-1:] not in self.signs["behind"] and not cut
            if self.is_person(name) and apart and (size == _SIGNS or (over and name not in self.words)):
                return name
        name = self.text[at : at + _SIGNS + 1]
        strange = title and not (name[:2] in self.words and name[2:] in self.words)
        strange = strange and len(name) > _SIGNS and name.isalpha()
        # 乡长签发前必须看, 乡长逐章讲了 tell what is done
        return name if strange and all(self.signs[sort].isdisjoint(name) for sort in ("within", "behind")) else ""

    def rows(self, place: Span) -> Iterator[list[_NamedPerson]]:
        """The people told of at each office and each word that is followed by names."""
        for found in _ANCHOR.finditer(self.text, place.start, place.end):
            start, end = found.span()
            title, known = found["title"] or "", found[0] != "由"
            for size in (_SIGNS, _SIGNS - 1) if title else ():
                name, before = self.text[start - size : start], self.text[start - size - 1 : start - size]
                if self.is_person(name) and (size == _SIGNS or before in _BEFORE):
                    at = start - size
                    yield [_NamedPerson(name, title, before, at, introduced=False, body=self.body_at(at))]
                    break
            else:
                office, before = title or found["role"] or "", self.text[max(0, start - 1) : start]
                first = _NamedPerson("", office, before, end, known, self.body_at(start) if office else "")
                yield list(self._row(first, title))

    def _row(self, first: _NamedPerson, title: str) -> Iterator[_NamedPerson]:
        """The names that stand in a row from a place on: 史敏、冯小亮; the office is told of the first."""
        one = first
        while name := self.name_at(one.start, title):
            yield one._replace(name=name)
            behind, title = one.start + len(name), ""
            one = _NamedPerson("", "", self.text[behind : behind + 1], behind + 1, one.introduced)
            if one.before not in "、和":
                return

    def body_at(self, end: int) -> str:
        """The end of the name of a body that stands before a place: 水利站 of 水利站站长, ``""`` if none does."""
        found = _BODY.search(self.text, max(0, end - 4), end)
        return found[0] if found else ""


def _signs(lists: Lists, names: tuple[str, ...]) -> Mapping[str, AbstractSet[str]]:
    """Sort -> the signs of that sort; the list of surnames holds surnames too."""
    signs = {one.sort: frozenset(one.text) for one in lists[names[0]].terms}
    return signs | {"surname": signs["surname"].union(lists.texts(names[1]))}


def told_persons(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    """Names and offices that do not agree, and people that are not as many as they are told to be."""
    signs = context.lists.memo(_signs, _LISTS)
    reader = _Reader(context.body.text, signs, words_of(context.lists, "common_words"))
    told: dict[str, list[_NamedPerson]] = {}
    for row in (row for place in context.body.spans(parts) for row in reader.rows(place) if row):
        for one in row:
            told.setdefault(one.name, []).append(one)
        end = row[-1].start + len(row[-1].name)
        number = _COUNT.match(reader.text, end) if len(row) > 1 and not row[0].title.endswith(_LEADS) else None
        if number and numeral(number[1]) != len(row):
            yield Span(row[0].start, number.end()), f"列出的名字有{len(row)}个"
    places = [one["short"] or reader.text[one.start() - 2 : one.end()] for one in _PLACE.finditer(reader.text, 2)]
    places = [one for one in places if one.isalpha()]
    seen, tried = set[str](), set[tuple[str, str]]()  # a pair that stands often is looked at once
    for name in islice(dict.fromkeys((*told, *places)), _MANY):
        for start, at in one_off(reader.text, name):
            rival = reader.text[start : start + len(name)]
            known = (name, rival) in tried or not seen.isdisjoint((name, rival))
            tried.add((name, rival))
            if not known and (len(name) >= _SIGNS or rival in told):
                for fault in _otherwise(context, told, (name, rival), at):
                    seen |= {name, rival}
                    yield fault
    if not _MOVED.search(reader.text):
        yield from _offices(context, [one for name in told if name not in seen for one in told[name]])


def _otherwise(
    context: CheckContext, told: dict[str, list[_NamedPerson]], names: tuple[str, str], at: int
) -> Iterator[Fault]:
    """The rarer of two names that mean one, or the one without an office, or the later one."""
    places = [list(standing(context.body.text, name)) for name in names]
    sentences = [{context.body.sentence(start) for start in starts} for starts in places]
    titles = [{one.title for one in told.get(name, ())} - {""} for name in names]
    if min(map(len, places)) > 1 or sentences[0] & sentences[1]:
        return
    signs, both, sure = [name[at] for name in names], (titles[0] & titles[1]) - _EVERYWHERE, names[1] in told
    if at < 0:
        one = True
    elif _are_of_two_bodies(*(told.get(name, ()) for name in names)):
        one = False
    elif are_alike(context, signs, near=at > 0 and all(titles) != any(titles)):
        start = places[1][0]  # 居民巢玉露 is another
        again = names[0] not in told or (at > 0 and context.body.text[start - 1 : start] in _BEFORE)
        alone = again and stands_alone(context, start + at) and TELLING.isdisjoint(signs)
        one = (bool(both) if len(names[0]) < _SIGNS else both or not all(titles)) and (sure or alone)
    else:
        known = [any(one.introduced for one in told.get(name, ())) for name in names]
        bare = any(
            not known[one] and titles[1 - one] and ((both and known[1 - one]) or not titles[one]) for one in (0, 1)
        )
        rare = names[0][0] not in context.lists.memo(_signs, _LISTS)["common"]
        one = at > 0 and sure and (any(title in _HEADS for title in both) or (rare and bare))
    if one:
        wrong, right = sorted((0, 1), key=lambda one: (len(places[one]), bool(titles[one]), -places[one][0]))
        start = places[wrong][0]
        yield Span(start, start + len(names[wrong])), f"别处写的是“{names[right]}”，前后不一"


def _are_of_two_bodies(some: Iterable[_NamedPerson], others: Iterable[_NamedPerson]) -> bool:
    """Whether the same office is told of two names, but of another body each time: 人大主席, 妇联主席."""
    pairs = [
        (one.body, other.body)
        for one in some
        for other in others
        if one.title == other.title and one.body and other.body
    ]
    return bool(pairs) and not any(one.endswith(other) or other.endswith(one) for one, other in pairs)


def _offices(context: CheckContext, told: list[_NamedPerson]) -> Iterator[Fault]:
    """One person with two offices, two people with one, and an office that such a township does not have."""
    body, own = context.body, context.memo(own_identity).main
    kind = next((one for one in ("街道", "镇", "乡") if own.township and own.core.endswith(one)), "")
    chief, known = f"{(own.core or own.place)[-1:]}长", dict[str, _NamedPerson]()
    for one in (one for one in told if one.title[-2:] in _HEADS):
        span, sentence = Span(one.start, one.start + len(one.name)), body.sentence(one.start)
        level, first = one.title[-2], known.setdefault(one.name, one)
        alone = one.title == chief and one.before in _BEFORE
        boss = known.setdefault("", one) if alone else one
        if first.title.removeprefix("常务") != one.title.removeprefix("常务") and not sentence.holds(first.start):
            yield span, f"别处写的职务是“{first.title}”，这里是“{one.title}”"
        elif (
            kind
            and level in "镇乡"
            and level not in kind + body.text[sentence.start : one.start].removesuffix(one.title)
        ):
            yield span, f"{kind}没有“{one.title}”这个职务"
        elif boss.name != one.name:
            yield span, f"前面写的“{chief}”是“{boss.name}”"
