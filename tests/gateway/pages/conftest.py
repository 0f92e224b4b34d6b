"""Pages that are open while a module's tests run, on either database."""

from collections.abc import Callable, Iterator

import pytest

from bench.door import Door, open_door
from workers.embedded import Valkey


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory, queue: Valkey) -> Iterator[Door]:
    """The open door."""
    with open_door(tmp_path_factory.mktemp("home"), queue.url) as made:
        yield made


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, queue: Valkey) -> Iterator[Door]:
    """The same over both databases, with the confirmation of an agency's head asked for."""
    more = {"GOUJI_LOGIN_CONFIRM": "on"}
    if request.param == "postgresql":
        new: Callable[[], str] = request.getfixturevalue("new_postgres")
        more |= {"GOUJI_DATABASE_URL": new(), "GOUJI_KEY": "A" * 43 + "="}
    with open_door(tmp_path_factory.mktemp("home"), queue.url, **more) as made:
        yield made
