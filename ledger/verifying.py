"""Verifying the ledger: the chain of events, its anchors outside the database, and every row of evidence."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from filings.errors import UsageError
from filings.event import DIGESTS, GENESIS, Broken, Chain, ChainFault, Event, Intact, link, shorthand
from filings.nouns import dataclass
from filings.retention import PURGED, PurgeRecord
from ledger.anchors import AnchorLine, Anchors, in_force
from ledger.comparing import RowComparison, comparing, undecoded
from ledger.evidence import EVIDENCE
from ledger.purge_record import purge_record
from ledger.tables.work import events, seals, unsealed

_AT_ONCE = 1000
_RAW: tuple[Any, ...] = tuple(sa.type_coerce(column, sa.types.NullType()).label(column.name) for column in events.c)


@dataclass(slots=True)
class _Walk:
    """What is found on the way along the chain."""

    comparison: RowComparison
    anchored: dict[str, int]
    number: int = 0
    head: str = GENESIS
    faults: dict[int, ChainFault] = field(default_factory=dict)
    foreign: dict[int, Event] = field(default_factory=dict)
    purged: list[PurgeRecord] = field(default_factory=list)
    unlike: list[ChainFault] = field(default_factory=list)
    _gap: bool = False

    def follow(self, row: sa.Row[Any]) -> None:
        """The next seal with its event."""
        self.number += 1
        if row.number != self.number:
            self.faults[self.number] = ChainFault(
                number=self.number, event=row.event, reason=f"封存链缺第{self.number}号"
            )
            self.number, self._gap = row.number, True
        event = event_of(row)
        if reason := self._fault(row, event):
            self.faults.setdefault(row.number, ChainFault(number=row.number, event=row.event, reason=reason))
        self.head, self._gap = row.hash, False
        if event is not None:
            self._hold(row.number, event)

    def take(self, event: Event) -> None:
        """What an event, sealed or not, says of rows."""
        self.comparison.tell(event)
        if event.kind != PURGED:
            return
        if record := purge_record(event):
            self.purged.append(record)
        else:
            reason = f"第{event.id}号事件（按期清除）所说的数目、清单与它列出的行不符：疑为伪造"
            self.unlike.append(ChainFault(event=event.id, reason=reason))

    def _fault(self, row: sa.Row[Any], event: Event | None) -> str:
        if row.id is None:
            return f"第{row.event}号事件已被删除"
        if event is None or (not self._gap and link(self.head, event) != row.hash):
            return f"第{row.event}号事件的内容与封存时不符"
        return ""

    def _hold(self, number: int, event: Event) -> None:
        if self.anchored.pop(shorthand(event), None) is None:
            self.foreign[number] = event
        self.take(event)


def verify(connection: sa.Connection, anchors: Anchors | None, *, quick: bool = False) -> Chain:
    """Recompute everything; what does not hold, all of it. ``quick``: only what came since the last anchor."""
    lines = in_force(anchors.lines()) if anchors else ()
    if quick and not lines:
        raise UsageError("还没有锚点，不能只核验新的部分；请用不带 --since-anchor 的 gouji ledger verify。")
    last = lines[-1].anchor if lines else None
    with comparing() as comparison, undecoded(connection):
        walk = _Walk(comparison, _shorthands(lines))
        if quick and last is not None:
            walk.number, walk.head, walk.anchored = last.number, last.head, {}
        since = walk.number
        _along(connection, walk)
        faults = [*_of_chain(connection, walk), *_of_anchors(connection, walk, lines, quick=quick)]
        faults += [*_missing(connection, anchors, walk.number), *walk.unlike]
        (comparison.find_told if quick else comparison.find_all)(connection)
        faults += comparison.faults()
        if faults:
            return Broken(faults=tuple(faults))
        return Intact(
            sealed=walk.number, head=walk.head, waiting=_waiting(connection), rows=comparison.rows, since=since,
            anchored=len(lines), anchor=last, purged=tuple(walk.purged),
        )  # fmt: skip


def _along(connection: sa.Connection, walk: _Walk) -> None:
    """Follow the chain from where the walk stands, then the events that are not sealed yet."""
    query = sa.select(seals.c.number, seals.c.event, seals.c.hash, *_RAW)
    query = query.outerjoin(events, events.c.id == seals.c.event).order_by(seals.c.number)
    with _rows(connection, query.where(seals.c.number > walk.number)) as rows:
        for row in rows:
            walk.follow(row)
    fresh = sa.select(*_RAW).join(unsealed, unsealed.c.event == events.c.id).order_by(events.c.id)
    with _rows(connection, fresh) as rows:
        for row in rows:
            event = event_of(row)
            if event is not None:
                walk.take(event)


def _of_chain(connection: sa.Connection, walk: _Walk) -> Iterator[ChainFault]:
    yield from (walk.faults[number] for number in sorted(walk.faults))
    known = sa.union_all(sa.select(seals.c.event), sa.select(unsealed.c.event)).subquery()
    stray = sa.select(events.c.id).where(events.c.id.not_in(sa.select(known.c.event))).order_by(events.c.id)
    for event in connection.execute(stray).scalars():
        reason = f"第{event}号事件不在封存链上，也不在待封存之列：疑为事后插入"
        yield ChainFault(number=walk.number + 1, event=event, reason=reason)


def _of_anchors(
    connection: sa.Connection, walk: _Walk, lines: Sequence[AnchorLine], *, quick: bool
) -> Iterator[ChainFault]:
    """Where the chain is not the one that was anchored, whatever it says of itself."""
    if not lines:
        return
    yield from _gaps(lines)
    last, found = lines[-1].anchor, _heads(connection, {line.anchor.number for line in lines})
    end = max(found, default=0) if quick else walk.number
    if end < last.number and last.number not in found:
        yield ChainFault(number=end + 1, reason=f"封存链被截断：锚点记到第{last.number}号，台账里只到第{end}号")
    noted = {number for line in lines for number in _numbers(line)}
    other = {} if quick else {number: event for number, event in walk.foreign.items() if number in noted}
    lost = {number for number in walk.anchored.values() if number <= end}
    for number in sorted((other.keys() | lost) - walk.faults.keys()):
        yield from _rewritten(number, other.get(number), was=number in lost)
    if other or lost or (walk.faults and not quick):
        return
    for line in lines:
        anchor = line.anchor
        if found.get(anchor.number, anchor.head) != anchor.head:
            yield ChainFault(number=anchor.number, reason=f"第{anchor.number}号的链头与锚点不符：封存链被重建过")
            return


def _gaps(lines: Sequence[AnchorLine]) -> Iterator[ChainFault]:
    """Where the anchors themselves do not follow on each other: somebody has taken lines out of the file."""
    end = 0
    for line in lines:
        start = line.anchor.number - len(line.events)
        if start > end and not line.restored:
            yield ChainFault(number=end + 1, reason=f"锚点文件里少了第{end + 1}号到第{start}号的锚点：文件被改动过")
        end = line.anchor.number


def _numbers(line: AnchorLine) -> range:
    """The numbers in the chain of the events that a line adds."""
    return range(line.anchor.number - len(line.events) + 1, line.anchor.number + 1)


def _rewritten(number: int, event: Event | None, *, was: bool) -> Iterator[ChainFault]:
    if event is None:
        yield ChainFault(number=number, reason=f"锚点记下的第{number}号记录已不在链上：封存链被重建过")
        return
    how = "封存以后被改写" if was else "封存以后被改写或插入"
    about = f"第{number}号记录（{event.kind}，{event.subject}）"
    yield ChainFault(number=number, event=event.id, reason=f"{about}与锚点不符：{how}")
    for table, rows in event.digests.items():
        for key in rows:
            word = EVIDENCE[table].word if table in EVIDENCE else table
            reason = f"{word} {key}（{table}）：说到它的{about}{how}，内容不可信"
            yield ChainFault(number=number, event=event.id, table=table, key=key, reason=reason)


def _missing(connection: sa.Connection, anchors: Anchors | None, sealed: int) -> Iterator[ChainFault]:
    """A ledger of its own that was sealed by this version has anchors beside it: they are made before the seal."""
    if anchors is None or not sealed or anchors.exists() or connection.dialect.name != "sqlite":
        return
    told = sa.select(seals.c.number).join(events, events.c.id == seals.c.event)
    if connection.execute(told.where(events.c.facts.contains(f'"{DIGESTS}"')).limit(1)).first():
        yield ChainFault(reason=f"锚点文件 {anchors.path} 不见了：看不出封存链是否被截断或重建")


def _heads(connection: sa.Connection, anchored: Iterable[int]) -> Mapping[int, str]:
    """Number -> hash of the seals at which the chain was anchored."""
    wanted = sorted(anchored)
    found: dict[int, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        query = sa.select(seals.c.number, seals.c.hash).where(seals.c.number.in_(wanted[start : start + _AT_ONCE]))
        found.update({row.number: row.hash for row in connection.execute(query)})
    return found


def _shorthands(lines: Sequence[AnchorLine]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        found.update(zip(line.events, _numbers(line), strict=True))
    return found


def _waiting(connection: sa.Connection) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(unsealed)).scalar_one()


def _rows(connection: sa.Connection, query: sa.Select[Any]) -> sa.CursorResult[Any]:
    return connection.execute(query.execution_options(yield_per=_AT_ONCE))


def event_of(row: sa.Row[Any]) -> Event | None:
    """The event of a raw row; None when there is none, or none that this ledger could have written."""
    try:
        at = datetime.fromisoformat(row.at) if isinstance(row.at, str) else row.at
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        facts = json.loads(row.facts)
        digests = facts.pop(DIGESTS, {})
        known = dict(digests), {name: dict(rows) for name, rows in digests.items()}
    except (AttributeError, TypeError, ValueError):
        return None
    return Event(
        id=row.id, at=at, kind=row.kind, subject=row.subject, actor=row.actor, facts=facts, digests=known[1]
    )  # fmt: skip
