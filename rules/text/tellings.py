"""The numbers of a paragraph one after the other, each with the words and marks that part it from the one before.

What brackets hold is a stretch of its own, told beside the number that stands before the bracket.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.text.numbers import Quantity, quantities
from rules.text.span import Span

_SAME_UNIT = {"人次": "人", "名": "人", "批次": "批", "块次": "块", "场次": "场"}
# 20个工作日 and 3个月 are no numbers of what is counted in 个
_TIME = ("工作日", "月", "小时", "季度", "年")
# told of the year before, or the difference to it
_CHANGE = pattern(
    "(?:增加|减少|增长|下降|净增|净减|多|少|增|减)了?$|(?:上年|去年|上一年|上年度|20[0-9]{2}年度?|二〇..年)(?!末|底)[^，,；;。、：:转]{0,8}$"
)
_COMPARING = pattern("[比较与]|同比|增|减|少|多|上年|去年")
_CLAUSE = pattern("[，,]?[^，,；;。、：:]*$")
_PERCENT = pattern("[，,]?[^，,；;、。：:]*%")
_MARK = pattern("[、，,；;]")
_FEW = 10
_MOST = 400  # a paragraph with more numbers is a table that lost its lines
_BRACKET = pattern(r"（([^（）]*)）|\(([^()]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A number with its unit. ``kind``: the unit as far as it decides what may be added; ``gap``: all since the last.

    ``start``/``end``: where it stands in the body's text, with its unit; ``spelt``: as it is written, with its unit.
    """

    value: Decimal
    kind: str
    step: Decimal
    sure: bool
    gap: str
    start: int
    end: int
    spelt: str = ""

    @property
    def count(self) -> bool:
        """Whether it is an exact number of something, no percentage."""
        return self.sure and self.kind != "%"

    @property
    def at_least(self) -> bool:
        """Whether it is a number of something that is this or more: 100余条."""
        return not self.sure and self.kind != "%" and any(sign in self.spelt for sign in "余多")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Numbers in order; ``rest``: the words behind the last one.

    ``counts``: without percentages and words such as 三个 that only take up what is counted; ``own``: without last
    year's numbers and the differences to them as well. A bracket's stretch names the ``holder``, the number right
    before the bracket. ``words``: the whole of it.
    """

    span: Span
    told: tuple[Told, ...]
    counts: tuple[Told, ...]
    own: tuple[Told, ...]
    rest: str
    words: str = ""
    holder: Told | None = None

    def behind(self, one: Told) -> str:
        """The words behind a number, to the end of its sentence."""
        return self.words[one.end - self.span.start :].partition("。")[0]


def stretches(scene: CheckContext, where: Parts) -> tuple[Stretch, ...]:
    """The paragraphs of the named parts without their brackets, each followed by those brackets that hold numbers."""
    return tuple([one for _, told in _told_in(scene, where) for one in told])


def told_with(scene: CheckContext, where: Parts, words: str) -> Iterator[Stretch]:
    """The stretches of the paragraphs in which a word of a list stands."""
    starts = sorted(at for _, places in scene.body.places(words) for at in places)
    for paragraph, told in _told_in(scene, where) if starts else ():
        at = bisect_left(starts, paragraph.start)
        if told and at < len(starts) and starts[at] < paragraph.end:
            yield from told


def _told_in(scene: CheckContext, where: Parts) -> tuple[tuple[Span, tuple[Stretch, ...]], ...]:
    """The paragraphs of the named parts, each with its stretches."""
    known = scene.memo(_known)
    if where not in known:
        known[where] = tuple([(span, _taken_apart(scene, span)) for span in _paragraphs(scene, where)])
    return known[where]


def _known(_scene: CheckContext) -> dict[Parts, tuple[tuple[Span, tuple[Stretch, ...]], ...]]:
    return {}


def _taken_apart(scene: CheckContext, span: Span) -> tuple[Stretch, ...]:
    known = scene.memo(_by_paragraph)
    if span not in known:
        known[span] = tuple(_stretches(scene, span))
    return known[span]


def _by_paragraph(_scene: CheckContext) -> dict[Span, tuple[Stretch, ...]]:
    return {}


def _paragraphs(scene: CheckContext, where: Parts) -> Iterator[Span]:
    for part in scene.body.spans(where):
        start = part.start
        while start < part.end:
            paragraph = scene.body.paragraph(start)
            if paragraph.end > paragraph.start:
                yield paragraph
            start = paragraph.end + 1


def _stretches(scene: CheckContext, span: Span) -> Iterator[Stretch]:
    text = scene.body.text[span.start : span.end]
    plain = text
    if "（" in text or "(" in text or "《" in text:
        plain = "。".join(scene.body.parsed(one).plain for one in _sentences(scene, span))
    if len(plain) != len(text):
        plain = text
    main = _stretch(plain, span)
    yield main
    for bracket in _BRACKET.finditer(text):
        inner = Span(span.start + bracket.start() + 1, span.start + bracket.end() - 1)
        held = _stretch(text[bracket.start() + 1 : bracket.end() - 1], inner)
        if held.told:
            before = [one for one in main.told if one.end <= inner.start]
            yield replace(held, holder=before[-1] if before else None)


def _sentences(scene: CheckContext, span: Span) -> Iterator[Span]:
    start = span.start
    while start <= span.end:
        sentence = scene.body.sentence(start)
        yield Span(start, min(sentence.end, span.end))
        start = sentence.end + 1


def _stretch(words: str, span: Span) -> Stretch:
    told: list[Told] = []
    at = 0
    numbers = list(quantities(words))
    for number in numbers if len(numbers) <= _MOST else ():
        if number.unit:
            told.append(_told(words, number, words[at : number.start], span.start))
            at = number.end
    counts = _counted(told)
    return Stretch(span=span, told=tuple(told), counts=counts, own=_own(counts), rest=words[at:], words=words)


def _counted(all_told: Sequence[Told]) -> tuple[Told, ...]:
    """The numbers without the percentages, whose words are cut out of the gaps."""
    found: list[Told] = []
    carried = ""
    for one in all_told:
        gap = carried + one.gap
        if one.kind == "%":
            carried = gap + "%"
        elif _refers(one, all_told):
            carried = gap + one.spelt
        else:
            found.append(_with(one, _PERCENT.sub("", gap) if "%" in gap else gap))
            carried = ""
    return tuple(found)


def _refers(one: Told, told: Sequence[Told]) -> bool:
    """Whether it only takes up what is counted: 三个账号依次为1204条, 前一次13人."""
    if one.value > _FEW or one.spelt[0] not in "一两二三四五六七八九十":
        return False
    after = next((other for other in told if other.start >= one.end), None)
    return after is not None and after.kind != one.kind and not _MARK.search(after.gap) and "。" not in after.gap


def _own(told: Sequence[Told]) -> tuple[Told, ...]:
    """The numbers of the year itself: last year's, and by how many it changed, are left out with their words."""
    found: list[Told] = []
    carried = ""
    for one in told:
        gap = carried + one.gap
        carried = ""
        clause = _CLAUSE.search(one.gap)
        if found and clause and _CHANGE.search(one.gap) and _COMPARING.search(clause[0]):
            carried = gap[: len(gap) - len(clause[0])]
        else:
            found.append(_with(one, gap))
    return tuple(found)


def _with(one: Told, gap: str) -> Told:
    return one if gap == one.gap else replace(one, gap=gap)


def _told(words: str, number: Quantity, gap: str, base: int) -> Told:
    kind = _SAME_UNIT.get(number.unit, number.unit)
    if kind == "个" and words.startswith(_TIME, number.end):
        kind = "个" + words[number.end]
    return Told(
        value=number.value,
        kind=kind,
        step=number.step,
        sure=not number.rough,
        gap=gap.replace("\x00", ""),
        start=base + number.start,
        end=base + number.end,
        spelt=words[number.start : number.end],
    )
