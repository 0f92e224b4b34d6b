"""Real published reports, cell by cell, where a folder of them is at hand (GOUJI_REAL_REPORTS)."""

import json
import os
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from filings.figure import CellState
from readers import read

FOLDER = os.environ.get("GOUJI_REAL_REPORTS")
pytestmark = pytest.mark.skipif(not FOLDER, reason="GOUJI_REAL_REPORTS names no folder of real reports")
KEYS = {
    "规章": "regulations", "规范性文件": "normative", "行政规范性文件": "normative", "行政许可": "licences",
    "其他对外管理服务事项": "services", "行政处罚": "penalties", "行政强制": "coercion", "行政事业性收费": "fees",
    "政府集中采购": "procurement",
}  # fmt: skip


def _wanted(truth: dict[str, object]) -> dict[str, list[object]]:
    second = {f"proactive.{KEYS[label]}": row for label, row in truth["table2"].items()}
    return second | {f"applications.{key}": row for key, row in truth["table3"].items()}


def _amount(value: object) -> Decimal:
    return Decimal(str(value).replace("万元", ""))


def test_every_cell_of_the_five_seeds() -> None:
    """0 wrong of 992 cells, 977 right, and the 15 of the report that lost six of them left open."""
    counts: Counter[str] = Counter()
    for path in sorted(Path(FOLDER or "", "seeds", "truth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        report = read((path.parent.parent / f"{path.stem}.txt").read_bytes(), path.stem)
        for row, values in _wanted(truth).items():
            cells = [cell for ref, cell in report.cells.items() if ref.rpartition(".")[0] == row]
            assert [cell.value for cell in cells] == [_amount(value) for value in values], (path.stem, row)
            counts["right"] += len(cells)
        review = [cell for ref, cell in report.cells.items() if ref.startswith("review.")]
        counts.update("open" if cell.state is CellState.AMBIGUOUS else "right" for cell in review)
        for fact in ("edition", "agency", "year"):
            assert getattr(report, fact) == truth[fact], path.stem
        for fact in ("signed_on", "published_on"):
            assert str(getattr(report, fact)) == str(truth[fact]), path.stem
    assert counts == {"right": 977, "open": 15}


def test_the_empty_form_is_blank_throughout() -> None:
    """The official empty form of 2021 holds 200 blank cells and not one zero."""
    report = read(Path(FOLDER or "", "corpus", "blank_2021_form.docx").read_bytes(), "blank.docx")
    assert Counter(cell.state for cell in report.cells.values()) == {CellState.BLANK: 200}
    assert report.edition == "2021"
