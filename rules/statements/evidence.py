"""Numbers of the text as a breach: quoted from the head of their clause to the last of them."""

from collections.abc import Sequence
from decimal import Decimal

from rules.engine.context import CheckContext
from rules.engine.results import Breach
from rules.statements.mentions import Mention
from rules.text.evidence import breach
from rules.text.span import Span

_TEN_THOUSAND = 10_000


def breach_of(context: CheckContext, told: Sequence[Mention], *, counts: bool = True, **facts: Decimal) -> Breach:
    """A breach at some numbers; facts are in 万 where all the numbers are written so, unless they are no ``counts``."""
    body = context.body
    start = body.clause(min(one.start for one in told)).start
    end = max(one.end for one in told)
    if body.text[end : end + 1] in ("）", ")"):
        end += 1  # the bracket that holds the last
    numbers = [one.written for one in told if counts and one.rate is None]
    unit = _TEN_THOUSAND if numbers and all("万" in one for one in numbers) else 1
    return breach(context, Span(start, end), **{name: _bare(value / unit) for name, value in facts.items()})


def _bare(value: Decimal) -> Decimal:
    """Without noughts behind the point."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value
