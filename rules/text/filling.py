"""Words that add nothing: what is left of a piece without them tells whether it speaks of a part."""

import re
from functools import lru_cache

from rules.lists import Lists
from rules.terms import TermList
from rules.text.yearly import YEAR


def filled(lists: Lists, words: str, name: str = "fillers") -> bool:
    """Whether nothing stands in some words but what may fill them."""
    return not words or _filling(_key(lists[name])).fullmatch(words) is not None


def _key(entries: TermList) -> tuple[str, ...]:
    return tuple([term.text for term in entries.terms])


@lru_cache(maxsize=64)
def _filling(words: tuple[str, ...]) -> re.Pattern[str]:
    """Possessive in effect: each word once tried at a place, so that no text makes it look twice."""
    longest_first = sorted(words, key=len, reverse=True)
X
