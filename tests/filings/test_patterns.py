"""Patterns that are compiled late are the same patterns, and every one of the house compiles."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from filings.patterns import Uncompiled, pattern

_ROOMS = ("filings", "schemas", "readers", "rules", "notifier", "bulletins", "workers", "gateway")


def _home() -> dict[str, Any]:
    """The globals of a module that gives one pattern two names."""
    home: dict[str, Any] = {}
    home["_YEAR"] = home["_SAME"] = Uncompiled(r"(\d{4})年", 0, home)
    return home


def test_a_pattern_is_compiled_at_its_first_use_and_then_stands_in_its_module() -> None:
    """Its source can be asked without compiling; its first use puts what was compiled under all of its names."""
    home = _home()
    assert home["_YEAR"].pattern == r"(\d{4})年"
    assert isinstance(home["_YEAR"], Uncompiled)
    assert home["_YEAR"].sub(r"\1", "2025年") == "2025"
    assert isinstance(home["_YEAR"], re.Pattern)
    assert home["_SAME"] is home["_YEAR"]


def test_who_kept_the_stand_in_gets_the_same_answers() -> None:
    """A name that was taken before the first use goes on working."""
    waiting = _home()["_YEAR"]
    assert waiting.search("2025年").group(1) == waiting.search("2025年度").group(1) == "2025"
    assert waiting.groups == 1


_OWN = pattern("一至三")


def test_a_module_need_not_say_where_its_pattern_stands() -> None:
    """``pattern`` finds the module that called it."""
    assert isinstance(_OWN, Uncompiled)
    assert _OWN.search("一至三")
    assert isinstance(globals()["_OWN"], re.Pattern)


def test_flags_are_kept() -> None:
    """A pattern with flags is compiled with them."""
    assert pattern("a.b", re.DOTALL).search("a\nb")
    assert pattern(rb"a", re.IGNORECASE).search(b"A")


def test_what_does_not_compile_is_told_at_its_first_use() -> None:
    """Nothing is told before, which is why the next test compiles all of them."""
    broken = pattern("(")
    with pytest.raises(re.error, match="missing"):
        broken.search("")


def _is_late(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "pattern"


@pytest.mark.parametrize("room", _ROOMS)
def test_no_pattern_is_compared_by_identity(room: str, modules: Callable[[str], Iterator[ModuleType]]) -> None:
    """Before its first use another object stands in its place: ``told is _NET`` would be true the second time only."""
    faults = []
    for module in modules(room):
        tree = ast.parse(inspect.getsource(module))
        late = [one for one in tree.body if isinstance(one, ast.Assign) and _is_late(one.value)]
        patterns = {name.id for one in late for name in one.targets if isinstance(name, ast.Name)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare) and any(isinstance(one, ast.Is | ast.IsNot | ast.Eq) for one in node.ops):
                named = {one.id for one in (node.left, *node.comparators) if isinstance(one, ast.Name)}
                faults += [f"{module.__name__}:{node.lineno} {name}" for name in named & patterns]
    assert faults == []


@pytest.mark.parametrize("room", _ROOMS)
def test_every_pattern_of_a_room_compiles(room: str, modules: Callable[[str], Iterator[ModuleType]]) -> None:
    """Each is compiled as its first use would; a slip of the pen is found here and not by a report."""
    for module in modules(room):
        for known, value in tuple(vars(module).items()):
            if isinstance(value, Uncompiled):
                assert value.flags is not None, f"{module.__name__}.{known}"
