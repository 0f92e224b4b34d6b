"""任何时候都不该这样写的词语。"""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from filings.nouns import dataclass
from filings.report import Problem
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Breach, Result
from rules.engine.triggers import problem_triggers
from rules.lexicon.terms import Hit, Term
from rules.text.common_words import common_words
from rules.text.evidence import breach
from rules.text.span import Span

_AROUND, _LONGEST, _SHORT, _LONG = 8, 36, 2, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """每个词报一处，写明出现几次；``least`` 大于1时，合计出现这么多次才报，只报一处。

    ``problems``：读取时已经发现并去掉的同类痕迹（读取问题的代码），一并报。``beside``：常用的词；两个字的，第一个字和
    前面的字、最后一个字和后面的字连成这样一个词的，不报。
    """

    where: Parts
    terms: Terms
    least: int = 1
    beside: Terms = ""
    problems: tuple[str, ...] = ()

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "term", "instead", "count", "times"})

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def triggers(self) -> frozenset[str]:
        """The words, and what a reader met."""
        return problem_triggers(self.problems) | {self.terms}

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each term, or one for all of them."""
        yield from self._read(context)
        hits = [hit for hit in context.body.hits(self.terms, self.where) if _concerns(context, hit.term)]
        if self.beside and hits:
            known = common_words(context.body, self.beside)
            hits = [hit for hit in hits if not _joined(context.body.text, hit, known)]
        if len(hits) < self.least:
            return
        groups = _by_term(context, hits) if self.least == 1 else {"": hits}
        for found in groups.values():
            first = found[0]
            words = tuple(dict.fromkeys(_written(context, hit) for hit in found))
            facts = {
                "term": words,
                "instead": first.term.instead,
                "count": len(found),
                "quote": around(context, Span(first.start, first.end)),
            }
            facts["times"] = f"{len(found)}处"
            yield replace(breach(context, Span(first.start, first.end), **facts), excerpt="、".join(words))

    def _read(self, context: CheckContext) -> Iterator[Result]:
        """What the reader met and took out, one breach for each kind."""
        met: dict[str, list[Problem]] = {}
        for problem in context.report.problems:
            if problem.code in self.problems:
                met.setdefault(_quoted(problem.message), []).append(problem)
        for term, problems in met.items():
            place = problems[0].place
            facts = {"term": term, "instead": "", "count": len(problems), "quote": term, "times": f"{len(problems)}段"}
            places = tuple(problem.place for problem in problems)
            yield Breach(refs=_part_at(context, place), places=places, excerpt=term, facts=facts)


def _quoted(message: str) -> str:
    """What stands between quotation marks in a reader's message, else the message."""
    return message.partition("“")[2].partition("”")[0] or message


def _part_at(context: CheckContext, place: str) -> tuple[str, ...]:
    return next(((passage.part,) for passage in context.parts(("all",)) if passage.place == place), ())


def _joined(text: str, hit: Hit, words: frozenset[str]) -> bool:
    """Whether its first or its last sign makes a word with its neighbour, or counts what stands before: 民意|征集.

    A long term, and one of more than two signs that lacks none, holds its own surroundings (政策解毒), unless it is the
    right word but for its first sign, and the word before ends with that (现行|规范性文件). Two signs
    that begin a name in quotation marks (“悦读…”) or end a document's mark (…司发〔2021〕) are a name's.
    """
    length, before, after = hit.end - hit.start, text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    if length >= _LONG or (length > _SHORT and length >= len(hit.term.instead)):
        inner = hit.term.instead.endswith(text[hit.start + 1 : hit.end])
        return inner and length < len(hit.term.instead) and before + text[hit.start] in words
    if length == _SHORT and (before.isdigit() or before == "“" or after == "〔"):
        return True
    return before + text[hit.start] in words or text[hit.end - 1] + after in words


def _concerns(context: CheckContext, term: Term) -> bool:
    """``extra.own``: a word that the agency's own name must hold for the term to concern it."""
    name = context.agency.name if context.agency else context.report.agency or ""
    return context.applies(term) and term.extra.get("own", "") in name


def _by_term(context: CheckContext, hits: list[Hit]) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(_written(context, hit), []).append(hit)
    return found


def _written(context: CheckContext, hit: Hit) -> str:
    return context.body.written(hit.start, hit.end)


def around(context: CheckContext, word: Span) -> str:
    """The clause of a word, of a long one a few characters on either side; no number is cut."""
    text, sentence, clause = context.body.text, context.body.sentence(word.start), context.body.clause(word.start)
    if word.end <= clause.end and word.end - word.start < clause.end - clause.start <= _LONGEST:
        return context.body.written(clause.start, clause.end)
    start, end = max(sentence.start, word.start - _AROUND), min(sentence.end, word.end + _AROUND)
    while start > sentence.start and text[start - 1].isdigit() and text[start].isdigit():
        start -= 1
    while end < sentence.end and text[end - 1].isdigit() and text[end].isdigit():
        end += 1
    return context.body.written(start, end)
