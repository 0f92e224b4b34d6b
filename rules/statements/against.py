"""Statements held against the cells that they may stand for."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.facts import OneOf
from rules.statements.statement import Statement
from rules.tables.ranges import Range
from rules.text.span import Span

_LONGEST, _SURE = 40, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CellComparison:
    """A statement beside its cells; ``totals``: the sums.

    ``verdict``: ``open`` where a cell that decides is not read.
    """

    said: Statement
    verdict: Literal["right", "wrong", "open"]
    totals: tuple[Range, ...]

    @property
    def less(self) -> bool:
        """Whether it says less than the table, as of a part."""
        value = self.said.value
        return self.said.quantifier == "count" and value is not None and all(value < one.least for one in self.totals)

    @property
    def expected(self) -> OneOf:
        """What the cells hold."""
        return OneOf(self.totals)


def held(context: CheckContext, said: Statement) -> CellComparison:
    """A statement beside the sums that it may stand for."""
    totals = tuple(context.total(refs) for refs in said.meanings)
    verdict = _verdict(said, totals, context.total(said.others))
    if verdict == "wrong" and said.without and said.value == totals[0].least - context.total(said.without).least:
        verdict = "right"
    return CellComparison(said=said, verdict=verdict, totals=totals)


def _verdict(said: Statement, totals: tuple[Range, ...], others: Range) -> Literal["right", "wrong", "open"]:
    if said.quantifier in ("some", "all"):
        return _of_words(said, totals[0], others)
    value = said.value or Decimal(0)
    if said.narrowed:
        over = all(total.most < value for total in totals)
        right = any(total.exact and total.least == value for total in totals)
        return "wrong" if over else "right" if right else "open"
    if any(total.exact and (total.least == value or abs(total.least - value) < said.step) for total in totals):
        return "right"
    return "wrong" if all(not total.least <= value <= total.most for total in totals) else "open"


def _of_words(said: Statement, total: Range, others: Range) -> Literal["right", "wrong", "open"]:
    if total.most == 0 or (said.quantifier == "all" and others.least > 0):
        return "wrong"
    return "right" if total.exact else "open"


def judged(context: CheckContext, found: Iterable[CellComparison]) -> Iterator[CellComparison]:
    """All but those that can be parts of what is told rightly somewhere: of one village, of one kind.

    Where two others of its sentence are of all there is, it is no part: 应办36件，办结33件，结转下年1件.
    """
    every = list(found)
    right = {one.said.flow for one in every if one.verdict == "right"}
    beside: dict[Span, set[str]] = {}
    for one in every:
        if one.verdict == "right" and one.said.value and one.said.about("requests.flow"):
            beside.setdefault(context.body.sentence(one.said.span.start), set()).add(one.said.flow)
    for one in every:
        others = beside.get(context.body.sentence(one.said.span.start), set()) - {one.said.flow}
        others = others if one.said.about("requests.flow") else set()
        if one.verdict != "wrong" or not one.less or one.said.flow not in right or len(others) >= _SURE:
            yield one


def quote(context: CheckContext, span: Span) -> Span:
    """The words of a statement from the head of their clause, as far as they are short."""
    start = context.body.clause(span.start).start
    return Span(start if span.end - start <= _LONGEST else span.start, span.end)
