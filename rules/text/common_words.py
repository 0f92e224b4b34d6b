"""The common words of two signs, by which a text is parted where it has no blanks."""

from rules.lexicon.lists import Lists
from rules.text.body import Body


def common_words(body: Body, name: str = "common_words") -> frozenset[str]:
    """The words of a list, taken apart once for all texts."""
    return words_of(body.lists, name)


def words_of(lists: Lists, name: str) -> frozenset[str]:
    """The same, of the lists themselves."""
    return lists.memo(_taken_apart, (name,))


def _taken_apart(lists: Lists, names: tuple[str, ...]) -> frozenset[str]:
    """Each term of the list is a sign with all that may follow it."""
    texts = [text for name in names for text in lists.texts(name)]
    return frozenset([text[0] + other for text in texts for other in text[1:]])
