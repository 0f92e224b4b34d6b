"""The house in order: one name for one thing, the words of the field, and no state that a module keeps for all."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

_TOP = Path(__file__).parents[1]
_ROOMS = (
    "filings", "schemas", "readers", "rules", "ledger", "notifier", "bulletins", "workers", "gateway", "samples",
)  # fmt: skip
_OLD = {
    "readers": {
        "Memory", "Late", "Laid", "Masthead", "Window", "Standing", "Untold", "known", "windows", "masthead", "placing",
    },
    "workers": {
        "Burials", "bury", "disband", "founded", "extinct", "Parts", "assemble", "misplaced", "Waker", "Lane", "Swept",
        "burials", "families", "gate", "parts", "telling", "placing", "offering", "published", "crash",
    },
    "ledger": {
        "Lasting", "lasting", "lasting_around", "revise", "_Looked", "FiledYear", "bereave", "disband", "Holding",
        "Settlements", "Trail", "Door", "Told", "gathering", "turn", "settlements", "trail", "points",
    },
    "gateway": {"Intaking", "Unfit", "Taken", "choosing", "filing_sheet", "recognising"},
    "rules": {
        "Scene", "scene", "scenes", "cue", "cues", "cues_of", "silence", "silence_of", "listens", "heard",
        "lazy", "once",
        "Told", "Stretch", "Judged", "Held", "Piece", "quoting", "mistyping", "private", "tellings", "pieces",
        "Proof", "proof_of", "holding", "_Course", "Own", "own_of", "Strange", "selves", "slips", "Mine",
        "clean_report", "report_given", "dossier_given", "Near", "near_of",
    },
}  # fmt: skip
_CONTAINERS = (ast.Dict, ast.List, ast.Set, ast.DictComp, ast.ListComp, ast.SetComp)
_CHANGING = {"append", "add", "clear", "pop", "popitem", "setdefault", "update", "extend", "remove", "discard"}


def _modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for room in rooms:
        yield from _parsed(room)


@cache
def _parsed(room: str) -> tuple[tuple[str, ast.Module], ...]:
    paths = sorted((_TOP / room).rglob("*.py"))
    return tuple((path.relative_to(_TOP).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def test_one_class_name_stands_for_one_thing() -> None:
    """No two modules of the product define classes of the same name, a leading underscore aside."""
    found = defaultdict(list)
    for name, tree in _modules(*_ROOMS):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found[node.name.lstrip("_")].append(name)
    assert {name: where for name, where in found.items() if len(where) > 1} == {}


@pytest.mark.parametrize("room", sorted(_OLD))
def test_no_old_name_is_left(room: str) -> None:
    """No function, class, module or attribute is defined under a name that was given up for the field's own word."""
    left = []
    for name, tree in _modules(room):
        defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        if room in ("ledger", "rules"):  # whose parts are the words by which all other rooms call them
            fields = [node.target for node in ast.walk(tree) if isinstance(node, ast.AnnAssign)]
            defined |= {field.id for field in fields if isinstance(field, ast.Name)}
        if room == "rules":  # and what is handed from one function to the next
            defined |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
        left += [(name, one) for one in sorted((defined | {Path(name).stem}) & _OLD[room])]
    assert left == []


def _changed(tree: ast.Module) -> set[str]:
    """The names that functions of a module put something into, or take something out of."""
    changed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGING:
            inner = node.func.value
            changed |= {inner.id} if isinstance(inner, ast.Name) else set()
        elif isinstance(node, ast.Assign | ast.AugAssign | ast.Delete):
            targets = node.targets if isinstance(node, ast.Assign | ast.Delete) else [node.target]
            for one in targets:
                if isinstance(one, ast.Subscript) and isinstance(one.value, ast.Name):
                    changed.add(one.value.id)
        elif isinstance(node, ast.Global):
            changed |= set(node.names)
    return changed


def _filling(tree: ast.Module) -> set[str]:
    """The classes of a module that fill themselves."""
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return {c.name for c in classes if any(isinstance(m, ast.FunctionDef) and m.name == "__missing__" for m in c.body)}


def _kept(tree: ast.Module) -> set[str]:
    """The names that a module binds to something that can be changed, its own classes included."""
    found = set()
    for node in tree.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        names = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        if isinstance(value, _CONTAINERS) or (isinstance(value, ast.Call) and isinstance(value.func, ast.Name)):
            found |= {one.id for one in names if isinstance(one, ast.Name)}
    return found


@pytest.mark.parametrize("room", ["readers", "rules"])
def test_no_module_keeps_state_for_all(room: str) -> None:
    """What is remembered stands in an object that is handed in; pure functions may remember their own answers."""
    found = [(name, one) for name, tree in _modules(room) for one in sorted(_kept(tree) & _changed(tree))]
    assert found == []
    filled = [
        (name, node.value.func.id)
        for name, tree in _modules(room)
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name) and node.value.func.id in _filling(tree)
    ]  # fmt: skip
    assert filled == []
