"""六个部分的标题。"""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from filings.edition import SectionForm
from filings.figure import fold
from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Result
from rules.text.headings import Classed, classed

_NUMERALS = "一二三四五六"
_SEVERAL = 2
_TABLES = {2: "proactive", 3: "applications", 4: "review"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingsCheck(Check):
    """六个标题，每个只归一类毛病：缺少、次序、错位、没有序号、序号写法、改了意思、第六部分改名、小异、没有单独成行。"""

    fault: Literal["missing", "order", "shifted", "unnumbered", "script", "altered", "retitled", "variant", "inline"]

    facts: ClassVar[frozenset[str]] = frozenset({"number", "found", "expected"})

    def run(self, context: CheckContext) -> Iterator[Result]:
        """One breach for each heading of this fault; a wrong order or a shift is one for all that it moves."""
        if self.fault == "missing":
            yield from _missing(context)
            return
        if self.fault == "inline":
            yield from _inline(context)
            return
        faulty = [one for one in context.memo(classed) if one.fault == self.fault]
        if faulty and self.fault == "order":
            yield _order(faulty, context)
        elif faulty and self.fault == "shifted":
            yield _breach(faulty)
        else:
            yield from (_breach([one]) for one in faulty)


def _missing(context: CheckContext) -> Iterator[Breach]:
    """A section that does not stand, with the table that would stand in it.

    When the report ends before several of them, or holds none at all, something was cut off: one breach for all.
    """
    within = context.memo(_within_lines)
    lacking = [form for form in _unheaded(context) if form not in within]
    last = max((section.number for section in context.report.sections), default=0)
    tail = [form for form in lacking if form.number > last]
    for form in lacking if len(tail) < _SEVERAL else lacking[: -len(tail)]:
        yield Breach(refs=_with_tables([form]), facts=_lacking([form]))
    if len(tail) >= _SEVERAL:
        whole = ("headings",) if len(tail) == len(context.form.sections) else ()
        yield Breach(refs=(*whole, *_with_tables(tail)), facts=_lacking(tail))


def _unheaded(context: CheckContext) -> list[SectionForm]:
    return [form for form in context.form.sections if context.report.section(form.number) is None]


def _within_lines(context: CheckContext) -> list[SectionForm]:
    """The sections without a heading of their own whose heading stands within a line of text."""
    lacking = _unheaded(context)
    text = fold(context.body.text) if lacking else ""
    return [form for form in lacking if any(fold(words) in text for words in _headings(form))]


def _headings(form: SectionForm) -> tuple[str, ...]:
    return tuple(f"{form.numeral}、{words}" for words in (form.wording, *form.variants))


def _inline(context: CheckContext) -> Iterator[Breach]:
    """One breach for all of them."""
    within = context.memo(_within_lines)
    if within:
        facts = {"number": _numerals(form.number for form in within), "found": within[0].heading}
        yield Breach(refs=_with_tables(within), facts={**facts, "expected": tuple(form.wording for form in within)})


def _with_tables(lacking: list[SectionForm]) -> tuple[str, ...]:
    tables = (_TABLES[form.number] for form in lacking if form.number in _TABLES)
    return (*(f"section.{form.number}" for form in lacking), *tables)


def _lacking(lacking: list[SectionForm]) -> dict[str, object]:
    if len(lacking) == 1:
        return {"number": lacking[0].numeral, "found": "", "expected": lacking[0].wording}
    number = f"{lacking[0].numeral}至{lacking[-1].numeral}"
    return {"number": number, "found": "", "expected": tuple(form.wording for form in lacking)}


def _order(moved: list[Classed], context: CheckContext) -> Breach:
    numbers = [section.number for section in context.report.sections]
    facts = {
        "number": _numerals(one.section.number for one in moved),
        "found": _numerals(numbers),
        "expected": _numerals(sorted(set(numbers))),
    }
    return Breach(refs=_refs(moved), places=_places(moved), facts=facts)


def _breach(faulty: list[Classed]) -> Breach:
    """The first of them is named, all are marked."""
    first = faulty[0]
    facts = {"number": first.form.numeral, "found": first.section.heading.strip(), "expected": first.form.heading}
    return Breach(refs=_refs(faulty), places=_places(faulty), facts=facts)


def _refs(faulty: list[Classed]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"section.{one.section.number}" for one in faulty))


def _places(faulty: list[Classed]) -> tuple[str, ...]:
    return tuple(one.section.place for one in faulty)


def _numerals(numbers: Iterable[int]) -> str:
    return "、".join(_NUMERALS[number - 1] for number in numbers)
