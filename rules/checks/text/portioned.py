"""占比、完成率与写明的部分和总数。"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Breach, Check, Note, Result
from rules.statements.mentions import Mention, mentions_with
from rules.statements.share_wholes import ShareWholes, part_values
from rules.statements.shares import Share, shares
from rules.text.evidence import breach, weighed
from rules.text.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Portioned(Check):
    """写了“占”多少的，由同一段里的部分和总数算得出来。``words``：有这些词的才看。

    ``of``：``confirmed`` 并列的占比里有的算得出来、因此知道总数是哪个的，``alone`` 其余的。
    """

    where: Parts
    words: Terms
    of: Literal["alone", "confirmed"] = "alone"

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "expected"})
    nothing_to_check: ClassVar[str] = "正文没有写可以核对的占比，没有核对"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each share that its part and the one whole that is meant do not give."""
        for span, told in mentions_with(context, self.where, self.words):
            yield from self._paragraph(context, span, told)

    def _paragraph(self, context: CheckContext, span: Span, told: Sequence[Mention]) -> Iterator[Result]:
        known = context.memo(_known)
        if span not in known:  # two rules ask
            known[span] = [*_judged(context, told)]
        for one, wholes, right, beside in known[span]:
            if right:
                yield Note(text=f"写出的{one.rate.value:f}%与件数相符")
            elif beside and not one.of and self.of == "confirmed":
                yield _breach(context, told, one, beside[0].value)
            elif self.of == "alone" and not (beside and not one.of):
                meant = wholes.meant()
                if meant is not None and not one.means(meant):
                    yield _breach(context, told, one, meant)


def _known(_context: CheckContext) -> "dict[Span, list[_Judged]]":
    return {}


def _judged(context: CheckContext, told: Sequence[Mention]) -> "Iterator[_Judged]":
    """Each share of a paragraph, the numbers of which it may be, whether it is right, and what others confirm."""
    counts = [one for one in told if one.rate is None]
    every = [one for one in shares(told, context.body.text) if one.value]
    parts = frozenset(part.start for one in every for part in one.parts)
    found = [(one, ShareWholes(context, counts, one, parts)) for one in every]
    confirmed: dict[int, list[Mention]] = {}
    for one, wholes in found:
        confirmed.setdefault(one.rate.sentence, []).extend(wholes.confirmed())
    for one, wholes in found:
        beside = [whole for whole in confirmed[one.rate.sentence] if whole.value >= one.value]
        right = wholes.right() or any(one.means(whole.value) for whole in beside)  # 公报84件 of 24890条
        yield one, wholes, right, beside


_Judged: TypeAlias = tuple[Share, ShareWholes, bool, list[Mention]]


def _breach(context: CheckContext, told: Sequence[Mention], share: Share, whole: Decimal) -> Breach:
    first = min(share.rate.start, share.parts[0].start)
    span = Span(context.body.clause(first).start, max(share.part.end, share.rate.end))
    counts = [one for one in told if one.rate is None]
    expected = min(
        (value * 100 / whole for value in part_values(counts, share)), key=lambda one: abs(one - share.rate.value)
    )
    found = round(share.rate.value, 2 if share.rate.value >= 1 else 3).normalize()  # 0.25‰ is 0.025%
    wanted = round(expected, 2).normalize()
    return weighed(breach(context, span, found=found, expected=wanted), found, wanted)
