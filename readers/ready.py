"""Loading beforehand all that reading a kind of document needs: where documents are read no file can be opened."""

import encodings
from collections.abc import Collection
from importlib import import_module
from pkgutil import iter_modules

from readers import FORMATS, loaded, read
from readers.sniff import expected

JSON = "json"
_USUAL = ("utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "latin_1", "ascii", "cp437", "gbk", "gb18030", "big5hkscs")
_SMALLEST = "年度报告".encode()  # read once: tables of words and the editions of the form are loaded by the first one
_BY_DECLARATION = frozenset({"rtf", "doc", "xls", "mhtml", "html"})
"""Kinds whose documents name an encoding themselves: any that there is."""


def kinds_of(names: Collection[str]) -> frozenset[str]:
    """The kinds that files of these names may be; a name that does not say, or none, stands for all but JSON."""
    return frozenset().union(*(_kinds(name) for name in names or ("",)))


def _kinds(name: str) -> frozenset[str]:
    return expected(name) & {*FORMATS, JSON} or frozenset(FORMATS)


def takes_json(kinds: Collection[str]) -> bool:
    """Whether sound reports as JSON are read where these kinds are loaded: asked for, or among all kinds."""
    return JSON in kinds or not FORMATS.keys() - {*kinds}


def make_ready(kinds: Collection[str]) -> None:
    """Load the readers of these kinds with their encodings, fonts and schemas."""
    for kind in sorted(kinds):
        if kind in FORMATS:
            loaded(FORMATS[kind])
    if "pdf" in kinds and not isinstance(loaded(FORMATS["pdf"]), ImportError):
        import_module("readers.pdf_fonts").load()
    if takes_json(kinds):
        json = import_module("readers.json_report")
        import_module("schemas.validate").accepted("report", {})
        if JSON in kinds:
            json.read(b"{}")  # loads what words faults; sound reports never need it
    read(_SMALLEST, "")
    for name in _all_encodings() if _BY_DECLARATION & {*kinds} else _USUAL:
        _encoding(name)


def _all_encodings() -> list[str]:
    return [module.name for module in iter_modules(encodings.__path__)]


def _encoding(name: str) -> None:
    try:
        "".encode(name)
    except (LookupError, UnicodeError, ImportError, TypeError):  # some are of other systems, or turn no text to bytes
        return
