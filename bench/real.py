"""Every complaint about real documents, for a reader's eye. The documents are no part of this repository."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from filings.dossier import Dossier
from readers import read
from rules.book_io.rulebook import rulebook
from schemas.calendars import statutory
from workers.examine import examine

_TYPES = frozenset({".txt", ".pdf", ".docx", ".html"})
_PARTS = ("seeds", "corpus")


def complaints(folder: str) -> Iterator[str]:
    """A line for each finding and each suspect of each document below a folder; nothing where none is named."""
    for part in _PARTS if folder else ():
        for path in sorted(Path(folder, part).iterdir()):
            if path.suffix in _TYPES:
                yield from _complaints(path)


def _complaints(path: Path) -> Iterator[str]:
    context = Dossier(as_of=date.today(), calendar=statutory())  # noqa: DTZ011 - only shown to a reader
    found = examine(path.read_bytes(), path.name, context, rulebook(), read).audit
    yield f"== {path.name} {found.agency} {found.year} {found.verdict.label}"
    for finding in found.findings:
        yield f"  {finding.rule} {finding.severity.label} {finding.message}"
    for suspect in found.suspects:
        named = "；".join(f"{cell.ref} {cell.found or '空'} → {cell.suggested}" for cell in suspect.cells)
        yield f"  疑似错格 {named}（{suspect.cause}）"
