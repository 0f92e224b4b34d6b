"""The equation behind a finding with its figures filled in: 本年新收 7 ＋ 上年结转 0 ＝ 7."""

from collections.abc import Mapping, Sequence

from filings.edition import Edition
from filings.figure import CellState, plain
from filings.finding import Finding
from filings.nouns import dataclass
from filings.report import Cell, Report
from gateway.pages.redrawn import single_other
from rules.book_io.rulebook import Rulebook
from rules.tables.equation import Equation
from rules.tables.linear import equations_of

_MANY = 6  # terms that are read at a glance; of more the zeros are counted only
_SIGNS = {"=": "≠", "<=": "＞"}
_UNREAD: Mapping[CellState, str] = {CellState.BLANK: "空"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """Both sides as written out, how they differ (``sign``), and by how much (``""`` where no number tells)."""

    left: str
    sign: str
    right: str
    difference: str


def formula_of(finding: Finding, report: Report, form: Edition, book: Rulebook) -> Formula | None:
    """The formula of a finding; None for one that is no equation between cells of the report."""
    equation = _equation(finding, report, form, book)
    if equation is None or any(ref.startswith(("last.", "units.")) for ref in finding.refs):
        return None
    difference = finding.facts.get("difference")
    return Formula(
        left=_side(equation.left, finding, report.cells, form, "left"),
        sign=_SIGNS[equation.relation],
        right=_side(equation.right, finding, report.cells, form, "right"),
        difference=str(difference) if isinstance(difference, int | float) else "",
    )


def _equation(finding: Finding, report: Report, form: Edition, book: Rulebook) -> Equation | None:
    rule = book.by_id.get(finding.rule)
    if rule is None or not hasattr(rule.check, "equations"):
        return None
    wanted = set(finding.refs)
    single = single_other(report)
    found = (one for one in equations_of(rule.check, form.id, single=single) if {*one.left, *one.right} == wanted)
    return next((one for one in found if one.relation in _SIGNS), None)


def _side(refs: Sequence[str], finding: Finding, cells: Mapping[str, Cell], form: Edition, name: str) -> str:
    names = short_names(finding.refs, form)
    zeros = [ref for ref in refs if len(refs) > _MANY and _is_zero(cells.get(ref))]
    shown = [ref for ref in refs if ref not in zeros] or list(refs[:1])
    text = " ＋ ".join(f"{names[ref]} {_written(cells.get(ref))}" for ref in shown)
    left_out = len(refs) - len(shown)
    text += f"（其余{left_out}格是0）" if left_out else ""
    total = finding.facts.get(name)
    return f"{text} ＝ {total}" if len(refs) > 1 and isinstance(total, int | float) else text


def short_names(refs: Sequence[str], form: Edition) -> Mapping[str, str]:
    """What cells are called beside each other: by row where they share a column, by column where they share a row."""
    columns = {ref.rpartition(".")[2] for ref in refs}
    rows = {ref.rpartition(".")[0] for ref in refs}
    known = {
        ref: (row.title, column.title)
        for table in form.tables
        for row in table.rows
        for ref, column in zip(row.refs, row.columns, strict=True)
    }
    if len(columns) == 1:
        return {ref: known[ref][0] if ref in known else ref for ref in refs}
    if len(rows) == 1:
        return {ref: known[ref][1] if ref in known else ref for ref in refs}
    return {ref: "".join(known[ref]) if ref in known else form.titles.get(ref, ref) for ref in refs}


def _is_zero(cell: Cell | None) -> bool:
    return cell is not None and cell.value == 0


def _written(cell: Cell | None) -> str:
    if cell is not None and cell.value is not None:
        return plain(cell.value)
    return _UNREAD.get(cell.state, "未读准") if cell else "未读准"
