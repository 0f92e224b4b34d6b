"""年初数、增加、减少与年末数。"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from typing import ClassVar

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Check, Note, Result
from rules.statements.change_words import BY
from rules.statements.changes import is_base
from rules.statements.evidence import breach_of
from rules.statements.mentions import Mention, mentions_with, total_of
from rules.statements.rounding import slack
from rules.text.numbers import numeral

_TAIL = "[^，,；;。：:0-9]{0,12}$"
_SORTS = {
    "net": pattern(
        "[比较与](?:上年[末底]?|去年[末底]?|年初)[^，,；;。：:0-9]{0,6}(?:净增|净减|增加|减少|多|少)了?$|[，,](?:合计|共)?净(?:增|减)(?:加|少)?了?$"
    ),
    "come": pattern(
        f"(?:新增|新纳入|纳入|增列|增补|新列入|新上线|新制发|新制|制发|制定|印发|新发|新建|新划|新添|新聘|新招|新装|新开|新开设|新备案|新设|增设|新出台|出台|(?:年内|当年|本年|今年|全年)增加){_TAIL}"
    ),
    "gone": pattern(
        f"(?:废止|删除|删减|删去|剔除|下放|移出|核减|清退|退出|下架|注销|关停|关闭|撤销|取消|停用|拆除|解聘|失效|销号|(?:年内|当年|本年|今年|全年)减少)(?!后){_TAIL}"
    ),
    "opening": pattern(
        f"(?:年初|上年末|上年底|去年底|去年末|期初|原有|原先|承接原[^，,；;。：:0-9]{{1,8}}(?:局|办|委|站|中心|所)){_TAIL}"
    ),
    "closing": pattern(
        "(?:年末|年底|期末|至今|目前)?(?:保留|尚余|剩余|余下|剩下|现有|现存|仍有|实有|尚存|在册|继续有效|现行有效|有效的?)"
        + _TAIL
        + "|(?:年末|年底|期末)"
        + _TAIL
    ),
}
# 386项，减少14项后为372项; 27项，因合并减少1项，现为26项
_STEP = pattern("^[，,](?:因[^，,；;。：:0-9]{2,10}?)?(?:(?P<up>新?增加?)|减少?|核减|精简)了?$")
# 上年18项，今年取消和下放后减少2项，为16项: behind last year's number
_LATER_STEP = pattern(
    "^[，,](?:今年|本年|年内|全年)?(?:[^，,；;。：:0-9]{2,10}?后|因[^，,；;。：:0-9]{2,10}?)?(?:(?P<up>新?增加?)|减少?|取消|核减|精简)了?$"
)
_LATER = pattern("^[，,](?:(?:年[末底]|现|目前)[为有]|为)$")
_SO = pattern("^(?:后[，,]?(?:为|有|剩|共|达)|[，,](?:年[末底]|现|目前)为)$")
# cleared out, where the numbers before and after are told: 清理11个，新设4个，由98个变为91个
_CLEARED = pattern("清理[^，,；;。：:0-9]{0,8}$")
# last year's end told first or last: 上年末的82件增至87件
_FROM = pattern("[由从][^，,。；;]{0,12}$")
_TO = pattern("^[^，,。；;]{0,4}?(?:增|升|降|减|变|调|扩|压|精简|拓展|扩展|缩)[^，,。；;0-9]{0,4}?[为至到成]$")
_NAMED = pattern("(?:发布?|制定|出台|印发|修订|废止|公布)了?《")
_END = pattern("20[0-9]{2}年[末底][^，,；;。：:0-9]{0,8}$")
# told of what became one of several, or another, the numbers need not balance
_OTHERWISE = pattern("合并|划转|转为|并入|拆分|修订|修改")
_OF_IT, _APART = pattern("其中|包括|[，,]含"), pattern("[；;。）)]")
_SPOKEN_OF = pattern("(?:的|上述|以上|这)[^，,；;。：:0-9、]{0,6}$")
_IN_AND_OUT = pattern("([一两二三四五])[增进]([一两二三四五])[减出]")
_FEWEST = 2
_NEAR = 40  # characters before a number that say what it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Stocked(Check):
    """一句话里年初数加新增、减去减少的，应当等于年末数。``words``：有这些词的才看。"""

    where: Parts
    words: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected"})
    nothing_to_check: ClassVar[str] = "正文没有写年初数和年末数，没有核对"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each sentence whose beginning and changes do not give its end."""
        for _, told in mentions_with(context, self.where, self.words):
            for _, sentence in groupby(told, key=lambda one: one.sentence):
                here = list(sentence)
                yield from _after_steps(context, here)
                found = [result for some in _pieces(here) for result in _balanced(context, some, told)]
                yield from found or _balanced(context, here, told)


