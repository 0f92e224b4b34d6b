"""Numbers of the text as a breach: quoted from the head of their clause to the last of them."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from rules.engine.context import CheckContext
from rules.engine.results import Breach
from rules.statements.mentions import Mention
from rules.text.evidence import breach, weighed
from rules.text.span import Span

_TEN_THOUSAND = 10_000
_PLACES = 4  # 元 in 万元


def breach_of(
    context: CheckContext,
    told: Sequence[Mention],
    *,
    counts: bool = True,
    fact: Callable[[Decimal], object] | None = None,
    **facts: Decimal,
) -> Breach:
    """A breach at some numbers; facts are in 万 where all the numbers are written so, unless they are no ``counts``.

    It is doubtful if the first two facts, what is written and what it should be, are far apart.

    ``fact``: what a number becomes as a fact, if it is no plain amount.
    """
    body = context.body
    start = body.clause(min(one.start for one in told)).start
    end = max(one.end for one in told)
    if body.text[end : end + 1] in ("）", ")"):
        end += 1  # the bracket that holds the last
    numbers = [one.written for one in told if counts and one.rate is None]
    unit = _TEN_THOUSAND if numbers and all("万" in one for one in numbers) else 1
    bare = {name: _bare(value / unit) for name, value in facts.items()}
    shown = bare if fact is None else {name: fact(bare[name]) for name in bare}
    return weighed(breach(context, Span(start, end), **shown), *list(facts.values())[:2])


def _bare(value: Decimal) -> Decimal:
    """Without noughts behind the point, and as short as people write it: a third is 33.33%."""
    if value == value.to_integral():
        return value.quantize(Decimal(1))
    return round(value, 2) if int(value.as_tuple().exponent) < -_PLACES else value
