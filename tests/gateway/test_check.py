"""``gouji check`` and its neighbours: formats, exit statuses, folders, stdin."""

import json
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from filings.errors import UsageError
from filings.finding import Finding, Severity, Suspect
from filings.suspicion import grouped
from gateway.cli import cli
from samples.county import document
from schemas.validate import faults

_RIGHT = "行政审批局2025年度报告.docx"
_WRONG = "水务局2025年度报告.docx"
_ASKED = "交通运输局年报（终稿）.docx"
_DAY = ("--as-of", "2026-01-25")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports of the made-up county: one right, one wrong, one to be verified."""
    for name in (_RIGHT, _WRONG, _ASKED):
        (tmp_path / name).write_bytes(document(name))
    return tmp_path


def _gouji(*words: object, data: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], input=data)


@pytest.mark.parametrize(
    ("name", "fail_on", "status"),
    [
        (_RIGHT, "must_fix", 0),
        (_WRONG, "must_fix", 1),
        (_WRONG, "never", 0),
        (_ASKED, "must_fix", 0),
        (_ASKED, "verify", 1),
        (_RIGHT, "hint", 0),
    ],
)
def test_the_exit_status_follows_the_gravest_finding(folder: Path, name: str, fail_on: str, status: int) -> None:
    """0 below the threshold, 1 at or above it."""
    assert _gouji("check", folder / name, *_DAY, "--fail-on", fail_on).exit_code == status


def test_an_unreadable_document_is_status_1_whatever_the_threshold(tmp_path: Path) -> None:
    """What could not be read is never a pass."""
    (tmp_path / "空.docx").write_bytes(b"")
    assert _gouji("check", tmp_path / "空.docx", *_DAY, "--fail-on", "never").exit_code == 1


def test_a_file_that_is_not_there_is_status_2() -> None:
    """The one line names the file and says what to do."""
    done = _gouji("check", "没有.docx")
    assert done.exit_code != 0
    assert "没有找到 没有.docx" in str(done.exception)


def test_the_output_is_an_array_however_many_documents_there_are(folder: Path) -> None:
    """One rule: an element a document, each by the published schema, and Chinese stands unescaped."""
    one = _gouji("check", folder / _WRONG, *_DAY, "--format", "json")
    assert "申请收支不平衡" in one.stdout
    (alone,) = json.loads(one.stdout)
    assert list(faults("audit", alone)) == []
    several = json.loads(_gouji("check", folder, *_DAY, "--format", "json").stdout)
    assert [audit["verdict"] for audit in several] == ["explain", "must_fix", "clean"]


def test_the_same_run_gives_the_same_bytes(folder: Path) -> None:
    """Nothing of the clock or of the order of runs is in the result."""
    words = ("check", folder, *_DAY, "--format", "json")
    assert _gouji(*words).stdout == _gouji(*words).stdout


def test_stdin_is_a_document(folder: Path) -> None:
    """``-`` reads what is piped in, and the content decides its format."""
    piped = _gouji("check", "-", *_DAY, "--format", "json", data=(folder / _WRONG).read_bytes())
    assert json.loads(piped.stdout)[0]["verdict"] == "must_fix"


def test_sarif_names_rules_places_and_fingerprints(folder: Path) -> None:
    """One run, one result a finding, each with a rule that is listed."""
    log = json.loads(_gouji("check", folder / _WRONG, *_DAY, "--format", "sarif").stdout)
    run = log["runs"][0]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} == {"A01", "A02", "A03"} <= rules
    assert all(result["partialFingerprints"]["gouji/v1"] for result in run["results"])
    assert {result["level"] for result in run["results"]} == {"error"}


def test_the_text_says_place_reason_and_next_step(folder: Path) -> None:
    """A clerk reads where it is, what is wrong, how to mend it, on which basis, and which cell is probably wrong."""
    text = _gouji("check", folder / _WRONG, *_DAY).stdout.replace("\n", "").replace(" ", "")
    for words in (
        "必须修改",
        "位置：第三部分表格“自然人”列",
        "相差27。",
        "怎么改：",
        "依据：",
        "由41改为14，可消除3条",
    ):
        assert words in text


def test_findings_stand_under_the_cell_that_explains_them(folder: Path) -> None:
    """One wrong cell is told once, before the three sums that it breaks; rivals stand together."""
    text = _gouji("check", folder / _WRONG, *_DAY).stdout
    order = [text.index(words) for words in ("疑似错格", "下面3条由此而来：", " A01 ", " A02 ", " A03 ", "校验结论")]
    assert order == sorted(order)
    plain = Finding(
        rule="L01", title="", severity=Severity.MUST_FIX, message="", place="", refs=(), places=(), facts={}, basis=(),
        fix="", fingerprint="a", facts_digest="",
    )  # fmt: skip
    other = replace(plain, fingerprint="b")
    rivals = [Suspect(cells=(), mends=("a",), cause="甲"), Suspect(cells=(), mends=("a",), cause="乙")]
    lone = Suspect(cells=(), mends=(), cause="丙")
    audit = SimpleNamespace(findings=(other, plain), suspects=(*rivals, lone))
    assert grouped(audit) == [([], [other]), (rivals, [plain]), ([lone], [])]  # type: ignore[arg-type]


def test_several_documents_end_in_a_summary(folder: Path) -> None:
    """共3份, and how many of each verdict."""
    assert "共3份：✓ 校验通过1份，△ 请核实1份，✕ 必须修改1份" in _gouji("check", folder, *_DAY).stdout


def test_last_years_report_brings_the_carry_over(folder: Path) -> None:
    """With ``--previous`` the rules about last year run; without it they say why they did not."""
    before = folder / "水务局2024年度报告.docx"
    before.write_bytes(document(before.name))
    for words, status in (((), "not_applicable"), (("--previous", before), "passed")):
        audit = json.loads(_gouji("check", folder / _WRONG, *_DAY, *words, "--format", "json").stdout)[0]
        assert next(outcome for outcome in audit["outcomes"] if outcome["rule"] == "Y01")["status"] == status


def test_a_report_of_another_year_or_body_is_not_taken_for_last_years(folder: Path) -> None:
    """The report itself given as last year's is not compared with, and the terminal says why."""
    run = _gouji("check", folder / _RIGHT, *_DAY, "--previous", folder / _RIGHT, "--format", "json")
    reason = next(one["reason"] for one in json.loads(run.stdout)[0]["outcomes"] if one["rule"] == "Y01")
    assert reason == "给的上年报告是2025年度的，不是2024年度的，没有和上年比较"
    assert reason in run.stderr
    other = folder / "水务局2024年度报告.docx"
    other.write_bytes(document(other.name))
    assert "给的上年报告是“云岭县水务局”的" in _gouji("check", folder / _RIGHT, *_DAY, "--previous", other).stderr
    other.write_bytes(b"")
    assert "给的上年报告没有读出来" in _gouji("check", folder / _RIGHT, *_DAY, "--previous", other).stderr