def _pieces(told: Sequence[Mention]) -> Sequence[Sequence[Mention]]:
    """The numbers between two ；, each told of one thing: 栏目新设5个、撤销3个；账号由58个减至51个，注销7个."""
    starts = [at for at, one in enumerate(told) if at and ("；" in one.gap or ";" in one.gap)]
    return [told[start:end] for start, end in pairwise([0, *starts, len(told)])] if starts else ()


def _balanced(context: CheckContext, told: Sequence[Mention], every: Sequence[Mention]) -> Iterator[Result]:
    for kind in dict.fromkeys(one.kind for one in told):
        same = [one for one in told if one.kind == kind]
        if len(same) < _FEWEST:
            continue
        groups: dict[str, list[Mention]] = {sort: [] for sort in (*_SORTS, "")}
        parts = _parts(told)
        for at, one in enumerate(same):
            if one in parts:
                continue
            sort = _sort(same, at, context.report.year or 0)
            outside = sort == "opening" or not one.depth  # a bracket only tells what there was: （年初11件）
            if outside and not _again(one, groups[sort], ended=bool(groups["net"] or groups["closing"])):
                groups[sort].append(one)
        _count_cleared(groups)
        moved = (*groups["come"], *groups["gone"])
        if not groups["closing"] and len(groups["opening"]) == len(groups[""]) == 1:
            groups["closing"], groups[""] = _closing_first(groups[""][0], groups["opening"][0]), []
        if not moved and len(groups["opening"]) == len(groups["closing"]) == 1:
            yield from _one_in_one_out(context, groups["opening"][0], groups["closing"][0])
        if moved and len(groups["opening"]) == len(groups["closing"]) == 1:
            others = [one for one in every if one.kind == kind and one not in same]
            yield from _stock(context, groups, others)
        elif moved and len(groups["net"]) == 1 and not groups["opening"]:
            yield from _net(context, groups, moved)


def _after_steps(context: CheckContext, told: Sequence[Mention]) -> Iterator[Result]:
    """386项，减少14项后为372项: a number, by how many it changed, and what it is then."""
    for base, by, now in zip(told, told[1:], told[2:], strict=False):
        step = _step(base, by, now, context.report.year or 0) if base.kind == by.kind == now.kind else None
        if not step or not all(one.count for one in (base, by, now)) or _LATER_STEP.match(base.gap):
            continue
        wanted = base.value + (by.value if step["up"] else -by.value)
        if wanted == now.value:
            yield Note(text=f"增减后是{now.value:f}，相符")
        elif now.gap.startswith("后") or now.value != base.value:
            yield breach_of(context, (base, by, now), found=now.value, expected=wanted)


def _step(base: Mention, by: Mention, now: Mention, own: int) -> re.Match[str] | None:
    """The words of a step between two numbers, but for what is compared with last year elsewhere: 上年14项，减少2项."""
    if not is_base(base, own):
        return _STEP.match(by.gap) if _SO.match(now.gap) else None
    told = _SO.match(now.gap) or _LATER.match(now.gap)
    return _LATER_STEP.match(by.gap) if told and ("因" in by.gap or not BY.match(by.gap)) else None


def _count_cleared(groups: dict[str, list[Mention]]) -> None:
    """清理 tells what is gone, where all the other numbers of a stock are told."""
    if groups["opening"] and groups["closing"] and groups["come"]:
        cleared = [one for one in groups[""] if _CLEARED.search(one.gap)]
        groups["gone"] += cleared
        groups[""] = [one for one in groups[""] if one not in cleared]


def _closing_first(one: Mention, opening: Mention) -> list[Mention]:
    """新媒体57个，年初63个，注销9个，新增3个: what there is now, right before what there was."""
    beside = opening.gap.startswith(("，年初", "（年初", "，上年末", "（上年末", "，去年底", "，上年底"))
    return [one] if beside and one.end == opening.start - len(opening.gap) else []


