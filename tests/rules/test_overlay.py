"""A county's changes: what they may be, what they do to an audit, and that they stand under the hash."""

from datetime import date

import pytest

from filings.dossier import Dossier
from filings.errors import RulebookError
from filings.finding import Severity, Status
from rules.clean import clean_report
from rules.engine import audit
from rules.overlay import overlaid, read_overlay
from rules.rulebook import rulebook

BOOK = rulebook()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[rules.T21", "不是合格的 TOML"),
        ("rules = 3", "每条规则写成"),
        ("[other.T21]", "每条规则写成"),
        ("[rules]\nT21 = 1", "每条规则写成"),
        ("[rules.T21]\nmessage = 'x'", "T21 不能改“message”"),
        ("[rules.T21]\nactive = 'yes'", "active 只能是 true 或 false"),
        ("[rules.T21]\nseverity = 'grave'", "severity 只能是：must_fix、verify、hint"),
        ("[rules.T21]\nbasis = '某文件'", "basis 应当是一个列表"),
        ("[rules.T21]\nbasis = ['']", "basis 应当是一个列表"),
    ],
)
def test_what_is_no_overlay_is_refused_with_the_place(text: str, said: str) -> None:
    """Each refusal names the file, the rule and what may stand there."""
    with pytest.raises(RulebookError, match=r"本县\.toml：") as refused:
        read_overlay(text, "本县.toml")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [("[rules.Q99]", "没有规则 Q99"), ("[rules.N01]\nseverity = 'must_fix'", "最高只能是 verify")],
)
def test_what_does_not_fit_the_rulebook_is_refused(text: str, said: str) -> None:
    """A rule that is not there, and a rule about wording made graver than wording can be certain."""
    with pytest.raises(RulebookError, match=said):
        overlaid(BOOK, read_overlay(text, "本县.toml"), "本县.toml")


def test_a_rule_is_switched_made_lighter_and_given_a_local_basis() -> None:
    """The audit follows: the rule is asked or not, and its findings carry severity and basis."""
    text = "[rules.T21]\nactive = true\n[rules.H20]\nactive = false\n"
    text += "[rules.A01]\nseverity = 'verify'\nbasis = ['云政办发〔2024〕3号']"
    book = overlaid(BOOK, read_overlay(text, "本县.toml"))
    dossier = Dossier(as_of=date(2024, 1, 31), report=clean_report("2021", 2023))
    outcomes = {one.rule: one for one in audit(dossier, book).outcomes}
    assert not BOOK.by_id["T21"].active
    assert "没有启用" not in outcomes["T21"].reason
    assert (outcomes["H20"].status, outcomes["H20"].reason) == (Status.NOT_APPLICABLE, "本县没有启用这条规则")
    assert book.by_id["A01"].severity is Severity.VERIFY
    assert book.by_id["A01"].basis[-1] == "云政办发〔2024〕3号"
    assert [rule.id for rule in book.rules] == [rule.id for rule in BOOK.rules]


def test_the_changes_stand_under_the_hash() -> None:
    """Other changes, another hash; the same ones in another order, the same; none, the book itself."""
    one = read_overlay("[rules.T21]\nactive = true\n[rules.H20]\nactive = false", "a")
    hashes = {overlaid(BOOK, changes).hash for changes in (one, one[:1], one[1:], ())}
    assert len(hashes) == 4
    assert overlaid(BOOK, one[::-1]).hash == overlaid(BOOK, one).hash
    assert overlaid(BOOK, ()) is BOOK
