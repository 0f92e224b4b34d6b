"""Which rules surely hold for a report of plain whole numbers: one compiled test in place of a hundred sums.

The same equations feed the checks and this test, and what a layout answers for all reports that are sent alike (whether
the labels are those of the form) is worked out with it. What it does not prove is asked in full, so it can only save
time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import compress
from typing import Any, cast

from filings.nouns import dataclass
from filings.report import Report
from rules.book_io.rule import Rule
from rules.checks.form.edition import EditionCheck
from rules.checks.form.headings import HeadingsCheck
from rules.checks.form.labels import LabelsCheck
from rules.checks.tables.balance import BalanceCheck
from rules.checks.tables.implies import ImpliesCheck
from rules.checks.tables.limit import LimitCheck
from rules.checks.tables.share import ShareCheck
from rules.checks.tables.written import WrittenCheck
from rules.checks.tables.zero import ZeroCheck
from rules.tables.addresses import UnknownNameError, expand
from rules.tables.amounts import signed_cells
from rules.tables.cell_format import form_rows
from rules.tables.equation import Equation
from rules.tables.linear import HasEquations, equations_of
from rules.tables.printed_labels import layout_faults
from schemas.editions import edition
from schemas.figures import Figures, Layout

_MOST_PLAIN = 9999  # the largest number whose writing is plain beyond doubt


class _UnprovableError(LookupError):
    """Raised for a rule that reads what the layout does not hold, or does not hold for all reports sent alike."""


@dataclass(frozen=True)
class CompiledChecks:
    """The rules that can be proved on one layout, and the test that gives those of them that hold.

    The test is told the numbers and whether they are ``small``, whether nothing but the form is printed (``bare``), and
    whether all sections are there (``headed``).
    """

    ids: tuple[str, ...]
    sections: frozenset[int]
    test: Callable[[tuple[int, ...], bool, bool, bool], frozenset[str]]

    def passing(self, report: Report) -> frozenset[str]:
        """The rules that surely hold for a report whose cells are figures of the layout."""
        figures = cast("Figures", report.cells)
        bare = report.labels is figures.layout.labels and not report.extras and not report.problems
        headed = self.sections.issubset([section.number for section in report.sections])
        return self.test(figures.numbers, figures.within(_MOST_PLAIN), bare, headed)


def compile_checks(rules: Iterable[Rule], layout: Layout, *, single: bool) -> CompiledChecks:
    """The proof of all rules that read the cells of one report alone. ``single``: 其他处理 is printed as one row."""
    sources = {rule.id: source for rule in rules if (source := _source(rule, layout, single=single))}
    names = ", ".join(f"c{index}" for index in range(len(layout.names)))
    tests = "".join(f"{source}, " for source in sources.values())
    whole = " and ".join(f"({source})" for source in sources.values()) or "True"
    ids = tuple(sources)
    space: dict[str, Any] = {"ids": ids, "everything": frozenset(ids), "compress": compress}
    # made of cell numbers and operators alone: nothing that was sent or written in a rule file stands in it
    lines = (
        f"{names}, = cells",
        f"plain = {_plain(layout)}",
        f"if {whole}: return everything",
        f"return frozenset(compress(ids, ({tests})))",
    )
    exec("def test(cells, small, bare, headed):\n " + "\n ".join(lines), space)  # noqa: S102 - see the comment above
    numbers = frozenset(section.number for section in edition(layout.form).sections)
    return CompiledChecks(ids=ids, sections=numbers, test=space["test"])


def _source(rule: Rule, layout: Layout, *, single: bool) -> str:
    """The condition under which the rule surely holds, as Python over cell numbers; ``""`` where there is none."""
    maker = _MAKERS.get(type(rule.check))
    try:
        return " and ".join(f"({part})" for part in maker(rule.check, layout, single)) if maker else ""
    except (_UnprovableError, UnknownNameError):  # it is a rule of another form, or reads more than is there
        return ""


def _sum(refs: Iterable[str], layout: Layout) -> str:
    try:
        return "+".join(f"c{layout.at[ref]}" for ref in refs) or "0"
    except KeyError as missing:
        raise _UnprovableError from missing


def _pairs(check: HasEquations, layout: Layout, *, single: bool) -> Iterator[tuple[str, str]]:
    """Both sides of each equation."""
    equations: tuple[Equation, ...] = equations_of(check, layout.form, single=single)
    for one in equations:
        yield _sum(one.left, layout), _sum(one.right, layout)


def _balance(check: BalanceCheck, layout: Layout, single: bool) -> Iterator[str]:  # noqa: FBT001 - see _MAKERS
    yield "True"
    for left, right in _pairs(check, layout, single=single):
        yield f"{left}=={right}"


def _limit(check: LimitCheck, layout: Layout, single: bool) -> Iterator[str]:  # noqa: FBT001 - see _MAKERS
    yield "True"
    for left, right in _pairs(check, layout, single=single):
        yield f"{left}<={right}"


def _share(check: ShareCheck, layout: Layout, single: bool) -> Iterator[str]:  # noqa: FBT001 - see _MAKERS
    yield "True"
    for part, whole in _pairs(check, layout, single=single):
        yield f"{whole}<{int(check.base)} or ({part})*100<=({whole})*{int(check.most)}"


def _implies(check: ImpliesCheck, layout: Layout, single: bool) -> Iterator[str]:  # noqa: FBT001 - see _MAKERS
    yield "True"
    for given, by in _pairs(check, layout, single=single):
        yield f"{given}<={int(check.above)} or {by}>={max(1, int(check.least))}"


def _zero(check: ZeroCheck, layout: Layout, _single: bool) -> Iterator[str]:  # noqa: FBT001 - see _MAKERS
    yield "True"
    for ref in expand(edition(layout.form), check.cells):
        yield f"{_sum((ref,), layout)}<=0"


def _written(_check: WrittenCheck, _layout: Layout, _single: bool) -> Iterator[str]:  # noqa: FBT001 - see _MAKERS
    yield "plain"


def _headings(check: HeadingsCheck, _layout: Layout, _single: bool) -> Iterator[str]:  # noqa: FBT001 - see _MAKERS
    if check.fault != "missing":
        raise _UnprovableError
    yield "headed"


def _edition(check: EditionCheck, _layout: Layout, _single: bool) -> Iterator[str]:  # noqa: FBT001 - see _MAKERS
    """Cells of the layout are cells of its form."""
    if check.fault != "mixed":
        raise _UnprovableError
    yield "bare"


def _labels(check: LabelsCheck, layout: Layout, _single: bool) -> Iterator[str]:  # noqa: FBT001 - see _MAKERS
    """The labels are those of the form; what may be missing is what was not sent, alike in all reports."""
    if any(fault.name in check.faults for fault in layout_faults(layout)):
        raise _UnprovableError
    yield "bare"


def _plain(layout: Layout) -> str:
    """Small numbers are plainly written; an amount of money or of change may be said badly unless it is 0."""
    special = _special(layout.form)
    zeros = [f" and c{index}==0" for index, ref in enumerate(layout.names) if ref in special]
    return "small" + "".join(zeros)


def _special(form: str) -> frozenset[str]:
    """Cells in which a small plain number may be badly written: amounts whose unit nobody prints, and changes."""
    money = {
        f"{row.address}.{column.key}"
        for row in form_rows(form)
        for column in row.columns
        if column.money and "元" not in column.label
    }
    return signed_cells(form) | money


_MAKERS: Mapping[type[Any], Callable[[Any, Layout, bool], Iterator[str]]] = {
    BalanceCheck: _balance, LimitCheck: _limit, ShareCheck: _share, ImpliesCheck: _implies, ZeroCheck: _zero,
    WrittenCheck: _written, HeadingsCheck: _headings, EditionCheck: _edition, LabelsCheck: _labels,
}  # fmt: skip
