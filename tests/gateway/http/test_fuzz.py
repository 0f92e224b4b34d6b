"""Made-up requests: no answer is a 5xx, none is other than told. ``make schemathesis`` makes many more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.door import Door, open_door
from bench.fuzz import fill, fuzz, roomy, sent
from filings.token import TokenRole
from workers.embedded import Valkey


@pytest.fixture
def wide(tmp_path: Path, queue: Valkey) -> Iterator[Door]:
    """A door that refuses nobody for want of room."""
    with open_door(tmp_path, queue.url, roomy) as made:
        fill(made)
        yield made


@pytest.mark.slow
def test_made_up_requests_are_answered_as_told(wide: Door) -> None:
    """One or two for each operation, for one who may do much."""
    done = fuzz(wide, TokenRole.PORTAL, 1, 7, "examples,fuzzing")
    assert done.returncode == 0, done.stdout[-4000:]
    assert sent(done.stdout) > 30
