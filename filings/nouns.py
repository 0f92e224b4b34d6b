"""``dataclass`` as the standard library has it, made in a quarter of the time.

The house has more than four hundred nouns. The standard library writes and compiles up to eight functions for each,
which took a quarter of the time in which a command starts. Here ``__init__`` alone is compiled at once; what compares
and hashes is compiled when it is first called, and the rest is the same for every class but for the names of its
fields. Fields, ``replace`` and pattern matching are those of the standard library; ``order=True`` goes there whole.
What inherits from a noun is made here too: the standard library takes a frozen one for one that is not.
"""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import MISSING, FrozenInstanceError, fields
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_Method = Callable[..., Any]
_set = object.__setattr__


class _Unset:
    """Stands for what a factory makes, in signatures too."""

    def __repr__(self) -> str:
        return "<factory>"


def _dataclass(
    cls: type[Any] | None = None,
    /,
    *,
    frozen: bool = False,
    slots: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    order: bool = False,
) -> Any:  # noqa: ANN401 - a class, or what makes one of it
    """A class with fields; see ``dataclasses.dataclass``."""

    def made(plain: type[Any]) -> type[Any]:
        if order:
            return dataclasses.dataclass(frozen=frozen, slots=slots, kw_only=kw_only, eq=eq, order=True)(plain)
        if not plain.__doc__:
            plain.__doc__ = plain.__name__  # the standard library would work out a signature
        bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(plain)
        _dress(bare, frozen=frozen, slots=slots, eq=eq)
        return bare

    return made if cls is None else made(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass


def _dress(cls: type[Any], *, frozen: bool, slots: bool, eq: bool) -> None:
    """Give the class its methods, but for those that it has of its own."""
    own = dict(vars(cls))
    methods: dict[str, _Method | None] = {"__init__": _init(cls, frozen=frozen, slots=slots), "__repr__": _repr(cls)}
    if eq:
        compared = "".join(f"{{0}}.{one.name}," for one in fields(cls) if one.compare)
        ours, theirs = f"({compared.format('self')})", f"({compared.format('other')})"
        same = f"{ours} == {theirs} if other.__class__ is self.__class__ else NotImplemented"
        methods["__eq__"] = _late(cls, "__eq__", "self, other", same)
        if own.get("__hash__") is None:  # Python puts None where a class has an __eq__ of its own
            own.pop("__hash__", None)
            methods["__hash__"] = _late(cls, "__hash__", "self", f"hash({ours})") if frozen else None
    if frozen:
        methods |= _frozen(cls, frozenset(one.name for one in fields(cls)))
        if slots:
            methods |= _state([one.name for one in fields(cls)])
    for name, method in methods.items():
        if name not in own:
            setattr(cls, name, _named(method, cls, name) if method else None)


def _init(cls: type[Any], *, frozen: bool, slots: bool) -> _Method:
    known: dict[str, Any] = {"_set_": _set, "_unset_": _Unset()}
    places: list[str] = []
    named: list[str] = []
    body = []
    for one in fields(cls):
        name, value, default = one.name, one.name, ""
        if one.default_factory is not MISSING:
            known[f"_make_{name}"] = one.default_factory
            value, default = f"_make_{name}()", "=_unset_"
            value = f"{value} if {name} is _unset_ else {name}" if one.init else value
        elif one.default is not MISSING:
            known[f"_default_{name}"] = one.default
            value, default = name if one.init else f"_default_{name}", f"=_default_{name}"
        if one.init:
            (named if one.kw_only else places).append(name + default)
        elif one.default_factory is MISSING and (one.default is MISSING or not slots):
            continue  # set by __post_init__, or found in the class
        slot = getattr(vars(cls).get(name), "__set__", None) if slots else None
        if not frozen:
            body.append(f"self.{name}={value}")
        elif slot:  # takes half as long as to look for it by its name
            known[f"_set_{name}"] = slot
            body.append(f"_set_{name}(self,{value})")
        else:
            body.append(f"_set_(self,{name!r},{value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    init = _compiled("__init__", ", ".join(["self", *places, *(["*", *named] if named else [])]), body, known)
    init.__annotations__ = {one.name: one.type for one in fields(cls) if one.init} | {"return": None}
    return init


def _late(cls: type[Any], name: str, arguments: str, value: str) -> _Method:
    """A method that is compiled when it is first called, and then stands in its class."""

    def stand_in(*given: object) -> Any:  # noqa: ANN401 - whatever the method gives
        method = _named(_compiled(name, arguments, [f"return {value}"], {}), cls, name)
        setattr(cls, name, method)
        return method(*given)

    return stand_in


def _compiled(name: str, arguments: str, body: Iterable[str], known: dict[str, Any]) -> _Method:
    """A function over names that the parser has taken before: those of fields."""
    exec(f"def {name}({arguments}):\n " + ("\n ".join(body) or "pass"), known)  # noqa: S102 - see above
    method: _Method = known.pop(name)
    return method


def _named(method: _Method, cls: type[Any], name: str) -> _Method:
    method.__name__, method.__qualname__ = name, f"{cls.__qualname__}.{name}"
    return method


def _repr(cls: type[Any]) -> _Method:
    names = [one.name for one in fields(cls) if one.repr]

    @recursive_repr()
    def shown(self: Any) -> str:  # noqa: ANN401 - a method of any class
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return shown


def _frozen(cls: type[Any], names: frozenset[str]) -> dict[str, _Method]:
    """What refuses to set and to delete; a subclass that is no dataclass may have attributes of its own."""

    def refuse_to_set(self: Any, name: str, value: object) -> None:  # noqa: ANN401 - a method of any class
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def refuse_to_delete(self: Any, name: str) -> None:  # noqa: ANN401 - the same
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return {"__setattr__": refuse_to_set, "__delattr__": refuse_to_delete}


def _state(names: list[str]) -> dict[str, _Method]:
    """How copies are made of what has neither a dictionary nor fields that can be set."""

    def state(self: Any) -> list[Any]:  # noqa: ANN401 - a method of any class
        return [getattr(self, name) for name in names]

    def restore(self: Any, state: list[Any]) -> None:  # noqa: ANN401 - the same
        for name, value in zip(names, state, strict=True):
            _set(self, name, value)

    return {"__getstate__": state, "__setstate__": restore}
