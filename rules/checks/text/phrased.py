"""固定的名称和说法差一个字。"""

from collections.abc import Iterator
from typing import ClassVar

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Check, Result
from rules.text.evidence import breach
from rules.text.set_phrases import near_misses


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrased(Check):
    """``phrases``：固定的名称和说法；错一个字、两个字颠倒、一个字写了两遍的报，名称漏了一两个字的也报。同样的错报一处。"""

    where: Parts
    phrases: Terms

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "found", "phrase"})

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each wrong wording, once."""
        body, seen = context.body, set()
        for span, phrase in near_misses(context, self.phrases, self.where):
            found = body.written(span.start, span.end)
            if found not in seen:
                seen.add(found)
                yield breach(context, span, found=found, phrase=phrase)
