"""Mappings that are made when they are asked for."""

import pickle

from readers.interpret.lazy_mapping import LazyMapping


def test_a_late_mapping_is_made_once_and_equal_to_its_dict() -> None:
    """Whatever is asked first; it travels to other processes as the dict that it is."""
    made: list[int] = []

    def make() -> list[tuple[str, int]]:
        made.append(1)
        return [("b", 2), ("a", 1)]

    late = LazyMapping(make)
    assert not made
    assert late == {"a": 1, "b": 2}
    assert late != {"a": 1}
    assert (list(late), len(late), late["b"], late.get("c"), "a" in late, "c" in late) == (
        ["b", "a"],
        2,
        2,
        None,
        True,
        False,
    )
    assert repr(late) == "{'b': 2, 'a': 1}"
    assert pickle.loads(pickle.dumps(late)) == {"b": 2, "a": 1}  # noqa: S301 - our own bytes
    assert made == [1]
