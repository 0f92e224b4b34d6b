"""Which neighbours a report may be too like: a first look by marks, before their texts are read and compared.

What the rules compare (``rules.text.copied_text``) are texts without the words of the law and without the names of both
bodies. Marks are made of a text by itself: its own names are taken out, those of the other body cannot be. Where one of
these stands, a shared passage may have other marks. So a text is also marked by the names of the register that stand in
it, and who names the other body is always read.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from filings.agency import Register
from filings.dossier import Dossier
from filings.marks import GRAM, REACH, Marks, Search, longest_run, section_texts, stretches, window_marks, word_mark
from rules.book_io.rulebook import Rulebook
from rules.checks.text.similar import Similar
from rules.engine.context import CheckContext
from rules.text.copied_text import LEAST_COMMON, fixed_words, forms, judged, own_forms
from rules.text.own_identity import own_identity
from rules.text.similarity import BLOCK, SIGNS, bare, without

_EVERYBODY = "*"  # a scheme in which nobody is marked: all are read
_IS, _NAMES = "is", "names"
_KEPT = 64


@dataclass(frozen=True, slots=True)
class NeighbourMarks:
    """What is kept of a report, and what it looks for."""

    marks: Marks
    search: Search


@dataclass(frozen=True, slots=True)
class _Demand:
    """What a rule asks of a group of parts: so many percent alike, and a common passage of so many characters."""

    parts: tuple[str, ...]
    share: int
    least: int


def neighbour_marks(dossier: Dossier, book: Rulebook) -> NeighbourMarks | None:
    """The marks of a report and its search; None when no rule in use compares neighbours."""
    book = book.on(dossier.as_of)
    wanted = _wanted(book)
    if not wanted or dossier.report is None:
        return None
    scene = CheckContext(dossier=dossier, edition=None, lists=book.lists)
    groups = tuple(dict.fromkeys(one.parts for one in wanted))
    mine = {parts: text.plain for parts in groups if (text := judged(scene, parts))}
    kept = _texts(scene, groups)
    known = book.made_of(_forms_of, dossier.register) if dossier.register else {}
    standing = _standing(known, "\n".join({*mine.values(), *kept}))
    scheme = _scheme(scene.memo(fixed_words), groups)
    return NeighbourMarks(
        marks=Marks(scheme=scheme, kept=_kept(scene, kept, standing)),
        search=_search(scene, mine, wanted, standing, scheme),
    )


def _wanted(book: Rulebook) -> tuple[_Demand, ...]:
    """A share is judged over all parts together, a passage in each part by itself (``rules.checks.text.similar``)."""
    checks = [rule.check for rule in book.rules if rule.active and isinstance(rule.check, Similar)]
    return tuple(
        _Demand(parts, check.share, check.least or LEAST_COMMON)
        for check in checks
        if check.against == "neighbours"
        for parts in ([check.where] if check.share else [(part,) for part in check.where])
        if all(part.startswith("section.") for part in parts)  # of others a neighbour's text is not kept
    )


def _search(
    scene: CheckContext,
    mine: Mapping[tuple[str, ...], str],
    wanted: tuple[_Demand, ...],
    standing: Mapping[str, frozenset[str]],
    scheme: str,
) -> Search:
    """``mine``: the own texts that are long enough to be judged."""
    windows = {parts: window_marks(text) for parts, text in mine.items()}
    own = frozenset(scene.memo(own_forms))
    named = frozenset().union(*(codes for form, codes in standing.items() if form not in own))
    always = frozenset([word_mark(_NAMES, form) for form in own] + [word_mark(_IS, code) for code in named])
    judges = [(_sections(one.parts), _judge(one, windows[one.parts])) for one in wanted if one.parts in windows]
    everything = frozenset().union(*(sections for sections, _ in judges))

    def alike(shared: frozenset[int]) -> frozenset[int]:
        if not shared.isdisjoint(always):
            return everything
        return frozenset().union(*(sections for sections, may_break in judges if may_break(shared)))

    asked = always.union(*windows.values()) if windows else frozenset()
    reached = all(one.least >= REACH for one in wanted)
    return Search(scheme=scheme if reached else _EVERYBODY, asked=asked, alike=alike)


def _sections(parts: Iterable[str]) -> frozenset[int]:
    return frozenset(int(part[8:]) for part in parts)


def _judge(one: _Demand, windows: tuple[int, ...]) -> Callable[[frozenset[int]], bool]:
    """Whether a text with these marks can break the rule: what ``copied_text`` asks of texts, asked of windows.

    Most share a phrase or two, and are out by the number of windows that bear its marks, wherever these stand.
    """
    blocks = Counter(windows[::BLOCK])  # BLOCK and REACH are the same, so each block is one window
    least_blocks = blocks.total() * one.share
    borne, marks = Counter(windows), stretches(windows)

    def may_break(shared: frozenset[int]) -> bool:
        if sum(borne[mark] for mark in shared) + REACH - 1 < one.least:
            return False
        standing = sum(blocks[mark] for mark in shared) * 300 >= least_blocks
        return standing and longest_run(marks, shared) >= one.least

    return may_break


def _texts(scene: CheckContext, groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The own texts as neighbours compare with them, however short."""
    given, words, own = section_texts(scene.report), scene.memo(fixed_words), scene.memo(_own_names)
    joined = ("".join(given.get(int(part[8:]), "") for part in parts) for parts in groups)
    return tuple(without(bare(text, words).text, own) for text in joined)


def _own_names(scene: CheckContext) -> tuple[str, ...]:
    """The forms of the agency's own names and its place; not those of bodies that went into it."""
    own = scene.memo(own_identity)
    names = scene.agency.all_names() if scene.agency else own.names
    return tuple(form for name in (*names, own.place) for form in forms(name))


def _kept(scene: CheckContext, texts: Iterable[str], standing: Iterable[str]) -> frozenset[int]:
    own = scene.memo(_own_names)
    words = [word_mark(_NAMES, form) for form in standing if form not in own]
    words += [word_mark(_IS, scene.agency.code)] if scene.agency else []
    return frozenset(words).union(*map(window_marks, texts))


def _standing(forms_of: Mapping[str, frozenset[str]], text: str) -> dict[str, frozenset[str]]:
    """The forms of names of the register that stand in a text, each with the codes of those it may mean."""
    return {form: codes for form, codes in forms_of.items() if form in text}


def _forms_of(register: Register) -> Mapping[str, frozenset[str]]:
    """The forms of all names of a register, with the codes of the agencies that may be meant."""
    found = defaultdict(set)
    for agency in register.agencies:
        for form in (form for name in agency.all_names() for form in forms(name)):
            found[form].add(agency.code)
    return {form: frozenset(codes) for form, codes in found.items()}


def _scheme(words: tuple[str, ...], groups: tuple[tuple[str, ...], ...]) -> str:
    """All that decides which marks a text has."""
    told = "\x1f".join((SIGNS.pattern, f"{GRAM} {REACH}", *words, *("+".join(parts) for parts in groups)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
