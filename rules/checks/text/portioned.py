"""占比、完成率与写明的部分和总数。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Gap, Note, Result
from rules.statements.rates import Rate, rates
from rules.text.mistyping import slip
from rules.text.quoting import breach
from rules.text.span import Span
from rules.text.tellings import Stretch, Told, told_with

_OF = re.compile(
    "^[，,、（]?(?:约|仅|只|就|共|合计|数量|总计|也|已)?占(?:比)?(?P<of>[^0-9，,；;。、（）]{0,12}?)(?:比例|比重)?[的为达约]*$"
)
_OF_PLAN = re.compile(
    "^[，,](?:为|达到|完成|是)(?P<of>[^0-9，,；;。、（）]{0,6}(?:计划|目标|任务|总数|总量|预算))[数额]?的$"
)
_NAMED_PART = re.compile("(?:^|[，,；;。、（：])(?P<part>[^，,；;。、（）：0-9]{2,10})占比[为达]?$")
_AT_END = re.compile("[，,、]占(?P<of>[^0-9，,；;。、（）]{0,8}?)[的为达]*$")
_NAME_OF = re.compile("[^，,；;。、：为是]{2,8}$")
_THEN = re.compile("^[，,]?(?:即|为|共|计|有)+$")
_PLAN = re.compile("计划|目标|任务|预算")
_LISTED = re.compile("、|和|及|以及")
_ALL = ("总数", "总量", "全部", "全年", "总", "全县", "合计")
_SENTENCES = 2
_LEAST = 10
_NAME = 2
_AHEAD, _LONGEST = 60, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Portioned:
    """写了“占”多少的，由同一句和前两句里的部分和总数算得出来。``words``：有这些词的才看。"""

    where: Parts
    words: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected"})
    silence: ClassVar[str] = "正文没有写可以核对的占比，没有核对"

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """The words of a share."""
        return frozenset({self.words})

    def run(self, scene: CheckContext) -> Iterator[Result]:
        """A breach for each share that its part and the one whole that is meant do not give."""
        results = [
            result
            for one in told_with(scene, self.where, self.words)
            if one.holder is None
            for result in _portions(scene, one)
        ]
        yield from results or [Gap(reason=self.silence)]


def _portions(scene: CheckContext, stretch: Stretch) -> Iterator[Result]:
    told = [one for one in stretch.told if one.kind != "%"]
    text = scene.body.text[stretch.span.start : stretch.span.end]
    for rate in rates(text) if "占" in text or "的" in text else ():
        start = stretch.span.start + rate.start
        part, named = _part(scene, told, start, stretch.span.start + rate.end)
        if part is None or not rate.sure or not part.count:
            continue
        wholes = _wholes(scene, told, part, start, everywhere=_is_all(named))
        by_name = [one for one in _before(told, part, start) if named and _is_whole(one, part, named)]
        if any(_means(rate, one, part) for one in _possible(told, part, start, by_name, rough=rate.step > 1)):
            yield Note(text=f"写出的{rate.value:f}%与件数相符")
            continue
        whole = _meant(wholes, by_name, part, rate, named)
        if whole is not None:
            first = min(part.start, start)
            span = Span(scene.body.clause(first).start, max(part.end, stretch.span.start + rate.end))
            possible = [_percent(value, whole.value) for value in (part.value, _list_up_to(told, part))]
            nearest = min(possible, key=lambda one: abs(one - rate.value))
            expected = round(nearest, 2).normalize()
            yield breach(scene, span, found=round(rate.value, 2).normalize(), expected=expected)


def _means(rate: Rate, wanted: Decimal, part: Told) -> bool:
    """Whether it is this percentage, as far as numbers that are rounded themselves can tell: 88.1亿元."""
    return rate.means(wanted) or (
        part.step > 1 and abs(rate.value - wanted) < rate.step + wanted * part.step / part.value
    )


def _part(scene: CheckContext, told: list[Told], start: int, end: int) -> tuple[Told | None, str]:
    """The number whose share is told, right before the share or right behind it, and the words of what it is of."""
    before = [one for one in told if one.end <= start]
    text = scene.body.text
    behind = next((one for one in told if one.start >= end), None)
    if behind and _THEN.match(text[end : behind.start]):
        said = re.search("占(?P<of>[^，,；;。0-9]{0,8})$", text[max(0, start - 12) : start])
        return (behind, said["of"]) if said else (None, "")
    for one in reversed(before[-2:]):
        said = _OF.match(text[one.end : start]) or _OF_PLAN.match(text[one.end : start])
        if said:
            return one, said["of"]
        if "占" not in text[one.end : start]:
            within = _OF.match(text[before[-2].end : one.start]) if len(before) > 1 else None
            if within and len(text[one.end : start]) <= 1:  # 67件，占送审稿件837件的8.0%
                return before[-2], ""
    label = _NAMED_PART.search(text[max(0, start - 20) : start])
    if label:
        return _labelled(before, label["part"]), ""
    return _spoken_of(scene, before, start)


def _spoken_of(scene: CheckContext, before: list[Told], start: int) -> tuple[Told | None, str]:
    """The only number whose name stands between the numbers and the share: 三季度最为集中，占全年的33.0%."""
    sentence = scene.body.sentence(start).start
    here = [one for one in before if one.start >= sentence]
    words = scene.body.text[here[-1].end : start] if here else ""
    said = _AT_END.search(words)
    if not said:
        return None, ""
    named = [one for one in here if (name := _NAME_OF.search(one.gap)) and name[0] in words]
    return (named[0], said["of"]) if len(named) == 1 else (None, "")


def _labelled(before: list[Told], label: str) -> Told | None:
    """The only number whose words share three characters with a label: 公众号占比."""
    near = [one for one in before if _alike(one.gap, label, 3)]
    return near[0] if len(near) == 1 else None


def _alike(words: str, label: str, length: int) -> bool:
    return any(label[at : at + length] in words for at in range(len(label) - length + 1))


def _wholes(scene: CheckContext, told: list[Told], part: Told, start: int, *, everywhere: bool) -> list[Told]:
    """The greater numbers of the unit told before the share: near it, or, of 总数, in the whole paragraph."""
    near = [one for one in told if one.kind == part.kind and one.start < start and one.count]
    if not everywhere:
        near = _near(scene, told, part, start)
    return [one for one in near if one.value > part.value]


def _before(told: list[Told], part: Told, start: int) -> list[Told]:
    """The exact numbers of the unit told before the share in its paragraph, nearest first."""
    found = [one for one in told if one.start < start and one.kind == part.kind]
    return [one for one in reversed(found) if one.count and one is not part]


def _near(scene: CheckContext, told: list[Told], part: Told, start: int) -> list[Told]:
    """The exact numbers of the unit told before the share, in its sentence and the two before; nearest first."""
    first = scene.body.sentence(part.start).start
    paragraph = scene.body.paragraph(part.start).start
    for _ in range(_SENTENCES):
        first = scene.body.sentence(first - 1).start if first > paragraph else first
    near = [one for one in told if max(first, paragraph) <= one.start < start and one.kind == part.kind]
    return [one for one in reversed(near) if one.count and one is not part]


def _possible(told: list[Told], part: Told, start: int, by_name: list[Told], *, rough: bool) -> Iterator[Decimal]:
    """What the share may be: of the number that it names, else of any in the paragraph or of the row the part is in."""
    listed = _list_up_to(told, part)
    if by_name:
        yield from (_percent(value, one.value) for one in by_name for value in (part.value, listed))
        return
    alike = [one for one in told if one.kind == part.kind and one.start < start + _AHEAD]
    yield from (_percent(part.value, one.value) for one in alike if one.value >= part.value)
    if not rough:  # 六成 would agree with one of them by chance
        yield from (_percent(part.value, total) for total in _rows_with(told, part) if total > 0)


def _list_up_to(told: list[Told], part: Told) -> Decimal:
    """The sum of the list that ends with a number: 户外屏12条、宣传栏8条，占总量的5%."""
    at = told.index(part)
    total = told[at].value
    while at and _LISTED.match(told[at].gap) and told[at - 1].kind == part.kind:
        at -= 1
        total += told[at].value
    return total


def _rows_with(told: list[Told], part: Told) -> Iterator[Decimal]:
    """The sums of the rows of one unit that hold a number: 网站410条，公众号365条 … 公众号占比."""
    at = told.index(part)
    first, last = at, at
    while first and told[first - 1].kind == part.kind and at - first < _LONGEST:
        first -= 1
    while last + 1 < len(told) and told[last + 1].kind == part.kind and last - at < _LONGEST:
        last += 1
    for start in range(first, at + 1):
        for end in range(at, last + 1):
            yield sum((one.value for one in told[start : end + 1]), Decimal(0))


def _meant(wholes: list[Told], by_name: list[Told], part: Told, rate: Rate, named: str) -> Told | None:
    """The one whole that is clearly meant, if there is one."""
    if by_name:
        return by_name[0] if len({one.value for one in by_name}) == 1 else None
    if named and not _is_all(named):
        return None
    slipped = [
        one
        for one in wholes
        if rate.step < 1 and slip(rate.value, round(_percent(part.value, one.value), _places(rate)), rate.step)
    ]
    if len(slipped) == 1:
        return slipped[0]
    only = len({one.value for one in wholes}) == 1 and wholes[0].value >= _LEAST
    return wholes[0] if only and not _is_all(named) else None


def _is_all(named: str) -> bool:
    """Whether words such as 总数 name the whole: any number may be the total of all."""
    return named in _ALL or "总" in named or "全" in named


def _places(rate: Rate) -> int:
    return max(0, -int(rate.step.as_tuple().exponent))


def _is_whole(whole: Told, part: Told, named: str) -> bool:
    """Whether the words of a share name this whole: 新收申请480件 … 占新收件的85.8%.

    A number less than the part is no whole, unless it is a plan, which may be surpassed.
    """
    may_be = whole.value >= part.value or _PLAN.search(named) is not None
    return may_be and any(named[at : at + _NAME] in whole.gap for at in range(len(named) - _NAME + 1))


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return part * 100 / whole
