"""The equations of linear checks on a form, worked out once and kept."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from filings.edition import Edition
from rules.tables.addresses import prefix_of
from rules.tables.amounts import settled
from rules.tables.equation import Equation
from schemas.editions import edition

_SOURCES = {"last": "previous", "units": "rollup"}


class HasEquations(Protocol):
    """A check that exposes its equations."""

    def equations(self, edition: Edition) -> Iterator[Equation]:
        """Its equations on a form."""
        ...

    def __hash__(self) -> int: ...


@lru_cache(maxsize=1024)
def equations_of(check: HasEquations, form: str, *, single: bool) -> tuple[Equation, ...]:
    """The equations of a check over the rows that stand. ``single``: 其他处理 is printed as one row."""
    return settled(check.equations(edition(form)), form, single=single)


def sources(*addresses: str) -> frozenset[str]:
    """The parts of the dossier that addresses read besides the report."""
    return frozenset(_SOURCES[prefix] for prefix in map(prefix_of, addresses) if prefix)
