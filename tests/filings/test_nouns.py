"""A noun of the house does all that the standard library's dataclass of the same body does."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import FrozenInstanceError, field
from functools import cached_property
from itertools import product
from types import FunctionType, ModuleType
from typing import Any, ClassVar

import pytest

from filings import nouns

_ROOMS = ("filings", "schemas", "readers", "rules", "ledger", "notifier", "bulletins", "workers", "gateway")
_FLAGS = [
    dict(zip(("frozen", "slots", "kw_only", "eq"), each, strict=True)) for each in product((False, True), repeat=4)
]
_Make = Callable[..., Any]
_REFUSED = "FrozenInstanceError: cannot assign to field 'none'"


def _body(make: _Make, flags: dict[str, bool]) -> type[Any]:
    """A class that uses all that the house uses of dataclasses."""

    @make(**flags)
    class Noun:
        """What it is."""

        COUNT: ClassVar[int] = 3
        one: int
        more: list[int] = field(default_factory=list)
        word: str = "字"
        quiet: int = field(default=0, compare=False)
        secret: str = field(default="s", repr=False)
        made: str = field(init=False, compare=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "made", self.word * self.one)

    return Noun


@pytest.fixture(params=_FLAGS, ids=lambda flags: "-".join(name for name, on in flags.items() if on) or "plain")
def pair(request: pytest.FixtureRequest) -> tuple[type[Any], type[Any]]:
    """The standard library's class and ours, of one body and the same flags."""
    return _body(dataclasses.dataclass, request.param), _body(nouns.dataclass, request.param)


def test_it_is_made_printed_compared_and_hashed_alike(pair: tuple[type[Any], type[Any]]) -> None:
    """Defaults, factories, what is left out of comparison or print, and other classes."""
    seen = []
    for noun in pair:
        first, same, other = noun(one=2), noun(one=2, quiet=5), noun(one=2, word="x", secret="t")  # noqa: S106 - the name of a field
        assert first.more is not same.more
        hashes = type(first).__hash__ is not None and type(first).__eq__ is object.__eq__
        try:
            hashed = hash(dataclasses.replace(first, more=()))
        except TypeError:
            hashed = -1
        seen.append(
            (repr(first).replace("_body.<locals>.", ""), repr(other)[-40:], first == same, first != other, first == 2,
             hashes or hashed, first.made, vars(first) if hasattr(first, "__dict__") else None)
        )  # fmt: skip
    assert seen[0] == seen[1]


def test_it_is_described_alike(pair: tuple[type[Any], type[Any]]) -> None:
    """Signature, fields with their flags, arguments to match by, names of methods, slots."""
    seen = [
        (
            str(inspect.signature(noun)).replace("None", ""),
            [(one.name, one.type, one.kw_only, one.init, one.repr, one.compare) for one in dataclasses.fields(noun)],
            noun.__match_args__,
            {name: getattr(noun, name).__qualname__ for name in ("__init__", "__repr__", "__eq__")},
            getattr(noun, "__slots__", None),
            noun.__doc__,
            sorted(vars(noun).keys() - {"__dataclass_params__", "__weakref__", "__dict__"}),
        )
        for noun in pair
    ]
    assert seen[0] == seen[1]


def _set_one(thing: Any) -> None:  # noqa: ANN401 - of either class
    thing.one = 3


def _set_none(thing: Any) -> None:  # noqa: ANN401 - of either class
    thing.none = 3


def _delete_word(thing: Any) -> None:  # noqa: ANN401 - of either class
    del thing.word


def _refusal(act: Callable[[Any], None], thing: object) -> str:
    try:
        act(thing)
    except (AttributeError, TypeError) as error:
        return f"{type(error).__name__}: {error}"
    return "done"


