"""The common words of two signs, by which a text is parted where it has no blanks."""

from collections import Counter

from filings.nouns import dataclass
from rules.lexicon.lists import Lists
from rules.text.body import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonWords:
    """``words``: each of two signs; ``begins`` and ``ends``: how many of them a sign begins and ends."""

    words: frozenset[str]
    begins: Counter[str]
    ends: Counter[str]


def common_words(body: Body, name: str = "common_words") -> CommonWords:
    """The words of a list, taken apart once for all texts."""
    return body.lists.memo(_taken_apart, (name,))


def _taken_apart(lists: Lists, names: tuple[str, ...]) -> CommonWords:
    """Each term of the list is a sign with all that may follow it."""
    words = frozenset(text[0] + other for name in names for text in lists.texts(name) for other in text[1:])
    return CommonWords(words=words, begins=Counter(word[0] for word in words), ends=Counter(word[1] for word in words))
