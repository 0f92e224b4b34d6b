"""The six sections: every short line that names one is a candidate; the best increasing chain is taken."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz

from filings.edition import Edition, SectionForm
from filings.figure import fold
from filings.nouns import dataclass
from filings.patterns import pattern
from readers.interpret.labels import body, label_key
from readers.interpret.layouts import GridLayout
from readers.interpret.tokens import TokenList, Tokens
from schemas.editions import edition as form_of

_LONGEST = 45
_LOOK_BELOW = 12
_NUMERAL = pattern(r"^[一二三四五六七八九]\s*[、.,]")
_ARABIC = pattern(r"^\d\s*[、.,]")
_INNER = pattern(r"^(?:[(（]|第?[一二三四五六]是)")
_EVIDENCE = {2: ("第二十条",), 3: ("勾稽", "申请人情况"), 4: ("行政复议",)}
STRONG = 5.0
_LEAST_KNOWN = 3
_LONGEST_RENAMED = 26
_SENTENCE = pattern(r"[。；;，,：:？！\d%]|\s\S*\s")


@dataclass(frozen=True, slots=True)
class Heading:
    """Section ``number`` is headed by the token ``token`` (its index)."""

    number: int
    token: int
    score: float


def candidates(document: Tokens, edition: Edition) -> list[Heading]:
    """Every line that may head a section, with what speaks for it."""
    return list(_candidates(document, edition))


def headings(document: Tokens, edition: Edition, found: Sequence[Heading]) -> list[Heading]:
    """The headings among the candidates, in document order; a strong one that stands out of order is kept."""
    chain = _chain(found)
    for section in edition.sections:
        strong = [one for one in found if one.number == section.number and one.score >= STRONG]
        if strong and all(one.number != section.number for one in chain):
            chain.append(max(strong, key=lambda one: one.score))
    chain.extend(_exchanged(document, edition, found, chain))
    chain.sort(key=lambda one: one.token)
    return _with_renamed(document, edition, chain)


def _exchanged(
    document: Tokens, edition: Edition, found: Sequence[Heading], chain: Sequence[Heading]
) -> Iterator[Heading]:
    """A section that changed places: its own words, alone on a numbered line, out of the order of the others."""
    there_already = {one.number for one in chain}
    for section in edition.sections:
        if section.number in there_already:
            continue
        words = {body(text) for text in (section.wording, *section.variants)}
        there = {one.token for one in found if one.number == section.number and _is_top(document, one.token)}
        there = {at for at in there if document.tokens[at].body in words}
        if len(there) == 1:
            yield Heading(section.number, there.pop(), 0.0)


def _with_renamed(document: Tokens, edition: Edition, chain: list[Heading]) -> list[Heading]:
    """The headings with those that are worded otherwise: the only line with a section's numeral at its place."""
    if len(chain) < _LEAST_KNOWN:
        return chain
    numbers = [one.number for one in chain]
    if numbers != sorted(set(numbers)):
        return chain
    taken = {one.token for one in chain}
    for number in sorted({section.number for section in edition.sections} - set(numbers)):
        before = max((one.token for one in chain if one.number < number), default=-1)
        behind = min((one.token for one in chain if one.number > number), default=len(document.tokens))
        there = [
            at
            for at, token in document.worded
            if before < at < behind and at not in taken and token.number == number and _is_top(document, at)
        ]
        if len(there) == 1:
            chain.append(Heading(number, there[0], 0.0))
            taken.add(there[0])
    return sorted(chain, key=lambda one: one.token)


def _is_top(document: Tokens, at: int) -> bool:
    """Whether a line outside of tables is numbered 一、 to 六、 and no sentence."""
    token = document.tokens.outside(at)
    if token is None or len(token.text) > _LONGEST_RENAMED or not _NUMERAL.match(fold(token.text)):
        return False
    return not _SENTENCE.search(token.text)


