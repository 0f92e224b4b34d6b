"""Alternate content of Word files (ISO/IEC 29500-3): of each set of alternatives the one that Word shows."""

from typing import Any

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_KNOWN = (
    "http://schemas.microsoft.com/office/word/",
    "http://schemas.microsoft.com/office/drawing/",
    "http://schemas.openxmlformats.org/",
    "urn:schemas-microsoft-com:",
)


def choose(root: Any) -> None:  # noqa: ANN401 - lxml ships no types
    """Leave one child in every AlternateContent: the first Choice whose names Word knows, else the Fallback."""
    for one in list(root.iter(_MC + "AlternateContent")):
        chosen = next((child for child in one if child.tag == _MC + "Choice" and _is_known(child)), None)
        if chosen is None:
            chosen = next((child for child in one if child.tag == _MC + "Fallback"), None)
        for child in list(one):
            if child is not chosen:
                one.remove(child)


def _is_known(choice: Any) -> bool:  # noqa: ANN401
    """Whether Word knows every name that a Choice requires."""
    names = [choice.nsmap.get(prefix, "") for prefix in (choice.get("Requires") or "").split()]
    return bool(names) and all(name.startswith(_KNOWN) for name in names)
