"""Writers of one SQLite database take turns, across threads and processes.

SQLite itself lets waiting writers poll with growing pauses, so that one busy writer starves all others. Here they
queue up in the kernel instead, and the next one is woken when the turn is over.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from filings.errors import InfrastructureError
from filings.faults import disk_fault


@contextmanager
def write_turn(engine: sa.Engine) -> Iterator[None]:
    """Hold the turn to write; on PostgreSQL there is nothing to wait for. A dead process loses its turn."""
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path:
        yield
        return
    try:
        descriptor = os.open(f"{path}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise InfrastructureError(
            disk_fault(error, "数据库所在的目录（GOUJI_HOME、GOUJI_DATABASE_URL 指定的位置）")
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
