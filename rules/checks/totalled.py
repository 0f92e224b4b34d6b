"""一句话里各数与合计、总数与其中各项。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar, Literal

from rules.parameters import Parts, Terms
from rules.results import Breach, Gap, Note, Result
from rules.scene import Scene
from rules.text.clauses import Sentence
from rules.text.numbers import Quantity, quantities
from rules.text.quoting import breach
from rules.text.span import Span

# 合计 with its number right behind it, at the head of a clause
_TOTAL = re.compile(
    "(?:^|[，,；;、：:])(?:以上)?(?:[两二三四五六七八九十](?:项|类|者))?"
    "(?:合计|共计|总计|共|计|(?:本年度?|全年)?共?应(?:办理?|处理))(?=[0-9０-９])"
)
_WITHIN = re.compile("[，,]?其中[：:，,]?|(?<=[件条篇期次份项])[：:]")
_ALL_OF = re.compile("(?:共计|合计|总计|共)$")
_JOINED = re.compile("[、，,；;和]")
_PIECE = re.compile("[^、，,；;]+")
_OVERLAPPING = ("涉及", "包括", "包含", "含", "同时", "采用", "转载", "原创", "占", "率", "人次")
_FEWEST, _MOST = 2, 8
_SEVERAL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Totalled:
    """``before``：几个数后面写了合计的，加得出来；``after``：总数后面写了其中的，各项之和不超过总数，也不差一个数字。

    ``words``：有这些词的才看。
    """

    where: Parts
    parts: Literal["before", "after"]
    words: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "whole", "sum"})
    silence: ClassVar[str] = "正文没有写可以核对的合计，没有核对"

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """The words that announce a total, or its parts."""
        return frozenset({self.words})

    def run(self, scene: Scene) -> Iterator[Result]:
        """A breach for each total that its numbers do not give; a gap where there is none to compare."""
        results = [
            result
            for span in scene.body.sentences_with(self.words, self.where)
            for result in self._sentence(scene, span)
        ]
        yield from results or [Gap(reason=self.silence)]

    def _sentence(self, scene: Scene, span: Span) -> Iterator[Result]:
        words = scene.body.text[span.start : span.end]
        if self.parts == "after" and _WITHIN.search(words):
            yield from _within(scene, scene.body.parsed(span))
        elif self.parts == "before" and _TOTAL.search(words):
            yield from _summed(scene, scene.body.parsed(span))


def _summed(scene: Scene, sentence: Sentence) -> Iterator[Breach | Note]:
    found = _TOTAL.search(sentence.plain)
    total = next(quantities(sentence.plain, found.end()), None) if found else None
    if found is None or total is None:
        return  # in brackets, or no count
    at = found.end()
    parts = _enumerated(sentence.plain, at, total.unit)
    exact = total.unit and total.exact and all(one.exact for one in parts)
    if not exact or not _FEWEST <= len(parts) <= _MOST or "等" in sentence.plain[parts[0].start : at]:
        return
    sums = {Decimal(0)}
    for part in parts:
        sums |= {one + part.value for one in sums}
    if total.value in sums:
        yield Note(text=f"前面各数合计{total.value:f}")
        return
    yield _breach(scene, sentence, parts[0].start, total, sum((one.value for one in parts), Decimal(0)), total.end)


def _enumerated(plain: str, end: int, unit: str) -> list[Quantity]:
    """The numbers of a unit before a total; none where numbers of other units stand among them."""
    numbers = [one for one in quantities(plain, 0, end) if one.unit]
    first = next((at for at, one in enumerate(numbers) if one.unit == unit), len(numbers))
    parts, before = numbers[first:], numbers[:first]
    mixed = any(one.unit != unit for one in parts)
    beside = bool(before and parts) and _JOINED.search(plain, before[-1].end, parts[0].start)
    return [] if mixed or beside else parts


def _within(scene: Scene, sentence: Sentence) -> Iterator[Breach | Note]:
    """Parts behind 其中, at least three, of one unit and joined alike.

    Joined by 、 they are kinds of one thing and cannot exceed it; otherwise only what one slip would explain is told.
    """
    opener = _WITHIN.search(sentence.plain)
    wholes = list(quantities(sentence.plain, 0, opener.start())) if opener else []
    if (
        not opener
        or sentence.plain.count("其中") > ("其中" in opener[0])
        or not wholes
        or wholes[-1].end != opener.start()
    ):
        return
    whole = wholes[-1]
    row = list(_row(sentence.plain, opener.end(), whole.unit))
    marks = {mark for one, other in pairwise(row) for mark in _JOINED.findall(sentence.plain[one.end : other.start])}
    words = sentence.plain[opener.end() : row[-1].end] if row else ""
    if not whole.exact or len(row) < _SEVERAL or len(marks) != 1 or any(word in words for word in _OVERLAPPING):
        return
    total = sum((one.value for one in row), Decimal(0))
    complete = _ALL_OF.search(sentence.plain, 0, whole.start) and "其中" not in opener[0] and "等" not in words
    more = total > whole.value and marks == {"、"}
    slip = "等" not in words and _one_slip(whole, row, total)
    if more or slip or (complete and total < whole.value):
        yield _breach(scene, sentence, whole.start, whole, total, row[-1].end)
    else:
        yield Note(text=f"其中各项合计{total:f}，总数{whole.value:f}")


def _one_slip(whole: Quantity, row: list[Quantity], total: Decimal) -> bool:
    """Whether one digit, or two swapped ones, in one of the numbers make the parts differ from the whole."""
    off = total - whole.value
    pairs = ((whole.value, total), *((one.value, one.value - off) for one in row))
    return off != 0 and any(_slipped(f"{found:f}", f"{wanted:f}") for found, wanted in pairs)


def _slipped(found: str, wanted: str) -> bool:
    wrong = [at for at, (one, other) in enumerate(zip(found, wanted, strict=False)) if one != other]
    if len(found) != len(wanted) or len(found) == 1:
        return False
    return len(wrong) == 1 or (len(wrong) == 2 and sorted(found) == sorted(wanted) and wrong[1] == wrong[0] + 1)  # noqa: PLR2004


def _row(plain: str, start: int, unit: str) -> Iterator[Quantity]:
    """The numbers of a unit, one to a piece, until a piece holds something else."""
    for piece in _PIECE.finditer(plain, start):
        numbers = list(quantities(plain, piece.start(), piece.end()))
        if len(numbers) != 1 or numbers[0].unit != unit or not unit or not numbers[0].exact:
            return
        yield numbers[0]


def _breach(scene: Scene, sentence: Sentence, start: int, whole: Quantity, total: Decimal, end: int) -> Breach:
    base = sentence.span.start
    first = scene.body.clause(base + start).start
    return breach(scene, Span(first, base + end), whole=whole.value, sum=total)
