"""Pages that are open while a module's tests run."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.door import Door, open_door
from workers.embedded import Valkey


@pytest.fixture(scope="session")
def queue() -> Iterator[Valkey]:
    """A real queue."""
    folder = Path(tempfile.mkdtemp(prefix="gouji-q-"))
    with Valkey(folder / "valkey") as server:
        yield server
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory, queue: Valkey) -> Iterator[Door]:
    """The open door."""
    with open_door(tmp_path_factory.mktemp("home"), queue.url) as made:
        yield made
