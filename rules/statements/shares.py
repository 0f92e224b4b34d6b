"""Statements of a share: which numbers are the part, and by what words the whole is named."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.statements.mentions import Mention, total_of
from rules.statements.share_rows import list_before, outside, row_before

_ROUGHLY = "(?:约|仅|只|就|也|已|各|均|恰|正好|刚好|同样)?"
_TAKES = f"{_ROUGHLY}(?:占|占比|所占|比重)(?:比)?"
_OF = pattern(
    f"^[）)]?[，,、（(]?(?:共|合计|数量|总计)?(?:{_TAKES}(?P<of>[^0-9，,；;。、（）]{{0,12}}?)|{_ROUGHLY}(?:为|是)(?P<whole>[^0-9，,；;。、（）]{{1,8}}?)|(?:恰|正|刚|恰好|正好|刚好)(?:为|是))"
    "(?:比例|比重|数)?[的为达约]*$"
)
_OF_PLAN = pattern(
    "^[，,](?:为|达到|完成|是)(?P<of>[^0-9，,；;。、（）]{0,6}(?:计划|目标|任务|总数|总量|预算))[数额]?的$"
)
_BRACKET = pattern(f"^[（(](?:{_TAKES})?(?:为|达)?$")
_TOGETHER = pattern(
    "(?:(?P<first>前)?(?P<many>[两二三四])(?:者|项|类|种|家|个)?)?(?:合计|共计|合占|一起|之和|相加|总计|合起来|加起来)[^，,；;。、0-9]{0,4}?占(?:比)?(?P<of>[^0-9，,；;。、（）]{0,12}?)[的为达约]*$"
    "|(?P<those>前)?(?P<both>[两二三四])(?:者|项|类|种)占(?P<named>[^0-9，,；;。、（）]{0,12}?)[的为达约]*$"
)
_EACH = pattern(
    "(?:分别|依次|各)(?:约)?(?:占|为)|占(?:比|全部)?[^，,；;。、0-9]{0,6}(?:分别|依次)(?:约|为|是)?|占比?(?:为|是)?$"
)
_ONE_APART = pattern(f"^[^0-9，,；;。、：（）占]{{2,24}}[，,]{_TAKES}[为达约]*$")
_SUM_OF = pattern(
    "[与和及加]([^，,；;。、与和及0-9]{2,8}?)(?:之和|合计|共计|两[项类者]|二者|一起|合|共)+[占为](?P<of>[^0-9，,；;。、（）]{0,12}?)[的为达约]*$"
)
_JOINED = pattern("以及|[、和及与]")
_SEVERAL = pattern(
    "(?:^|[，,；;。：（])(?!.{0,24}(?:分别|依次|各占))(?P<names>[^，,；;。、（）：0-9]{2,10}(?:(?:以及|[、和及与])[^，,；;。、（）：0-9]{2,10}?)+)"
    "(?:合计|共计|总计|合起来|加起来|合|共|一起|之和|[两三四][项类种者])*(?:占|的(?:比重|比例|占比)为?)(?:比|了)?(?P<of>[^0-9，,；;。、（）]{0,8}?)[的为达约]*$"
)
# around the name of a result
_AROUND = pattern("予以|决定|依法|全部|其中|同意|[的类件]")
_NAMED = pattern(
    "(?:^|[，,；;。、（：])(?P<part>[^，,；;。、（）：0-9]{2,12}?)占(?:比|了)?(?P<of>[^0-9，,；;。、（）]{0,8}?)[的为达约]*$"
)
_AT_END = pattern("[，,、]占(?P<of>[^0-9，,；;。、（）]{0,8}?)[的为达约]*$")
_NAME_OF, _THEN = pattern("[^，,；;。、：为是]{2,8}$"), pattern("^[，,]?(?:即|为|共|计|有)+$")
_DIFFERENCE = pattern("(?:超出|超过|[多少增减]|增加|减少|下降|净增|净减)了?$")
_ITEMS = ("两项", "二项", "三项", "四项", "两类", "三类", "两种", "三种")
_MANY = {"两": 2, "二": 2, "三": 3, "四": 4}
_OF_MONEY, _OPENS = pattern("资金|金额|投资|经费|款$"), pattern("^.*[，,；;。：:、]|^(?:其中|包括|包含|含)")
_FORMER, _LATTER, _ALIKE, _NOT = "前者", "后者", 3, "非不未无"
_WITHIN = pattern("中[^，,；;。]*的[^，,；;。]{0,2}(?:分别|依次|各)")  # 两者中配图的分别占三成和八成


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``parts``: the numbers that are the part, together; ``of``: the words that name the whole, ``""``: none."""

    rate: Mention
    parts: tuple[Mention, ...]
    of: str = ""

    @property
    def part(self) -> Mention:
        """The number told last of the part."""
        return self.parts[-1]

    @property
    def value(self) -> Decimal:
        """The part."""
        return total_of(self.parts)

    def means(self, whole: Decimal, value: Decimal | None = None) -> bool:
        """Whether it is the share of this whole, as far as numbers that are rounded themselves can tell: 88.1亿元."""
        part, step = self.value if value is None else value, self.part.step
        wanted = part * 100 / whole
        loose = wanted * step / part if step > 1 and part else Decimal(0)
        return abs(wanted - self.rate.value) < self.rate.step + loose


