"""Document -> Report. One module per container format makes neutral blocks; one interpreter makes the report."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from filings import problems
from filings.report import Problem, Report
from readers.blocks import Pages
from readers.interpret import LayoutCache, interpret
from readers.interpret.problem_messages import unreadable
from readers.limits import MOST_BYTES
from readers.parts import from_part
from readers.refusal import Unreadable
from readers.sniff import TITLES, expected, sniff

if TYPE_CHECKING:
    from readers.scan import Progress, Recogniser

__all__ = ["FORMATS", "TITLES", "LayoutCache", "read"]

FORMATS: dict[str, str] = {
    "text": "readers.text",
    "html": "readers.html",
    "docx": "readers.docx",
    "pdf": "readers.pdf",
    "ofd": "readers.ofd",
    "doc": "readers.word97",
    "xlsx": "readers.sheet",
    "xls": "readers.sheet",
    "ods": "readers.ods",
    "rtf": "readers.rtf",
    "mhtml": "readers.mht",
    "image": "readers.scan",
}
"""Kind of content -> module with ``read(data: bytes) -> Pages``, imported when the first such document comes."""

_PICTURED = frozenset({"pdf", "image"})
"""Those whose ``read`` takes a recogniser as well."""


def read(
    data: bytes,
    name: str,
    part: int = 1,
    recogniser: "Recogniser | None" = None,
    progress: "Progress | None" = None,
    layouts: LayoutCache | None = None,
) -> Report:
    """Read a document. ``name``: its file name, only held against the content. Never raises for bad content.

    ``part``: which of the reports in it; a problem of the report before (``many_reports``) tells that there is one.
    ``recogniser``: what reads pictures of text, see ``readers.scan``; without it they are left, and a problem says so.
    ``progress`` is told of every page that is about to be recognised.
    ``layouts``: of the documents before, kept by who reads many; they save time and change nothing.
    """
    try:
        return _read(data, name, part, (recogniser, progress), layouts)
    except Unreadable as refusal:
        return Report(problems=(unreadable(str(refusal)),))


_Pictures = tuple["Recogniser | None", "Progress | None"]


def _read(data: bytes, name: str, part: int, pictures: _Pictures, layouts: LayoutCache | None) -> Report:
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("文件是空的，没有任何内容；请检查后重新报送")
    if len(data) > MOST_BYTES:
        raise Unreadable(f"文件超过 {MOST_BYTES // 1_000_000} MB，年度报告不会这么大")
    kind = sniff(data)
    return _with_mismatch(_report(kind, data, part, pictures, layouts), kind, name)


def _report(kind: str, data: bytes, part: int, pictures: _Pictures, layouts: LayoutCache | None) -> Report:
    if kind == "json":
        report: Report = import_module("readers.json_report").read(data)
        return report
    return interpret(from_part(_pages(kind, data, pictures), part), layouts)


def _pages(kind: str, data: bytes, pictures: _Pictures) -> Pages:
    if kind not in FORMATS:
        raise Unreadable(f"这是{TITLES[kind]}，系统未能读取；请改用 Word、网页或文本报送")
    module = module_of(kind, FORMATS)
    pages: Pages = module.read(data, *pictures) if kind in _PICTURED else module.read(data)
    return pages


def module_of(kind: str, formats: Mapping[str, str]) -> ModuleType:
    """The reader of a kind of content. ``Unreadable`` where a library that it needs has no wheel for this machine."""
    found = loaded(formats[kind])
    if isinstance(found, ModuleType):
        return found
    name = f"（{found.name}）" if found.name else ""
    raise Unreadable(
        f"本机没有安装读取{TITLES[kind]}所需的组件{name}，文件没有读取；请改用 Word 文档报送，或请管理员安装"
    ) from found


@cache
def loaded(name: str) -> ModuleType | ImportError:
    """A reader, or what it lacks; found out once, since later no file may be opened."""
    try:
        return import_module(name)
    except ImportError as missing:
        return missing


def _with_mismatch(report: Report, kind: str, name: str) -> Report:
    wanted = expected(name)
    if not wanted or kind in wanted:
        return report
    return replace(report, problems=(*report.problems, _mismatch(kind, name)))


def _mismatch(kind: str, name: str) -> Problem:
    extension = name.rpartition(".")[2]
    return Problem(
        code=problems.FORMAT_MISMATCH,
        message=f"文件名以 .{extension} 结尾，内容却是{TITLES[kind]}；请按内容改正扩展名，或重新另存后报送。",
    )
