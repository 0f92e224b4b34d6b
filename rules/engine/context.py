"""What a check sees: the dossier, with the views that many rules share computed once."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from filings import problems
from filings.agency import Agency
from filings.dossier import Dossier
from filings.edition import Edition
from filings.nouns import dataclass
from filings.report import Cell, Report
from rules.cached import cached
from rules.lexicon.lists import Lists
from rules.lexicon.terms import Hit, Term
from rules.tables.amounts import Amounts
from rules.tables.cell_format import Flaw, flaws_of
from rules.tables.ranges import Range
from rules.text.body import Body
from rules.text.passage import ALL_PARTS, Passage, passages_of

__all__ = ["CheckContext", "Passage"]

_Made = TypeVar("_Made")


@dataclass(frozen=True)
class CheckContext:
    """A dossier with its edition and the rulebook's lists, and lazily computed views. ``report`` must be there.

    Rules whose check does not need a report get a context without one; they look at ``dossier`` only.
    """

    dossier: Dossier
    edition: Edition | None
    lists: Lists

    @property
    def report(self) -> Report:
        """The report; only called by checks that need one."""
        report = self.dossier.report
        if report is None:
            raise LookupError("no report in this dossier")
        return report

    @property
    def form(self) -> Edition:
        """The form that the report follows; only called by checks that need one."""
        if self.edition is None:
            raise LookupError("no edition in this dossier")
        return self.edition

    @property
    def agency(self) -> Agency | None:
        """The agency, if known."""
        return self.dossier.agency

    @cached
    def amounts(self) -> Amounts:
        """The cells as sums read them; only called by checks that need a report."""
        return Amounts(self.form, self.report, self.dossier.previous, self.dossier.rollup)

    @cached
    def flaws(self) -> Mapping[str, tuple[Flaw, ...]]:
        """How cells are written, by class of flaw; only called by checks that need a report."""
        return flaws_of(self.report, self.form)

    @cached
    def scanned(self) -> bool:
        """Whether the report was read from a picture."""
        return any(problem.code == problems.SCANNED for problem in self.report.problems)

    def cell(self, ref: str) -> Cell | None:
        """The cell at an address (``last.`` reads last year's accepted report), or None when it is not there."""
        return self.amounts.cell(ref)

    def range(self, ref: str) -> Range:
        """The range of the cell at an address; ``units.`` adds the figures of all units."""
        return self.amounts.range(ref)

    def total(self, refs: tuple[str, ...]) -> Range:
        """The range of a sum."""
        return self.amounts.total(refs)

    def title(self, ref: str) -> str:
        """What messages call a table, row or cell."""
        if ref.startswith("last."):
            return "上年报告" + self.title(ref[5:])
        return self.form.titles.get(ref, ref)

    def parts(self, names: tuple[str, ...]) -> Iterator[Passage]:
        """The passages of the named parts, in document order of the parts as named. ``all`` names every part.

        ``contact``: the sentences that tell how to reach the agency.
        """
        for name in names:
            if name == "all":
                yield from self.parts(ALL_PARTS)
            elif name == "contact":
                yield from self.sentences(("contact",))
            else:
                yield from self._passages.get(name, ())

    @cached
    def _passages(self) -> Mapping[str, tuple[Passage, ...]]:
        return passages_of(self.report)

    @cached
    def body(self) -> Body:
        """The whole running text as one string without blanks, scanned once for all lists."""
        return Body(self._passages, self.lists)

    def paragraphs(self, names: tuple[str, ...]) -> Iterator[Passage]:
        """The paragraphs of the named parts, without blanks, in the order named."""
        for name in names:
            yield from self.body.paragraphs(name)

    def sentences(self, names: tuple[str, ...]) -> Iterator[Passage]:
        """The sentences of the named parts, without blanks, as passages with their own places."""
        for span in self.body.sentences(names):
            start, end = span.start, span.end
            part = self.body.passage(start).part
            yield Passage(part, self.body.text[start:end], self.body.place(start, end))

    def hits(self, name: str, parts: tuple[str, ...] = ("all",)) -> Iterator[tuple[Passage, Hit]]:
        """The hits of a list that hold for this year and kind of agency; offsets are those of the passage's text."""
        for hit in self.body.hits(name, parts):
            if self.applies(hit.term):
                yield self.body.passage(hit.start), self.body.in_passage(hit)

    def applies(self, term: Term) -> bool:
        """Whether a term holds for this report's year and agency."""
        return term.applies(self.report.year, self.agency.kind if self.agency else "")

    @cached
    def _views(self) -> dict[Callable[["CheckContext"], Any], Any]:
        return {}

    def memo(self, make: Callable[["CheckContext"], _Made]) -> _Made:
        """What a function makes of this context, made once: the views that several rules of one family share."""
        known = self._views
        made: _Made = known[make] if make in known else known.setdefault(make, make(self))
        return made
