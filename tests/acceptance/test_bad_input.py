"""Documents that are none: each ends in one clear Chinese sentence, in bounded time and memory, with no traceback."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

_SECONDS = 30  # 20 for the document, the rest for starting two interpreters on a busy machine
_PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


def _docx(body: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
    return stream.getvalue()


def _bomb() -> bytes:
    text = b"<w:p><w:r><w:t>" + b"0" * (205 * 1024**2) + b"</w:t></w:r></w:p>"
    return _docx(b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' + text)


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return _docx(f'<!DOCTYPE d [<!ENTITY e0 "x">{levels}]><d>&e11;</d>'.encode())


def _letter() -> bytes:
    return "张主任：\n您好！上次会议的材料已经寄出，请查收。\n此致敬礼\n李明\n2024年3月2日\n".encode()


def _old_report() -> bytes:
    return (
        "云岭县农业局2013年政府信息公开年度报告\n根据《政府信息公开条例》要求，编制本报告。\n一、概述\n"
        "2013年，我局高度重视政府信息公开工作，成立了领导小组。\n二、主动公开政府信息情况\n全年主动公开信息45条。\n"
        "三、依申请公开情况\n全年没有收到申请。\n四、复议诉讼情况\n没有发生。\n五、存在的主要问题和改进措施\n公开不够及时，今后改进。\n"
    ).encode()


_BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("空.docx", lambda: b""),
    "picture as docx": ("图片.docx", lambda: _PNG),
    "truncated zip": ("截断.docx", lambda: _docx(b"<a/>" * 400)[:180]),
    "page without table": ("网页.html", "<html><body><p>欢迎光临本站</p></body></html>".encode),
    "report of 2013": ("2013年报告.txt", _old_report),
    "letter": ("信.txt", _letter),
    "tables as pictures": ("图片表格.html", lambda: _pictures().encode()),
    "deep nesting": ("嵌套.html", lambda: b"<div>" * 200_000 + b"x"),
    "zip bomb": ("压缩.docx", _bomb),
    "entity bomb": ("实体.docx", _entities),
    "one endless line": ("长行.txt", lambda: b"0123456789" * 2_000_000),
}


def _pictures() -> str:
    heads = (
        "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
    )  # fmt: skip
    parts = [
        f"<h2>{head}</h2>" + ("<p><img src=1.png></p>" if 0 < n < 4 else "<p>无。</p>") for n, head in enumerate(heads)
    ]
    return "<h1>云岭县水务局2023年政府信息公开工作年度报告</h1>" + "".join(parts)


@pytest.mark.parametrize("name", _BAD)
def test_a_bad_document_ends_in_one_clear_sentence(name: str, tmp_path: Path) -> None:
    """Verdict unreadable or must_fix, exit status 1, a Chinese sentence with a next step, no traceback."""
    file, make = _BAD[name]
    (tmp_path / file).write_bytes(make())
    command = [
        sys.executable,
        "-m",
        "gateway",
        "check",
        str(tmp_path / file),
        "--format",
        "json",
        "--as-of",
        "2024-02-01",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    (audit,) = json.loads(done.stdout)
    assert audit["verdict"] in ("unreadable", "must_fix")
    grave = {"must_fix", *(["verify"] if audit["verdict"] == "unreadable" else [])}  # what we could not read: no fault
    gravest = [finding for finding in audit["findings"] if finding["severity"] in grave]
    assert gravest
    assert all("\u4e00" <= finding["message"][0] <= "\u9fff" or finding["message"][0] in "“《" for finding in gravest)
    assert all(finding["fix"] for finding in gravest)
    if audit["verdict"] == "unreadable":
        assert len(audit["findings"]) == 1


@pytest.mark.parametrize("name", _BAD)
def test_nothing_is_read_out_of_nothing(name: str, tmp_path: Path) -> None:
    """No cell carries a value: what was not read is never zero."""
    file, make = _BAD[name]
    (tmp_path / file).write_bytes(make())
    command = [sys.executable, "-m", "gateway", "read", str(tmp_path / file), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    cells = json.loads(done.stdout)["cells"]
    assert [ref for ref, cell in cells.items() if cell["state"] in ("number", "inferred")] == []
