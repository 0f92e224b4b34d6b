"""Lists of words that rules look for, one TOML file each in ``rules/lists``, found by a single scan of the text.

A list file (its stem is the list's name; literal strings only, no patterns; blanks in the text are ignored)::

    about  = "what it is, sources, how sure"   # required
    scan   = false                             # only looked for in short stretches (scope words, part words)
    terms  = ["一", "二"]                        # plain terms, or …
    [instead]                                  # … terms with what should stand there, or …
    "贯切" = "贯彻"
    [misspelt]                                 # … what should stand there with the ways in which it is misspelt, or …
    "贯彻" = ["贯切", "贯砌"]
    [[term]]                                   # … terms with more to say
    text       = "公开为原则"
    also       = ["公开是原则"]                 # further spellings of the same
    instead    = "公开为常态、不公开为例外"
    sort       = "part"                        # a class within the list (scopes, shapes of figures)
    since      = 2017-10-18                    # the thing named exists from this day (dated: ahead)
    until      = 2018-03-17                    # … until the day before (for the message)
    from_year  = 2019                          # report years in which the entry applies, inclusive
    until_year = 2024
    kinds      = ["government"]                # kinds of agency it applies to; absent: all
    unless     = ["最新条例"]                   # excuses a hit that it contains or overlaps
    near       = ["第三方"]                     # excuses a hit in the same sentence
    basis      = "条例第五条"
    note       = "…"                           # for the maintainer
    extra      = { issue = "…" }               # further strings for one check
    [excuse]                                   # for the whole list
    before = ["原"]                            # excuses a hit that stands right behind it
    after  = ["更名为"]                         # … right in front of it
    near   = ["迎接"]                           # … in the same sentence
    titles = true                              # … between 《 and 》
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from filings.figure import squeeze
from filings.nouns import dataclass
from filings.patterns import pattern
from rules.cached import cached
from rules.lexicon.listfile import read_list
from rules.lexicon.terms import Around, Hit, Term, TermList

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable  # loads what files in archives need

_new = tuple.__new__  # what a named tuple's own way of making one ends in: hundreds are made for every report
_Made = TypeVar("_Made")
Match: TypeAlias = tuple[int, int, int]  # number of the piece, start, end

__all__ = [
    "MAIL_SIGNS",
    "Hit",
    "Lists",
    "Term",
    "TermList",
    "TextMatches",
    "bare_text",
    "bare_texts",
    "load_lists",
]
__all__ += ["written_offsets"]

# what is looked for besides the lists; no file can have such a name
MAIL_SIGNS = "<mail>"

# everything but what ``filings.figure.squeeze`` takes out
_NO_BLANKS = pattern(r"[^\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_start, _end = itemgetter(1), itemgetter(2)
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"


@dataclass(frozen=True)
class TextMatches:
    """Which words of an automaton stand in a text, and where. ``at``: number of the word -> its matches, in order."""

    automaton: "Automaton"
    at: Mapping[int, list[Match]]

    @cached
    def words(self) -> Mapping[str, Sequence[int]]:
        """List -> the numbers of its words that were found."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        names = self.automaton.names
        for word in self.at:
            for name in names[word]:
                found[name].append(word)
        return dict(found)

    @property
    def matched_lists(self) -> AbstractSet[str]:
        """The lists of which a word was found."""
        return self.words.keys()

    def hits(self, name: str) -> list[Hit]:
        """The raw hits of one list: one for each term that is searched for by a word that was found."""
        terms = self.automaton.terms
        return [
            _new(Hit, (term, start, end))
            for word in self.words.get(name, ())
            for _, start, end in self.at[word]
            for term in terms[word][name]
        ]

    def standing(self, name: str) -> Iterator[tuple[tuple[Term, ...], list[int]]]:
        """(the terms of a word of one list, where it stands), for each word that was found."""
        for word in self.words.get(name, ()):
            yield self.automaton.terms[word][name], [start for _, start, _ in self.at[word]]


class Automaton:
    """One automaton over the words of several lists; of a term with a gap its first piece is searched for.

    ``terms``: of each word, by list; ``names``: the lists that each stands for.
    """

    def __init__(self, lists: Iterable[TermList], more: Mapping[str, Iterable[str]] | None = None) -> None:
        owned: dict[str, dict[str, tuple[Term, ...]]] = {}
        for entries in lists:
            for term in entries.terms:
                owners = owned.setdefault(term.anchor, {})
                owners[entries.name] = (*owners.get(entries.name, ()), term)
        for name, words in (more or {}).items():
            for word in words:
                owned.setdefault(word, {})[name] = ()
        self.terms = tuple(owned.values())
        self.names = tuple([tuple(owners) for owners in owned.values()])
        self._words = AhoCorasick(
            list(owned), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        )

    def hits(self, name: str, text: str, start: int, end: int) -> list[Hit]:
        """The raw hits of one list in a short stretch of a text."""
        matches = self._words.find_matches_as_indexes(text[start:end], overlapping=True)
        return [
            _new(Hit, (term, at + start, last + start)) for word, at, last in matches for term in self.terms[word][name]
        ]

    def search(self, text: str) -> TextMatches:
        """Which words stand in a text."""
        at: dict[int, list[Match]] = {}
        for match in self._words.find_matches_as_indexes(text, overlapping=True):
            word = match[0]
            if word in at:
                at[word].append(match)
            else:
                at[word] = [match]
        return TextMatches(self, at)