def shares(told: Sequence[Mention], text: str) -> Iterator[Share]:
    """The shares of a paragraph whose part is told. ``text``: the whole text in which the numbers stand."""
    at = 0
    while at < len(told):
        one = told[at]
        run = _run(told, at)
        if one.rate is None:
            at += 1
        elif len(run) > 1 and _EACH.search(one.label):
            yield from () if _WITHIN.search(one.label) else _each(told, at, run)
            at += len(run)
        else:
            found = _share(told, at, text) if one.sure else None
            if found is not None and all(part.count for part in found.parts):
                yield found
            at += 1


def _run(told: Sequence[Mention], at: int) -> Sequence[Mention]:
    """The shares joined by 、 from one on: 57.1%、38.1%、4.8%."""
    end = at
    while end < len(told) and told[end].rate and (end == at or told[end].gap in ("、", "和", "，", "及")):
        end += 1
    return told[at:end]


def _each(told: Sequence[Mention], at: int, run: Sequence[Mention]) -> Iterator[Share]:
    """自然人12件、企业8件，分别占57.1%、38.1%: one share for each of the last numbers."""
    before = row_before([one for one in told[:at] if one.rate is None], len(run))
    same = {one.kind for one in before}
    if len(before) == len(run) and len(same) == 1 and all(one.count for one in (*before, *run) if one.rate is None):
        yield from (
            Share(rate=rate, parts=(part,)) for part, rate in zip(before, run, strict=True) if rate.sure and part.value
        )


def _share(told: Sequence[Mention], at: int, text: str) -> Share | None:
    rate = told[at]
    before = outside([one for one in told[:at] if one.rate is None], rate)
    after = told[at + 1] if at + 1 < len(told) else None
    if after is not None and after.rate is None and _THEN.match(after.gap):
        said = re.search("占(?P<of>[^，,；;。0-9]{0,8})$", rate.gap)
        return Share(rate=rate, parts=(after,), of=said["of"]) if said else None
    if not before:
        return None
    summed = _SUM_OF.search(rate.gap)
    if summed:
        return _by_names(rate, before, summed)
    gap, counted = _with_items(rate, before)
    several = _SEVERAL.search(gap)
    if several:
        return _all_named(rate, counted, several)
    return (
        _together(told, at, before)
        or _beside(told, at, before, text)
        or _labelled(rate, before)
        or _spoken_of(rate, before)
    )


def _with_items(rate: Mention, before: Sequence[Mention]) -> tuple[str, Sequence[Mention]]:
    """The words before a share and the numbers before these: 前两项合计占 counts nothing new."""
    last = before[-1]
    if last.written not in _ITEMS or len(before) == 1:
        return rate.gap, before
    return last.gap + last.written + rate.gap, before[:-1]


def _together(told: Sequence[Mention], at: int, before: Sequence[Mention]) -> Share | None:
    """予以公开18件，部分公开6件，二者合计占答复总数的51.1%."""
    rate = told[at]
    gap, before = _with_items(rate, before)
    said = _TOGETHER.search(gap)
    if not said or gap.count("。"):
        return None
    many = _MANY[said["many"] or said["both"] or "两"]
    first = said["first"] or said["those"]
    parts = tuple(list_before(before)[:many]) if first else tuple(before[-many:])
    if len(parts) < many or len({one.kind for one in parts}) > 1 or (said.start() and gap[said.start() - 1] in "、和"):
        return None
    return Share(rate=rate, parts=parts, of=said["of"] or said["named"] or "")


