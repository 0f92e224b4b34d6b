"""What a check sees: the dossier, with the views that many rules share computed once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from filings.agency import Agency
from filings.dossier import Dossier
from filings.edition import Edition
from filings.figure import CellState
from filings.report import Cell, Report
from rules.equation import Equation, Gap
from rules.lists import Lists
from rules.passage import ALL_PARTS, Passage, passages_of
from rules.ranges import NOTHING, Range, range_of
from rules.terms import Hit, Term
from rules.text.body import Body

__all__ = ["Passage", "Scene"]


@dataclass(frozen=True)
class Scene:
    """A dossier with its edition and the rulebook's lists, and lazily computed views. ``report`` must be there.

    Rules whose check does not need a report get a scene without one; they look at ``dossier`` only.
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

    @cached_property
    def _signed(self) -> frozenset[str]:
        return frozenset(
            f"{row.address}.{column.key}"
            for table in self.form.tables
            for row in table.rows
            for column in row.columns
            if column.signed
        )

    def cell(self, ref: str) -> Cell | None:
        """The cell at an address (``last.`` reads last year's accepted report), or None when it is not there."""
        if ref.startswith("last."):
            previous = self.dossier.previous
            return previous.cells.get(ref[5:]) if previous else None
        return self.report.cells.get(ref)

    def range(self, ref: str) -> Range:
        """The range of the cell at an address; ``units.`` adds the figures of all units."""
        if ref.startswith("units."):
            return self._units(ref[6:])
        return range_of(self.cell(ref), signed=ref.removeprefix("last.") in self._signed)

    def total(self, refs: tuple[str, ...]) -> Range:
        """The range of a sum."""
        total = NOTHING
        for ref in refs:
            total += self.range(ref)
        return total

    def settle(self, equation: Equation) -> Equation | None:
        """The equation over the rows that stand in this report; None when its own row is not printed.

        The 2021 form may print 其他处理 as one row instead of its three: whichever stands is summed, never both.
        """
        if not self._alternatives:
            return equation
        if any(ref.rpartition(".")[0] in self._alternatives for ref in (*equation.left, *equation.right)):
            left, right = self._standing_rows(equation.left), self._standing_rows(equation.right)
            return replace(equation, left=left, right=right) if left and right else None
        return equation

    def gap(self, refs: tuple[str, ...]) -> Gap | None:
        """Why an equation over these cells proves nothing: a cell is unread, or was chosen with the row's own sum."""
        unread = [ref for ref in refs if self.range(ref).unknown]
        if unread:
            return Gap(reason=f"{self.title(unread[0])}没有读到数字，没有核对", refs=refs)
        if len({ref.rpartition(".")[0] for ref in refs}) == 1 and any(self._inferred(ref) for ref in refs):
            row = self.title(refs[0].rpartition(".")[0])
            return Gap(reason=f"{row}的数字是借助合计推定的，不能反过来核对合计", refs=refs)
        return None

    def _inferred(self, ref: str) -> bool:
        cell = self.cell(ref)
        return cell is not None and cell.state is CellState.INFERRED

    @cached_property
    def _alternatives(self) -> Mapping[str, str]:
        """Rows that do not stand -> what stands for them (``""``: nothing, they are left out)."""
        found: dict[str, str] = {}
        for table in self.form.tables:
            for row in table.rows:
                if row.optional:
                    parts = [r.address for r in table.rows if r.address.startswith(row.address + ".")]
                    printed = any(self._printed(part) for part in parts)
                    single = not printed and self._printed(row.address)
                    found |= dict.fromkeys(parts, row.address) if single else {row.address: ""}
        return found

    def _printed(self, row: str) -> bool:
        return any(
            ref.rpartition(".")[0] == row and cell.state is not CellState.ABSENT
            for ref, cell in self.report.cells.items()
        )

    def _standing_rows(self, refs: tuple[str, ...]) -> tuple[str, ...]:
        settled: dict[str, None] = {}
        for ref in refs:
            row, _, column = ref.rpartition(".")
            stands = self._alternatives.get(row, row)
            if stands:
                settled[f"{stands}.{column}"] = None
        return tuple(settled)

    def _units(self, ref: str) -> Range:
        rollup = self.dossier.rollup
        total = NOTHING
        for unit in rollup.units if rollup else ():
            value = unit.values.get(ref)
            total += range_of(None) if value is None else Range(value, value)
        return total

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

    @cached_property
    def _passages(self) -> Mapping[str, tuple[Passage, ...]]:
        return passages_of(self.report)

    @cached_property
    def body(self) -> Body:
        """The whole running text as one string without blanks, scanned once for all lists."""
        return Body(self._passages, self.lists)

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
