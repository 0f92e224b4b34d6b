"""说法与报告年度不合：提到报告写成以后才有的事，或者还在用早已变了的叫法。"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts, Terms
from rules.engine.results import Breach, Check, Gap, Result
from rules.lexicon.terms import Hit
from rules.text.evidence import breach
from rules.text.span import Span

_YEAR_DIGITS = 4
_FORMERLY = 8  # 原云岭县国土资源局


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Check):
    """``ahead``：名称里的事在报告写成以后才有；``stale``：到报告年度已经不用，或者已有更新的。每个说法报一处。"""

    where: Parts
    terms: Terms
    fault: Literal["ahead", "stale"]

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "term", "since", "until", "instead"})

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each term that is out of its time."""
        if context.report.year is None:
            yield Gap(reason="不知道报告年度，没有核对")
            return
        hits = list(context.body.hits(self.terms, self.where))
        seen: set[str] = set()
        for hit in hits:
            wrong = _ahead(context, hit) if self.fault == "ahead" else _stale(context, hit, hits)
            name = hit.term.extra.get("name", hit.term.text)
            if wrong and name not in seen:
                seen.add(name)
                yield _breach(context, hit)


def _breach(context: CheckContext, hit: Hit) -> Breach:
    term = hit.term
    facts = {"term": term.extra.get("name", term.text), "since": term.since or "", "until": term.until or ""}
    found = breach(context, Span(hit.start, hit.end), **facts, instead=term.instead)
    return replace(found, excerpt=term.text)


def _ahead(context: CheckContext, hit: Hit) -> bool:
    since = hit.term.since
    return since is not None and context.applies(hit.term) and since > _written_by(context)


def _written_by(context: CheckContext) -> date:
    """The latest day on which the report can have been written: its own dates, else the end of the year after."""
    report = context.report
    days = [day for day in (report.signed_on, report.published_on) if day]
    return max(days) if days else date((report.year or context.dossier.as_of.year) + 1, 12, 31)


def _stale(context: CheckContext, hit: Hit, hits: list[Hit]) -> bool:
    year = context.report.year or 0
    if "held" in hit.term.extra:
        return _outdated(hit, hits, year)
    known = hit.term.from_year > 0 and context.applies(hit.term)
    return known and not _speaks_of_then(context, hit) and not _still_registered(context, hit)


def _outdated(hit: Hit, hits: list[Hit], year: int) -> bool:
    """A meeting after which the next congress was held, named though no newer one is named anywhere."""
    extra = hit.term.extra
    newer = any(other.term.extra.get("held", "") > extra["held"] for other in hits if other.term.sort == "party")
    return "stale_from" in extra and year >= int(extra["stale_from"]) and not newer


def _speaks_of_then(context: CheckContext, hit: Hit) -> bool:
    """Whether 原 stands before it, or the sentence names a year in which the term was right."""
    if "原" in context.body.text[max(0, hit.start - _FORMERLY) : hit.start]:
        return True
    sentence, until = context.body.sentence(hit.start), hit.term.until
    named = (
        context.body.text[span.start : span.end] for span in context.body.digits_between(sentence.start, sentence.end)
    )
    last = until.year if until else hit.term.from_year - 1
    return until is not None and any(len(year) == _YEAR_DIGITS and 2000 <= int(year) <= last for year in named)  # noqa: PLR2004


def _still_registered(context: CheckContext, hit: Hit) -> bool:
    """Whether the county's register, or the agency itself, still carries the name."""
    register, own = context.dossier.register, context.agency
    names = [agency.name for agency in register.agencies] if register else []
    names += [own.name] if own else []
    return any(hit.term.text in name for name in (*names, context.report.agency or ""))
