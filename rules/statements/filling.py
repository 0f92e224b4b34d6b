"""Words that add nothing: what is left of a segment without them tells whether it speaks of a part."""

import re

from rules.lexicon.lists import Lists
from rules.text.numbers import YEAR


def filled(lists: Lists, words: str, *more: str) -> bool:
    """Whether nothing stands in some words but what may fill them. ``more``: lists of further such words."""
    return not words or lists.memo(_filling, ("fillers", *more)).fullmatch(words) is not None


def _filling(lists: Lists, names: tuple[str, ...]) -> re.Pattern[str]:
    """Possessive: what was taken is not given back, so that no text is looked at twice."""
    longest_first = sorted((text for name in names for text in lists.texts(name)), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))}|{YEAR}年?度?|[0-9]{{2}}年|\x00)*+")
