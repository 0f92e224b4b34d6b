"""A sentence cut at every mark, brackets and 、 too: each piece with the words of a list and the counts that it holds.

``自然人两件、商业企业一件`` are two pieces, and what is counted in each is plain without a template for every wording.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rules.engine.context import Scene
from rules.lexicon.terms import Hit
from rules.text.body import Body
from rules.text.figures import mentions, phrases
from rules.text.numbers import Quantity, quantities
from rules.text.scopes import outside
from rules.text.span import Span

# 和 parts counts only behind a unit: 行政复议和行政诉讼 is one piece
_MARK = re.compile(
    "[、；;：:（）()]|(?<![0-9０-９])[,，]|[,，](?![0-9０-９]{3})|(?<=[件份宗起例家名])(?:以及|和|及|与)|(?<=[件份宗])(?:申请)?(?:当中|之中|中|里)"
)
_CASES = frozenset("件份宗起例条家人户个名")
_PERSONS = ("名", "位")
_NO_CASES = ("工作日", "月", "百分点", "方面", "环节", "小时")
_Cut: TypeAlias = tuple[Span, str, str, tuple[Quantity, ...]]
_OWN_HEADING = re.compile(r"[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．]|[一二三四五六七八九十]是")
_HEAD = re.compile(r"(?:[（(]?[一二三四五六七八九十]+[）)、]|[一二三四五六七八九十]是|\d{4}年(?:度)?[，,]?|\d[.．、])*")
_COUNT = re.compile("[0-9０-９两一二三四五六七八九十百千]+[余多]?[件起份条宗例个次]")
_COUNTED_AGAIN = re.compile(
    "申请[^，,。；;]{0,12}[0-9０-９两一二三四五六七八九十百]+[件份宗]|复议[^，,。；;]{0,12}[0-9０-９两一二三四五六七八九十百]+[件起宗]"
)
_YEAR, _CARRIED = re.compile("20[0-9]{2}"), re.compile("结转|转入|转来")
_LONGEST_HEADING, _REACH = 30, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """``hits``: the words of the list; ``counts``: the cases counted; ``mark``: the sign before it."""

    span: Span
    words: str
    mark: str
    hits: tuple[Hit, ...]
    counts: tuple[Quantity, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """The sorts of its words in order; words without one are named for nothing."""
        return tuple(dict.fromkeys(hit.term.sort for hit in self.hits if hit.term.sort))

    @property
    def rough(self) -> bool:
        """Whether it counts, but not exactly."""
        return any(not count.exact for count in self.counts)

    def before(self, hit: Hit) -> str:
        """The words before a hit."""
        return self.words[: hit.start - self.span.start]

    def after(self, hit: Hit) -> str:
        """The words behind a hit."""
        return self.words[hit.end - self.span.start :]


def pieces(scene: Scene, sentence: Span, name: str = "") -> tuple[Piece, ...]:
    """The pieces of a sentence with the words of a list, if one is named; empty ones are left out."""
    known = scene.once(_cuts)
    if sentence not in known:
        known[sentence] = tuple(_cut(scene.body, sentence))
    hits = tuple(scene.body.hits_between(name, sentence.start, sentence.end)) if name else ()
    return tuple(
        Piece(
            span=span, words=words, mark=mark, counts=counts, hits=tuple([hit for hit in hits if span.holds(hit.start)])
        )
        for span, words, mark, counts in known[sentence]
    )


def naming(scene: Scene, name: str, parts: tuple[str, ...]) -> tuple[Span, ...]:
    """The sentences of the named parts in which a word of a list stands that means something, in order."""
    body = scene.body
    return tuple(dict.fromkeys(body.sentence(hit.start) for hit in body.hits(name, parts) if hit.term.sort))


def _cuts(_: Scene) -> dict[Span, tuple[_Cut, ...]]:
    """The sentences that were cut so far: several lists are looked for in the same ones."""
    return {}


def _cut(body: Body, sentence: Span) -> Iterator[_Cut]:
    start, mark = sentence.start, ""
    for found in _MARK.finditer(body.text, sentence.start, sentence.end):
        if found.start() > start:
            yield _counted(body, Span(start, found.start()), mark)
        start, mark = found.end(), found[0]
    if sentence.end > start:
        yield _counted(body, Span(start, sentence.end), mark)


def _counted(body: Body, span: Span, mark: str) -> _Cut:
    words = body.text[span.start : span.end]
    return span, words, mark, tuple([count for count in quantities(words) if _counts_cases(count, words)])


def subject(body: Body, at: int) -> str:
    """What a sentence is about: its paragraph up to its end, behind the heading under which it stands, if any."""
    paragraph, end = body.paragraph(at), body.sentence(at).end
    words = body.text[paragraph.start : end]
    if _OWN_HEADING.match(words):
        return words
    if paragraph.start not in body.headings:
        body.headings[paragraph.start] = _heading(body, paragraph)
    return body.headings[paragraph.start] + words


def _heading(body: Body, paragraph: Span) -> str:
    """The nearest paragraph before that is a heading, in the same part."""
    part, start = body.passage(paragraph.start).part, paragraph.start
    for _ in range(_REACH):
        if not start or body.passage(start - 1).part != part:
            break
        before = body.paragraph(start - 1)
        words = body.text[before.start : before.end]
        if len(words) <= _LONGEST_HEADING and not words.endswith(("。", "；")):
            return words
        start = before.start
    return ""


def _counts_cases(count: Quantity, words: str) -> bool:
    if count.unit == "":
        return words.startswith(_PERSONS, count.end)
    return count.unit in _CASES and not words.startswith(_NO_CASES, count.end)


def elsewhere(scene: Scene, sentence: Span, at: int, name: str) -> bool:
    """Whether a scope word says that what stands at ``at`` is not the report's own year, body or matter.

    A word governs its clause, and the sentence that it heads; another body or matter that is itself counted governs
    what follows as well (``办理热线工单35件，其中企业20件``), until applications are counted.
    """
    body = scene.body
    hits = [hit for hit in body.hits_between(name, sentence.start, at) if scene.applies(hit.term)]
    whole = {(hit.start, hit.end) for hit in hits if hit.term.sort == "whole"}
    return any(_governs(body, sentence, hit, at) for hit in hits if (hit.start, hit.end) not in whole)


def other_year(scene: Scene, sentence: Span, at: int) -> bool:
    """Whether the clause, or the head of the sentence, names another year than the report's."""
    body, own = scene.body, scene.report.year
    for digits in body.digits_between(sentence.start, at):
        written = body.text[digits.start : digits.end]
        if _YEAR.fullmatch(written) and body.text.startswith("年", digits.end) and int(written) != own:
            clause = body.clause(digits.start)
            carried = _CARRIED.search(body.text, digits.end, clause.end)
            if not carried and (clause.holds(at - 1) or digits.start == sentence.start):
                return True
    return False


