"""A sentence cut at every mark, brackets and 、 too: each segment with its counts, and what its bracket hangs on."""

from collections.abc import Iterator
from typing import NamedTuple

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.terms import Hit
from rules.text.body import Body
from rules.text.numbers import Quantity
from rules.text.span import Span

# 和 parts counts only behind a unit: 行政复议和行政诉讼 is one segment
# each way begins with a sign of its own: where none of them stands nothing is looked for
_MARK = pattern(
    "、(?!(?<=[民人]、)(?:法人|其他组织|企业))|；|;|：|:|（|）|\\(|\\)|，(?:(?<![0-9０-９]，)|(?![0-9０-９]{3}))|,(?:(?<![0-9０-９],)|(?![0-9０-９]{3}))"
    "|以及(?<=[件份宗起例家名]以及)|和(?<=[件份宗起例家名]和)|及(?<=[件份宗起例家名]及)|与(?<=[件份宗起例家名]与)"
    "|申请(?<=[件份宗]申请)(?:当中|之中|中|里)|当中(?<=[件份宗]当中)|之中(?<=[件份宗]之中)|中(?<=[件份宗]中)|里(?<=[件份宗]里)"
)
_CASES = frozenset(("人次", *"件份宗起例条家人户个名"))
_PERSONS = ("名", "位")
_NO_CASES = ("工作日", "月", "百分点", "方面", "环节", "小时", "栏目", "专栏")
_LONGEST = 2000  # more characters without an end are no sentence, and what stands in them is told of nothing
_OPENS, _SHUTS = "（(", "）)"
_new = tuple.__new__  # what a named tuple's own way of making one ends in


class Segment(NamedTuple):
    """``mark``: the sign before it; ``counts``: the cases counted; ``holder``: what its bracket hangs on, or -1."""

    span: Span
    words: str
    mark: str
    counts: tuple[Quantity, ...]
    holder: int

    @property
    def rough(self) -> bool:
        """Whether it counts, but not exactly."""
        return any(not count.exact for count in self.counts)

    def before(self, at: int) -> str:
        """Its words before a place of the text."""
        return self.words[: at - self.span.start]

    def after(self, at: int) -> str:
        """Its words behind a place of the text."""
        return self.words[at - self.span.start :]

    def rest(self, hits: tuple[Hit, ...]) -> list[str]:
        """Its words without some hits and without its counts."""
        base, at, rest = self.span.start, 0, []
        cuts = [(hit.start - base, hit.end - base) for hit in hits] + [(one.start, one.end) for one in self.counts]
        for start, end in sorted(cuts):
            rest.append(self.words[at:start])
            at = max(at, end)
        return [*rest, self.words[at:]]


def cut(context: CheckContext, sentence: Span) -> tuple[Segment, ...]:
    """The segments of a sentence, empty ones left out; made once."""
    known = context.memo(_cuts)
    if sentence not in known:
        known[sentence] = tuple(_cut(context.body, sentence))
    return known[sentence]


def sorted_hits(context: CheckContext, name: str, span: Span) -> tuple[Hit, ...]:
    """The hits of a list in a stretch that stand for something: those with a sort."""
    found = context.body.hits_between(name, *span)
    return tuple([hit for hit in found if hit.term.sort]) if found else ()


def sorts(hits: tuple[Hit, ...]) -> tuple[str, ...]:
    """What hits stand for, each once, in order."""
    return tuple(dict.fromkeys([hit.term.sort for hit in hits])) if hits else ()


def sentences_saying(context: CheckContext, names: tuple[str, ...], parts: tuple[str, ...]) -> tuple[Span, ...]:
    """The sentences of the named parts in which a word of a list stands that means something, in order."""
    found, last = set(), Span(0, 0)
    for hit in (hit for name in names for hit in context.body.hits(name, parts) if hit.term.sort):
        if not last.start <= hit.start < last.end:
            last = context.body.sentence(hit.start)
            found.add(last)
    return tuple(sorted([span for span in found if span.end - span.start <= _LONGEST]))


def _cuts(_: CheckContext) -> dict[Span, tuple[Segment, ...]]:
    return {}


def _cut(body: Body, sentence: Span) -> Iterator[Segment]:
    start, mark, made, holders = sentence.start, "", 0, [-1]
    for found in _MARK.finditer(body.text, sentence.start, sentence.end):
        end, behind = found.span()
        if end > start:
            yield _segment(body, Span(start, end), mark, holders[-1])
            made += 1
        start, mark = behind, found[0]
        if mark in _OPENS:
            holders.append(made - 1)
        elif mark in _SHUTS and len(holders) > 1:
            holders.pop()
    if sentence.end > start:
        yield _segment(body, Span(start, sentence.end), mark, holders[-1])


def _segment(body: Body, span: Span, mark: str, holder: int) -> Segment:
    start, end = span
    words = body.text[start:end]
    found = body.numbers_between(start, end)
    counts = tuple([_within(one, start) for one in found if _counts_cases(one, body.text)]) if found else ()
    return Segment(span, words, mark, counts, holder)


def _within(count: Quantity, base: int) -> Quantity:
    """A number of the whole text as one of the words that begin at a place."""
    value, unit, exact, start, end, rough, step = count
    return _new(Quantity, (value, unit, exact, start - base, end - base, rough, step))


def _counts_cases(count: Quantity, words: str) -> bool:
    if count.unit == "":
        return words.startswith(_PERSONS, count.end)
    return count.unit in _CASES and not words.startswith(_NO_CASES, count.end)
