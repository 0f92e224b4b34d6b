"""A digest of everything that an audit saw, so that the same input can be recognised."""

import hashlib
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from filings.dossier import Dossier


def dossier_digest(dossier: Dossier) -> str:
    """Sixteen hex digits over all parts of the dossier."""
    digest = hashlib.sha256()
    _feed(digest, dossier)
    return digest.hexdigest()[:16]


def _feed(digest: Any, value: Any) -> None:  # noqa: ANN401 - hashlib's type is private, and any noun may come
    if is_dataclass(value):
        digest.update(f"({type(value).__name__}".encode())
        for field in fields(value):
            digest.update(f"|{field.name}=".encode())
            _feed(digest, getattr(value, field.name))
        digest.update(b")")
    elif isinstance(value, dict):
        for key in sorted(value):
            digest.update(f"{{{key}:".encode())
            _feed(digest, value[key])
    elif isinstance(value, tuple | list):
        for one in value:
            digest.update(b",")
            _feed(digest, one)
    elif isinstance(value, frozenset):
        _feed(digest, tuple(sorted(value)))
    elif isinstance(value, Decimal):
        digest.update(f"{value.normalize():f}".encode())
    else:
        digest.update(f"{type(value).__name__}:{value}".encode())
