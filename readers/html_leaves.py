"""Paragraphs of web pages that hold one text and nothing else, written as bare text before the page is parsed.

A page has hundreds of them, and a tree only tells where each begins and ends. A mark says the same; whole stretches of
paragraphs become one text.
"""

import re
from functools import lru_cache

from filings.patterns import pattern
from readers.html_tables import harmless

END = "\x1c"
"""Stands where a paragraph begins or ends. White space, as a line break is."""

CLOSES_ITSELF = frozenset(
    {"p", "li", "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "dd",
     "dt", "option", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr"}
)  # fmt: skip
"""Elements that a paragraph may end although their own end is not written; hidden, they would hide the bare text."""

_LEAF = pattern(
    r"<(p|li)((?:\s[^>]*+)?+>(?:\s*+<(?:a|span|font|b|strong)(?:\s[^>]*+)?+>)*+)"
    r"([^<]*+(?:<br\s*/?>[^<]*+)*+)((?:</[a-z]++>\s*+)*?)</\1>"
)
_RAW = pattern(r"<(?:textarea|xmp|plaintext|noembed|noframes)", re.IGNORECASE)  # shows tags as they are written
_SLOTS = 5  # the groups of the pattern, and what stands before each match
_TAG = pattern(r"<(/?)([a-z]+)([^>]*)>")
_MOST_WRAPPERS = 8
_MOST_CHARACTERS = 1_000_000
_LONGEST = 4_000  # characters of a paragraph's tags


def flat(page: str) -> str:
    """The page with its plain paragraphs and items of lists as bare text between marks."""
    if END in page or len(page) > _MOST_CHARACTERS:
        return page
    parts = _LEAF.split(page)
    out = [parts[0]]
    last, plain = ("", ""), False
    for name, opened, text, closed, after in zip(*(parts[at::_SLOTS] for at in range(1, _SLOTS + 1)), strict=True):
        if (opened, closed) != last:  # most are written as the one before
            last, plain = (opened, closed), len(opened) + len(closed) <= _LONGEST and _is_plain(opened, closed)
        out += (END, text, END, after) if plain else (f"<{name}{opened}{text}{closed}</{name}>", after)
    made = "".join(out)
    return page if _RAW.search(made) else made  # no plain paragraph holds such a tag


@lru_cache(maxsize=1024)
def _is_plain(opened: str, closed: str) -> bool:
    """Whether a paragraph's tags fit each other and hide nothing. ``opened``: from its own attributes on."""
    attributes, _, inner = opened.partition(">")
    opening = _TAG.findall(inner)
    names = [name for _, name, _ in opening]
    return (
        len(names) <= _MOST_WRAPPERS
        and names == [name for _, name, _ in _TAG.findall(closed)][::-1]
        and harmless(attributes)
        and all(harmless(rest) for _, _, rest in opening)
    )