def _one_in_one_out(context: CheckContext, opening: Mention, closing: Mention) -> Iterator[Result]:
    """年初5件，…，一增一减，年末仍为5件."""
    found = _IN_AND_OUT.search(context.body.text, opening.end, closing.start)
    if found and opening.count and closing.count:
        come, gone = (numeral(sign) or Decimal(0) for sign in found.groups())
        wanted = opening.value + come - gone
        if wanted == closing.value:
            yield Note(text=f"年初{opening.value:f}，年末{closing.value:f}，相符")
        else:
            yield breach_of(context, (opening, closing), found=closing.value, expected=wanted)


def _parts(told: Sequence[Mention]) -> list[Mention]:
    """What is told of a number before it: 制发14件，其中县政府制发5件，部门制发9件；废止8件."""
    parts, within = [], False
    for one in told:
        within = _OF_IT.search(one.gap) is not None or (within and not _APART.search(one.gap))
        if within:
            parts.append(one)
    return parts


def _again(one: Mention, told: Sequence[Mention], *, ended: bool) -> bool:
    """Whether it is spoken of again, and not counted twice: 废止1件，年末现行有效7件；新制发的2件均公开征求意见."""
    known = total_of(told)
    return 0 < one.value <= known and (_SPOKEN_OF.search(one.gap) is not None or (ended and one.value == known))


def _stock(context: CheckContext, groups: dict[str, list[Mention]], others: Sequence[Mention]) -> Iterator[Result]:
    """年初61个，年内关停9个，年末保留52个; ``others``: of the same kind in other sentences: 制发1件。…废止2件."""
    opening, closing = groups["opening"][0], groups["closing"][0]
    told = (opening, closing, *groups["come"], *groups["gone"])
    if not all(one.count for one in told):
        return
    wanted = opening.value + total_of(groups["come"]) - total_of(groups["gone"])
    if abs(wanted - closing.value) <= slack(told):  # 新设8620户，年末5.6万户
        yield Note(text=f"年初{opening.value:f}，年末{closing.value:f}，相符")
    elif not groups[""] and not _unnumbered(context, told):
        missing = closing.value - wanted
        if not groups["come" if missing > 0 else "gone"] and _told_apart(context, others, missing):
            return
        found = breach_of(context, told, found=closing.value, expected=wanted)
        if not _OTHERWISE.search(str(found.facts["quote"])):
            yield found


def _told_apart(context: CheckContext, others: Sequence[Mention], missing: Decimal) -> bool:
    """Whether another sentence, or table two, tells what else came or went."""
    sort, cell = ("come", "proactive.normative.issued") if missing > 0 else ("gone", "proactive.normative.repealed")
    apart = [one.value for one in others if _SORTS[sort].search(one.gap[-_NEAR:])]
    in_table = context.range(cell)
    return abs(missing) in apart or (in_table.exact and in_table.least == abs(missing))


def _net(context: CheckContext, groups: dict[str, list[Mention]], moved: Sequence[Mention]) -> Iterator[Result]:
    """新发3件，废止1件，比上年末净增2件."""
    net = groups["net"][0]
    wanted = total_of(groups["come"]) - total_of(groups["gone"])
    told = -net.value if re.search("[减少]了?$", net.gap) else net.value
    sure = net.count and not groups[""] and all(one.count for one in moved)
    if told == wanted:
        yield Note(text=f"比上年末相差{net.value:f}，相符")
    elif (net.count and told == -wanted) or (sure and ("净" in net.gap or (groups["come"] and groups["gone"]))):
        yield breach_of(context, (*moved, net), found=told, expected=wanted)


def _unnumbered(context: CheckContext, told: Sequence[Mention]) -> bool:
    """Whether what came or went is named and not counted: 新发《…办法》，废止1件，现行有效8件."""
    sentence = context.body.sentence(told[0].start)
    return _NAMED.search(context.body.text, sentence.start, sentence.end) is not None


def _sort(told: Sequence[Mention], at: int, own: int) -> str:
    one = told[at]
    if f"{own - 1}年" in one.clause and _END.search(one.clause):
        return "opening"
    if at + 1 < len(told) and _FROM.search(one.gap) and _TO.match(told[at + 1].gap):
        return "opening"
    if at and _FROM.search(told[at - 1].gap) and _TO.match(one.gap):
        return "closing"
    near = one.gap[-_NEAR:]
    found = {sort: said.start() for sort, words in _SORTS.items() if (said := words.search(near))}
    if found.get("gone", 0) > found.get("come", _NEAR):
        del found["come"]  # 无制发、废止1件
    return next(iter(found), "")
