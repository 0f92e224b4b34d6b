"""A clerk's reading: thirty outputs as docs/reading.md shows them, word for word, in the order in which she types."""

import contextlib
import io
import re
import shlex
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filings.civil import civil_day
from gateway.cli import main
from samples import county as sample
from workers.settings import settings

_PAGE = Path(__file__).parents[2] / "docs" / "reading.md"
_ONE = re.compile(
    r"### \d+\. `(?P<line>gouji[^`]*)`\n.*?现在（退出状态(?P<status>\d+)）：\n\n```text\n(?P<text>.*?)```", re.DOTALL
)
_CHANGING = (
    (re.compile(r"(sub|ntc|ep|act)_[0-9a-f]{6,}"), r"\1_…"),
    (re.compile(r"第\d+号 [0-9a-f]{64}"), "第…号 …"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?"), "〈时刻〉"),
)
_REGISTER = """统一社会信用代码,单位名称,类别,邮箱,简称
Y001,云岭县人民政府,县政府,xzf@yunling.gov.cn,
Y002,云岭县行政审批局,县政府部门,spj@yunling.gov.cn,审批局
Y003,云岭县水务局,县政府部门,slj@163.com,
Y004,城关镇人民政府,乡镇,,城关镇
"""
_SLIPS = """统一社会信用代码,单位名称,类别,邮箱
Y005,云岭县教育局,县政府部门,jyj＠yunling
1.14500E+17,云岭县民政局,县政府部门,
,云岭县司法局,县政府部门,
Y005,云岭县审计局,县政府部门,
Y006,云岭县统计局,,
"""


def lines() -> Sequence[tuple[str, int, str]]:
    """What is typed, with which status it ends and what it prints, as the page has it."""
    return [(m["line"], int(m["status"]), m["text"]) for m in _ONE.finditer(_PAGE.read_text(encoding="utf-8"))]


def laid(folder: Path) -> None:
    """The files that she has before her."""
    for name, source in (
        ("报告.docx", "行政审批局2025年度报告.docx"), ("错.docx", "水务局2025年度报告.docx"),
        ("去年.docx", "水务局2024年度报告.docx"),
    ):  # fmt: skip
        (folder / name).write_bytes(sample.document(source))
    (folder / "名录.csv").write_text(_REGISTER, encoding="utf-8-sig")
    (folder / "有错的名录.csv").write_text(_SLIPS, encoding="utf-8-sig")


def said(line: str) -> tuple[int, str]:
    """What a line prints, stdout and stderr as they come, without what differs from run to run; and its status."""
    out, status = io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            main(shlex.split(line)[1:])
        except SystemExit as end:
            status = int(end.code or 0)
    text = out.getvalue()
    for pattern, instead in _CHANGING:
        text = pattern.sub(instead, text)
    text = text.replace(civil_day(datetime.now(UTC)).isoformat(), "〈今天〉")
    return status, "\n".join(part.rstrip() for part in text.strip().splitlines()) + "\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[None]:
    """A clerk's desk: a home of its own, her files, a terminal of eighty columns."""
    laid(tmp_path)
    with pytest.MonkeyPatch.context() as environment:
        environment.chdir(tmp_path)
        environment.setenv("GOUJI_HOME", str(tmp_path / "home"))
        environment.setenv("COLUMNS", "80")
        environment.setenv("LOGNAME", "王某")
        settings.cache_clear()
        yield
    settings.cache_clear()


@pytest.mark.usefixtures("desk")
def test_every_output_is_the_one_that_was_read() -> None:
    """Thirty lines, right and wrong, of ten commands and more: each prints and ends as the page says."""
    read = lines()
    assert len(read) >= 30
    assert len({line.split()[1] for line, *_ in read if len(line.split()) > 1}) >= 10
    wrong = [(line, found, (status, text)) for line, status, text in read if (found := said(line)) != (status, text)]
    assert wrong == []
