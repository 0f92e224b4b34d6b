"""The rulebook and the digest of the code as plain data: written into the wheel, and kept for a checkout that is run.

Only the standard library is used, here and below, since a wheel is built where nothing else is installed. What is
kept for a checkout is found by the names, sizes and times of all the files it was made of, so a changed file is never
answered from it.
"""

import ast
import hashlib
import json
import os
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from rules.lexicon.listfile import list_data, read_list

NAME = "built.json"
_FORMAT = 1  # raised when the shape of the file changes
_CODE = ("rules", "filings", "schemas")  # whose code decides what is found
_DATE = "$date"
_MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class Built:
    """What was made of the sources.

    code: digest of the syntax trees of the rooms that decide, docstrings left out.
    data: digest of the rules, the lists and the official forms.
    rules: file name -> what its TOML says. Verified before it is kept or released.
    lists: each list as ``rules.lexicon.listfile.list_data`` writes it.
    """

    code: str
    data: str
    rules: Mapping[str, Any]
    lists: Sequence[Mapping[str, Any]]


@cache
def built() -> Built | None:
    """What was written into the installed package, or kept for this checkout; None when there is neither."""
    root = files("rules")
    if not isinstance(root, Path):
        return None
    shipped = root / NAME
    if shipped.is_file():
        return read(shipped)
    folder = _folder(root.parent)
    return None if folder is None else read(kept_at(root.parent, folder))


def keep() -> None:
    """Keep what can be made of this checkout, whose rulebook was just loaded and found sound."""
    root = files("rules")
    if isinstance(root, Path) and not (root / NAME).is_file() and (folder := _folder(root.parent)) is not None:
        keep_in(root.parent, folder)


def keep_in(tree: Path, folder: Path) -> None:
    """Keep what can be made of a source tree, and drop what was made of older states of it."""
    try:
        write(tree, kept_at(tree, folder))
        for old in sorted(folder.glob("book-*.json"), key=lambda one: -one.stat().st_mtime_ns)[_MOST_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return  # a folder that cannot be written costs the time that would have been saved


def write(tree: Path, path: Path) -> None:
    """Write the file for a source tree, whole or not at all. Raises OSError, ValueError for broken TOML."""
    book = tree / "rules"
    listed = list(_toml(book / "lists"))
    content = {
        "format": _FORMAT,
        "code": code_digest(tree),
        "data": data_digest(book, tree / "schemas" / "editions"),
        "rules": {name: tomllib.loads(text.decode()) for name, text in _toml(book / "book")},
        "lists": [list_data(read_list(name.removesuffix(".toml"), text.decode(), name)) for name, text in listed],
    }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, separators=(",", ":"), default=_tagged)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@cache
def code_digest(tree: Path | None = None) -> str:
    """The digest of all code that decides, by its syntax: comments, docstrings and layout change nothing."""
    if tree is None:
        known = built()
        if known is not None:
            return known.code
        tree = Path(str(files("rules"))).parent
    digest = hashlib.sha256()
    for path in _python(tree):
        digest.update(path.relative_to(tree).as_posix().encode() + b"\0")
        for piece in _syntax(ast.parse(path.read_bytes())):
            digest.update(piece.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def data_digest(book: Traversable, forms: Traversable) -> str:
    """The digest of the rules and lists in a folder and of the official forms, by their bytes."""
    digest = hashlib.sha256()
    for kind, folder in (("book", book / "book"), ("lists", book / "lists")):
        for name, source in _toml(folder):
            digest.update(f"{kind}/{name}".encode() + b"\0" + source + b"\0")
    for entry in sorted(forms.iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".json"):
            digest.update(f"forms/{entry.name}".encode() + b"\0" + entry.read_bytes() + b"\0")
    return digest.hexdigest()


def read(path: Path) -> Built | None:
    """What stands in a file; None for one that is missing, torn or of another format."""
    try:
        content = json.loads(path.read_bytes(), object_hook=_untagged)
        if content["format"] == _FORMAT:
            return Built(content["code"], content["data"], content["rules"], content["lists"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # it is made anew, or the book is loaded from its sources
    return None


def kept_at(tree: Path, folder: Path) -> Path:
    """Where what is made of this state of a source tree is kept."""
    key = hashlib.sha256(f"{_FORMAT} {sys.version}".encode())
    book = tree / "rules"
    sources = (*_python(tree), *sorted(book.rglob("*.toml")), *sorted((tree / "schemas" / "editions").glob("*.json")))
    for path in sources:
        seen = path.stat()
        key.update(f"{path}\0{seen.st_size}\0{seen.st_mtime_ns}\0".encode())
    return folder / f"book-{key.hexdigest()[:32]}.json"


def _folder(tree: Path) -> Path | None:
    """Where Python keeps what it made of the rooms of rules; None when it is told to keep nothing."""
    if sys.dont_write_bytecode:
        return None
    return Path(cache_from_source(str(tree / "rules" / "__init__.py"))).parent


def _python(tree: Path) -> list[Path]:
    return [path for name in _CODE for path in sorted((tree / name).rglob("*.py"))]


def _toml(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _toml(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".toml"):
            yield f"{prefix}{entry.name}", entry.read_bytes()


def _syntax(node: ast.AST) -> Iterator[str]:
    """A tree as words that are the same under every version of Python: empty fields are left out."""
    yield type(node).__name__
    for name, value in ast.iter_fields(node):
        if name == "body" and isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            value = value[1:] if ast.get_docstring(node, clean=False) is not None else value  # noqa: PLW2901
        if value is None or value == [] or name in ("ctx", "kind", "type_comment"):
            continue
        yield f".{name}"
        yield from _values(value if isinstance(value, list) else [value])


def _values(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, ast.AST):
            yield from _syntax(value)
        else:
            yield repr(value)
    yield ";"


def _tagged(value: object) -> object:
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    raise TypeError(f"{value!r} has no place in a rulebook")


def _untagged(value: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON holds
    return date.fromisoformat(value[_DATE]) if _DATE in value else value
