"""Words that add nothing: what is left of a piece without them tells whether it speaks of a part."""

import re
from functools import lru_cache

from rules.lexicon.lists import Lists
from rules.text.yearly import YEAR


def filled(lists: Lists, words: str, *more: str) -> bool:
    """Whether nothing stands in some words but what may fill them. ``more``: lists of further such words."""
    if not words:
        return True
    terms = tuple([term.text for name in ("fillers", *more) for term in lists[name].terms])
    return _filling(terms).fullmatch(words) is not None


@lru_cache(maxsize=64)
def _filling(words: tuple[str, ...]) -> re.Pattern[str]:
    """Possessive: what was taken is not given back, so that no text is looked at twice."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))}|{YEAR}年?度?|[0-9]{{2}}年|\x00)*+")
