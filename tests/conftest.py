"""What holds for all tests: properties are searched without a clock; what needs processes or servers is marked."""

import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("gouji", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("gouji"), max_examples=20)
settings.load_profile("gouji")

# Most tests that start the product would compile it anew each time; a run of tests writes beside the sources anyway.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

pytest_plugins = ["bench.servers"]

_PURE = frozenset({"filings", "schemas", "readers", "rules", "bulletins", "notifier"})  # whose tests measure coverage
_PROCESSES = frozenset({"crash", "bench", "gateway", "workers", "samples"})  # folders whose tests start the product
_SERVERS = frozenset({"postgres_url", "new_postgres", "queue", "valkey", "ledger", "make"})


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a document by its argument: the bytes of a zip hold the second in which it was made."""
    return argname if isinstance(val, bytes) else None


@cache  # a path is looked at once, not for each of ten thousand tests
def _room(path: Path) -> str:
    return path.relative_to(Path(__file__).parent).parts[0]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by folder and by fixture what a marker at the test would only repeat."""
    for item in items:
        room = _room(item.path)
        if room not in _PURE:
            item.add_marker(pytest.mark.no_cover)  # with --cov it runs untraced: tracing trebles its time
        if room in _PROCESSES:
            item.add_marker(pytest.mark.process)
        if room == "ledger" or _SERVERS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)
