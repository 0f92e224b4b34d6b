"""``[with]`` parameters -> a check: every name is verified by the mark of its type before any report is seen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

from filings.edition import Edition
from rules.engine.parameters import hints
from rules.engine.results import Check
from rules.tables.addresses import UnknownNameError, expand, members

PARTS = frozenset(
    {"title", "lead", "contact", "headings", "closing", "topics", "all", *(f"section.{n}" for n in range(1, 7))}
)


class BindError(ValueError):
    """Raised for parameters that cannot be bound. ``faults``: the name of each, to find its line, and the reason."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        super().__init__("；".join(message for _name, message in faults))
        self.faults = faults


def bind(kind: type[Any], given: Mapping[str, Any], editions: Iterable[Edition], lists: Iterable[str]) -> Check:
    """The check of a kind with its parameters. Raises BindError naming every parameter that is wrong."""
    check: Check = built_of(kind, given)
    verify = _Verifier(tuple(editions), frozenset(lists))
    wrong: list[tuple[str, str]] = []
    for field in sorted(fields(kind), key=lambda field: field.name != "each"):  # cells are read with the help of each
        try:
            verify.parameter(field.name, hints(kind)[field.name], getattr(check, field.name), given.get("each", ""))
        except BindError as error:
            wrong += error.faults
            if field.name == "each":
                break  # without it no other cell can be read
    if wrong:
        raise BindError(*wrong)
    return check


def built_of(kind: type[Any], given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the class is known at run time only
    """A kind of check, or a table within its parameters, of what a file gives. Raises BindError."""
    known = {field.name: field for field in fields(kind)}
    wrong = [
        (name, f"没有“{name}”这个参数；可用的是：{'、'.join(known) or '（无）'}") for name in given if name not in known
    ]
    wrong += [
        (name, f"缺少参数“{name}”")
        for name, field in known.items()
        if name not in given and field.default is MISSING and field.default_factory is MISSING
    ]
    known_types, bound = hints(kind), {}
    for name in given.keys() & known.keys():
        try:
            bound[name] = _convert(name, known_types[name], given[name])
        except BindError as error:
            wrong += error.faults
    if wrong:
        raise BindError(*wrong)
    return kind(**bound)


def _convert(name: str, hint: Any, value: Any) -> Any:  # noqa: ANN401 - types are walked at run time
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _convert(name, arguments[0], value)
    if origin is Literal:
        return _one_of(name, value, arguments)
    if origin is tuple:
        if not isinstance(value, list):
            raise BindError((name, f"“{name}”应当是一个列表"))
        return tuple(_convert(name, arguments[0], one) for one in value)
    if is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, Mapping):
            raise BindError((name, f"“{name}”应当是一张表"))
        return built_of(hint, value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise BindError((name, f"“{name}”的值 {value!r} 类型不对"))
    return value


def _one_of(name: str, value: object, allowed: tuple[object, ...]) -> object:
    if value not in allowed:
        raise BindError((name, f"“{name}”只能是：{'、'.join(map(str, allowed))}"))
    return value


class _Verifier:
    """Holds every marked name against the forms in force and the lists."""

    def __init__(self, editions: tuple[Edition, ...], lists: frozenset[str]) -> None:
        self._editions = editions
        self._lists = lists

    def parameter(self, name: str, hint: Any, value: Any, each: str) -> None:  # noqa: ANN401 - walked at run time
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            self._marked(name, arguments[1], value, each)
        elif origin is tuple and value:
            for one in value:
                self.parameter(name, arguments[0], one, each)
        elif is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                self.parameter(field.name, hints(type(value))[field.name], getattr(value, field.name), each)

    def _marked(self, name: str, mark: str, value: Any, each: str) -> None:  # noqa: ANN401 - walked at run time
        if value in ((), ""):
            return
        check: dict[str, Callable[[], None]] = {
            "cells": lambda: self._cells(name, value, each),
            "group": lambda: self._group(name, value),
            "parts": lambda: self._known(name, value, PARTS),
            "terms": lambda: self._known(name, (value,) if isinstance(value, str) else value, self._lists),
        }
        check[mark]()

    def _cells(self, name: str, addresses: tuple[str, ...], each: str) -> None:
        try:
            for edition in self._editions:
                for item in members(edition, each) if each else ("",):
                    expand(edition, addresses, item)
        except UnknownNameError as error:
            raise BindError((name, str(error))) from error

    def _group(self, name: str, group: str) -> None:
        try:
            for edition in self._editions:
                members(edition, group)
        except UnknownNameError as error:
            raise BindError((name, str(error))) from error

    @staticmethod
    def _known(name: str, values: tuple[str, ...], known: frozenset[str]) -> None:
        for value in values:
            if value not in known:
                raise BindError((name, f"没有“{value}”；可用的是：{'、'.join(sorted(known))}"))
