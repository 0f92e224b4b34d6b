"""Which neighbours a report may be too like: a first look by marks, before their texts are read and compared.

What the rules compare (``rules.text.copied_text``) are texts without the words of the law and without the names of both
bodies. Marks are made of a text by itself: its own names are taken out, those of the other body cannot be. Where one of
these stands, a shared passage may have other marks. So a text is also marked by the names of the register that stand in
it, and who names the other body is always read.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from functools import cache

from filings.agency import Register
from filings.dossier import Dossier
from filings.marks import (
    GRAM,
    REACH,
    Group,
    MarkedText,
    Marks,
    Search,
    longest_run,
    section_texts,
    stretches,
    window_marks,
    word_mark,
)  # fmt: skip
from filings.nouns import dataclass
from rules.book_io.rulebook import Rulebook
from rules.checks.text.similar import Similar
from rules.engine.context import CheckContext
from rules.text.copied_text import LEAST_COMMON, fixed_words, forms, judged, own_forms
from rules.text.own_identity import own_identity
from rules.text.similarity import BLOCK, SIGNS, bare, most_shared, sketch, without

_EVERYBODY = "*"  # a scheme in which nobody is marked: all are read
_IS, _NAMES = "is", "names"
_KEPT = 64


@dataclass(frozen=True, slots=True)
class NeighbourMarks:
    """What is kept of a report, and what it looks for."""

    marks: Marks
    search: Search


@dataclass(frozen=True, slots=True)
class ComparedText:
    """``plain``: a text without own names. ``usual``: so it is for others too, who know the name of today alone."""

    plain: str
    usual: bool


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
    context = CheckContext(dossier=dossier, edition=None, lists=book.lists)
    groups = tuple(dict.fromkeys(one.parts for one in wanted))
    mine = {parts: text.plain for parts in groups if (text := judged(context, parts))}
    kept = _texts(context, groups)
    known = book.made_of(_forms_of, dossier.register) if dossier.register else {}
    standing = _standing(known, "\n".join({*mine.values(), *(text.plain for text in kept.values())}))
    scheme = _scheme(context.memo(fixed_words), groups)
    shares = frozenset(one.parts for one in wanted if one.share)
    marks = Marks(
        scheme=scheme,
        kept=_words(context, standing),
        texts=marked_texts(
            context.memo(own_identity).place, context.agency.code if context.agency else "", kept, shares
        ),
    )
    return NeighbourMarks(marks=marks, search=_search(context, mine, wanted, standing, scheme))


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
    context: CheckContext,
    mine: Mapping[tuple[str, ...], str],
    wanted: tuple[_Demand, ...],
    standing: Mapping[str, frozenset[str]],
    scheme: str,
) -> Search:
    """``mine``: the own texts that are long enough to be judged."""
    windows = {parts: window_marks(text) for parts, text in mine.items()}
    own = frozenset(context.memo(own_forms))
    named = frozenset().union(*(codes for form, codes in standing.items() if form not in own))
    always = frozenset([word_mark(_NAMES, form) for form in own] + [word_mark(_IS, code) for code in named])
    judges = [(_sections(one.parts), _judge(one, windows[one.parts])) for one in wanted if one.parts in windows]

    def alike(shared: frozenset[int]) -> frozenset[Group]:
        return frozenset(group for group, may_break in judges if may_break(shared))

    asked = always.union(*windows.values()) if windows else frozenset()
    reached = all(one.least >= REACH for one in wanted)
    return Search(
        scheme=scheme if reached else _EVERYBODY,
        asked=asked,
        alike=alike,
        named=always,
        place=context.memo(own_identity).place,
        apart=not own <= frozenset(_own_names(context)),  # a name of the title that no register knows
        may_reach=_reaching(mine, wanted),
    )


def _reaching(mine: Mapping[tuple[str, ...], str], wanted: Iterable[_Demand]) -> Callable[[Group, bytes], bool]:
    """Whether a text of which the sketch is known can share as much as all rules about its group ask for."""
    least: dict[Group, int] = {}
    parts: dict[Group, tuple[str, ...]] = {}
    for one in wanted:
        group = _sections(one.parts)
        least[group], parts[group] = min(one.share, least.get(group, one.share)), one.parts

    @cache
    def most(group: Group) -> Callable[[bytes], int]:
        return most_shared(mine[parts[group]])

    def may_reach(group: Group, theirs: bytes) -> bool:
        return not least[group] or not theirs or most(group)(theirs) >= least[group]

    return may_reach


def _sections(parts: Iterable[str]) -> Group:
    return tuple(int(part[8:]) for part in parts)


def _judge(one: _Demand, windows: tuple[int, ...]) -> Callable[[frozenset[int]], bool]:
    """Whether a text with these marks can break the rule: what ``copied_text`` asks of texts, asked of windows.

    Most share a phrase or two, and are out by the number of windows that bear its marks, wherever these stand.
    """
    blocks = Counter(windows[::BLOCK])  # BLOCK and REACH are the same, so each block is one window
    least_blocks = blocks.total() * one.share
    borne, marks = Counter(windows), stretches(windows)
    windows_of, blocks_of = borne.__getitem__, blocks.__getitem__

    def may_break(shared: frozenset[int]) -> bool:
        if sum(map(windows_of, borne.keys() & shared)) + REACH - 1 < one.least:
            return False
        standing = sum(map(blocks_of, blocks.keys() & shared)) * 300 >= least_blocks
        return standing and longest_run(marks, shared) >= one.least

    return may_break


def _texts(context: CheckContext, groups: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], ComparedText]:
    """The own texts as neighbours compare with them, however short."""
    given, words, own = section_texts(context.report), context.memo(fixed_words), context.memo(_own_names)
    name = context.agency.name if context.agency else ""
    now = [form for each in (name, context.memo(own_identity).place) for form in forms(each)]
    found = {}
    for parts in groups:
        text = bare("".join(given.get(int(part[8:]), "") for part in parts), words).text
        plain = without(text, own)
        found[parts] = ComparedText(plain=plain, usual=without(text, now) == plain)
    return found


def _own_names(context: CheckContext) -> tuple[str, ...]:
    """The forms of the agency's own names and its place; not those of bodies that went into it."""
    own = context.memo(own_identity)
    names = context.agency.all_names() if context.agency else own.names
    return tuple(form for name in (*names, own.place) for form in forms(name))


