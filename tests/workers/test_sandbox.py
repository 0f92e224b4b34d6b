"""The sandbox: whatever a document does, the one that asked goes on."""

import os
import signal
import threading
from pathlib import Path

import pytest

from filings import problems
from filings.report import Report
from workers.sandbox import Limits, Sandbox

_TEXT = "云岭县水务局2023年政府信息公开工作年度报告\n一、总体情况\n2023年，我局做好公开工作。\n".encode()


def _only_problem(report: Report) -> tuple[str, str]:
    assert len(report.problems) == 1
    return report.problems[0].code, report.problems[0].message


def test_a_document_is_read_as_without_a_sandbox() -> None:
    """The child's answer is the report itself."""
    from readers import read  # noqa: PLC0415 - compared with the child

    with Sandbox() as sandbox:
        assert sandbox.read(_TEXT, "报告.txt") == read(_TEXT, "报告.txt")


def test_one_child_serves_many_documents() -> None:
    """The start is paid once: the process stays the same over documents."""
    with Sandbox() as sandbox:
        sandbox.read(_TEXT, "一.txt")
        first = sandbox.pid
        sandbox.read(_TEXT, "二.txt")
        assert first is not None
        assert sandbox.pid == first


def test_the_child_is_replaced_after_its_share() -> None:
    """After the set number of documents a fresh child takes over."""
    with Sandbox(Limits(documents=1)) as sandbox:
        sandbox.read(_TEXT, "一.txt")
        assert sandbox.pid is None
        assert sandbox.read(_TEXT, "二.txt").year == 2023


def test_a_dead_child_is_a_finding_and_the_next_document_is_read() -> None:
    """A child that was killed costs one document at most, and the sentence is worded as ours."""
    with Sandbox() as sandbox:
        sandbox.read(_TEXT, "一.txt")
        assert sandbox.pid is not None
        os.kill(sandbox.pid, signal.SIGSTOP)  # it takes the document and never answers …
        threading.Timer(1.0, os.kill, (sandbox.pid, signal.SIGKILL)).start()  # … and dies while we wait
        code, message = _only_problem(sandbox.read(_TEXT, "二.txt"))
        assert code == problems.UNREADABLE
        assert "文件已保存" in message
        assert sandbox.read(_TEXT, "三.txt").year == 2023


def test_a_slow_document_is_stopped_by_the_clock() -> None:
    """A child that does not answer in time is killed, and the sentence says what to do."""
    with Sandbox(Limits(wall=5.0)) as sandbox:
        sandbox.read(_TEXT, "一.txt")
        assert sandbox.pid is not None
        os.kill(sandbox.pid, signal.SIGSTOP)  # it takes the document and never answers
        code, message = _only_problem(sandbox.read(_TEXT, "慢.txt"))
        assert code == problems.UNREADABLE
        assert "没有在规定时间内读完" in message


def test_too_large_a_document_is_refused_unread() -> None:
    """A document over the limit is not even sent to the child."""
    with Sandbox(Limits(document=10)) as sandbox:
        assert _only_problem(sandbox.read(_TEXT, "大.txt"))[0] == problems.UNREADABLE
        assert sandbox.pid is None


def test_too_large_an_answer_is_cut_off() -> None:
    """A report that would flood the parent ends the child instead."""
    with Sandbox(Limits(answer=64)) as sandbox:
        assert _only_problem(sandbox.read(_TEXT, "多.txt"))[0] == problems.UNREADABLE


def test_nothing_is_left_behind() -> None:
    """Closing ends the child for good."""
    with Sandbox() as sandbox:
        sandbox.read(_TEXT, "一.txt")
        child = sandbox.pid
    with pytest.raises(ProcessLookupError):
        os.kill(child or 0, 0)


def test_the_child_sees_no_environment() -> None:
    """Settings and secrets of the parent are not handed to the process that reads strangers' files."""
    with Sandbox() as sandbox:
        sandbox.read(_TEXT, "一.txt")
        environment = Path(f"/proc/{sandbox.pid}/environ").read_bytes()
    assert environment.rstrip(b"\0") == b"LANG=C.UTF-8"


def test_a_child_started_ahead_is_the_one_that_reads() -> None:
    """Preparing starts one child without waiting, a second time none, and that child reads."""
    with Sandbox() as sandbox:
        sandbox.prepare()
        started = sandbox.pid
        sandbox.prepare()
        assert started is not None
        assert sandbox.read(_TEXT, "报告.txt").year == 2023
        assert sandbox.pid == started
