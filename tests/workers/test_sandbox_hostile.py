"""Hostile files in the sandbox: bounded, one sentence each, and the next document is read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from filings import problems
from filings.report import Report
from gateway.cli import cli
from samples import hostile, hostile_office
from workers.sandbox import Limits, Sandbox

_SOUND = "云岭县水务局2023年政府信息公开工作年度报告\n一、总体情况\n2023年，我局做好公开工作。\n".encode()
_CRAFTED = {**hostile.crafted(), **hostile_office.crafted()}
_POLYGLOTS = {"polyglot_pdf_then_zip.pdf", "polyglot_zip_with_pdf_inside.xlsx"}
_MUTATED = 600


def _peak(pid: int) -> int:
    """The most memory that a process had at once, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmPeak:"))) * 1024


def _only(report: Report) -> str:
    assert [problem.code for problem in report.problems if problem.code == problems.UNREADABLE] == ["unreadable"]
    return next(problem.message for problem in report.problems if problem.code == problems.UNREADABLE)


def test_crafted_files_are_refused_and_the_child_goes_on() -> None:
    """Every kind of bad file, one after the other: a sentence that says what to do, and no child is lost."""
    with Sandbox() as sandbox:
        sandbox.read(_SOUND, "好.txt")
        child = sandbox.pid
        for name in sorted(set(_CRAFTED) - _POLYGLOTS):
            message = _only(sandbox.read(_CRAFTED[name], name))
            assert message.endswith("。"), name
            assert "请" in message, name
            assert sandbox.pid == child, name
        assert sandbox.read(_SOUND, "好.txt").year == 2023


@pytest.mark.parametrize("name", sorted(hostile_office.odd()))
def test_odd_files_are_read_with_a_word(name: str) -> None:
    """Macros, signatures, wrong names, two files in one: read all the same, and what must be said is said."""
    data, word = hostile_office.odd()[name]
    with Sandbox() as sandbox:
        report = sandbox.read(data, name)
    assert problems.UNREADABLE not in {problem.code for problem in report.problems}
    assert report.sections
    assert word in "".join(problem.message for problem in report.problems)


def test_six_hundred_damaged_files_stay_within_the_limits() -> None:
    """One child after another reads them: a problem for each, no more memory than allowed, and none is left behind."""
    limits = Limits()
    highest = 0
    sources = {
        extension: data for extension, data in hostile.whole().items() if extension != "png"
    }  # has its own child
    with Sandbox(limits) as sandbox:
        for name, data in hostile.mutated(_MUTATED, seed=11, sources=sources):
            assert sandbox.read(data, name).problems, name
            if sandbox.pid is not None:
                assert _address_space(sandbox.pid) == limits.memory
                highest = max(highest, _peak(sandbox.pid))
        assert sandbox.read(_SOUND, "好.txt").year == 2023
    assert 0 < highest <= limits.memory


def _address_space(pid: int) -> int:
    """The limit of a process that may belong to another user, in bytes."""
    limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
    return int(next(line.split()[3] for line in limits.splitlines() if line.startswith("Max address space")))


def test_a_document_that_needs_too_much_memory_is_a_finding() -> None:
    """At the limit the child tells so or dies; either way one sentence of ours comes back, and the next one is read."""
    with Sandbox(Limits(memory=400 * 1024**2)) as sandbox:
        pages = b"<html><body>" + b"<p>1</p>\n" * 550_000
        message = _only(sandbox.read(pages, "大.html"))
        assert "文件已保存" in message or "过多" in message
        assert sandbox.read(_SOUND, "好.txt").year == 2023


@pytest.mark.parametrize("name", ["swollen.docx", "five_thousand_pages.pdf", "cyclic_composite.ofd", "deep.html"])
def test_the_terminal_reads_in_the_same_sandbox(name: str, tmp_path: Path) -> None:
    """``gouji check`` gives for such a file the finding that the queue gives, and exits with 1."""
    file = tmp_path / name
    file.write_bytes(_CRAFTED[name])
    result = CliRunner().invoke(cli, ["check", str(file), "--format", "json"])
    (audit,) = json.loads(result.stdout)
    assert (result.exit_code, audit["verdict"]) == (1, "unreadable")
    with Sandbox() as sandbox:
        assert _only(sandbox.read(_CRAFTED[name], name)) in audit["findings"][0]["message"]
