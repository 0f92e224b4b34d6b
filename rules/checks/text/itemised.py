"""一句话里分列的数加起来等于总数。"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Cells, Parts, Terms, TermsList
from rules.engine.results import Check, Note, Result
from rules.statements.asked import SCOPES
from rules.statements.context import elsewhere, year_meant
from rules.statements.evidence import breach_of
from rules.statements.levels import CountLevel, levels
from rules.statements.mentions import Mention
from rules.tables.addresses import expand

_DONE = ("答复", "回复", "办结", "办理", "处理", "作出答复")
_OF_IT, _TOTALS, _FEWEST = "其中", ("合计", "共计", "总计"), 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Itemised(Check):
    """``whole``：总数的说法，每个词表都要有词；``parts``：分列的各类，各是一个词表。

    ``differs``：分列数多于总数，或者各类列全了却不等；``incomplete``：分列数少于总数，可能没有列全。
    ``unless``：分列数等于表格里的这些和时不算错（例如办理结果含上年结转的件数）。
    ``shared``：句里有这些词的（例如多渠道同步发布），一件可以算在几类里，多于总数不算错。
    ``besides``：不是分列数、而是总数之外另加的一类（例如上年结转），加不加都可以。
    """

    where: Parts
    whole: TermsList
    parts: TermsList
    sums: Literal["differs", "incomplete"] = "differs"
    unless: tuple[Cells, ...] = ()
    besides: Terms = ""
    shared: Terms = ""

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "whole", "sum", "difference"})
    nothing_to_check: ClassVar[str] = "正文没有写明总数和分列数，没有核对"

    @property
    def triggers(self) -> frozenset[str]:
        """The words of the whole."""
        return frozenset(self.whole[:1])

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each sentence whose parts do not add up; a gap where no sentence gives parts."""
        for level in levels(context, self.where, self.whole[0]):
            for at, one in enumerate(level.told):
                if one.count and self._is_whole(context, one, level.sides[at]):
                    yield from self._judge(context, level, at)

    def _is_whole(self, context: CheckContext, one: Mention, words: str) -> bool:
        """Whether a number stands by itself: no part word beside it, no 其中 before it, and it is this report's."""
        for name in self.whole:
            if not _any_of(context, (name,), words):
                return False
        if _any_of(context, self.parts, words):
            return False
        body = context.body
        sentence = body.sentence(one.start)
        outside = elsewhere(context, sentence, one.end, SCOPES) or year_meant(context, sentence, one.end) is not None
        return not outside and _OF_IT not in body.text[sentence.start : one.start]

    def _judge(self, context: CheckContext, level: CountLevel, at: int) -> Iterator[Result]:
        whole, found = level.told[at], self._parts(context, level.told, at)
        if found is None:
            return
        parts, added, complete = found
        total, value = sum((one.value for one in parts), Decimal(0)), whole.value
        if total > value:
            value = max(value, min(total, value + added))
        over, under = total > value, total < value
        broken = (under and not complete) if self.sums == "incomplete" else over or (under and complete)
        sentence = context.body.sentence(whole.start)
        shared = self.shared and context.body.holds(self.shared, sentence)
        if broken and not shared and not any(_equals(context, cells, total) for cells in self.unless):
            yield breach_of(context, (whole, *parts), whole=value, sum=total, difference=abs(total - value))
        else:
            yield Note(text=f"分列数合计{total:f}，总数{value:f}")

    def _parts(
        self, context: CheckContext, told: Sequence[Mention], at: int
    ) -> tuple[Sequence[Mention], Decimal, bool] | None:
        """(parts, what is added to the whole, whether each kind is there); None where they are not plainly told."""
        whole, parts, added, named = told[at], list[Mention](), Decimal(0), set[str]()
        for one in told[at + 1 :]:
            if one.sentence != whole.sentence or one.kind != whole.kind:
                continue
            words = one.label + one.tail
            kinds = {name for name in self.parts if _any_of(context, (name,), words)}
            if parts and not kinds and one.mark in "；;":
                break
            if not kinds or not one.count or (parts and _OF_IT in one.gap) or any(word in words for word in _TOTALS):
                return None
            if self.besides and _any_of(context, (self.besides,), words):
                added += one.value
                continue
            if kinds <= named and one.gap.endswith("的") and any(one.value <= part.value for part in parts):
                continue  # 不予公开1件，不予公开的1件涉及他人资料: spoken of again
            parts.append(one)
            named |= kinds
        if len(parts) > _FEWEST and parts[0].label.endswith(_DONE):
            parts = parts[1:]  # 收到12件，答复12件：予以公开6件、…: the first is made of the others
        if len(parts) < _FEWEST:
            return None
        return parts, added, len(named) == len(self.parts) > 1


def _any_of(context: CheckContext, names: Sequence[str], words: str) -> bool:
    for name in names:  # noqa: SIM110 - a generator costs more than the tests
        if any(map(words.__contains__, context.lists.texts(name))):
            return True
    return False


def _equals(context: CheckContext, cells: tuple[str, ...], total: Decimal) -> bool:
    known = context.total(expand(context.form, cells))
    return known.least <= total <= known.most
