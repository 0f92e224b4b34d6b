"""Five published reports: each true defect is found by the rule of its id, and what is right is left alone."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from filings.dossier import Dossier
from filings.finding import Audit, Finding
from filings.report import Report
from readers import read
from rules.book_io.rulebook import rulebook
from schemas.calendars import statutory
from schemas.report import to_json
from workers.examine import examine

SUMS = ("A01", "A02", "A03", "A04", "A12", "L01", "C15")


@dataclass(frozen=True)
class Entry:
    """An entry of a truth file, known by its first words, and the rules that must speak of it, or keep silent."""

    seed: str
    words: str
    rules: tuple[str, ...]
    about: str = ""


DEFECTS = (
    Entry("000", "the fifth heading lacks its number", ("H03",)),
    Entry("000", "总体情况 names none of", ("H13",), "依申请公开"),
    Entry("000", "the report cites the 2016 notice", ("T11",), "不再作依据"),
    Entry("001", "the 2021 form is used for the 2020 report year", ("H23",)),
    Entry("001", "the second heading is numbered 2、", ("H04",)),
    Entry("001", "no date in the document", ("H19",), "日期"),
    Entry("001", "a leftover [bookmark: _GoBack]", ("H21",), "bookmark"),
    Entry("001", "总体情况 names none of", ("H13",), "政府信息管理"),
    Entry("002", "published 2021-02-08, 8 days after", ("D02",), "晚公布8天"),
    Entry("002", "table 4 has 9 numbers where the form has 15", ("C11",)),
    Entry("002", "section 6 is empty", ("H09",)),
    Entry("002", "the title names no agency", ("T01",)),
    Entry("002", "characters that are not simplified Chinese", ("W12",)),
    Entry("002", "the agency's name is once written", ("W05",), "做县行政审批服务局"),
    Entry("003", "rows (六) and (七) of table 3 carry 8 numbers", ("C16",)),
    Entry("003", "the fifth heading reads", ("H06",), "改进措施"),
    Entry("003", "no date in the document", ("H19",), "日期"),
    Entry("004", "table 4 carries 16 numbers for 15 cells", ("C16",)),
    Entry("004", "headings three and four and two row labels", ("H05", "H25"), "政务公开"),
    Entry("004", "the column 社会公益组织 is labelled 社会组织", ("H25",), "社会组织"),
    Entry("004", "the sixth heading reads", ("H07",), "情况"),
    Entry("004", "one paragraph is left without an end", ("W13",)),
    Entry("004", "no date in the document", ("H19",), "日期"),
    Entry("004", "the hotline sentence with 5606 requests stands twice", ("W16",), "5606"),
)
NO_DEFECTS = (
    Entry("000", "signed 2021-01-29", ("D01", "D02", "D07", "D08", "D15")),
    Entry("000", "all sums hold", SUMS),
    Entry("000", "214 is written +214", ("C03", "C06", "C12", "C14")),
    Entry("000", "247.4万元", ("C03", "C07", "C08")),
    Entry("001", "all sums hold", SUMS),
    Entry("001", "section 6 says there is nothing further", ("H08", "H09")),
    Entry("002", "narrative says no request this year", ("N01", "N02", "N03", "N07")),
    Entry("002", "all sums of table 3 hold", ("A01", "A02", "A03", "A04", "A12", "C15")),
    Entry("003", "narrative: 7 requests", ("N01", "N02", "N03", "N04", "N05", "N09", "N20")),
    Entry("003", "narrative breakdown 4320+24204+83+184", ("N05", "N11", "N19")),
    Entry("003", "25+5+22 = 52", ("N12",)),
    Entry("003", "narrative says no reconsideration", ("N08",)),
    Entry("003", "a government reports by 31 March", ("D01", "D02", "D03", "D15")),
    Entry("003", "21022 万元", ("C03", "C07", "C08")),
    Entry("004", "narrative breakdown 142+210+65+15+55+2", ("N05", "N11", "N19")),
    Entry("004", "5579+27 = 5606", ("N06", "N12", "N13", "N19")),
    Entry("004", "all sums hold", SUMS),
)


@cache
def _examined(document: Path) -> tuple[Report, Audit]:
    context = Dossier(as_of=date(2021, 3, 1), calendar=statutory())
    found = examine(document.read_bytes(), document.name, context, rulebook(), read)
    return found.report, found.audit


def _document(reports: Path, seed: str) -> Path:
    return next((reports / "seeds").glob(f"{seed}_*.txt"))


def _findings(reports: Path, seed: str) -> tuple[Finding, ...]:
    return _examined(_document(reports, seed))[1].findings


@pytest.mark.parametrize("entry", DEFECTS, ids=lambda entry: f"{entry.seed} {entry.words[:30]}")
def test_a_true_defect_is_found(reports: Path, entry: Entry) -> None:
    """Each rule named for the entry speaks, and its sentence names the thing."""
    for rule in entry.rules:
        said = [f.message for f in _findings(reports, entry.seed) if f.rule == rule]
        assert any(entry.about in message for message in said), (rule, said)


@pytest.mark.parametrize("entry", NO_DEFECTS, ids=lambda entry: f"{entry.seed} {entry.words[:30]}")
def test_what_is_right_is_not_complained_about(reports: Path, entry: Entry) -> None:
    """None of the rules that could complain does, and all of them are there to do so."""
    assert set(entry.rules) <= set(rulebook().by_id)
    assert [f.message for f in _findings(reports, entry.seed) if f.rule in entry.rules] == []


def test_every_entry_of_the_truth_is_held_against(truth: dict[str, dict[str, Any]]) -> None:
    """The lists above cover the truth files entry by entry, so a new entry cannot be forgotten."""
    for kind, entries in (("true_defects", DEFECTS), ("true_not_defects", NO_DEFECTS)):
        for stem, data in truth.items():
            for text in data[kind]:
                assert any(stem.startswith(e.seed) and text.startswith(e.words) for e in entries), (stem, text)


def test_cells_are_right_or_open_and_never_wrong(reports: Path, truth: dict[str, dict[str, Any]]) -> None:
    """977 of 992 cells are read right; the 15 of a table with 9 numbers are left open; none is wrong."""
    right = open_ = wrong = 0
    for stem, data in truth.items():
        tables = to_json(_examined(reports / "seeds" / f"{stem}.txt")[0])["tables"]
        for expected, found in _cells(data, tables):
            right += found is not None and _amount(found) == _amount(expected)
            open_ += found is None
            wrong += found is not None and _amount(found) != _amount(expected)
    assert (right, open_, wrong) == (977, 15, 0)


def test_head_facts_are_right(reports: Path, truth: dict[str, dict[str, Any]]) -> None:
    """Edition, year and both dates of all five are as in the truth files."""
    for stem, data in truth.items():
        report = to_json(_examined(reports / "seeds" / f"{stem}.txt")[0])
        for key in ("edition", "year", "signed_on", "published_on"):
            assert report[key] == data[key], (stem, key)


def _cells(data: dict[str, Any], tables: dict[str, Any]) -> list[tuple[Any, Any]]:
    found = list(zip(_flat(data["table2"]), _flat(tables["proactive"]), strict=True))
    for row, expected in data["table3"].items():
        found += zip(expected, tables["applications"][row], strict=True)
    if len(data["table4"]) < 15:
        return found + [("open", cell) for cell in tables["review"]]
    return found + list(zip(data["table4"][:15], tables["review"], strict=True))


def _flat(table: dict[str, list[Any]]) -> list[Any]:
    return [cell for row in table.values() for cell in row]


def _amount(cell: object) -> str:
    return str(cell).removesuffix("万元")
