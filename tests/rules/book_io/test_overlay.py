"""A county's own changes: what they may change, from when, and that they leave their mark in the hash."""

from datetime import date
from pathlib import Path

import pytest

from filings.errors import RulebookError
from filings.finding import Audit, Severity, Status
from rules.book_io.examples import dossier_of
from rules.book_io.overlay import overlay_of, read_overlay
from rules.book_io.rulebook import Rulebook, rulebook
from rules.engine.audit import audit
from workers.countybook import county_rulebook

BOOK = rulebook()


def _book(text: str) -> Rulebook:
    return overlay_of(text, "rules.toml", BOOK)


def _audit(book: Rulebook, text: str, day: date = date(2024, 4, 1)) -> Audit:
    given = {"section": {"1": text}, "as_of": day}
    return audit(dossier_of(given, BOOK.by_id["W08"]), book)


def _severity(book: Rulebook, day: date = date(2024, 4, 1)) -> str:
    found = _audit(book, "以公开为原则，不公开为例外。", day).findings
    return next(one.severity.value for one in found if one.rule == "W08")


def test_severity_and_basis_may_be_changed() -> None:
    """The finding carries the county's severity, and its own basis behind the rule's."""
    book = _book('[rules.W08]\nseverity = "verify"\nbasis = ["云岭县2024年年报通知"]')
    (found,) = (one for one in _audit(book, "以公开为原则，不公开为例外。").findings if one.rule == "W08")
    assert found.severity is Severity.VERIFY
    assert found.basis == (*BOOK.by_id["W08"].basis, "云岭县2024年年报通知")


def test_a_rule_may_be_switched_off_and_a_guess_on() -> None:
    """Off, it says so; on, it is asked."""
    off, on = _book("[rules.W08]\nactive = false"), _book("[rules.H16]\nactive = true")
    outcome = {one.rule: one for one in _audit(off, "以公开为原则。").outcomes}["W08"]
    assert (outcome.status, outcome.reason) == (Status.NOT_APPLICABLE, "本县没有启用这条规则")
    status = {one.rule: one.status for one in _audit(on, "公开信息5条。").outcomes}["H16"]
    assert status is not Status.NOT_APPLICABLE


def test_a_change_holds_from_its_first_day_to_its_last() -> None:
    """Audits as of a day are made under what held on that day."""
    book = _book('[rules.W08]\nseverity = "verify"\nsince = 2024-02-01\nuntil = 2024-04-30')
    days = (date(2024, 1, 31), date(2024, 2, 1), date(2024, 4, 30), date(2024, 5, 1))
    assert [_severity(book, day) for day in days] == ["hint", "verify", "verify", "hint"]
    assert book.on(days[1]) is book.on(days[2])
    assert BOOK.on(days[1]) is BOOK


def test_a_county_may_add_words_to_a_list() -> None:
    """W17 has no names of its own: with a county's list it speaks."""
    text = (
        "[rules.W17]\nactive = true\n[lists.officials]\n[[lists.officials.term]]\n"
        'text = "张某某县长"\nuntil_year = 2022\nfrom_year = 2019\ninstead = "李某某县长"'
    )
    book = _book(text)
    assert any("张某某县长" in term.text for term in book.lists["officials"].terms)
    assert not any("张某某县长" in term.text for term in BOOK.lists["officials"].terms)


def test_every_change_leaves_its_mark_in_the_hash() -> None:
    """Severity, days, basis and words each give another hash; the same text the same one."""
    texts = (
        '[rules.W08]\nseverity = "verify"',
        '[rules.W08]\nseverity = "verify"\nsince = 2024-01-01',
        '[rules.W08]\nbasis = ["通知"]',
        '[lists.officials]\nterms = ["张某某县长"]',
    )
    hashes = [_book(text).hash for text in texts]
    assert len({BOOK.hash, *hashes}) == 5
    assert hashes == [_book(text).hash for text in texts]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[rules.W08]\nactive = false\n\n[rules.Q99]\nactive = true", 4, "没有规则 Q99"),
        ("[rules.W08]\nactive = false\nmessage = '改'", 3, "W08 不能改“message”"),
        ("[rules.W08]\nactive = 'no'", 2, "“active”写法不对"),
        ("[rules.W08]\nbasis = [3]", 2, "“basis”写法不对"),
        ("[rules.W08]\nseverity = 'fatal'", 2, "只能是：must_fix、verify、hint"),
        ("[rules.A01]\nactive = true\n[rules.W08]\nseverity = 'must_fix'", 4, "最高只能是 verify"),
        ("[rules.W08]\nsince = 2024-02-01\nuntil = 2024-01-01", 3, "until 早于 since"),
        ("about = '本县'\n[rule.W08]\nactive = true", 2, "没有“rule”这个名目"),
        ("[lists.nothing]\nterms = ['词']", 1, "没有词表 nothing"),
        ("[lists.officials]\nwords = ['词']", 2, "没有“words”这个名目"),
        ('[lists.officials]\n[[lists.officials.term]]\ntext = "甲"\npattern = "(a+)+$"', 4, "没有“pattern”这个名目"),
    ],
)
def test_a_bad_file_is_refused_with_file_and_line(text: str, line: int, says: str) -> None:
    """Unknown rules, keys, lists and values; a pattern is no key of anything, so none can backtrack."""
    with pytest.raises(RulebookError) as refused:
        _book(text)
    assert str(refused.value).startswith(f"rules.toml:{line}：")
    assert says in str(refused.value)


def test_what_is_no_toml_is_refused() -> None:
    """With the parser's own words."""
    with pytest.raises(RulebookError, match="不是合格的 TOML"):
        _book("[rules.W08")


def test_the_workers_take_the_file_of_the_house(tmp_path: Path) -> None:
    """``rules.toml`` in the folder of all data; without it the book as it ships."""
    assert county_rulebook(tmp_path) is BOOK
    file = tmp_path / "rules.toml"
    file.write_text('[rules.W08]\nseverity = "verify"\n', encoding="utf-8")
    assert county_rulebook(tmp_path).hash == read_overlay(file, BOOK).hash != BOOK.hash


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules = 3", "本县.toml:1：rules 的内容要一段一段写"),
        ("lists = 3", "本县.toml:1：lists 的内容要一段一段写"),
        ("[lists]\ntypos = 3", "本县.toml:1：lists 的内容要一段一段写"),
        ("[rules]\nA01 = false", "本县.toml:2：A01 的改动要写在 [rules.A01] 下面"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(text: str, said: str) -> None:
    """A value where a table belongs is told like any other fault."""
    with pytest.raises(RulebookError) as refused:
        overlay_of(text, "本县.toml", BOOK)
    assert str(refused.value).startswith(said)
