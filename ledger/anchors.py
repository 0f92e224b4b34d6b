"""Anchors: the chain's length and head, noted outside the database each time it grows.

A file that is only appended to, for its owner alone. One line is ``INSTANT HOW NUMBER HEAD EVENT,EVENT…``: HOW is
``sealed``, or ``restored`` after a copy was put back; NUMBER and HEAD are those of the chain at that instant; each
EVENT is the shorthand (``filings.event``) of one that was sealed since the line before, so that a chain that was
rebuilt from its first event on can still be told from the one that was. A line that was cut short by a crash counts for
nothing, and is written again.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from filings.errors import InfrastructureError
from filings.event import Anchor
from filings.faults import disk_fault
from filings.nouns import dataclass

LONGEST = 1000  # events on one line
_TAIL = 65_536  # bytes; more than two of the longest lines
_SEALED, _RESTORED = "sealed", "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorLine:
    """One line: the anchor, the events it adds, and whether a copy was put back then."""

    anchor: Anchor
    events: tuple[str, ...] = ()
    restored: bool = False


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors in a file."""

    path: Path

    @contextmanager
    def writing(self) -> Iterator["AnchorFile"]:
        """Alone with the file, which is made if it is not there. InfrastructureError when it cannot be written."""
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise InfrastructureError(disk_fault(error, str(self.path))) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield AnchorFile(descriptor, str(self.path))
        finally:
            os.close(descriptor)

    def exists(self) -> bool:
        """Whether anything was ever anchored here."""
        return self.path.exists()

    def lines(self) -> tuple[AnchorLine, ...]:
        """All lines that are whole, first one first."""
        try:
            text = self.path.read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise InfrastructureError(disk_fault(error, str(self.path))) from error
        return tuple(line for row in text.split("\n")[:-1] if (line := _line(row)))

    def restored(self, at: datetime, number: int, head: str) -> None:
        """Note that a copy was put back: from here on the chain goes on from its end."""
        with self.writing() as pen:
            pen.write(AnchorLine(anchor=Anchor(at=at, number=number, head=head), restored=True))


@dataclass(frozen=True, slots=True)
class AnchorFile:
    """The file, held alone."""

    descriptor: int
    name: str

    def last(self) -> Anchor | None:
        """The last anchor; reads the end of the file only."""
        size = os.fstat(self.descriptor).st_size
        tail = os.pread(self.descriptor, _TAIL, max(0, size - _TAIL)).decode("ascii", "replace")
        found = [line for row in tail.split("\n")[:-1] if (line := _line(row))]
        return found[-1].anchor if found else None

    def write(self, line: AnchorLine) -> None:
        """Append a line; it is on the disk when this returns."""
        size = os.fstat(self.descriptor).st_size
        torn = size > 0 and os.pread(self.descriptor, 1, size - 1) != b"\n"
        try:
            os.write(self.descriptor, (("\n" if torn else "") + _spelled(line)).encode("ascii"))
            os.fsync(self.descriptor)
        except OSError as error:
            raise InfrastructureError(disk_fault(error, self.name)) from error


def beside(engine: sa.Engine) -> Anchors | None:
    """The anchors of a SQLite ledger: in a file beside it. None for other databases, which have no such place."""
    path = engine.url.database
    return Anchors(Path(f"{path}.anchors")) if engine.dialect.name == "sqlite" and path else None


def in_force(lines: Sequence[AnchorLine]) -> tuple[AnchorLine, ...]:
    """The lines that the chain of today has to agree with: what was anchored behind a copy's end went with it."""
    kept: list[AnchorLine] = []
    for line in lines:
        end = line.anchor.number
        if line.restored:
            while kept and kept[-1].anchor.number > end:
                last = kept.pop()
                start = last.anchor.number - len(last.events)
                if start < end:
                    kept.append(AnchorLine(anchor=line.anchor, events=last.events[: end - start]))
        kept.append(line)
    return tuple(kept)


def _spelled(line: AnchorLine) -> str:
    how = _RESTORED if line.restored else _SEALED
    anchor = line.anchor
    return f"{anchor.at.isoformat()} {how} {anchor.number} {anchor.head} {','.join(line.events)}\n"


def _line(row: str) -> AnchorLine | None:
    parts = row.split(" ")
    try:
        at, how, number, head, events = parts
        anchor = Anchor(at=datetime.fromisoformat(at), number=int(number), head=head)
    except ValueError:
        return None
    return AnchorLine(anchor=anchor, events=tuple(events.split(",")) if events else (), restored=how == _RESTORED)
