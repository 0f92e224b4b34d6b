"""Reports sent as JSON: the quick way takes nothing that the full way refuses, and makes the same report."""

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from rules.book_io.zero_report import zero_report
from samples.figures import valid_report
from schemas.report import faults, from_json, to_json
from schemas.sent import quick_report

_ODD: tuple[Any, ...] = (
    None, True, 1.0, 2.5, -3, 10**6, 2**53, 2**63, 2**70, 1e300, "", "x", [], [1], [1, 2, 3], [[1]], {}, {"raw": ""},
)  # fmt: skip


def _sent(form: str) -> dict[str, Any]:
    whole = to_json(valid_report(Random(form), form))
    return {key: whole[key] for key in ("edition", "title", "agency", "year", "sections", "tables")}


def _bare(form: str) -> dict[str, Any]:
    """A report without any text, as those send it who send the tables alone."""
    data = _sent(form)
    return data | {"sections": [{"number": one["number"], "heading": one["heading"]} for one in data["sections"]]}


def _ways(data: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - any JSON
    for key in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield (*way, key)
        yield from _ways(data[key], (*way, key))


def _damaged(random: Random, data: dict[str, Any]) -> dict[str, Any]:
    """The document with something put in place of something else, left out or added."""
    damaged: Any = copy.deepcopy(data)
    for _ in range(random.choice((1, 1, 2))):
        *before, last = random.choice(list(_ways(damaged)))
        inner = damaged
        for step in before:
            inner = inner[step]
        kind = random.choice(("put", "put", "put", "leave out", "add"))
        if kind == "put":
            inner[last] = copy.deepcopy(random.choice(_ODD))
        elif kind == "leave out":
            del inner[last]
        elif isinstance(inner, dict):
            inner[random.choice(("more", "cells", "other", "review"))] = copy.deepcopy(random.choice(_ODD))
        else:
            inner.append(random.choice(_ODD))
    return damaged  # type: ignore[no-any-return]


@pytest.mark.parametrize("sent", [_sent, _bare])
@pytest.mark.parametrize("form", ["2019", "2021"])
def test_the_quick_way_takes_nothing_that_the_full_way_refuses(
    form: str, sent: Callable[[str], dict[str, Any]]
) -> None:
    """Over a thousand damaged documents: left to the full way, or valid and the same report to the last cell."""
    random, valid, taken = Random(form), sent(form), 0
    for _ in range(1000):
        data = _damaged(random, valid)
        quick = quick_report(json.dumps(data, ensure_ascii=False).encode())
        if quick is not None:
            taken += 1
            assert faults(data) == []
            assert quick == from_json(data), data
    assert taken > 50


@pytest.mark.parametrize("odd", [*_ODD, "一、" * 100])
@pytest.mark.parametrize("way", [(), (0,), (0, "number"), (0, "heading"), (0, "place"), (5, "more")])
def test_odd_headings_without_text_are_judged_as_the_full_way_does(way: tuple[Any, ...], odd: object) -> None:
    """Headings that were met before are not looked at again: one that only looks like them is."""
    valid = _bare("2021")
    first, again = (quick_report(json.dumps(valid).encode()) for _ in range(2))
    assert first is not None
    assert again is not None
    assert first.sections is again.sections
    data: Any = {"sections": valid["sections"], **valid}
    inner, (*before, last) = data, ("sections", *way)
    for step in before:
        inner = inner[step]
    inner[last] = odd
    quick = quick_report(json.dumps(data).encode())
    assert (quick is None) >= bool(faults(data))
    assert quick is None or quick == from_json(data)


@pytest.mark.parametrize("depth", [10, 300, 900])
def test_headings_nested_without_end_are_left_to_the_full_way(depth: int) -> None:
    """The quick parser reads deeper than it can write."""
    data = json.dumps(_bare("2021")).replace('"sections": [', '"sections": [' + "[" * depth + "]" * depth + ", ")
    assert json.loads(data)["sections"][0] != []
    assert quick_report(data.encode()) is None


def test_long_headings_are_not_remembered() -> None:
    """What takes much memory is looked at each time."""
    data = _bare("2021")
    data["sections"] = [{"number": 1, "heading": "一" * 90}] * 20
    quick = quick_report(json.dumps(data).encode())
    assert faults(data) or quick == from_json(data)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_reports_are_taken_as_they_are_sent_every_day(form: str) -> None:
    """A valid report goes the quick way, with its cells as read or without."""
    for data in (_sent(form), to_json(zero_report(form))):
        assert quick_report(json.dumps(data).encode()) == from_json(data)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[1]", b"null", b"\xef\xbb\xbf{}", '{"title": "年"}'.encode("gb18030"), b'{"a": NaN}',
        b"[" * 100_000, b'{"tables": [], "edition": []}',
    ],
)  # fmt: skip
def test_what_is_out_of_the_ordinary_is_left_to_the_full_way(data: bytes) -> None:
    """Another encoding, a fault of writing, endless nesting: no report, and no exception."""
    assert quick_report(data) is None


def test_a_number_too_large_for_the_quick_parser_is_left_to_the_full_way() -> None:
    """Whole numbers beyond 2 to the 53rd could come out rounded."""
    data = _sent("2021")
    data["tables"]["applications"]["new"][0] = 2**64 + 1
    assert quick_report(json.dumps(data).encode()) is None
    assert from_json(data).value("applications.new.natural") == 2**64 + 1
