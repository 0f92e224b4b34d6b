"""Files, folders and stdin -> documents to examine, in a fixed order."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from filings.errors import UsageError
from filings.faults import cause
from filings.nouns import dataclass
from filings.writable import file_name, visible

_READABLE = frozenset(
    {
        ".docx", ".docm", ".doc", ".wps", ".html", ".htm", ".mht", ".mhtml", ".txt", ".md", ".json", ".pdf", ".ofd",
        ".xlsx", ".xls", ".ods", ".et", ".rtf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A document as given on the command line. ``name``: as the user wrote it, ``标准输入`` for stdin."""

    name: str
    data: bytes


def gather(names: Iterable[str]) -> Iterator[Input]:
    """Each document in turn; a folder stands for the documents below it, sorted. Raises UsageError."""
    for name in names:
        if name == "-":
            yield Input(name="标准输入", data=sys.stdin.buffer.read())
        else:
            yield from _path(Path(name))


def count(names: Iterable[str]) -> int:
    """How many documents ``gather`` would yield."""
    return sum(len(list(_files(Path(name)))) if name != "-" else 1 for name in names)


def _path(path: Path) -> Iterator[Input]:
    for file in _files(path):
        try:
            yield Input(name=visible(file_name(str(file))), data=file.read_bytes())
        except OSError as error:
            raise UsageError(f"打不开 {file}：{cause(error)}。请检查文件名和权限。") from error


def _files(path: Path) -> Iterable[Path]:
    if not path.exists():
        raise UsageError(f"没有找到 {path}。请检查文件名。")
    if not path.is_dir():
        return [path]
    return sorted(f for f in path.rglob("*") if f.is_file() and f.suffix.lower() in _READABLE and f.name[0] not in ".~")
