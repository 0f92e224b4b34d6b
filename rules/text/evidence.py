"""A stretch of the text as a breach: quoted as written, with its place, recognised again without its numbers."""

from dataclasses import replace
from decimal import Decimal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.results import Breach
from rules.text.digit_typos import far_apart
from rules.text.span import Span

_NUMBERS = pattern(r"[0-9０-９.,，%％]+")


def breach(context: CheckContext, span: Span, **facts: object) -> Breach:
    """A breach at a stretch of text; ``quote`` is added unless given."""
    body = context.body
    quote = body.written(span.start, span.end)
    return Breach(
        refs=(body.passage(span.start).part,),
        places=(body.place(span.start, span.end),),
        excerpt=_NUMBERS.sub("", str(facts.get("quote", quote))) or quote,
        facts={"quote": quote, **facts},
    )


def weighed(found: Breach, written: Decimal, reckoned: Decimal) -> Breach:
    """The breach, doubtful if what is written and what is reckoned are far apart."""
    return replace(found, doubtful=True) if far_apart(written, reckoned) else found
