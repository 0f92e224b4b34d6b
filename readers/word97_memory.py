"""The converter of doc files without a file: where readers run, nothing can be opened or written.

msdoc2docx offers only paths. Its functions run here with other names for what touches the disk; the version is pinned,
and a test holds the result against that of its own ``convert``.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType, SimpleNamespace
from typing import Any

from doc2docx import converter
from doc2docx.cfb.container import CompoundFile, CompoundFileLimits
from doc2docx.ooxml import package

from filings.nouns import dataclass


def converted_in_memory(data: bytes, limits: CompoundFileLimits) -> bytes:
    """The docx bytes of doc bytes. Raises what the converter raises."""
    made = io.BytesIO()
    words = {
        "Path": _itself,
        "_load_word_parts": _with(converter._load_word_parts, {"CompoundFile": _OpenedContainer(data)}),  # noqa: SLF001 - no other way in
        "tempfile": SimpleNamespace(NamedTemporaryFile=_unnamed(made)),
        "write_docx": _with(package.write_docx, {"Path": _itself}),
        "os": SimpleNamespace(chmod=_nothing, replace=_nothing),
    }
    _with(converter.convert, words)(_Path("in.doc"), _Path("out.docx"), limits=limits)
    return made.getvalue()


def _with(function: Callable[..., Any], names: dict[str, Any]) -> Callable[..., Any]:
    """The function with some of its module's names standing for something else."""
    other = FunctionType(function.__code__, {**function.__globals__, **names})
    other.__kwdefaults__, other.__defaults__ = function.__kwdefaults__, function.__defaults__
    return other


@dataclass(frozen=True, slots=True)
class _OpenedContainer:
    """Stands for the class of containers: the path is not looked at."""

    data: bytes

    def from_path(self, _path: object, *, limits: CompoundFileLimits) -> CompoundFile:
        return CompoundFile(self.data, limits=limits)


@dataclass(frozen=True, slots=True)
class _Path:
    """Stands for a path of a file that is not there."""

    name: str

    def __str__(self) -> str:
        return self.name

    @property
    def suffix(self) -> str:
        return self.name[self.name.index(".") :]

    @property
    def parent(self) -> SimpleNamespace:
        return SimpleNamespace(mkdir=_nothing)

    def resolve(self) -> "_Path":
        return self

    def exists(self) -> bool:
        return False


def _unnamed(made: io.BytesIO) -> Callable[..., Any]:
    @contextmanager
    def temporary(**_how: object) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(name=made)

    return temporary


def _itself(path: object) -> object:
    return path


def _nothing(*_arguments: object, **_named: object) -> None:
    """Touch no disk."""