def test_another_bodys_report_is_compared_only_where_someone_says_so(folder: Path) -> None:
    """Last year's report of another body is refused with the reason; ``--predecessor`` takes it as the body's own."""
    other = folder / "水务局2024年度报告.docx"
    other.write_bytes(document(other.name))
    given = ("check", folder / _RIGHT, *_DAY, "--previous", other, "--format", "json")
    for words, refused in (((), True), (("--predecessor",), False)):
        run = _gouji(*given, *words)
        outcome = next(one for one in json.loads(run.stdout)[0]["outcomes"] if one["rule"] == "Y01")
        assert (outcome["status"] == "not_applicable") is refused
        assert ("没有和上年比较" in run.stderr) is refused
        assert ("不是“" in outcome.get("reason", "")) is refused


def test_a_countys_own_file_changes_the_rules(folder: Path) -> None:
    """``--rules``: what the county demands is demanded, and the hash of the rulebook tells."""
    own = folder / "本县.toml"
    own.write_text('[rules.T20]\nseverity = "verify"\n[rules.H19]\nactive = false\n', encoding="utf-8")
    plain, ours = (
        json.loads(_gouji("check", folder / _RIGHT, *_DAY, *words, "--format", "json").stdout)[0]
        for words in ((), ("--rules", own))
    )
    assert plain["rulebook"]["hash"] != ours["rulebook"]["hash"]
    reason = next(one["reason"] for one in ours["outcomes"] if one["rule"] == "H19")
    assert reason == "本县没有启用这条规则"


def test_a_date_of_receipt_brings_the_deadline(folder: Path) -> None:
    """Received on 3 February, a department is three days late."""
    words = ("check", folder / _RIGHT, "--as-of", "2026-02-05", "--received", "2026-02-03", "--format", "json")
    (audit,) = json.loads(_gouji(*words).stdout)
    assert [finding["rule"] for finding in audit["findings"]] == ["D15"]
    assert "晚报3天" in audit["findings"][0]["message"]


def test_a_named_kind_is_not_said_to_be_guessed(folder: Path) -> None:
    """``--agency`` and ``--kind`` are taken at their word."""
    words = ("check", folder / _RIGHT, *_DAY, "--agency", "云岭县行政审批局", "--kind", "township", "--format", "json")
    report = json.loads(_gouji(*words).stdout)[0]["report"]
    assert (report["kind"], report["kind_inferred"]) == ("township", False)