def _all_named(rate: Mention, before: Sequence[Mention], said: re.Match[str]) -> Share | None:
    """公开和部分公开占办结数的60%: the numbers of these names, wherever they stand; none where one is not told."""
    parts = []
    for name in _JOINED.split(said["names"]):
        named = [one for one in before if _core(one.label) == _core(name)]
        if len(named) != 1:
            return None
        parts += named
    alike = len({one.kind for one in parts}) == 1
    return Share(rate=rate, parts=tuple(parts), of=said["of"]) if alike else None


def _core(label: str) -> str:
    return _AROUND.sub("", label)


def _by_names(rate: Mention, before: Sequence[Mention], said: re.Match[str]) -> Share | None:
    """予以公开与部分公开之和占办结件数的三分之二: the two numbers that end with these names."""
    words = rate.gap[: said.start() + 1]
    named = [one for one in before if one.label and (words.endswith(one.label + words[-1]) or said[1] == one.label)]
    parts = tuple(named[-2:])
    return Share(rate=rate, parts=parts, of=said["of"]) if len(parts) == 2 else None  # noqa: PLR2004 - the two


def _beside(told: Sequence[Mention], at: int, before: Sequence[Mention], text: str) -> Share | None:
    """178条，占总数的28.7%; 6件（占40%）; 67件，占送审稿件837件的8.0%."""
    rate, last = told[at], before[-1]
    words = (
        rate.gap[rate.gap.rfind("）") :]
        if told[at - 1].depth > max(last.depth, rate.depth)
        else text[last.end : rate.start]
    )
    said = _OF.match(words) or _OF_PLAN.match(words)
    if said and _DIFFERENCE.search(last.gap):
        return None  # 计划360条，实际438条，超出78条，完成计划的121.7%
    if said:
        named = said.groupdict()
        return Share(rate=rate, parts=(last,), of=named.get("of") or named.get("whole") or "")
    if told[at - 1] is last and _BRACKET.match(rate.gap):
        return Share(rate=rate, parts=(last,))
    behind = told[at - 1].rate is not None and at > 1 and told[at - 2] is last and "。" not in told[at - 1].gap
    again = _OF.match(rate.gap) if behind else None
    if again and rate.mark in ("，", ","):  # 76件，占甲的78.4%，占乙的47.5%
        return Share(rate=rate, parts=(last,), of=again["of"] or again["whole"] or "")
    if told[at - 1] is last and _ONE_APART.match(rate.gap):
        return Share(rate=rate, parts=(last,))
    if len(before) > 1 and rate.start - last.end <= 1 and _OF.match(text[before[-2].end : last.start]):
        return Share(rate=rate, parts=(before[-2],))
    return None


def _labelled(rate: Mention, before: Sequence[Mention]) -> Share | None:
    """公众号占36.9%, 前者占72.9%: the only number with these words."""
    said = _NAMED.search(rate.gap)
    if not said:
        return None
    label = said["part"]
    if label.startswith((_FORMER, _LATTER)):
        pair = before[-2:]
        return Share(rate=rate, parts=(pair[0 if label.startswith(_FORMER) else -1],), of=said["of"])
    near = [one for one in before if _alike(one.label, label) or _is_named(one, label)]
    near = [one for one in near if label[0] not in _NOT or label[0] in one.label]  # 居民用水480万元，非居民用水占55.6%
    if near and _is_named(near[-1], label):
        near = [one for one in near if _is_named(one, label)]
    if _OF_MONEY.search(label):
        near = [one for one in near if one.kind == "元"]
    return Share(rate=rate, parts=(near[0],), of=said["of"]) if len(near) == 1 else None


def _is_named(one: Mention, label: str) -> bool:
    """Whether a share's words begin with the name of a number: 渔政17件, 渔政处罚占54.8%; 征地41件, 征地类占56.9%."""
    name = _OPENS.sub("", one.label)
    return len(name) > 1 and label.startswith(name)


def _alike(words: str, label: str) -> bool:
    if len(label) < _ALIKE:
        return label in words
    return any(label[at : at + _ALIKE] in words for at in range(len(label) - _ALIKE + 1))


def _spoken_of(rate: Mention, before: Sequence[Mention]) -> Share | None:
    """The only number whose name stands between the numbers and the share: 三季度最为集中，占全年的33.0%."""
    said = _AT_END.search(rate.gap)
    if not said:
        return None
    here = [one for one in before if one.sentence == rate.sentence]
    named = [one for one in here if (name := _NAME_OF.search(one.label)) and name[0] in rate.gap]
    return Share(rate=rate, parts=(named[0],), of=said["of"]) if len(named) == 1 else None