def test_what_may_be_set_is_alike(pair: tuple[type[Any], type[Any]]) -> None:
    """A frozen one refuses to set and to delete, in the same words; copies keep what it holds."""
    seen = []
    for noun in pair:
        said = [_refusal(act, noun(one=2)) for act in (_set_one, _set_none, _delete_word)]
        copied = copy.deepcopy(noun(one=4, word="z"))
        # the standard library's class without a dictionary names its own predecessor where no field is meant
        said = [
            one.replace("TypeError: super(type, obj): obj must be an instance or subtype of type", _REFUSED)
            for one in said
        ]
        seen.append((said, copied.one, copied.word, copied.made, dataclasses.asdict(copied)))
    assert seen[0] == seen[1]


def test_too_little_and_too_much_is_refused_alike(pair: tuple[type[Any], type[Any]]) -> None:
    """The same words for a missing and for an unknown argument."""
    seen = []
    for noun in pair:
        said = []
        for given in ({}, {"one": 1, "made": "x"}, {"one": 1, "none": 1}):
            with pytest.raises(TypeError) as refused:
                noun(**given)
            said.append(str(refused.value))
        seen.append(said)
    assert seen[0] == seen[1]


@nouns.dataclass(frozen=True, slots=True)
class Kept:
    """One that pickle can find."""

    one: int
    two: str = "b"


def test_what_has_no_dictionary_is_pickled() -> None:
    """State goes through although no field can be set."""
    assert pickle.loads(pickle.dumps(Kept(1, "c"))) == Kept(1, "c")  # noqa: S301 - our own


def test_methods_of_its_own_stay() -> None:
    """What a class defines is not replaced; one that compares in its own way need not be hashable."""

    @nouns.dataclass(frozen=True)
    class Own:  # noqa: PLW1641 - as a frozen noun it is hashable all the same
        one: int

        def __eq__(self, other: object) -> bool:
            return True

        def __repr__(self) -> str:
            return "own"

    assert (Own(1) == 5, repr(Own(1)), hash(Own(1)) == hash(Own(1))) == (True, "own", True)


def test_fields_are_inherited() -> None:
    """A noun of a noun has the fields of both, compares all of them, and is another kind of thing."""

    @nouns.dataclass(frozen=True, slots=True)
    class Base:
        one: int

    @nouns.dataclass(frozen=True, slots=True)
    class More(Base):
        two: int = 2

    assert repr(More(1)).endswith("More(one=1, two=2)")
    assert (More(1, 2) == More(1), More(1, 3) == More(1), More(1) == Base(1)) == (True, False, False)
    with pytest.raises(FrozenInstanceError):
        More(1).one = 2  # type: ignore[misc]


def test_a_cached_value_of_a_frozen_noun_is_kept() -> None:
    """What is worked out once goes by the refusal to set, as it always did."""

    @nouns.dataclass(frozen=True)
    class Late:
        one: int

        @cached_property
        def twice(self) -> list[int]:
            return [self.one, self.one]

    late = Late(1)
    assert late.twice is late.twice


def test_order_goes_to_the_standard_library() -> None:
    """Few nouns are ordered."""

    @nouns.dataclass(frozen=True, order=True)
    class Ranked:
        one: int

    assert Ranked(1) < Ranked(2)


def _nouns(modules: Callable[[str], Iterator[ModuleType]]) -> Iterator[type[Any]]:
    for module in (one for room in _ROOMS for one in modules(room)):
        for one in vars(module).values():
            if isinstance(one, type) and dataclasses.is_dataclass(one) and one.__module__ == module.__name__:
                yield one


def test_what_compares_and_hashes_every_noun_compiles(modules: Callable[[str], Iterator[ModuleType]]) -> None:
    """Each is compiled as its first call would; none takes a field for a word of Python."""
    found = list(_nouns(modules))
    assert len(found) > 400
    for noun in found:
        with suppress(AttributeError):  # nothing is set in it
            _ = object.__new__(noun) == object.__new__(noun)
        with suppress(AttributeError, TypeError):  # the same, or what holds lists
            hash(object.__new__(noun))
        late = [name for name in ("__eq__", "__hash__") if _is_stand_in(vars(noun).get(name))]
        assert not late, f"{noun.__module__}.{noun.__qualname__}: {late}"


def _is_stand_in(method: object) -> bool:
    return isinstance(method, FunctionType) and method.__code__.co_name == "stand_in"