def _candidates(document: Tokens, edition: Edition) -> Iterator[Heading]:
    named = _named(edition.id)
    printed = [start + at for start, grid in document.grids.values() for at in _printed(edition.id, grid.layout)]
    candidates = (
        sorted([*document.worded, *((at, document.tokens[at]) for at in printed)]) if printed else document.worded
    )
    for index, token in candidates:
        text = token.text
        if len(text) <= _LONGEST:
            for number, score in named(text):
                yield Heading(number, index, score + _surroundings(document, index, number))


@lru_cache(maxsize=256)
def _printed(edition: str, layout: GridLayout) -> tuple[int, ...]:
    """Which cells of a grid may name a section."""
    texts = enumerate(zip(layout.masks, layout.bodies, strict=True))
    named = _named(edition)
    return tuple(at for at, (text, words) in texts if words and len(text) <= _LONGEST and named(text))


_Named = Callable[[str], tuple[tuple[int, float], ...]]


@cache
def _named(edition: str) -> _Named:
    """For a line (section, score) for each section that it may name; remembered, as most lines are labels."""
    sections = form_of(edition).sections

    def named(text: str) -> tuple[tuple[int, float], ...]:
        number, words = label_key(text)
        words = words.replace("政务公开", "政府信息公开") if "政务" in words else words
        if not number and "，" in text and text.rstrip().endswith("。"):
            return ()
        found = ((section.number, _likeness(section, words, number)) for section in sections)
        return tuple((one, likeness + _numbering(text, number, one)) for one, likeness in found if likeness)

    return lru_cache(maxsize=4096)(named)


def _likeness(section: SectionForm, words: str, number: int) -> float:
    if any(words == body(text) for text in (section.wording, *section.variants)):
        return 2.0
    if any(body(keyword) in words for keyword in section.keywords):
        return 1.0
    if number == section.number and fuzz.ratio(words, body(section.wording), score_cutoff=75):
        return 1.0
    return 0.0


def _numbering(text: str, number: int, wanted: int) -> float:
    folded = fold(text)
    if _INNER.match(folded):
        return -2.0
    if not number:
        return 0.0
    right = 1.0 if number == wanted else 0.3
    return right * (3.0 if _NUMERAL.match(folded) else 2.0 if _ARABIC.match(folded) else 0.0)


def _surroundings(document: Tokens, index: int, number: int) -> float:
    token = document.tokens[index]
    score = 1.0 if len(token.body) <= 22 else 0.0  # noqa: PLR2004 - the longest official heading
    if index and document.texts[index - 1] and _in_a_row(document.tokens, index):
        score -= 2.0
    marks = _EVIDENCE.get(number)
    if not marks:
        return score
    below = document.texts[index + 1 : index + 1 + _LOOK_BELOW]
    return score + (3.0 if any(_shows(text, number, marks) for text in below) else 0.0)


def _in_a_row(tokens: TokenList, index: int) -> bool:
    """Whether the token before stands in the same printed row. What stands outside of a grid is in none of its rows."""
    here, before = tokens.outside(index), tokens.outside(index - 1)
    if bool(here) != bool(before):
        return False
    return tokens[index - 1].row == tokens[index].row


def _shows(text: str, number: int, marks: Sequence[str]) -> bool:
    if number == 4:  # noqa: PLR2004 - the section of reviews: its own heading names them too
        return label_key(text)[1] in marks
    return any(mark in text for mark in marks)


def _chain(found: Sequence[Heading]) -> list[Heading]:
    best: list[tuple[float, list[Heading]]] = [(0.0, [])] * 7
    for one in found:
        before = [entry for entry in best[: one.number] if not entry[1] or entry[1][-1].token < one.token]
        score, chain = max(before, key=lambda entry: entry[0])
        if score + one.score > best[one.number][0]:
            best[one.number] = (score + one.score, [*chain, one])
    return max(best, key=lambda entry: entry[0])[1]