def _words(context: CheckContext, standing: Iterable[str]) -> frozenset[int]:
    """The marks of the words of a report: whose it is, and who is named in it."""
    own = context.memo(_own_names)
    words = [word_mark(_NAMES, form) for form in standing if form not in own]
    return frozenset(words + ([word_mark(_IS, context.agency.code)] if context.agency else []))


def marked_texts(
    place: str, code: str, kept: Mapping[tuple[str, ...], ComparedText], shares: Container[tuple[str, ...]]
) -> tuple[MarkedText, ...]:
    """Each text of a report with its marks, those of a single section first; what it is made of bears the others.

    A text that is not ``usual`` is this report's own, and has no sketch.
    """
    made: list[MarkedText] = []
    for parts in sorted(kept, key=lambda parts: (len(parts), parts)):
        text, group = kept[parts], _sections(parts)
        within = [one for one in made if len(group) > 1 and set(one.group) < set(group)]
        told = [place, str(group), text.plain, "" if text.usual else code, *(one.digest for one in within)]
        digest = hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()
        marks = frozenset(window_marks(text.plain)).difference(*(one.marks for one in within))
        made.append(
            MarkedText(
                place=place if text.usual else f"{place} {code}", group=group, digest=digest, marks=marks,
                sketch=sketch(text.plain) if parts in shares and text.usual else b"",
            )
        )  # fmt: skip
    return tuple(made)


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
    told = "\x1f".join((SIGNS.pattern, f"{GRAM} {REACH} texts", *words, *("+".join(parts) for parts in groups)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
