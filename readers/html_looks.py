"""How the elements of a page are shown: the role that markup and style give to the text in them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from readers import css
from readers.html_roles import MARKED, TINY, is_marked_hidden, is_seen, is_set_apart, role_of, share
from readers.visibility import Colour, Role, against

_FAINT = 0.08  # opacity below which nobody sees it
PALE = 0.35  # below which it is a watermark
_OWN = {
    "sup": {"vertical-align": "super"}, "sub": {"vertical-align": "sub"}, "del": {"text-decoration": "line-through"},
    "s": {"text-decoration": "line-through"}, "strike": {"text-decoration": "line-through"},
}  # fmt: skip
_SILENT = frozenset(
    {"class", "style", "id", "width", "height", "colspan", "rowspan", "align", "valign", "border", "cellpadding",
     "cellspacing", "lang", "href", "target", "title", "name", "data-key", "face", "size", "color", "bgcolor"}
)  # fmt: skip
"""Attributes that say nothing of what is shown, or are told as a style."""
_MOST_KNOWN = 1000
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr", "tbody", "thead", "tfoot"})


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
        if self.role is Role.HIDDEN or self.unseen or self.size < TINY or self.ink == "transparent":
            return Role.HIDDEN
        if self.opacity < PALE:
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
        self.generated: dict[int, list[tuple[str, Mapping[str, str]]]] = defaultdict(list)
        self.root = Context(role=Role.UNSURE) if unweighed else PLAIN
        self._known: dict[tuple[str, Context, tuple[tuple[str, str], ...]], Context] = {}

    def match(self, tree: LexborHTMLParser) -> None:
        """Find the elements that the rules meet."""
        for rule in sorted(self._rules, key=lambda one: (one.weight, one.order)):
            try:
                nodes = tree.css(rule.selector)
            except (SelectolaxError, ValueError):
                continue  # browsers drop a rule that they cannot read, too
            for node in nodes:
                if rule.part:
                    self.generated[node.mem_id].append((rule.part, {**rule.normal, **rule.important}))
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
            if node.tag == "font":
                found.update(_of_font(attributes))
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
            display == "none"
            or (display is None and is_marked_hidden(node.attributes))
            or (node.tag in _ROWS and declared.get("visibility") == "collapse")
        )

    def added(self, node: Any, part: str) -> str:  # noqa: ANN401
        """What the style sheet writes before or after the text of an element."""
        told = [one.get("content", "") for where, one in self.generated.get(node.mem_id, ()) if where == part]
        return told[-1] if told else ""

    def covers(self, node: Any, part: str) -> bool:  # noqa: ANN401
        """Whether an area that the style sheet adds to an element, or the element itself, lies over other text."""
        if not part:
            return not node.text().strip() and _is_laid_over(self.declared(node))
        return any(_is_laid_over(one) for where, one in self.generated.get(node.mem_id, ()) if where == part)

    def firsts(self, node: Any) -> Iterator[Mapping[str, str]]:  # noqa: ANN401
        """What the style sheet says of the first letter and line of an element."""
        return (one for where, one in self.generated.get(node.mem_id, ()) if where.startswith("first"))

    def enter(self, node: Any, outer: Context) -> Context:  # noqa: ANN401
        """How text stands in an element that stands in ``outer``."""
        tag, attributes = node.tag, node.attributes
        declared = self.declared(node)
        if outer is PLAIN and not declared and not (attributes and is_marked_hidden(attributes)) and tag not in MARKED:
            return outer
        if attributes and not _SILENT.issuperset(attributes):
            return _entered(tag, attributes, declared, outer)
        key = tag, outer, tuple(declared.items())
        if key not in self._known:  # a site writes the same style into every cell
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = _entered(tag, {}, declared, outer)
        return self._known[key]


def _is_laid_over(declared: Mapping[str, str]) -> bool:
    """Whether an element is taken out of the lines and has a ground of its own."""
    drawn = declared.get("background-color", "") or declared.get("background", "")
    return declared.get("position") in ("absolute", "fixed") and drawn not in ("", "none", "transparent")


def _of_font(attributes: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """What the attributes of a font element say."""
    if attributes.get("size") == "0":
        yield "font-size", "10px"
    if face := attributes.get("face"):
        yield "font-family", face.lower()


def _entered(tag: str, attributes: Mapping[str, str | None], declared: Mapping[str, str], outer: Context) -> Context:
    unseen = outer.unseen
    if (visibility := declared.get("visibility")) is not None:
        unseen = not is_seen(visibility, outer=not outer.unseen)
    size = letter_size(declared, outer.size)
    ink = css.colour(declared.get("-webkit-text-fill-color", "") or declared.get("color", "")) or outer.ink
    area = declared.get("background-color", "") or ground_of(declared.get("background", ""))
    area = area or ground_of(declared.get("background-image", ""))
    ground = ink if area == "currentcolor" else css.colour(area)
    opacity = outer.opacity * share(declared.get("opacity", "1"))
    role = outer.role if outer.role in (Role.HIDDEN, Role.ANNOTATION) else role_of(tag, attributes, declared, size)
    if role is Role.MOVED:
        role = outer.role or role
    elif role is None and tag not in _CELLS and is_set_apart(declared, size, outer.size):
        role = Role.RAISED
    above = None if outer.role is Role.STRUCK and declared.get("display", "").startswith("inline-") else outer.role
    return Context(role or above, unseen, size, ink, ground if isinstance(ground, tuple) else outer.ground, opacity)


def letter_size(declared: Mapping[str, str], outer: float) -> float:
    """The size of letters in pixels; ``outer``: around the element."""
    text = declared.get("font-size", "")
    if not text and (found := re.search(r"(?:^|\s)([\d.]+(?:px|pt|em|rem|%)|0)(?:/|\s|$)", declared.get("font", ""))):
        text = found[1]
    found_size = css.pixels(text, outer) if text else None
    return outer if found_size is None else found_size


def ground_of(text: str) -> str:
    """The colour in a background, if it names one."""
    if not text or css.is_computed(text):
        return text
    if "gradient(" in text:  # of one colour alone, which is how some make an area
        named = {one for one in re.split(r"[\s,()]+", text) if css.colour(one)}
        return named.pop() if len(named) == 1 else ""
    return next((one for one in text.replace("/", " ").split() if css.colour(one) or one == "currentcolor"), "")


def plain_looks() -> HtmlLooks:
    """The looks of a page without style elements."""
    return HtmlLooks([])
