"""同一个数字在几处说得一样。"""

from collections.abc import Iterator
from typing import ClassVar

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.engine.results import Breach, Check, Note, Result
from rules.statements import proactive, requests
from rules.statements.against import quote
from rules.statements.cutting import sorted_hits
from rules.statements.mentions import Mention
from rules.statements.own_parts import own_parts
from rules.statements.published import published
from rules.statements.statement import Statement
from rules.statements.transposed import taken_up, told_again, transposed
from rules.text.span import Span

_NOUN, _KINDS = 4, "applicant_kinds"
_TOPICS = ("requests.flow.new", "requests.flow.answered", "proactive.normative", "published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold(Check):
    """收到、办结的申请，公开的信息，制发、废止、有效的规范性文件，说了几次的，应当是同一个数；只说一部分的不比。"""

    where: Parts

    facts: ClassVar[frozenset[str]] = frozenset({"values"})
    word_lists: ClassVar[tuple[str, ...]] = (*requests.LISTS, *proactive.LISTS, "information_words", _KINDS)
    nothing_to_check: ClassVar[str] = "能比对的说法不到两处，没有比对"

    def results(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each number that is told in two ways; with fewer than two there is nothing to compare."""
        groups: dict[str, list[Statement]] = {}
        for one in (*context.memo(requests.requests), *context.memo(proactive.proactive), *context.memo(published)):
            whole = not one.about("requests") or (one.named and not _of_one_kind(context, one))
            if (
                one.about(*_TOPICS)
                and one.quantifier == "count"
                and whole
                and context.body.within(one.span.start, self.where)
            ):
                groups.setdefault(one.topic, []).append(one)
        told_of = [*groups.values(), *own_parts(context, self.where)]
        yield from (_judge(context, told) for told in told_of if len(told) > 1)
        yield from (_turned(context, pair) for pair in transposed(context, (*self.where, "section.5")))
        yield from (_turned(context, pair) for pair in told_again(context, (*self.where, "section.5")))
        yield from (_turned(context, pair) for pair in taken_up(context, (*self.where, "section.5")))


def _of_one_kind(context: CheckContext, said: Statement) -> bool:
    """Whether it counts the requests of one kind of applicants only: 收到自然人提出的申请5件."""
    return bool(sorted_hits(context, _KINDS, said.span))


def _turned(context: CheckContext, pair: tuple[Mention, Mention]) -> Result:
    spans = [quote(context, Span(one.start, one.end + len(one.tail[:_NOUN]))) for one in pair]
    return Breach(
        refs=tuple(dict.fromkeys(context.body.passage(span.start).part for span in spans)),
        places=tuple(context.body.place(*span) for span in spans),
        facts={"values": tuple(f"“{context.body.written(*span)}”" for span in spans)},
    )


def _judge(context: CheckContext, told: list[Statement]) -> Result:
    """Each value once, where there are several."""
    body, each = context.body, {one.value: one for one in reversed(told)}
    if len(each) == 1:
        return Note(text=f"说了{len(told)}次，都是同一个数")
    differing = [one for one in told if each[one.value] is one]
    return Breach(
        refs=tuple(dict.fromkeys(body.passage(one.span.start).part for one in differing)),
        places=tuple(body.place(*one.span) for one in differing),
        facts={"values": tuple(f"“{body.written(*one.span)}”" for one in differing)},
    )
