"""The office at this terminal: its ledger opened, its county chosen, its workers woken."""

import os
from collections.abc import Iterable

import sqlalchemy as sa

from filings.agency import Agency, Jurisdiction
from filings.errors import UsageError
from filings.naming import meant, near, told
from filings.notice import Notice
from filings.nouns import dataclass
from gateway.operator import operator
from ledger import Ledger, upgrade
from workers.keys import prepare
from workers.runtime import Runtime, build_runtime
from workers.settings import settings
from workers.wiring import QueueName


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The parts of this process and the county that a command is about."""

    parts: Runtime
    area: Jurisdiction

    @property
    def ledger(self) -> Ledger:
        """The record."""
        return self.parts.ledger

    def agency(self, word: str) -> Agency:
        """The agency with this code, or the one that has or had this name. UsageError when there is none."""
        entries = self.ledger.register.all(self.area.code)
        found = meant(entries, word, self.area.name)
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"“{word}”对应多个单位：{told(found)}。请改用代码。")
        alike = near(entries, word, self.area.name)
        hint = f"最接近的是{told(alike)}。" if alike else ""
        raise UsageError(f"名录中没有“{word}”。{hint}请核对名称或代码，用 gouji agencies 看全部单位。")


def opened() -> Runtime:
    """The parts of this process. A database of our own that is not there yet is made."""
    chosen = settings()
    parts = build_runtime(chosen)
    url = sa.make_url(chosen.database_url)
    if url.get_backend_name() == "sqlite" and url.database and not os.path.exists(url.database):  # noqa: PTH110 - a string
        upgrade(parts.ledger.engine)
        prepare(chosen, parts.ledger)
    return parts


def office(county: str = "") -> Office:
    """The office of a county, by code or name; the only one there is when none is named. UsageError."""
    parts = opened()
    areas = parts.ledger.register.jurisdictions()
    chosen = [a for a in areas if county in (a.code, a.name)] if county else list(areas)
    if len(chosen) == 1:
        return Office(parts=parts, area=chosen[0])
    if not areas:
        raise UsageError(
            "还没有设立辖区。先运行：gouji register county --code 行政区划代码 --name 县名 --office 主管部门。"
        )
    listed = "、".join(f"{a.name}（{a.code}）" for a in areas)
    raise UsageError(f"请用 --county 写明是哪个县：{listed}。")


def named(by: str) -> str:
    """Who acts: the name given, else the account at this terminal."""
    return by.strip() or operator()


def tell(parts: Runtime, notices: Iterable[Notice]) -> None:
    """Wake the workers for notices that are stored. While the queue is away the sweep offers them later."""
    for notice in notices:
        for delivery in parts.ledger.notices.deliveries(notice=notice.id):
            if not parts.queue.wake(QueueName.NOTICES, delivery.id):
                return
