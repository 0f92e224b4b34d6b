"""Which official form a document follows: told by the words of its tables, never by the year."""

from collections.abc import Iterable
from functools import cache, lru_cache

from filings.edition import Edition
from readers.interpret.labels import body
from readers.interpret.layouts import GridLayout
from readers.interpret.tokens import Tokens
from schemas.editions import edition, editions

_FALLBACK = "2021"


def recognised(document: Tokens, texts: Iterable[str]) -> str | None:
    """The id of the form: by the vocabulary of its tables, else by the paper that the text cites, else None.

    A word counts once: a menu above the report may repeat one of them on every line.
    """
    votes = {form.id: 0 for form in editions()}
    words = _telling()
    printed = {token.body for _, token in document.worded if token.body in words}
    for word in printed.union(*(_printed(grid.layout) for _, grid in document.grids.values())):
        votes[words[word]] += 1
    if any(votes.values()):
        return max(votes, key=lambda name: votes[name])
    cited = "".join(texts)
    found = [form.id for form in editions() if form.document.removeprefix("国办公开办函") in cited]
    return found[0] if len(found) == 1 else None


def form(name: str | None) -> Edition:
    """The form to read by; where none is told, the one whose rows include those of the others."""
    return edition(name or _FALLBACK)


@lru_cache(maxsize=256)
def _printed(layout: GridLayout) -> frozenset[str]:
    """The words of a grid that only one form prints."""
    return frozenset(layout.bodies) & _telling().keys()


@cache
def _telling() -> dict[str, str]:
    """Words that only one form prints."""
    printed = {one.id: _words(one) for one in editions()}
    return {
        word: name
        for name, words in printed.items()
        for word in words
        if all(word not in others for other, others in printed.items() if other != name)
    }


def _words(one: Edition) -> set[str]:
    tables = [one.table("proactive"), one.table("applications")]
    rows = [row for table in tables for row in table.rows if not row.optional]
    columns = [column for row in tables[0].rows for column in row.columns]
    return {body(row.label) for row in rows} | {body(text) for c in columns for text in (c.label, *c.aliases)}
