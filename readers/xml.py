"""Parsing XML that a stranger sent: no entities, no network, no document type, no huge trees."""

from typing import Any

from lxml import etree

from readers.refusal import Unreadable

_DAMAGED = "文件内部结构已损坏，打不开"
_HEAD = 2048


def parse(data: bytes) -> Any:  # noqa: ANN401 - lxml ships no types
    """The root element. ``Unreadable`` for anything that is not well-formed, or that declares a document type."""
    head = data[:_HEAD]
    if b"<!DOCTYPE" in head or b"<!DOCTYPE".decode().encode("utf-16-le") in head:
        raise Unreadable("文件里含有不安全的结构声明（DOCTYPE），已拒绝")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Unreadable(_DAMAGED) from fault
    if root is None:
        raise Unreadable(_DAMAGED)
    if root.getroottree().docinfo.doctype:
        raise Unreadable("文件里含有不安全的结构声明（DOCTYPE），已拒绝")
    return root
