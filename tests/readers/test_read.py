"""The one door of the readers: any bytes give a report, and what is wrong with them is said in one sentence."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filings.report import Report
from readers import html, mht, module_of, read
from readers.blocks import Text
from readers.refusal import Unreadable
from samples.forms import FORMATS, Draft, write
from schemas.report import to_json

DRAFT = Draft(edition="2021", values={})


def _codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "空.docx", "文件是空的"),
        (b" \r\n\t", "空.txt", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "报告.docx", "图片"),
        (write(DRAFT, "docx")[:900], "报告.docx", "已损坏"),
        (b"<div>" * 200_000, "报告.html", "嵌套"),
        ("字".encode() * 300_000, "报告.txt", "一行超过"),
        ("行\n".encode() * 100_001, "报告.txt", "万行"),
        (b"0 0 0 0 0 0 0 0\n" * 20_000, "报告.txt", "过多"),
        (b"x" * 50_000_001, "报告.txt", "50 MB"),
        (b"\xff\xff\xff\xfe" * 9, "报告.txt", "文字编码"),
        (b"<html><body><img src=a></body></html>", "报告.html", "只有图片"),
        (b"<html><body></body></html>", "报告.html", "没有任何文字"),
        (b'{"edition": ', "报告.json", "JSON"),
        (b'{"year": NaN}', "报告.json", "JSON"),
        (b"[" * 100_000, "报告.json", "JSON"),
        (b'{"title": "\\ud800"}', "报告.json", "不成对的转义字符"),
    ],
)
def test_unreadable_says_why_and_what_next(data: bytes, name: str, words: str) -> None:
    """One problem, one sentence with reason and next step, and not one cell."""
    report = read(data, name)
    found = [problem for problem in report.problems if problem.code == "unreadable"]
    assert len(found) == 1
    assert words in found[0].message
    assert "请" in found[0].message
    assert found[0].message.endswith("。")
    assert "。。" not in found[0].message
    assert report.cells == {}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_give_a_report(data: bytes) -> None:
    """Bad content never raises."""
    assert isinstance(read(data, "a.bin"), Report)


@settings(max_examples=40, deadline=None)
@given(form=st.sampled_from(FORMATS), cut=st.integers(1, 4000), junk=st.binary(max_size=8))
def test_damaged_reports_give_a_report(form: str, cut: int, junk: bytes) -> None:
    """Bytes cut out of a real report, or put in, never raise and never make a number."""
    data = write(DRAFT, form)
    report = read(data[:cut] + junk + data[cut + 5 :], "")
    assert all(cell.value is None for cell in report.cells.values())


@pytest.mark.parametrize(("form", "name"), [("docx", "报告.doc"), ("html", "报告.doc"), ("tabs", "报告.docx")])
def test_wrong_extension_is_said_and_read(form: str, name: str) -> None:
    """A page renamed to .doc is read for what it is, and the mismatch is told."""
    report = read(write(DRAFT, form), name)
    assert _codes(report) == ["format_mismatch"]
    assert report.edition == "2021"


@pytest.mark.parametrize("name", ["报告", "报告.docx", ""])
def test_right_extension_is_quiet(name: str) -> None:
    """A name that promises what is there, or nothing, is no finding."""
    assert _codes(read(write(DRAFT, "docx"), name)) == []


@pytest.mark.parametrize(
    "text",
    ["张主任：您好！\n材料已寄出。\n李明", "<p>欢迎光临本站</p>", "云岭县水务局2023年工作总结\n一、总体情况\n很好。"],
)
def test_something_else_is_no_report(text: str) -> None:
    """A letter, a page, another paper: readable, and no such report."""
    report = read(text.encode(), "a")
    assert _codes(report) == ["not_a_report"]
    assert report.edition is None


def test_a_report_older_than_the_forms_is_named_as_such() -> None:
    """A report of 2013 had none of the tables; it is said to be too old, and nothing of them becomes zero."""
    text = "云岭县水务局2013年政府信息公开工作年度报告\n根据《条例》编制本报告。\n一、概述\n全年公开信息45条。\n"
    report = read(text.encode(), "报告.txt")
    assert (report.year, report.agency) == (2013, "云岭县水务局")
    assert _codes(report) == ["not_a_report"]
    assert "2013年度" in report.problems[0].message
    assert report.cells == {}


def test_a_report_as_json_is_the_same_report() -> None:
    """What is read from text, written as JSON and handed in, is the same."""
    report = read(write(DRAFT, "tabs"), "")
    assert read(json.dumps(to_json(report)).encode(), "报告.json") == report


@pytest.mark.parametrize("document", [{}, [], {"edition": "2021", "title": 3, "agency": None, "year": 1, "tables": {}}])
def test_json_of_another_shape_names_each_fault(document: object) -> None:
    """Each departure from the published shape is one problem with its pointer; nothing is read."""
    report = read(json.dumps(document).encode(), "报告.json")
    assert set(_codes(report)) == {"schema"}
    assert len(set(report.problems)) == len(report.problems)
    assert all(problem.message.startswith("数据格式不对：") for problem in report.problems)


def test_a_missing_library_is_said_in_one_sentence() -> None:
    """Where a wheel does not exist for a machine, that format is refused with a way out, and no other."""
    with pytest.raises(Unreadable, match=r"本机没有安装读取PDF所需的组件（readers\.nowhere），.*请改用 Word 文档"):
        module_of("pdf", {"pdf": "readers.nowhere"})
    assert module_of("text", {"pdf": "readers.nowhere", "text": "readers.text"}).__name__ == "readers.text"


@pytest.mark.parametrize(("encoding", "half"), [("gb2312", b"\xbf"), ("utf-8", b"\xe5\x85")])
def test_a_broken_character_is_replaced_and_told(encoding: str, half: bytes) -> None:
    """Half a character outside the text makes no page unreadable; a clerk is told of it."""
    body = "".join(f"<p>{line}</p>" for line in ("一、总体情况", "本报告依据条例编制。"))
    page = f'<html><head><meta charset="{encoding}"><meta content="X"></head><body>{body}</body></html>'
    found = html.read(page.encode(encoding).replace(b"X", half))
    assert [block.text for block in found.blocks if isinstance(block, Text)] == ["一、总体情况", "本报告依据条例编制。"]
    assert "1 个字的编码已损坏" in found.problems[0].message


def test_frames_of_a_saved_page_are_read() -> None:
    """Excel saves a frame first and each sheet in a part of its own; the row of sheet names is no text."""
    parts = (
        ("book.htm", "<frameset><frame src=a></frameset>"),
        ("tabstrip.htm", "<p>表一</p>"),
        ("a.htm", "<p>总体情况</p>"),
    )
    lines = ["MIME-Version: 1.0", 'Content-Type: multipart/related; boundary="b"', ""]
    for name, text in parts:
        lines += ["--b", f"Content-Location: {name}", "Content-Type: text/html; charset=utf-8", "", text]
    found = mht.read("\r\n".join((*lines, "--b--")).encode())
    assert [block.text for block in found.blocks if isinstance(block, Text)] == ["总体情况"]
