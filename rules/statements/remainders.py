"""What is left of two numbers: 预算320万元，成交296万元，节约24万元; 632卷，完成395卷 … 剩余237卷."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.statements.mentions import Mention, total_of
from rules.text.digit_typos import slip

_REMAINING, _APART = (
    pattern("(?:其余|剩余|余下|剩下)的?$|(?:尚有|还有|仍有|尚余|还剩|(?:清理|清退|删除|整理)后(?:还)?保留)$"),
    pattern("[；;。、]"),
)
_BARE, _NOT_DONE = ("，", "，另", "，另有", "，还有", "，有"), pattern("因|尚|未|没有|正在|仍|还在|需|不")
_ACTS = "发[出放]|送出|删除|清退|完成|已|仅|只有|其中|中[^，,。；;]{2,14}的$|办结|采纳|整改"
_PART_DONE, _DONE_TOO = pattern(f"{_ACTS}|公开"), pattern(_ACTS)  # 公开任务133项 is all there is
_SAVED = pattern("[，,](?:节约|节省|结余|核减)(?:了|资金|财政资金|经费)?$")
# 72个预算单位除2个涉密单位外，其余70个
_EXCEPT, _FOR = pattern("除(?:去|了)?[^，,。；;0-9]{0,6}$"), pattern("[^，,。；;]{0,10}外[，,]?")
# 剔除两边重复发布的150条后，实际公开800条
_TAKEN = pattern("(?:剔除|扣除|除去|去掉|减去|去除|核减)[^，,。；;0-9]{0,12}$")
_AFTER = pattern("[^，,。；;0-9]{0,6}[，,](?:实际|净|共|合计|总计|全年|最终)[^，,。；;0-9]{0,8}$")
_OF_PERIOD = pattern("[季月期周]末")
_OF_EACH = pattern("[每均][^，,。；;0-9]{0,6}$")
_NEAR, _FEW, _WHO = 16, 6, "人家户名"  # 24人，其中1人…，1家企业…，其余22人


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """``found``: what is written of the difference of two numbers; ``expected``: what they give."""

    told: tuple[Mention, ...]
    found: Decimal
    expected: Decimal

    @property
    def right(self) -> bool:
        """Whether it is so."""
        return self.found == self.expected


def remainders(told: Sequence[Mention], at: int) -> Iterator[Remainder]:
    """What a number tells of the two before it, if it is told as their difference."""
    yield from _saved(told, at)
    yield from _remains(told, at)
    if "后" in told[at].gap or "实际" in told[at].gap:
        yield from _without(told, at)


def _saved(told: Sequence[Mention], at: int) -> Iterator[Remainder]:
    """预算合计320万元，成交合计296万元，节约24万元."""
    rest = told[at]
    if not rest.count or not _SAVED.search(rest.gap[-_NEAR:]):
        return
    befores = [one for one in told[:at] if one.kind == rest.kind and one.sentence == rest.sentence and one.count]
    befores = [one for one in befores if not _OF_EACH.search(one.gap)]
    if len(befores) != 2:  # noqa: PLR2004 - what it comes from
        return
    off = abs(befores[0].value - befores[1].value)
    yield Remainder(told=(*befores, rest), found=rest.value, expected=off)


def _remains(told: Sequence[Mention], at: int) -> Iterator[Remainder]:
    """632卷，完成395卷 … 剩余273卷: what is left, in the paragraph, where one slip tells it otherwise."""
    rest = told[at]
    last = (one for one in reversed(told[:at]) if one.kind == rest.kind and one.count)
    befores = [*islice(last, 2)][::-1]
    bare = rest.gap in _BARE and _NOT_DONE.match(rest.tail) is not None
    if not rest.count or len(befores) < 2 or not (bare or _REMAINING.search(rest.gap)):  # noqa: PLR2004 - whole and part
        return
    if _OF_PERIOD.search(rest.gap):
        return  # 季末尚有4件: with what the quarter before left
    if bare and any(one.kind == rest.kind and one.sentence == rest.sentence for one in told[at + 1 :]):
        return  # some for one reason, some for another
    off = befores[0].value - befores[1].value
    here = [one.value for one in told[:at] if one.kind == rest.kind and one.sentence == rest.sentence]
    slipped = (
        off > 0
        and _PART_DONE.search(befores[1].gap)
        and (not _DONE_TOO.search(befores[0].gap) or "中" in befores[1].gap)  # 采纳12条，未采纳2条。剩下1条
        and not _APART.search(befores[1].gap)
        and slip(rest.value, off, rest.step)
        and not any(one.kind in _WHO and one.start > befores[1].start for one in told[:at])
        and not any(whole - part == rest.value for whole, part in combinations(here, 2))
        and sum(here) - 2 * befores[1].value != rest.value  # 印2万份，加印5000份，发出18600份，还剩6400份
    )
    if off == rest.value or slipped or _but_for(told[:at], rest, befores[1]):
        yield Remainder(told=(*befores, rest), found=rest.value, expected=off)


def _but_for(told: Sequence[Mention], rest: Mention, out: Mention) -> bool:
    """72个单位除2个涉密单位外，其余72个: no number before it, and no two of them, are as many as both together."""
    if out.sentence != rest.sentence or not _EXCEPT.search(out.gap) or not _FOR.match(rest.gap):
        return False
    before, both = [one.value for one in told if one.kind == rest.kind and one is not out], rest.value + out.value
    return both not in before and all(a + b != both for a, b in combinations(before, 2))


def _without(told: Sequence[Mention], at: int) -> Iterator[Remainder]:
    """584条，366篇，剔除重复的150条后，实际公开800条: all that stand before it, or one of them, without some."""
    rest = told[at]
    if not at or not rest.count or not _AFTER.match(rest.gap):
        return
    out = told[at - 1]
    if not out.count or not _TAKEN.search(out.gap):
        return
    here = [one for one in told[: at - 1] if one.count and one.sentence == rest.sentence][-_FEW:]
    sums = [total_of(some) - out.value for many in range(1, len(here) + 1) for some in combinations(here, many)]
    if rest.value in sums:
        yield Remainder(told=(*here, out, rest), found=rest.value, expected=rest.value)
    elif sums and slip(rest.value, sums[-1], rest.step):
        yield Remainder(told=(*here, out, rest), found=rest.value, expected=sums[-1])
