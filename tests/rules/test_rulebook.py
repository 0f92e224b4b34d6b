"""A county's overlay: what it may change, what it may not, and the hash that tells the books apart."""

from typing import Any

import pytest

from filings.errors import RulebookError
from filings.finding import Severity
from rules.rulebook import overlaid, rulebook

BOOK = rulebook()


def _overlay(**rules: Any) -> dict[str, Any]:  # noqa: ANN401 - as read from TOML
    return {"rules": rules}


def test_a_county_may_change_severity_and_switch_rules() -> None:
    """A hint becomes a demand, a rule falls silent; every other rule is the very same, in the same order."""
    book = overlaid(BOOK, _overlay(B01={"severity": "must_fix"}, A02={"active": False}))
    assert book.by_id["B01"].severity is Severity.MUST_FIX
    assert not book.by_id["A02"].active
    assert [rule.id for rule in book.rules] == [rule.id for rule in BOOK.rules]
    assert all(book.by_id[rule.id] is rule for rule in BOOK.rules if rule.id not in ("A02", "B01"))


def test_a_countys_own_basis_stands_beside_the_law() -> None:
    """A local notice is added to what a finding cites and never takes the place of the law."""
    own = overlaid(BOOK, _overlay(A01={"basis": ["云政办〔2024〕3号"]})).by_id["A01"]
    assert own.basis == (*BOOK.by_id["A01"].basis, "云政办〔2024〕3号")
    assert (own.severity, own.active) == (BOOK.by_id["A01"].severity, BOOK.by_id["A01"].active)


def test_the_hash_names_the_book_that_was_applied() -> None:
    """An audit says under which book it was made: each overlay has its own hash, however its lines are ordered."""
    one = _overlay(A01={"active": False, "severity": "hint"}, A02={"active": False})
    turned = _overlay(A02={"active": False}, A01={"severity": "hint", "active": False})
    other = _overlay(A01={"active": False, "severity": "hint"}, A02={"active": True})
    hashes = {overlaid(BOOK, overlay).hash for overlay in (one, turned, other)} | {BOOK.hash}
    assert overlaid(BOOK, one).hash == overlaid(BOOK, turned).hash
    assert len(hashes) == 3


def test_the_shipped_book_stays_as_it_is() -> None:
    """One county's overlay is nothing to the next county."""
    overlaid(BOOK, _overlay(A01={"active": False}))
    assert rulebook().by_id["A01"].active


@pytest.mark.parametrize(
    ("overlay", "told"),
    [
        (_overlay(Z99={"active": False}), "county.toml：没有规则 Z99"),
        (_overlay(A01={"message": "别的话", "check": "zero"}), "county.toml：A01 不能改“check、message”"),
        (_overlay(N02={"severity": "must_fix"}), "county.toml：N02 依据的是行文，最高只能是 verify"),
        (_overlay(A01={"severity": "fatal"}), "county.toml：A01 的“severity”只能是：must_fix、verify、hint"),
        (_overlay(A01={"active": "no"}), "county.toml：A01 的“active”只能是 true 或者 false"),
        (_overlay(A01={"basis": "本县通知"}), "county.toml：A01 的“basis”应当是一个列表"),
        (_overlay(A01={"basis": [3]}), "county.toml：A01 的“basis”应当是一个列表"),
        (_overlay(A01=False), "county.toml：A01 的改动要写在 [rules.A01] 下面"),
        ({"A01": {"active": False}}, "county.toml：不认识“A01”；改动要写在 [rules.规则编号] 下面"),
    ],
)
def test_an_overlay_that_does_not_hold_is_refused(overlay: dict[str, Any], told: str) -> None:
    """Nothing is half applied and nothing passed over in silence: the file and what is wrong in it are named."""
    with pytest.raises(RulebookError) as refused:
        overlaid(BOOK, overlay, "county.toml")
    assert str(refused.value).startswith(told)


def test_running_text_may_be_asked_about_but_not_returned_for() -> None:
    """The cap on rules of wording leaves the two lower severities to the county."""
    for severity in (Severity.VERIFY, Severity.HINT):
        assert overlaid(BOOK, _overlay(N02={"severity": severity.value})).by_id["N02"].severity is severity
