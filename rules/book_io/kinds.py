"""The kinds of checks, found by folder; each module is imported when a rule of its kind comes."""

import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rules import checks


@cache
def check_kinds() -> Mapping[str, type[Any]]:
    """Every kind of check by its name: module ``balance`` holds the class ``BalanceCheck``."""
    return {name: kind_of(name) for name in kind_names()}


@cache
def kind_names() -> tuple[str, ...]:
    """The names of all kinds of checks."""
    return tuple(sorted(_modules()))


@cache
def kind_of(name: str) -> type[Any]:
    """One kind of check by its name. KeyError where there is none."""
    module = importlib.import_module(_modules()[name])
    title = "".join(word.capitalize() for word in name.split("_"))
    found: type[Any] = getattr(module, f"{title}Check", None) or getattr(module, title)
    return found


@cache
def _modules() -> Mapping[str, str]:
    """The module of every kind of check: each stands in one of the rooms of ``rules/checks``."""
    rooms = [room for path in checks.__path__ for room in Path(path).iterdir() if (room / "__init__.py").is_file()]
    return {
        module.stem: f"{checks.__name__}.{room.name}.{module.stem}"
        for room in rooms
        for module in room.glob("*.py")
        if module.stem != "__init__"
    }
