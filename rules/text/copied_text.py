"""Where a report repeats itself, last year's report or a neighbour's, and which of last year's plans it forgot."""

from collections.abc import Iterator
from functools import lru_cache

from filings.counted_place import described
from filings.figure import squeeze
from filings.nouns import dataclass
from filings.report import Report
from rules.engine.context import CheckContext
from rules.text.names import body_name
from rules.text.own_identity import own_identity
from rules.text.similarity import BareText, bare, longest, may_share, repeated, shared, without, without_more

LAST = "本单位上年的报告"
_SHOWN = 40
_LEAST_JUDGED = 60
LEAST_COMMON = 30
_LEAST_PLAN = 12
_FOUND_BY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """``percent`` of the text that is shared; ``passage``: its longest common stretch; ``other``: with whom."""

    percent: int
    passage: str
    other: str
    part: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnText:
    """The own text: as given without blanks, bared of fixed words, and without names as well."""

    given: str
    bared: BareText
    plain: str

    def quote(self, passage: str) -> str:
        """A common passage as it was given, where its beginning can be found there."""
        at = self.bared.text.find(passage[:_FOUND_BY])
        return shortened(self.given[self.bared.origin(at) :][: len(passage)] if at >= 0 else passage)


def fixed_words(context: CheckContext) -> tuple[str, ...]:
    """The words of the law and the form, the longest first."""
    words = {term.text for term in context.lists["legal_phrases"].terms}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def own_forms(context: CheckContext) -> tuple[str, ...]:
    """Every form of the own names that may stand in a text."""
    own = context.memo(own_identity)
    return tuple(form for name in (*own.names, own.place) for form in forms(name))


@lru_cache(maxsize=1024)  # of each neighbour, for each of its texts
def forms(name: str) -> tuple[str, ...]:
    """The forms in which a name may stand in a text: whole, its place, its own part."""
    parts = body_name(name)
    return tuple(form for form in (name, parts.place, parts.own, parts.core) if len(form) > 1)


def judged(context: CheckContext, parts: tuple[str, ...]) -> OwnText | None:
    """The own text of some parts, None when it is too short to be judged."""
    given = squeeze("".join(passage.text for passage in context.parts(parts)))
    bared = bare(given, context.memo(fixed_words))
    plain = without(bared.text, context.memo(own_forms))
    return OwnText(given, bared, plain) if len(plain) >= _LEAST_JUDGED else None


def of_last_year(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(whose, text) of the same parts of last year's accepted report."""
    previous = context.dossier.previous or Report()
    yield LAST, "".join(_section(previous, int(part[8:])) for part in parts)


def of_neighbours(context: CheckContext, parts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(whose, text) of the same parts of each neighbour that filed first: who filed first is not accused."""
    sections = tuple(int(part[8:]) for part in parts)
    for neighbour in context.dossier.neighbours or ():
        if neighbour.groups is not None and sections not in neighbour.groups:
            continue
        text = "".join(neighbour.passages.get(section, "") for section in sections)
        if neighbour.filed_first and text:
            yield neighbour.name, text


def most_alike(
    context: CheckContext, mine: OwnText, others: Iterator[tuple[str, str]], share: int, least: int
) -> Copy | None:
    """The other text that is most alike, of those that reach the share and hold a common passage."""
    best: tuple[int, str, str] | None = None
    words, own = context.memo(fixed_words), context.memo(own_forms)
    for name, text in others:
        names = () if name == LAST else forms(name)
        theirs = without_more(bare(text, words).text, own, names)
        found = _judge(without_more(mine.plain, (), names), theirs, share, least)
        if found and (best is None or (found[0], len(found[1])) > (best[0], len(best[1]))):
            best = (*found, name)
    return Copy(percent=best[0], passage=mine.quote(best[1]), other=best[2]) if best else None


@lru_cache(maxsize=64)  # what one office handed round to all is compared once, whoever has it
def _judge(mine: str, theirs: str, share: int, least: int) -> tuple[int, str] | None:
    """(percent, longest common passage) of two texts that are too alike, else None."""
    if share and not may_share(mine, theirs, share):
        return None
    percent = shared(mine, theirs) if share else 0
    common = longest(mine, theirs, least or LEAST_COMMON) if percent >= share else None
    if common is None:
        return None
    return (percent or shared(mine, theirs), mine[slice(*common)])


def repeats(context: CheckContext, parts: tuple[str, ...], least: int) -> Iterator[Copy]:
    """Passages that stand twice, the second one marked; one that is mostly law or names does not count."""
    body = context.body
    spans = body.spans(parts)
    text = body.text[: max((span.end for span in spans), default=0)]
    for first, second, length in repeated(text, least):
        passage = text[second : second + length]
        telling = without(bare(passage, context.memo(fixed_words)).text, context.memo(own_forms))
        if len(telling) * 2 >= least and body.within(first, parts) and body.within(second, parts):
            yield Copy(
                percent=100,
                passage=shortened(passage),
                other=described(context.dossier.report or Report(), body.place(first, first + length)),
                part=body.passage(second).part,
                places=(body.place(second, second + length), body.place(first, first + length)),
            )


def forgotten(context: CheckContext, parts: tuple[str, ...], share: int) -> Copy | None:
    """Last year's plans that this year's text hardly touches; None when there are none."""
    words = context.memo(fixed_words)
    now = bare("".join(passage.text for passage in context.parts(parts)), words).text
    plans = [plan for plan in _plans(context) if len(bare(plan, words).text) >= _LEAST_PLAN]
    lost = [plan for plan in plans if shared(bare(plan, words).text, now) < share]
    if not lost:
        return None
    percent = (len(plans) - len(lost)) * 100 // len(plans)
    return Copy(percent=percent, passage=shortened(lost[0]), other=LAST)


def _plans(context: CheckContext) -> Iterator[str]:
    for sentence in squeeze(_section(context.dossier.previous or Report(), 5)).replace("；", "。").split("。"):
        if any(term.text in sentence for term in context.lists["plans"].terms):
            yield sentence


def _section(report: Report, number: int) -> str:
    section = report.section(number)
    return "".join(paragraph.text for paragraph in section.paragraphs) if section else ""


def shortened(passage: str) -> str:
    """The beginning of a passage, as messages quote it."""
    passage = passage.strip("，。；、：\n")
    return passage if len(passage) <= _SHOWN else passage[:_SHOWN] + "……"