@dataclass(frozen=True)
class Lists:
    """All lists of a rulebook, with one automaton over all their terms."""

    by_name: Mapping[str, TermList]

    def __getitem__(self, name: str) -> TermList:
        return self.by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self.by_name

    @cached
    def _automaton(self) -> Automaton:
        scanned = tuple(entries for entries in self.by_name.values() if self.scans(entries.name))
        return Automaton(scanned, {MAIL_SIGNS: ("@", "＠")})

    @cached
    def _single(self) -> dict[str, Automaton]:
        return {}

    def scans(self, name: str) -> bool:
        """Whether the one scan looks for a list."""
        return name not in self.by_name or self.by_name[name].scan

    def search(self, text: str) -> TextMatches:
        """Which terms of all lists stand in a text without blanks."""
        return self._automaton.search(text)

    def settled(self, name: str, text: str, found: TextMatches) -> tuple[Hit, ...]:
        """The hits of one list that count: none within a longer one, none excused; in order."""
        return self.settle(name, text, found.hits(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """The words of a list as they are spelt."""
        known = self._texts.get(name)
        if known is None:
            known = self._texts[name] = tuple([term.text for term in self.by_name[name].terms])
        return known

    @cached
    def _texts(self) -> dict[str, tuple[str, ...]]:
        return {}

    def memo(self, make: Callable[["Lists", tuple[str, ...]], _Made], names: tuple[str, ...]) -> _Made:
        """What a function makes of some lists, made once."""
        known = self._views.get((make, names))
        if known is None:
            known = self._views[make, names] = make(self, names)
        made: _Made = known
        return made

    @cached
    def _views(self) -> dict[tuple[Callable[..., Any], tuple[str, ...]], Any]:
        return {}

    def find(self, name: str, text: str, start: int, end: int) -> tuple[Hit, ...]:
        """The hits of one list that count in a short stretch of a text without blanks."""
        return self.settle(name, text, self.raw(name, text, start, end))

    def raw(self, name: str, text: str, start: int, end: int) -> list[Hit]:
        """All places of the words of one list in a short stretch of a text without blanks."""
        if name not in self._single:
            self._single[name] = Automaton((self.by_name[name],))
        return self._single[name].hits(name, text, start, end)

    def settle(self, name: str, text: str, hits: list[Hit]) -> tuple[Hit, ...]:
        """Those of the places of one list's words that count: none within a longer one, none excused; in order."""
        if not hits:
            return ()
        entries, kept, first, reach = self.by_name[name], [], -1, -1
        lenient, around = entries.lenient, Around(text)
        if len(hits) > 1:  # by their starts, of one start the longest first
            hits.sort(key=_end, reverse=True)
            hits.sort(key=_start)
        for hit in hits:
            term, start, end = hit[0], hit[1], hit[2]
            if end > reach:
                first, reach = start, end
            elif start != first or end != reach:
                continue
            if not ((lenient or term.unless or term.near) and entries.excuses(around, hit)):
                kept.append(hit)
        return tuple(kept)

    def scan(self, text: str) -> Mapping[str, tuple[Hit, ...]]:
        """The hits of every list in a text as written; blanks are ignored, offsets are those of the written text."""
        bare = bare_text(text)
        at = written_offsets(text, bare)
        found = self.search(bare)
        return {
            name: tuple(Hit(hit.term, at[hit.start], at[hit.end - 1] + 1) for hit in self.settled(name, bare, found))
            for name in found.matched_lists & self.by_name.keys()
        }

    def extended(self, more: Iterable[TermList]) -> "Lists":
        """These lists with a county's own: new lists are added, lists of the same name joined."""
        by_name = dict(self.by_name)
        for entries in more:
            by_name[entries.name] = by_name[entries.name].joined(entries) if entries.name in by_name else entries
        return Lists(by_name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all lists."""
        return tuple(self.by_name)


def bare_text(text: str) -> str:
    """The text as ``filings.figure.squeeze`` leaves it: splitting is several times faster than replacing."""
    joined = "".join(text.split())
    return squeeze(joined) if any(sign in joined for sign in _INVISIBLE) else joined


def bare_texts(texts: Sequence[str]) -> Sequence[str]:
    """Each text as ``bare_text`` leaves it; almost always all are bare already, which one look at them tells."""
    joined = "".join(texts)
    visible = not any(sign in joined for sign in _INVISIBLE)
    return texts if visible and sum(map(len, joined.split())) == len(joined) else [bare_text(text) for text in texts]


def written_offsets(text: str, bare: str) -> range | list[int]:
    """For each character of ``bare`` (``text`` without blanks), where it stands in ``text``."""
    if len(bare) == len(text):
        return range(len(text))
    offsets: list[int] = []
    for run in _NO_BLANKS.finditer(text):
        offsets.extend(range(*run.span()))
    return offsets


def load_lists(folder: "Traversable") -> Lists:
    """The lists of a folder, by file stem. Raises RulebookError naming file and line if one is malformed."""
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=attrgetter("name"))
    lists = [read_list(entry.name.removesuffix(".toml"), entry.read_text("utf-8"), entry.name) for entry in files]
    return Lists({entries.name: entries for entries in lists})
