"""The six headings, each with the one thing that is wrong with it: by a fixed precedence, so that no two rules meet."""

import unicodedata
from collections.abc import Iterator

from filings.edition import SectionForm
from filings.figure import squeeze
from filings.nouns import dataclass
from filings.patterns import pattern
from filings.report import Section
from rules.engine.context import CheckContext
from rules.lexicon.lists import Lists
from rules.text.ordinals import ordinal

_LAST = 6
_SIGNS = pattern(r"[\W_]+")
_DRESS = "★☆●◆◇■□▶►※•·▲△【「『"
"""Signs before a heading that dress it up: its number stands behind them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classed:
    """A heading and its class: ``""`` (right) order shifted unnumbered script altered retitled variant."""

    section: Section
    form: SectionForm
    fault: str


def classed(context: CheckContext) -> tuple[Classed, ...]:
    """Every printed heading with its class, in document order; ``context.memo(classed)`` shares it between rules."""
    sections, forms = context.report.sections, context.form.sections
    standing = _in_order(sections)
    renumbered = len(standing) < len(sections)
    return tuple(
        Classed(section=section, form=forms[section.number - 1], fault=_fault(section, forms, context.lists))
        if at in standing and not (renumbered and _takes_its_place(section, at))
        else Classed(section=section, form=forms[section.number - 1], fault="order")
        for at, section in enumerate(sections)
    )


def _takes_its_place(section: Section, at: int) -> bool:
    """Whether a section stands with the number of its place, not its own: it changed places with another."""
    return ordinal(section.heading.lstrip(_DRESS)).value == at + 1 != section.number


def _in_order(sections: tuple[Section, ...]) -> set[int]:
    """Where the longest ascending row of sections stands: the others are out of order, or repeated."""
    chains: list[list[int]] = []
    for at, section in enumerate(sections):
        before = [chain for chain in chains if sections[chain[-1]].number < section.number]
        chains.append([*_longest(before), at])
    return set(_longest(chains))


def _longest(chains: list[list[int]]) -> list[int]:
    return max(chains, key=len) if chains else []


def _fault(section: Section, forms: tuple[SectionForm, ...], lists: Lists) -> str:
    number = ordinal(section.heading.lstrip(_DRESS))
    if number.value is None:
        return "unnumbered"
    if number.value != section.number:
        return "shifted"
    if not number.proper:
        return "script"
    worded = _wording(number.rest, forms[section.number - 1], lists)
    return worded or ("variant" if section.heading[:1] in _DRESS else "")


def _wording(words: str, form: SectionForm, lists: Lists) -> str:
    """``""``, ``altered``, ``retitled`` or ``variant``. What is not known to change the meaning is a variant."""
    if words == form.wording:
        return ""
    found, expected = _bare(words), _bare(form.wording)
    if found == expected or _continues(squeeze(words), form.wording):
        return ""
    if form.number == _LAST:
        return "retitled"
    if found in {_bare(variant) for variant in form.variants}:
        return "variant"
    return "altered" if any(_alterations(found, expected, form.number, lists)) else "variant"


def _continues(words: str, wording: str) -> bool:
    """Whether the wording is followed by a sign, such as 六、其他需要报告的事项：无."""
    return words.startswith(wording) and not words[len(wording)].isalnum()


def _alterations(found: str, expected: str, number: int, lists: Lists) -> Iterator[bool]:
    """Words that change the meaning of a heading, and words that it cannot do without (sort: section and group)."""
    for term in lists["heading_altered"].terms:
        yield term.text in found and term.text not in expected
    needed: dict[str, bool] = {}
    for term in lists["heading_needs"].terms:
        if term.sort.startswith(str(number)):
            needed[term.sort] = needed.get(term.sort, False) or term.text in found
    yield from (not stands for stands in needed.values())


def _bare(words: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", words))
