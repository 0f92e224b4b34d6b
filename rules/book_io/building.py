"""The rulebook and the digest of the code, made of their sources: for the wheel, and for a checkout that is run.

Only the standard library is used, here and below, since a wheel is built where nothing else is installed.
"""

import ast
import hashlib
import json
import os
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from rules.book_io.built import CODE, DATE, FORMAT, NAME, TREE, folder_of, kept_at
from rules.lexicon.listfile import list_data, read_list

_MOST_KEPT = 8


def keep() -> None:
    """Keep what can be made of this checkout, whose rulebook was just loaded and found sound."""
    if not (TREE / "rules" / NAME).is_file() and (folder := folder_of(TREE)) is not None:
        keep_in(TREE, folder)


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
        "format": FORMAT,
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
def code_digest(tree: Path) -> str:
    """The digest of all code that decides, by its syntax: comments, docstrings and layout change nothing."""
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


def _python(tree: Path) -> list[Path]:
    return [path for name in CODE for path in sorted((tree / name).rglob("*.py"))]


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
        return {DATE: value.isoformat()}
    raise TypeError(f"{value!r} has no place in a rulebook")
