"""How the elements of a page are shown: the role that markup and style give to the text in them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from readers import css
from readers.visibility import Colour, Role, against, luminance

_STYLE_ELEMENT = re.compile(r"<style\b[^>]*>(.*?)</style", re.IGNORECASE | re.DOTALL)
_STYLE_TAG = re.compile("<[sS][tT][yY][lL][eE]")
_SIMPLE = re.compile(r"[#.]([\w-]+)")
_FAR = -500.0  # pixels: what stands further out is not on the page
_TINY = 3.0  # pixels: letters that nobody reads
_FAINT = 0.08  # opacity below which nobody sees it
_PALE = 0.35  # below which it is a watermark
_MARKED = ("sup", "sub", "del", "s", "strike", "rt", "rtc", "rp", "bdo", "details", "dialog")
_OWN = {
    "sup": {"vertical-align": "super"}, "sub": {"vertical-align": "sub"}, "del": {"text-decoration": "line-through"},
    "s": {"text-decoration": "line-through"}, "strike": {"text-decoration": "line-through"},
}  # fmt: skip
_BOXES = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "table", "col", "colgroup", "img", "input"})
_HIDDEN_DISPLAY, _VISIBLE = "none", frozenset({"visible", "inherit", "initial", "unset"})
_HARMLESS_ALIGN = frozenset(
    {"top", "middle", "bottom", "baseline", "text-top", "text-bottom", "inherit", "initial", "auto", "0", "0px", "0pt",
     "0em", "0%", "center", "unset"}
)  # fmt: skip
_ROWS = frozenset({"tr", "tbody", "thead", "tfoot"})
_TABLE_ALIGN = frozenset({"super", "sub"})


class Context(NamedTuple):
    """How text stands here. ``role``: None for plain text; ``size``: of letters, in pixels."""

    role: Role | None = None
    unseen: bool = False
    size: float = 16.0
    ink: Colour | str = (0, 0, 0)
    ground: Colour = (255, 255, 255)
    opacity: float = 1.0

    @property
    def counts(self) -> Role | None:
        """The role of text that stands here directly."""
        if self.role is Role.HIDDEN or self.unseen or self.size < _TINY or self.ink == "transparent":
            return Role.HIDDEN
        if self.opacity < _PALE:
            return Role.HIDDEN if self.opacity < _FAINT else Role.DECORATION
        if (isinstance(self.ink, tuple) and self.ink != (0, 0, 0)) or self.ground != (255, 255, 255):
            return against(self.ink, self.ground) or self.role  # type: ignore[arg-type] # transparent is told above
        return self.role


PLAIN = Context()


class HtmlLooks:
    """What the style sheets and attributes of one page say of its elements."""

    def __init__(self, sheets: list[css.CssRule], *, unweighed: bool = False) -> None:
        self._rules = sheets
        self._by_node: dict[int, dict[str, str]] = {}
        self._important: dict[int, dict[str, str]] = {}
        self.generated: dict[int, list[tuple[str, str]]] = defaultdict(list)
        self.root = Context(role=Role.UNSURE) if unweighed else PLAIN

    def match(self, tree: LexborHTMLParser) -> None:
        """Find the elements that the rules meet."""
        for rule in sorted(self._rules, key=lambda one: (one.weight, one.order)):
            try:
                nodes = tree.css(rule.selector)
            except (SelectolaxError, ValueError):
                continue  # browsers drop a rule that they cannot read, too
            for node in nodes:
                if rule.part:
                    self.generated[node.mem_id].append(
                        (rule.part, {**rule.normal, **rule.important}.get("content", ""))
                    )
                else:
                    self._by_node.setdefault(node.mem_id, {}).update(rule.normal)
                    self._important.setdefault(node.mem_id, {}).update(rule.important)

    def declared(self, node: Any) -> Mapping[str, str]:  # noqa: ANN401 - a node of the parser
        """What counts for an element: its tag, rules, style and attributes in their order."""
        found = dict(_OWN.get(node.tag, {}))
        attributes = node.attributes
        if attributes:
            for name, property_ in (("bgcolor", "background-color"), ("color", "color"), ("text", "color")):
                if value := attributes.get(name):
                    found[property_] = value.strip().lower()
            if node.tag == "font" and attributes.get("size") == "0":
                found["font-size"] = "10px"
        found.update(self._by_node.get(node.mem_id, {}))
        if attributes and (style := attributes.get("style")):
            found.update(css.inline(style))
        found.update(self._important.get(node.mem_id, {}))
        return found

    @property
    def met(self) -> set[int]:
        """The elements that rules meet."""
        return {*self._by_node, *self._important}

    def is_gone(self, node: Any) -> bool:  # noqa: ANN401
        """Whether an element takes no room at all."""
        declared = self.declared(node)
        display = declared.get("display")
        return (
            display == _HIDDEN_DISPLAY
            or (display is None and "hidden" in node.attributes)
            or (node.tag in _ROWS and declared.get("visibility") == "collapse")
        )

    def added(self, node: Any, part: str) -> str:  # noqa: ANN401
        """What the style sheet writes before or after the text of an element."""
        told = [content for where, content in self.generated.get(node.mem_id, ()) if where == part]
        return told[-1] if told else ""

    def enter(self, node: Any, outer: Context) -> Context:  # noqa: ANN401
        """How text stands in an element that stands in ``outer``."""
        tag, attributes = node.tag, node.attributes
        declared = self.declared(node)
        if outer is PLAIN and not declared and not (attributes and "hidden" in attributes) and tag not in _MARKED:
            return outer
        return _entered(tag, attributes or {}, declared, outer)


def _entered(tag: str, attributes: Mapping[str, str | None], declared: Mapping[str, str], outer: Context) -> Context:
    unseen = outer.unseen
    if (visibility := declared.get("visibility")) is not None:
        unseen = visibility not in _VISIBLE if visibility != "inherit" else outer.unseen
    size = _size(declared, outer.size)
    ink = css.colour(declared.get("-webkit-text-fill-color", "") or declared.get("color", "")) or outer.ink
    ground = css.colour(declared.get("background-color", "") or _ground(declared.get("background", "")))
    opacity = outer.opacity * _number(declared.get("opacity", "1"))
    role = outer.role if outer.role in (Role.HIDDEN, Role.ANNOTATION) else _role(tag, attributes, declared, size)
    return Context(
        role or outer.role, unseen, size, ink, ground if isinstance(ground, tuple) else outer.ground, opacity
    )


def _role(tag: str, attributes: Mapping[str, str | None], declared: Mapping[str, str], size: float) -> Role | None:
    display = declared.get("display")
    if display == _HIDDEN_DISPLAY or ("hidden" in attributes and display is None) or _is_cut_away(declared, size):
        return Role.HIDDEN
    if declared.get("mso-hide") == "all" or declared.get("content-visibility") == "hidden":
        return Role.HIDDEN
    if tag in ("details", "dialog") and "open" not in attributes:
        return Role.HIDDEN
    if tag in ("rt", "rtc", "rp"):
        return Role.ANNOTATION
    if any("var(" in value for name, value in declared.items() if name in _WEIGHTY):
        return Role.UNSURE
    turned = f"{declared.get('transform', '')} {declared.get('rotate', '')}"
    if re.search(r"(?:rotate|skew|matrix|scale)[^(]*\(|\d(?:deg|turn|rad)", turned):
        return Role.DECORATION if "rotate" in turned or "matrix" in turned or "deg" in turned else Role.UNSURE
    if _is_turned_round(tag, attributes, declared) or declared.get("-webkit-text-security", "none") != "none":
        return Role.UNSURE
    if "line-through" in declared.get("text-decoration-line", declared.get("text-decoration", "")):
        return Role.STRUCK
    return Role.RAISED if _is_raised(tag, declared) else None


_WEIGHTY = ("display", "visibility", "opacity", "vertical-align", "text-decoration")


def _is_turned_round(tag: str, attributes: Mapping[str, str | None], declared: Mapping[str, str]) -> bool:
    if tag == "bdo":
        return (attributes.get("dir") or "").lower() == "rtl"
    return "override" in declared.get("unicode-bidi", "") and declared.get("direction") == "rtl"


def _is_raised(tag: str, declared: Mapping[str, str]) -> bool:
    align = declared.get("vertical-align", "baseline")
    if "mso-text-raise" in declared and css.pixels(declared["mso-text-raise"]):
        return True
    if tag in _BOXES:
        return False
    return align not in _HARMLESS_ALIGN and (align in _TABLE_ALIGN or bool(css.pixels(align)))


def _is_cut_away(declared: Mapping[str, str], size: float) -> bool:
    """Whether text is cut off, without height, or moved off the page."""
    away = [css.pixels(declared.get(name, ""), size) for name in ("text-indent", "margin-left")]
    if declared.get("position", "static") in ("absolute", "fixed", "relative"):
        away += [css.pixels(declared.get(name, ""), size) for name in ("left", "top")]
        if re.match(r"rect\((?:\s*[01](?:px)?\s*,?){4}\)", declared.get("clip", "")):
            return True
    if any(one is not None and one < _FAR for one in away):
        return True
    if re.match(r"inset\(\s*(?:50|[6-9]\d|100)%|circle\(0", declared.get("clip-path", "")):
        return True
    cut = any("hidden" in declared.get(name, "") or "clip" in declared.get(name, "") for name in _OVERFLOWS)
    sides = [css.pixels(declared.get(name, ""), size) for name in ("width", "height", "max-height", "max-width")]
    return cut and any(side is not None and side < _TINY for side in sides)


_OVERFLOWS = ("overflow", "overflow-x", "overflow-y")


def _size(declared: Mapping[str, str], outer: float) -> float:
    text = declared.get("font-size", "")
    if not text and (found := re.search(r"(?:^|\s)([\d.]+(?:px|pt|em|rem|%))(?:/|\s|$)", declared.get("font", ""))):
        text = found[1]
    found_size = css.pixels(text, outer) if text else None
    return outer if found_size is None else found_size


def _ground(text: str) -> str:
    """The colour in a background, if it names one."""
    return next((part for part in text.replace("/", " ").split() if css.colour(part) is not None), "")


def _number(text: str) -> float:
    try:
        return float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return 1.0


_DARK, _LIGHT = 0.22, 0.45  # luminance: darker ink is seen on any lighter ground, twice as bright at least


@lru_cache(maxsize=4096)
def is_odd(style: str) -> bool:
    """Whether a style attribute may change what is shown; ink that is dark and grounds that are light do not."""
    return says_odd(css.inline(style))


def says_odd(declared: Mapping[str, str]) -> bool:
    """The same for declarations."""
    if not declared:
        return False
    inks = [value for name in ("color", "-webkit-text-fill-color") if (value := declared.get(name))]
    grounds = [value for name in ("background-color", "background") if (value := declared.get(name))]
    if any(is_odd_ink(one) for one in inks) or any(is_odd_ground(_ground(one) or one) for one in grounds):
        return True
    bare = {name: value for name, value in declared.items() if name not in ("width", "height", "position", "overflow")}
    if _role("span", {}, bare, 16.0) is not None or _is_cut_away(declared, 16.0):
        return True
    if declared.get("visibility", "visible") != "visible" or _number(declared.get("opacity", "1")) < _PALE:
        return True
    return _size(declared, 16.0) < 8.0  # noqa: PLR2004 - pixels: small letters may be set within small letters


@lru_cache(maxsize=1024)
def is_odd_ink(text: str) -> bool:
    """Whether a colour of letters may be lost on a light ground."""
    found = css.colour(text.strip().lower())
    return found == "transparent" or (isinstance(found, tuple) and luminance(found) > _DARK)


@lru_cache(maxsize=1024)
def is_odd_ground(text: str) -> bool:
    """Whether a ground is so dark that dark letters may be lost on it."""
    found = css.colour(text.strip().lower())
    return isinstance(found, tuple) and luminance(found) < _LIGHT


def looks_of(page: str) -> HtmlLooks | None:
    """What the style elements of a page say of it; None where they change nothing that is shown."""
    sheets = _STYLE_ELEMENT.findall(page) if _STYLE_TAG.search(page) else []
    if sum(map(len, sheets)) > css.MOST_SHEET:
        return HtmlLooks([], unweighed=True)
    rules = css.rules(sheets) if sheets else []
    odd = [one for one in rules if one.part or says_odd({**one.normal, **one.important})]
    body = _STYLE_ELEMENT.sub("", page) if odd else ""
    if not any(_may_meet(one.selector, body) for one in odd):
        return None
    return HtmlLooks(rules)


def _may_meet(selector: str, body: str) -> bool:
    """Whether the classes and ids that a selector asks for stand in the page at all."""
    if ":" in selector or "[" in selector:
        return True
    return all(name in body for name in _SIMPLE.findall(selector))


def plain_looks() -> HtmlLooks:
    """The looks of a page without style elements."""
    return HtmlLooks([])


def suspects(root: Any, *, coloured: bool = False) -> set[int]:  # noqa: ANN401
    """Elements whose own markup may change how text is shown; ``coloured``: style rules may give grounds as well.

    Where some ground is dark, every colour of letters counts.
    """
    found = {node.mem_id for node in _suspects(root)}
    if coloured or (found and any(_has_odd_ground(node.attributes) for node in root.css("[style], [bgcolor]"))):
        found.update(node.mem_id for node in root.css("[style*=color i], font[color], body[text]"))
    return found


def _has_odd_ground(attributes: Mapping[str, str | None]) -> bool:
    style, ground = css.inline(attributes.get("style") or ""), attributes.get("bgcolor") or ""
    named = (ground, style.get("background-color", ""), _ground(style.get("background", "")))
    return any(is_odd_ground(one) for one in named if one)


def odd_tags(root: Any) -> set[str]:  # noqa: ANN401
    """The tags of these elements."""
    return {node.tag for node in _suspects(root)}


_SELECTOR = ", ".join((*_MARKED, "[hidden]", "[style]", "[bgcolor]", "font[color]", "body[text]"))


def _suspects(root: Any) -> Iterator[Any]:  # noqa: ANN401
    for node in root.css(_SELECTOR) if root is not None else ():
        attributes = node.attributes
        if node.tag in _MARKED or "hidden" in attributes or _is_odd(attributes):
            yield node


def _is_odd(attributes: Mapping[str, str | None]) -> bool:
    style, ground = attributes.get("style"), attributes.get("bgcolor")
    ink = attributes.get("color") or attributes.get("text")
    return bool(style and is_odd(style)) or bool(ground and is_odd_ground(ground)) or bool(ink and is_odd_ink(ink))
