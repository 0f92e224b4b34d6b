"""Lists of words that rules look for, one TOML file each in ``rules/lists``, found by a single scan of the text.

A list file (its stem is the list's name; literal strings only, no patterns; blanks in the text are ignored)::

    about  = "what it is, sources, how sure"   # required
    terms  = ["一", "二"]                        # plain terms, or …
    [instead]                                  # … terms with what should stand there, or …
    "贯切" = "贯彻"
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

Lists of figures hold templates such as ``收到…政府信息公开申请…{n}件``: see ``rules.text.figures``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.resources.abc import Traversable
from itertools import groupby
from operator import attrgetter

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from filings.figure import squeeze
from rules.listfile import read_list
from rules.terms import Hit, Term, TermList

__all__ = ["Hit", "Lists", "Term", "TermList", "load_lists", "written_offsets"]


@dataclass(frozen=True)
class Lists:
    """All lists of a rulebook, with one automaton over all their terms."""

    by_name: Mapping[str, TermList]

    def __getitem__(self, name: str) -> TermList:
        return self.by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self.by_name

    @cached_property
    def _owners(self) -> Mapping[str, tuple[tuple[str, Term], ...]]:
        owned: dict[str, list[tuple[str, Term]]] = {}
        for entries in self.by_name.values():
            for term in entries.terms:
                owned.setdefault(term.anchor, []).append((entries.name, term))
        return {anchor: tuple(owners) for anchor, owners in owned.items()}

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, tuple[tuple[tuple[str, Term], ...], ...]]:
        # A dense automaton costs memory once and makes the one scan of every report several times faster.
        automaton = AhoCorasick(list(self._owners), matchkind=MatchKind.Standard, implementation=Implementation.DFA)
        return automaton, tuple(self._owners.values())

    def search(self, text: str) -> Mapping[str, list[Hit]]:
        """Every raw hit in a text without blanks, by list, in order of their ends; ``settle`` sorts out which count."""
        automaton, owners = self._automaton
        found: dict[str, list[Hit]] = {}
        for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            for name, term in owners[pattern]:
                found.setdefault(name, []).append(Hit(term, start, end))
        return found

    def settle(self, name: str, text: str, hits: Iterable[Hit]) -> tuple[Hit, ...]:
        """The hits of one list that count: none within a longer one, none excused; in order."""
        kept: list[Hit] = []
        entries, reach = self.by_name[name], -1
        for _, group in groupby(sorted(hits, key=lambda hit: (hit.start, -hit.end)), key=attrgetter("start", "end")):
            same = list(group)
            if same[0].end > reach:
                reach = same[0].end
                kept += [hit for hit in same if not entries.excuses(text, hit)]
        return tuple(kept)

    def scan(self, text: str) -> Mapping[str, tuple[Hit, ...]]:
        """The hits of every list in a text as written; blanks are ignored, offsets are those of the written text."""
        bare = squeeze(text)
        at = written_offsets(text, bare)
        return {
            name: tuple(Hit(hit.term, at[hit.start], at[hit.end - 1] + 1) for hit in self.settle(name, bare, hits))
            for name, hits in self.search(bare).items()
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

    @cached_property
    def hash(self) -> str:
        """A hash of everything in the lists, for the hash of the rulebook."""
        return sha256(repr([self.by_name[name].content for name in sorted(self.by_name)]).encode()).hexdigest()


def written_offsets(text: str, bare: str) -> range | list[int]:
    """For each character of ``bare`` (``text`` without blanks), where it stands in ``text``."""
    if len(bare) == len(text):
        return range(len(text))
    return [at for at, sign in enumerate(text) if squeeze(sign)]


def load_lists(folder: Traversable) -> Lists:
    """The lists of a folder, by file stem. Raises RulebookError naming file and line if one is malformed."""
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=attrgetter("name"))
    lists = [read_list(entry.name.removesuffix(".toml"), entry.read_text("utf-8"), entry.name) for entry in files]
    return Lists({entries.name: entries for entries in lists})
