"""Tags of a page by what they do, and the children of its elements."""

from collections.abc import Iterator
from typing import Any

from readers.html_spans import span
from readers.limits import SPAN_COLUMNS

UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "iframe", "object", "canvas", "audio", "video",
     "button", "datalist", "embed", "noembed", "noframes"}
)  # fmt: skip
"""Elements whose text is not shown, or shown as no part of the page."""
BREAKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "section", "article", "header", "footer", "main",
     "nav", "aside", "blockquote", "pre", "dl", "dt", "dd", "form", "fieldset", "figure", "center", "address", "body",
     "hr", "caption", "tr", "td", "th"}
)  # fmt: skip
CELLS = ("td", "th")
WRAPPING = frozenset({"p", "span", "div", "font", "b", "strong"})


def children(parent: Any, tags: tuple[str, ...]) -> Iterator[Any]:  # noqa: ANN401 - a node of the parser
    """The children of an element with one of these tags."""
    node = parent.child
    while node is not None:
        if node.tag in tags:
            yield node
        node = node.next


def spans(cell: Any, rows_left: int) -> tuple[int, int]:  # noqa: ANN401
    """How many rows and columns a cell takes up."""
    attributes = cell.attributes
    if not attributes:
        return 1, 1
    down, across = attributes.get("rowspan"), attributes.get("colspan")
    return min(span(down), rows_left), min(span(across), SPAN_COLUMNS)
