"""A door that is open while a module's tests run."""

from collections.abc import Iterator

import pytest

from bench.door import Door, open_door
from workers.embedded import Valkey


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory, queue: Valkey) -> Iterator[Door]:
    """The open door."""
    with open_door(tmp_path_factory.mktemp("home"), queue.url) as made:
        yield made
