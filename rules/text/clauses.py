"""A sentence taken apart: its clauses between commas, with what brackets and titles hold set aside."""

import re
from dataclasses import dataclass

from rules.text.span import Span

_PAUSE = re.compile("[，,；;：:]")
# what stands in brackets or in a title speaks of something else than the clause around it
_ASIDES = re.compile("（[^（）]*）|\\([^()]*\\)|《[^《》]*》")
_ASIDE = "\x00"


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text``: the sentence; ``plain``: the same with asides blanked out; offsets are those of the body."""

    span: Span
    text: str
    plain: str
    clauses: tuple[Span, ...]

    def clause(self, at: int) -> Span:
        """The clause that holds a character: of a bracket, if it stands in one."""
        # those of brackets come last, so the last one that holds it is the innermost
        for clause in reversed(self.clauses):
            if clause.start <= at < clause.end:
                return clause
        return self.span

    def is_aside(self, clause: Span) -> bool:
        """Whether a clause stands within brackets."""
        return any(other.start < clause.start and clause.end < other.end for other in self.clauses)

    def words(self, clause: Span) -> str:
        """The words of a clause, its asides blanked out; those of a bracket's clause as they are."""
        start, end = clause.start - self.span.start, clause.end - self.span.start
        plain = self.plain[start:end]
        return plain if plain.strip(_ASIDE) else self.text[start:end]


def parsed(text: str, span: Span) -> Sentence:
    """The sentence at a span of a text."""
    words = text[span.start : span.end]
    asides = list(_ASIDES.finditer(words))
    plain = _ASIDES.sub(lambda found: _ASIDE * len(found[0]), words) if asides else words
    found = _split(plain, span.start, 0, len(plain))
    for aside in asides:
        if aside[0][0] != "《":
            found += _split(words, span.start, aside.start() + 1, aside.end() - 1)
    return Sentence(span, words, plain, tuple(found))


def _split(words: str, base: int, start: int, end: int) -> list[Span]:
    found = []
    for pause in _PAUSE.finditer(words, start, end):
        if not _is_thousands(words, pause.start()):
            found.append(Span(base + start, base + pause.start()))
            start = pause.end()
    found.append(Span(base + start, base + end))
    return [span for span in found if span.end > span.start]


def _is_thousands(words: str, at: int) -> bool:
    return words[at] in ",，" and words[at - 1 : at].isdigit() and words[at + 1 : at + 4].isdigit()
