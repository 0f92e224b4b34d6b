"""What is one sign off a name that is sure: where it stands in a text, and whether the sign may be a slip."""

from collections.abc import Iterable, Iterator

from rules.engine.context import CheckContext
from rules.text.common_words import words_of
from rules.text.misspelt import alike_signs
from rules.text.span import standing

# 第一批 and 第二批, 县级 and 镇级, 上河村 and 下河村 are two
TELLING = frozenset("一二三四五六七八九十两东西南北中上下左右前后新旧老大小高低内外先初省市县区旗镇乡村社")
_NONE: frozenset[str] = frozenset()


def one_off(text: str, name: str) -> Iterator[tuple[int, int]]:
    """(where it starts, place of the other sign) of each; the place is -1 where two signs are swapped."""
    for at in range(len(name)):
        head, tail = name[:at], name[at + 1 :]
        alike = len(head) == len(tail) == 1 and text.count(tail) < text.count(head)  # the rarer one is looked for
        mark, back = (head, 0) if len(head) >= len(tail) and not alike else (tail, at + 1)
        for start in (found - back for found in standing(text, mark) if found >= back):
            behind = start + at + 1
            if text.startswith(head, start) and text.startswith(tail, behind) and text[behind - 1] != name[at]:
                yield start, at
        if tail and tail[0] != name[at]:
            yield from ((start, -1) for start in standing(text, head + tail[0] + name[at] + tail[1:]))


def are_alike(context: CheckContext, signs: Iterable[str], *, near: bool = False) -> bool:
    """Whether two signs of names look or sound alike; ``near``: or nearly so, as given names of people do."""
    first, other = sorted(signs)
    lists = ("alike_signs", "alike_names", "near_names")
    return other in context.lists.memo(alike_signs, lists if near else lists[:-1]).get(first, _NONE)


def stands_alone(context: CheckContext, at: int) -> bool:
    """Whether a sign makes no word with its neighbours."""
    words = words_of(context.lists, "common_words")
    return not any(context.body.text[one : one + 2] in words for one in (at - 1, at))
