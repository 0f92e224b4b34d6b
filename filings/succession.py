"""Last year's figures of a body that was merged, renamed or split: its predecessors' sum, or why there is none."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from filings.agency import Agency, Relation, RelationKind
from filings.figure import CellState
from filings.nouns import dataclass
from filings.report import Cell, Report

_VALUED = frozenset({CellState.NUMBER, CellState.INFERRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Whose reports of the year before make up last year's figures; ``gap``: why nobody's do, in Chinese."""

    codes: tuple[str, ...]
    gap: str = ""


def lineage(agency: Agency, register: Iterable[Agency], year: int, as_of: date) -> Lineage:
    """Whose reports of ``year`` - 1 stand behind the report of ``year`` of this agency.

    Bodies that went into it since 1 January of ``year`` filed for the year before by themselves. A split since then
    leaves both sides without comparable figures, because nobody has apportioned them.
    """
    start = date(year, 1, 1)
    others = [other for other in register if other.code != agency.code]
    split = [(agency, r) for r in agency.relations if _split(r, start, as_of)]
    split += [(o, r) for o in others for r in o.relations if _split(r, start, as_of) and r.other == agency.code]
    if split:
        born, relation = split[0]
        return Lineage(codes=(), gap=f"{born.name}于{_chinese(relation.since)}分设，上年数据未作划分，无法与上年比较")
    joined = [o.code for o in others if any(_joined(r, agency.code, start, as_of) for r in o.relations)]
    return Lineage(codes=(agency.code, *joined))


def previous_of(
    own: Sequence[str], reports: Mapping[str, Report], names: Mapping[str, str]
) -> tuple[Report | None, str]:
    """Last year's figures out of the accepted reports found (code -> report), and why there are none, in Chinese.

    ``own``: the codes of the lineage, the agency itself first. A body that was new last year simply has no report;
    a predecessor without an accepted report leaves a sum that would be too small, so there is no sum.
    """
    missing = [names.get(code, code) for code in own[1:] if code not in reports]
    if missing:
        return None, f"并入单位{'、'.join(missing)}没有上年已审核同意的年报，无法合计上年数据"
    found = [reports[code] for code in own if code in reports]
    if not found:
        return None, ""
    if len({report.edition for report in found}) > 1:
        return None, "并入各单位上年年报所用版式不同，无法合计上年数据"
    return (found[0] if len(found) == 1 else add(found)), ""


def fitting(previous: Report | None, report: Report) -> tuple[Report | None, str]:
    """The report that was given as last year's if it is that, and in Chinese why it is not."""
    if previous is None:
        return None, ""
    if not previous.cells:
        return None, "给的上年报告没有读出来，没有和上年比较"
    if previous.year and report.year and previous.year != report.year - 1:
        return None, f"给的上年报告是{previous.year}年度的，不是{report.year - 1}年度的，没有和上年比较"
    return previous, ""


def add(reports: Sequence[Report]) -> Report:
    """The cell-wise sum of reports on one form, without text. A cell that one of them leaves open stays open."""
    first = reports[0]
    shared = [ref for ref in first.cells if all(ref in report.cells for report in reports)]
    return Report(
        edition=first.edition,
        agency=first.agency,
        year=first.year,
        cells={ref: _sum([report.cells[ref] for report in reports]) for ref in shared},
    )


def _sum(cells: Sequence[Cell]) -> Cell:
    values = [cell.value for cell in cells if cell.value is not None and cell.state in _VALUED]
    if len(values) < len(cells):
        return next(Cell(raw="", state=c.state, value=None, place="") for c in cells if c.state not in _VALUED)
    total = sum(values, Decimal(0))
    return Cell(raw=f"{total:f}", state=CellState.NUMBER, value=total, place="")


def _split(relation: Relation, start: date, as_of: date) -> bool:
    return relation.kind is RelationKind.SPLIT and start <= relation.since <= as_of


def _joined(relation: Relation, code: str, start: date, as_of: date) -> bool:
    kinds = (RelationKind.MERGED, RelationKind.RENAMED)
    return relation.kind in kinds and relation.other == code and start <= relation.since <= as_of


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
