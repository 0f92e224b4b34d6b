"""The handbook says everything a rule file says, and the same every time."""

import re
from dataclasses import replace

import pytest

from rules.book_io.handbook import handbook, rule_page
from rules.book_io.rule import Example, Rule
from rules.book_io.rulebook import rulebook

BOOK = rulebook()
TEXT = handbook(BOOK)


def test_it_is_the_same_every_time() -> None:
    """The same book gives the same text, which ends in one line break."""
    assert handbook(BOOK) == TEXT
    assert TEXT.endswith("\n")
    assert not TEXT.endswith("\n\n")


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_every_rule_has_its_page(rule: Rule) -> None:
    """Title, words, basis, message, fix and each expected sentence stand on the page, and the contents name it."""
    page = rule_page(rule)
    assert page in TEXT
    assert f"  - {rule.id} {rule.title}（" in TEXT
    sentences = (sentence for example in rule.examples for sentence in example.expect)
    words = (rule.fix, rule.message, *rule.basis, *(example.title for example in rule.examples), *sentences)
    assert all(part.replace("|", "／").replace("\n", " ") in page for part in words)
    assert rule.says in page


def test_tables_are_not_broken() -> None:
    """Every row of a table has two cells."""
    rows = [line for line in TEXT.split("\n") if line.startswith("| ")]
    assert rows
    assert all(line.count("|") == 3 for line in rows)


def test_linear_rules_show_their_equations() -> None:
    """Sums are told in words, for each form that prints the cells."""
    page = rule_page(BOOK.by_id["A01"])
    assert "算式" in page
    assert "“本年新收”行“自然人”列 ＋ 第三部分表格“上年结转”行“自然人”列 ＝" in page
    assert "算式" not in rule_page(BOOK.by_id["H01"])


def test_equations_of_another_form_are_left_out() -> None:
    """A rule for one form shows the equations of that form only."""
    page = rule_page(replace(BOOK.by_id["A01"], editions=("2019",)))
    assert "2019版" in page
    assert "2021版算式" not in page


def test_limits_of_a_rule_are_told() -> None:
    """Years, forms, kinds, tags, what it gives way to, and whether it is switched off."""
    rule = replace(
        BOOK.by_id["H01"],
        since=2021,
        until=2024,
        editions=("2021",),
        kinds=("township", "water"),
        tags=("licensing",),
        after=("H02",),
        active=False,
    )
    page = rule_page(rule)
    for words in (
        "2021至2024年度",
        "2021版",
        "乡镇、街道、water",
        "| 适用职能 | 行政许可 |",
        "| 不重复报 | 同一处已由 H02 指出的，不再报这一条 |",
        "默认不启用",
    ):
        assert words in page


def test_given_values_are_written_in_one_line() -> None:
    """Nested keys, lists and blanks are shown; long texts are cut; a missing sentence is told by its outcome."""
    examples = (
        Example(title="长", given={"lead": "字" * 200, "last": {}}, outcome="passed"),
        Example(title="空", given={"review": {"reconsideration": [1, "", {"a": True}]}}, outcome="not_applicable"),
    )
    page = rule_page(replace(BOOK.by_id["H01"], examples=examples))
    assert "字" * 60 + "……" in page
    assert "第四部分表格“行政复议”：1、空白、`a`：是" in page
    assert re.search(r"- 长（.*）：不报\n", page)
    assert "：不核对" in page
