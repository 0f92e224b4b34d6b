"""What is made of words about reviews and lawsuits: statements about rows of table four."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.terms import Hit
from rules.statements.cutting import Segment, sorted_hits
from rules.statements.statement import Refs, Statement
from rules.text.span import Span

_BOTH = pattern("(?:、|和|及|与|或|或者|以及|/)?(?:行政|提起|被提起)?")
COLUMNS = ("upheld", "corrected", "other", "pending")
LAWSUITS = ("litigation_direct", "litigation_after")
_DECIDED = pattern("办结|审结|已结|结案|作出决定")  # 办结复议3件: without those still pending


@lru_cache(maxsize=256)
def cells(rows: Refs, column: str) -> Refs:
    """The cells of rows in a column of table four."""
    return tuple([f"review.{row}.{column}" for row in rows])


def said_of(
    rows: Refs, column: str, at: Segment | Span, *, value: Decimal | None = None, every: bool = False
) -> Statement:
    """A statement about some rows: a count, or that some or all of them ended in a way or were brought in one."""
    ways = (rows, *((row,) for row in LAWSUITS)) if rows == LAWSUITS and value != 0 else (rows,)
    if column == "total":
        others = cells(tuple(row for row in LAWSUITS if row not in rows), "total")
    else:
        others = tuple(cell for one in COLUMNS if one != column for cell in cells(rows, one))
    return Statement(
        topic=f"reviews.{column}.{'+'.join(rows)}", value=value,
        span=at.span if isinstance(at, Segment) else at, mark=at.mark if isinstance(at, Segment) else "",
        quantifier="count" if value is not None else "all" if every else "some",
        meanings=tuple(cells(way, column) for way in ways), others=others if every else (),
        flow=f"{column} {'+'.join(rows)}",
    )  # fmt: skip


def denial_of(span: Span, rows: Refs, *, before: bool = False) -> Statement:
    """A statement that there were no cases of some rows. ``before``: what denies stands before what it denies."""
    rows = tuple(dict.fromkeys(rows))
    return Statement(
        topic=f"reviews.total.{'+'.join(rows)}", span=span, value=Decimal(0), quantifier="none", named=before,
        meanings=(cells(rows, "total"),), flow=f"denied {'+'.join(rows)}",
    )  # fmt: skip


def rows_of(context: CheckContext, named: tuple[Hit, ...]) -> Refs:
    """The rows of the kinds in a segment: one, or several that 和 joins; none where two stand apart.

    未经复议直接起诉的行政诉讼 names one.
    """
    if len(named) == 2 and named[0].term.sort in LAWSUITS and context.body.text[named[0].end : named[1].start] == "的":  # noqa: PLR2004
        named = named[:1]
    for one, other in pairwise(named):
        if not _BOTH.fullmatch(context.body.text, one.end, other.start) and one.term.sort != other.term.sort:
            return ()
    return tuple(dict.fromkeys(row for hit in named for row in hit.term.sort.split()))


def only_counts(context: CheckContext, segment: Segment) -> bool:
    """Whether a segment is a number of cases and tells nothing of how they ended."""
    counts = len(segment.counts) == 1 and len(segment.words) == segment.counts[0].end
    return counts and not sorted_hits(context, "review_outcomes", segment.span)


def counted(rows: Refs, segment: Segment) -> Iterator[Statement]:
    """How many there were; of those that were decided also without the pending ones."""
    count, each = segment.counts[0], segment.words[: segment.counts[0].start].endswith("各")
    for some in [(row,) for row in rows] if each else [rows]:
        said = said_of(some, "total", segment, value=count.value)
        closed = tuple(cell for column in COLUMNS[:-1] for cell in cells(some, column))
        yield replace(said, meanings=(*said.meanings, closed)) if _DECIDED.search(segment.words) else said