def test_what_was_read_can_be_seen(folder: Path) -> None:
    """``gouji read`` shows title, tables and dates, and gives the published JSON."""
    assert "云岭县行政审批局" in _gouji("read", folder / _RIGHT).stdout
    data = json.loads(_gouji("read", folder / _RIGHT, "--format", "json").stdout)
    assert list(faults("report", data)) == []
    assert data["tables"]["applications"]["new"] == [12, 3, 0, 0, 1, 0, 16]


def test_a_rule_explains_itself() -> None:
    """Identity, basis, how to mend it and a worked example, offline; an unknown id is refused."""
    text = _gouji("explain", "a01").stdout
    for words in ("A01 申请收支不平衡", "国办公开办函〔2021〕30号", "少记一件"):
        assert words in text
    assert _gouji("explain", "Q77").exit_code != 0


def test_the_rulebook_can_be_listed_and_tested() -> None:
    """The list names each rule with its severity; the test compares every example; the checks are a closed set."""
    assert "A01  必须修改  申请收支不平衡" in _gouji("rules", "list").stdout
    assert _gouji("rules", "test").exit_code == 0
    assert "balance  " in _gouji("rules", "checks").stdout


def test_a_change_of_the_rules_shows_its_effect(folder: Path, tmp_path: Path) -> None:
    """Switching a rule off makes its findings vanish, and nothing else."""
    same, less = tmp_path / "same.toml", tmp_path / "less.toml"
    same.write_text("")
    less.write_text("[rules.A01]\nactive = false\n")
    lines = _gouji("rules", "effect", same, less, folder / _WRONG).stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("－")
    assert "A01" in lines[0]


def test_coverage_counts_how_each_rule_ended(folder: Path) -> None:
    """One line a rule, with how often it held, broke and did not run."""
    lines = _gouji("rules", "coverage", folder).stdout.splitlines()
    assert "A01  成立2  不成立1  未核对0  申请收支不平衡" in lines


def test_without_a_command_there_is_a_short_guide() -> None:
    """A newcomer sees the first things to try, and it is no error."""
    done = _gouji()
    assert done.exit_code == 0
    assert "gouji check" in done.stdout


def test_what_was_not_checked_is_told_by_group_with_what_to_add(folder: Path) -> None:
    """Without last year's report and a date of receipt the groups say which option brings them; given, they vanish."""
    before = folder / "水务局2024年度报告.docx"
    before.write_bytes(document(before.name))
    bare = "".join(_gouji("check", folder / _WRONG, *_DAY).stdout.split())
    assert "（加--previous去年的报告）" in bare
    assert "报送期限1条（加--received收到日期）" in bare
    counted = [int(number) for number in re.findall(r"(\d+)条", bare.rpartition("没有核对：")[2])]
    assert sum(counted) == int(re.findall(r"(\d+)条没有核对：", bare)[0])
    given = "".join(
        _gouji("check", folder / _WRONG, *_DAY, "--previous", before, "--received", "2026.1.20").stdout.split()
    )
    assert "--previous" not in given
    assert "--received" not in given


def test_signs_that_steer_a_terminal_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    """A file name with escape sequences, a line break or a mark that turns writing round is shown escaped."""
    evil = tmp_path / "报告\x1b[2J\u202e\n.txt"
    evil.write_bytes(document("卫健局2025.txt"))
    said = _gouji("check", evil, *_DAY).stdout
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "\\x1b[2J\\u202e\\x0a.txt" in said.replace("\n", "")


def test_one_cell_behind_three_findings_is_told_as_one(folder: Path) -> None:
    """The conclusion counts the cells that are probably wrong beside the findings; a clean report has no such word."""
    assert "必须修改3处，疑似1格有误，涉及3条。" in "".join(_gouji("check", folder / _WRONG, *_DAY).stdout.split())
    assert "疑似" not in _gouji("check", folder / _RIGHT, *_DAY).stdout


def test_a_readable_copy_is_checked_in_place_of_what_cannot_be_read(folder: Path) -> None:
    """The same verdict as of the copy alone, with one sentence that nothing was compared; one report at a time."""
    sealed = folder / "盖章.pdf"
    sealed.write_bytes(b"%PDF-1.7 nothing that opens")
    said = _gouji("check", sealed, "--readable", folder / _RIGHT, *_DAY)
    assert said.exit_code == 0
    assert "C22" in said.output
    assert "S01" not in said.output
    several = _gouji("check", folder / _RIGHT, folder / _WRONG, "--readable", folder / _RIGHT)
    assert isinstance(several.exception, UsageError)
