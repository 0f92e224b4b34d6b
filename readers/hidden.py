"""What a Word file carries beside what it shows: comments, tracked changes, macros, its author."""

from collections.abc import Iterator
from typing import Any

from filings import problems
from filings.report import Problem
from readers.archive import Archive
from readers.properties import ANONYMOUS
from readers.refusal import Unreadable
from readers.xml import parse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = "docProps/core.xml"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_MODIFIER = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"
_COMMENT, _VANISH = _W + "commentReference", _W + "vanish"
_CHANGES = tuple(_W + name for name in ("ins", "del", "moveFrom", "moveTo"))


def hidden_data(archive: Archive, root: Any, *, hidden: bool) -> tuple[Problem, ...]:  # noqa: ANN401 - no types
    """One problem for each kind of hidden data. ``hidden``: some text of the body is not shown."""
    return tuple(Problem(code=problems.HIDDEN_DATA, message=text) for text in _found(archive, root, hidden=hidden))


def _found(archive: Archive, root: Any, *, hidden: bool) -> Iterator[str]:  # noqa: ANN401
    if any(name.endswith("vbaProject.bin") for name in archive.names):
        yield "文件带有宏程序；宏没有运行，请另存为不含宏的文档后再公开。"
    marks = {element.tag for element in root.iter(_COMMENT, _VANISH, *_CHANGES)}
    if _COMMENT in marks:
        yield "文件里留有批注；公开前请删除全部批注。"
    if marks.intersection(_CHANGES):
        yield "文件里留有修订痕迹（按接受修订后的文字读取）；公开前请接受或拒绝全部修订。"
    if hidden or _VANISH in marks:
        yield "文件里有隐藏文字；公开前请删除。"
    if author := _author(archive):
        yield f"文件属性里留有作者姓名“{author}”；公开前请在“检查文档”中删除个人信息。"


def _author(archive: Archive) -> str:
    if _CORE not in archive:
        return ""
    try:
        core = parse(archive.read(_CORE))
    except Unreadable:
        return ""
    names = [(core.findtext(tag) or "").strip() for tag in (_CREATOR, _MODIFIER)]
    return next((name for name in names if name.lower() not in ANONYMOUS), "")
