"""The nouns of lists: a term, a list with its excuses, a hit in a text."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from filings.nouns import dataclass

_SENTENCE_ENDS = "。！？!?\n"
_FIRST, _LAST = 0, 9999
GAP = "…"


class Term(NamedTuple):
    """One entry of a list; the fields are those of the list file (see ``rules.lexicon.lists``).

    A named tuple, since seven thousand are made at every start.
    """

    text: str
    instead: str = ""
    sort: str = ""
    since: date | None = None
    until: date | None = None
    from_year: int = _FIRST
    until_year: int = _LAST
    kinds: frozenset[str] = frozenset()
    unless: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    basis: str = ""
    note: str = ""
    extra: Mapping[str, str] = MappingProxyType({})

    def applies(self, year: int | None, kind: str) -> bool:
        """Whether the entry holds for a report year (None: unknown, only undated entries) and a kind of agency."""
        if self.kinds and kind not in self.kinds:
            return False
        if year is None:
            return (self.from_year, self.until_year) == (_FIRST, _LAST)
        return self.from_year <= year <= self.until_year

    @property
    def anchor(self) -> str:
        """The literal piece that is searched for: the first before a gap.

        A denial is rare, what is denied stands everywhere: of ``未发出…收费通知`` the first piece is looked for.
        """
        return self.text.partition(GAP)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermList:
    """A list of terms with the excuses that hold for all of them.

    ``scan``: False for words that are only asked for in a short stretch, so that the one scan need not report them.
    """

    name: str
    terms: tuple[Term, ...]
    about: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    titles: bool = False
    scan: bool = True

    @property
    def lenient(self) -> bool:
        """Whether something may excuse any of its words."""
        return bool(self.before or self.after or self.near or self.titles)

    def excuses(self, around: "Around", hit: "Hit") -> bool:
        """Whether something around a hit in a text without blanks says that it is right."""
        text = around.text
        if not (self.lenient or hit.term.unless or hit.term.near):
            return False
        return (
            text.endswith(self.before, 0, hit.start)
            or text.startswith(self.after, hit.end)
            or any(_overlaps(text, word, hit) for word in hit.term.unless)
            or (self.titles and _in_title(text, hit.start))
            or around.holds((*self.near, *hit.term.near), hit)
        )

    def joined(self, other: "TermList") -> "TermList":
        """This list with the terms and excuses of another; a term of the same text is replaced."""
        mine = {term.text: term for term in self.terms}
        mine.update((term.text, term) for term in other.terms)
        return replace(
            self,
            terms=tuple(mine.values()),
            before=self.before + other.before,
            after=self.after + other.after,
            near=self.near + other.near,
            titles=self.titles or other.titles,
        )


class Hit(NamedTuple):
    """A term found in a text: characters ``start`` to ``end`` (exclusive)."""

    term: Term
    start: int
    end: int


def _overlaps(text: str, word: str, hit: Hit) -> bool:
    return text.find(word, max(0, hit.start - len(word) + 1), hit.end + len(word) - 1) >= 0


def _in_title(text: str, at: int) -> bool:
    line = text.rfind("\n", 0, at) + 1
    return text.rfind("《", line, at) > text.rfind("》", line, at)


class Around:
    """The sentence around one hit after another: looked through once for all hits in it, however long it is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._start, self._end = 0, -1
        self._known: dict[tuple[str, ...], bool] = {}

    def holds(self, words: tuple[str, ...], hit: Hit) -> bool:
        """Whether one of some words stands in the sentence of a hit."""
        if not words:
            return False
        if not self._start <= hit.start <= hit.end <= self._end:
            self._start = max(self.text.rfind(end, 0, hit.start) for end in _SENTENCE_ENDS) + 1
            ends = [at for at in (self.text.find(end, hit.end) for end in _SENTENCE_ENDS) if at >= 0]
            self._end = min(ends, default=len(self.text))
            self._known = {}
        known = self._known.get(words)
        if known is None:
            sentence = self.text[self._start : self._end]
            known = self._known[words] = any(map(sentence.__contains__, words))
        return known
