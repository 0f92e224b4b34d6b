"""The types of rule parameters. The loader verifies each by its mark, so that a typo is refused with file and line."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache, partial
from typing import Annotated, Any, TypeAlias, cast, get_args, get_origin, get_type_hints

# [last.|units.]table.row.column; a segment may be * (what `each` ranges over) or @group (its members, summed)
Cells: TypeAlias = Annotated[tuple[str, ...], "cells"]
# a named group of the edition: applications.columns, review.rows, proactive.documents, all, counts, summable, changes
Group: TypeAlias = Annotated[str, "group"]
# parts of the text: title lead contact headings section.1 … section.6 topics closing all
Parts: TypeAlias = Annotated[tuple[str, ...], "parts"]
# the name of a list in rules/lists
Terms: TypeAlias = Annotated[str, "terms"]
TermsList: TypeAlias = Annotated[tuple[str, ...], "terms"]

# there are few kinds of checks, and reading their types is slow; a class is hashable, which mypy does not see
hints = cast("Callable[[type[Any]], dict[str, Any]]", cache(partial(get_type_hints, include_extras=True)))


def marked(thing: object, mark: str) -> Iterator[str]:
    """All names that a check holds in fields of one mark: addresses (``cells``) or lists (``terms``)."""
    for field in fields(cast("Any", thing)):
        yield from _marked(hints(type(thing))[field.name], getattr(thing, field.name), mark)


def _marked(hint: Any, value: Any, mark: str) -> Iterator[str]:  # noqa: ANN401 - types are walked at run time
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        if arguments[1] == mark:
            yield from (value,) if isinstance(value, str) else value
    elif origin is tuple:
        for one in value:
            yield from _marked(arguments[0], one, mark)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from marked(value, mark)
