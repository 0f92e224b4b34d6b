"""Names told twice with one sign differing: 周一帆副主任 and 周一凡副主任, 《…审批公开办法》 and 《…审批公示办法》.

Two people, two documents may differ by one sign as well. So two names in one sentence are two, and so are two that both
come back; of quoted names, the sign must look or sound like the other, or make no word where it stands.
"""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.lists import Lists
from rules.text.common_words import words_of
from rules.text.one_off import TELLING, are_alike
from rules.text.span import Span
from rules.text.told_persons import told_persons

Fault = tuple[Span, str]
_QUOTED = pattern("“[^“”《》\n]{4,40}”|《[^《》\n]{5,60}》")
_ACTS_OF_MAKING = frozenset("开示")  # 公开办法 and 公示办法 are hardly both of one matter
_OFTEN = 40  # times that no report tells a name: each of them would be looked at for every other name
_SHORT = 6  # signs of a quoted name, its marks among them
_LISTS = ("common_words", "report_words")


def told_otherwise(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Fault]:
    """The rarer of two such names, or the later one."""
    yield from told_persons(context, parts)
    places: dict[str, list[Span]] = {}
    for place in context.body.spans(parts):
        for found in _QUOTED.finditer(context.body.text, place.start, place.end):
            places.setdefault(found[0], []).append(Span(*found.span()))
    seen: dict[tuple[str, str], str] = {}
    for name in places:
        for at in range(1, len(name) - 1):
            head, tail = name[:at], name[at + 1 :]
            other = seen.setdefault((head, tail), name)
            swapped = head + tail[0] + name[at] + tail[1:]
            if other == name and swapped in seen.values() and swapped != name and len(tail) > 1:
                other = swapped
            if other != name and _is_slip(context, places, (other, name), at):
                wrong, right = sorted((name, other), key=lambda one: (len(places[one]), one != name))
                yield places[wrong][0], f"别处写的是{right}，" + ("字序不同" if other == swapped else "差一个字")


def _is_slip(context: CheckContext, places: dict[str, list[Span]], names: tuple[str, str], at: int) -> bool:
    """Whether two names, each with all its places, mean one."""
    rare, often = sorted(len(places[name]) for name in names)
    sentences = [{context.body.sentence(span.start) for span in places[name]} for name in names]
    if rare > 1 or often > _OFTEN or sentences[0] & sentences[1]:
        return False
    signs = frozenset(name[at] for name in names)
    if sorted(names[0]) == sorted(names[1]):
        return True
    if not TELLING.isdisjoint(signs) or not "".join(signs).isalpha():
        return False
    if signs == _ACTS_OF_MAKING:
        return names[0][0] == "《"
    known = [_makes_word(context.lists, name, at) for name in names]
    return (len(names[0]) > _SHORT and known[0] != known[1]) or are_alike(context, signs)


def _makes_word(lists: Lists, name: str, at: int) -> bool:
    """Whether a sign makes a word with one of its neighbours."""
    return any(
        two in words_of(lists, one) for one in _LISTS for two in (name[max(0, at - 1) : at + 1], name[at : at + 2])
    )
