"""Documents embedded in a Word file as they are (altChunk), which Word shows in their place."""

import posixpath
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from readers.archive import Archive
from readers.blocks import Block
from readers.sniff import sniff
from readers.word_parts import transitional
from readers.xml import parse

CHUNK = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}altChunk"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_READERS = {"html": "html", "mhtml": "mht", "rtf": "rtf", "text": "text", "docx": "docx"}
_MOST = 20  # in a file; a chunk that holds chunks counts as one


def blocks(archive: Archive, main: str, element: Any, count: int) -> Iterator[Block]:  # noqa: ANN401 - lxml: no types
    """The blocks of an embedded document. ``main``: the name of the part; ``count``: chunks before it."""
    target = _target(archive, main, element.get(_RELATION, ""))
    if count >= _MOST or target not in archive:
        return
    data = archive.read(target)
    kind = _READERS.get(sniff(data))
    if kind and (kind != "docx" or b"altChunk" not in data):
        yield from import_module(f"readers.{kind}").read(data).blocks


def _target(archive: Archive, main: str, relation: str) -> str:
    folder, _, name = main.rpartition("/")
    links = f"{folder}/_rels/{name}.rels"
    if links not in archive:
        return ""
    for link in parse(transitional(archive.read(links))):
        if link.get("Id") == relation and link.get("TargetMode") != "External":
            target = link.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
    return ""
