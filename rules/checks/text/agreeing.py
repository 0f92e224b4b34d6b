"""同一件事在几处说得一样。"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, TermsList
from rules.engine.results import Breach, Check, Gap, Result
from rules.text.body import Body
from rules.text.figures import Mention, mentions
from rules.text.names import same_body
from rules.text.own_identity import OwnIdentity, own_identity
from rules.text.passage import part_name
from rules.text.readings import READERS, Reading
from rules.text.scopes import outside
from rules.text.self_reference import self_references
from rules.text.span import Span

_BRACKETS = pattern(r"[（(][^（）()]*[)）]")
# what may stand before a figure of all there is; any other word (微信公众号, 食品安全, 专栏) narrows it to something
_HEAD = pattern(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,2}[）)、.．])?(?:主动公开|依申请公开|总体)?(?:情况|工作|方面)?[。：:]?"
    r"(?:截至)?(?:20[0-9]{2}年(?:度)?(?:1?[0-9]月(?:[0-9]{1,2}日|底)?)?|本年度?|全年|今年|年内|一年来)?"
)
_OF_ALL = pattern(
    "(?:[我本全]?(?:局|镇|乡|办|街道|单位|县|区|市|机关|委|中心)|截至|20[0-9]{2}|年度?|本年|全年|今年|年内|度|"
    "共计|总计|合计|累计|共|各类|各种|各项|主动|政府|信息|公开|了|的|达到?|为|有|新|\x00|[（(][一二三四五六七八九十][)）]|[。：:])*"
)
_LONGEST_HEADING = 30
_STREET = frozenset({"街道", "办"})

Name = Literal[
    "title.year", "lead.year", "period.year", "folder.year", "title.agency", "lead.agency", "closing.agency",
    "self", "section.1.fee", "section.6.fee",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreeing(Check):
    """readings 里各处读到的说法应当一致；figures 里每一种数字在 where 里说了几次的，应当是同一个数。"""

    readings: tuple[Name, ...] = ()
    figures: TermsList = ()
    where: Parts = ()

    facts: ClassVar[frozenset[str]] = frozenset({"values", "places"})
    silence: ClassVar[str] = "能比对的说法不到两处，没有比对"

    @property
    def cues(self) -> frozenset[str] | None:
        """The words of the figures, where nothing but figures is compared."""
        return None if self.readings else frozenset(self.figures)

    def run(self, scene: CheckContext) -> Iterator[Result]:
        """One breach for a group of readings that do not agree; with fewer than two there is nothing to compare."""
        groups = [list(self._read(scene)), *_told(self.figures, self.where, scene)]
        compared = [group for group in groups if len(group) > 1]
        if not compared:
            yield Gap(reason=self.silence)
        for group in compared:
            differing = _differing(group, scene.memo(own_identity))
            if differing:
                yield _breach(differing)

    def _read(self, scene: CheckContext) -> Iterator[Reading]:
        for name in self.readings:
            yield from self_references(scene) if name == "self" else READERS[name](scene)


def _told(lists: Iterable[str], where: Parts, scene: CheckContext) -> Iterator[list[Reading]]:
    """The figures told by the same words, each group a list of readings."""
    for name in lists:
        groups: dict[str, list[Reading]] = {}
        for mention in mentions(scene.body, name, where):
            if mention.quantity.exact and not outside(scene, mention) and _of_all(scene, mention):
                start, end = mention.span.start, mention.span.end
                says, place = f"“{scene.body.written(start, end)}”", scene.body.place(start, end)
                part = scene.body.passage(start).part
                reading = Reading(value=mention.quantity.value, says=says, ref=part, place=place)
                groups.setdefault(mention.term.text + mention.quantity.unit, []).append(reading)
        yield from groups.values()


def _of_all(scene: CheckContext, mention: Mention) -> bool:
    """Whether a figure is one of all there is: nothing before it narrows it, so that it can be told twice.

    What a figure is narrowed to (a channel, a topic) may stand in its clause, in a clause before it or in the heading
    above it; where that cannot be told, the figure is equal to nothing.
    """
    body = scene.body
    before = body.text[mention.sentence.start : mention.clause.start].rstrip("，,")
    words = body.text[mention.clause.start : mention.quantity.start]
    rest = "".join(sign for sign in _HEAD.sub("", words, count=1) if sign not in mention.term.text)
    heading = _heading(body, mention.span.start)
    narrowed = any(term.text in heading for term in body.lists["channels"].terms)
    return not narrowed and _HEAD.fullmatch(before) is not None and _OF_ALL.fullmatch(rest) is not None


def _heading(body: Body, at: int) -> str:
    """The short paragraph above the one that holds a place, whatever sign it ends with, and its own heading."""
    start = body.paragraph(at).start
    above = body.paragraph(start - 1) if start else Span(0, 0)
    words = body.text[above.start : above.end] if above.end - above.start <= _LONGEST_HEADING else ""
    return words + body.text[start : body.sentence(at).start]


def _differing(group: list[Reading], own: OwnIdentity) -> list[Reading]:
    """The first reading and those that differ from it, each value once; empty when all agree."""
    same = _sameness(group[0].value, own)
    kept = [group[0]]
    for reading in group[1:]:
        if not any(same(reading.value, one.value) for one in kept):
            kept.append(reading)
    return kept if len(kept) > 1 else []


def _sameness(value: object, own: OwnIdentity) -> Callable[[object, object], bool]:
    if isinstance(value, int | Decimal):
        return lambda one, other: one == other
    return lambda one, other: _same_name(str(one), str(other), own)


def _same_name(one: str, other: str, own: OwnIdentity) -> bool:
    a, b = _BRACKETS.sub("", one), _BRACKETS.sub("", other)
    return a == b or {a, b} == _STREET or (len(a) > 2 and (same_body(a, b) or (own.means(a) and own.means(b))))  # noqa: PLR2004 - 局, 中心 are kinds, not names


def _breach(differing: list[Reading]) -> Breach:
    """A year that is not the same everywhere concerns the whole report: no other place can be judged before."""
    years = isinstance(differing[0].value, int)
    facts = {
        "values": tuple(reading.says for reading in differing),
        "places": tuple(dict.fromkeys(part_name(reading.ref) for reading in differing if reading.ref != "submission")),
    }
    return Breach(
        refs=() if years else tuple(dict.fromkeys(reading.ref for reading in differing)),
        places=tuple(reading.place for reading in differing if reading.place),
        facts=facts,
    )
