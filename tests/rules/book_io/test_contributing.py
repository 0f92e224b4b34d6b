"""The walk through "add one rule" in CONTRIBUTING.md is true: followed to the letter, it gives a rule that holds."""

import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from filings.finding import Status
from gateway.cli import cli
from rules.book_io.examples import failures
from rules.book_io.handbook import handbook
from rules.book_io.load import read_rule
from rules.book_io.rulebook import Rulebook, load_book, rulebook

GUIDE = (Path(__file__).parents[3] / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    """The book with the file of the guide added to it, and nothing else."""
    for part in ("book", "lists"):
        shutil.copytree(Path(str(files("rules") / part)), tmp_path / part)
    block = re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    assert block is not None
    text = re.sub(r"^   ", "", block[1], flags=re.MULTILINE)
    (tmp_path / "book" / "proactive" / "B99.toml").write_text(text, encoding="utf-8")
    return load_book(tmp_path)


def test_the_example_of_the_guide_is_a_rule_that_holds(book: Rulebook) -> None:
    """One file makes the rule: it loads, its examples hold word for word, and the handbook has its page."""
    rule = book.by_id["B99"]
    assert book.by_id.keys() == rulebook().by_id.keys() | {"B99"}  # which may be there: whoever reads the guide adds it
    assert list(failures(book, [rule])) == []
    assert {Status.BROKEN, Status.PASSED} <= {example.outcome for example in rule.examples}
    assert len(rule.examples) >= 3
    assert rule.origin
    assert "### B99 " in handbook(book)


def test_a_draft_is_a_copy_under_the_new_number(tmp_path: Path) -> None:
    """``gouji rules new`` writes a file that loads, with the place for the reason, and never over another."""
    words = ["rules", "new", "B98", "--like", "B05", "--into", str(tmp_path)]
    assert CliRunner().invoke(cli, words).exit_code == 0
    drafted = read_rule("B98.toml", (tmp_path / "B98.toml").read_bytes(), rulebook().lists.names)
    assert (drafted.id, drafted.check) == ("B98", rulebook().by_id["B05"].check)
    assert drafted.origin
    again = CliRunner().invoke(cli, words)
    assert again.exit_code == 2
    assert "写不了" in again.output


def test_one_rule_is_tested_by_its_number() -> None:
    """Only the rules that are named are counted; an unknown number is told with the next step."""
    one = CliRunner().invoke(cli, ["rules", "test", "B05", "A01"])
    assert (one.exit_code, one.output.split("，")[0]) == (0, "2条规则")
    unknown = CliRunner().invoke(cli, ["rules", "test", "B77"])
    assert unknown.exit_code == 2
    assert "gouji rules list" in unknown.output
