"""Elements of a page that show something else than the text between their tags: fields, pictures, formulas."""

from collections.abc import Iterator
from typing import Any

from filings.patterns import pattern
from readers.visibility import Piece, Role, Run

TAGS = frozenset({"input", "textarea", "select", "img", "svg", "math", "meter", "progress", "image", "picture"})
DRAWN = frozenset({"button", "iframe", "object", "canvas", "embed", "template"})
"""Elements that show something in a cell, of which the page does not say what."""
_UNSHOWN = frozenset({"checkbox", "radio", "submit", "button", "reset", "image", "file", "color", "range"})
_FLAT = frozenset({"math", "mrow", "mn", "mi", "mo", "mtext", "mstyle", "semantics", "-text"})
_UNDRAWN = frozenset({"svg", "title", "desc", "metadata"})  # what a drawing says of itself
_SPACER = 3  # pixels: smaller pictures only keep room
_LEADING = pattern(r"\s*(\d+)")


def pieces(node: Any, tag: str, *, cell: bool) -> Iterator[Piece]:  # noqa: ANN401 - a node of the parser
    """What a person sees there. ``cell``: within a cell of a table; search fields elsewhere hold no report.

    What stands in a field stands in a frame of its own: beside other digits it makes no figure with them.
    """
    attributes = node.attributes
    if tag == "input":
        yield from _field(attributes) if cell else ()
    elif tag == "textarea":
        yield Run(node.text(), Role.MOVED) if cell else node.text()
    elif tag == "select":
        yield from _chosen(node) if cell else ()
    elif tag == "math":
        flat = all(inner.tag in _FLAT for inner in node.css("*"))
        yield node.text(strip=True) if flat else Run(node.text(strip=True), Role.EQUATION)
    elif tag == "svg":
        text = node.text().strip()
        if "style" not in attributes and all(inner.tag in _UNDRAWN for inner in node.css("*")):
            yield Run(text, Role.HIDDEN)
        elif cell or text:
            yield Run(text or "?", Role.SYMBOL if cell else Role.DECORATION)
    elif tag in ("template", "button"):
        yield Run(_drawn(node, tag), Role.UNSURE)
    elif cell and not _is_spacer(attributes):
        yield Run("?", Role.PICTURE)


def _drawn(node: Any, tag: str) -> str:  # noqa: ANN401
    """The text of a button; a template shows something only where it is the inside of an element."""
    return node.text() if tag == "button" else "0" if "shadowrootmode" in node.attributes else ""


def _field(attributes: dict[str, str | None]) -> Iterator[Piece]:
    kind, value = (attributes.get("type") or "text").lower(), attributes.get("value") or ""
    if kind in _UNSHOWN:
        return
    if kind == "hidden":
        yield Run(value, Role.HIDDEN)
    elif kind == "password":
        yield Run(value, Role.UNSURE)
    else:
        yield Run(value, Role.MOVED) if value else Run(attributes.get("placeholder") or "", Role.UNSURE)


def _chosen(node: Any) -> Iterator[Piece]:  # noqa: ANN401
    options = node.css("option")
    chosen = [one for one in options if "selected" in one.attributes]
    if "multiple" in node.attributes or _number(node.attributes.get("size")) > 1:
        yield Run(node.text(), Role.UNSURE)
    elif options:
        yield Run((chosen[-1] if chosen else options[0]).text(), Role.MOVED)


def _is_spacer(attributes: dict[str, str | None]) -> bool:
    return any(0 <= _number(attributes.get(name), 99) <= _SPACER for name in ("width", "height"))


def _number(text: str | None, default: int = 0) -> int:
    found = _LEADING.match(text or "")
    return int(found[1][:6]) if found else default
