"""Label alignment: the printed labels of a table, in order, against the tokens of a document.

Each label is given to one stretch of tokens so that the order of both is kept and the sum of the scores is greatest.
Exact spellings are looked up; only what is left is compared by similarity. Linear in the number of tokens.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from rapidfuzz import fuzz

from filings.nouns import dataclass
from readers.interpret.labels import label_key
from readers.interpret.tokens import Token

EXACT, OTHER_NUMBER, NO_NUMBER = 2.0, 1.2, 1.6
FIGURE_FOLLOWS, JOIN_COSTS = 0.5, 0.05
LEAST, LEAST_UNNUMBERED = 72.0, 85.0
LONGEST_JOIN = 4
MOVED_LIKE = 0.8
MOST_FUZZY = 400
MOST_KNOWN = 2000


@dataclass(frozen=True, slots=True)
class SoughtLabel:
    """A label to find. ``key``: its address; ``spellings``: the official one and its aliases; ``row``: it has cells."""

    key: str
    spellings: tuple[str, ...]
    row: bool = False


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """Label ``label`` (its index) stands at the tokens ``start`` to ``end``, both included."""

    label: int
    start: int
    end: int
    score: float


class Vocabulary:
    """The labels of a table in printed order, prepared for look-up."""

    def __init__(self, wanted: Sequence[SoughtLabel]) -> None:
        self.wanted = tuple(wanted)
        self.spellings = [[label_key(text) for text in one.spellings] for one in wanted]
        self.bodies: dict[str, list[int]] = defaultdict(list)
        for index, spellings in enumerate(self.spellings):
            for _, body in spellings:
                if index not in self.bodies[body]:
                    self.bodies[body].append(index)
        self.starts = {body[:2] for body in self.bodies}
        self._known: dict[str, tuple[tuple[int, float], ...]] = {}

    def number(self, index: int, body: str) -> int:
        """The leading number of a label in the spelling with this body."""
        return next((number for number, one in self.spellings[index] if one == body), self.spellings[index][0][0])

    def like(self, text: str) -> tuple[tuple[int, float], ...]:
        """(label, score) of every label that the text is like; remembered, as texts come back in every report."""
        if text not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[text] = tuple(self._like(*label_key(text)))
        return self._known[text]

    def _like(self, number: int, body: str) -> Iterator[tuple[int, float]]:
        for label, spellings in enumerate(self.spellings):
            for wanted, spelling in spellings:
                if number and wanted and number != wanted:
                    continue
                least = LEAST if number == wanted and len(spelling) > 2 else LEAST_UNNUMBERED  # noqa: PLR2004 - 其他
                if ratio := fuzz.ratio(body, spelling, score_cutoff=least):
                    yield label, ratio / 100 + (0.3 if number and number == wanted else 0.0)


def align(vocabulary: Vocabulary, tokens: Sequence[Token]) -> dict[int, LabelMatch]:
    """Label index -> hit. Labels that stand out of order but are exact and unique are found too.

    Where every label stands there exactly, no likeness can score higher, and none is looked for.
    """
    hits = list(exact(vocabulary, tokens, range(len(tokens))))
    chain = _chain(hits, len(vocabulary.wanted))
    if len(chain) == len(vocabulary.wanted) and _unbeatable(hits, chain):
        return chain
    extent = _extent(chain.values(), len(tokens))
    hits.extend(_similar(vocabulary, tokens, hits, extent))
    chain = _chain(hits, len(vocabulary.wanted))
    for hit in _moved(vocabulary, tokens, hits, chain):
        chain[hit.label] = hit
    return chain


def exactly(vocabulary: Vocabulary, tokens: Sequence[Token]) -> dict[int, LabelMatch] | None:
    """Label index -> hit, of labels that stand there exactly; None where a likeness could take the place of one."""
    hits = list(exact(vocabulary, tokens, range(len(tokens))))
    chain = _chain(hits, len(vocabulary.wanted))
    return chain if _unbeatable(hits, chain) else None


def _unbeatable(hits: Sequence[LabelMatch], chain: Mapping[int, LabelMatch]) -> bool:
    """Whether each label found has the best score that it has anywhere, and more than any likeness scores."""
    best: dict[int, float] = {}
    for hit in hits:
        best[hit.label] = max(hit.score, best.get(hit.label, 0.0))
    return all(hit.score >= EXACT and hit.score == best[label] for label, hit in chain.items())


def exact(vocabulary: Vocabulary, tokens: Sequence[Token], among: Iterable[int]) -> Iterator[LabelMatch]:
    """Exact spellings, whole or cut over several tokens, that begin at one of the tokens ``among``."""
    bodies, starts = vocabulary.bodies, vocabulary.starts
    for index in among:
        token = tokens[index]
        found = token.body
        if not found:
            continue
        if found in bodies:
            for label in bodies[found]:
                yield _hit(vocabulary, tokens, label, (index, index), (token.number, found))
        elif found[:2] in starts:
            yield from _joined(vocabulary, tokens, index)


def is_like(vocabulary: Vocabulary, tokens: Sequence[Token], among: Iterable[int], labels: Collection[int]) -> bool:
    """Whether a text that begins at one of the tokens ``among`` is like one of the labels."""
    for index in among:
        if not tokens[index].body:
            continue
        stretches = accumulate((tokens[index].text, *(more for _, more in _following(tokens, index))))
        if any(label in labels for stretch in stretches for label, _ in vocabulary.like(stretch)):
            return True
    return False


def _joined(vocabulary: Vocabulary, tokens: Sequence[Token], start: int) -> Iterator[LabelMatch]:
    """Labels that were cut over several tokens."""
    text = tokens[start].text
    for end, more in _following(tokens, start):
        text += more
        number, body = label_key(text)
        for label in vocabulary.bodies.get(body, ()):
            yield _hit(vocabulary, tokens, label, (start, end), (number, body))


def _following(tokens: Sequence[Token], start: int) -> Iterator[tuple[int, str]]:
    joined = 1
    for index in range(start + 1, min(len(tokens), start + 3 * LONGEST_JOIN)):
        token = tokens[index]
        if token.figure or joined == LONGEST_JOIN or (token.text and not token.body):
            return
        if token.text:
            joined += 1
            yield index, token.text


def _hit(
    vocabulary: Vocabulary, tokens: Sequence[Token], label: int, span: tuple[int, int], found: tuple[int, str]
) -> LabelMatch:
    number, body = found
    wanted = vocabulary.number(label, body)
    if number == wanted:
        score = EXACT
    elif number:
        score = OTHER_NUMBER
    else:
        score = NO_NUMBER
    return LabelMatch(label, *span, _with_surroundings(vocabulary, tokens, label, span, score))


def _with_surroundings(
    vocabulary: Vocabulary, tokens: Sequence[Token], label: int, span: tuple[int, int], score: float
) -> float:
    score -= JOIN_COSTS * (span[1] - span[0])
    if vocabulary.wanted[label].row and _figure_follows(tokens, span[1]):
        score += FIGURE_FOLLOWS
    return score


def _figure_follows(tokens: Sequence[Token], end: int) -> bool:
    for index in range(end + 1, min(len(tokens), end + 4)):
        if tokens[index].text:
            return tokens[index].figure
    return False


def _extent(hits: Collection[LabelMatch], size: int) -> range:
    """Where the table stands, with a margin for labels at its ends."""
    if not hits:
        return range(0)
    return range(max(0, min(hit.start for hit in hits) - 20), min(size, max(hit.end for hit in hits) + 40))


def _similar(
    vocabulary: Vocabulary, tokens: Sequence[Token], exact: Sequence[LabelMatch], extent: range
) -> Iterator[LabelMatch]:
    taken = {index for hit in exact for index in range(hit.start, hit.end + 1)}
    tried = 0
    for index in extent:
        token = tokens[index]
        if not token.body or index in taken or tried >= MOST_FUZZY:
            continue
        tried += 1
        text = token.text
        yield from _like(vocabulary, tokens, (index, index), text)
        for end, more in _following(tokens, index):
            if end in taken:
                break
            text += more
            yield from _like(vocabulary, tokens, (index, end), text)


def _like(vocabulary: Vocabulary, tokens: Sequence[Token], span: tuple[int, int], text: str) -> Iterator[LabelMatch]:
    for label, score in vocabulary.like(text):
        yield LabelMatch(label, *span, _with_surroundings(vocabulary, tokens, label, span, score))


def _chain(hits: Sequence[LabelMatch], labels: int) -> dict[int, LabelMatch]:
    """The chain of greatest score, increasing in labels and in tokens."""
    by_start = sorted(range(len(hits)), key=lambda one: hits[one].start)
    by_end = sorted(range(len(hits)), key=lambda one: hits[one].end)
    best: list[tuple[float, int]] = [(0.0, -1)] * len(hits)
    top: list[tuple[float, int]] = [(0.0, -1)] * (labels + 1)
    ready = 0
    for current in by_start:
        hit = hits[current]
        while ready < len(by_end) and hits[by_end[ready]].end < hit.start:
            _raise(top, hits[by_end[ready]].label + 1, (best[by_end[ready]][0], by_end[ready]))
            ready += 1
        score, before = top[hit.label]
        best[current] = (score + hit.score, before)
    return _walk(hits, best)


def _raise(top: list[tuple[float, int]], label: int, entry: tuple[float, int]) -> None:
    for index in range(label, len(top)):
        if top[index][0] >= entry[0]:
            return
        top[index] = entry


def _walk(hits: Sequence[LabelMatch], best: Sequence[tuple[float, int]]) -> dict[int, LabelMatch]:
    chain: dict[int, LabelMatch] = {}
    current = max(range(len(hits)), key=lambda one: best[one][0], default=-1)
    while current >= 0:
        chain[hits[current].label] = hits[current]
        current = best[current][1]
    return chain


def _moved(
    vocabulary: Vocabulary, tokens: Sequence[Token], hits: Sequence[LabelMatch], chain: Mapping[int, LabelMatch]
) -> Iterator[LabelMatch]:
    """Rows that are printed elsewhere than the form prints them, by their label.

    Whatever number stands before it, as rows that changed places are numbered anew; a row without a number may also be
    known by the only label that is much like its own.
    """
    used = {index for hit in chain.values() for index in range(hit.start, hit.end + 1)}
    for label, wanted in enumerate(vocabulary.wanted):
        if label in chain or not wanted.row:
            continue
        free = [hit for hit in hits if hit.label == label and hit.start not in used]
        exactly = [hit for hit in free if _is_exact(vocabulary, tokens, hit)]
        like = [hit for hit in free if hit.score >= MOVED_LIKE + FIGURE_FOLLOWS]
        if len(exactly) == 1:
            yield exactly[0]
        elif (
            len(like) == 1
            and not vocabulary.spellings[label][0][0]
            and all(hit.label == label for hit in hits if hit.start == like[0].start)
        ):
            yield like[0]


def _is_exact(vocabulary: Vocabulary, tokens: Sequence[Token], hit: LabelMatch) -> bool:
    """Whether a label stands there as the form spells it, with figures behind it; under another number, it alone."""
    if hit.score >= EXACT + FIGURE_FOLLOWS:
        return True
    numbered = OTHER_NUMBER + FIGURE_FOLLOWS <= hit.score < EXACT
    return numbered and hit.start == hit.end and vocabulary.bodies.get(tokens[hit.start].body) == [hit.label]
