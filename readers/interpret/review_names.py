"""The words of table four: which kind of case, which result of it, in the form's spelling and in those that are met."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from filings.patterns import pattern

RESULTS = 5
_NAMES = pattern(
    r"(?P<kind1>(?:行政诉讼)?未经(?:行政)?复议(?:直接)?(?:提起)?(?:行政)?(?:起诉|诉讼)?|(?:行政)?直接(?:提起)?(?:行政)?(?:起诉|诉讼))"
    r"|(?P<kind2>(?:行政诉讼)?(?:经过?)?(?:行政)?复议(?:之)?后(?:再)?(?:提起)?(?:行政)?(?:起诉|诉讼)?)"
    r"|(?P<kind0>行政复议|复议)"
    r"|(?P<result0>结果维持|维持结果|维持)|(?P<result1>结果纠正|纠正结果|纠正)|(?P<result2>其他结果|其它结果|其他|其它)"
    r"|(?P<result3>尚?未审结|尚?未办结)|(?P<result4>总计|合计|小计|总数)"
    r"|(?P<lawsuits>行政诉讼|诉讼)|(?P<nothing>类型|类别|种类|情形|情况|项目|数量|件数|结果|案件|单位|件|的|[一二三])"
)


class Name(NamedTuple):
    """A word of the header: a kind of case or a result, by its number in the form, or the head above both lawsuits."""

    kind: int | None = None
    result: int | None = None
    lawsuits: bool = False


@lru_cache(maxsize=1024)
def names_in(words: str) -> tuple[Name, ...] | None:
    """The names that a text says, in their order; None where it says anything else. ``words``: the body of a label."""
    found: list[Name] = []
    at = 0
    while at < len(words):
        one = _NAMES.match(words, at)
        if one is None:
            return None
        at = one.end()
        what = one.lastgroup or ""
        if what == "lawsuits":
            found.append(Name(lawsuits=True))
        elif what != "nothing":
            number = int(what[-1])
            found.append(Name(kind=number) if what.startswith("kind") else Name(result=number))
    return tuple(found)


def kinds_of(names: Sequence[Name]) -> tuple[int, ...]:
    """The kinds of case in their order, one that is said again at once left out.

    Where the head above both lawsuits stands before reviews and the two below them, both come first.
    """
    heads = [name for name in names if name.kind is not None or name.lawsuits]
    found = [name.kind for name in heads if name.kind is not None]
    kinds = tuple(one for at, one in enumerate(found) if at == 0 or found[at - 1] != one)
    if heads[:2] == [Name(lawsuits=True), Name(kind=0)] and sorted(kinds) == [0, 1, 2]:
        return (*kinds[1:], 0)
    return kinds


def says_otherwise(names: Sequence[Name]) -> bool:
    """Whether kinds or results stand in another order than that of the form."""
    kinds, results = kinds_of(names), [name.result for name in names if name.result is not None]
    turned = any((before + 1) % RESULTS != after for before, after in pairwise(results))
    return turned or list(dict.fromkeys(kinds)) != sorted(set(kinds))
