"""Which style sheets, attributes and elements of a page may change how text is shown at all: most do not."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from filings.patterns import pattern
from readers import css
from readers.html_looks import PALE, HtmlLooks, ground_of, letter_size
from readers.html_roles import (
    DOUBT,
    MARKED,
    is_cropped,
    is_cut_away,
    is_marked_hidden,
    is_moved,
    is_set_apart,
    is_symbolic,
    role_of,
    share,
)
from readers.visibility import luminance

_STYLE_ELEMENT = pattern(r"<style\b[^>]*>(.*?)</style", re.IGNORECASE | re.DOTALL)
_SHEETS = frozenset({"", "text/css"})  # what a style element may say of its type, of which browsers heed it
_SIMPLE = pattern(r"[#.]([\w-]+)")
_DARK, _LIGHT = 0.22, 0.45  # luminance: darker ink is seen on any lighter ground, twice as bright at least


@lru_cache(maxsize=4096)
def is_odd(style: str) -> bool:
    """Whether a style attribute may change what is shown; ink that is dark and grounds that are light do not."""
    return "var(" in style or says_odd(css.inline(style))


_GROUNDS = ("background-color", "background", "background-image")


def says_odd(declared: Mapping[str, str]) -> bool:
    """The same for declarations."""
    if not declared:
        return False
    if DOUBT in declared:
        return True
    inks = [value for name in ("color", "-webkit-text-fill-color") if (value := declared.get(name))]
    grounds = [
        value for name in ("background-color", "background", "background-image") if (value := declared.get(name))
    ]
    if any(is_odd_ink(one) for one in inks) or any(is_odd_ground(ground_of(one) or one) for one in grounds):
        return True
    bare = {name: value for name, value in declared.items() if name not in ("width", "height", "position", "overflow")}
    if role_of("span", {}, bare, 16.0) is not None or is_cut_away(declared, 16.0) or is_moved(declared):
        return True
    if is_cropped(declared, 16.0):
        return True
    if declared.get("visibility", "visible") != "visible" or share(declared.get("opacity", "1")) < PALE:
        return True
    size = letter_size(declared, 16.0)
    return size < 8.0 or is_set_apart(declared, size, 16.0)  # noqa: PLR2004 - small letters may stand within small ones


@lru_cache(maxsize=1024)
def is_odd_ink(text: str) -> bool:
    """Whether a colour of letters may be lost on a light ground."""
    found = css.colour(text.strip().lower())
    return found == "transparent" or (isinstance(found, tuple) and luminance(found) > _DARK) or css.is_computed(text)


@lru_cache(maxsize=1024)
def is_odd_ground(text: str) -> bool:
    """Whether a ground is so dark that dark letters may be lost on it."""
    bare = text.strip().lower()
    found = css.colour(bare)
    return (isinstance(found, tuple) and luminance(found) < _LIGHT) or bare == "currentcolor" or css.is_computed(text)


def has_variables(tree: LexborHTMLParser) -> bool:
    """Whether a style of the page may depend on variables."""
    return tree.css_first("[style*='var(']") is not None or any("var(" in node.text() for node in tree.css("style"))


def looks_of(tree: LexborHTMLParser, page: str) -> HtmlLooks | None:
    """What the style elements of a page say of it; None where they change nothing that is shown."""
    sheets = [node.text() for node in tree.css("style") if _is_heeded(node)]
    if sum(map(len, sheets)) > css.MOST_SHEET:
        return HtmlLooks([], unweighed=True)
    rules = css.rules(sheets) if sheets else []
    rules = [_weighed(one) for one in rules]
    odd = [one for one in rules if one.part or says_odd({**one.normal, **one.important})]
    body = _STYLE_ELEMENT.sub("", page) if odd else ""
    if not any(_may_meet(one.selector, body) for one in odd):
        return None
    return HtmlLooks(rules)


def _is_heeded(sheet: Any) -> bool:  # noqa: ANN401 - a node of the parser
    """Whether a browser that runs scripts and shows the page on a screen heeds a style element."""
    said = sheet.attributes
    if (said.get("type") or "").strip().lower() not in _SHEETS or not css.is_for_screen(said.get("media") or ""):
        return False
    around = sheet.parent
    while around is not None and around.tag != "noscript":
        around = around.parent
    return around is None


def _weighed(rule: css.CssRule) -> css.CssRule:
    """A rule of which nobody knows whether it applies leaves a doubt, if it would change anything."""
    if not rule.unsure:
        return rule
    odd = says_odd({**rule.normal, **rule.important})
    return rule._replace(normal={DOUBT: "1"} if odd else {}, important={})


def _may_meet(selector: str, body: str) -> bool:
    """Whether the classes and ids that a selector asks for stand in the page at all."""
    if ":" in selector or "[" in selector:
        return True
    return all(name in body for name in _SIMPLE.findall(selector))


def suspects(root: Any, odd: Sequence[Any], *, coloured: bool = False) -> set[int]:  # noqa: ANN401
    """``odd``, the ``odd_nodes`` below ``root``, and more; ``coloured``: style rules may give grounds as well.

    Where some ground is dark, every colour of letters counts.
    """
    found = {node.mem_id for node in odd}
    if coloured or (found and any(_has_odd_ground(node.attributes) for node in root.css("[style], [bgcolor]"))):
        found.update(node.mem_id for node in root.css("[style*=color i], font[color], body[text]"))
    return found


def _has_odd_ground(attributes: Mapping[str, str | None]) -> bool:
    style, ground = css.inline(attributes.get("style") or ""), attributes.get("bgcolor") or ""
    named = (ground, style.get("background-color", ""), ground_of(style.get("background", "")))
    return any(is_odd_ground(one) for one in named if one)


_SELECTOR = ", ".join(
    (*MARKED, "[hidden]", "[popover]", "[style]", "[bgcolor]", "font[color]", "font[face]", "body[text]")
)


def odd_nodes(root: Any) -> list[Any]:  # noqa: ANN401
    """Elements whose own markup may change how text is shown."""
    return [node for node in root.css(_SELECTOR) if _is_suspect(node)] if root is not None else []


def _is_suspect(node: Any) -> bool:  # noqa: ANN401
    attributes = node.attributes
    return node.tag in MARKED or is_marked_hidden(attributes) or _is_odd(attributes)


def _is_odd(attributes: Mapping[str, str | None]) -> bool:
    style, ground = attributes.get("style"), attributes.get("bgcolor")
    ink = attributes.get("color") or attributes.get("text")
    if is_symbolic(attributes.get("face") or ""):
        return True
    return bool(style and is_odd(style)) or bool(ground and is_odd_ground(ground)) or bool(ink and is_odd_ink(ink))
