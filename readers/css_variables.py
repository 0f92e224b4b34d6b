"""The variables of a page's style sheets, put in where they are used before anything else is read of the page."""

import re
from collections.abc import Iterator

from filings.patterns import pattern
from readers import css

_STYLE_ELEMENT = pattern(r"<style\b([^>]*)>(.*?)</style", re.IGNORECASE | re.DOTALL)
_DEFINED = pattern(r"(--[\w-]+)\s*:\s*([^;]*)")
_MEDIA = pattern(r"@media([^{}]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}", re.IGNORECASE)
_ASKED = pattern(r"[\w-]+(?=[\]=~|^$*])|(?<=[.#])[\w-]+|(?<==)[\"']?[\w-]+")
_USED = pattern(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\)[^()]*)*))?\)", re.IGNORECASE)
_MOST_PASSES = 5  # variables within variables


def resolved(page: str) -> str:
    """The page with the variables of its style sheets put in where they are used.

    One that is defined in several ways stays; one that is not defined in the file has its fallback, or says nothing.
    Rules whose classes and attributes stand nowhere in the page define nothing.
    """
    told = _told(page)

    def put_in(use: re.Match[str]) -> str:
        values = told.get(use[1])
        if values is None:
            return use[2] or "unset"
        return next(iter(values)) if len(values) == 1 else use[0]

    for _ in range(_MOST_PASSES):
        made = _USED.sub(put_in, page)
        if made == page or len(made) > 2 * len(page) + 10_000:
            break
        page = made
    return page


def _told(page: str) -> dict[str, set[str]]:
    """The values of each variable."""
    told: dict[str, set[str]] = {}
    body = _STYLE_ELEMENT.sub("", page)
    for attributes, sheet in _STYLE_ELEMENT.findall(page):
        if "print" in attributes:
            continue
        shown = _MEDIA.sub(lambda found: found[2] if css.is_for_screen(found[1]) else "", sheet)
        for selector, inside in _blocks(shown):
            if "--" in inside and any(_may_stand(one, body) for one in selector.split(",")):
                for name, value in _DEFINED.findall(inside):
                    told.setdefault(name, set()).add(value.strip())
    return told


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations of each innermost block; a pattern would look through long texts again and again."""
    for piece in sheet.split("}")[:-1]:
        before, brace, inside = piece.rpartition("{")
        if brace:
            yield before.rpartition("{")[2], inside


def _may_stand(selector: str, body: str) -> bool:
    return all(name.strip("\"'") in body for name in _ASKED.findall(selector))
