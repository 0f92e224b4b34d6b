"""常用的词写成了同音、形近的字。"""

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from filings.nouns import dataclass
from rules.checks.text.wording import Wording, around
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Result
from rules.text.evidence import breach
from rules.text.misspelt import misspellings
from rules.text.own_identity import own_identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Misspelt:
    """``terms``：列出的错写；没有列的，按同音、形近的字推：两个字连不成词，和前后的字也连不成，换一个字就是报告里常用的词。

    ``beside``：常用的词。每个写法报一处。
    """

    where: Parts
    terms: Terms
    beside: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "term", "instead", "count", "times"})

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each wording that is listed, then for each that is reckoned."""
        yield from Wording(where=self.where, terms=self.terms, beside=self.beside).run(context)
        listed = {hit.term.text for hit in context.body.hits(self.terms, self.where)}
        words = (*listed, *context.memo(own_identity).names)
        covered = {"".join(two) for word in words for two in pairwise(word)}
        told: set[str] = set()
        for span, instead in misspellings(context.body, self.where, self.beside):
            term = context.body.text[span.start : span.end]
            if term not in told and term not in covered:
                told.add(term)
                facts = {"term": (term,), "instead": "”或者“".join(instead), "count": 1, "times": "1处"}
                yield breach(context, span, **facts, quote=around(context, span))