def _governs(body: Body, sentence: Span, hit: Hit, at: int) -> bool:
    clause = body.clause(hit.start)
    if clause.holds(at) or _HEAD.fullmatch(body.text, sentence.start, hit.start):
        return True
    if hit.term.sort not in ("body", "matter") or not _COUNT.search(body.text, hit.end, clause.end):
        return False
    return not _COUNTED_AGAIN.search(body.text, clause.end, at)


def compared(scene: Scene, names: tuple[str, ...], span: Span, parts: tuple[str, ...], scopes: str) -> bool:
    """Whether a rule with a list of its own compares what stands in a piece: a figure, or a phrase without one."""
    body = scene.body
    for name in names:
        if body.lists[name].figures:
            figures = (one for one in mentions(body, name, parts) if span.holds(one.quantity.start))
            if any(not outside(scene, one, scopes, names) for one in figures):
                return True
        elif any(one.start < span.end and span.start < one.end for _, one in phrases(body, name, parts)):
            return True
    return False


def bare(piece: Piece, filling: re.Pattern[str]) -> bool:
    """Whether nothing but words and counts stands in a piece, and what may fill it."""
    base, at, rest = piece.span.start, 0, ""
    cuts = [(hit.start - base, hit.end - base) for hit in piece.hits]
    for start, end in sorted([*cuts, *((count.start, count.end) for count in piece.counts)]):
        rest += piece.words[at:start]
        at = max(at, end)
    return filling.fullmatch(rest + piece.words[at:]) is not None
