"""Pages that are nested or filled beyond any real one are refused before a tree is built."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from operator import sub

from filings.patterns import pattern
from readers.limits import GRID_CELLS, NESTING
from readers.refusal import Unreadable

_TAGS = pattern(r"</?[a-zA-Z][a-zA-Z0-9]*")
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr", "param"}
)
_CLOSED_BY_OTHERS = frozenset(
    {"p", "li", "td", "th", "tr", "option", "dt", "dd", "thead", "tbody", "tfoot", "colgroup"}
)
_CELL_TAGS = frozenset({"<td", "<th", "</td", "</th"})
_FLAT = ("</", "<li", "<p>", "<p ", "<br")  # nothing nests in these


def guard(text: str) -> None:
    """``Unreadable`` for a page that is nested too deeply or has too many cells."""
    if text.count("<") - sum(map(text.count, _FLAT)) <= NESTING:
        return  # fewer tags than may nest
    tags: list[str] = _TAGS.findall(text)
    if _nesting(tags) > NESTING:
        raise Unreadable("网页层层嵌套过深，已拒绝")
    if sum(count for tag, count in Counter(tags).items() if tag.lower() in _CELL_TAGS) > 2 * GRID_CELLS:
        raise Unreadable("表格单元格过多，不像是年度报告")


@lru_cache(maxsize=512)
def _step(tag: str) -> int:
    """What a tag does to the depth: ``<div`` goes one down, ``</div`` one up, ``<br`` nothing."""
    name = tag.strip("</").lower()
    return 0 if name in _VOID or name in _CLOSED_BY_OTHERS else -1 if tag[1] == "/" else 1


def _nesting(tags: Iterable[str]) -> int:
    """How deep the tags nest at most; closing tags that close nothing do not count."""
    depths = list(accumulate(map(_step, tags), initial=0))
    deepest: int = max(map(sub, depths, accumulate(depths, min)))
    return deepest
