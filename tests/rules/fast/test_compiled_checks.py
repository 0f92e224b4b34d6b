"""The compiled test of sums saves time and changes nothing: the same bytes, whatever the figures."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, replace
from datetime import date
from random import Random
from typing import Any

import pytest

from filings import problems
from filings.agency import Agency
from filings.calendar import Calendar, Extension
from filings.dossier import Dossier
from filings.report import Extra, Paragraph, Problem, Report, Section, Surplus
from rules.book_io.rule import Rule
from rules.book_io.rulebook import Rulebook, rulebook
from rules.engine.applies import scope_of, why_not
from rules.engine.audit import audit
from rules.engine.context import CheckContext
from rules.engine.digest import dossier_digest
from rules.fast.compiled_checks import compile_checks
from samples.figures import valid_report
from schemas.audit import audit_bytes
from schemas.editions import edition
from schemas.figures import Figures
from schemas.report import from_json, to_json

_FOLDERS = frozenset({"applications", "cells", "proactive", "review", "form"})
_AGENCY = Agency(code="11450000000000000X", name="云岭县水务局", kind="department", jurisdiction="450000")


def _sent(report: Report) -> dict[str, Any]:
    whole = to_json(report)
    kept = ("edition", "title", "agency", "year", "tables", "sections", "lead", "closing")
    data: dict[str, Any] = json.loads(json.dumps({key: whole[key] for key in kept}))
    return data


def _cases(random: Random, count: int) -> Iterator[Report]:
    """Reports as sent: right ones, ones with wrong, negative, large cells, with rows and tables left out."""
    for _ in range(count):
        data = _sent(valid_report(random, random.choice(("2019", "2021"))))
        tables = data["tables"]
        for _ in range(random.choice((0, 0, 0, 1, 1, 2, 9))):
            row = random.choice([*tables["applications"].values(), *tables["proactive"].values(), tables["review"]])
            row[random.randrange(len(row))] = random.choice((0, 1, 2, 7, 30, 99, 12_000, 300_000, -1, -12))
        for name in ("applications", "proactive"):
            if random.randrange(12) == 0:
                del tables[name][random.choice(list(tables[name]))]
        if random.randrange(12) == 0:
            tables[random.choice(("proactive", "applications", "review"))] = None
        if random.randrange(6) == 0 and tables["applications"] and "other.1" in tables["applications"]:
            tables["applications"]["other"] = [0] * 7
            for key in random.choice((("other.1", "other.2", "other.3"), ())):
                del tables["applications"][key]
        yield from_json(data)


def _plainly(report: Report) -> Report:
    """The same report with every cell and label made one by one, which no proof is tried on."""
    return replace(report, cells=dict(report.cells), labels=dict(report.labels))


def _bytes(report: Report, book: Rulebook) -> bytes:
    return audit_bytes(audit(Dossier(report=report, as_of=date(2024, 1, 31), agency=_AGENCY), book))


def _tables(book: Rulebook) -> Rulebook:
    return book.only(rule.id for rule in book.rules if rule.file.split("/")[0] in _FOLDERS)


@pytest.mark.slow
def test_the_short_way_gives_the_same_bytes() -> None:
    """Over hundreds of reports, right and wrong, the rules of the tables answer the same both ways."""
    book, random = _tables(rulebook()), Random(2024)
    clean = broken = 0
    for report in _cases(random, 300):
        assert isinstance(report.cells, Figures)
        short = _bytes(report, book)
        assert short == _bytes(_plainly(report), book)
        clean, broken = clean + (b'"broken"' not in short), broken + (b'"broken"' in short)
    assert clean > 15
    assert broken > 40


def test_the_whole_rulebook_answers_the_same() -> None:
    """The same under all rules."""
    book = rulebook()
    for report in _cases(Random(7), 40):
        assert _bytes(report, book) == _bytes(_plainly(report), book)


def test_most_sums_are_proved_at_once() -> None:
    """On a report that is right, the sums of the form need not be asked one by one."""
    report = from_json(_sent(valid_report(Random(3))))
    assert isinstance(report.cells, Figures)
    proof = compile_checks(rulebook().rules, report.cells.layout, single=False)
    assert {"A01", "A02", "A03", "L01", "C01"} <= proof.passing(report)


def test_a_broken_sum_is_never_proved() -> None:
    """One digit off, and the rule is asked in full."""
    data = _sent(valid_report(Random(3)))
    data["tables"]["applications"]["new"][0] += 1
    report = from_json(data)
    assert isinstance(report.cells, Figures)
    holding = compile_checks(rulebook().rules, report.cells.layout, single=False).passing(report)
    assert {"A01", "A03"}.isdisjoint(holding)
    assert "L01" in holding


def test_what_reads_more_than_the_tables_is_not_proved() -> None:
    """Rules on last year, the units, the text or cells that were not sent are left to be asked."""
    data = _sent(valid_report(Random(3)))
    data["tables"]["review"] = None
    report = from_json(data)
    assert isinstance(report.cells, Figures)
    proof = compile_checks(rulebook().rules, report.cells.layout, single=False)
    assert {"L01", "Y01", "G01", "H02", "H23", "N01"}.isdisjoint(proof.ids)


_SECTIONS = [{"number": form.number, "heading": form.heading} for form in edition("2021").sections]
_PRINTED: tuple[dict[str, Any], ...] = (
    {},
    {"sections": []},
    {"sections": _SECTIONS[:-1]},
    {"sections": _SECTIONS[:3]},
    {"sections": [*_SECTIONS[1:], _SECTIONS[0]]},
    {"extras": [{"table": "proactive", "raw": "政府集中采购", "place": "T1R12C1"}]},
    {"extras": [{"table": "applications", "raw": "其他情况", "place": ""}]},
    {"problems": [{"code": problems.SCANNED, "message": "扫描件", "place": ""}]},
    {"labels": {"applications.new": {"raw": "一、本年新收政务公开申请数量"}}},
    {"labels": {}},
)


def _without(tables: dict[str, Any], row: str) -> dict[str, Any]:
    applications = {key: numbers for key, numbers in tables["applications"].items() if key != row}
    return {**tables, "applications": applications}


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("printed", _PRINTED, ids=range(len(_PRINTED)))
def test_what_is_proved_would_have_passed(printed: dict[str, Any], form: str) -> None:
    """Whatever is printed beside the figures, each rule that is not asked ends as it would have ended."""
    book, random, least = rulebook(), Random(form), {True: 3, False: 0}
    for number in range(20):
        data = _sent(valid_report(random, form)) | {"sections": _SECTIONS} | printed
        if number % 3 == 1:
            data["tables"]["applications"]["new"][random.randrange(7)] += 1
        if number % 3 == 2:
            data["tables"] = _without(data["tables"], random.choice(list(data["tables"]["applications"])))
        dossier = Dossier(report=from_json(data), as_of=date(2024, 1, 31), agency=_AGENCY)
        context = CheckContext(dossier=dossier, edition=edition(form), lists=book.lists)
        assert isinstance(context.report.cells, Figures)
        proof = compile_checks(book.rules, context.report.cells.layout, single=context.amounts.single)
        holding = proof.passing(context.report)
        for name in holding:
            rule = book.by_id[name]
            if not why_not(rule, scope_of(dossier)):
                assert list(rule.check.run(context)) == [], name
        assert len(holding & {"H01", "H24", "H25"}) >= least[not printed and number % 3 < 2]


def test_figures_of_another_form_prove_nothing() -> None:
    """A report of no known form is held against the form of its year, whose sums its layout does not tell."""
    data = _sent(valid_report(Random(3))) | {"edition": None, "year": 2019}
    data["tables"]["proactive"] = {}
    report = from_json(data)
    assert isinstance(report.cells, Figures)
    book = _tables(rulebook())
    assert _bytes(report, book) == _bytes(_plainly(report), book)


@pytest.mark.parametrize("rules", [(), tuple(rule for rule in rulebook().rules if rule.id == "H02")])
def test_nothing_to_prove_proves_nothing(rules: tuple[Rule, ...]) -> None:
    """A book without sums gives an empty proof."""
    report = from_json(_sent(valid_report(Random(3))))
    assert isinstance(report.cells, Figures)
    assert compile_checks(rules, report.cells.layout, single=False).passing(report) == frozenset()


def test_digests_do_not_hang_on_how_cells_are_kept() -> None:
    """The digest sees what the cells say: packed or one by one, and another for every other figure."""
    random, seen = Random(5), set()
    reports = list(_cases(random, 60))
    for report in reports:
        one, other = (Dossier(report=r, as_of=date(2024, 1, 31)) for r in (report, _plainly(report)))
        assert dossier_digest(one) == dossier_digest(other)
        seen.add(dossier_digest(one))
    assert len(seen) == len({json.dumps(to_json(report)) for report in reports})


def test_digests_see_how_numbers_are_packed() -> None:
    """Small numbers and large ones are packed differently, and still the digest is that of the cells one by one."""
    seen = set()
    for number in (0, 1, 255, 256, 65_535, 65_536, -1, 10**12, 10**12 + 1):
        data = _sent(valid_report(Random(3)))
        data["tables"]["applications"]["new"][0] = number
        one, other = (Dossier(report=r, as_of=date(2024, 1, 31)) for r in (from_json(data), _plainly(from_json(data))))
        assert dossier_digest(one) == dossier_digest(other)
        seen.add(dossier_digest(one))
    assert len(seen) == 9


def test_digests_do_not_hang_on_the_order_of_rows() -> None:
    """Two senders who order their rows differently have sent the same report."""
    data = _sent(valid_report(Random(3)))
    tables = data["tables"]
    turned = {name: rows if name == "review" else dict(reversed(rows.items())) for name, rows in tables.items()}
    one, other = from_json(data), from_json(data | {"tables": turned})
    digests = [dossier_digest(Dossier(report=report, as_of=date(2024, 1, 31))) for report in (one, other)]
    assert one == other
    assert digests[0] == digests[1]


@pytest.mark.parametrize("name", [field.name for field in fields(Report) if field.name not in ("cells", "labels")])
def test_digests_see_every_field_of_a_report(name: str) -> None:
    """Absent, or what looks like it: each is another dossier."""
    absent = {field.name: field.default for field in fields(Report)}[name]
    values: Mapping[str, tuple[Any, ...]] = {
        "year": (None, 2023, 2024),
        "signed_on": (None, date(2024, 1, 31), date(2024, 2, 1)),
        "published_on": (None, date(2024, 1, 31), date(2024, 2, 1)),
        "lead": ((), _ONE, _TWO),
        "closing": ((), _ONE, _TWO),
        "sections": ((), *((replace(_BARE, paragraphs=told), _BARE) for told in ((), _ONE, _TWO)), (_BARE,)),
        "extras": ((), (Extra(table="review", raw="x", place=""),), (Extra(table="review", raw="", place="x"),)),
        "surplus": ((), (Surplus(row="review", raw=("1", "2"), place=""),)),
        "problems": ((), (Problem(code="scanned", message="x"),), (Problem(code="scanned", message="", place="x"),)),
        "places": ({}, {"title": "P1"}, {"title": "P2"}, {"year": "P1"}),
    }
    several: tuple[Any, ...] = values.get(name, (None, "", "None", "甲", "甲'", '甲"', "\ud800"))
    dossiers = [Dossier(report=replace(Report(), **{name: one}), as_of=date(2024, 1, 31)) for one in several]
    assert absent is MISSING or absent == several[0]
    assert len({dossier_digest(one) for one in dossiers}) == len(several)


_ONE, _TWO = ((Paragraph(text="甲", place="P1"),), (Paragraph(text="甲", place="P1"), Paragraph(text="", place="")))
_BARE = Section(number=1, heading="一、总体情况", place="P0")


def test_digests_of_many_headings_stay_apart() -> None:
    """Headings are remembered by themselves, never mistaken for one another, and forgotten in time."""
    many = [(replace(_BARE, heading=f"一、{number}"),) for number in range(600)]
    for _ in range(2):
        dossiers = [Dossier(report=Report(sections=one), as_of=date(2024, 1, 31)) for one in many]
        assert len({dossier_digest(one) for one in dossiers}) == len(many)
    alike = Dossier(report=Report(sections=(replace(many[0][0]),)), as_of=date(2024, 1, 31))
    assert dossier_digest(alike) == dossier_digest(Dossier(report=Report(sections=many[0]), as_of=date(2024, 1, 31)))


def test_many_senders_are_served_and_forgotten() -> None:
    """However many ways of ordering rows there are, each report is audited as before."""
    book, random = rulebook().only(["A01"]), Random(11)
    data = _sent(valid_report(random))
    expected = _bytes(_plainly(from_json(data)), book)
    for _ in range(300):
        rows = list(data["tables"]["applications"].items())
        random.shuffle(rows)
        data["tables"]["applications"] = dict(rows)
        assert _bytes(from_json(data), book) == expected


def test_digests_of_many_calendars_stay_apart() -> None:
    """Nouns that last are remembered by themselves, never mistaken for one another, and forgotten in time."""
    calendars = [Calendar(extensions=(_moved(number),)) for number in range(300)]
    digests = [dossier_digest(Dossier(as_of=date(2024, 1, 31), calendar=one)) for one in calendars]
    assert len(set(digests)) == len(digests)
    assert digests == [dossier_digest(Dossier(as_of=date(2024, 1, 31), calendar=one)) for one in calendars]


def _moved(number: int) -> Extension:
    return Extension(year=2023, until=date(2024, 2, 1), reason=f"原因{number}", approver="县政府办公室")
