"""Rules of style sheets that change what is shown: declarations, their cascade, and which elements they meet.

Parsing is tinycss2's, matching the page parser's own. Sheets that are not in the file are no doubt: a saved report is
read as it stands. Sources: CSS 2.2 (visual formatting, visual effects), CSS Cascade 4, Selectors 4, Text Decoration 3.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import tinycss2
from tinycss2.color5 import parse_color

from filings.patterns import pattern

MOST_SHEET = 400_000  # characters of style sheets in a page; larger ones are not weighed
WIDE = 1280  # pixels of the window in which a page is read
_MOST_RULES = 5_000
_MOST_NESTED = 8  # selectors of a rule with others in it
_NAMES = frozenset(
    {"display", "visibility", "vertical-align", "text-decoration", "text-decoration-line", "opacity", "color",
     "background", "background-color", "background-image", "background-size", "font-size", "font", "text-indent",
     "position", "left", "top", "right", "clip",
     "clip-path", "overflow", "overflow-x", "overflow-y", "width", "height", "max-height", "max-width", "transform",
     "rotate", "scale", "content", "direction", "unicode-bidi", "-webkit-text-security", "-webkit-text-fill-color",
     "filter", "margin", "margin-left", "margin-right", "content-visibility", "mso-hide", "mso-text-raise", "float",
     "bottom", "inset", "order", "flex-direction", "flex-flow", "letter-spacing", "mask", "mask-image", "-webkit-mask",
     "-webkit-mask-image",
     "mix-blend-mode", "zoom", "translate", "font-family", "font-variant", "font-variant-position",
     "font-feature-settings", "all"}
)  # fmt: skip
_QUICK = pattern(
    r"display|visibility|vertical-align|line-through|opacity|color|background|font|indent|position|clip|overflow"
    r"|transform|rotate|scale|content|direction|bidi|security|filter|margin-left|var\(|mso-hide|raise|text-decoration"
    r"|float|flex-flow|mask|blend|zoom|translate|\\|(?<![\w-])(?:order|all)\s*:|letter-spacing\s*:\s*-|margin[\w-]*\s*:[^;]*-\d",
    re.IGNORECASE,
)
_DYNAMIC = pattern(
    r":(?:hover|active|focus[\w-]*|visited|target|checked|disabled|enabled|invalid|valid|placeholder[\w-]*|-[\w-]+)"
)
_PSEUDO = pattern(r"::?(before|after|first-letter|first-line)\s*$", re.IGNORECASE)
_OTHER_PSEUDO = "::"
_DISPLAY = pattern(r"\(\s*display\s*:\s*([\w-]+)\s*\)")
_DISPLAYS = frozenset({"block", "inline", "none", "flex", "grid", "inline-block", "inline-flex", "inline-grid", "table",
                       "table-cell", "contents", "flow-root", "list-item"})  # fmt: skip
_KINDS = pattern(
    r"(?:block|inline|none|flow|flex|grid|table|contents|list-item|run-in|ruby|math|inherit|initial|unset|revert|-webkit-)"
    r"|.*var\("
)
_UNSURE_RULES = frozenset({"supports", "container", "scope"})  # whether they apply is known to a browser alone
Declared = Mapping[str, str]
"""Property -> value in lower case, as far as it may change what is shown."""


class CssRule(NamedTuple):
    """A rule that may meet elements. ``part``: before, after, first-letter or first-line, ``""`` for the element.

    ``unsure``: nobody knows whether it applies.
    """

    selector: str
    part: str
    weight: tuple[int, ...]
    order: int
    normal: Declared
    important: Declared
    unsure: bool = False


_LARGEST_KEPT = 100_000  # characters of sheets worth keeping


@lru_cache(maxsize=4096)
def inline(style: str) -> Declared:
    """The declarations of a style attribute."""
    if _QUICK.search(style) is None:
        return {}
    normal, important = _declared(tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True))
    return {**normal, **important}


def _declared(nodes: Iterable[Any]) -> tuple[dict[str, str], dict[str, str]]:
    normal: dict[str, str] = {}
    important: dict[str, str] = {}
    for node in nodes:
        if node.type == "declaration" and node.lower_name in _NAMES:
            value = tinycss2.serialize(node.value).strip().lower()
            if node.lower_name == "display" and _KINDS.match(value) is None:
                continue  # browsers drop a value that they do not know, and what was said before stays
            (important if node.important else normal)[node.lower_name] = value
    return normal, important


def rules(sheets: Iterable[str]) -> Sequence[CssRule]:
    """The rules of the style elements of a page, in their order; the pages of a site have the same."""
    texts = tuple(sheets)
    return (_kept if sum(map(len, texts)) < _LARGEST_KEPT else _all)(texts)


def _all(sheets: tuple[str, ...]) -> Sequence[CssRule]:
    found: list[CssRule] = []
    for sheet in sheets:
        bare = sheet.replace("<!--", "").replace("-->", "")
        if _QUICK.search(bare):
            found += _rules(tinycss2.parse_stylesheet(bare, skip_comments=True, skip_whitespace=True), len(found))
    return found[:_MOST_RULES]


_kept = lru_cache(maxsize=16)(_all)


def _rules(nodes: Iterable[Any], order: int, outer: Sequence[str] = ()) -> Iterator[CssRule]:
    """``outer``: the selectors of the rule around nested ones."""
    for node in nodes:
        if node.type == "qualified-rule":
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            normal, important = _declared(inside)
            selectors = [_nested(one, outer) for one in _split(node.prelude)]
            if normal or important:
                for selector in selectors:
                    order += 1
                    yield from _rule(selector, order, normal, important)
            nested = [one for one in inside if one.type in ("qualified-rule", "at-rule")]
            for rule in _rules(nested, order, selectors) if nested and len(outer) < _MOST_NESTED else ():
                order = rule.order
                yield rule
        elif node.type == "at-rule" and node.content is not None and _applies(node):
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            for rule in _rules(inner, order, outer):
                order = rule.order
                yield _within(node.lower_at_keyword, rule)


def _nested(selector: str, outer: Sequence[str]) -> str:
    """The selector as it reads outside of the rule that it stands in."""
    if not outer:
        return selector
    around = outer[0] if len(outer) == 1 else f":is({', '.join(outer)})"
    return selector.replace("&", around) if "&" in selector else f"{around} {selector}"


def _within(name: str, rule: CssRule) -> CssRule:
    """A rule in an at-rule: those of a layer yield to all others."""
    if name == "layer":
        return rule._replace(weight=(-1, *rule.weight))
    return rule._replace(unsure=True) if name in _UNSURE_RULES else rule


def _rule(selector: str, order: int, normal: Declared, important: Declared) -> Iterator[CssRule]:
    if _DYNAMIC.search(selector):
        return
    found = _PSEUDO.search(selector)
    bare = selector[: found.start()].strip() or "*" if found else selector
    if _OTHER_PSEUDO not in bare:
        yield CssRule(bare, found[1].lower() if found else "", _weight(bare), order, normal, important)


def _split(prelude: Iterable[Any]) -> list[str]:
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [text for part in parts if (text := tinycss2.serialize(part).strip())]


def _weight(selector: str) -> tuple[int, ...]:
    """Specificity: ids, classes and attributes and pseudo-classes, types."""
    bare = re.sub(r":where\([^)]*\)", "", selector)
    bare = re.sub(r":(?:not|is|has)\(", "(", bare)
    ids = len(re.findall(r"#[\w-]+", bare))
    classes = len(re.findall(r"\.[\w-]+|\[[^\]]*\]|:[\w-]+", bare))
    return ids, classes, len(re.findall(r"(?:^|[\s>+~(,])[a-zA-Z][\w-]*", re.sub(r"\[[^\]]*\]", "", bare)))


_WIDTH = pattern(r"(min|max)-width\s*:\s*([\d.]+)(px|em|rem)")


def _applies(node: Any) -> bool:  # noqa: ANN401 - tinycss2 ships no types
    """Whether the rules in an at-rule count on a screen of usual width."""
    name, prelude = node.lower_at_keyword, tinycss2.serialize(node.prelude).strip().lower()
    if name == "supports" and (asked := _DISPLAY.fullmatch(prelude)):
        return asked[1] in _DISPLAYS
    if name in ("supports", "layer", "container", "scope"):
        return True
    return name == "media" and is_for_screen(prelude)


def is_for_screen(media: str) -> bool:
    """Whether a list of media queries holds on a screen of usual width."""
    return not media.strip() or any(_is_screen(one.strip()) for one in media.lower().split(","))


def _is_screen(query: str) -> bool:
    if query.startswith("not "):
        return not _is_screen(query.removeprefix("not "))
    if re.match(r"(?:only\s+)?(?:print|speech|tty|tv|handheld|aural|braille|embossed|projection)\b", query):
        return False
    for kind, number, unit in _WIDTH.findall(query):
        pixels = float(number) * (1 if unit == "px" else 16)
        if (kind == "min" and pixels > WIDE) or (kind == "max" and pixels < WIDE):
            return False
    return "prefers-color-scheme: dark" not in query and "prefers-color-scheme:dark" not in query


Colour = tuple[int, int, int]


_SYSTEM = {"canvas": "white", "window": "white", "field": "white", "canvastext": "black", "windowtext": "black"}


@lru_cache(maxsize=1024)
def colour(text: str) -> Colour | str | None:
    """A colour; ``transparent`` for one without ink; None for what names none. Of colours by lightness a grey."""
    found = parse_color(_SYSTEM.get(text, text)) if text else None
    if found is None or isinstance(found, str):
        return None
    if found.alpha < 0.1:  # noqa: PLR2004 - fainter than a watermark
        return "transparent"
    if found.space in _LIGHTNESS:
        light = max((found.coordinates[0] or 0.0) / _LIGHTNESS[found.space], 0.0)
        shine = light**3 if found.space.startswith("ok") else ((light * 100 + 16) / 116) ** 3
        parts = [min(shine, 1.0) ** (1 / 2.2)] * 3
    else:
        known = found.space not in ("hsl", "hwb", "srgb")
        parts = list(found.coordinates if known else found.to("srgb").coordinates)
    red, green, blue = (round(((part or 0.0) * found.alpha + 1 - found.alpha) * 255) for part in parts)
    return red, green, blue


_LIGHTNESS = {"lab": 100.0, "lch": 100.0, "oklab": 1.0, "oklch": 1.0}
_COMPUTED = pattern(r"(?:var|color-mix|color-contrast|env|attr)\(", re.IGNORECASE)


def is_computed(text: str) -> bool:
    """Whether a value holds a function that only a browser works out."""
    return "(" in text and _COMPUTED.search(text) is not None


_LENGTH = pattern(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|%|ex|ch|cm|mm|in|pc|vw|vh)?$")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "rem": 16.0, "cm": 37.8, "mm": 3.78, "in": 96.0, "pc": 16.0, "vw": 12.8, "vh": 8.0}


def pixels(text: str, size: float = 16.0) -> float | None:
    """A length in pixels; ``size`` is the letter size that em, ex and % refer to."""
    found = _LENGTH.match(text.strip())
    if found is None:
        return None
    number, unit = float(found[1]), found[2] or "px"
    if unit in ("em", "%", "ex", "ch"):
        return number * size * {"em": 1.0, "%": 0.01, "ex": 0.5, "ch": 0.5}[unit]
    return number * _PIXELS[unit]
