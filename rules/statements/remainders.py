"""What is left of two numbers: 预算320万元，成交296万元，节约24万元; 632卷，完成395卷 … 剩余237卷."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.statements.mentions import Mention
from rules.text.digit_typos import slip

_REMAINING, _APART = pattern("(?:其余|剩余|余下|剩下)的?$|(?:尚有|还有|仍有|尚余|还剩)$"), pattern("[；;。、]")
_BARE, _NOT_DONE = ("，", "，另", "，另有", "，还有", "，有"), pattern("因|尚|未|没有|正在|仍|还在|需|不")
_PART_DONE = pattern("完成|已|仅|只有|其中|中[^，,。；;]{2,14}的$|办结|采纳|整改|公开")
_SAVED = pattern("[，,](?:节约|节省|结余|核减)(?:了|资金|财政资金|经费)?$")
_NEAR = 16


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


def _saved(told: Sequence[Mention], at: int) -> Iterator[Remainder]:
    """预算合计320万元，成交合计296万元，节约24万元."""
    rest = told[at]
    if not rest.count or not _SAVED.search(rest.gap[-_NEAR:]):
        return
    befores = [one for one in told[:at] if one.kind == rest.kind and one.sentence == rest.sentence and one.count]
    if len(befores) != 2:  # noqa: PLR2004 - what it comes from
        return
    off = abs(befores[0].value - befores[1].value)
    yield Remainder(told=(*befores, rest), found=rest.value, expected=off)


def _remains(told: Sequence[Mention], at: int) -> Iterator[Remainder]:
    """632卷，完成395卷 … 剩余273卷: what is left, in the paragraph, where one slip tells it otherwise."""
    rest = told[at]
    befores = [one for one in told[:at] if one.kind == rest.kind and one.count][-2:]
    bare = rest.gap in _BARE and _NOT_DONE.match(rest.tail) is not None
    if not rest.count or len(befores) < 2 or not (bare or _REMAINING.search(rest.gap)):  # noqa: PLR2004 - whole and part
        return
    if bare and any(one.kind == rest.kind and one.sentence == rest.sentence for one in told[at + 1 :]):
        return  # some for one reason, some for another
    off = befores[0].value - befores[1].value
    here = [one.value for one in told[:at] if one.kind == rest.kind and one.sentence == rest.sentence]
    if off == rest.value or (
        off > 0
        and _PART_DONE.search(befores[1].gap)
        and not _APART.search(befores[1].gap)
        and slip(rest.value, off, rest.step)
        and not any(whole - part == rest.value for whole, part in combinations(here, 2))
    ):
        yield Remainder(told=(*befores, rest), found=rest.value, expected=off)
